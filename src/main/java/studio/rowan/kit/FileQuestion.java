package studio.rowan.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/// What a file dialog is to ask, as one argument of the process that shows it, and that process's answer.
/// @param folder where it begins; empty where the system may choose
/// @param name offered for a file to be written
public record FileQuestion(Kind kind, String title, String folder, String name, List<FileDialogs.Filter> filters) {
    public enum Kind {
        OPEN,
        SAVE,
        FOLDER
    }

    static FileQuestion of(Kind kind, String title, @Nullable Path folder, String name, FileDialogs.Filter... filters) {
        return new FileQuestion(kind, title, folder == null ? "" : folder.toString(), name, List.of(filters));
    }

    public static FileQuestion ofJson(String json) throws IOException {
        return new JsonMapper().readValue(json, FileQuestion.class);
    }

    String json() {
        try {
            return new JsonMapper().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    List<Path> ask(FileDialogs dialogs) {
        Path start = folder.isEmpty() ? null : Path.of(folder);
        FileDialogs.Filter[] offered = filters.toArray(FileDialogs.Filter[]::new);
        return switch (kind) {
            case OPEN -> dialogs.openFiles(title, start, offered);
            case SAVE -> one(dialogs.saveFile(title, start, name, offered));
            case FOLDER -> one(dialogs.chooseFolder(title, start));
        };
    }

    private static List<Path> one(@Nullable Path path) {
        return path == null ? List.of() : List.of(path);
    }

    /// Asks in this process, which does nothing else and ends after it.
    public List<Path> askAlone() {
        CompletableFuture<List<Path>> answer = new CompletableFuture<>();
        Platform.startup(() -> {
            try {
                answer.complete(ask(new SystemFileDialogs(() -> null)));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer.join();
    }
}
