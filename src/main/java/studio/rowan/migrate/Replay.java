package studio.rowan.migrate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.db.Memory;
import studio.rowan.db.Sql;
import studio.rowan.db.SqlStatement;
import studio.rowan.diff.Outline;

/// What structure scripts come to when they run, one after the other, on an empty database in memory.
public sealed interface Replay {
    /// All of them ran.
    record Done(Outline outline) implements Replay {}

    /// SQLite refuses a statement.
    /// @param line of the script, from 1
    /// @param words SQLite's
    record Failed(Script script, int line, String words) implements Replay {}

    /// Blocks; uses no file.
    /// @param job whose cancel ends it
    static Replay of(Job<?> job, List<Script> scripts) {
        return Memory.with(job, access -> {
            access.execute(Sql.of("PRAGMA foreign_keys = OFF"));
            for (Script script : scripts) {
                Optional<Failed> failed = run(job, access, script);
                if (failed.isPresent()) {
                    return failed.get();
                }
            }
            return new Done(Outline.of(access));
        });
    }

    private static Optional<Failed> run(Job<?> job, Access access, Script script) {
        for (SqlStatement statement : ScriptFacts.of(script.text()).statements()) {
            job.checkCancelled();
            try {
                run(access, statement.kind(), statement.text(script.text()));
            } catch (DbError.Cancelled e) {
                throw e;
            } catch (DbError e) {
                // Rows that do not come are no part of the structure.
                if (statement.kind() != SqlStatement.Kind.WRITE) {
                    int line = StatementRules.line(script.text(), statement.code());
                    return Optional.of(new Failed(script, line, e.words()));
                }
            }
        }
        return Optional.empty();
    }

    private static void run(Access access, SqlStatement.Kind kind, String text) {
        boolean runs = switch (kind) {
            case DDL, WRITE -> true;
            case PRAGMA -> text.toLowerCase(Locale.ROOT).contains("legacy_alter_table");
            // They say nothing of the structure, or reach beyond the database.
            case SELECT, TRANSACTION, ATTACH, EXPLAIN, OTHER -> false;
        };
        if (runs) {
            access.execute(Sql.of(text));
        }
    }
}
