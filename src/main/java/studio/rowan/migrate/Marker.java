package studio.rowan.migrate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A line of a script by which a tool tells its parts: a comment of two hyphens that begins with the tool's word.
/// @param words behind the tool's own
record Marker(List<String> words) {
    /// Null where the line is none.
    /// @param tool how such a comment begins
    static @Nullable Marker of(String line, String tool) {
        String text = line.strip();
        if (!text.startsWith("--")) {
            return null;
        }
        String comment = text.substring(2).strip();
        return comment.regionMatches(true, 0, tool, 0, tool.length())
                ? new Marker(List.of(comment.substring(tool.length()).strip().split("\\s+")))
                : null;
    }

    boolean is(String... said) {
        if (words.size() < said.length) {
            return false;
        }
        for (int i = 0; i < said.length; i++) {
            if (!words.get(i).equalsIgnoreCase(said[i])) {
                return false;
            }
        }
        return true;
    }
}
