package studio.rowan.shell;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.testfx.util.WaitForAsyncUtils;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbFiles;
import studio.rowan.kit.Command;
import studio.rowan.kit.Dialogs;
import studio.rowan.kit.FileDialogs;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Panel;
import studio.rowan.kit.Theme;
import studio.rowan.schema.Workspace;

/// A whole window over real files, with rooms that only say their names.
final class ShellFixture implements AutoCloseable {
    final Clock clock = Clock.system();
    final Theme theme = new Theme();
    final List<Throwable> unexpected = new ArrayList<>();
    final Jobs jobs = new Jobs(unexpected::add);
    final List<String> built = new ArrayList<>();
    final List<String> events = new ArrayList<>();
    final ShellPane shell;
    final Scene scene;
    List<Path> chosen = List.of();

    @Nullable
    Path saved;

    /// What the rooms answer when a file is to be closed.
    boolean mayClose = true;

    Runnable closeAgain = () -> {};

    ShellFixture(Stage stage, Path folder) {
        Db.Options options = new Db.Options(
                false, folder.resolve("scratch"), Platform::isFxApplicationThread, Duration.ofMillis(300));
        OpenFlow flow = new OpenFlow(new DbFiles(), clock, options, folder.resolve("recovered"));
        shell = new ShellPane(
                new ShellPane.Parts(
                        jobs,
                        clock,
                        theme,
                        new TestRooms(),
                        flow,
                        new TestDialogs(),
                        () -> events.add("keys"),
                        () -> events.add("about"),
                        () -> events.add("exit")),
                true);
        scene = new Scene(shell, 980, 680);
        theme.mode().set(Theme.Mode.LIGHT);
        theme.install(scene);
        stage.setScene(scene);
        stage.show();
    }

    /// Waits until the window shows it.
    static void await(BooleanSupplier condition) {
        try {
            WaitForAsyncUtils.waitFor(
                    60,
                    TimeUnit.SECONDS,
                    () -> WaitForAsyncUtils.asyncFx(condition::getAsBoolean).get());
        } catch (TimeoutException e) {
            throw new AssertionError("it did not come to that in 60 s", e);
        }
    }

    void open(Path file) {
        WaitForAsyncUtils.waitForAsyncFx(60_000, () -> shell.open(OpenFlow.Request.of(file)));
    }

    void openAndWait(Path file) {
        open(file);
        await(() -> shell.active() != null && shell.active().workspace().file().equals(file));
    }

    String places() {
        FilePane file = shell.active();
        return file == null
                ? ""
                : String.join(
                        " ",
                        file.snapshot().tabs().stream().map(Session.Tab::place).toList());
    }

    String front() {
        FilePane file = shell.active();
        Place place = file == null ? null : file.placeProperty().get();
        return place == null ? "" : place.key();
    }

    boolean exists(String query) {
        return scene.getRoot().lookup(query) instanceof Node node && node.isVisible();
    }

    @Override
    public void close() {
        BooleanSupplier[] closed = {() -> false};
        Platform.runLater(() -> shell.closeAll(() -> closed[0] = () -> true));
        await(() -> closed[0].getAsBoolean());
        jobs.close();
        clock.close();
        if (!unexpected.isEmpty()) {
            throw new AssertionError(unexpected.getFirst());
        }
    }

    private final class TestRooms implements Rooms {
        @Override
        public Panel table(Workspace workspace, Nav nav, String name, String where) {
            return new TestPanel(nav, "table:" + name, name);
        }

        @Override
        public Panel structure(Workspace workspace, Nav nav, String name) {
            return new TestPanel(nav, "structure:" + name, name);
        }

        @Override
        public Panel sql(Workspace workspace, Nav nav, int number, String text) {
            TestPanel panel = new TestPanel(nav, "sql:" + number, "SQL " + number);
            panel.text = text;
            return panel;
        }

        @Override
        public boolean mayClose(Workspace workspace, Runnable again) {
            events.add("may close " + workspace.name());
            closeAgain = again;
            return mayClose;
        }

        @Override
        public List<PanelKind> panels() {
            return List.of(
                    new PanelKind("health", Icons.HEALTH, "Health", (_, nav) -> new TestPanel(nav, "health", "Health")),
                    new PanelKind(
                            "fulltext",
                            Icons.FULL_TEXT,
                            "Indexes",
                            false,
                            _ -> true,
                            (_, nav) -> new TestPanel(nav, "fulltext", "Indexes")),
                    new PanelKind(
                            "letters",
                            Icons.EDIT,
                            "Letters",
                            true,
                            schema -> schema.relation("letters").isPresent(),
                            (_, nav) -> new TestPanel(nav, "letters", "Letters")));
        }

        @Override
        public Inspector inspector() {
            Label label = new Label();
            label.setId("testInspector");
            StackPane node = new StackPane(label);
            return new Inspector() {
                @Override
                public Node node() {
                    return node;
                }

                @Override
                public void show(Nav.@Nullable Inspected row) {
                    label.setText(row == null ? "" : row.row());
                }
            };
        }

        @Override
        public Path sample() {
            throw new IllegalStateException("no sample here");
        }

        @Override
        public void settings() {
            events.add("settings");
        }
    }

    /// Says when it is shown and keeps a text as its state.
    final class TestPanel implements Panel {
        private final Nav nav;
        private final String id;
        private final String title;
        private final Label node;
        String text = "";

        private TestPanel(Nav nav, String id, String title) {
            this.nav = nav;
            this.id = id;
            this.title = title;
            this.node = new Label("panel " + id);
            built.add(id);
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public void choose(String object) {
            events.add(id + " turns to " + object);
        }

        @Override
        public String title() {
            return title;
        }

        @Override
        public Icons icon() {
            return Icons.TABLE;
        }

        @Override
        public Node node() {
            return node;
        }

        @Override
        public void onShown() {
            events.add("shown " + id);
            nav.status(this, "status of " + id);
        }

        @Override
        public void onHidden() {
            events.add("hidden " + id);
        }

        @Override
        public List<Command> commands() {
            return List.of(
                    Command.of("refresh", Icons.REFRESH, "Refresh " + title, "F5", () -> events.add("refresh " + id)),
                    Command.of("quickCheck", Icons.HEALTH, "Check " + title, null, () -> events.add("check " + id)));
        }

        @Override
        public String state() {
            return text;
        }

        @Override
        public void restore(String state) {
            text = state;
        }

        @Override
        public void close() {
            events.add("closed " + id);
        }
    }

    private final class TestDialogs implements Dialogs, FileDialogs {
        @Override
        public boolean confirm(Question question) {
            return true;
        }

        @Override
        public int choose(String title, String message, List<String> choices) {
            return 0;
        }

        @Override
        public @Nullable String ask(String title, String label, String initial) {
            return initial;
        }

        @Override
        public FileDialogs files() {
            return this;
        }

        @Override
        public List<Path> openFiles(String title, @Nullable Path folder, Filter... filters) {
            return chosen.stream().sorted(Comparator.naturalOrder()).toList();
        }

        @Override
        public @Nullable Path saveFile(String title, @Nullable Path folder, String name, Filter... filters) {
            return saved;
        }

        @Override
        public @Nullable Path chooseFolder(String title, @Nullable Path folder) {
            return null;
        }
    }
}
