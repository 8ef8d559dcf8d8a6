package studio.rowan.backups;

import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Format;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;
import studio.rowan.vault.Backup;

/// One backup: when, why, how large, what was checked, and what can be done with it.
final class BackupCell extends ListCell<BackupsModel.Line> {
    /// What a user can do with a backup.
    interface Actions {
        void open(BackupsModel.Line line);

        void restore(BackupsModel.Line line);

        /// Everything else that can be done, in a menu below the button.
        void more(Button below, BackupsModel.Line line);

        Instant now();

        ZoneId zone();

        boolean mayRestore();
    }

    private final Actions actions;
    private final StackPane mark = new StackPane();
    private final Label when = new Label();
    private final Label age = new Label();
    private final FlowPane badges = new FlowPane();
    private final Label check = new Label();
    private final Label file = new Label();
    private final Label size = new Label();
    private final Label pages = new Label();
    private final GridPane line = new GridPane();
    private final Button restore =
            Controls.iconButton("backupRestore", Icons.REVERT, Text.of("backups.restore"), this::restore);

    BackupCell(Actions actions) {
        this.actions = actions;
        when.getStyleClass().add("strong");
        mark.getStyleClass().add("mark");
        age.getStyleClass().add("muted");
        check.getStyleClass().add("muted");
        check.setWrapText(true);
        check.setMinHeight(USE_PREF_SIZE);
        file.getStyleClass().addAll("mono", "dim");
        file.setMinWidth(0);
        pages.getStyleClass().addAll("muted", "small");
        badges.getStyleClass().add("first-line");
        VBox words = new VBox(badges, check, file);
        words.getStyleClass().add("words");
        words.setMinWidth(0);
        VBox sizes = new VBox(size, pages);
        sizes.setAlignment(Pos.TOP_RIGHT);
        size.setMinWidth(USE_PREF_SIZE);
        pages.setMinWidth(USE_PREF_SIZE);
        line.getStyleClass().add("backup-line");
        ColumnConstraints rest = new ColumnConstraints();
        rest.setMinWidth(0);
        rest.setHgrow(Priority.ALWAYS);
        ColumnConstraints right = new ColumnConstraints();
        right.setHalignment(HPos.RIGHT);
        line.getColumnConstraints().addAll(new ColumnConstraints(), rest, right, new ColumnConstraints());
        line.addRow(0, mark, words, sizes, buttons());
        line.getChildren().forEach(child -> GridPane.setValignment(child, VPos.TOP));
        // The list's width decides where lines break, not the longest line.
        setPrefWidth(0);
    }

    private HBox buttons() {
        Button open = Controls.iconButton("backupOpen", Icons.EYE, Text.of("backups.open"), () -> with(actions::open));
        Button more = new Button();
        more.setId("backupMore");
        more.setGraphic(Icons.MORE.node());
        more.getStyleClass().addAll("flat", "icon-button");
        more.setAccessibleText(Text.of("backups.more"));
        more.setMinSize(USE_PREF_SIZE, USE_PREF_SIZE);
        more.setOnAction(_ -> with(item -> actions.more(more, item)));
        HBox buttons = new HBox(open, restore, more);
        buttons.getStyleClass().add("buttons");
        return buttons;
    }

    private void restore() {
        with(actions::restore);
    }

    private void with(Consumer<BackupsModel.Line> action) {
        BackupsModel.Line item = getItem();
        if (item != null) {
            getListView().getSelectionModel().select(item);
            action.accept(item);
        }
    }

    @Override
    protected void updateItem(BackupsModel.Line item, boolean empty) {
        super.updateItem(item, empty);
        setText(null);
        if (empty || item == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        show(item);
        setGraphic(line);
    }

    private void show(BackupsModel.Line item) {
        Backup backup = item.backup();
        mark.getChildren()
                .setAll(
                        backup.verified()
                                ? Icons.SUCCESS.node("success", "large")
                                : Icons.WARNING.node("warning", "large"));
        when.setText(BackupWords.moment(backup.time(), actions.zone()));
        age.setText(Format.age(backup.time(), actions.now(), actions.zone()));
        badges.getChildren().setAll(when, age);
        badge(BackupWords.reason(backup), () -> Controls.badge(BackupWords.reason(backup)));
        badge(backup.pinned() ? " " : "", () -> {
            Label pin = Controls.badge(Text.of("backups.badge.pinned"), "accent");
            pin.setGraphic(Icons.PIN.node("small", "accent"));
            return pin;
        });
        badge(item.leaving() ? " " : "", () -> Controls.badge(Text.of("backups.badge.leaving"), "warning"));
        badge(item.own() ? "" : " ", () -> Controls.badge(Text.of("backups.badge.other", backup.database())));
        check.setText(BackupWords.check(backup, actions.now(), actions.zone()));
        check.getStyleClass().removeAll("warning", "muted");
        check.getStyleClass().add(backup.verified() ? "muted" : "warning");
        file.setText(backup.file());
        size.setText(Format.bytes(backup.bytes()));
        pages.setText(Text.count("backups.pages", backup.pages()));
        restore.setDisable(!actions.mayRestore());
        setAccessibleText(String.join(
                ". ", when.getText(), age.getText(), BackupWords.reason(backup), size.getText(), check.getText()));
    }

    private void badge(String when, Supplier<Label> make) {
        if (!when.isEmpty()) {
            badges.getChildren().add(make.get());
        }
    }
}
