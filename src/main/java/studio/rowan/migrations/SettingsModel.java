package studio.rowan.migrations;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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

    /// What the user said.
    MigrationSettings.Choice choice() {
        return looking.choice().get();
    }

    /// Where the dialog for a configuration file begins.
    @Nullable
    Path folder() {
        Path from = settings().from();
        return from != null
                ? from.getParent()
                : looking.place().get() instanceof Place.Folder(Path folder) ? folder : null;
    }

    /// The folder that was chosen; null for the sample's own scripts.
    @Nullable
    Path place() {
        return looking.place().get() instanceof Place.Folder(Path folder) ? folder : null;
    }

    /// Where scripts are looked for now.
    List<String> locations() {
        Path folder = place();
        return folder == null ? List.of() : settings().locations(folder);
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

    /// Takes this above what the project says, for this file and from now on.
    /// @param then told once the scripts were read by it
    void choose(MigrationSettings.Choice now, Runnable then) {
        looking.settle(now, then);
    }
}
