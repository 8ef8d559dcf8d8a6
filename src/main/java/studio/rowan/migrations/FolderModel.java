package studio.rowan.migrations;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.FolderWatch;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Text;
import studio.rowan.migrate.History;
import studio.rowan.migrate.Place;
import studio.rowan.migrate.Script;

/// Looks again when scripts came, changed or went in any folder that the settings name, or when the settings' own file
/// changed, and says so in one line.
final class FolderModel {
    private final MigrationsModel looking;
    /// By what they watch: folders, and the file of the settings where it lies in none of them.
    private final Map<Path, FolderWatch> watches = new HashMap<>();

    private @Nullable Place place;
    private Map<String, Script> known = Map.of();

    FolderModel(MigrationsModel looking) {
        this.looking = looking;
        looking.place().subscribe(now -> {
            close();
            follow(now instanceof Place.Folder(Path folder) ? Set.of(folder) : Set.of(), null);
        });
        looking.history().subscribe(now -> {
            if (now != null && looking.place().get() instanceof Place.Folder(Path folder)) {
                follow(now.scripts().folders(folder), now.scripts().settings().from());
            }
            tell(now);
        });
    }

    /// @param config the file of the settings; null where there is none
    private void follow(Set<Path> folders, @Nullable Path config) {
        if (looking.isClosed()) {
            return;
        }
        Set<Path> wanted = new HashSet<>(folders);
        if (config != null && folders.stream().noneMatch(config::startsWith)) {
            wanted.add(config);
        }
        watches.entrySet().removeIf(entry -> {
            boolean over = !wanted.contains(entry.getKey());
            if (over) {
                entry.getValue().close();
            }
            return over;
        });
        for (Path each : wanted) {
            watches.computeIfAbsent(
                    each,
                    path -> path.equals(config)
                            ? FolderWatch.ofFile(path, this::look)
                            : new FolderWatch(path, FolderModel::counts, this::look));
        }
    }

    private void look(FolderWatch.Changed changed) {
        looking.jobs().ui(looking::refresh);
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
        // So is what does not agree any more.
        if (!first && now.isReady() && looking.runs().notice().get() == null) {
            List<String> parts = new ArrayList<>();
            part(parts, "migrations.folder.added", count(known, path -> !before.containsKey(path)));
            part(
                    parts,
                    "migrations.folder.altered",
                    count(known, path -> before.containsKey(path) && !isSame(before.get(path), known.get(path))));
            part(parts, "migrations.folder.removed", count(before, path -> !known.containsKey(path)));
            if (!parts.isEmpty()) {
                looking.runs()
                        .notice()
                        .set(Notice.info(Text.of("migrations.folder.changed", String.join(", ", parts))));
            }
        }
    }

    /// As they are written: that a placeholder has another value is no change of the folder.
    private static boolean isSame(@Nullable Script before, @Nullable Script now) {
        return before != null
                && now != null
                && before.source().equals(now.source())
                && Objects.equals(before.settings(), now.settings());
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
        watches.values().forEach(FolderWatch::close);
        watches.clear();
    }
}
