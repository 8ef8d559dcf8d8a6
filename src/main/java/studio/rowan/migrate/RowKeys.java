package studio.rowan.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import studio.rowan.db.Access;
import studio.rowan.db.Ident;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.diff.Outline;
import studio.rowan.schema.Column;

/// The keys that the rows of some tables had before a script, kept in temporary tables of the connection on which it
/// runs: afterwards SQLite itself counts which are gone and which are new. Nothing of it reaches the file.
final class RowKeys {
    /// @param store the temporary table
    private record Kept(String store, KeyChoice choice, long rows) {}

    /// A column that is still there.
    /// @param kept what it is called in the temporary table
    private record Stays(String kept, Column then, Column now) {}

    private static final String STORE = "rowan_rows_";

    /// The column of the temporary table for a number that others refer to.
    private static final String NUMBER = "n";

    /// By the table's name before.
    private final Map<String, Kept> kept = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private RowKeys() {}

    /// @param tables in lower case
    /// @param rows how many each of them holds
    static RowKeys keep(
            Access access, Outline outline, String script, ScriptFacts facts, Set<String> tables, Census rows) {
        RowKeys keys = new RowKeys();
        for (String table : tables) {
            Long count = rows.rows().get(table);
            if (count != null && count > 0) {
                KeyChoice choice = KeyChoice.of(access, outline, script, facts, table, count);
                keys.kept.put(table, keys.store(access, table, choice, count));
            }
        }
        return keys;
    }

    private Kept store(Access access, String table, KeyChoice choice, long rows) {
        String name = Ident.quote(STORE + kept.size());
        String from = " FROM main." + Ident.quote(table);
        List<String> columns = new ArrayList<>();
        for (Column column : choice.columns()) {
            columns.add(Ident.quote(column.name()) + " AS k" + columns.size());
        }
        Column number = choice.number();
        if (number != null && !columns.isEmpty()) {
            columns.add(Ident.quote(number.name()) + " AS " + NUMBER);
        }
        if (choice.isRowid()) {
            access.execute(Sql.of("CREATE TEMP TABLE " + name + " (k0 INTEGER PRIMARY KEY)"));
            access.execute(Sql.of("INSERT INTO temp." + name + " SELECT " + columns.getFirst() + from + " ORDER BY 1"));
        } else if (!columns.isEmpty()) {
            access.execute(Sql.of("CREATE TEMP TABLE " + name + " AS SELECT " + String.join(", ", columns) + from));
        }
        return new Kept("temp." + name, choice, rows);
    }

    /// What became of the rows of a table that was kept.
    /// @param then its name before
    /// @param count what is known of it otherwise
    RowCount.Rows compare(Access access, Outline after, String then, RowCount count) {
        Kept before = kept.get(then);
        if (before == null) {
            return RowCount.Rows.NUMBER;
        }
        Long now = count.after();
        if (now == null) {
            return RowCount.Rows.NONE;
        }
        List<Stays> stays = stays(before.choice, after, count.table());
        boolean enough = before.choice.by() == RowCount.By.KEY
                ? stays.size() == before.choice.columns().size()
                : !stays.isEmpty();
        RowCount.Rows rows = RowCount.Rows.NONE;
        if (enough) {
            boolean joined = before.choice.isRowid()
                    && isRowid(after, count.table(), stays.getFirst().now());
            rows = joined
                    ? joined(access, before, count.table(), stays.getFirst().now(), now)
                    : grouped(access, before, count.table(), stays);
        }
        return rows.renumbered(moved(access, after, before, count.table(), stays, rows));
    }

    /// How many rows that are still there have another number now, by which others know them; all, where that cannot be
    /// told.
    private static long moved(
            Access access, Outline after, Kept before, String table, List<Stays> stays, RowCount.Rows rows) {
        Column number = before.choice.number();
        if (number == null) {
            return 0;
        }
        Column now = after.column(table, number.name());
        if (now == null || !rows.exact()) {
            return before.rows;
        }
        List<Stays> both = new ArrayList<>(stays);
        both.add(new Stays(NUMBER, number, now));
        long sure = Math.max(0, grouped(access, before, table, both).gone() - rows.gone());
        // Rows whose contents changed too are not found again: each may have become another.
        boolean blurred = sure == 0 && rows.by() == RowCount.By.CONTENT;
        return blurred ? Math.min(rows.gone(), rows.come()) : sure;
    }

    private static List<Stays> stays(KeyChoice choice, Outline after, String table) {
        List<Stays> stays = new ArrayList<>();
        for (Column column : choice.columns()) {
            Column now = after.column(table, column.name());
            if (now != null) {
                stays.add(new Stays("k" + choice.columns().indexOf(column), column, now));
            }
        }
        return stays;
    }

    private static boolean isRowid(Outline after, String table, Column column) {
        return column.declaredType().equalsIgnoreCase("INTEGER")
                && column.isKey()
                && after.columnsOf(table).stream().filter(Column::isKey).count() == 1;
    }

    private static RowCount.Rows joined(Access access, Kept before, String table, Column column, long now) {
        long both = access.scalar(Sql.of("SELECT count(*) FROM " + before.store + " AS k CROSS JOIN main."
                        + Ident.quote(table) + " AS t ON t." + Ident.quote(column.name()) + " = k.k0"))
                .asLong();
        return new RowCount.Rows(RowCount.By.KEY, before.rows - both, now - both);
    }

    /// Rows of equal values weigh 1 each before and -1 each afterwards: what is left over went or came.
    private static RowCount.Rows grouped(Access access, Kept before, String table, List<Stays> columns) {
        List<String> then = new ArrayList<>();
        List<String> now = new ArrayList<>();
        List<String> groups = new ArrayList<>();
        for (Stays column : columns) {
            String name = Ident.quote(column.now.name());
            boolean same = column.then.affinity() == column.now.affinity();
            then.add(same ? column.kept : "CAST(" + column.kept + " AS TEXT) AS " + column.kept);
            now.add(same ? name : "CAST(" + name + " AS TEXT)");
            groups.add(column.kept + " COLLATE BINARY");
        }
        Row row = access.query(Sql.of("SELECT coalesce(sum(max(d, 0)), 0), coalesce(sum(max(-d, 0)), 0)"
                        + " FROM (SELECT sum(w) AS d FROM (SELECT 1 AS w, " + String.join(", ", then) + " FROM "
                        + before.store + " UNION ALL SELECT -1, " + String.join(", ", now) + " FROM main."
                        + Ident.quote(table) + ") GROUP BY " + String.join(", ", groups) + ")"))
                .getFirst();
        return new RowCount.Rows(before.choice.by(), row.asLong(0), row.asLong(1));
    }
}
