package studio.rowan.schema;

import java.util.List;
import java.util.Optional;

/// A table or view with its columns, keys and indexes.
public record Table(
        SchemaObject object, List<Column> columns, Key key, List<ForeignKey> foreignKeys, List<Index> indexes) {
    public Table {
        columns = List.copyOf(columns);
        foreignKeys = List.copyOf(foreignKeys);
        indexes = List.copyOf(indexes);
    }

    /// What tells the rows of a table apart.
    public sealed interface Key {
        /// A 64-bit rowid, reached by a name that no column shadows.
        record Rowid(String alias) implements Key {}

        /// The primary key of a WITHOUT ROWID table (or of one whose rowid names are all shadowed), in key order.
        record Primary(List<Part> parts) implements Key {
            public List<String> columns() {
                return parts.stream().map(Part::column).toList();
            }
        }

        /// No key: views and most virtual tables. Rows are told apart by their place alone.
        record None() implements Key {}

        /// @param collation of the key's index: it decides the order
        record Part(String column, boolean descending, String collation) {}
    }

    public String name() {
        return object.name();
    }

    public Optional<Column> column(String name) {
        return columns.stream().filter(c -> c.name().equalsIgnoreCase(name)).findFirst();
    }

    /// The foreign key that this column alone or with others belongs to.
    public Optional<ForeignKey> foreignKeyOf(String column) {
        return foreignKeys.stream()
                .filter(k -> k.columns().stream().anyMatch(c -> c.equalsIgnoreCase(column)))
                .findFirst();
    }
}
