package studio.rowan.migrations;

import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.scene.text.Font;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.BarRows;
import studio.rowan.kit.Dialogs;
import studio.rowan.kit.Fxml;
import studio.rowan.kit.Icons;
import studio.rowan.kit.OffReason;
import studio.rowan.kit.Text;
import studio.rowan.migrate.History;
import studio.rowan.migrate.MigrationWords;
import studio.rowan.migrate.Migrator;

/// The buttons above the migrations: where they lie, how the file stands to them, and what runs them.
final class MigrationsBarView extends VBox {
    /// What it takes in one line, in units of the font size.
    private static final double ONE_LINE = 74;

    private static final double MORE = 8;

    private final Deeds deeds;
    private final Dialogs dialogs;

    @FXML
    private HBox bar;

    @FXML
    private HBox secondBar;

    @FXML
    private HBox runBar;

    @FXML
    private Label situation;

    @FXML
    private CheckBox backupFirst;

    @FXML
    private Button runNext;

    @FXML
    private Button runAll;

    @FXML
    private Button rehearse;

    @FXML
    private Button refreshMigrations;

    MigrationsBarView(Deeds deeds, Dialogs dialogs, FolderMenuView folder, MigrationsMoreView more) {
        this.deeds = deeds;
        this.dialogs = dialogs;
        Fxml.load(this);
        bar.getChildren().add(1, folder);
        // The row of buttons has no room for it in large letters.
        bar.getChildren().add(3, more);
        buildButtons();
        deeds.looking().history().subscribe(this::show);
        deeds.looking().pending().subscribe(now -> {
            int pending = now.intValue();
            rehearse.setText(
                    pending == 0 ? Text.of("migrations.rehearse.none") : Text.of("migrations.rehearse", pending));
            runAll.setText(pending == 0 ? Text.of("migrations.runAll.none") : Text.of("migrations.runAll", pending));
        });
        BarRows.arrange(
                this,
                bar,
                secondBar,
                runBar,
                situation.fontProperty(),
                () -> more.isVisible() ? ONE_LINE + MORE : ONE_LINE);
    }

    /// Of what is written in the panel.
    ObservableValue<Font> font() {
        return situation.fontProperty();
    }

    private void buildButtons() {
        refreshMigrations.setGraphic(Icons.REFRESH.node());
        refreshMigrations.setTooltip(new Tooltip(refreshMigrations.getText()));
        refreshMigrations.setOnAction(_ -> deeds.looking().refresh());
        runNext.setGraphic(Icons.PLAY.node());
        runNext.setOnAction(_ -> deeds.applying().run(1));
        runNext.disableProperty().bind(deeds.applying().usable().not());
        runAll.setGraphic(Icons.PLAY_ALL.node());
        runAll.setOnAction(_ -> deeds.applying().run(Migrator.Request.ALL));
        runAll.disableProperty().bind(deeds.applying().usable().not());
        rehearse.setGraphic(Icons.SHIELD.node());
        rehearse.setTooltip(new Tooltip(Text.of("migrations.rehearse.tip")));
        rehearse.setOnAction(_ -> deeds.rehearsal().rehearse());
        rehearse.disableProperty().bind(deeds.rehearsal().usable().not());
        WhyNotModel whyNot = new WhyNotModel(deeds.looking());
        OffReason.of(runNext, whyNot::run);
        OffReason.of(runAll, whyNot::run);
        OffReason.of(rehearse, whyNot::rehearse);
        backupFirst.setOnAction(_ -> chooseBackup());
        backupFirst.disableProperty().bind(deeds.looking().runs().running());
        if (deeds.looking().workspace().db().isInMemory()) {
            backupFirst.setVisible(false);
            backupFirst.setManaged(false);
            backupFirst.setSelected(false);
        }
        deeds.keeping().wanted().bind(backupFirst.selectedProperty());
    }

    /// To go without a backup is possible, but not by a slip.
    private void chooseBackup() {
        if (!backupFirst.isSelected()
                && !dialogs.confirm(Dialogs.Question.of(
                                Text.of("migrations.noBackup.title"),
                                Text.of("migrations.noBackup"),
                                Text.of("migrations.noBackup.yes"))
                        .dangerous())) {
            backupFirst.setSelected(true);
        }
    }

    private void show(@Nullable History history) {
        situation.setText(
                history == null || !history.isReady()
                        ? ""
                        : MigrationWords.of(history).sentence());
    }
}
