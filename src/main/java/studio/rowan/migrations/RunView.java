package studio.rowan.migrations;

import java.time.Duration;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Controls;
import studio.rowan.kit.EmptyState;
import studio.rowan.kit.Format;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;
import studio.rowan.migrate.Loss;
import studio.rowan.migrate.MigrationWords;
import studio.rowan.migrate.Migrator;
import studio.rowan.migrate.Stop;
import studio.rowan.vault.Backups;

/// How a run went: why it ended first, then one card for each migration, and the way back.
final class RunView extends ScrollPane {
    /// What a user can do after a run.
    interface Actions {
        void returnTo(Backups.Made backup);

        /// The run as text.
        String logOf(Migrator.Result result);

        void agree(Stop.ReliesOnCascades stop);

        /// Shows the place of a script where it failed.
        void showPlace(Stop.Failed stop);
    }

    private final Actions actions;
    private final VBox page = new VBox();

    RunView(Actions actions) {
        this.actions = actions;
        setId("runResult");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        getStyleClass().add("page-scroll");
        page.getStyleClass().add("page");
        setContent(page);
        show(null);
    }

    void show(Migrator.@Nullable Result result) {
        page.getChildren().clear();
        if (result == null) {
            page.getChildren().add(new EmptyState(Icons.MIGRATIONS, Text.of("migrations.run.none"), ""));
            return;
        }
        page.getChildren().add(head(result));
        Stop stop = result.stop();
        if (stop != null) {
            // What needs the user stands first, however many ran before it.
            page.getChildren().add(card(stop));
        }
        List<Migrator.Ran> rest = result.ran();
        while (!rest.isEmpty()) {
            String how = how(rest.getFirst());
            List<Migrator.Ran> alike =
                    rest.stream().takeWhile(ran -> how(ran).equals(how)).toList();
            page.getChildren().add(card(alike, how));
            rest = rest.subList(alike.size(), rest.size());
        }
        setVvalue(0);
    }

    private HBox head(Migrator.Result result) {
        boolean none = result.ran().isEmpty();
        Label title = new Label(
                none
                        ? Text.of("migrations.run.zero")
                        : Text.count("migrations.run", result.ran().size()));
        title.getStyleClass().add("heading");
        title.setId("runTitle");
        title.setMinWidth(USE_PREF_SIZE);
        long ms = result.ran().stream().mapToLong(Migrator.Ran::ms).sum();
        Backups.Made backup = result.backup();
        String took = none || ms == 0 ? "" : Format.duration(Duration.ofMillis(ms));
        String behind = backup != null
                ? Text.of(
                        none ? "migrations.run.zero.backup" : "migrations.run.backup",
                        backup.backup().file())
                : none ? "" : Text.of("migrations.run.noBackup");
        Label detail = new Label(took.isEmpty() || behind.isEmpty() ? took + behind : took + " · " + behind);
        detail.setId("runDetail");
        detail.setWrapText(true);
        detail.setMinHeight(USE_PREF_SIZE);
        detail.getStyleClass().add("muted");
        HBox.setHgrow(detail, Priority.ALWAYS);
        detail.setMaxWidth(Double.MAX_VALUE);
        HBox head = new HBox(title, detail);
        head.getStyleClass().add("run-head");
        head.setAlignment(Pos.CENTER_LEFT);
        String log = actions.logOf(result);
        head.getChildren().add(Controls.iconButton("copyLog", Icons.COPY, Text.of("migrations.log.copy"), () -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(log);
            Clipboard.getSystemClipboard().setContent(content);
        }));
        Stop stop = result.stop();
        boolean partly = stop != null && stop.isPartly();
        if (backup != null && (!none || partly)) {
            head.getChildren()
                    .add(Controls.button(
                            "returnToBackup",
                            Icons.REVERT,
                            Text.of("migrations.return"),
                            () -> actions.returnTo(backup)));
        }
        return head;
    }

    private static String how(Migrator.Ran ran) {
        return ran.inTransaction() ? ran.foreignKeys() ? "keysOn" : "keysOff" : "outside";
    }

    /// Of one, or of those that followed each other and ran in the same way: a line for each, and once how they ran.
    private static VBox card(List<Migrator.Ran> alike, String how) {
        VBox card = new VBox();
        for (Migrator.Ran ran : alike) {
            Label title = words(ran.migration().name(), "strong");
            Label took = new Label(TrialView.took(ran.ms()));
            took.getStyleClass().add("muted");
            took.setMinWidth(USE_PREF_SIZE);
            card.getChildren().add(new HBox(title, Controls.spacer(), took));
        }
        card.getChildren().add(words(Text.of("migrations.ran." + how + (alike.size() == 1 ? "" : ".each")), "muted"));
        card.getStyleClass().addAll("card", "run-card", "success");
        return card;
    }

    private VBox card(Stop stop) {
        Text.Message message = MigrationWords.of(stop);
        VBox card = new VBox(sentence(message.sentence()));
        card.getStyleClass().addAll("card", "run-card", kind(stop));
        switch (stop) {
            case Stop.Failed failed -> addPlace(card, failed);
            case Stop.ReliesOnCascades cascades -> addLosses(card, cascades);
            case Stop.Cancelled _,
                    Stop.LeavesOrphans _,
                    Stop.Refused _,
                    Stop.NeedsBackup _,
                    Stop.NeedsRehearsal _,
                    Stop.LosesRows _,
                    Stop.Renumbers _,
                    Stop.NotRehearsed _,
                    Stop.NotReady _ -> {}
        }
        if (!message.nextStep().isEmpty()) {
            card.getChildren().add(words(message.nextStep(), "muted"));
        }
        if (stop instanceof Stop.ReliesOnCascades cascades) {
            card.getChildren().add(agreement(cascades));
        }
        return card;
    }

    private static String kind(Stop stop) {
        return switch (stop) {
            case Stop.Failed _, Stop.LeavesOrphans _, Stop.Refused _ -> "danger";
            case Stop.Cancelled _,
                    Stop.ReliesOnCascades _,
                    Stop.NeedsBackup _,
                    Stop.NeedsRehearsal _,
                    Stop.LosesRows _,
                    Stop.Renumbers _,
                    Stop.NotRehearsed _,
                    Stop.NotReady _ -> "warning";
        };
    }

    private static Label sentence(String text) {
        Label sentence = words(text, "strong");
        sentence.setId("stopSentence");
        return sentence;
    }

    private void addPlace(VBox card, Stop.Failed failed) {
        String statement = failed.statement();
        if (statement == null) {
            return;
        }
        Label code = words(shortened(statement), "mono");
        code.getStyleClass().add("statement");
        code.setId("failedStatement");
        code.setMaxWidth(Double.MAX_VALUE);
        card.getChildren().add(code);
        if (failed.start() >= 0) {
            card.getChildren()
                    .add(Controls.button(
                            "showPlace", Icons.CODE, Text.of("migrations.showPlace"), () -> actions.showPlace(failed)));
        }
    }

    private static void addLosses(VBox card, Stop.ReliesOnCascades stop) {
        if (!stop.losses().isEmpty()) {
            card.getChildren()
                    .setAll(sentence(
                            Text.of("migrations.cascades", stop.migration().name())));
        }
        for (Loss loss : stop.losses()) {
            Label line = words(MigrationWords.of(loss), "danger");
            line.getStyleClass().add("loss");
            card.getChildren().add(line);
        }
    }

    private Button agreement(Stop.ReliesOnCascades stop) {
        boolean loses = !stop.losses().isEmpty();
        Button agree = new Button(Text.of(loses ? "migrations.agree" : "migrations.agree.none"));
        agree.setId("agreeToCascades");
        agree.getStyleClass().add(loses ? "danger" : "primary");
        agree.setOnAction(_ -> actions.agree(stop));
        return agree;
    }

    private static String shortened(String statement) {
        List<String> lines = statement.strip().lines().limit(13).toList();
        String text = String.join("\n", lines.subList(0, Math.min(12, lines.size())));
        return lines.size() > 12 || text.length() > 2000
                ? text.substring(0, Math.min(2000, text.length())) + "\n…"
                : text;
    }

    private static Label words(String text, String styleClass) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        label.getStyleClass().add(styleClass);
        return label;
    }
}
