package studio.rowan.migrate;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The name of a script that is to run after all others of a folder and a history.
public final class NextScript {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private NextScript() {}

    /// The same; where the folder numbers its scripts by moments, by this one.
    public static String name(History history, String description, Instant now) {
        String next = next(history);
        String moment = MOMENT.format(now);
        boolean moments = next.matches("(19|20)[0-9]{12}") && compare(moment, next) > 0;
        return named(history, moments ? moment : next, description);
    }

    /// `V7__words_of_it.sql`, in the way in which the folder writes its versions.
    public static String name(History history, String description) {
        return named(history, next(history), description);
    }

    private static String next(History history) {
        ScriptNames names = history.scripts().names();
        Optional<String> last = Stream.concat(
                        history.migrations().stream().map(Migration::version),
                        history.scripts().migrations().stream().map(script -> names.version(script.path())))
                .filter(Objects::nonNull)
                .max(Comparator.comparing(NextScript::parts, Arrays::compare));
        String first = last.map(version -> version.split("[._]", 2)[0]).orElse("0");
        int width = history.scripts().migrations().stream()
                .map(script -> names.version(script.path()))
                .filter(Objects::nonNull)
                .map(version -> version.split("[._]", 2)[0])
                .filter(number -> number.startsWith("0"))
                .mapToInt(String::length)
                .max()
                .orElse(1);
        return String.format(Locale.ROOT, "%0" + width + "d", Long.parseLong(first) + 1);
    }

    private static String named(History history, String version, String description) {
        MigrationSettings settings = history.scripts().settings();
        return settings.get(Setting.SQL_MIGRATION_PREFIX)
                + version
                + settings.get(Setting.SQL_MIGRATION_SEPARATOR)
                + words(description)
                + settings.suffixes().getFirst();
    }

    /// Orders versions as Flyway does.
    static int compare(@Nullable String a, @Nullable String b) {
        return Arrays.compare(parts(a == null ? "" : a), parts(b == null ? "" : b));
    }

    private static long[] parts(String version) {
        return List.of(version.split("[._]")).stream()
                .filter(part -> part.matches("[0-9]{1,18}"))
                .mapToLong(Long::parseLong)
                .toArray();
    }

    /// What Flyway reads as a description, and every file system takes.
    static String words(String description) {
        String words = description
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "_")
                .replaceAll("^_+|_+$", "");
        return words.isEmpty() ? "script" : words.substring(0, Math.min(80, words.length()));
    }
}
