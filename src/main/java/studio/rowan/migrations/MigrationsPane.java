package studio.rowan.migrations;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Clock;
import studio.rowan.db.DbFiles;
import studio.rowan.kit.BarRows;
import studio.rowan.kit.Command;
import studio.rowan.kit.Dialogs;
import studio.rowan.kit.EmptyState;
import studio.rowan.kit.Fxml;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Notice;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Panel;
import studio.rowan.kit.Text;
import studio.rowan.migrate.History;
import studio.rowan.migrate.Migration;
import studio.rowan.migrate.MigrationWords;
import studio.rowan.migrate.Migrator;
import studio.rowan.migrate.Place;
import studio.rowan.migrate.Places;
import studio.rowan.migrate.Rehearsal;
import studio.rowan.migrate.Stop;
import studio.rowan.schema.Schema;
import studio.rowan.schema.Workspace;
import studio.rowan.vault.BackupChoices;
import studio.rowan.vault.Backups;

/// The page of migrations: what ran, what is to be run, and the way there and back.
public final class MigrationsPane extends BorderPane implements Panel, RunView.Actions, RehearsalView.Actions {
    /// What the page works with.
    /// @param zone in which moments are shown
    /// @param isSample whether a database is one of the sample's, whose scripts come with the program
    /// @param clones where copies for rehearsals lie
    public record Tools(
            Jobs jobs,
            Dialogs dialogs,
            DbFiles files,
            Clock clock,
            BackupChoices choices,
            Places places,
            ObservableValue<ZoneId> zone,
            Predicate<Schema> isSample,
            Path clones,
            Consumer<Path> reveal) {}

    /// What its bar takes, in units of the font size.
    private static final double ONE_LINE = 74;

    private final MigrationsModel model;
    private final Tools tools;
    private final MigrationTableView table;
    private final DetailView detail;
    private final Nav nav;

    @FXML
    private MenuButton migrationsFolder;

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

    @FXML
    private HBox progressBar;

    @FXML
    private Label progressTitle;

    @FXML
    private ProgressBar progress;

    @FXML
    private Button cancelMigration;

    @FXML
    private NoticeBar standing;

    @FXML
    private NoticeBar notice;

    @FXML
    private StackPane body;

    @FXML
    private SplitPane split;

    public MigrationsPane(Workspace workspace, Nav nav, Tools tools) {
        this.tools = tools;
        this.model = new MigrationsModel(
                workspace,
                new MigrationsModel.Tools(
                        tools.jobs(),
                        tools.files(),
                        tools.clock(),
                        tools.choices(),
                        tools.places(),
                        tools.isSample(),
                        tools.clones()));
        this.nav = nav;
        this.detail = new DetailView(this, new RehearsalView(model.rehearsal(), this));
        this.table = new MigrationTableView(tools.zone());
        Fxml.load(this);
        split.getItems().addAll(table, detail);
        split.setDividerPositions(0.45);
        buildBar();
        bind();
        model.open();
    }

    private void buildBar() {
        migrationsFolder.setGraphic(Icons.FOLDER.node());
        migrationsFolder.setMinWidth(USE_PREF_SIZE);
        refreshMigrations.setGraphic(Icons.REFRESH.node());
        refreshMigrations.setTooltip(new Tooltip(refreshMigrations.getText()));
        refreshMigrations.setOnAction(_ -> model.refresh());
        runNext.setGraphic(Icons.PLAY.node());
        runNext.setOnAction(_ -> model.run(1));
        runAll.setGraphic(Icons.PLAY_ALL.node());
        runAll.setOnAction(_ -> model.run(Migrator.Request.ALL));
        rehearse.setGraphic(Icons.SHIELD.node());
        rehearse.setTooltip(new Tooltip(Text.of("migrations.rehearse.tip")));
        rehearse.setOnAction(_ -> model.rehearse());
        cancelMigration.setOnAction(_ -> model.cancel());
        backupFirst.setOnAction(_ -> chooseBackup());
        model.backup().bind(backupFirst.selectedProperty());
    }

    /// To go without a backup is possible, but not by a slip.
    private void chooseBackup() {
        if (!backupFirst.isSelected()
                && !tools.dialogs()
                        .confirm(Dialogs.Question.of(
                                        Text.of("migrations.noBackup.title"),
                                        Text.of("migrations.noBackup"),
                                        Text.of("migrations.noBackup.yes"))
                                .dangerous())) {
            backupFirst.setSelected(true);
        }
    }

    private void fit() {
        double em = situation.getFont().getSize();
        table.fit(em, getWidth() / em);
    }

    private void bind() {
        BarRows.arrange(this, bar, secondBar, runBar, situation.fontProperty(), () -> ONE_LINE);
        situation.fontProperty().subscribe(_ -> fit());
        widthProperty().subscribe(_ -> fit());
        table.getSelectionModel()
                .selectedItemProperty()
                .subscribe(migration -> detail.showScript(
                        migration, model.history().get(), model.readings().get()));
        model.place().subscribe(_ -> showPlace());
        model.looked().subscribe(_ -> showBody());
        model.history().subscribe(this::show);
        model.result().subscribe((Migrator.@Nullable Result result) -> detail.showRun(result));
        model.rehearsal().report().subscribe(report -> detail.showRehearsal(report != null));
        model.notice().subscribe(now -> {
            if (now == null) {
                notice.clear();
            } else {
                notice.show(now);
            }
        });
        model.running().subscribe(running -> {
            progressBar.setVisible(running);
            progressBar.setManaged(running);
            enable();
        });
        progress.progressProperty().bind(model.progress());
        progressTitle.textProperty().bind(model.progressTitle());
    }

    // ---- what is shown ----

    private void showPlace() {
        Place place = model.place().get();
        String name = switch (place) {
            case null -> Text.of("migrations.folder.none");
            case Place.Bundled _ -> Text.of("migrations.folder.bundled");
            case Place.Folder(Path path) -> String.valueOf(Objects.requireNonNullElse(path.getFileName(), path));
        };
        migrationsFolder.setText(name);
        migrationsFolder.setTooltip(place == null ? null : new Tooltip(place.text()));
        migrationsFolder.getItems().setAll(item("chooseFolder", "migrations.folder.choose", this::chooseFolder));
        if (model.isSample()) {
            migrationsFolder
                    .getItems()
                    .add(item("bundledFolder", "migrations.folder.useBundled", () -> model.choose(Place.BUNDLED)));
        }
        if (place instanceof Place.Folder(Path path)) {
            migrationsFolder
                    .getItems()
                    .add(item(
                            "revealFolder",
                            "migrations.folder.reveal",
                            () -> tools.reveal().accept(path)));
        }
        showBody();
    }

    private static MenuItem item(String id, String key, Runnable action) {
        MenuItem item = new MenuItem(Text.of(key));
        item.setId(id);
        item.setOnAction(_ -> action.run());
        return item;
    }

    private void chooseFolder() {
        Path start = model.place().get() instanceof Place.Folder(Path path)
                ? path
                : model.workspace().file().getParent();
        Path chosen = tools.dialogs().files().chooseFolder(Text.of("migrations.folder.title"), start);
        if (chosen != null) {
            model.choose(new Place.Folder(chosen.toAbsolutePath().normalize()));
        }
    }

    private void show(@Nullable History history) {
        table.show(history == null ? List.of() : history.migrations());
        detail.showScript(
                table.getSelectionModel().getSelectedItem(),
                history,
                model.readings().get());
        if (history != null) {
            detail.showNotRun(history.scripts());
        }
        standing.clear();
        if (history != null) {
            stand(history);
        }
        situation.setText(
                history == null || !history.isReady()
                        ? ""
                        : MigrationWords.of(history).sentence());
        enable();
        showBody();
    }

    /// What keeps migrations from running, and what to do about it.
    private void stand(History history) {
        Text.Message message = MigrationWords.of(history);
        switch (history.situation()) {
            case NO_HISTORY ->
                standing.show(Notice.info(message.sentence())
                        .next(message.nextStep())
                        .action("setBaseline", Text.of("migrations.baseline.set"), this::askBaseline));
            case MISMATCH, UNREADABLE ->
                standing.show(Notice.warning(message.sentence()).next(message.nextStep()));
            case PENDING -> {
                if (!model.isWritable()) {
                    standing.show(Notice.info(Text.of("migrations.readOnly")));
                }
            }
            case NOTHING, CURRENT -> {}
        }
    }

    private void askBaseline() {
        History history = model.history().get();
        if (history == null) {
            return;
        }
        String last = history.pending().reversed().stream()
                .map(Migration::version)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("1");
        String version =
                tools.dialogs().ask(Text.of("migrations.baseline.title"), Text.of("migrations.baseline.ask"), last);
        if (version != null && version.strip().matches("[0-9]+([._][0-9]+)*")) {
            model.baseline(version.strip());
        } else if (version != null) {
            notice.show(Notice.warning(Text.of("migrations.baseline.notAVersion", version)));
        }
    }

    private void enable() {
        History history = model.history().get();
        int pending = history == null || history.situation() != History.Situation.PENDING
                ? 0
                : history.pending().size();
        boolean can = pending > 0 && model.isWritable() && !model.running().get();
        runNext.setDisable(!can);
        runAll.setDisable(!can);
        rehearse.setDisable(pending == 0 || model.running().get());
        rehearse.setText(pending == 0 ? Text.of("migrations.rehearse.none") : Text.of("migrations.rehearse", pending));
        runAll.setText(pending == 0 ? Text.of("migrations.runAll.none") : Text.of("migrations.runAll", pending));
        backupFirst.setDisable(model.running().get());
        migrationsFolder.setDisable(model.running().get());
    }

    private void showBody() {
        History history = model.history().get();
        Node empty = null;
        if (model.looked().get() && model.place().get() == null) {
            empty = new EmptyState(
                            Icons.MIGRATIONS, Text.of("migrations.noFolder"), Text.of("migrations.noFolder.text"))
                    .action("chooseFolderFirst", Text.of("migrations.folder.choose"), this::chooseFolder);
        } else if (history != null
                && history.situation() == History.Situation.NOTHING
                && history.scripts().notRun().isEmpty()) {
            Text.Message message = MigrationWords.of(history);
            empty = new EmptyState(Icons.MIGRATIONS, message.sentence(), message.nextStep())
                    .action("chooseAnother", Text.of("migrations.folder.another"), this::chooseFolder);
        }
        body.getChildren().setAll(empty == null ? split : empty);
        table.setPlaceholder(new Label(
                history == null
                        ? ""
                        : history.situation() == History.Situation.NOTHING ? Text.of("migrations.is.nothing") : ""));
    }

    // ---- after a run ----

    @Override
    public void returnTo(Backups.Made made) {
        if (tools.dialogs()
                .confirm(Dialogs.Question.of(
                                Text.of("migrations.return.title"),
                                Text.of(
                                        "migrations.return.ask",
                                        model.workspace().name(),
                                        table.moment(made.backup().time())),
                                Text.of("migrations.return.yes"))
                        .dangerous())) {
            model.returnTo(made);
        }
    }

    @Override
    public void openCopy() {
        Rehearsal.Report report = model.rehearsal().report().get();
        if (report != null) {
            model.rehearsal().opened();
            nav.openFile(report.copy().file(), true);
        }
    }

    @Override
    public void apply() {
        model.applyRehearsed();
    }

    @Override
    public void agree(Stop.ReliesOnCascades stop) {
        model.agree(stop);
    }

    @Override
    public void showPlace(Stop.Failed stop) {
        table.select(stop.migration());
        detail.showPlace(stop);
    }

    // ---- the tab ----

    @Override
    public String id() {
        return "migrations";
    }

    @Override
    public String title() {
        return Text.of("migrations.title");
    }

    @Override
    public Icons icon() {
        return Icons.MIGRATIONS;
    }

    @Override
    public Node node() {
        return this;
    }

    @Override
    public void onShown() {
        model.refresh();
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.of("refresh", Icons.REFRESH, Text.of("migrations.refresh"), "F5", model::refresh),
                Command.of(
                                "migrations.rehearse",
                                Icons.SHIELD,
                                Text.of("migrations.rehearse.none"),
                                null,
                                model::rehearse)
                        .when(() -> !rehearse.isDisabled()),
                Command.of("migrations.runNext", Icons.PLAY, Text.of("migrations.runNext"), null, () -> model.run(1))
                        .when(() -> !runNext.isDisabled()),
                Command.of(
                                "migrations.runAll",
                                Icons.PLAY_ALL,
                                Text.of("migrations.runAll.none"),
                                null,
                                () -> model.run(Migrator.Request.ALL))
                        .when(() -> !runAll.isDisabled()));
    }

    @Override
    public boolean mayClose() {
        return !model.running().get()
                || tools.dialogs()
                        .confirm(Dialogs.Question.of(
                                Text.of("migrations.close.title"),
                                Text.of("migrations.close"),
                                Text.of("migrations.close.yes")));
    }

    @Override
    public void close() {
        model.close();
    }
}
