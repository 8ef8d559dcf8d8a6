package studio.rowan.migrate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.JsonFile;

/// Which folder of migrations belongs to which database and what the user chose for it, kept in the program's own
/// folder. Its methods block.
public final class Places {
    private static final int MOST = 200;

    private final JsonFile<Kept> json;
    private final AppliedTexts applied;

    /// What the file holds, the newest first.
    record Kept(int version, @Nullable List<Entry> entries) {
        static final Kept EMPTY = new Kept(1, List.of());
    }

    /// @param config the configuration file that the user named; null for the one that is found
    /// @param settings what the user chose, by Flyway's keys
    record Entry(
            @Nullable String file,
            @Nullable String place,
            @Nullable String config,
            @Nullable Map<String, String> settings) {
        MigrationSettings.Choice choice() {
            Map<String, String> values = settings;
            return new MigrationSettings.Choice(
                    config == null ? null : Path.of(config), values == null ? Map.of() : values);
        }
    }

    public Places(Path dataFolder) {
        this.json = new JsonFile<>(dataFolder.resolve("migrations.json"), Kept.class);
        this.applied = new AppliedTexts(dataFolder.resolve("applied"));
    }

    /// The texts of what ran here.
    public AppliedTexts applied() {
        return applied;
    }

    /// The place chosen for the database; null where none was.
    public synchronized @Nullable Place of(Path database) {
        return entry(database).map(entry -> Place.of(entry.place())).orElse(null);
    }

    /// What the user chose for the database, above what the place's own configuration says.
    public synchronized MigrationSettings.Choice choice(Path database) {
        return entry(database).map(Entry::choice).orElse(MigrationSettings.Choice.NONE);
    }

    /// Keeps the place. What was chosen for another one is forgotten.
    public synchronized void keep(Path database, Place place) throws IOException {
        MigrationSettings.Choice choice = place.equals(of(database)) ? choice(database) : MigrationSettings.Choice.NONE;
        keep(database, place, choice);
    }

    /// Keeps the place, and what the user chose for it.
    public synchronized void keep(Path database, Place place, MigrationSettings.Choice choice) throws IOException {
        Path config = choice.config();
        List<Entry> entries = new ArrayList<>();
        entries.add(
                new Entry(name(database), place.text(), config == null ? null : config.toString(), choice.values()));
        for (Entry entry : entries()) {
            if (!name(database).equals(entry.file()) && entries.size() < MOST) {
                entries.add(entry);
            }
        }
        json.save(new Kept(1, entries));
    }

    private Optional<Entry> entry(Path database) {
        return entries().stream()
                .filter(entry -> name(database).equals(entry.file()))
                .findFirst();
    }

    private List<Entry> entries() {
        List<Entry> entries = json.load(Kept.EMPTY).entries();
        return entries == null ? List.of() : entries;
    }

    private static String name(Path database) {
        return database.toAbsolutePath().normalize().toString();
    }
}
