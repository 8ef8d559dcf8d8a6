package studio.rowan.relate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import studio.rowan.schema.Column;

/// Which column speaks for the rows of a table: its name, title, label or email, be it called after the table too (as
/// ProductName of Products), else its first unique text; where it has none of these, its key has to do.
public final class Labels {
    private static final List<String> SPEAKING = List.of("name", "title", "label", "email");

    private Labels() {}

    /// What is suggested for a table with these columns; empty for the key.
    public static Optional<String> suggested(String table, List<Column> columns) {
        for (String name : SPEAKING) {
            Optional<String> found = columns.stream()
                    .map(Column::name)
                    .filter(name::equalsIgnoreCase)
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        List<Column> texts = columns.stream()
                .filter(column -> column.affinity() == Column.Affinity.TEXT)
                .toList();
        return texts.stream()
                .filter(column -> isCalledAfter(table, column.name()))
                .findFirst()
                .or(() -> texts.stream().filter(Column::unique).findFirst())
                .map(Column::name);
    }

    /// Whatever the case, with or without underscores, one of many: `category_name` of Categories.
    private static boolean isCalledAfter(String table, String column) {
        String rows = plain(table);
        String name = plain(column);
        return SPEAKING.stream()
                .filter(word -> name.endsWith(word) && name.length() > word.length())
                .map(word -> name.substring(0, name.length() - word.length()))
                .anyMatch(one -> rows.startsWith(one)
                        || (one.endsWith("y") && rows.startsWith(one.substring(0, one.length() - 1) + "ies")));
    }

    private static String plain(String name) {
        return name.replace("_", "").replace(" ", "").toLowerCase(Locale.ROOT);
    }

    /// What the user chose, where the table has it still, else what is suggested; empty for the key.
    public static Optional<String> of(String table, List<Column> columns, Kept kept) {
        Optional<String> chosen = kept.label(table);
        if (chosen.isEmpty()) {
            return suggested(table, columns);
        }
        String name = chosen.get();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        return columns.stream()
                .map(Column::name)
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .or(() -> suggested(table, columns));
    }
}
