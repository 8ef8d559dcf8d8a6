package studio.rowan.kit;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Dialogs that a test answers beforehand; what was asked is kept in `asked`. A question without an answer fails the
/// test.
public final class AnsweringDialogs implements Dialogs, FileDialogs {
    private final Deque<Object> answers = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();

    /// Boolean for confirm, Integer for choose, String for ask, Path or a list of Path for files; `cancel()` for none.
    public AnsweringDialogs answer(Object answer) {
        answers.add(answer);
        return this;
    }

    public AnsweringDialogs cancel() {
        return answer(new Object());
    }

    public List<String> asked() {
        return asked;
    }

    @Override
    public boolean confirm(Question question) {
        return next(question.title() + " " + question.message() + " " + question.detail()) instanceof Boolean yes
                && yes;
    }

    @Override
    public int choose(String title, String message, List<String> choices) {
        return next(title + " " + message) instanceof Integer choice ? choice : -1;
    }

    @Override
    public @Nullable String ask(String title, String label, String initial) {
        return next(title + " " + label) instanceof String text ? text : null;
    }

    @Override
    public FileDialogs files() {
        return this;
    }

    @Override
    public List<Path> openFiles(String title, @Nullable Path folder, Filter... filters) {
        return switch (next(title)) {
            case Path path -> List.of(path);
            case List<?> paths -> paths.stream().map(Path.class::cast).toList();
            default -> List.of();
        };
    }

    @Override
    public @Nullable Path saveFile(String title, @Nullable Path folder, String name, Filter... filters) {
        return next(title) instanceof Path path ? path : null;
    }

    @Override
    public @Nullable Path chooseFolder(String title, @Nullable Path folder) {
        return next(title) instanceof Path path ? path : null;
    }

    private Object next(String question) {
        asked.add(question.strip());
        Object answer = answers.poll();
        if (answer == null) {
            throw new AssertionError("nobody prepared an answer to: " + question);
        }
        return answer;
    }
}
