package studio.rowan.kit;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The seam to the system's file dialogs, so that tests can answer them.
public interface FileDialogs {
    /// What a dialog offers: a label and patterns such as `*.db`.
    record Filter(String label, List<String> patterns) {}

    /// The files the user chose; empty when cancelled.
    List<Path> openFiles(String title, @Nullable Path folder, Filter... filters);

    /// The file to write; null when cancelled. The system asked before overwriting.
    @Nullable
    Path saveFile(String title, @Nullable Path folder, String name, Filter... filters);

    /// Null when cancelled.
    @Nullable
    Path chooseFolder(String title, @Nullable Path folder);
}
