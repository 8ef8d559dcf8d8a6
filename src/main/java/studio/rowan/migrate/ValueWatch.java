package studio.rowan.migrate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Ident;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.SqlStatement;
import studio.rowan.diff.Outline;
import studio.rowan.kit.Format;
import studio.rowan.schema.Column;
import studio.rowan.schema.SchemaObject;

/// What the rows of some tables held before a script, kept in temporary tables as [RowKeys] keeps keys: afterwards each
/// value is looked for in the row of the same key. Of large tables some rows are kept, spread over all of them: what a
/// script does to a column it does to many.
final class ValueWatch {
    /// @param store the temporary table: the key's columns `k0`…, then the values `v0`…
    /// @param whole all rows of the table are kept
    private record Kept(String store, List<Column> key, List<Column> columns, boolean whole) {}

    private static final int MOST_ROWS = 10_000;

    /// Rows from all over a large table lie on as many pages, each of which is read by itself.
    private static final int MOST_SPREAD = 2_000;

    /// Of a wide table fewer rows say enough.
    private static final int MOST_VALUES = 100_000;

    private static final int MOST_COLUMNS = 200;

    private static final String STORE = "rowan_values_";

    private final String script;
    private final ScriptFacts facts;
    private final CopyRules copies;
    /// By the table's name before.
    private final Map<String, Kept> kept = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private ValueWatch(String script, ScriptFacts facts, Outline before) {
        this.script = script;
        this.facts = facts;
        this.copies = new CopyRules(facts, before, script);
    }

    /// @param tables that the script can write to, in lower case
    static ValueWatch keep(
            Access access, Outline outline, String script, ScriptFacts facts, Set<String> tables, Census rows) {
        ValueWatch watch = new ValueWatch(script, facts, outline);
        for (String table : tables) {
            Long count = rows.rows().get(table);
            boolean plain = outline.object(table)
                    .filter(object -> object.kind() == SchemaObject.Kind.TABLE)
                    .isPresent();
            if (plain && count != null && count > 0) {
                // Too many rows for anything but a key: nothing is measured for a comparison of contents.
                KeyChoice choice = KeyChoice.of(access, outline, script, facts, table, Long.MAX_VALUE);
                if (choice.by() == RowCount.By.KEY) {
                    watch.keep(access, outline, table, choice, count);
                }
            }
        }
        return watch;
    }

    private void keep(Access access, Outline outline, String table, KeyChoice choice, long rows) {
        List<Column> columns = outline.columnsOf(table).stream()
                .filter(column ->
                        column.hidden() == Column.Hidden.NO && !choice.columns().contains(column))
                .limit(MOST_COLUMNS)
                .toList();
        if (columns.isEmpty()) {
            return;
        }
        List<String> said = new ArrayList<>();
        for (Column column : choice.columns()) {
            said.add(Ident.quote(column.name()) + " AS k" + said.size());
        }
        for (Column column : columns) {
            said.add(seen(Ident.quote(column.name())) + " AS v" + columns.indexOf(column));
        }
        String store = Ident.quote(STORE + kept.size());
        int most = Math.min(MOST_ROWS, MOST_VALUES / said.size());
        access.execute(Sql.of("CREATE TEMP TABLE " + store + " AS SELECT " + String.join(", ", said) + " FROM main."
                + Ident.quote(table) + some(table, choice, rows, most)));
        kept.put(table, new Kept("temp." + store, choice.columns(), columns, rows <= most));
    }

    /// All rows, or some of them from first to last where that costs no reading of all.
    private static String some(String table, KeyChoice choice, long rows, int most) {
        if (rows <= most) {
            return "";
        }
        if (!choice.isRowid()) {
            return " LIMIT " + most;
        }
        int spread = Math.min(most, MOST_SPREAD);
        String id = Ident.quote(choice.columns().getFirst().name());
        String from = " FROM main." + Ident.quote(table);
        return " WHERE " + id + " IN (SELECT (SELECT min(" + id + ")" + from + " WHERE " + id
                + " >= CAST(e.lowest + (e.highest * 1.0 - e.lowest) * p.i / " + spread + " AS INTEGER))"
                + " FROM (SELECT min(" + id + ") AS lowest, max(" + id + ") AS highest" + from + ") AS e,"
                + " (WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < " + spread
                + ") SELECT i FROM n) AS p)";
    }

    /// A value, or of a large one its length and how it begins.
    private static String seen(String column) {
        return "CASE WHEN octet_length(" + column + ") > 1000 THEN octet_length(" + column + ") || ':' || hex(substr("
                + column + ", 1, 100)) ELSE " + column + " END";
    }

    /// As SQL writes it, and of a long one how it begins.
    static String shown(String value) {
        return "CASE WHEN octet_length(" + value + ") > 40 THEN quote(substr(" + value + ", 1, 20)) || '…' ELSE quote("
                + value + ") END";
    }

    /// One row, before and after.
    static String example(@Nullable String was, @Nullable String now) {
        return was + " → " + now;
    }

    /// Whether all rows of a table that was there before are compared.
    boolean isWhole(String table) {
        Kept known = kept.get(table);
        return known != null && known.whole;
    }

    /// What the script took away or put elsewhere; to be asked after its last statement.
    /// @param counts of the tables, which tell what they are called now
    List<Finding> changed(Access access, Outline now, List<RowCount> counts) {
        List<Finding> findings = new ArrayList<>();
        for (RowCount count : counts) {
            Kept before = kept.get(count.formerly() == null ? count.table() : count.formerly());
            if (before != null && count.after() != null) {
                try {
                    compare(access, now, count.table(), before, findings);
                } catch (DbError.Syntax e) {
                    // The table cannot be read any more, which the report tells by itself.
                    access.job().checkCancelled();
                }
            }
        }
        return findings;
    }

    private void compare(Access access, Outline now, String table, Kept before, List<Finding> findings) {
        List<Column> stay = before.columns.stream()
                .filter(column -> {
                    Column there = now.column(table, column.name());
                    return there != null && !there.isGenerated();
                })
                .toList();
        String joined = joined(now, table, before);
        if (joined == null || stay.isEmpty()) {
            return;
        }
        List<String> sums = new ArrayList<>(List.of("count(*)"));
        for (Column column : stay) {
            String was = "k.v" + before.columns.indexOf(column);
            String is = seen("t." + Ident.quote(column.name()));
            sums.add("sum(" + was + " IS NOT NULL AND " + is + " IS NULL)");
            sums.add("sum(" + was + " IS NOT NULL AND " + is + " IS NOT NULL AND NOT " + same(was, is) + ")");
        }
        Row row = access.query(Sql.of("SELECT " + String.join(", ", sums) + joined))
                .getFirst();
        long rows = row.asLong(0);
        for (int i = 0; rows > 0 && i < stay.size(); i++) {
            tell(access, table, before, stay.get(i), joined, findings, new long[] {
                row.asLong(1 + 2 * i), row.asLong(2 + 2 * i), rows
            });
        }
    }

    /// Equal as numbers or as texts: what only takes another storage class keeps its meaning, and `007` does not. Never
    /// as the column compares, for which `ann` may be `Ann`.
    static String same(String was, String is) {
        return "(" + was + " IS (" + is + ") COLLATE BINARY OR CAST(" + was + " AS TEXT) IS CAST((" + is
                + ") AS TEXT) COLLATE BINARY)";
    }

    /// The rows `k` of before beside the rows `t` of now; null where their key is gone.
    private static @Nullable String joined(Outline now, String table, Kept before) {
        List<String> on = new ArrayList<>();
        for (Column column : before.key) {
            if (now.column(table, column.name()) == null) {
                return null;
            }
            on.add("t." + Ident.quote(column.name()) + " = k.k" + on.size());
        }
        return " FROM " + before.store + " AS k CROSS JOIN main." + Ident.quote(table) + " AS t ON "
                + String.join(" AND ", on);
    }

    /// @param figures rows that hold NULL now, rows that hold another value, and rows that were looked at
    private void tell(
            Access access,
            String table,
            Kept before,
            Column column,
            String joined,
            List<Finding> findings,
            long[] figures) {
        int line = line(table);
        if (figures[0] > 0) {
            findings.add(new Finding(
                    Finding.Kind.EMPTIES_VALUES,
                    line,
                    table,
                    column.name(),
                    Format.count(figures[0]),
                    Format.count(figures[2]),
                    example(access, before, column, joined, true)));
        }
        if (figures[1] > 0) {
            // What an UPDATE names is meant to be another value.
            String other =
                    copies.isUpdated(table, column.name()) ? null : heldBy(access, before, column, joined, figures[1]);
            findings.add(
                    other == null
                            ? new Finding(
                                    Finding.Kind.CHANGES_VALUES,
                                    line,
                                    table,
                                    column.name(),
                                    Format.count(figures[1]),
                                    Format.count(figures[2]),
                                    example(access, before, column, joined, false))
                            : new Finding(Finding.Kind.MOVED_VALUES, line, table, column.name(), other));
        }
    }

    private static String example(Access access, Kept before, Column column, String joined, boolean emptied) {
        String was = "k.v" + before.columns.indexOf(column);
        String is = seen("t." + Ident.quote(column.name()));
        String taken = emptied ? is + " IS NULL" : is + " IS NOT NULL AND NOT " + same(was, is);
        return access
                .query(Sql.of("SELECT " + shown(was) + ", " + shown("t." + Ident.quote(column.name())) + joined
                        + " WHERE " + was + " IS NOT NULL AND " + taken + " LIMIT 1"))
                .stream()
                .map(row -> example(row.asText(0), row.asText(1)))
                .findFirst()
                .orElse("");
    }

    /// Another column that held just what this one holds now; null where none did, or where one value in all rows makes
    /// that no sign.
    private static @Nullable String heldBy(Access access, Kept before, Column column, String joined, long changed) {
        String was = "k.v" + before.columns.indexOf(column);
        String is = seen("t." + Ident.quote(column.name()));
        String changes = was + " IS NOT NULL AND NOT " + same(was, is);
        List<String> sums = new ArrayList<>();
        for (int i = 0; i < before.columns.size(); i++) {
            sums.add("sum(" + changes + " AND " + same("k.v" + i, is) + ")");
        }
        sums.add("count(DISTINCT CASE WHEN " + changes + " THEN " + is + " END)");
        Row row = access.query(Sql.of("SELECT " + String.join(", ", sums) + joined))
                .getFirst();
        boolean differs = row.asLong(before.columns.size()) > 1;
        for (int i = 0; differs && i < before.columns.size(); i++) {
            if (row.asLong(i) == changed) {
                return before.columns.get(i).name();
            }
        }
        return null;
    }

    /// Where the script first writes to a table, as far as its words tell.
    private int line(String table) {
        return facts.statements().stream()
                .filter(statement -> statement.kind() == SqlStatement.Kind.WRITE)
                .min(Comparator.comparing(
                        statement -> !Census.names(statement.text(script)).contains(table.toLowerCase(Locale.ROOT))))
                .map(statement -> StatementRules.line(script, statement.code()))
                .orElse(1);
    }
}
