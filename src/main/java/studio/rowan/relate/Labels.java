package studio.rowan.relate;

import java.util.List;
import java.util.Optional;
import studio.rowan.schema.Column;

/// Which column speaks for the rows of a table: its name, title, label or email, else its first unique text; where it
/// has none of these, its key has to do.
public final class Labels {
    private static final List<String> SPEAKING = List.of("name", "title", "label", "email");

    private Labels() {}

    /// What is suggested for a table with these columns; empty for the key.
    public static Optional<String> suggested(List<Column> columns) {
        for (String name : SPEAKING) {
            Optional<String> found = columns.stream()
                    .map(Column::name)
                    .filter(name::equalsIgnoreCase)
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return columns.stream()
                .filter(c -> c.unique() && c.affinity() == Column.Affinity.TEXT)
                .map(Column::name)
                .findFirst();
    }

    /// What the user chose, where the table has it still, else what is suggested; empty for the key.
    public static Optional<String> of(String table, List<Column> columns, Kept kept) {
        Optional<String> chosen = kept.label(table);
        if (chosen.isEmpty()) {
            return suggested(columns);
        }
        String name = chosen.get();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        return columns.stream()
                .map(Column::name)
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .or(() -> suggested(columns));
    }
}
