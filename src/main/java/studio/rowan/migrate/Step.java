package studio.rowan.migrate;

import org.jspecify.annotations.Nullable;

/// One migration of another tool.
/// @param path of its file below the folder
/// @param version its number as the file's name has it
/// @param key what the tool's own table calls it
/// @param name what it does, as the file's name has it
/// @param up SQL that takes the database forward
/// @param down SQL that takes it back; null where there is none
/// @param inTransaction false where its own settings have the tool run it without one
public record Step(
        String path,
        String version,
        String key,
        String name,
        String up,
        @Nullable String down,
        boolean inTransaction) {
    /// The name in words.
    String description() {
        return name.replace('_', ' ').strip();
    }

    /// A number without the zeros before it, as tables hold it.
    static String number(String digits) {
        String bare = digits.replaceFirst("^0+", "");
        return bare.isEmpty() ? "0" : bare;
    }
}
