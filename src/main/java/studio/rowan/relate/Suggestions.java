package studio.rowan.relate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import studio.rowan.db.Access;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.schema.Column;

/// References that the names and types of columns speak for, where the schema declares none: `user_id` leads to
/// `users.id`, `idMovie` to the table whose key is called so.
public final class Suggestions {
    private static final List<String> ENDINGS = List.of("_id", "_fk", "_key", "_ref", "_uuid", "_no");
    private static final List<String> NAMELESS = List.of("id", "_id", "rowid", "pk", "key", "uuid", "oid");

    /// A table with a key of one column.
    private record Candidate(String table, String column, Column.Affinity affinity) {}

    private record Scored(int score, Kept.Reference reference) {}

    private final Map<String, Candidate> candidates;

    private Suggestions(Map<String, Candidate> candidates) {
        this.candidates = candidates;
    }

    /// Looks at the keys of all tables, in one statement.
    public static Suggestions read(Access access) {
        Map<String, List<Row>> keys = new LinkedHashMap<>();
        access.query(
                Sql.of("SELECT m.name, x.name, x.type FROM sqlite_schema m"
                        + " JOIN temp.pragma_table_xinfo(m.name, 'main') x"
                        + " WHERE m.type = 'table' AND m.rootpage > 0 AND x.pk > 0 AND m.name NOT LIKE 'sqlite\\_%'"
                        + " ESCAPE '\\'"),
                row -> keys.computeIfAbsent(row.text(0), _ -> new ArrayList<>()).add(row));
        Map<String, Candidate> candidates = new LinkedHashMap<>();
        keys.forEach((table, parts) -> {
            if (parts.size() == 1) {
                Row key = parts.getFirst();
                String type = key.asText(2);
                candidates.put(table, new Candidate(table, key.text(1), Column.Affinity.of(type == null ? "" : type)));
            }
        });
        return new Suggestions(candidates);
    }

    /// What a column may refer to, the best guess first.
    public List<Kept.Reference> of(String table, Column column) {
        return candidates.values().stream()
                .map(candidate -> new Scored(
                        score(table, column, candidate),
                        new Kept.Reference(
                                table, List.of(column.name()), candidate.table(), List.of(candidate.column()))))
                .filter(scored -> scored.score() > 0)
                .sorted(Comparator.comparingInt(Scored::score).reversed())
                .map(Scored::reference)
                .toList();
    }

    /// The best guess for each column that refers to nothing yet.
    public List<Kept.Reference> of(String table, List<Column> columns, Relations relations) {
        return columns.stream()
                .filter(column -> relations.of(table, column.name()).isEmpty())
                .map(column -> of(table, column).stream().findFirst())
                .flatMap(Optional::stream)
                .toList();
    }

    private static int score(String table, Column column, Candidate candidate) {
        boolean self = candidate.table().equalsIgnoreCase(table);
        if (!fits(column, candidate) || (self && candidate.column().equalsIgnoreCase(column.name()))) {
            return 0;
        }
        String name = plain(column.name());
        String stem = stem(column.name());
        if (stem.equals("parent")) {
            return self ? 90 : 0;
        }
        boolean called = isCalled(candidate.table(), stem);
        if (called && !stem.equals(name)) {
            return 100;
        }
        if (!self
                && name.equals(plain(candidate.column()))
                && !NAMELESS.contains(candidate.column().toLowerCase(Locale.ROOT))) {
            return called ? 100 : 80;
        }
        int cut = stem.lastIndexOf('_');
        if (!stem.equals(name) && cut > 0 && isCalled(candidate.table(), stem.substring(cut + 1))) {
            return 60;
        }
        return called && stem.length() > 2 && isKey(candidate, column) ? 40 : 0;
    }

    /// A column named after the table alone, such as `tag`, is a reference where the key is a text like it.
    private static boolean isKey(Candidate candidate, Column column) {
        return candidate.affinity() == column.affinity()
                && plain(candidate.column()).equals(plain(column.name()));
    }

    private static boolean fits(Column column, Candidate candidate) {
        return column.affinity() == candidate.affinity()
                || column.declaredType().isEmpty()
                || (number(column.affinity()) && number(candidate.affinity()));
    }

    private static boolean number(Column.Affinity affinity) {
        return affinity == Column.Affinity.INTEGER || affinity == Column.Affinity.NUMERIC;
    }

    /// Whether the table's name is the word or one of its plurals.
    private static boolean isCalled(String table, String stem) {
        String name = plain(table);
        return !stem.isEmpty()
                && (name.equals(stem)
                        || name.equals(stem + "s")
                        || name.equals(stem + "es")
                        || (stem.endsWith("y") && name.equals(stem.substring(0, stem.length() - 1) + "ies")));
    }

    /// The name without what says that it is a key: `user_id`, `userId` and `idUser` give `user`.
    private static String stem(String column) {
        String name = plain(column);
        for (String ending : ENDINGS) {
            if (name.endsWith(ending) && name.length() > ending.length()) {
                return name.substring(0, name.length() - ending.length());
            }
        }
        return name.startsWith("id_") && name.length() > 3 ? name.substring(3) : name;
    }

    /// In small letters, words parted by `_`.
    private static String plain(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
