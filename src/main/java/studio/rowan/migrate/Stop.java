package studio.rowan.migrate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;

/// Why a run ended before all was run. The migration that it names left nothing behind, unless its own settings had it
/// run without a transaction; those before it stay.
public sealed interface Stop {
    /// Whether the migration that was stopped may have left something behind, which only the backup undoes.
    default boolean isPartly() {
        return switch (this) {
            case Failed failed -> failed.script().optsOutOfTransaction();
            case LosesRows loses -> loses.stays();
            case LeavesOrphans orphans -> orphans.stays();
            case Cancelled cancelled -> cancelled.stays();
            case ReliesOnCascades _,
                    Refused _,
                    NeedsBackup _,
                    NeedsRehearsal _,
                    Renumbers _,
                    NotRehearsed _,
                    NotReady _ -> false;
        };
    }

    /// The user ended it.
    /// @param stays it ran without a transaction, so that what it did by then stays; else it was rolled back
    record Cancelled(Migration migration, boolean stays) implements Stop {}

    /// A statement failed.
    /// @param statement null where none was running
    /// @param start of the statement in the script; -1 where it cannot be told
    /// @param line from 1; 0 where it cannot be told
    /// @param words SQLite's, or Flyway's where SQLite was not reached
    /// @param error null where SQLite was not reached
    record Failed(
            Migration migration,
            Script script,
            @Nullable String statement,
            int start,
            int line,
            String words,
            @Nullable DbError error)
            implements Stop {}

    /// It ran without foreign keys and would leave rows without the row they refer to.
    /// @param stays it ran without a transaction, so that it left them; else it was rolled back
    record LeavesOrphans(Migration migration, List<Orphans> orphans, boolean stays) implements Stop {
        public LeavesOrphans {
            orphans = List.copyOf(orphans);
        }
    }

    /// Foreign keys would delete or change rows that the script does not name; it runs when the user agrees.
    record ReliesOnCascades(Migration migration, Script script, List<Loss> losses) implements Stop {
        /// What to hand in when the user agreed.
        public Migrator.Agreement agreement() {
            return new Migrator.Agreement(script, losses);
        }
    }

    /// A statement may not stand in a migration.
    record Refused(Migration migration, Script script, ScriptFacts.Refused statement) implements Stop {}

    /// Its own settings have it run without a transaction, and no backup was asked for.
    record NeedsBackup(Migration migration) implements Stop {}

    /// Its own settings have it run without a transaction, it can take or change rows, and nobody saw which: it
    /// runs when it was rehearsed, or when the user agrees.
    /// @param tables whose rows these could be
    record NeedsRehearsal(Migration migration, Script script, List<String> tables) implements Stop {
        public NeedsRehearsal {
            tables = List.copyOf(tables);
        }

        /// What to hand in when the user agreed, whatever it does.
        public Migrator.Agreement agreement() {
            return new Migrator.Agreement(script, List.of());
        }
    }

    /// It took, or numbered anew, rows that were not approved.
    /// @param stays it ran without a transaction, so that only the backup brings them back; else it was rolled back
    record LosesRows(Migration migration, List<RowCount> rows, boolean stays) implements Stop {
        public LosesRows {
            rows = List.copyOf(rows);
        }
    }

    /// It would number rows anew that others refer to, and nobody saw that in a rehearsal.
    record Renumbers(Migration migration, Script script, List<RowCount> rows) implements Stop {
        public Renumbers {
            rows = List.copyOf(rows);
        }

        /// What to hand in when the user agreed.
        public Approval agreement() {
            return new Approval(script, rows);
        }
    }

    /// Its script is not the one that was rehearsed.
    record NotRehearsed(Migration migration) implements Stop {}

    /// The database and the folder do not allow anything to run.
    record NotReady(History history) implements Stop {}
}
