package studio.rowan.grid;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Ident;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

/// The statements that give the keys of a source, to be kept: in its order, between two rowids, or to be sorted later.
final class KeySql {
    private final KeyedRows source;

    KeySql(KeyedRows source) {
        this.source = source;
    }

    private Sql.Builder keys() {
        return Sql.builder().add("SELECT " + String.join(", ", source.keyColumns()));
    }

    /// All of them, sorted.
    Sql sorted() {
        return keys().add(source.from())
                .add(Where.of(source.where()))
                .add(" ORDER BY " + source.keyOrder().orderBy(true))
                .build();
    }

    /// Those behind a rowid, up to another, in the order of the rowids.
    Sql between(@Nullable Place behind, @Nullable Place upTo) {
        String key = source.keyColumns().getFirst();
        boolean down = source.isDescending();
        List<Sql> conditions = new ArrayList<>(source.where());
        if (behind != null) {
            conditions.add(Sql.of(key + (down ? " < ?" : " > ?"), Value.of(behind.rowid())));
        }
        if (upTo != null) {
            conditions.add(Sql.of(key + (down ? " >= ?" : " <= ?"), Value.of(upTo.rowid())));
        }
        return keys().add(source.from())
                .add(Where.of(conditions))
                .add(" ORDER BY " + source.keyOrder().orderBy(true))
                .build();
    }

    /// `n` keys of a segment in the natural order, what they are to be sorted by, and whether they meet the conditions.
    Sql raw(Sql segment, KeyedRows natural, long n) {
        Sql.Builder sql = keys();
        source.keyOrder().sorted().forEach(sort -> sql.add(", " + sort));
        String word = ", (";
        for (Sql condition : source.where()) {
            sql.add(word).add(condition).add("\n)");
            word = " AND (";
        }
        return sql.add(source.where().isEmpty() ? ", 1" : "")
                .add(source.from())
                .add(Where.of(List.of(segment)))
                .add(" ORDER BY " + natural.keyOrder().orderBy(true) + " LIMIT ")
                .bind(Value.of(n))
                .build();
    }

    /// How SQLite compares each column that is sorted by: it says so where it explains a sort.
    List<String> collations(Access access) {
        return source.keyOrder().sorted().stream()
                .map(sort -> collation(access, sort))
                .toList();
    }

    private String collation(Access access, String expression) {
        Sql explain = Sql.of("EXPLAIN SELECT 1" + source.from() + " ORDER BY +" + expression);
        for (Row row : access.query(explain)) {
            String info = String.valueOf(row.asText(5));
            if ("SorterOpen".equals(row.asText(1)) && info.startsWith("k(")) {
                String first = info.substring(2, info.length() - 1).split(",", -1)[1];
                return first.equals("B") ? "BINARY" : first;
            }
        }
        throw new IllegalStateException("no sort is explained: " + expression);
    }

    /// The index that would spare the sorting; `null` where one would not.
    static @Nullable String index(KeyedRows source) {
        RowOrder order = source.order();
        if (order == null || source.keyOrder().isNatural()) {
            return null;
        }
        List<String> names = new ArrayList<>();
        List<String> terms = new ArrayList<>();
        for (int column : source.keyOrder().sorts()) {
            RowOrder.Part part = java.util.Objects.requireNonNull(order.part(column));
            String name = source.columns().get(column);
            names.add(name);
            // A walk backwards serves all directions turned round.
            terms.add(Ident.quote(name) + (part.descending() != order.descending() ? " DESC" : ""));
        }
        return "CREATE INDEX " + Ident.quote(source.name() + "_" + String.join("_", names)) + " ON "
                + Ident.quote(source.name()) + "(" + String.join(", ", terms) + ")";
    }
}
