package studio.rowan.migrate;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.internal.configuration.ConfigUtils;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Text;

/// A project's own `flyway.toml` or `flyway.conf`. It is read and never obeyed beyond scripts and history: what names
/// databases, callbacks or programs to be run is only listed (F8).
/// @param values all that it says, by Flyway's keys
/// @param unknown what is used here and only Flyway can resolve, as it is written, by the same keys
record FlywayConf(Path file, Map<String, String> values, Map<String, String> unknown) {
    /// Names the environment, whose settings go above the common ones.
    static final String ENVIRONMENT = MigrationSettings.PREFIX + "environment";

    private static final List<String> NAMES = List.of("flyway.toml", "flyway.conf");
    private static final long LARGEST = 1024 * 1024;

    FlywayConf {
        values = Map.copyOf(values);
        unknown = Map.copyOf(unknown);
    }

    /// The one in the folder, else the one beside it.
    /// @throws IOException where there is one that cannot be read
    static Optional<FlywayConf> find(Path folder) throws IOException {
        for (Path at : new Path[] {folder, folder.toAbsolutePath().normalize().getParent()}) {
            for (String name : NAMES) {
                if (at != null && Files.isRegularFile(at.resolve(name))) {
                    return Optional.of(read(at.resolve(name)));
                }
            }
        }
        return Optional.empty();
    }

    /// @throws IOException where it is not there, or cannot be understood
    static FlywayConf read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException("too large for a configuration: " + file);
        }
        String text = Files.readString(file, StandardCharsets.UTF_8);
        try {
            Path at = file.toAbsolutePath().normalize();
            if (!String.valueOf(file.getFileName()).endsWith(".toml")) {
                return new FlywayConf(at, ConfigUtils.loadConfigurationFromString(text), Map.of());
            }
            FlywayToml toml = FlywayToml.of(text, System::getenv);
            return new FlywayConf(at, toml.values(), toml.unknown());
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new IOException(file + ", line " + line + ": " + e.getOriginalMessage(), e);
        } catch (FlywayException | IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /// What the settings of one script say; null where they do not.
    static @Nullable String setting(String text, String key) {
        try {
            String said = ConfigUtils.loadConfigurationFromString(text).get(key);
            return said == null ? null : said.strip();
        } catch (FlywayException | IOException e) {
            // Flyway says so itself before it runs anything.
            return null;
        }
    }

    static boolean isUsed(String key) {
        return Setting.isKnown(key) || key.equals(ENVIRONMENT);
    }

    /// What holds here too. A placeholder whose value only Flyway can resolve has none, so that it is asked for.
    /// @param chosen the keys for which the user said something
    /// @throws IOException where only Flyway can resolve another setting, and the user did not say it
    Map<String, String> used(Set<String> chosen) throws IOException {
        for (Map.Entry<String, String> one : new TreeMap<>(unknown).entrySet()) {
            if (!one.getKey().startsWith(MigrationSettings.PLACEHOLDERS) && !chosen.contains(one.getKey())) {
                throw new IOException(Text.of("migrations.unresolved", file, one.getKey(), one.getValue()));
            }
        }
        Map<String, String> used = new TreeMap<>(values);
        used.keySet().removeIf(key -> !isUsed(key));
        return used;
    }

    /// What is named and not used here, by its keys: values may be secret.
    List<String> notUsed() {
        return values.keySet().stream().filter(key -> !isUsed(key)).sorted().toList();
    }
}
