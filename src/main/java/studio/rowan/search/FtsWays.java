package studio.rowan.search;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Job;
import studio.rowan.kit.Text;
import studio.rowan.migrate.History;
import studio.rowan.migrate.MigrationSettings;
import studio.rowan.migrate.NextScript;
import studio.rowan.migrate.Place;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.Workspace;

/// How an index can get into a file, as far as its migrations let it.
/// @param migration as the next script of the file's folder; null where that cannot be
/// @param why it cannot be, for people; empty where it can, and where nobody would ask for it
public record FtsWays(FtsMaking.Way.@Nullable Migration migration, String why) {
    /// Looks at the folder and at the file's history. Blocks.
    /// @param place where the file's scripts lie; null where nobody said so
    static FtsWays of(Job<?> job, Workspace workspace, @Nullable Place place, FtsDraft draft) {
        return of(job, workspace, place, MigrationSettings.Choice.NONE, draft);
    }

    /// @param choice what the user chose for the migrations of the file
    static FtsWays of(
            Job<?> job, Workspace workspace, @Nullable Place place, MigrationSettings.Choice choice, FtsDraft draft) {
        return switch (place) {
            case null ->
                no(
                        workspace.schema().of(SchemaObject.Kind.TABLE).stream()
                                        .anyMatch(table -> table.name().equals(History.TABLE))
                                ? "search.make.way.elsewhere"
                                : "");
            case Place.Bundled _ -> no("search.make.way.bundled");
            case Place.Folder(Path folder) ->
                of(History.read(job, workspace.db(), place.scripts(choice)), folder, draft);
        };
    }

    private static FtsWays of(History history, Path folder, FtsDraft draft) {
        if (!history.scripts().settings().isPlain()) {
            return no("search.make.way.settings");
        }
        return switch (history.situation()) {
            // Flyway would look for a value of that name.
            case CURRENT ->
                draft.script().contains("${")
                        ? no("search.make.way.placeholder")
                        : new FtsWays(
                                new FtsMaking.Way.Migration(
                                        folder,
                                        NextScript.name(history, Text.of("search.make.script.name", draft.table()))),
                                "");
            case PENDING ->
                new FtsWays(
                        null,
                        Text.count("search.make.way.pending", history.pending().size()));
            case NOTHING, NO_HISTORY -> no("search.make.way.notBegun");
            case OTHER_TOOL -> no("search.make.way.otherTool");
            case MISMATCH, UNREADABLE, NEEDS_VALUES -> no("search.make.way.mismatch");
        };
    }

    private static FtsWays no(String key) {
        return new FtsWays(null, key.isEmpty() ? "" : Text.of(key));
    }
}
