package studio.rowan.kit;

import studio.rowan.db.DbError;
import studio.rowan.db.Regexp;

/// Which family of texts belongs to an error: its kind, its reason and SQLite's extended code decide
/// ([rescode](https://www.sqlite.org/rescode.html)).
final class ErrorKeys {
    private ErrorKeys() {}

    static String of(DbError error) {
        return switch (error) {
            case DbError.Busy e -> busy(e.code());
            case DbError.Constraint e -> constraint(e.code());
            case DbError.ReadOnly e -> readOnly(e.code());
            case DbError.Corrupt _ -> "corrupt";
            case DbError.NotADatabase e -> notADatabase(e.reason());
            case DbError.HotJournal _ -> "hotJournal";
            case DbError.Syntax e -> e.code() == 20 ? "mismatch" : syntax(e.words());
            case DbError.Cancelled _ -> "cancelled";
            case DbError.Io e -> io(e.reason());
            case DbError.Full _ -> "full";
            case DbError.TooBig e -> (e.code() & 0xff) == 7 ? "noMemory" : "tooBig";
            case DbError.Unexpected _ -> "unexpected";
        };
    }

    private static String busy(int code) {
        return switch (code) {
            case DbError.Busy.CHANGING -> "busy.changing";
            case 517 -> "busy.snapshot";
            case 17 -> "busy.schema";
            default -> (code & 0xff) == 6 ? "busy.table" : "busy";
        };
    }

    private static String constraint(int code) {
        return switch (code) {
            case 2067, 2579 -> "constraint.unique";
            case 1555 -> "constraint.primaryKey";
            case 787 -> "constraint.foreignKey";
            case 1299 -> "constraint.notNull";
            case 275 -> "constraint.check";
            case 1811 -> "constraint.trigger";
            case 3091 -> "constraint.dataType";
            default -> "constraint";
        };
    }

    private static String readOnly(int code) {
        return switch (code) {
            case 1544 -> "readOnly.folder";
            default -> "readOnly";
        };
    }

    private static String notADatabase(DbError.NotADatabase.Reason reason) {
        return switch (reason) {
            case NO_HEADER -> "notADatabase";
            case ENCRYPTED -> "encrypted";
            case TOO_SHORT -> "tooShort";
            case NEWER_FORMAT -> "newerFormat";
            case SQLITE2 -> "sqlite2";
            case BAD_HEADER -> "badHeader";
        };
    }

    private static String io(DbError.Io.Reason reason) {
        return switch (reason) {
            case NOT_FOUND -> "notFound";
            case DIRECTORY -> "directory";
            case NOT_A_FILE -> "notAFile";
            case NO_PERMISSION -> "noPermission";
            case VANISHED -> "vanished";
            case IN_MEMORY -> "inMemory";
            case OTHER -> "io";
        };
    }

    private static String syntax(String words) {
        if (words.startsWith(Regexp.PREFIX)) {
            return "regexp";
        }
        if (words.startsWith("no such module")) {
            return "noModule";
        }
        if (words.startsWith("no such function")) {
            return "noFunction";
        }
        if (words.startsWith("no such table") || words.startsWith("no such column")) {
            return "noSuchName";
        }
        return words.contains("incomplete input") ? "incomplete" : "syntax";
    }
}
