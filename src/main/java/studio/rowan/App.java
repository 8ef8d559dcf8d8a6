package studio.rowan;

import java.nio.file.Path;
import java.time.Duration;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.rowan.db.AppFolders;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbFiles;
import studio.rowan.kit.About;
import studio.rowan.kit.ErrorWindow;
import studio.rowan.kit.Help;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Notice;
import studio.rowan.kit.StageDialogs;
import studio.rowan.kit.Text;
import studio.rowan.kit.Theme;
import studio.rowan.settings.SettingsModel;
import studio.rowan.shell.AboutPane;
import studio.rowan.shell.KeysPane;
import studio.rowan.shell.MainWindow;
import studio.rowan.shell.OpenFlow;
import studio.rowan.shell.Session;
import studio.rowan.shell.SessionKeeper;
import studio.rowan.shell.Sheets;
import studio.rowan.shell.ShellPane;
import studio.rowan.shell.Starts;

/// The window's composition root: with [House], the only place that says `new` for what lives as long as the window.
public final class App extends Application {
    private static final Logger LOG = LoggerFactory.getLogger(App.class);
    private static final Duration LONGEST_END = Duration.ofSeconds(8);

    private final AppFolders folders = AppFolders.ofSystem();
    private final Clock clock = Clock.system();
    private final DbFiles files = DbFiles.of(System::getenv);
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
                        new House(folders, files, clock, jobs, sheets, settings, dialogs, this::showFolder),
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
