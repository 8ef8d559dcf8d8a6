package studio.rowan.migrations;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Clock;
import studio.rowan.db.DbError;
import studio.rowan.db.DbFiles;
import studio.rowan.kit.Command;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Dialogs;
import studio.rowan.kit.EmptyState;
import studio.rowan.kit.Format;
import studio.rowan.kit.Fxml;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Notice;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Panel;
import studio.rowan.kit.SqlEditor;
import studio.rowan.kit.Text;
import studio.rowan.migrate.History;
import studio.rowan.migrate.Migration;
import studio.rowan.migrate.MigrationWords;
import studio.rowan.migrate.Migrator;
import studio.rowan.migrate.Script;
import studio.rowan.migrate.Scripts;
import studio.rowan.migrate.Stop;
import studio.rowan.schema.Schema;
import studio.rowan.schema.Workspace;
import studio.rowan.vault.BackupChoices;
import studio.rowan.vault.Backups;

/// The page of migrations: what ran, what is to be run, and the way there and back.
public final class MigrationsPane extends BorderPane implements Panel, RunView.Actions {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    /// What the page works with.
    /// @param zone in which moments are shown
    /// @param isSample whether a database is one of the sample's, whose scripts come with the program
    public record Tools(
            Jobs jobs,
            Dialogs dialogs,
            DbFiles files,
            Clock clock,
            BackupChoices choices,
            Places places,
            ObservableValue<ZoneId> zone,
            Predicate<Schema> isSample,
            Consumer<Path> reveal) {}

    private final MigrationsModel model;
    private final Tools tools;
    private final RunView run = new RunView(this);
    private final ToggleGroup views = new ToggleGroup();
    private final ToggleButton scriptView = view("showScript", "migrations.view.script");
    private final ToggleButton runView = view("showRun", "migrations.view.run");
    private final ToggleButton notRunView = view("showNotRun", "migrations.view.notRun");
    private final Label scriptName = new Label();

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

    @FXML
    private TableView<Migration> migrationTable;

    @FXML
    private TableColumn<Migration, Migration> versionColumn;

    @FXML
    private TableColumn<Migration, Migration> descriptionColumn;

    @FXML
    private TableColumn<Migration, Migration> stateColumn;

    @FXML
    private TableColumn<Migration, Migration> installedColumn;

    @FXML
    private TableColumn<Migration, Migration> timeColumn;

    @FXML
    private TableColumn<Migration, Migration> typeColumn;

    @FXML
    private TableColumn<Migration, Migration> checksumColumn;

    @FXML
    private FlowPane lowerBar;

    @FXML
    private StackPane lower;

    @FXML
    private SqlEditor script;

    @FXML
    private ListView<Scripts.NotRun> notRunList;

    public MigrationsPane(Workspace workspace, Nav nav, Tools tools) {
        this.tools = tools;
        this.model = new MigrationsModel(
                workspace,
                new MigrationsModel.Tools(
                        tools.jobs(), tools.files(), tools.clock(), tools.choices(), tools.places(), tools.isSample()));
        Fxml.load(this);
        buildBar();
        buildTable();
        buildLower();
        bind();
        model.open();
    }

    private static ToggleButton view(String id, String key) {
        ToggleButton button = new ToggleButton(Text.of(key));
        button.setId(id);
        return button;
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

    private void buildTable() {
        column(versionColumn, Migration::label, "number");
        column(descriptionColumn, Migration::description, "");
        column(installedColumn, migration -> moment(migration.installedOn()), "faint");
        column(timeColumn, MigrationsPane::time, "plain-number");
        column(typeColumn, Migration::type, "faint");
        column(
                checksumColumn,
                migration -> migration.checksum() == null ? "" : String.valueOf(migration.checksum()),
                "plain-number");
        column(stateColumn, Migration::state, "");
        stateColumn.setCellFactory(_ -> MigrationCell.state());
        migrationTable.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        migrationTable.setAccessibleText(Text.of("migrations.title"));
        migrationTable.getSelectionModel().selectedItemProperty().subscribe(this::showScript);
        situation.fontProperty().subscribe(_ -> fit());
        widthProperty().subscribe(_ -> fit());
    }

    private void column(TableColumn<Migration, Migration> column, Function<Migration, String> text, String style) {
        column.setCellValueFactory(item -> new ReadOnlyObjectWrapper<>(item.getValue()));
        column.setCellFactory(_ -> {
            MigrationCell cell = MigrationCell.of(text);
            if (!style.isEmpty()) {
                cell.getStyleClass().add(style);
            }
            return cell;
        });
        column.setSortable(false);
        column.setReorderable(false);
        if (!style.isEmpty()) {
            column.getStyleClass().add(style);
        }
    }

    /// What there is no room for is left out rather than cut: type and checksum also stand above the script.
    private void fit() {
        double em = situation.getFont().getSize();
        double width = getWidth() / em;
        HBox wanted = width < 68 ? secondBar : bar;
        if (runBar.getParent() != wanted) {
            bar.getChildren().remove(runBar);
            secondBar.getChildren().remove(runBar);
            wanted.getChildren().add(runBar);
        }
        secondBar.setVisible(wanted == secondBar);
        secondBar.setManaged(wanted == secondBar);
        checksumColumn.setVisible(width > 64);
        typeColumn.setVisible(width > 54);
        installedColumn.setVisible(width > 42);
        timeColumn.setVisible(width > 32);
        width(versionColumn, 5.5 * em);
        width(stateColumn, 9.5 * em);
        width(installedColumn, 11 * em);
        width(timeColumn, 6 * em);
        width(typeColumn, 6 * em);
        width(checksumColumn, 9 * em);
        descriptionColumn.setPrefWidth(400 * em);
    }

    private static void width(TableColumn<?, ?> column, double width) {
        column.setMinWidth(width);
        column.setPrefWidth(width);
        column.setMaxWidth(width * 1.5);
    }

    private String moment(@Nullable Instant instant) {
        return instant == null ? "" : MOMENT.format(instant.atZone(tools.zone().getValue()));
    }

    private static String time(Migration migration) {
        Integer ms = migration.executionMs();
        return ms == null ? "" : Format.duration(Duration.ofMillis(ms));
    }

    private void buildLower() {
        script.setEditable(false);
        script.setId("migrationScript");
        notRunList.setCellFactory(_ -> new NotRunCell());
        notRunList.setAccessibleText(Text.of("migrations.view.notRun"));
        scriptName.setId("scriptName");
        scriptName.getStyleClass().add("faint");
        lowerBar.getChildren().addAll(Controls.segments(views, scriptView, runView, notRunView), scriptName);
        lower.getChildren().add(run);
        views.selectedToggleProperty().subscribe(now -> {
            script.setVisible(now == scriptView);
            scriptName.setVisible(now == scriptView);
            scriptName.setManaged(now == scriptView);
            run.setVisible(now == runView);
            notRunList.setVisible(now == notRunView);
        });
    }

    private void bind() {
        model.place().subscribe(_ -> showPlace());
        model.looked().subscribe(_ -> showBody());
        model.history().subscribe(this::show);
        model.result().subscribe(result -> {
            run.show(result);
            views.selectToggle(result == null ? scriptView : runView);
        });
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
        tools.zone().subscribe(_ -> migrationTable.refresh());
    }

    // ---- what is shown ----

    private void showPlace() {
        Place place = model.place().get();
        String name =
                switch (place) {
                    case null -> Text.of("migrations.folder.none");
                    case Place.Bundled _ -> Text.of("migrations.folder.bundled");
                    case Place.Folder(Path path) ->
                        String.valueOf(Objects.requireNonNullElse(path.getFileName(), path));
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
                    .add(item("revealFolder", "migrations.folder.reveal", () -> tools.reveal()
                            .accept(path)));
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
        Migration selected = migrationTable.getSelectionModel().getSelectedItem();
        List<Migration> migrations = history == null ? List.of() : history.migrations();
        migrationTable.getItems().setAll(migrations);
        migrations.stream()
                .filter(m -> selected != null && m.script().equals(selected.script()))
                .findFirst()
                .or(() -> migrations.stream().filter(Migration::isPending).findFirst())
                .or(() -> migrations.reversed().stream().findFirst())
                .ifPresent(migrationTable.getSelectionModel()::select);
        List<Scripts.NotRun> notRun =
                history == null ? List.of() : history.scripts().notRun();
        notRunList.getItems().setAll(notRun);
        notRunView.setText(Text.of("migrations.view.notRunCount", notRun.size()));
        notRunView.setDisable(notRun.isEmpty());
        standing.clear();
        if (history != null) {
            stand(history);
        }
        situation.setText(history == null || !history.isReady() ? "" : MigrationWords.of(history).sentence());
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
        migrationTable.setPlaceholder(new Label(
                history == null
                        ? ""
                        : history.situation() == History.Situation.NOTHING
                                ? Text.of("migrations.is.nothing")
                                : ""));
    }

    private void showScript(@Nullable Migration migration) {
        History history = model.history().get();
        Script text = migration == null || history == null
                ? null
                : history.scripts().find(migration.script()).orElse(null);
        String shown = text == null ? "" : text.text();
        if (!script.getText().equals(shown)) {
            script.setText(shown);
        }
        script.clearError();
        scriptName.setText(
                migration == null
                        ? ""
                        : text == null
                                ? Text.of("migrations.script.gone", migration.script())
                                : migration.checksum() == null
                                        ? migration.script()
                                        : Text.of(
                                                "migrations.script",
                                                migration.script(),
                                                migration.type(),
                                                String.valueOf(migration.checksum())));
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
                                        moment(made.backup().time())),
                                Text.of("migrations.return.yes"))
                        .dangerous())) {
            model.returnTo(made);
        }
    }

    @Override
    public void agree(Stop.ReliesOnCascades stop) {
        model.agree(stop);
    }

    @Override
    public void showPlace(Stop.Failed stop) {
        migrationTable.getItems().stream()
                .filter(m -> m.script().equals(stop.migration().script()))
                .findFirst()
                .ifPresent(migrationTable.getSelectionModel()::select);
        views.selectToggle(scriptView);
        int start = stop.start();
        int end = start + (stop.statement() == null ? 0 : stop.statement().length());
        if (stop.error() instanceof DbError.Syntax syntax && syntax.offset() >= 0) {
            start += syntax.offset();
        }
        if (stop.start() >= 0 && end <= script.getText().length()) {
            script.markError(start, end);
            script.moveTo(start);
        }
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
