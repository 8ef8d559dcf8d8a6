package studio.rowan.migrations;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Format;
import studio.rowan.kit.Text;
import studio.rowan.migrate.Finding;
import studio.rowan.migrate.MigrationWords;
import studio.rowan.migrate.Rehearsal;
import studio.rowan.migrate.RowCount;
import studio.rowan.migrate.Stop;

/// One migration of a rehearsal: what it did to rows and structure, what was to be seen before, and the approval that
/// it needs.
final class TrialView extends VBox {
    private @Nullable CheckBox approval;

    TrialView(Rehearsal.Trial trial, Consumer<Boolean> approve) {
        getStyleClass().addAll("card", "run-card", kind(trial));
        setId("trial-" + trial.migration().label());
        getChildren().add(title(trial));
        Stop stop = trial.stop();
        if (stop != null) {
            stopped(stop);
        } else {
            getChildren().add(words(summary(trial), RehearsalModel.needsApproval(trial) ? "danger" : "muted"));
        }
        List<RowCount> changed =
                trial.rows().stream().filter(TrialView::isChanged).toList();
        if (!changed.isEmpty()) {
            getChildren().add(rows(changed, trial.rows().size() - changed.size()));
        }
        if (stop == null && RehearsalModel.needsApproval(trial)) {
            approval = approval(trial, approve);
            getChildren().add(approval);
        }
        if (!trial.schema().isEmpty()) {
            section("migrations.trial.schema", List.of(new StructureView(trial.schema())));
        }
        section("migrations.trial.findings", FindingsView.lines(findings(trial)));
    }

    /// Without the refusal that stopped it: that is told above.
    private static List<Finding> findings(Rehearsal.Trial trial) {
        return trial.findings().stream()
                .filter(finding -> trial.stop() == null || finding.kind() != Finding.Kind.FAILS)
                .toList();
    }

    /// To the approval that it needs, if any.
    void takeFocus() {
        if (approval != null) {
            approval.requestFocus();
        }
    }

    private static String kind(Rehearsal.Trial trial) {
        boolean warned = trial.findings().stream().anyMatch(f -> f.severity() != Finding.Severity.NOTE);
        return trial.stop() != null || RehearsalModel.needsApproval(trial) ? "danger" : warned ? "warning" : "success";
    }

    private static HBox title(Rehearsal.Trial trial) {
        Label took = new Label(took(trial.ms()) + " · " + size(trial));
        took.getStyleClass().add("muted");
        took.setMinWidth(USE_PREF_SIZE);
        return new HBox(words(trial.migration().name(), "strong"), Controls.spacer(), took);
    }

    static String took(long ms) {
        return ms == 0 ? Text.of("migrations.took.less") : Format.duration(Duration.ofMillis(ms));
    }

    private static String size(Rehearsal.Trial trial) {
        long by = trial.bytesAfter() - trial.bytesBefore();
        String amount = Format.bytes(Math.abs(by));
        return by == 0
                ? Text.of("migrations.trial.keepsSize")
                : Text.of(by > 0 ? "migrations.trial.grows" : "migrations.trial.shrinks", amount);
    }

    private void stopped(Stop stop) {
        Text.Message message = MigrationWords.of(stop);
        getChildren().add(words(message.sentence(), "danger"));
        if (stop instanceof Stop.Failed failed && failed.statement() != null) {
            Label code = words(failed.statement().strip(), "mono");
            code.getStyleClass().add("statement");
            code.setMaxWidth(Double.MAX_VALUE);
            getChildren().add(code);
        }
        getChildren().add(words(Text.of("migrations.trial.stopped"), "muted"));
    }

    private static String summary(Rehearsal.Trial trial) {
        String keys = Text.of(trial.foreignKeys() ? "migrations.trial.keysOn" : "migrations.trial.keysOff");
        if (!RehearsalModel.needsApproval(trial)) {
            return Text.of("migrations.trial.keeps") + " " + keys;
        }
        String cascades = trial.cascades().stream().map(MigrationWords::of).collect(Collectors.joining("; "));
        // How many of which table stands in the table below, and in what is approved.
        return (trial.losses().isEmpty() ? "" : Text.of("migrations.trial.loses"))
                + (trial.overwritten().isEmpty() ? "" : " " + Text.of("migrations.trial.overwrites"))
                + (cascades.isEmpty() ? "" : " " + Text.of("migrations.trial.cascades", cascades)).stripTrailing();
    }

    private static boolean isChanged(RowCount count) {
        return !Objects.equals(count.before(), count.after())
                || count.formerly() != null
                || !count.isHarmless()
                || count.isUntold();
    }

    private static GridPane rows(List<RowCount> changed, int same) {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("row-counts");
        ColumnConstraints name = new ColumnConstraints();
        name.setMinWidth(USE_PREF_SIZE);
        grid.getColumnConstraints().setAll(name, number(), number(), number());
        grid.addRow(
                0,
                cell(Text.of("migrations.trial.table"), "strong"),
                cell(Text.of("migrations.trial.before"), "strong"),
                cell(Text.of("migrations.trial.after"), "strong"),
                cell(Text.of("migrations.trial.change"), "strong"));
        int row = 1;
        for (RowCount count : changed) {
            String former = count.formerly();
            grid.addRow(
                    row++,
                    cell(former == null ? count.table() : former + " → " + count.table(), "plain"),
                    cell(said(count.before()), "number"),
                    cell(said(count.after()), "number"),
                    cell(change(count), count.isHarmless() ? "number" : "danger"));
            String how = MigrationWords.how(count);
            if (!how.isEmpty()) {
                grid.add(cell(how, "muted"), 0, row++, 4, 1);
            }
        }
        if (same > 0) {
            grid.add(cell(Text.count("migrations.trial.same", same), "muted"), 0, row, 4, 1);
        }
        return grid;
    }

    private static ColumnConstraints number() {
        ColumnConstraints number = new ColumnConstraints();
        number.setHalignment(HPos.RIGHT);
        number.setMinWidth(USE_PREF_SIZE);
        return number;
    }

    private static String said(@Nullable Long count) {
        return count == null ? "–" : Format.count(count);
    }

    private static String change(RowCount count) {
        if (count.isHidden()) {
            return "−" + Format.count(count.lost()) + " +" + Format.count(count.added());
        }
        Long before = count.before();
        Long after = count.after();
        long by = (after == null ? 0 : after) - (before == null ? 0 : before);
        return by < 0 ? "−" + Format.count(-by) : "+" + Format.count(by);
    }

    private static Label cell(String text, String styleClass) {
        Label label = new Label(text);
        label.setMinWidth(USE_PREF_SIZE);
        label.getStyleClass().add(styleClass);
        return label;
    }

    private void section(String key, List<Node> all) {
        if (!all.isEmpty()) {
            VBox section = new VBox(words(Text.of(key), "section-title"));
            section.getStyleClass().add("trial-section");
            section.getChildren().addAll(all);
            getChildren().add(section);
        }
    }

    private static CheckBox approval(Rehearsal.Trial trial, Consumer<Boolean> approve) {
        String lost = trial.losses().stream()
                .map(count -> Text.of("migrations.loss", count.table(), MigrationWords.of(count)))
                .collect(Collectors.joining("; "));
        String values = trial.overwritten().stream()
                .map(finding -> String.join(".", finding.subjects().subList(0, 2)))
                .collect(Collectors.joining(", "));
        String both = Stream.of(
                        lost.isEmpty() ? "" : Text.of("migrations.trial.approve", lost),
                        values.isEmpty() ? "" : Text.of("migrations.trial.approveValues", values))
                .filter(said -> !said.isEmpty())
                .collect(Collectors.joining("\n"));
        CheckBox box = new CheckBox(both.isEmpty() ? Text.of("migrations.trial.approveKeys") : both);
        box.setId("approve-" + trial.migration().label());
        // An underscore in the name of a table is no mnemonic.
        box.setMnemonicParsing(false);
        box.setWrapText(true);
        box.selectedProperty().subscribe(approve::accept);
        return box;
    }

    static Label words(String text, String styleClass) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        label.getStyleClass().add(styleClass);
        return label;
    }
}
