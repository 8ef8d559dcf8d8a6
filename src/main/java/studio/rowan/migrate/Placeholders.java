package studio.rowan.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Puts values in the place of `${name}`, as Flyway does when it runs a script: also in comments and in strings. What
/// reads a script before it runs reads what comes of this.
public final class Placeholders {
    /// A placeholder without a value.
    /// @param line of the script, from 1
    public record Missing(String name, int line) {}

    /// @param missing in the order of their lines; they stand in the text as they were written
    record Replaced(String text, List<Missing> missing) {}

    private static final int LONGEST_NAME = 60;

    private final String prefix;
    private final String suffix;
    private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    Placeholders(String prefix, String suffix, Map<String, String> values) {
        if (prefix.isEmpty() || suffix.isEmpty()) {
            // A search for nothing never gets on.
            throw new IllegalArgumentException("a placeholder begins and ends with something");
        }
        this.prefix = prefix;
        this.suffix = suffix;
        this.values.putAll(values);
    }

    Replaced replace(String source) {
        StringBuilder out = new StringBuilder(source.length());
        List<Missing> missing = new ArrayList<>();
        int from = 0;
        int line = 1;
        for (int open = next(source, 0); open >= 0; open = next(source, from)) {
            int begin = open + prefix.length();
            int close = source.indexOf(suffix, begin);
            int end = close < 0 ? source.length() : close + suffix.length();
            String name = source.substring(begin, close < 0 ? source.length() : close);
            line += lines(source, from, open);
            out.append(source, from, open);
            String value = close < 0 ? null : values.get(name);
            if (value == null) {
                missing.add(new Missing(shortened(name), line));
                out.append(source, open, end);
            } else {
                out.append(value);
            }
            line += lines(source, open, end);
            from = end;
        }
        return new Replaced(out.append(source, from, source.length()).toString(), List.copyOf(missing));
    }

    /// Where a placeholder begins. As Flyway reads, what began like one and is none hides one that begins in it.
    private int next(String source, int from) {
        int at = from;
        while (at < source.length()) {
            int same = 0;
            while (same < prefix.length()
                    && at + same < source.length()
                    && source.charAt(at + same) == prefix.charAt(same)) {
                same++;
            }
            if (same == prefix.length()) {
                return at;
            }
            at += same + 1;
        }
        return -1;
    }

    private static int lines(String text, int from, int to) {
        return (int) text.substring(from, to).chars().filter(c -> c == '\n').count();
    }

    /// One that is not closed would reach to the end of the script.
    private static String shortened(String name) {
        String line = name.lines().findFirst().orElse("");
        return line.length() > LONGEST_NAME ? line.substring(0, LONGEST_NAME) + "…" : line;
    }
}
