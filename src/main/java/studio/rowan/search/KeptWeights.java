package studio.rowan.search;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.JsonFile;

/// How much users let the columns of their indexes count, kept in the program's own folder. Its methods block.
public final class KeptWeights {
    private static final int MOST = 500;

    private final JsonFile<All> json;

    /// What the file holds, the newest first.
    record All(int version, @Nullable List<Entry> indexes) {
        static final All EMPTY = new All(1, List.of());
    }

    /// The columns of an index that count otherwise than it says itself.
    record Entry(
            @Nullable String file,
            @Nullable String index,
            @Nullable List<Weight> weights) {}

    /// By the column's name, since an index that is made anew may have others.
    record Weight(@Nullable String column, double weight) {}

    public KeptWeights(Path dataFolder) {
        this.json = new JsonFile<>(dataFolder.resolve("search-weights.json"), All.class);
    }

    /// What is kept for the indexes of a database.
    synchronized List<Entry> of(Path database) {
        return entries().stream()
                .filter(entry -> name(database).equals(entry.file()))
                .toList();
    }

    /// Keeps it in place of what was kept before; nothing where no column counts otherwise.
    synchronized void keep(Path database, String index, List<Weight> weights) throws IOException {
        List<Entry> entries = new ArrayList<>();
        if (!weights.isEmpty()) {
            entries.add(new Entry(name(database), index, weights));
        }
        for (Entry entry : entries()) {
            boolean same = name(database).equals(entry.file()) && index.equals(entry.index());
            if (!same && entries.size() < MOST) {
                entries.add(entry);
            }
        }
        json.save(new All(1, entries));
    }

    private List<Entry> entries() {
        List<Entry> entries = json.load(All.EMPTY).indexes();
        return entries == null ? List.of() : entries;
    }

    private static String name(Path database) {
        return database.toAbsolutePath().normalize().toString();
    }
}
