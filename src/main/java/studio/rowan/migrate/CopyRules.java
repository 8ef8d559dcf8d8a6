package studio.rowan.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.SqlStatement;
import studio.rowan.diff.Outline;
import studio.rowan.schema.Column;
import studio.rowan.schema.SchemaObject;

/// What becomes of the values of tables that a script makes anew: whether their rows come back, all of them, and each
/// value in its column.
final class CopyRules {
    private final ScriptFacts facts;
    private final Outline before;
    private final String script;
    private final List<RowCopy> copies = new ArrayList<>();

    CopyRules(ScriptFacts facts, Outline before, String script) {
        this.facts = facts;
        this.before = before;
        this.script = script;
    }

    /// A statement is about to run.
    void step(@Nullable RowCopy copy) {
        if (copy != null) {
            copies.add(copy);
        }
    }

    /// Whether rows of a table come back into what has its name at the end.
    boolean comesBack(String table) {
        return !into(table).isEmpty();
    }

    /// Whether the values of a column live on under another name.
    boolean livesOn(String table, String column) {
        return into(table).stream()
                .flatMap(copy -> copy.values().values().stream())
                .anyMatch(given -> lower(column).equals(given.column()));
    }

    /// Whether a column gets what it held, so that NULLs among it stay NULL.
    boolean keepsNulls(String table, String column) {
        boolean plain = into(table).stream()
                .map(copy -> copy.values().get(lower(column)))
                .allMatch(given -> given == null || given.column() != null);
        return plain && !isUpdated(table, column);
    }

    /// @param after how all of it is at the end
    List<Finding> of(SchemaObject table, Outline after) {
        List<Finding> findings = new ArrayList<>();
        List<RowCopy> all = into(table.name());
        for (RowCopy copy : all) {
            if (copy.leaves() != null) {
                findings.add(new Finding(Finding.Kind.LEAVES_ROWS, copy.line(), table.name(), copy.leaves()));
            }
            if (copy.swallows() != null) {
                findings.add(new Finding(Finding.Kind.SWALLOWS_ROWS, copy.line(), table.name(), copy.swallows()));
            }
        }
        for (Column column : before.columnsOf(table.name())) {
            Column now = after.column(table.name(), column.name());
            if (!column.isGenerated() && now != null && !now.isGenerated()) {
                column(table, column, all, findings);
            }
        }
        return findings;
    }

    private void column(SchemaObject table, Column column, List<RowCopy> all, List<Finding> findings) {
        String name = lower(column.name());
        List<RowCopy> telling =
                all.stream().filter(copy -> !copy.values().isEmpty()).toList();
        boolean out = !telling.isEmpty()
                && telling.size() == all.size()
                && telling.stream().noneMatch(copy -> copy.values().containsKey(name));
        if (out && !isNumber(table, column) && !isUpdated(table.name(), column.name())) {
            findings.add(new Finding(
                    Finding.Kind.LEAVES_OUT_COLUMN, telling.getFirst().line(), table.name(), column.name()));
        }
        for (RowCopy copy : telling) {
            RowCopy.Given given = copy.values().get(name);
            if (given != null && !name.equals(given.column())) {
                replaced(table, column, copy, given, findings);
            }
        }
    }

    private void replaced(
            SchemaObject table, Column column, RowCopy copy, RowCopy.Given given, List<Finding> findings) {
        String other = given.column();
        boolean known = other != null && before.column(table.name(), other) != null;
        boolean number = isNumber(table, column);
        if (copy.byPlace() && known) {
            findings.add(new Finding(
                    Finding.Kind.MOVES_VALUES,
                    copy.line(),
                    table.name(),
                    column.name(),
                    Objects.requireNonNull(other)));
        } else if (!number && !given.said().speaksOf(column.name()) && !livesOn(table.name(), column.name())) {
            findings.add(new Finding(
                    Finding.Kind.REPLACES_VALUES,
                    copy.line(),
                    table.name(),
                    column.name(),
                    StatementRules.firstLine(given.said().withoutAlias().text())));
        }
    }

    /// SQLite gives it out: what that means for others, [Renumbering] tells.
    private boolean isNumber(SchemaObject table, Column column) {
        return column.isKey()
                && column.declaredType().equalsIgnoreCase("INTEGER")
                && !table.withoutRowid()
                && before.columnsOf(table.name()).stream().filter(Column::isKey).count() == 1;
    }

    /// The copies that lead from a table, over others perhaps, to what has its name at the end.
    private List<RowCopy> into(String table) {
        Set<String> from = later(lower(table));
        boolean more = true;
        while (more) {
            more = false;
            for (RowCopy copy : copies) {
                more |= isAny(copy.from(), from) && from.addAll(later(copy.into()));
            }
        }
        Set<String> to = earlier(lower(table));
        return copies.stream()
                .filter(copy -> to.contains(copy.into()) && isAny(copy.from(), from))
                .toList();
    }

    private static boolean isAny(Set<String> of, Set<String> names) {
        return of.stream().anyMatch(names::contains);
    }

    /// What a table is called in the course of the script.
    private Set<String> later(String table) {
        Set<String> names = new TreeSet<>(Set.of(table));
        for (int i = 0; i + 1 < facts.renamed().size(); i += 2) {
            if (names.contains(facts.renamed().get(i))) {
                names.add(facts.renamed().get(i + 1));
            }
        }
        return names;
    }

    /// What it was called that has this name at the end.
    private Set<String> earlier(String table) {
        Set<String> names = new TreeSet<>(Set.of(table));
        for (int i = facts.renamed().size() - 2; i >= 0; i -= 2) {
            if (names.contains(facts.renamed().get(i + 1))) {
                names.add(facts.renamed().get(i));
            }
        }
        return names;
    }

    /// Whether an UPDATE of the script speaks of a column of the table.
    boolean isUpdated(String table, String column) {
        Set<String> names = new TreeSet<>(earlier(lower(table)));
        names.addAll(later(lower(table)));
        for (SqlStatement statement : facts.statements()) {
            if (statement.kind() == SqlStatement.Kind.WRITE) {
                Phrase phrase = Phrase.of(statement.text(script));
                if (phrase.at("UPDATE", 0) >= 0
                        && phrase.speaksOf(column)
                        && names.stream().anyMatch(phrase::speaksOf)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
