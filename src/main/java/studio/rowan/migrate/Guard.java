package studio.rowan.migrate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
        Lines lines = Lines.of(script.text());
        Outline before = Outline.of(copy);
        Breakage whole = Breakage.of(copy, before);
        ScriptFacts facts = ScriptFacts.of(script.text());
        StructureRules rules = new StructureRules(ground, before, script.text(), facts);
        if (script.text().indexOf('\0') < 0) {
            for (SqlStatement statement : facts.statements()) {
                step(script, statement, lines.at(statement.code()), rules, findings);
            }
        }
        Map<Integer, List<SqlStatement>> byLine =
                facts.statements().stream().collect(Collectors.groupingBy(statement -> lines.at(statement.code())));
        for (Finding finding : StatementRules.of(script)) {
            boolean hurts = switch (finding.kind()) {
                case DELETES_ALL -> ground.isFilled(finding.subjects().getFirst());
                case UPDATES_ALL ->
                    ground.isFilled(finding.subjects().getFirst())
                            && !fillsOnlyNew(finding, script, byLine.getOrDefault(finding.line(), List.of()), rules);
                default -> true;
            };
            if (hurts) {
                findings.add(finding);
            }
        }
        findings.addAll(renumbered(script, facts, lines, before));
        Outline after = Outline.of(copy);
        findings.addAll(rules.atEnd(after, this::isPossible));
        findings.addAll(Breakage.of(copy, after).since(whole, rules));
        findings.sort(Comparator.comparingInt(Finding::line));
        return findings;
    }

    /// Columns that the script itself made held nothing that an UPDATE could take.
    /// @param statements of its line
    private static boolean fillsOnlyNew(
            Finding update, Script script, List<SqlStatement> statements, StructureRules rules) {
        String table = update.subjects().getFirst();
        return statements.stream()
                .map(statement -> Phrase.of(statement.text(script.text())))
                .filter(phrase -> phrase.at("SET", 0) > 0)
                .allMatch(phrase -> phrase.items(phrase.at("SET", 0) + 1).stream()
                        .allMatch(item -> item.is(0, "(")
                                ? item.items(1).stream().allMatch(column -> rules.isNew(table, column.name(0)))
                                : rules.isNew(table, item.name(0))));
    }

    /// Tables that get their rows back without the numbers by which others know them.
    private List<Finding> renumbered(Script script, ScriptFacts facts, Lines lines, Outline before) {
        List<Finding> findings = new ArrayList<>();
        for (SchemaObject table : before.tables()) {
            List<Column> keys = before.columnsOf(table.name()).stream()
                    .filter(Column::isKey)
                    .toList();
            Column number = keys.size() == 1 ? keys.getFirst() : null;
            if (number == null
                    || table.withoutRowid()
                    || !number.declaredType().equalsIgnoreCase("INTEGER")
                    || !ground.isFilled(table.name())) {
                continue;
            }
            Renumbering anew = new Renumbering(copy, script.text(), facts, before, table.name(), number.name());
            List<ForeignKey> referring = anew.referring().stream()
                    .filter(key -> ground.isFilled(key.table()))
                    .toList();
            if (!referring.isEmpty() && anew.isRebuilt()) {
                anew.statements().stream().filter(anew::isSure).forEach(statement -> {
                    int line = lines.at(statement.code());
                    String said = StructureRules.said(referring);
                    findings.add(new Finding(Finding.Kind.RENUMBERS, line, table.name(), number.name(), said));
                });
            }
        }
        return findings;
    }

    private void step(Script script, SqlStatement statement, int line, StructureRules rules, List<Finding> findings) {
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
        boolean structure = statement.kind() == SqlStatement.Kind.DDL;
        rules.copies().step(RowCopy.of(copy, statement.text(script.text()), line));
        Outline then = structure ? Outline.of(copy) : null;
        DbError refused = run(statement.text(script.text()));
        if (refused instanceof DbError.Syntax) {
            findings.add(new Finding(Finding.Kind.FAILS, line, refused.words()));
        } else if (refused == null && then != null) {
            rules.step(line, then, Outline.of(copy));
        }
    }

    /// Whether a statement that makes something could run now.
    private boolean isPossible(String statement) {
        try {
            copy.query(Sql.of("EXPLAIN " + statement), _ -> {});
            return true;
        } catch (DbError.Syntax e) {
            return false;
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
