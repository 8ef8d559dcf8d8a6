package studio.rowan.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import studio.rowan.vault.BackupChoices;
import studio.rowan.vault.BackupSettings;
import studio.rowan.vault.Backups;

/// Where the backups of a file lie.
final class FolderOption {
    @Option(
            names = "--to",
            paramLabel = "DIR",
            description = "The folder of backups; BACKUP_DIR, else what was chosen in the window, else “backups” beside"
                    + " the database.")
    @Nullable
    Path to;

    BackupChoices choices(Context context) {
        return new BackupChoices(context.folders().data(), BackupSettings.of(context.env()));
    }

    Backups backups(Context context, Path file) {
        Path folder = to != null ? to : choices(context).folderFor(file);
        return new Backups(folder, context.files(), context.clock());
    }
}
