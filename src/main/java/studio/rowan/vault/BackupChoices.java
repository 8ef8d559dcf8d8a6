package studio.rowan.vault;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.JsonFile;

/// How many backups are kept and where they go: what the user chose, unless the environment says otherwise. The window
/// and the commands read the same.
public final class BackupChoices {
    public static final int MOST_KEPT = 1000;

    private final BackupSettings environment;
    private final JsonFile<Chosen> json;
    private volatile Chosen chosen;

    /// What the file holds.
    /// @param folder null for a folder beside each database
    record Chosen(int keep, @Nullable String folder) {
        Chosen {
            keep = keep <= 0 ? Retention.DEFAULT_KEEP : Math.min(keep, MOST_KEPT);
        }
    }

    /// Reads what was chosen, at once: it is small.
    /// @param data the program's data folder
    public BackupChoices(Path data, BackupSettings environment) {
        this.environment = environment;
        this.json = new JsonFile<>(data.resolve("backups.json"), Chosen.class);
        this.chosen = json.load(new Chosen(0, null));
    }

    public BackupSettings environment() {
        return environment;
    }

    public int keep() {
        return chosen.keep();
    }

    public void keep(int count) {
        chosen = new Chosen(count, chosen.folder());
    }

    /// True where `BACKUP_DIR` names the folder.
    public boolean isFolderFixed() {
        return environment.folder() != null;
    }

    /// True where no folder for all databases was named.
    public boolean isBeside() {
        return environment.folder() == null && chosenFolder() == null;
    }

    /// @param folder null for one beside each database
    public void folder(@Nullable Path folder) {
        chosen = new Chosen(
                chosen.keep(),
                folder == null ? null : folder.toAbsolutePath().normalize().toString());
    }

    /// Where backups of the database go.
    public Path folderFor(Path database) {
        Path own = chosenFolder();
        return environment.folder() == null && own != null ? own : environment.folderFor(database);
    }

    private @Nullable Path chosenFolder() {
        String folder = chosen.folder();
        try {
            return folder == null || folder.isBlank() ? null : Path.of(folder);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    /// Writes what was chosen. Blocks.
    public void save() throws IOException {
        json.save(chosen);
    }
}
