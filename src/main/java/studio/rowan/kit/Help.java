package studio.rowan.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/// The texts that explain: pragmas, keys, licences. Needs no window.
public final class Help {
    /// One line of the list of keys.
    public record Keys(String group, String keys, String action) {}

    /// What a pragma is for.
    public record Pragma(String name, Category category, Kind kind, Scope scope, String explanation) {}

    /// How a pragma can be asked.
    public enum Kind {
        /// One value, read without side effects.
        VALUE,
        /// Rows, read without side effects.
        LIST,
        /// Needs the name of a table or an index.
        ARGUMENT,
        /// Reads much of the file, so it runs on demand.
        CHECK,
        /// Changes something.
        ACTION,
        /// Can be set and not asked.
        WRITEONLY
    }

    /// Where a setting lives.
    public enum Scope {
        FILE,
        CONNECTION,
        PROCESS
    }

    /// What a pragma is about.
    public enum Category {
        STORAGE,
        JOURNAL,
        SAFETY,
        PERFORMANCE,
        SCHEMA,
        DIAGNOSTICS,
        CONNECTION
    }

    private Help() {}

    /// By name, in alphabetical order; the driver of another platform may know one more or less.
    public static SequencedMap<String, Pragma> pragmas() {
        SequencedMap<String, Pragma> pragmas = new LinkedHashMap<>();
        for (String[] f : lines("pragmas.tsv", 5)) {
            pragmas.put(
                    f[0],
                    new Pragma(
                            f[0],
                            Category.valueOf(f[1].toUpperCase(Locale.ROOT)),
                            Kind.valueOf(f[2].toUpperCase(Locale.ROOT)),
                            Scope.valueOf(f[3].toUpperCase(Locale.ROOT)),
                            f[4]));
        }
        return pragmas;
    }

    /// What F1 lists, grouped in order.
    public static Map<String, List<Keys>> keys() {
        SequencedMap<String, List<Keys>> groups = new LinkedHashMap<>();
        boolean mac = System.getProperty("os.name", "").startsWith("Mac");
        for (String[] f : lines("keys.tsv", 3)) {
            Keys keys = new Keys(f[0], mac ? f[1].replace("Ctrl", "⌘") : f[1], f[2]);
            groups.computeIfAbsent(f[0], _ -> new ArrayList<>()).add(keys);
        }
        return groups;
    }

    /// Libraries with versions and licences, in Markdown.
    public static String licences() {
        return text("licences.md");
    }

    private static List<String[]> lines(String file, int fields) {
        return text(file)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> {
                    String[] split = line.split("\t", -1);
                    if (split.length != fields) {
                        throw new IllegalStateException(file + ": " + line);
                    }
                    return split;
                })
                .toList();
    }

    private static String text(String file) {
        try (InputStream in = Objects.requireNonNull(Help.class.getResourceAsStream("/assets/help/" + file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
