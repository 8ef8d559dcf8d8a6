package studio.rowan.relate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.JsonFile;

/// What users say of the relations of their files, kept in the program's own folder. Its methods block.
public final class KeptRelations {
    private static final int MOST = 200;

    private final JsonFile<All> json;

    /// What the file holds, the newest first.
    record All(int version, @Nullable List<Entry> files) {
        static final All EMPTY = new All(1, List.of());
    }

    record Entry(@Nullable String file, @Nullable Kept kept) {}

    public KeptRelations(Path dataFolder) {
        this.json = new JsonFile<>(dataFolder.resolve("relations.json"), All.class);
    }

    /// What is kept for a database.
    public synchronized Kept of(Path database) {
        for (Entry entry : entries()) {
            if (name(database).equals(entry.file()) && entry.kept() != null) {
                return entry.kept();
            }
        }
        return Kept.NOTHING;
    }

    /// Keeps it in place of what was kept before.
    public synchronized void keep(Path database, Kept kept) throws IOException {
        List<Entry> entries = new ArrayList<>();
        if (!kept.equals(Kept.NOTHING)) {
            entries.add(new Entry(name(database), kept));
        }
        for (Entry entry : entries()) {
            if (!name(database).equals(entry.file()) && entries.size() < MOST) {
                entries.add(entry);
            }
        }
        json.save(new All(1, entries));
    }

    private List<Entry> entries() {
        List<Entry> entries = json.load(All.EMPTY).files();
        return entries == null ? List.of() : entries;
    }

    private static String name(Path database) {
        return database.toAbsolutePath().normalize().toString();
    }
}
