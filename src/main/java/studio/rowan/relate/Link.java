package studio.rowan.relate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import studio.rowan.db.Ident;
import studio.rowan.db.Sql;
import studio.rowan.schema.Column;
import studio.rowan.schema.Column.Affinity;
import studio.rowan.schema.Index;
import studio.rowan.schema.Table;

/// A reference between two tables as SQL compares it: column by column, `columns` of the child with `to` of the parent.
public record Link(Table child, List<String> columns, Table parent, List<String> to) {
    public Link {
        columns = List.copyOf(columns);
        to = List.copyOf(to);
        if (columns.isEmpty() || columns.size() != to.size()) {
            throw new IllegalArgumentException("columns do not match: " + columns + " and " + to);
        }
    }

    /// The condition of the parent's rows that belong to values of the child: the parent's affinity and collation
    /// decide, as for SQLite's own foreign keys ([foreignkeys, 3](https://www.sqlite.org/foreignkeys.html)).
    /// @param value an expression without affinity for each column
    Sql parents(IntFunction<Sql> value) {
        return all(i -> Sql.builder()
                .add(Ident.quote(parent.name(), to.get(i)))
                .add(" = ")
                .add(value.apply(i))
                .build());
    }

    /// The condition of the child's rows that belong to values of the parent.
    Sql children(IntFunction<Sql> value) {
        return all(i -> child(i, value.apply(i)));
    }

    /// Written so that an index of the child serves. A value alone has neither affinity nor collation: without more
    /// words the child's would decide.
    private Sql child(int i, Sql value) {
        Affinity from = affinity(parent, to.get(i));
        Affinity own = affinity(child, columns.get(i));
        String column = Ident.quote(child.name(), columns.get(i));
        Sql equal = Sql.builder()
                .add(column + " = ")
                .add(value)
                .add(isNumeric(from) ? "" : collation(to.get(i)))
                .build();
        if (isNumeric(from) && !isNumeric(own)) {
            // The cast changes no number but has the parent's affinity.
            return Sql.builder()
                    .add("(")
                    .add(equal)
                    .add(" OR typeof(")
                    .add(value)
                    .add(") IN ('integer', 'real') AND " + column + " = CAST(")
                    .add(value)
                    .add(" AS NUMERIC))")
                    .build();
        }
        if (from == Affinity.BLOB && own == Affinity.TEXT) {
            return Sql.builder()
                    .add(equal)
                    .add(" AND typeof(")
                    .add(value)
                    .add(") IN ('text', 'blob')")
                    .build();
        }
        return equal;
    }

    /// Of the index that makes the parent's columns a key: SQLite takes only one of the columns' own collations.
    private String collation(String column) {
        return parent.indexes().stream()
                .filter(index -> index.unique() && !index.partial())
                .flatMap(index -> index.parts().stream())
                .filter(part -> column.equalsIgnoreCase(part.column()))
                .findFirst()
                .map(part -> " COLLATE " + Ident.quote(part.collation()))
                .orElse("");
    }

    private static boolean isNumeric(Affinity affinity) {
        return affinity != Affinity.TEXT && affinity != Affinity.BLOB;
    }

    private static Affinity affinity(Table table, String column) {
        // A rowid that is no column.
        return table.column(column).map(Column::affinity).orElse(Affinity.INTEGER);
    }

    private Sql all(IntFunction<Sql> part) {
        Sql.Builder sql = Sql.builder();
        for (int i = 0; i < columns.size(); i++) {
            sql.add(i == 0 ? "" : " AND ").add(part.apply(i));
        }
        return sql.build();
    }

    // ---- indexes ----

    /// Whether SQLite finds the child's rows without reading all of them.
    public boolean isIndexed() {
        return isKnown(child, columns);
    }

    /// Whether some index of the table begins with one of the columns.
    private static boolean isKnown(Table table, List<String> columns) {
        boolean rowid = table.key() instanceof Table.Key.Rowid
                && columns.stream().anyMatch(name -> table.column(name).isEmpty() || isRowid(table, name));
        return rowid || table.indexes().stream().anyMatch(index -> leads(index, columns));
    }

    private static boolean isRowid(Table table, String name) {
        List<Column> keys = table.columns().stream().filter(Column::isKey).toList();
        return keys.size() == 1
                && keys.getFirst().name().equalsIgnoreCase(name)
                && keys.getFirst().declaredType().equalsIgnoreCase("INTEGER")
                && table.indexes().stream().noneMatch(index -> index.origin().equals("pk"));
    }

    private static boolean leads(Index index, List<String> columns) {
        String first = index.parts().isEmpty() ? null : index.parts().getFirst().column();
        return !index.partial() && first != null && columns.stream().anyMatch(first::equalsIgnoreCase);
    }

    /// The statement that makes the index which the child lacks.
    public String createIndex() {
        List<String> words = new ArrayList<>(List.of("idx", child.name()));
        words.addAll(columns);
        String names = String.join(", ", columns.stream().map(Ident::quote).toList());
        return "CREATE INDEX " + Ident.quote(String.join("_", words)) + " ON " + Ident.quote(child.name()) + " ("
                + names + ");";
    }

    /// The values of a row's columns, by their names.
    static List<Integer> places(List<String> names, List<String> of) {
        return names.stream()
                .map(name -> IntStream.range(0, of.size())
                        .filter(i -> of.get(i).equalsIgnoreCase(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no such column: " + name)))
                .toList();
    }
}
