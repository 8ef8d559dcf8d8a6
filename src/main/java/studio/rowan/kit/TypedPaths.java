package studio.rowan.kit;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/// Paths as a line of text, where the system's own dialog cannot be shown.
final class TypedPaths {
    private final Dialogs dialogs;

    TypedPaths(Dialogs dialogs) {
        this.dialogs = dialogs;
    }

    /// What is not absolute lies in the folder of the question.
    List<Path> ask(FileQuestion question) {
        Path start = Path.of(question.folder()).toAbsolutePath();
        String line = start.resolve(question.name()).toString();
        while (true) {
            line = dialogs.ask(question.title(), Text.of("dialog.path"), line);
            if (line == null || line.isBlank()) {
                return List.of();
            }
            try {
                Path path = start.resolve(line.strip()).normalize();
                if (question.kind() != FileQuestion.Kind.SAVE || !Files.exists(path) || mayReplace(question, path)) {
                    return List.of(path);
                }
            } catch (InvalidPathException e) {
                // What is no path is asked for again.
            }
        }
    }

    /// The system's dialog would have asked.
    private boolean mayReplace(FileQuestion question, Path path) {
        return dialogs.confirm(Dialogs.Question.of(
                        question.title(), Text.of("dialog.path.exists", path), Text.of("dialog.path.replace"))
                .dangerous());
    }
}
