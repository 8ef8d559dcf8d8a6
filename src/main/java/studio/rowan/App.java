package studio.rowan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.rowan.backups.AttendModel;
import studio.rowan.backups.BackupsPane;
import studio.rowan.blog.BlogPane;
import studio.rowan.blog.CommitList;
import studio.rowan.blog.Reset;
import studio.rowan.blog.Sample;
import studio.rowan.blog.Seed;
import studio.rowan.browse.BrowsePane;
import studio.rowan.browse.EditsModel;
import studio.rowan.browse.FileFindPane;
import studio.rowan.browse.InspectorPane;
import studio.rowan.browse.RelationsModel;
import studio.rowan.browse.StructurePane;
import studio.rowan.browse.ViolationsPane;
import studio.rowan.change.Changes;
import studio.rowan.change.Drafts;
import studio.rowan.change.Outcome;
import studio.rowan.console.ConsolePane;
import studio.rowan.console.History;
import studio.rowan.console.HistoryModel;
import studio.rowan.db.AppFolders;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbFiles;
import studio.rowan.health.HealthPane;
import studio.rowan.kit.About;
import studio.rowan.kit.Dialogs;
import studio.rowan.kit.ErrorWindow;
import studio.rowan.kit.Help;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Panel;
import studio.rowan.kit.StageDialogs;
import studio.rowan.kit.Text;
import studio.rowan.kit.Theme;
import studio.rowan.migrate.Places;
import studio.rowan.migrations.MigrationsPane;
import studio.rowan.migrations.SampleWork;
import studio.rowan.pragmas.PragmasPane;
import studio.rowan.relate.FileRelations;
import studio.rowan.relate.KeptRelations;
import studio.rowan.schema.Workspace;
import studio.rowan.search.FtsWorkbenchPane;
import studio.rowan.search.KeptWeights;
import studio.rowan.search.SearchPane;
import studio.rowan.search.SearchTools;
import studio.rowan.settings.SettingsModel;
import studio.rowan.settings.SettingsPane;
import studio.rowan.shell.AboutPane;
import studio.rowan.shell.KeysPane;
import studio.rowan.shell.MainWindow;
import studio.rowan.shell.OpenFlow;
import studio.rowan.shell.PanelKind;
import studio.rowan.shell.Rooms;
import studio.rowan.shell.Session;
import studio.rowan.shell.SessionKeeper;
import studio.rowan.shell.Sheets;
import studio.rowan.shell.ShellPane;
import studio.rowan.shell.Starts;
import studio.rowan.vault.BackupChoices;
import studio.rowan.vault.BackupSettings;

/// The window's composition root: the only place that says `new` for what lives as long as the window.
public final class App extends Application {
    private static final Logger LOG = LoggerFactory.getLogger(App.class);
    private static final Duration LONGEST_END = Duration.ofSeconds(8);

    private final AppFolders folders = AppFolders.ofSystem();
    private final Clock clock = Clock.system();
    private final DbFiles files = DbFiles.of(System::getenv);
    private final BackupChoices backups = new BackupChoices(folders.data(), BackupSettings.ofSystem());
    private final Places places = new Places(folders.data());
    private final KeptRelations kept = new KeptRelations(folders.data());
    private final KeptWeights weights = new KeptWeights(folders.data());
    private final Later<Starts> starts = new Later<>();

    /// Runs the window until it is closed.
    static void run(String[] args) {
        launch(App.class, args);
    }

    /// Before the window: a start that hands over makes none.
    @Override
    public void init() {
        starts.set(Starts.with(folders.data(), Main.message(getParameters().getRaw())));
        if (starts.get().isOnly()) {
            folders.clearCopies();
        }
    }

    @Override
    public void start(Stage stage) {
        if (starts.get().isHandedOver()) {
            Platform.exit();
            return;
        }
        About about = About.read();
        Theme theme = new Theme();
        ErrorWindow errors = new ErrorWindow(theme, about);
        Jobs jobs = new Jobs(errors);
        Thread.setDefaultUncaughtExceptionHandler((_, e) -> jobs.ui(() -> errors.accept(e)));
        Later<ShellPane> shell = new Later<>();
        SettingsModel settings = new SettingsModel(
                folders.data(), jobs, e -> shell.get().notify(notWritten("shell.settings.notWritten", e)));
        settings.bind(theme);
        StageDialogs dialogs = new StageDialogs(() -> stage, jobs);
        Db.Options options =
                new Db.Options(false, folders.copies(), Platform::isFxApplicationThread, Duration.ofSeconds(5));
        Sheets sheets = new Sheets(stage, theme);
        OpenFlow flow = new OpenFlow(files, clock, options, folders.data().resolve("recovered"));
        Later<MainWindow> window = new Later<>();
        Later<Runnable> exit = new Later<>();
        Session session = SessionKeeper.load(folders.data());
        shell.set(new ShellPane(
                new ShellPane.Parts(
                        jobs,
                        clock,
                        theme,
                        new House(
                                jobs,
                                sheets,
                                settings,
                                dialogs,
                                new HistoryModel(new History(folders.data()), jobs, java.time.Clock.systemUTC())),
                        flow,
                        dialogs,
                        () -> sheets.show(
                                "keysDialog", Text.of("shell.command.keys"), () -> new KeysPane(Help.keys()), 60, 38),
                        () -> sheets.show(
                                "aboutDialog",
                                Text.of("shell.command.about"),
                                () -> new AboutPane(about, folders.log(), this::showFolder),
                                54,
                                36),
                        () -> exit.get().run()),
                starts.get().expects(session)));
        window.set(new MainWindow(stage, shell.get(), theme, session.window()));
        shell.get().onTitle(window.get()::title);
        SessionKeeper keeper = new SessionKeeper(
                folders.data(),
                session,
                jobs,
                () -> shell.get().snapshot(window.get().bounds()),
                e -> shell.get().notify(notWritten("shell.session.notWritten", e)));
        exit.set(() -> {
            if (shell.get().mayClose(() -> exit.get().run())) {
                end(stage, keeper, settings, shell.get(), jobs);
            }
        });
        stage.setOnCloseRequest(event -> {
            event.consume();
            exit.get().run();
        });
        window.get().show();
        MainWindow.afterFirstFrame(() -> {
            LOG.info("the window is on the screen");
            window.get().dress();
            starts.get().listen(jobs, shell.get(), window.get());
            starts.get().begin(session, shell.get());
        });
    }

    /// The window goes at once; what is open is closed behind it, and nothing that hangs keeps the program alive.
    private void end(Stage stage, SessionKeeper keeper, SettingsModel settings, ShellPane shell, Jobs jobs) {
        settings.flush();
        keeper.close(() -> {
            starts.get().close();
            stage.hide();
            clock.after(LONGEST_END, () -> {
                LOG.warn("an open file did not close in time");
                Runtime.getRuntime().halt(0);
            });
            shell.closeAll(() -> {
                jobs.close();
                Platform.exit();
            });
        });
    }

    @Override
    public void stop() {
        clock.close();
    }

    private void showFolder(Path folder) {
        getHostServices().showDocument(folder.toUri().toString());
    }

    private static Notice notWritten(String key, Exception e) {
        return Notice.warning(Text.of(key)).details(String.valueOf(e));
    }

    /// The panels of every open file, one line each.
    private List<PanelKind> panels(Jobs jobs, SettingsModel settings, Dialogs dialogs) {
        return List.of(
                new PanelKind(
                        "migrations",
                        Icons.MIGRATIONS,
                        Text.of("migrations.title"),
                        (file, nav) -> new MigrationsPane(
                                        file,
                                        nav,
                                        new MigrationsPane.Tools(
                                                jobs,
                                                dialogs,
                                                files,
                                                clock,
                                                backups,
                                                places,
                                                settings.zone(),
                                                Sample::isSample,
                                                folders.clones(),
                                                this::showFolder))
                                .with(sampleWork())),
                new PanelKind(
                        SearchPane.ID,
                        Icons.SEARCH,
                        Text.of("search.title"),
                        (file, nav) -> new SearchPane(file, new FileRelations(file, kept), weights, nav, jobs)
                                .with(searchTools(jobs, dialogs))),
                new PanelKind(
                        FileFindPane.ID,
                        Icons.TEXT,
                        Text.of("browse.fileFind.title"),
                        (file, nav) -> new FileFindPane(file, nav, jobs)),
                new PanelKind(
                        FtsWorkbenchPane.ID,
                        Icons.FULL_TEXT,
                        Text.of("search.care.title"),
                        (file, nav) -> new FtsWorkbenchPane(file, searchTools(jobs, dialogs))),
                new PanelKind(
                        "health",
                        Icons.HEALTH,
                        Text.of("health.title"),
                        (file, nav) -> new HealthPane(file, nav, jobs, clock, settings.zone())),
                new PanelKind(
                        "pragmas",
                        Icons.PRAGMAS,
                        Text.of("pragmas.title"),
                        (file, nav) -> new PragmasPane(file, nav, jobs)),
                new PanelKind(
                        "backups",
                        Icons.BACKUPS,
                        Text.of("backups.title"),
                        (file, nav) -> new BackupsPane(
                                file,
                                nav,
                                new BackupsPane.Tools(
                                        jobs, dialogs, files, clock, backups, settings.zone(), this::showFolder))));
    }

    private SampleWork sampleWork() {
        return new SampleWork(
                (file, schema) -> Sample.isBlog(schema) || file.startsWith(folders.data()),
                Sample::isBlog,
                (db, kept, keeping) -> new Reset(files, clock, Db.Options.defaults()).start(db, kept, keeping),
                (db, posts) -> db.aside(
                        Text.of("cli.seed.job"),
                        job -> job.follow(new Seed(clock.now().toEpochMilli(), clock.now())
                                        .start(Text.of("cli.seed.job"), db, posts))
                                .rows()));
    }

    private SearchTools searchTools(Jobs jobs, Dialogs dialogs) {
        return new SearchTools(jobs, dialogs, files, clock, backups, places, Sample::isSample, folders.clones());
    }

    /// The rooms, as the window asks for them.
    private final class House implements Rooms {
        private final Jobs jobs;
        private final Sheets sheets;
        private final SettingsModel settings;
        private final Dialogs dialogs;
        private final HistoryModel history;
        private final List<PanelKind> panels;
        private final Map<Workspace, EditsModel> edits = new HashMap<>();
        private final Map<Workspace, RelationsModel> relations = new HashMap<>();

        private House(Jobs jobs, Sheets sheets, SettingsModel settings, Dialogs dialogs, HistoryModel history) {
            this.jobs = jobs;
            this.sheets = sheets;
            this.settings = settings;
            this.dialogs = dialogs;
            this.history = history;
            List<PanelKind> all = new ArrayList<>(App.this.panels(jobs, settings, dialogs));
            all.add(new PanelKind(
                    ViolationsPane.ID,
                    Icons.LINK,
                    Text.of("browse.violations.title"),
                    false,
                    (file, nav) -> new ViolationsPane(file, nav, jobs, edits(file, nav), relations(file, nav))));
            all.addFirst(new PanelKind(
                    BlogPane.ID,
                    Icons.EDIT,
                    Text.of("blog.title"),
                    true,
                    Sample::isBlog,
                    (file, nav) -> new BlogPane(
                            file,
                            nav,
                            new BlogPane.Tools(
                                    jobs, dialogs, clock::now, settings.zone(), commits(edits(file, nav))))));
            this.panels = List.copyOf(all);
        }

        @Override
        public Panel table(Workspace workspace, Nav nav, String name, String where) {
            return new BrowsePane(workspace, name, where, nav, jobs, dialogs, files, edits(workspace, nav))
                    .in(settings.zone())
                    .relating(relations(workspace, nav));
        }

        private RelationsModel relations(Workspace workspace, Nav nav) {
            return relations.computeIfAbsent(
                    workspace, _ -> new RelationsModel(workspace, new FileRelations(workspace, kept), nav, jobs));
        }

        private EditsModel edits(Workspace workspace, Nav nav) {
            return edits.computeIfAbsent(
                    workspace,
                    _ -> new EditsModel(
                            workspace,
                            nav,
                            jobs,
                            dialogs,
                            new Drafts(folders.data().resolve("drafts"), workspace.file()),
                            clock::now));
        }

        /// What the blog writes is undone like what is committed in a table.
        private static CommitList commits(EditsModel edits) {
            return new CommitList() {
                @Override
                public void made(Changes changes, Outcome.Done done) {
                    edits.made(changes, done);
                }

                @Override
                public boolean takeBack(Outcome.Done done) {
                    return edits.takeBack(done);
                }
            };
        }

        @Override
        public boolean mayClose(Workspace workspace, Runnable again) {
            EditsModel staged = edits.get(workspace);
            return staged == null || staged.mayClose(again);
        }

        @Override
        public Panel structure(Workspace workspace, Nav nav, String name) {
            return new StructurePane(workspace, name, nav, jobs);
        }

        @Override
        public Panel sql(Workspace workspace, Nav nav, int number, String text) {
            return new ConsolePane(workspace, jobs, dialogs, nav, history, number, text);
        }

        @Override
        public List<PanelKind> panels() {
            return panels;
        }

        @Override
        public Runnable attend(Workspace workspace, Nav nav) {
            EditsModel staged = edits(workspace, nav);
            RelationsModel related = relations(workspace, nav);
            Runnable endBackups = new AttendModel(workspace, nav, jobs, clock).begin(backups, files);
            return () -> {
                endBackups.run();
                edits.remove(workspace);
                relations.remove(workspace);
                related.close();
                staged.close();
            };
        }

        @Override
        public Inspector inspector() {
            InspectorPane pane = new InspectorPane(jobs, dialogs, files, settings.zone());
            return new Inspector() {
                @Override
                public Node node() {
                    return pane;
                }

                @Override
                public void show(Nav.@Nullable Inspected row) {
                    pane.show(row);
                }
            };
        }

        @Override
        public Path sample() {
            return Sample.ensure(folders.data(), files, clock);
        }

        @Override
        public void settings() {
            sheets.show(
                    "settingsDialog",
                    Text.of("shell.command.settings"),
                    () -> new SettingsPane(settings, clock.now()),
                    36,
                    24);
        }
    }

    /// A thing that is made after those that speak of it.
    private static final class Later<T> {
        private @Nullable T value;

        T get() {
            T set = value;
            if (set == null) {
                throw new IllegalStateException("not made yet");
            }
            return set;
        }

        void set(T now) {
            value = now;
        }
    }
}
