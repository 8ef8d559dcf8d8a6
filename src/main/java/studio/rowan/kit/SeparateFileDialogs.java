package studio.rowan.kit;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
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
import studio.rowan.db.Job;

/// The system's own file dialogs, shown by a process of their own. GTK reads a few bytes of every file in the folder
/// that it lists; closing them would drop the locks which SQLite holds on these files in the same process (F9).
public final class SeparateFileDialogs implements FileDialogs {
    private static final Logger LOG = LoggerFactory.getLogger(SeparateFileDialogs.class);
    private static final int DONE = 0;

    private final Jobs jobs;
    private final List<String> program;
    private final Function<FileQuestion, List<Path>> otherwise;

    /// @param program shows the dialog of the [FileQuestion] that follows as JSON, and prints the paths as JSON
    /// @param otherwise asks where the program does not run
    SeparateFileDialogs(Jobs jobs, List<String> program, Function<FileQuestion, List<Path>> otherwise) {
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
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        forgetLauncher(builder.environment());
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            LOG.warn("no file dialog", e);
            return otherwise.apply(question);
        }
        List<Path> answer = new Answer(process, jobs).await();
        return answer == null ? otherwise.apply(question) : answer;
    }

    /// An installed program's launcher tells itself by a variable which program it is starting; one that is started by
    /// that program would take it for its own, and end at once.
    static void forgetLauncher(Map<String, String> environment) {
        environment.remove("_JPACKAGE_LAUNCHER");
    }

    /// What the other process prints, read while it runs: more than a pipe holds would keep it from ending. Meanwhile
    /// the program stays alive, and takes no input but the wish to cancel, as under a modal dialog of its own.
    private static final class Answer {
        private final Process process;
        private final Jobs jobs;
        private final List<Held> held;
        private @Nullable List<Path> paths;
        private boolean ended;

        Answer(Process process, Jobs jobs) {
            this.process = process;
            this.jobs = jobs;
            this.held = Window.getWindows().stream()
                    .filter(window -> window.getScene() != null)
                    .map(window -> new Held(window, () -> end(List.of())))
                    .toList();
        }

        /// @return null where there is none
        @Nullable
        List<Path> await() {
            Job<List<Path>> reading = jobs.task("file dialog", _ -> read());
            reading.whenDone(answer -> jobs.ui(() -> end(answer)), error -> jobs.ui(() -> fail(error)));
            // What the dialog started may hold the pipe open, so that its end is not seen there.
            var unused = process.onExit()
                    .thenAccept(dead -> jobs.ui(() -> {
                        if (dead.exitValue() != DONE) {
                            fail("it ended with " + dead.exitValue());
                        }
                    }));
            try {
                Platform.enterNestedEventLoop(this);
            } finally {
                held.forEach(Held::free);
                process.destroy();
            }
            return paths;
        }

        /// Ends with the document, not with the stream.
        private List<Path> read() {
            try {
                String[] printed = new JsonMapper().readValue(process.getInputStream(), String[].class);
                return Arrays.stream(printed).map(Path::of).toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void fail(Object why) {
            if (!ended) {
                LOG.warn("the file dialog gave no answer: {}", String.valueOf(why));
                end(null);
            }
        }

        private void end(@Nullable List<Path> answer) {
            if (!ended) {
                ended = true;
                paths = answer;
                Platform.exitNestedEventLoop(this, null);
            }
        }
    }

    /// A window whose input is held back.
    private static final class Held {
        private final Window window;
        private final Runnable cancel;
        private final EventHandler<Event> hold = this::hold;
        private final @Nullable Cursor cursor;

        Held(Window window, Runnable cancel) {
            this.window = window;
            this.cancel = cancel;
            this.cursor = window.getScene().getCursor();
            window.getScene().setCursor(Cursor.WAIT);
            window.addEventFilter(InputEvent.ANY, hold);
            window.addEventFilter(WindowEvent.WINDOW_CLOSE_REQUEST, hold);
        }

        private void hold(Event event) {
            event.consume();
            if (event.getEventType() == WindowEvent.WINDOW_CLOSE_REQUEST
                    || event instanceof KeyEvent key && key.getCode() == KeyCode.ESCAPE) {
                cancel.run();
            }
        }

        void free() {
            window.getScene().setCursor(cursor);
            window.removeEventFilter(InputEvent.ANY, hold);
            window.removeEventFilter(WindowEvent.WINDOW_CLOSE_REQUEST, hold);
        }
    }
}
