package studio.rowan.migrate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Text;

/// Reads the folders that a project's own configuration, or the user, names for one place of migrations.
final class FlywayFolder {
    private static final int DEEPEST = 12;
    private static final int MOST_FILES = 20_000;
    private static final List<Setting> NEVER_EMPTY = List.of(
            Setting.PLACEHOLDER_PREFIX,
            Setting.PLACEHOLDER_SUFFIX,
            Setting.PLACEHOLDER_SEPARATOR,
            Setting.SQL_MIGRATION_SEPARATOR);

    private final Path folder;
    private final List<Scripts.NotRun> notRun = new ArrayList<>();
    private final MigrationSettings settings;

    private FlywayFolder(Path folder, MigrationSettings.Choice choice) throws IOException {
        this.folder = folder;
        Path config = choice.config();
        Optional<FlywayConf> conf = config == null ? FlywayConf.find(folder) : Optional.of(FlywayConf.read(config));
        MigrationSettings found = settings(conf.orElse(null), choice);
        // A file beside the folder may be about others.
        boolean about = config != null || conf.isEmpty() || isAbout(conf.get(), found);
        this.settings = about ? found : settings(null, choice);
        if (about && conf.isPresent()) {
            String name = String.valueOf(conf.get().file().getFileName());
            conf.get()
                    .notUsed()
                    .forEach(key -> notRun.add(new Scripts.NotRun(name + ": " + key, Scripts.Reason.SETTING)));
        }
    }

    private static MigrationSettings settings(@Nullable FlywayConf conf, MigrationSettings.Choice choice)
            throws IOException {
        return conf == null
                ? new MigrationSettings(null, Map.of(), choice.values())
                : new MigrationSettings(conf.file(), conf.used(choice.values().keySet()), choice.values());
    }

    private boolean isAbout(FlywayConf conf, MigrationSettings found) {
        if (folder.toAbsolutePath().normalize().equals(conf.file().getParent())) {
            return true;
        }
        List<String> named = found.list(Setting.LOCATIONS);
        Path here = folder.toAbsolutePath().normalize();
        return named.isEmpty()
                || named.stream()
                        .flatMap(location -> path(folder, location, found).stream())
                        .anyMatch(path -> here.startsWith(path) || path.startsWith(here));
    }

    /// What lies in a folder and below it, or where its configuration says.
    /// @throws IOException where it cannot be read, or holds too much to be a folder of migrations
    static Scripts read(Path folder, MigrationSettings.Choice choice) throws IOException {
        return new FlywayFolder(folder, choice).scripts();
    }

    private Scripts scripts() throws IOException {
        refuseEmpty();
        FoundScripts found = new FoundScripts(settings);
        for (Path location : locations()) {
            walk(location, found);
        }
        return found.scripts(notRun);
    }

    /// Flyway refuses these too: with nothing to begin or end them, every text would be a placeholder.
    private void refuseEmpty() throws IOException {
        for (Setting setting : NEVER_EMPTY) {
            if (settings.get(setting).isBlank()) {
                throw new IOException(Text.of("migrations.emptySetting", setting.key(), setting.otherwise()));
            }
        }
    }

    /// Those that lie in another one of them count once, as Flyway has it.
    private Set<Path> locations() {
        List<String> named = settings.list(Setting.LOCATIONS);
        if (named.isEmpty()) {
            return Set.of(folder);
        }
        List<Path> all = new ArrayList<>();
        for (String location : named) {
            Optional<Path> path = path(folder, location, settings);
            if (path.isEmpty()) {
                notRun.add(new Scripts.NotRun(location, Scripts.Reason.LOCATION));
            } else if (!Files.isDirectory(path.get())) {
                notRun.add(new Scripts.NotRun(location, Scripts.Reason.NO_FOLDER));
            } else {
                all.add(path.get());
            }
        }
        return outer(all);
    }

    private static Set<Path> outer(List<Path> all) {
        Set<Path> outer = new LinkedHashSet<>();
        for (Path path : all) {
            if (all.stream().noneMatch(other -> !other.equals(path) && path.startsWith(other))) {
                outer.add(path);
            }
        }
        return outer;
    }

    /// Where scripts of a place lie or may come to lie: the folder itself, and what its settings name, there or not.
    static Set<Path> watched(Path folder, MigrationSettings settings) {
        List<Path> all = new ArrayList<>(List.of(folder.toAbsolutePath().normalize()));
        settings.list(Setting.LOCATIONS)
                .forEach(location -> path(folder, location, settings).ifPresent(all::add));
        return outer(all);
    }

    /// @return empty for what is not on the disk, or holds wildcards
    static Optional<Path> path(Path folder, String location, MigrationSettings of) {
        if (!location.startsWith(MigrationSettings.FILESYSTEM)) {
            return Optional.empty();
        }
        try {
            String path = location.substring(MigrationSettings.FILESYSTEM.length());
            return path.contains("*") || path.contains("?")
                    ? Optional.empty()
                    : Optional.of(of.base(folder).resolve(path).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static void walk(Path location, FoundScripts found) throws IOException {
        try (Stream<Path> walk = Files.walk(location, DEEPEST)) {
            List<Path> all = walk.limit(MOST_FILES + 1L).toList();
            if (all.size() > MOST_FILES) {
                throw new IOException("more than " + MOST_FILES + " files: " + location);
            }
            for (Path file : all) {
                if (Files.isRegularFile(file)) {
                    String path = location.relativize(file).toString().replace('\\', '/');
                    found.add(path, () -> Files.newInputStream(file));
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
