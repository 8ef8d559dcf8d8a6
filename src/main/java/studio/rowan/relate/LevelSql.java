package studio.rowan.relate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Ident;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.grid.CellGuard;
import studio.rowan.grid.RowKey;
import studio.rowan.schema.Table;

/// The one statement that reads all rows of a level, and how its rows are read.
///
/// The rows of each key above are found by a subquery of its own, which an index serves and a limit ends: only those
/// are read that are shown. The user's conditions stand in that subquery, where no other table is in sight.
final class LevelSql {
    /// No table that a condition may ask is likely to have this name: it would be hidden by ours.
    private static final String KEYS = Ident.quote("rowan keys");

    private static final String NUMBER = KEYS + ".column1";

    private final Level level;
    private final List<String> read;
    private final List<String> keys;

    /// @param read the columns to read, those of the level among them
    LevelSql(Level level, List<String> read) {
        this.level = level;
        this.read = read;
        this.keys = keys(level.table());
    }

    private static List<String> keys(Table table) {
        return switch (table.key()) {
            case Table.Key.Rowid(String alias) -> List.of(Ident.quote(table.name(), alias));
            case Table.Key.Primary(List<Table.Key.Part> parts) ->
                parts.stream()
                        .map(part ->
                                Ident.quote(table.name(), part.column()) + " COLLATE " + Ident.quote(part.collation()))
                        .toList();
            case Table.Key.None _ -> throw new IllegalArgumentException("no key: " + table.name());
        };
    }

    // ---- statements ----

    /// The rows of a level that stands below none.
    CellGuard.Statement root() {
        return (columns, guarded) -> select("0", columns, guarded)
                .add(" FROM main." + Ident.quote(level.table().name()))
                .add(where(level.where()))
                .add(" ORDER BY " + order())
                .add(" LIMIT " + (level.limit() + 1L))
                .build();
    }

    /// The rows that a hop finds for each of these keys.
    /// @param from values of the columns at which the hop begins, by the number of the key
    /// @param most rows in all
    CellGuard.Statement below(Hop hop, List<List<Value>> from, int most) {
        Sql found = found(hop, from, most);
        return (columns, guarded) -> select(NUMBER, columns, guarded).add(found).build();
    }

    private Sql found(Hop hop, List<List<Value>> from, int most) {
        String table = "main." + Ident.quote(level.table().name());
        Sql.Builder sql = Sql.builder().add(" FROM ").add(values(from)).add(" CROSS JOIN " + table);
        List<Sql> conditions = new ArrayList<>();
        conditions.add(hop.match(i -> Sql.of(KEYS + ".column" + (i + 2))));
        conditions.addAll(level.where());
        return sql.add(" WHERE " + row() + " IN (SELECT " + String.join(", ", names()) + " FROM " + table)
                .add(where(conditions))
                .add(" ORDER BY " + order() + " LIMIT " + (level.limit() + 1L) + ")")
                .add(" ORDER BY " + NUMBER + ", " + order())
                .add(" LIMIT " + (most + 1L))
                .build();
    }

    /// Counts the rows that a hop finds for one key, up to a bound.
    static Sql count(Hop hop, List<Value> from, List<Sql> where, long bound) {
        List<Sql> conditions = new ArrayList<>();
        conditions.add(hop.where(from));
        conditions.addAll(where);
        return Sql.builder()
                .add("SELECT count(*) FROM (SELECT 1 FROM main."
                        + Ident.quote(hop.table().name()))
                .add(where(conditions))
                .add(" LIMIT ")
                .bind(Value.of(bound))
                .add(")")
                .build();
    }

    private Sql.Builder select(String number, List<String> columns, boolean guarded) {
        Sql.Builder sql = Sql.builder().add("SELECT " + number + ", " + String.join(", ", names()));
        return CellGuard.select(sql, columns, guarded);
    }

    /// All rows of a statement: their number, their key, their cells.
    List<Value[]> run(Access access, CellGuard.Statement statement) {
        List<String> columns = read.stream()
                .map(name -> Ident.quote(level.table().name(), name))
                .toList();
        return CellGuard.rows(access, 1 + keys.size(), columns, statement);
    }

    /// `(VALUES …) AS name`, whose columns are `column1`, `column2`, … In front, as a common table expression, it would
    /// cost more than all the rest: the driver looks for an INSERT behind WITH by an expression that goes back and
    /// forth over the whole text.
    private static Sql values(List<List<Value>> from) {
        Sql.Builder sql = Sql.builder().add("(VALUES ");
        for (int k = 0; k < from.size(); k++) {
            sql.add(k == 0 ? "(" : ", (").add(Integer.toString(k));
            for (Value value : from.get(k)) {
                // A thousand parameters cost more than reading a thousand rows.
                sql.add(", ");
                if (value instanceof Value.Int) {
                    sql.add(Sql.literal(value));
                } else {
                    sql.add(exact(value));
                }
            }
            sql.add(")");
        }
        return sql.add(") AS " + KEYS).build();
    }

    /// Text whose bytes are not UTF-8 would be bound repaired and then equal nothing; `+` takes the cast's affinity
    /// off.
    static Sql exact(Value value) {
        return value instanceof Value.Text text && text.raw() != null
                ? Sql.of("+CAST(? AS TEXT)", new Value.Blob(text.bytes()))
                : Sql.of("?", value);
    }

    /// The line break keeps a comment at the end of a user's condition from swallowing the bracket.
    static Sql where(List<Sql> conditions) {
        Sql.Builder sql = Sql.builder();
        String word = " WHERE (";
        for (Sql condition : conditions) {
            sql.add(word).add(condition).add("\n)");
            word = " AND (";
        }
        return sql.build();
    }

    /// With the key behind, in the direction of what comes last, as the walk along an index meets it.
    private String order() {
        List<String> parts = new ArrayList<>();
        boolean down = false;
        for (Level.Order part : level.order()) {
            down = part.descending();
            parts.add(Ident.quote(level.table().name(), part.column()) + (down ? " DESC" : ""));
        }
        for (int i = 0; i < keys.size(); i++) {
            boolean descends = level.table().key() instanceof Table.Key.Primary(List<Table.Key.Part> key)
                    && key.get(i).descending();
            parts.add(keys.get(i) + (descends != down ? " DESC" : ""));
        }
        return String.join(", ", parts);
    }

    private String row() {
        return keys.size() == 1 ? keys.getFirst() : "(" + String.join(", ", keys) + ")";
    }

    private List<String> names() {
        return switch (level.table().key()) {
            case Table.Key.Primary primary ->
                primary.columns().stream()
                        .map(name -> Ident.quote(level.table().name(), name))
                        .toList();
            case Table.Key.Rowid _, Table.Key.None _ -> keys;
        };
    }

    // ---- rows ----

    static int number(Value[] row) {
        return (int) row[0].asLong();
    }

    RowKey key(Value[] row) {
        return level.table().key() instanceof Table.Key.Rowid
                ? new RowKey.Rowid(row[1].asLong())
                : new RowKey.Primary(List.of(Arrays.copyOfRange(row, 1, 1 + keys.size())));
    }

    List<Value> cells(Value[] row) {
        return List.of(Arrays.copyOfRange(row, 1 + keys.size(), row.length));
    }

    /// The names without repetition, whatever the case of their letters, in their order.
    static List<String> distinct(List<String> names) {
        List<String> found = new ArrayList<>();
        java.util.Set<String> seen = new java.util.HashSet<>();
        names.stream().filter(name -> seen.add(name.toLowerCase(Locale.ROOT))).forEach(found::add);
        return found;
    }

    /// Values that lead to other rows; null where they lead nowhere.
    static @Nullable List<Value> leading(List<Integer> places, List<Value> cells) {
        Value[] values = new Value[places.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = cells.get(places.get(i));
            if (values[i].isNull() || values[i] instanceof Value.Large) {
                return null;
            }
        }
        return List.of(values);
    }
}
