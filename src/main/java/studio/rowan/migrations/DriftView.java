package studio.rowan.migrations;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.diff.Change;
import studio.rowan.diff.DiffWords;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;
import studio.rowan.migrate.AlreadyThere;
import studio.rowan.migrate.Drift;
import studio.rowan.migrate.Migration;
import studio.rowan.migrate.Remark;

/// What a file has otherwise than its migrations say, table by table, and the two ways to bring both together.
final class DriftView extends ScrollPane {
    private final DriftModel model;
    private final Runnable record;
    private final Runnable mend;
    private final Consumer<AlreadyThere> enter;
    private final VBox page = new VBox();

    /// @param record shows the migration that says what was done by hand
    /// @param mend shows the one that takes it back
    /// @param enter asks, and enters migrations as run that do what the file has already
    DriftView(DriftModel model, Runnable record, Runnable mend, Consumer<AlreadyThere> enter) {
        this.model = model;
        this.record = record;
        this.mend = mend;
        this.enter = enter;
        setId("driftReport");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        getStyleClass().add("page-scroll");
        page.getStyleClass().add("page");
        setContent(page);
        model.drift().subscribe(this::show);
    }

    private void show(@Nullable Drift drift) {
        page.getChildren().clear();
        if (drift == null) {
            page.getChildren().add(TrialView.words(Text.of("drift.running"), "muted"));
            return;
        }
        Label sentence = TrialView.words(drift.words(), drift.failed() == null ? "strong" : "danger");
        sentence.setId("driftSentence");
        Node sign = drift.isNone()
                ? Icons.SUCCESS.node("success")
                : Icons.WARNING.node(drift.failed() == null ? "warning" : "danger");
        HBox line = new HBox(sign, sentence);
        line.getStyleClass().add("finding");
        page.getChildren().add(line);
        for (Remark remark : drift.remarks()) {
            page.getChildren().add(TrialView.words(remark.words(), "muted"));
        }
        if (!drift.there().isNone()) {
            page.getChildren().add(there(drift.there()));
        }
        if (!drift.changes().isEmpty()) {
            page.getChildren().add(ways());
            byTable(drift.changes())
                    .forEach((table, changes) -> page.getChildren().add(card(table, changes)));
        }
        setVvalue(0);
    }

    /// To run it would fail, so nobody is to be led to write the same once more.
    private VBox there(AlreadyThere there) {
        String names = there.migrations().stream().map(Migration::name).collect(Collectors.joining(", "));
        Label words = TrialView.words(Text.of("markApplied.found", names), "plain");
        words.setId("driftThere");
        Button entering =
                Controls.button("enterAsRun", Icons.CHECK, Text.of("markApplied.yes"), () -> enter.accept(there));
        VBox card = new VBox(words, entering);
        card.getStyleClass().addAll("card", "run-card", "warning");
        return card;
    }

    private VBox ways() {
        VBox ways = new VBox(TrialView.words(Text.of("drift.ways"), "muted"), buttons());
        ways.getStyleClass().add("settings-section");
        return ways;
    }

    private FlowPane buttons() {
        Button recording = Controls.button("recordDrift", Icons.FILE_NEW, Text.of("drift.record"), record);
        recording.setTooltip(new Tooltip(Text.of("drift.record.tip")));
        recording.getStyleClass().add("primary");
        Button mending = Controls.button("mendDrift", Icons.REVERT, Text.of("drift.mend"), mend);
        mending.setTooltip(new Tooltip(Text.of("drift.mend.tip")));
        FlowPane buttons = new FlowPane(recording, mending);
        buttons.getStyleClass().add("convert-form");
        return buttons;
    }

    private static Map<String, List<Change>> byTable(List<Change> changes) {
        Map<String, List<Change>> byTable = new LinkedHashMap<>();
        for (Change change : changes) {
            byTable.computeIfAbsent(change.table(), _ -> new java.util.ArrayList<>())
                    .add(change);
        }
        return byTable;
    }

    private static VBox card(String table, List<Change> changes) {
        VBox card = new VBox(TrialView.words(table, "strong"));
        card.getStyleClass().addAll("card", "run-card", "warning");
        for (Change change : changes) {
            Label words = TrialView.words(DiffWords.inTable(change), "plain");
            HBox.setHgrow(words, Priority.ALWAYS);
            HBox line = new HBox(sign(change), words);
            line.getStyleClass().add("finding");
            card.getChildren().add(line);
        }
        return card;
    }

    private static Node sign(Change change) {
        return switch (change) {
            case Change.Added _, Change.ColumnAdded _ -> Icons.PLUS.node("success", "small");
            case Change.Removed _, Change.ColumnRemoved _ -> Icons.MINUS.node("danger", "small");
            case Change.Altered _, Change.ColumnAltered _, Change.KeysAltered _, Change.DefinitionAltered _ ->
                Icons.EDIT.node("warning", "small");
        };
    }
}
