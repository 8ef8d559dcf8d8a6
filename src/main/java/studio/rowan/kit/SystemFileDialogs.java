package studio.rowan.kit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/// The system's own file dialogs.
public final class SystemFileDialogs implements FileDialogs {
    private final Supplier<? extends @Nullable Window> owner;

    public SystemFileDialogs(Supplier<? extends @Nullable Window> owner) {
        this.owner = owner;
    }

    @Override
    public List<Path> openFiles(String title, @Nullable Path folder, Filter... filters) {
        List<File> files = chooser(title, folder, filters).showOpenMultipleDialog(owner.get());
        return files == null ? List.of() : files.stream().map(File::toPath).toList();
    }

    @Override
    public @Nullable Path saveFile(String title, @Nullable Path folder, String name, Filter... filters) {
        FileChooser chooser = chooser(title, folder, filters);
        chooser.setInitialFileName(name);
        File file = chooser.showSaveDialog(owner.get());
        return file == null ? null : file.toPath();
    }

    @Override
    public @Nullable Path chooseFolder(String title, @Nullable Path folder) {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(title);
        if (folder != null && Files.isDirectory(folder)) {
            chooser.setInitialDirectory(folder.toFile());
        }
        File file = chooser.showDialog(owner.get());
        return file == null ? null : file.toPath();
    }

    private static FileChooser chooser(String title, @Nullable Path folder, Filter... filters) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        // A folder that is gone makes the chooser throw.
        if (folder != null && Files.isDirectory(folder)) {
            chooser.setInitialDirectory(folder.toFile());
        }
        for (Filter filter : filters) {
            chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(filter.label(), filter.patterns()));
        }
        return chooser;
    }
}
