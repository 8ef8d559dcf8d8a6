package studio.rowan.search;

import java.nio.file.Path;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Dialogs;
import studio.rowan.kit.FileDialogs;
import studio.rowan.kit.Format;
import studio.rowan.kit.Fxml;
import studio.rowan.kit.Icons;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.RunLine;
import studio.rowan.kit.Text;
import studio.rowan.schema.Workspace;

/// The page that gives a table a full-text index: what is searched and how it is cut into words, shown on real rows;
/// tried in a copy, then made.
public final class MakeSearchablePane extends BorderPane {
    private final MakeSearchableModel model;
    private final MakeRunModel run;
    private final SearchTools tools;
    private final MakePreviewView rows = new MakePreviewView();

    @FXML
    private Button makeBack;

    @FXML
    private ComboBox<String> makeTable;

    @FXML
    private RunLine progressLine;

    @FXML
    private NoticeBar notice;

    @FXML
    private ScrollPane formScroll;

    @FXML
    private Label makeTrouble;

    @FXML
    private VBox cautions;

    @FXML
    private VBox rehearsalCard;

    @FXML
    private VBox previewCard;

    @FXML
    private Button makeNextRows;

    @FXML
    private VBox previewRows;

    @FXML
    private VBox estimateCard;

    @FXML
    private Label makeEstimate;

    @FXML
    private VBox scriptCard;

    @FXML
    private Button makeSave;

    @FXML
    private TextArea makeScript;

    @FXML
    private Label makeWays;

    @FXML
    private CheckBox makeBackup;

    @FXML
    private CheckBox makeMigration;

    @FXML
    private Button makeRehearse;

    @FXML
    private Button makeGo;

    /// @param table chosen at first; null for the first of the file
    /// @param back leaves the page
    public MakeSearchablePane(Workspace workspace, SearchTools tools, @Nullable String table, Runnable back) {
        this.tools = tools;
        this.model = new MakeSearchableModel(workspace, tools.jobs());
        this.run = new MakeRunModel(model, tools);
        Fxml.load(this);
        formScroll.setContent(new MakeChoicesView(model));
        previewRows.getChildren().add(rows);
        makeBack.setGraphic(Icons.BACK.node());
        makeBack.setTooltip(new Tooltip(makeBack.getText()));
        makeBack.setOnAction(_ -> back.run());
        buildTable();
        buildActions();
        bindChoices();
        bindRun();
        makeTable.getItems().setAll(model.tables());
        makeTable.valueProperty().bindBidirectional(model.table());
        List<String> all = makeTable.getItems();
        makeTable.setValue(table != null && all.contains(table) ? table : all.isEmpty() ? null : all.getFirst());
    }

    private void buildTable() {
        makeTable.setAccessibleText(Text.of("search.make.table"));
        makeTable.setTooltip(new Tooltip(Text.of("search.make.table")));
    }

    private void bindChoices() {
        model.subject().subscribe(this::showCautions);
        model.trouble().subscribe(words -> showTrouble());
        model.refused().subscribe(_ -> showTrouble());
        model.draft().subscribe(now -> {
            makeScript.setText(now == null ? "" : now.script());
            Controls.show(scriptCard, now != null);
            enable();
        });
        model.preview().subscribe(now -> {
            Controls.show(previewCard, now != null);
            rows.show(now);
        });
        model.estimate().subscribe(now -> {
            Controls.show(estimateCard, now != null);
            makeEstimate.setText(now == null ? "" : words(now));
        });
    }

    private void showCautions(@Nullable FtsSubject subject) {
        cautions.getChildren().clear();
        if (subject != null && subject.refusal() == null) {
            subject.cautions().forEach(caution -> caution("search.make.caution." + caution.name(), "caution"));
            caution("search.make.caution.always", "muted");
        }
        Controls.show(cautions, !cautions.getChildren().isEmpty());
    }

    private void caution(String key, String style) {
        Label label = new Label(Text.of(key));
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        label.getStyleClass().add(style);
        cautions.getChildren().add(label);
    }

    private void showTrouble() {
        DbError refused = model.refused().get();
        String words = refused == null ? model.trouble().get() : Text.of("search.make.refused", refused.words());
        makeTrouble.setText(words);
        Controls.show(makeTrouble, !words.isEmpty());
        enable();
    }

    private static String words(FtsEstimate now) {
        return now.rows() == 0
                ? Text.of("search.make.estimate.empty")
                : Text.of(
                        now.counted() ? "search.make.estimate.rows" : "search.make.estimate.about",
                        now.rows(),
                        Format.bytes(now.bytes()),
                        Format.duration(now.took()),
                        now.sampled());
    }

    // ---- doing it ----

    private void buildActions() {
        makeNextRows.setGraphic(Icons.FOLLOW.node());
        makeNextRows.setOnAction(_ -> model.nextRows());
        makeSave.setGraphic(Icons.SAVE.node());
        makeSave.setOnAction(_ -> save());
        makeRehearse.setGraphic(Icons.SHIELD.node());
        makeRehearse.setOnAction(_ -> run.rehearse());
        makeGo.setGraphic(Icons.SEARCH.node());
        makeGo.setOnAction(_ -> run.make());
        makeBackup.setOnAction(_ -> chooseBackup());
        if (model.workspace().db().isInMemory()) {
            makeBackup.setVisible(false);
            makeBackup.setManaged(false);
            makeBackup.setSelected(false);
        }
        run.backup().bind(makeBackup.selectedProperty());
        makeMigration.selectedProperty().bindBidirectional(run.asMigration());
    }

    /// To go without a backup is possible, but not by a slip.
    private void chooseBackup() {
        if (!makeBackup.isSelected()
                && !tools.dialogs()
                        .confirm(Dialogs.Question.of(
                                        Text.of("search.make.noBackup.title"),
                                        Text.of("search.make.noBackup"),
                                        Text.of("search.make.noBackup.yes"))
                                .dangerous())) {
            makeBackup.setSelected(true);
        }
    }

    private void save() {
        Path folder = model.workspace().file().getParent();
        Path file = tools.dialogs()
                .files()
                .saveFile(
                        Text.of("search.make.save"),
                        folder,
                        model.index().get().strip() + ".sql",
                        new FileDialogs.Filter(Text.of("search.make.save.filter"), List.of("*.sql")));
        if (file != null) {
            run.save(file);
        }
    }

    private void bindRun() {
        run.runs().running().subscribe(_ -> enable());
        progressLine.follow(run.runs());
        notice.follow(run.runs().notice());
        run.rehearsal().subscribe(now -> {
            rehearsalCard.getChildren().setAll(now == null ? List.of() : FtsRehearsalView.lines(now));
            Controls.show(rehearsalCard, now != null);
            enable();
        });
        run.ways().subscribe(this::showWays);
    }

    private void showWays(@Nullable FtsWays ways) {
        FtsMaking.Way.Migration migration = ways == null ? null : ways.migration();
        Controls.show(makeMigration, migration != null);
        makeMigration.setText(migration == null ? "" : Text.of("search.make.asMigration", migration.name()));
        makeMigration.setTooltip(migration == null ? null : new Tooltip(String.valueOf(migration.file())));
        String why = ways == null ? "" : ways.why();
        makeWays.setText(why);
        Controls.show(makeWays, !why.isEmpty());
    }

    /// First it is tried; what was tried can be made.
    private void enable() {
        boolean writable = model.workspace().db().isWritable();
        boolean can = model.draft().get() != null
                && model.refused().get() == null
                && !run.runs().running().get();
        FtsRehearsal tried = run.rehearsal().get();
        makeRehearse.setDisable(!can);
        makeGo.setDisable(!can || !writable || tried == null || !tried.isGood());
        makeGo.setTooltip(new Tooltip(Text.of(writable ? "search.make.go.tip" : "search.make.readOnly")));
        makeSave.setDisable(!can);
        makeTable.setDisable(run.runs().running().get());
        boolean first = tried == null || !tried.isGood();
        primary(makeRehearse, first);
        primary(makeGo, !first);
    }

    private static void primary(Button button, boolean on) {
        button.getStyleClass().remove("primary");
        if (on) {
            button.getStyleClass().add("primary");
        }
    }

    /// Shows another table, unless something runs.
    public void table(String name) {
        if (!run.runs().running().get() && makeTable.getItems().contains(name)) {
            makeTable.setValue(name);
        }
    }

    /// Asked before the page is left.
    public boolean mayClose() {
        return !run.runs().running().get()
                || tools.dialogs()
                        .confirm(Dialogs.Question.of(
                                Text.of("search.make.close.title"),
                                Text.of("search.make.close"),
                                Text.of("search.make.close.yes")));
    }

    /// Ends what runs; nothing is left of an index that is not finished.
    public void close() {
        run.close();
        model.close();
    }
}
