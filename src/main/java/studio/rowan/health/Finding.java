package studio.rowan.health;

/// Something about a database that its user should know.
/// @param check which check found it, such as `foreign-key-index`
/// @param object the table, index or file it is about
/// @param message what it is, in one sentence
/// @param detail what it means
/// @param fix SQL that would mend it, empty where there is none to offer
public record Finding(String check, Severity severity, String object, String message, String detail, String fix) {
    /// How bad it is. Notes leave a database healthy.
    public enum Severity {
        NOTE,
        WARNING,
        ERROR
    }
}
