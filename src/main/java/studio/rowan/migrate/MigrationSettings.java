package studio.rowan.migrate;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What holds for a place of migrations: what its configuration file says, and above it what the user chose here.
/// @param from the configuration file; null where there is none
/// @param conf what that says, by Flyway's keys, as far as it is used here
/// @param chosen what the user said, by the same keys
public record MigrationSettings(@Nullable Path from, Map<String, String> conf, Map<String, String> chosen) {
    static final String PREFIX = "flyway.";
    static final String FILESYSTEM = "filesystem:";
    static final String DEFAULT_ENVIRONMENT = "default";
    /// Before the name of a placeholder.
    public static final String PLACEHOLDERS = PREFIX + "placeholders.";

    /// What the user chose for the migrations of one database.
    /// @param config the configuration file to be read; null for the one that is found at the folder
    /// @param values by Flyway's keys
    public record Choice(@Nullable Path config, Map<String, String> values) {
        public static final Choice NONE = new Choice(null, Map.of());

        public Choice {
            values = Map.copyOf(values);
        }
    }

    public MigrationSettings {
        conf = Map.copyOf(conf);
        chosen = Map.copyOf(chosen);
    }

    /// Flyway's own defaults.
    public static MigrationSettings none() {
        return new MigrationSettings(null, Map.of(), Map.of());
    }

    /// Whether all is as Flyway has it by itself.
    public boolean isPlain() {
        return conf.isEmpty() && chosen.isEmpty();
    }

    public String get(Setting setting) {
        String value = chosen.getOrDefault(setting.key(), conf.get(setting.key()));
        return value == null ? setting.otherwise() : value;
    }

    /// What holds where the user says nothing.
    public String beneath(Setting setting) {
        return conf.getOrDefault(setting.key(), setting.otherwise());
    }

    /// What was said of it, by the project or by the user; else `otherwise`.
    public String said(Setting setting, String otherwise) {
        return isChosen(setting.key()) || conf.containsKey(setting.key()) ? get(setting) : otherwise;
    }

    public boolean isOn(Setting setting) {
        return Boolean.parseBoolean(get(setting).strip());
    }

    /// Flyway's name of what it runs against; only a `flyway.toml` can say another.
    String environment() {
        return conf.getOrDefault(FlywayConf.ENVIRONMENT, DEFAULT_ENVIRONMENT);
    }

    /// A setting of several values, which commas divide.
    public List<String> list(Setting setting) {
        return Arrays.stream(get(setting).split(","))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /// With which names of scripts end.
    List<String> suffixes() {
        List<String> named = list(Setting.SQL_MIGRATION_SUFFIXES);
        return named.isEmpty() ? List.of(Setting.SQL_MIGRATION_SUFFIXES.otherwise()) : named;
    }

    public boolean isChosen(String key) {
        return chosen.containsKey(key);
    }

    /// Values by the names of placeholders, in the order of these.
    public SortedMap<String, String> placeholders() {
        SortedMap<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Map<String, String> layer : List.of(conf, chosen)) {
            layer.forEach((key, value) -> {
                if (key.startsWith(PLACEHOLDERS)) {
                    values.put(key.substring(PLACEHOLDERS.length()), value);
                }
            });
        }
        return values;
    }

    /// The locations that hold, each folder of this computer by its whole path; the chosen folder where none is named.
    public List<String> locations(Path folder) {
        List<String> named = list(Setting.LOCATIONS);
        return named.isEmpty()
                ? List.of(location(folder))
                : named.stream()
                        .map(name -> FlywayFolder.path(folder, name, this)
                                .map(MigrationSettings::location)
                                .orElse(name))
                        .toList();
    }

    /// A folder as Flyway writes it.
    public static String location(Path folder) {
        return FILESYSTEM + folder.toAbsolutePath().normalize();
    }

    /// Where a location of the configuration begins: at its file, else at the chosen folder.
    Path base(Path folder) {
        Path file = from;
        Path parent = file == null || isChosen(Setting.LOCATIONS.key()) ? null : file.getParent();
        return parent == null ? folder : parent;
    }
}
