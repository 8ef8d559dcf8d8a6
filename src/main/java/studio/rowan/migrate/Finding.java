package studio.rowan.migrate;

import java.util.List;

/// What may hurt in a script, seen before it runs, or in a rehearsal.
/// @param line of the script, from 1
/// @param subjects what it concerns, in the order in which its sentence names them
public record Finding(Kind kind, int line, List<String> subjects) {
    /// How much it matters.
    public enum Severity {
        /// It will fail, or rows or values are lost that the script may not mean.
        ERROR,
        /// It does what is written, and that costs something.
        WARNING,
        /// Good to know.
        NOTE
    }

    /// What there is to be seen; the sentence and what to write instead are in the bundle.
    public enum Kind {
        /// BEGIN, COMMIT: would end the migration's transaction.
        TRANSACTION(Severity.ERROR),
        ATTACH(Severity.ERROR),
        SCHEMA(Severity.ERROR),
        VACUUM(Severity.ERROR),
        LOCK(Severity.ERROR),
        NUL(Severity.ERROR),
        /// SQLite refuses a statement, for what it says.
        FAILS(Severity.ERROR),
        NOT_NULL_WITHOUT_DEFAULT(Severity.ERROR),
        /// A table that filled tables refer to is dropped for good.
        DROPS_PARENT(Severity.ERROR),
        /// A table that filled tables refer to gets its rows back without their numbers.
        RENUMBERS(Severity.ERROR),
        /// Values fall into another column of the table that is made anew, since columns are not named.
        MOVES_VALUES(Severity.ERROR),
        /// A column of a table that is made anew gets none of its values back.
        LEAVES_OUT_COLUMN(Severity.ERROR),
        /// A column holds what another one held: told by a rehearsal.
        MOVED_VALUES(Severity.ERROR),
        /// A view or trigger does not work any more.
        BREAKS(Severity.ERROR),
        /// A table that others refer to is dropped and made anew.
        REBUILDS_PARENT(Severity.WARNING),
        DROPS_TABLE(Severity.WARNING),
        /// It is made anew without its rows.
        EMPTIES_TABLE(Severity.WARNING),
        /// Not all rows come back into a table that is made anew.
        LEAVES_ROWS(Severity.WARNING),
        /// Rows that break a constraint of the new table vanish.
        SWALLOWS_ROWS(Severity.WARNING),
        /// A column of a table that is made anew gets something else than its values.
        REPLACES_VALUES(Severity.WARNING),
        DROPS_COLUMN(Severity.WARNING),
        /// Values that differed become one in every row, or NULL: told by a rehearsal, which asks for approval.
        OVERWRITES_VALUES(Severity.ERROR),
        /// Rows hold NULL where they held a value: told by a rehearsal.
        EMPTIES_VALUES(Severity.WARNING),
        /// Rows hold another value than before: told by a rehearsal.
        CHANGES_VALUES(Severity.WARNING),
        DELETES_ALL(Severity.WARNING),
        UPDATES_ALL(Severity.WARNING),
        NARROWS(Severity.WARNING),
        ADDS_NOT_NULL(Severity.WARNING),
        /// Went with a table that was made anew.
        LOSES_INDEX(Severity.WARNING),
        LOSES_TRIGGER(Severity.WARNING),
        /// What kept a full-text index in step with its table is gone.
        FTS_LEFT_BEHIND(Severity.WARNING),
        /// A spelling that Flyway does not know, so that elsewhere it silently does nothing.
        HIDDEN_FOREIGN_KEYS(Severity.WARNING),
        JOURNAL_MODE(Severity.WARNING),
        /// Has no effect inside a transaction.
        NO_EFFECT(Severity.WARNING),
        DROPS_INDEX(Severity.NOTE),
        DROPS_TRIGGER(Severity.NOTE),
        RENAMES_TABLE(Severity.NOTE),
        /// Flyway alone needs a setting beside the script.
        MIXED(Severity.NOTE);

        private final Severity severity;

        Kind(Severity severity) {
            this.severity = severity;
        }

        public Severity severity() {
            return severity;
        }
    }

    public Finding {
        subjects = List.copyOf(subjects);
    }

    Finding(Kind kind, int line, String... subjects) {
        this(kind, line, List.of(subjects));
    }

    public Severity severity() {
        return kind.severity;
    }
}
