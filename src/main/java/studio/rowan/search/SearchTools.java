package studio.rowan.search;

import java.nio.file.Path;
import studio.rowan.db.Clock;
import studio.rowan.db.DbFiles;
import studio.rowan.kit.Dialogs;
import studio.rowan.kit.Jobs;
import studio.rowan.migrate.Places;
import studio.rowan.vault.BackupChoices;

/// What the pages that change an index work with.
/// @param places where the scripts of a file lie
/// @param scratch folder for copies that indexes are tried in
public record SearchTools(
        Jobs jobs, Dialogs dialogs, DbFiles files, Clock clock, BackupChoices choices, Places places, Path scratch) {}
