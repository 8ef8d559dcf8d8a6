package studio.rowan.migrate;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.internal.configuration.ConfigUtils;

/// A project's own `flyway.toml` or `flyway.conf`. It is read and never obeyed beyond scripts and history: what names
/// databases, callbacks or programs to be run is only listed (F8).
/// @param values all that it says, by Flyway's keys
record FlywayConf(Path file, Map<String, String> values) {
    private static final List<String> NAMES = List.of("flyway.toml", "flyway.conf");
    private static final long LARGEST = 1024 * 1024;

    FlywayConf {
        values = Map.copyOf(values);
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
            boolean toml = String.valueOf(file.getFileName()).endsWith(".toml");
            return new FlywayConf(
                    file.toAbsolutePath().normalize(),
                    toml ? toml(text) : ConfigUtils.loadConfigurationFromString(text));
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new IOException(file + ", line " + line + ": " + e.getOriginalMessage(), e);
        } catch (FlywayException | IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, String> toml(String text) throws IOException {
        Map<String, String> values = new TreeMap<>();
        flatten(TomlMapper.builder().build().readTree(text), "", values);
        return values;
    }

    private static void flatten(JsonNode node, String key, Map<String, String> values) {
        if (node.isObject()) {
            node.properties()
                    .forEach(entry -> flatten(
                            entry.getValue(), key.isEmpty() ? entry.getKey() : key + "." + entry.getKey(), values));
        } else if (node.isArray()) {
            List<String> parts = new ArrayList<>();
            node.forEach(part -> parts.add(part.asText()));
            values.put(key, String.join(",", parts));
        } else {
            values.put(key, node.asText());
        }
    }

    /// What holds here too.
    Map<String, String> used() {
        Map<String, String> used = new TreeMap<>(values);
        used.keySet().removeIf(key -> !Setting.isKnown(key));
        return used;
    }

    /// What is named and not used here, by its keys: values may be secret.
    List<String> notUsed() {
        return values.keySet().stream()
                .filter(key -> !Setting.isKnown(key))
                .sorted()
                .toList();
    }
}
