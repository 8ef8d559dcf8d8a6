package studio.rowan.kit;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.event.EventHandler;
import javafx.scene.Cursor;
import javafx.scene.input.InputEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The system's own file dialogs, shown by a process of their own. GTK reads a few bytes of every file in the folder
/// that it lists; closing them would drop the locks which SQLite holds on these files in the same process (F9).
public final class SeparateFileDialogs implements FileDialogs {
    private static final Logger LOG = LoggerFactory.getLogger(SeparateFileDialogs.class);
    private static final int DONE = 0;

    private final Supplier<? extends @Nullable Window> owner;
    private final Jobs jobs;
    private final List<String> program;
    private final Function<FileQuestion, List<Path>> otherwise;

    /// @param program shows the dialog of the [FileQuestion] that follows as JSON, and prints the paths as JSON
    /// @param otherwise asks where the program does not run
    SeparateFileDialogs(
            Supplier<? extends @Nullable Window> owner,
            Jobs jobs,
            List<String> program,
            Function<FileQuestion, List<Path>> otherwise) {
        this.owner = owner;
        this.jobs = jobs;
        this.program = List.copyOf(program);
        this.otherwise = otherwise;
    }

    /// Whether this system's dialogs open the files that they list within the process that shows them.
    static boolean isNeeded() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
    }

    /// This program as it was started, to show a dialog.
    static List<String> program() {
        String packaged = System.getProperty("jpackage.app-path");
        return packaged != null
                ? List.of(packaged, "choose")
                : List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "studio.rowan.Main",
                        "choose");
    }

    @Override
    public List<Path> openFiles(String title, @Nullable Path folder, Filter... filters) {
        return ask(FileQuestion.of(FileQuestion.Kind.OPEN, title, folder, "", filters));
    }

    @Override
    public @Nullable Path saveFile(String title, @Nullable Path folder, String name, Filter... filters) {
        return one(ask(FileQuestion.of(FileQuestion.Kind.SAVE, title, folder, name, filters)));
    }

    @Override
    public @Nullable Path chooseFolder(String title, @Nullable Path folder) {
        return one(ask(FileQuestion.of(FileQuestion.Kind.FOLDER, title, folder, "")));
    }

    private static @Nullable Path one(List<Path> paths) {
        return paths.isEmpty() ? null : paths.getFirst();
    }

    private List<Path> ask(FileQuestion question) {
        List<String> command = new ArrayList<>(program);
        command.add(question.json());
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            LOG.warn("no file dialog", e);
            return otherwise.apply(question);
        }
        return answer(process, question);
    }

    /// The window stays alive, and takes no input but the wish to cancel.
    private List<Path> answer(Process process, FileQuestion question) {
        Object asked = new Object();
        var unused = process.onExit().thenAccept(_ -> jobs.ui(() -> Platform.exitNestedEventLoop(asked, null)));
        Window window = owner.get();
        Waiting waiting = window == null ? null : new Waiting(window, process);
        try {
            Platform.enterNestedEventLoop(asked);
        } finally {
            if (waiting != null) {
                waiting.end();
            }
        }
        if (waiting != null && waiting.cancelled) {
            return List.of();
        }
        try {
            if (process.exitValue() == DONE) {
                String[] paths =
                        new JsonMapper().readValue(process.getInputStream().readAllBytes(), String[].class);
                return Arrays.stream(paths).map(Path::of).toList();
            }
            LOG.warn("the file dialog ended with {}", process.exitValue());
        } catch (IOException e) {
            LOG.warn("the file dialog gave no answer", e);
        }
        return otherwise.apply(question);
    }

    /// Holds the window's input back while the dialog is open, as a modal dialog of its own would.
    private static final class Waiting {
        private final Window window;
        private final Process process;
        private final EventHandler<Event> hold = this::hold;
        private final @Nullable Cursor cursor;
        private boolean cancelled;

        Waiting(Window window, Process process) {
            this.window = window;
            this.process = process;
            this.cursor = window.getScene().getCursor();
            window.getScene().setCursor(Cursor.WAIT);
            window.addEventFilter(InputEvent.ANY, hold);
            window.addEventFilter(WindowEvent.WINDOW_CLOSE_REQUEST, hold);
        }

        private void hold(Event event) {
            boolean cancels = event.getEventType() == WindowEvent.WINDOW_CLOSE_REQUEST
                    || event instanceof KeyEvent key && key.getCode() == KeyCode.ESCAPE;
            event.consume();
            if (cancels) {
                cancelled = true;
                process.destroy();
            }
        }

        void end() {
            window.getScene().setCursor(cursor);
            window.removeEventFilter(InputEvent.ANY, hold);
            window.removeEventFilter(WindowEvent.WINDOW_CLOSE_REQUEST, hold);
        }
    }
}
