package studio.rowan.search;

import java.nio.file.Path;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Clock;
import studio.rowan.db.DbFiles;
import studio.rowan.kit.Dialogs;
import studio.rowan.kit.Jobs;
import studio.rowan.migrate.Place;
import studio.rowan.migrate.Places;
import studio.rowan.schema.Schema;
import studio.rowan.schema.Workspace;
import studio.rowan.vault.BackupChoices;

/// What the pages that change an index work with.
/// @param places where the scripts of a file lie
/// @param isSample whether a database is one of the sample's, whose scripts come with the program
/// @param scratch folder for copies that indexes are tried in
public record SearchTools(
        Jobs jobs,
        Dialogs dialogs,
        DbFiles files,
        Clock clock,
        BackupChoices choices,
        Places places,
        Predicate<Schema> isSample,
        Path scratch) {
    /// Where the scripts of a file lie; null where nobody said so. Blocks.
    @Nullable
    Place place(Workspace workspace) {
        Place kept = places.of(workspace.file());
        return kept == null && isSample.test(workspace.schema()) ? Place.BUNDLED : kept;
    }
}
