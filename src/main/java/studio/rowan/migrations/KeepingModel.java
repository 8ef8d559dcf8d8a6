package studio.rowan.migrations;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Clock;
import studio.rowan.db.DbFiles;
import studio.rowan.migrate.Migrator;
import studio.rowan.schema.Workspace;
import studio.rowan.vault.BackupChoices;
import studio.rowan.vault.Backups;

/// The backup before anything runs: whether one is made, and where. What changes the file asks [#keeping] for it.
final class KeepingModel {
    private final Workspace workspace;
    private final BackupChoices choices;
    private final DbFiles files;
    private final Clock clock;
    private final BooleanProperty wanted = new SimpleBooleanProperty(true);

    KeepingModel(Workspace workspace, BackupChoices choices, DbFiles files, Clock clock) {
        this.workspace = workspace;
        this.choices = choices;
        this.files = files;
        this.clock = clock;
    }

    BooleanProperty wanted() {
        return wanted;
    }

    /// Null where the user goes without one.
    Migrator.@Nullable Keeping keeping() {
        return wanted.get() ? new Migrator.Keeping(backups(), count()) : null;
    }

    Backups backups() {
        return new Backups(choices.folderFor(workspace.file()), files, clock);
    }

    /// How many backups are kept.
    int count() {
        return choices.keep();
    }

    DbFiles files() {
        return files;
    }

    Clock clock() {
        return clock;
    }
}
