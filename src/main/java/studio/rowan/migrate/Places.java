package studio.rowan.migrate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.JsonFile;

/// Which folder of migrations belongs to which database, kept in the program's own folder. Its methods block.
public final class Places {
    private static final int MOST = 200;

    private final JsonFile<Kept> json;

    /// What the file holds, the newest first.
    record Kept(int version, @Nullable List<Entry> entries) {
        static final Kept EMPTY = new Kept(1, List.of());
    }

    record Entry(@Nullable String file, @Nullable String place) {}

    public Places(Path dataFolder) {
        this.json = new JsonFile<>(dataFolder.resolve("migrations.json"), Kept.class);
    }

    /// The place chosen for the database; null where none was.
    public synchronized @Nullable Place of(Path database) {
        for (Entry entry : entries()) {
            if (name(database).equals(entry.file())) {
                return Place.of(entry.place());
            }
        }
        return null;
    }

    /// Keeps the choice.
    public synchronized void keep(Path database, Place place) throws IOException {
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry(name(database), place.text()));
        for (Entry entry : entries()) {
            if (!name(database).equals(entry.file()) && entries.size() < MOST) {
                entries.add(entry);
            }
        }
        json.save(new Kept(1, entries));
    }

    private List<Entry> entries() {
        List<Entry> entries = json.load(Kept.EMPTY).entries();
        return entries == null ? List.of() : entries;
    }

    private static String name(Path database) {
        return database.toAbsolutePath().normalize().toString();
    }
}
