package studio.rowan.migrate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.db.Memory;
import studio.rowan.db.Sql;
import studio.rowan.db.SqlStatement;
import studio.rowan.diff.Outline;
import studio.rowan.schema.Column;
import studio.rowan.schema.ForeignKey;
import studio.rowan.schema.SchemaObject;

/// Reads scripts before they run, and tells what may hurt. The scripts are run on a private copy of the database's
/// structure, which holds no rows: SQLite itself says what they do to tables, and no size of the file matters. What
/// depends on the rows, the rehearsal tells.
public final class Guard {
    /// What was seen in one script, in the order of its lines.
    public record Reading(Script script, List<Finding> findings) {
        public Reading {
            findings = List.copyOf(findings);
        }
    }

    /// A statement on a structure without rows takes microseconds; one that counts to infinity is left.
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final Access copy;
    private final Ground ground;

    private Guard(Access copy, Ground ground) {
        this.copy = copy;
        this.ground = ground;
    }

    /// Reads scripts that run one after the other. Blocks.
    /// @param job whose cancel ends it
    public static List<Reading> read(Job<?> job, Ground ground, List<Script> scripts) {
        return Memory.with(job, access -> {
            access.execute(Sql.of("PRAGMA foreign_keys = OFF"));
            Guard guard = new Guard(access, ground);
            ground.statements().forEach(guard::run);
            List<Reading> readings = new ArrayList<>();
            for (Script script : scripts) {
                job.checkCancelled();
                readings.add(new Reading(script, guard.read(script)));
            }
            return readings;
        });
    }

    private List<Finding> read(Script script) {
        List<Finding> findings = new ArrayList<>();
        Outline before = Outline.of(copy);
        for (Finding finding : StatementRules.of(script)) {
            boolean rows = finding.kind() == Finding.Kind.DELETES_ALL || finding.kind() == Finding.Kind.UPDATES_ALL;
            if (!rows || ground.isFilled(finding.subjects().getFirst())) {
                findings.add(finding);
            }
        }
        Breakage whole = Breakage.of(copy, before);
        StructureRules rules = new StructureRules(ground, before, script.text());
        for (SqlStatement statement : ScriptFacts.of(script.text()).statements()) {
            step(script, statement, rules, findings);
        }
        findings.addAll(renumbered(script, before));
        Outline after = Outline.of(copy);
        findings.addAll(rules.atEnd(after));
        findings.addAll(Breakage.of(copy, after).since(whole, rules));
        findings.sort(Comparator.comparingInt(Finding::line));
        return findings;
    }

    /// Tables that get their rows back without the numbers by which others know them.
    private List<Finding> renumbered(Script script, Outline before) {
        ScriptFacts facts = ScriptFacts.of(script.text());
        List<Finding> findings = new ArrayList<>();
        for (SchemaObject table : before.tables()) {
            Column number = before.columnsOf(table.name()).stream()
                    .filter(Column::isKey)
                    .findFirst()
                    .orElse(null);
            if (number == null || !ground.isFilled(table.name())) {
                continue;
            }
            Renumbering anew = new Renumbering(script.text(), facts, before, table.name(), number.name());
            List<ForeignKey> keys = anew.referring().stream()
                    .filter(key -> ground.isFilled(key.table()))
                    .toList();
            if (!keys.isEmpty() && anew.isRebuilt()) {
                for (SqlStatement statement : anew.statements()) {
                    int line = StatementRules.line(script.text(), statement.code());
                    findings.add(new Finding(
                            Finding.Kind.RENUMBERS, line, table.name(), number.name(), StructureRules.said(keys)));
                }
            }
        }
        return findings;
    }

    private void step(Script script, SqlStatement statement, StructureRules rules, List<Finding> findings) {
        boolean runs = switch (statement.kind()) {
            case SELECT, WRITE, DDL -> true;
            case PRAGMA ->
                statement.text(script.text()).toLowerCase(java.util.Locale.ROOT).contains("legacy_alter_table");
            // VACUUM INTO would write a file.
            case OTHER -> !statement.text(script.text()).regionMatches(true, 0, "VACUUM", 0, 6);
            // Their words tell all.
            case TRANSACTION, ATTACH, EXPLAIN -> false;
        };
        if (!runs) {
            return;
        }
        int line = StatementRules.line(script.text(), statement.code());
        boolean structure = statement.kind() == SqlStatement.Kind.DDL;
        Outline then = structure ? Outline.of(copy) : null;
        DbError refused = run(statement.text(script.text()));
        if (refused instanceof DbError.Syntax) {
            findings.add(new Finding(Finding.Kind.FAILS, line, refused.words()));
        } else if (refused == null && then != null) {
            rules.step(line, then, Outline.of(copy));
        }
    }

    /// @return why it did not run; null where it did, or would have run too long
    private @Nullable DbError run(String statement) {
        try {
            Optional<Boolean> unused = copy.within(LONGEST, () -> {
                copy.execute(Sql.of(statement));
                return true;
            });
            return null;
        } catch (DbError.Cancelled e) {
            throw e;
        } catch (DbError e) {
            return e;
        }
    }
}
