package studio.rowan.migrate;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Tells by its name what a file of a folder is to Flyway.
final class ScriptNames {
    private static final String SETTINGS = ".conf";
    /// Of a script that stands for all before it. Flyway's own setting for it is for sale.
    private static final String BASELINE = "B";
    private static final Pattern SHELL = Pattern.compile(".*\\.(?:sh|bash|cmd|bat|ps1|py)");

    private final List<String> suffixes;
    private final Pattern migration;
    private final Pattern versioned;
    private final Pattern undo;
    private final Pattern callback;

    ScriptNames(MigrationSettings settings) {
        suffixes = settings.suffixes();
        String separator = Pattern.quote(settings.get(Setting.SQL_MIGRATION_SEPARATOR));
        String ends = suffixes.stream().map(Pattern::quote).collect(Collectors.joining("|", "(?:", ")"));
        String versions = Stream.of(settings.get(Setting.SQL_MIGRATION_PREFIX), BASELINE)
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(?:", ")"));
        String repeatable = Pattern.quote(settings.get(Setting.REPEATABLE_PREFIX));
        migration = Pattern.compile("(?:" + versions + "[0-9][0-9._]*|" + repeatable + ")" + separator + ".*" + ends);
        versioned = Pattern.compile("(" + versions + ")([0-9][0-9._]*)" + separator + ".*" + ends);
        undo = Pattern.compile("U[0-9][0-9._]*" + separator + ".*" + ends);
        callback = Pattern.compile("(?:before|after|create)[A-Za-z]*(?:" + separator + ".*)?" + ends);
    }

    boolean isMigration(String name) {
        return migration.matcher(name).matches();
    }

    /// The version that a script's name spells; null for a repeatable one.
    @Nullable
    String version(String path) {
        Matcher matcher = versioned.matcher(path.substring(path.lastIndexOf('/') + 1));
        return matcher.matches() ? matcher.group(2) : null;
    }

    /// Whether it makes all that was there before the history began.
    boolean isBaseline(String path) {
        Matcher matcher = versioned.matcher(path.substring(path.lastIndexOf('/') + 1));
        return matcher.matches() && matcher.group(1).equals(BASELINE);
    }

    /// Whether it holds the settings of one migration.
    boolean isSettings(String name) {
        return name.endsWith(SETTINGS) && isMigration(name.substring(0, name.length() - SETTINGS.length()));
    }

    /// What the settings are of.
    static String settled(String path) {
        return path.substring(0, path.length() - SETTINGS.length());
    }

    /// Why it is not run; empty for what is no script.
    Optional<Scripts.Reason> notRun(String name) {
        if (SHELL.matcher(name).matches()) {
            return Optional.of(Scripts.Reason.SHELL);
        }
        if (undo.matcher(name).matches()) {
            return Optional.of(Scripts.Reason.UNDO);
        }
        if (callback.matcher(name).matches()) {
            return Optional.of(Scripts.Reason.CALLBACK);
        }
        return suffixes.stream().anyMatch(name::endsWith) ? Optional.of(Scripts.Reason.NAME) : Optional.empty();
    }
}
