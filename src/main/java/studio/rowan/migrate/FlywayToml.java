package studio.rowan.migrate;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a `flyway.toml` says, with the chosen environment's own settings above the common ones, and with values of
/// Flyway's resolvers: `${env.NAME}` is known here, all others are not.
/// @param values by Flyway's keys
/// @param unknown values that only Flyway can resolve, as they are written, by the same keys
record FlywayToml(Map<String, String> values, Map<String, String> unknown) {
    private static final Pattern RESOLVER = Pattern.compile("\\$(\\$?)\\{([^{}.]*)\\.([^{}]*)}");

    FlywayToml {
        values = Map.copyOf(values);
        unknown = Map.copyOf(unknown);
    }

    /// @param variables the environment's, by their names; null for one that is not there
    static FlywayToml of(String text, UnaryOperator<@Nullable String> variables) throws JacksonException {
        Map<String, String> said = new TreeMap<>();
        Map<String, String> unknown = new TreeMap<>();
        flatten(TomlMapper.builder().build().readTree(text), "", said);
        String environment =
                resolved(said.getOrDefault(FlywayConf.ENVIRONMENT, MigrationSettings.DEFAULT_ENVIRONMENT), variables);
        if (environment != null) {
            override(said, "environments." + environment + ".");
        }
        Map<String, String> values = new TreeMap<>(said);
        said.forEach((key, value) -> {
            if (FlywayConf.isUsed(key)) {
                String resolved = resolved(value, variables);
                if (resolved == null) {
                    values.remove(key);
                    unknown.put(key, value);
                } else {
                    values.put(key, resolved);
                }
            }
        });
        return new FlywayToml(values, unknown);
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

    /// As in Flyway, placeholders of an environment stand in the place of all others.
    private static void override(Map<String, String> said, String prefix) {
        Map<String, String> own = new TreeMap<>();
        said.forEach((key, value) -> {
            if (key.startsWith(prefix + MigrationSettings.PREFIX)) {
                own.put(key.substring(prefix.length()), value);
            }
        });
        if (own.keySet().stream().anyMatch(key -> key.startsWith(MigrationSettings.PLACEHOLDERS))) {
            said.keySet().removeIf(key -> key.startsWith(MigrationSettings.PLACEHOLDERS));
        }
        own.forEach((key, value) -> {
            said.remove(prefix + key);
            said.put(key, value);
        });
    }

    /// Null where it cannot be told here.
    private static @Nullable String resolved(String value, UnaryOperator<@Nullable String> variables) {
        Matcher matcher = RESOLVER.matcher(value);
        StringBuilder out = new StringBuilder();
        while (matcher.find()) {
            boolean escaped = !matcher.group(1).isEmpty();
            String known = escaped
                    ? matcher.group().substring(1)
                    : matcher.group(2).strip().equals("env")
                            ? variables.apply(matcher.group(3).strip())
                            : null;
            if (known == null) {
                return null;
            }
            matcher.appendReplacement(out, Matcher.quoteReplacement(known));
        }
        return matcher.appendTail(out).toString();
    }
}
