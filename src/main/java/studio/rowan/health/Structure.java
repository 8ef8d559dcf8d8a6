package studio.rowan.health;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import studio.rowan.db.Ident;
import studio.rowan.kit.Text;
import studio.rowan.schema.Column;
import studio.rowan.schema.ForeignKey;
import studio.rowan.schema.Index;
import studio.rowan.schema.Table;

/// What can be found in the structure of a table alone: foreign keys without an index, or without a parent, and indexes
/// that another one makes useless.
final class Structure {
    private Structure() {}

    /// @param parent gives the structure of a table by name, empty where there is none
    static List<Finding> of(Table table, Function<String, Optional<Table>> parent) {
        List<Finding> findings = new ArrayList<>();
        for (ForeignKey key : table.foreignKeys()) {
            Optional<Table> to = parent.apply(key.parent());
            if (to.isEmpty()) {
                findings.add(
                        finding("foreign-key-parent", Finding.Severity.WARNING, table, "", name(key), key.parent()));
            } else if (!isUnique(to.get(), parentColumns(key, to.get()))) {
                findings.add(
                        finding("foreign-key-mismatch", Finding.Severity.WARNING, table, "", name(key), key.parent()));
            }
            if (!isIndexed(table, key.columns())) {
                findings.add(finding(
                        "foreign-key-index",
                        Finding.Severity.NOTE,
                        table,
                        createIndex(table, key),
                        name(key),
                        key.parent()));
            }
        }
        findings.addAll(uselessIndexes(table));
        return findings;
    }

    private static Finding finding(
            String check, Finding.Severity severity, Table table, String fix, String subject, String other) {
        String text = "health.finding." + check;
        return new Finding(
                check,
                severity,
                table.name(),
                Text.of(text, subject, other),
                Text.of(text + ".detail", subject, other, table.name()),
                fix);
    }

    private static String name(ForeignKey key) {
        return key.table() + "." + String.join(", ", key.columns());
    }

    private static List<String> parentColumns(ForeignKey key, Table parent) {
        List<String> to = key.to();
        if (to != null) {
            return to;
        }
        return parent.columns().stream()
                .filter(Column::isKey)
                .sorted(java.util.Comparator.comparingInt(Column::keyPosition))
                .map(Column::name)
                .toList();
    }

    /// A parent key must be the primary key, or have a UNIQUE index over exactly these columns.
    private static boolean isUnique(Table parent, List<String> columns) {
        Set<String> wanted = lower(columns);
        Set<String> primary = lower(parent.columns().stream()
                .filter(Column::isKey)
                .map(Column::name)
                .toList());
        if (wanted.equals(primary) && !wanted.isEmpty()) {
            return true;
        }
        return parent.indexes().stream()
                .filter(index -> index.unique() && !index.partial())
                .anyMatch(index -> columnsOf(index).size() == wanted.size()
                        && lower(columnsOf(index)).equals(wanted));
    }

    /// SQLite looks children up by an index whose first columns are those of the key, in any order.
    private static boolean isIndexed(Table table, List<String> columns) {
        Set<String> wanted = lower(columns);
        if (wanted.size() == 1 && table.key() instanceof Table.Key.Rowid && isRowid(table, columns.getFirst())) {
            return true;
        }
        return table.indexes().stream().filter(index -> !index.partial()).anyMatch(index -> {
            List<String> first = columnsOf(index).stream().limit(wanted.size()).toList();
            return lower(first).equals(wanted);
        });
    }

    private static boolean isRowid(Table table, String column) {
        List<Column> keys = table.columns().stream().filter(Column::isKey).toList();
        return keys.size() == 1
                && keys.getFirst().name().equalsIgnoreCase(column)
                && keys.getFirst().declaredType().equalsIgnoreCase("INTEGER");
    }

    /// The columns of an index up to its first expression.
    private static List<String> columnsOf(Index index) {
        List<String> columns = new ArrayList<>();
        for (Index.Part part : index.parts()) {
            String column = part.column();
            if (column == null) {
                break;
            }
            columns.add(column);
        }
        return columns;
    }

    private static Set<String> lower(List<String> names) {
        Set<String> lower = new HashSet<>();
        names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
        return lower;
    }

    private static String createIndex(Table table, ForeignKey key) {
        String name = "idx_" + table.name() + "_" + String.join("_", key.columns());
        List<String> columns = key.columns().stream().map(Ident::quote).toList();
        return "CREATE INDEX " + Ident.quote(name) + " ON " + Ident.quote(table.name()) + " ("
                + String.join(", ", columns) + ");";
    }

    /// An index that only repeats how another one begins. One that is unique, partial, on an expression or made by a
    /// constraint says more than its columns and is left alone.
    private static List<Finding> uselessIndexes(Table table) {
        List<Finding> findings = new ArrayList<>();
        for (Index index : table.indexes()) {
            boolean plain = index.origin().equals("c") && !index.unique() && !index.partial();
            if (!plain || index.parts().stream().anyMatch(part -> part.column() == null)) {
                continue;
            }
            table.indexes().stream()
                    .filter(other -> other != index && !other.partial() && covers(other, index))
                    .findFirst()
                    .ifPresent(other -> findings.add(finding(
                            "duplicate-index",
                            Finding.Severity.NOTE,
                            table,
                            "DROP INDEX " + Ident.quote(index.name()) + ";",
                            index.name(),
                            other.name())));
        }
        return findings;
    }

    /// Of two equal ones, the one whose name comes later is the useless one.
    private static boolean covers(Index other, Index index) {
        int size = index.parts().size();
        if (other.parts().size() < size || !other.parts().subList(0, size).equals(index.parts())) {
            return false;
        }
        boolean plainTwin = other.parts().size() == size && other.origin().equals("c") && !other.unique();
        return !plainTwin || other.name().compareTo(index.name()) < 0;
    }
}
