package studio.rowan.migrate;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;

/// What differs between two texts, line by line.
/// @param lines of both, in their order
public record TextDiff(List<Line> lines) {
    /// @param number in the text that it stands in, from 1; of a line of both, in the new one
    public record Line(Kind kind, int number, String text) {}

    /// In which of the two a line stands.
    public enum Kind {
        SAME,
        REMOVED,
        ADDED
    }

    public TextDiff {
        lines = List.copyOf(lines);
    }

    static TextDiff of(String before, String after) {
        List<String> old = before.lines().toList();
        List<String> fresh = after.lines().toList();
        List<Line> lines = new ArrayList<>();
        int at = 0;
        for (AbstractDelta<String> delta : DiffUtils.diff(old, fresh).getDeltas()) {
            int target = delta.getTarget().getPosition();
            add(lines, Kind.SAME, fresh, at, target);
            int source = delta.getSource().getPosition();
            add(lines, Kind.REMOVED, old, source, source + delta.getSource().size());
            at = target + delta.getTarget().size();
            add(lines, Kind.ADDED, fresh, target, at);
        }
        add(lines, Kind.SAME, fresh, at, fresh.size());
        return new TextDiff(lines);
    }

    private static void add(List<Line> lines, Kind kind, List<String> text, int from, int to) {
        for (int i = from; i < to; i++) {
            lines.add(new Line(kind, i + 1, text.get(i)));
        }
    }

    public boolean isSame() {
        return lines.stream().allMatch(line -> line.kind() == Kind.SAME);
    }
}
