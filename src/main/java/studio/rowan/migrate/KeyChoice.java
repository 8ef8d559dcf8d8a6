package studio.rowan.migrate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.diff.Outline;
import studio.rowan.schema.Column;

/// By which columns the rows of a table are found again after a script.
/// @param columns none where there is no way
/// @param isRowid it is the one column that is the row's own number
/// @param number the row's own number, where others refer to it and the script numbers the rows anew; else null
record KeyChoice(
        RowCount.By by,
        List<Column> columns,
        boolean isRowid,
        @Nullable Column number) {

    /// What may be kept of a table without a key, and of one whose script numbers it anew.
    private static final long MOST_ROWS = 100_000;

    private static final long MOST_BYTES = 32L << 20;

    private static final String UNIQUE = "SELECT l.name, i.name FROM temp.pragma_index_list(?, 'main') l,"
            + " temp.pragma_index_info(l.name, 'main') i WHERE l.\"unique\" AND NOT l.partial"
            + " ORDER BY l.origin <> 'pk', l.seq, i.seqno";

    private static final String SIZE = "SELECT pgsize FROM temp.dbstat('main', 1) WHERE name = ?";

    static KeyChoice of(Access access, Outline outline, String script, ScriptFacts facts, String table, long rows) {
        List<Column> all = outline.columnsOf(table);
        List<List<Column>> unique = unique(access, outline, table);
        Column number = rowid(all, unique);
        if (number == null) {
            return other(access, table, rows, all, unique, null, null);
        }
        Renumbering anew = new Renumbering(access, script, facts, outline, table, number.name());
        if (anew.statements().isEmpty()) {
            return new KeyChoice(RowCount.By.KEY, List.of(number), true, null);
        }
        boolean referred = !anew.referring().isEmpty() || facts.referenced().contains(table.toLowerCase(Locale.ROOT));
        KeyChoice other = other(access, table, rows, all, unique, number, referred ? number : null);
        // New rows beside old ones are no sign of harm, where it cannot be looked at.
        return other.by == RowCount.By.NONE && !anew.isRebuilt() ? none(null) : other;
    }

    private static KeyChoice none(@Nullable Column number) {
        return new KeyChoice(RowCount.By.NONE, List.of(), false, number);
    }

    /// By anything but the row's number.
    private static KeyChoice other(
            Access access,
            String table,
            long rows,
            List<Column> all,
            List<List<Column>> unique,
            @Nullable Column rowid,
            @Nullable Column number) {
        if (!unique.isEmpty()) {
            return new KeyChoice(RowCount.By.KEY, unique.getFirst(), false, number);
        }
        List<Column> content = all.stream()
                .filter(column -> !column.isGenerated() && !column.equals(rowid))
                .toList();
        return content.isEmpty() || rows > MOST_ROWS || bytes(access, table) > MOST_BYTES
                ? none(number)
                : new KeyChoice(RowCount.By.CONTENT, content, false, number);
    }

    private static List<List<Column>> unique(Access access, Outline outline, String table) {
        Map<String, List<Column>> byIndex = new LinkedHashMap<>();
        Set<String> strange = new TreeSet<>();
        for (Row row : access.query(Sql.of(UNIQUE, Value.of(table)))) {
            String name = row.asText(1);
            Column column = name == null ? null : outline.column(table, name);
            if (column == null) {
                // An expression.
                strange.add(row.text(0));
            } else {
                byIndex.computeIfAbsent(row.text(0), _ -> new ArrayList<>()).add(column);
            }
        }
        byIndex.keySet().removeAll(strange);
        return List.copyOf(byIndex.values());
    }

    /// The column that is the rowid ([rowid](https://www.sqlite.org/lang_createtable.html#rowid)): an INTEGER PRIMARY
    /// KEY without an index of its own.
    private static @Nullable Column rowid(List<Column> columns, List<List<Column>> unique) {
        List<Column> keys = columns.stream().filter(Column::isKey).toList();
        boolean integer = keys.size() == 1 && keys.getFirst().declaredType().equalsIgnoreCase("INTEGER");
        return integer && !unique.contains(keys) ? keys.getFirst() : null;
    }

    private static long bytes(Access access, String table) {
        return access.scalar(Sql.of(SIZE, Value.of(table))).asLong();
    }
}
