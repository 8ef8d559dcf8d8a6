package studio.rowan.migrations;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import studio.rowan.migrate.History;
import studio.rowan.migrate.MigrationSettings;
import studio.rowan.migrate.Place;

/// Under which settings the migrations of this file run, and what the user says of them.
final class SettingsModel {
    private final MigrationsModel looking;

    SettingsModel(MigrationsModel looking) {
        this.looking = looking;
    }

    boolean isUsable() {
        History seen = looking.history().get();
        return looking.place().get() instanceof Place.Folder
                && (seen == null || seen.scripts().tool().equals("Flyway"))
                && !looking.runs().running().get();
    }

    /// Whether there may be something that the user said: what cannot be read may be so by it.
    boolean maySay() {
        return looking.history().get() == null || !settings().chosen().isEmpty();
    }

    MigrationSettings settings() {
        History seen = looking.history().get();
        return seen == null ? MigrationSettings.none() : seen.scripts().settings();
    }

    /// Placeholders that scripts wait for.
    List<String> missing() {
        History seen = looking.history().get();
        Set<String> names = new LinkedHashSet<>();
        if (seen != null) {
            seen.lacking().forEach(script -> script.missing().forEach(missing -> names.add(missing.name())));
        }
        return List.copyOf(names);
    }

    /// Takes these, by Flyway's keys, above what the project says, for this file and from now on.
    void choose(Map<String, String> values) {
        looking.settle(values);
    }
}
