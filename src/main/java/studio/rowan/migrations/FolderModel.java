package studio.rowan.migrations;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.FolderWatch;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Text;
import studio.rowan.migrate.History;
import studio.rowan.migrate.Place;
import studio.rowan.migrate.Script;

/// Looks again when scripts of the folder came, changed or went, and says so in one line.
final class FolderModel {
    private final MigrationsModel looking;
    private @Nullable FolderWatch watch;
    private @Nullable Place place;
    private Map<String, Script> known = Map.of();

    FolderModel(MigrationsModel looking) {
        this.looking = looking;
        looking.place().subscribe(this::follow);
        looking.history().subscribe(this::tell);
    }

    private void follow(@Nullable Place now) {
        close();
        if (now instanceof Place.Folder(Path folder) && !looking.isClosed()) {
            watch = new FolderWatch(
                    folder, FolderModel::counts, _ -> looking.jobs().ui(looking::refresh));
        }
    }

    /// Scripts, their settings, and what other tools keep beside them.
    private static boolean counts(Path file) {
        String name = String.valueOf(file.getFileName());
        return !name.startsWith(".") && name.matches(".*\\.(sql|conf|toml|json)");
    }

    /// Says what became of the scripts since they were looked at last.
    private void tell(@Nullable History now) {
        Place from = looking.place().get();
        if (now == null || from == null) {
            return;
        }
        Map<String, Script> before = from.equals(place) ? known : Map.of();
        boolean first = !from.equals(place);
        place = from;
        known = new HashMap<>();
        now.scripts().migrations().forEach(script -> known.put(script.path(), script));
        // What just happened here is told already: a script that was saved, a run that ended.
        if (!first && looking.runs().notice().get() == null) {
            List<String> parts = new ArrayList<>();
            part(parts, "migrations.folder.added", count(known, path -> !before.containsKey(path)));
            part(
                    parts,
                    "migrations.folder.altered",
                    count(
                            known,
                            path -> before.containsKey(path)
                                    && !before.get(path).equals(known.get(path))));
            part(parts, "migrations.folder.removed", count(before, path -> !known.containsKey(path)));
            if (!parts.isEmpty()) {
                looking.runs()
                        .notice()
                        .set(Notice.info(Text.of("migrations.folder.changed", String.join(", ", parts))));
            }
        }
    }

    private static long count(Map<String, Script> scripts, Predicate<String> counts) {
        return scripts.keySet().stream().filter(counts).count();
    }

    private static void part(List<String> parts, String key, long count) {
        if (count > 0) {
            parts.add(Text.count(key, count));
        }
    }

    void close() {
        FolderWatch last = watch;
        if (last != null) {
            last.close();
        }
        watch = null;
    }
}
