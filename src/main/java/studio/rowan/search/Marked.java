package studio.rowan.search;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/// A text of a row, in runs: what was found in it and what stands between.
public record Marked(List<Run> runs) {
    public static final Marked EMPTY = new Marked(List.of());

    public Marked {
        runs = List.copyOf(runs);
    }

    /// @param hit whether it is what was looked for
    public record Run(String text, boolean hit) {}

    public static Marked plain(String text) {
        return text.isEmpty() ? EMPTY : new Marked(List.of(new Run(text, false)));
    }

    /// The text alone.
    public String text() {
        return runs.stream().map(Run::text).collect(Collectors.joining());
    }

    public boolean hasHit() {
        return runs.stream().anyMatch(Run::hit);
    }

    public boolean isEmpty() {
        return runs.isEmpty();
    }

    /// What SQLite is asked to put around each hit. Made anew for each search out of characters that Unicode keeps for
    /// such use and a random number: no text of a file can hold them by chance or by design.
    record Marks(String open, String close) {
        static Marks random() {
            String number = Long.toHexString(UUID.randomUUID().getMostSignificantBits());
            return new Marks("\uFDD0" + number + "\uFDD1", "\uFDD2" + number + "\uFDD3");
        }

        Marked read(String text) {
            List<Run> runs = new ArrayList<>();
            int at = 0;
            while (at < text.length()) {
                int begin = text.indexOf(open, at);
                int end = begin < 0 ? -1 : text.indexOf(close, begin + open.length());
                if (end < 0) {
                    break;
                }
                add(runs, text.substring(at, begin), false);
                add(runs, text.substring(begin + open.length(), end), true);
                at = end + close.length();
            }
            add(runs, text.substring(at), false);
            return new Marked(runs);
        }

        private static void add(List<Run> runs, String text, boolean hit) {
            if (!text.isEmpty()) {
                runs.add(new Run(text, hit));
            }
        }
    }
}
