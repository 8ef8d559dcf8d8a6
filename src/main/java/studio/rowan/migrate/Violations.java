package studio.rowan.migrate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Ident;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.diff.Outline;
import studio.rowan.schema.Column;
import studio.rowan.schema.ForeignKey;

/// Rows whose parent is missing, told apart by the values that refer to it: a rebuilt table may number its rows anew.
/// @param counts rows by child, parent, columns and values
record Violations(Map<Broken, Long> counts) {
    static final Violations NONE = new Violations(Map.of());

    /// A reference that leads nowhere.
    /// @param values as SQL; null where they cannot be told and only the number counts
    record Broken(
            String table,
            String parent,
            String columns,
            @Nullable String values) {}

    /// @param outline the structure as it is
    /// @param tables whose references are looked at, in lower case
    static Violations of(Access access, Outline outline, Set<String> tables) {
        Map<Broken, Long> counts = new HashMap<>();
        for (Row table : access.query(Sql.of("SELECT DISTINCT m.name FROM sqlite_schema m,"
                + " temp.pragma_foreign_key_list(m.name) WHERE m.type = 'table' AND m.rootpage > 0"))) {
            if (tables.contains(table.text(0).toLowerCase(Locale.ROOT)) && !isWhole(access, outline, table.text(0))) {
                counts.putAll(in(access, table.text(0)));
            }
        }
        return new Violations(counts);
    }

    /// Numbers that refer to an INTEGER PRIMARY KEY need no look at the table itself where an index has them.
    private static boolean isWhole(Access access, Outline outline, String table) {
        for (ForeignKey key : outline.keysOf(table)) {
            Column child = outline.column(table, key.columns().getFirst());
            List<Column> parents = outline.columnsOf(key.parent()).stream()
                    .filter(Column::isKey)
                    .toList();
            Column parent = parents.size() == 1 ? parents.getFirst() : null;
            List<String> to = key.to();
            if (key.columns().size() != 1
                    || child == null
                    || child.affinity() != Column.Affinity.INTEGER
                    || parent == null
                    || !parent.declaredType().equalsIgnoreCase("INTEGER")
                    || (to != null && !to.equals(List.of(parent.name())))
                    || breaks(access, key, child, parent)) {
                return false;
            }
        }
        return true;
    }

    private static boolean breaks(Access access, ForeignKey key, Column child, Column parent) {
        String from = "c." + Ident.quote(child.name());
        return access.scalar(Sql.of("SELECT EXISTS (SELECT 1 FROM main." + Ident.quote(key.table()) + " AS c WHERE "
                                + from + " IS NOT NULL AND NOT EXISTS (SELECT 1 FROM main."
                                + Ident.quote(key.parent()) + " AS p WHERE p." + Ident.quote(parent.name()) + " = "
                                + from + "))"))
                        .asLong()
                != 0;
    }

    private static Map<Broken, Long> in(Access access, String table) {
        Map<List<Value>, Long> groups = new LinkedHashMap<>();
        try {
            access.query(
                    Sql.of(
                            "SELECT \"table\", parent, fkid, count(rowid), count(*) FROM temp.pragma_foreign_key_check(?)"
                                    + " GROUP BY 1, 2, 3",
                            Value.of(table)),
                    row -> groups.put(List.of(row.get(0), row.get(1), row.get(2), row.get(3)), row.asLong(4)));
        } catch (DbError.Syntax e) {
            // The parent's columns are not unique: SQLite cannot check this table, before or after.
            return Map.of(new Broken(table, "", "", null), 1L);
        }
        Map<Broken, Long> counts = new HashMap<>();
        groups.forEach((group, rows) -> counts.putAll(broken(access, group, rows)));
        return counts;
    }

    private static Map<Broken, Long> broken(Access access, List<Value> group, long rows) {
        String table = text(group.get(0));
        String parent = text(group.get(1));
        List<String> columns = access
                .query(Sql.of(
                        "SELECT \"from\" FROM temp.pragma_foreign_key_list(?) WHERE id = ? ORDER BY seq",
                        group.get(0),
                        group.get(2)))
                .stream()
                .map(row -> row.text(0))
                .toList();
        Map<Broken, Long> counts = new HashMap<>();
        String names = String.join(", ", columns);
        boolean hasRowids = group.get(3).asLong() == rows;
        if (hasRowids && !columns.isEmpty()) {
            try {
                for (Row row : access.query(values(table, columns, group))) {
                    counts.put(new Broken(table, parent, names, row.text(0)), row.asLong(1));
                }
                return counts;
            } catch (DbError.Syntax e) {
                // All names of the rowid are taken by columns: the number alone has to do.
                counts.clear();
            }
        }
        counts.put(new Broken(table, parent, names, null), rows);
        return counts;
    }

    private static Sql values(String table, List<String> columns, List<Value> group) {
        List<String> quoted = new ArrayList<>();
        for (String column : columns) {
            quoted.add("quote(" + Ident.quote(column) + ")");
        }
        return Sql.of(
                "SELECT " + String.join(" || ', ' || ", quoted) + ", count(*) FROM main." + Ident.quote(table)
                        + " WHERE rowid IN (SELECT rowid FROM temp.pragma_foreign_key_check(?) WHERE fkid = ?) GROUP BY 1",
                group.get(0),
                group.get(2));
    }

    private static String text(Value value) {
        String text = value.asText();
        return text == null ? "" : text;
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }

    /// Those that were not there before, by child and parent table.
    List<Orphans> since(Violations before) {
        Map<List<String>, Long> more = new LinkedHashMap<>();
        counts.forEach((broken, rows) -> {
            long added = rows - before.counts.getOrDefault(broken, 0L);
            if (added > 0) {
                more.merge(List.of(broken.table(), broken.parent()), added, Long::sum);
            }
        });
        List<Orphans> orphans = new ArrayList<>();
        more.forEach((tables, rows) -> orphans.add(new Orphans(tables.getFirst(), tables.getLast(), rows)));
        return orphans;
    }
}
