package studio.rowan.browse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Ident;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.grid.RowKey;
import studio.rowan.grid.RowSource;
import studio.rowan.relate.Hop;
import studio.rowan.relate.Level;
import studio.rowan.relate.Levels;
import studio.rowan.relate.Link;
import studio.rowan.relate.Nested;
import studio.rowan.relate.Way;
import studio.rowan.schema.Column;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.SchemaReader;
import studio.rowan.schema.Table;
import studio.rowan.schema.Workspace;

/// What is read of the rows around a row. Works inside one read, for a bounded time: a table without an index on the
/// columns that refer may be of any size.
final class Related {
    /// Rows counted at most.
    static final long BOUND = 10_001;

    private static final Duration FOR_COUNT = Duration.ofMillis(800);
    private static final Duration FOR_ROWS = Duration.ofSeconds(3);
    private static final Duration PATIENT = Duration.ofMinutes(10);
    private static final int DETAILS = 6;
    private static final int PICKED = 50;
    private static final int LONGEST = 120;

    /// How the rows of a section are chosen.
    /// @param where a raw condition, empty for none
    /// @param order the column to sort by; null for the key
    record Options(String where, @Nullable String order, boolean descending, int limit) {
        static final Options DEFAULT = new Options("", null, false, 10);

        Options more() {
            return new Options(where, order, descending, Math.min(Levels.MOST, limit * 5));
        }

        boolean isPlain() {
            return where.isBlank() && order == null;
        }
    }

    /// @param label the column that speaks for the rows; null for their key
    /// @param need columns that must be read for going on from the rows
    record Asked(
            Way way,
            List<Value> from,
            Options options,
            @Nullable String label,
            List<String> need) {}

    /// How many rows a way finds. Empty: stopped before it was known.
    /// @param unindexed the reference that lacks an index; null where it has one
    record Count(Optional<Long> rows, @Nullable Link unindexed) {}

    /// @param rows null where it was stopped
    /// @param fault what is wrong with the condition
    record Found(
            Hop hop,
            Level level,
            @Nullable Nested rows,
            @Nullable Link unindexed,
            RawWhere.@Nullable Fault fault) {}

    /// A row to be chosen.
    /// @param key its values of the columns that are referred to
    record Choice(List<Value> key, String text) {}

    private Related() {}

    // ---- around a row ----

    static Count count(Access access, Workspace workspace, Asked asked) {
        Hop hop = asked.way().hop(tables(access, workspace));
        Optional<Long> rows = access.within(
                FOR_COUNT, () -> Levels.count(access, hop, asked.from(), conditions(asked.options()), BOUND));
        return new Count(rows, unindexed(hop));
    }

    /// @param patient for as long as it takes, or until it is cancelled
    static Found rows(Access access, Workspace workspace, Asked asked, boolean patient) {
        Hop hop = asked.way().hop(tables(access, workspace));
        Table table = hop.table();
        Options options = asked.options();
        List<Level.Order> order =
                options.order() == null ? List.of() : List.of(new Level.Order(options.order(), options.descending()));
        Level level =
                Level.of(table, options.limit()).columns(columns(table, asked)).order(order);
        RawWhere.Fault fault = options.where().isBlank() ? null : RawWhere.check(access, table.name(), options.where());
        if (fault != null) {
            return new Found(hop, level, null, null, fault);
        }
        Level chosen = level.where(conditions(options));
        Level.Branch branch = new Level.Branch(table.name(), hop, chosen);
        Optional<Levels.Loaded> loaded =
                access.within(patient ? PATIENT : FOR_ROWS, () -> Levels.load(access, branch, asked.from()));
        return new Found(hop, chosen, loaded.map(Levels.Loaded::rows).orElse(null), unindexed(hop), null);
    }

    static List<Sql> conditions(Options options) {
        return options.where().isBlank() ? List.of() : List.of(RawWhere.enclosed(Sql.of(options.where())));
    }

    /// The reference without an index that a hop has to look up; null for none.
    static @Nullable Link unindexed(Hop hop) {
        return hop.lookedUp().filter(link -> !link.isIndexed()).orElse(null);
    }

    /// What speaks for a row, a few columns more for who looks closer, and what leads on.
    private static List<String> columns(Table table, Asked asked) {
        Map<String, String> names = new LinkedHashMap<>();
        List<String> visible =
                RowSource.visible(table).stream().map(Column::name).toList();
        List<String> wanted = new ArrayList<>();
        if (asked.label() != null) {
            wanted.add(asked.label());
        }
        visible.stream().limit(DETAILS).forEach(wanted::add);
        wanted.addAll(asked.need());
        wanted.stream()
                .filter(name -> table.column(name).isPresent())
                .forEach(name -> names.putIfAbsent(name.toLowerCase(java.util.Locale.ROOT), name));
        return List.copyOf(names.values());
    }

    static Function<String, Table> tables(Access access, Workspace workspace) {
        Map<String, Table> known = new HashMap<>();
        return name -> known.computeIfAbsent(name, each -> table(access, workspace, each));
    }

    private static Table table(Access access, Workspace workspace, String name) {
        SchemaObject object = workspace
                .schema()
                .relation(name)
                .orElseThrow(() -> new DbError.Syntax("no such table: " + name, 1, null, null));
        return SchemaReader.table(access, object);
    }

    // ---- ties ----

    /// The rows of a join table that tie two rows.
    static Nested ties(Access access, Hop.Through hop, List<Value> near, List<Value> far) {
        Table join = hop.near().child();
        List<String> all = RowSource.visible(join).stream().map(Column::name).toList();
        Level level = Level.of(join, 100)
                .columns(all)
                .where(List.of(new Hop.ToChildren(hop.near()).where(near), new Hop.ToChildren(hop.far()).where(far)));
        return Levels.load(access, level).rows();
    }

    /// Rows of the other side whose label or key has the text in it.
    static List<Choice> choices(Access access, Hop.Through hop, @Nullable String label, String text) {
        Table other = hop.table();
        List<String> keys = hop.far().to().stream()
                .map(name -> Ident.quote(other.name(), name))
                .toList();
        String shown = label == null ? keys.getFirst() : Ident.quote(other.name(), label);
        String word = "substr(CASE WHEN octet_length(" + shown + ") < 65536 THEN " + shown + " END, 1, 200)";
        Sql.Builder sql = Sql.builder()
                .add("SELECT " + String.join(", ", keys) + ", " + word + " FROM main.")
                .ident(other.name());
        if (!text.isBlank()) {
            String like = "%" + text.strip().replaceAll("([%_^])", "^$1") + "%";
            sql.add(" WHERE " + word + " LIKE ")
                    .bind(Value.of(like))
                    .add(" ESCAPE '^' OR " + keys.getFirst() + " = ")
                    .bind(Value.of(text.strip()));
        }
        sql.add(" ORDER BY " + (label == null ? keys.getFirst() : shown) + " LIMIT " + PICKED);
        Optional<List<Row>> rows = access.within(FOR_ROWS, () -> access.query(sql.build()));
        return rows.orElse(List.of()).stream()
                .map(row -> new Choice(row.toList().subList(0, keys.size()), words(row.get(keys.size()))))
                .toList();
    }

    // ---- words ----

    static String words(RowKey key) {
        return key.values().stream().map(Related::words).collect(Collectors.joining(", "));
    }

    static String words(Value value) {
        return ValueText.shown(value, LONGEST);
    }
}
