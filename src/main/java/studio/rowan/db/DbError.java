package studio.rowan.db;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteException;

/// What went wrong with a database, by kind. Carries SQLite's own words, its extended result code
/// ([rescode](https://www.sqlite.org/rescode.html)) and the statement; the sentence and the next step
/// for a user are `kit.Text`'s.
public abstract sealed class DbError extends RuntimeException {
    private final int code;
    private final @Nullable String statement;

    private DbError(String message, int code, @Nullable String statement, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.statement = statement;
    }

    /// SQLite's words.
    public String words() {
        String message = getMessage();
        return message == null ? "" : message;
    }

    /// The extended result code, 0 where SQLite was not reached.
    public int code() {
        return code;
    }

    public @Nullable String statement() {
        return statement;
    }

    /// Another connection holds a lock that did not go away in time.
    public static final class Busy extends DbError {
        /// Not SQLite's: others write to the file so often that no moment of it can be copied without locking it.
        public static final int CHANGING = 0;

        public Busy(String words, int code, @Nullable String statement, @Nullable Throwable cause) {
            super(words, code, statement, cause);
        }
    }

    /// A constraint refused the change.
    public static final class Constraint extends DbError {
        public Constraint(String words, int code, @Nullable String statement, @Nullable Throwable cause) {
            super(words, code, statement, cause);
        }
    }

    /// The file or the connection cannot be written.
    public static final class ReadOnly extends DbError {
        public ReadOnly(String words, int code, @Nullable String statement, @Nullable Throwable cause) {
            super(words, code, statement, cause);
        }
    }

    /// The file's content contradicts itself.
    public static final class Corrupt extends DbError {
        public Corrupt(String words, int code, @Nullable String statement, @Nullable Throwable cause) {
            super(words, code, statement, cause);
        }
    }

    /// The file is not an SQLite database, or it is encrypted; `reason` says which of the cases was seen.
    public static final class NotADatabase extends DbError {
        private final Reason reason;

        public enum Reason {
            /// No SQLite header: some other file, or an encrypted database.
            NO_HEADER,
            /// No structure at all in the first bytes: most likely encrypted.
            ENCRYPTED,
            /// Shorter than a header.
            TOO_SHORT,
            /// Written by a newer file format than this SQLite reads.
            NEWER_FORMAT,
            /// A header that SQLite 2 wrote.
            SQLITE2,
            /// A header whose fields cannot be true.
            BAD_HEADER
        }

        public NotADatabase(Reason reason, String words, int code, @Nullable Throwable cause) {
            super(words, code, null, cause);
            this.reason = reason;
        }

        public Reason reason() {
            return reason;
        }
    }

    /// An unfinished transaction lies beside the file; reading needs it rolled back first, which writes.
    public static final class HotJournal extends DbError {
        public HotJournal(String words, int code, @Nullable Throwable cause) {
            super(words, code, null, cause);
        }
    }

    /// The statement is wrong: syntax, unknown table or column, missing function or module.
    public static final class Syntax extends DbError {
        private final int offset;

        public Syntax(String words, int code, @Nullable String statement, @Nullable Throwable cause) {
            super(words, code, statement, cause);
            this.offset = ErrorPlace.offset(words, statement);
        }

        /// Where in [#statement()] the trouble begins, in UTF-16 units; -1 where it cannot be told.
        public int offset() {
            return offset;
        }
    }

    /// The user cancelled.
    public static final class Cancelled extends DbError {
        public Cancelled(@Nullable Throwable cause) {
            super("interrupted", 9, null, cause);
        }
    }

    /// The file could not be reached, read or written; `reason` tells the cases apart that need their own word.
    public static final class Io extends DbError {
        private final Reason reason;

        public enum Reason {
            NOT_FOUND,
            DIRECTORY,
            NOT_A_FILE,
            NO_PERMISSION,
            VANISHED,
            /// Databases are in memory, and this would need a file (`ROWAN_ENV=test`).
            IN_MEMORY,
            OTHER
        }

        public Io(Reason reason, String words, int code, @Nullable String statement, @Nullable Throwable cause) {
            super(words, code, statement, cause);
            this.reason = reason;
        }

        public Reason reason() {
            return reason;
        }
    }

    /// No room left on the disk.
    public static final class Full extends DbError {
        public Full(String words, int code, @Nullable String statement, @Nullable Throwable cause) {
            super(words, code, statement, cause);
        }
    }

    /// A value or a statement beyond a limit, or no memory for it.
    public static final class TooBig extends DbError {
        public TooBig(String words, int code, @Nullable String statement, @Nullable Throwable cause) {
            super(words, code, statement, cause);
        }
    }

    /// A mistake of this program, not of the database or the user; the cause is what was thrown.
    public static final class Unexpected extends DbError {
        public Unexpected(Throwable cause) {
            super(cause.toString(), 0, null, cause);
        }
    }

    /// Turns what the driver or MyBatis threw into one of the kinds.
    public static DbError of(Throwable thrown, @Nullable String statement) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof DbError error) {
                return error;
            }
            if (t instanceof SQLiteException e) {
                return ofCode(e.getResultCode().code, words(e), statement, thrown);
            }
            if (t instanceof SQLException e) {
                return ofCode(e.getErrorCode(), e.getMessage() == null ? "" : e.getMessage(), statement, thrown);
            }
        }
        throw thrown instanceof RuntimeException e ? e : new IllegalStateException(thrown);
    }

    /// The kind that belongs to an SQLite result code, primary or extended.
    public static DbError ofCode(int code, String words, @Nullable String statement, @Nullable Throwable cause) {
        if (code == 776) { // SQLITE_READONLY_ROLLBACK
            return new HotJournal(words, code, cause);
        }
        if (code == 1032) { // SQLITE_READONLY_DBMOVED
            return new Io(Io.Reason.VANISHED, words, code, statement, cause);
        }
        if (words.equals("unsupported file format")) { // a schema format above 4: said of files only
            return new NotADatabase(NotADatabase.Reason.NEWER_FORMAT, words, code, cause);
        }
        if (words.equals(Regexp.ENDED)) {
            return new Cancelled(cause);
        }
        return switch (code & 0xff) {
            case 5, 6, 17 -> new Busy(words, code, statement, cause);
            case 19 -> new Constraint(words, code, statement, cause);
            case 8 -> new ReadOnly(words, code, statement, cause);
            case 11 -> new Corrupt(words, code, statement, cause);
            case 26 -> new NotADatabase(NotADatabase.Reason.NO_HEADER, words, code, cause);
            case 9, 4 -> new Cancelled(cause);
            case 13 -> new Full(words, code, statement, cause);
            case 18, 7 -> new TooBig(words, code, statement, cause);
            case 3, 23 -> new Io(Io.Reason.NO_PERMISSION, words, code, statement, cause);
            case 10, 14, 15, 22 -> new Io(Io.Reason.OTHER, words, code, statement, cause);
            default -> new Syntax(words, code, statement, cause);
        };
    }

    /// SQLite's own words: the driver puts `[CODE] explanation (…)` around them.
    private static String words(SQLiteException e) {
        String message = e.getMessage() == null ? "" : e.getMessage();
        int open = message.indexOf(" (");
        return message.startsWith("[SQLITE_") && open > 0 && message.endsWith(")")
                ? message.substring(open + 2, message.length() - 1)
                : message;
    }
}
