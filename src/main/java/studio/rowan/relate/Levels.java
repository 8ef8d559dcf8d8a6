package studio.rowan.relate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.grid.CellGuard;

/// Loads rows with those that belong to them, to any depth: one statement for each level, however many rows there are.
public final class Levels {
    /// Rows of one level at most, so that memory stays bounded and their keys fit one statement.
    public static final int MOST = 10_000;

    private static final int NOWHERE = -1;

    /// SQLite takes 32,766 parameters at most ([limits](https://www.sqlite.org/limits.html)).
    private static final int MOST_PARAMETERS = 32_000;

    /// @param statements what was run, in its order
    public record Loaded(Nested rows, List<Sql> statements) {}

    private final Access access;
    private final List<Sql> statements = new ArrayList<>();

    private Levels(Access access) {
        this.access = access;
    }

    /// The rows of a level with all that is wanted with them.
    public static Loaded load(Access access, Level level) {
        Levels levels = new Levels(access);
        Nested rows = levels.root(level);
        return new Loaded(rows, List.copyOf(levels.statements));
    }

    /// What a branch finds for one row.
    /// @param from the row's values of the columns at which the hop begins
    public static Loaded load(Access access, Level.Branch branch, List<Value> from) {
        Levels levels = new Levels(access);
        Nested rows = levels.below(branch, List.of(from)).getFirst();
        return new Loaded(rows, List.copyOf(levels.statements));
    }

    /// How many rows a hop finds for one row, `bound` at most.
    /// @param where conditions over the table alone
    public static long count(Access access, Hop hop, List<Value> from, List<Sql> where, long bound) {
        return leadsOn(from)
                ? access.scalar(LevelSql.count(hop, from, where, bound)).asLong()
                : 0;
    }

    private static boolean leadsOn(List<Value> values) {
        for (Value value : values) {
            if (value.isNull() || value instanceof Value.Large) {
                return false;
            }
        }
        return true;
    }

    // ---- one level ----

    private Nested root(Level level) {
        List<String> read = read(level);
        LevelSql sql = new LevelSql(level, read);
        List<Nested> rows = nested(level, read, sql, run(sql, sql.root()), 1, most(level));
        return rows.getFirst();
    }

    /// @param from for each row above; null where it leads nowhere
    private List<Nested> below(Level.Branch branch, List<? extends @Nullable List<Value>> from) {
        Map<List<Value>, Integer> numbers = HashMap.newHashMap(from.size());
        List<List<Value>> keys = new ArrayList<>();
        int[] of = new int[from.size()];
        for (int i = 0; i < of.length; i++) {
            List<Value> values = from.get(i);
            of[i] = NOWHERE;
            if (values != null && leadsOn(values)) {
                Integer known = numbers.putIfAbsent(values, keys.size());
                of[i] = known == null ? keys.size() : known;
                if (known == null) {
                    keys.add(values);
                }
            }
        }
        List<Nested> found = keys.isEmpty() ? List.of() : found(branch, keys);
        List<Nested> nested = new ArrayList<>(of.length);
        for (int number : of) {
            nested.add(number == NOWHERE ? Nested.NONE : found.get(number));
        }
        return nested;
    }

    private List<Nested> found(Level.Branch branch, List<List<Value>> keys) {
        Level level = branch.level();
        List<String> read = read(level);
        LevelSql sql = new LevelSql(level, read);
        int most = most(level);
        return nested(level, read, sql, run(sql, sql.below(branch.hop(), keys, most)), keys.size(), most);
    }

    /// What had to be asked again for its large cells is one statement all the same: the last form of it is kept.
    private List<Value[]> run(LevelSql sql, CellGuard.Statement statement) {
        int place = statements.size();
        return sql.run(access, (columns, guarded) -> {
            if (guarded) {
                statements.subList(place, statements.size()).clear();
            }
            Sql made = statement.of(columns, guarded);
            statements.add(made);
            return made;
        });
    }

    /// What is shown, and what leads on.
    private static List<String> read(Level level) {
        List<String> names = new ArrayList<>(level.columns());
        level.with().forEach(branch -> names.addAll(branch.hop().from()));
        return LevelSql.distinct(names);
    }

    private static int most(Level level) {
        int widest = level.with().stream()
                .mapToInt(branch -> branch.hop().from().size())
                .max()
                .orElse(1);
        return Math.min(MOST, MOST_PARAMETERS / widest);
    }

    /// The rows by the number of their key above, each with what belongs to it.
    /// @param most rows of all keys: what comes behind was left out
    private List<Nested> nested(Level level, List<String> read, LevelSql sql, List<Value[]> rows, int keys, int most) {
        List<Value[]> kept = rows.size() > most ? rows.subList(0, most) : rows;
        List<Value[]> shown = new ArrayList<>();
        int[] counts = new int[keys];
        int[] limited = new int[keys];
        for (Value[] row : kept) {
            int number = LevelSql.number(row);
            if (++counts[number] <= level.limit()) {
                shown.add(row);
                limited[number]++;
            }
        }
        int cutAt = rows.size() > most ? LevelSql.number(rows.get(most)) : keys;
        List<Nested.Node> nodes = nodes(level, read, sql, shown);
        List<Nested> nested = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < keys; i++) {
            nested.add(new Nested(nodes.subList(at, at + limited[i]), counts[i] > limited[i] || i >= cutAt));
            at += limited[i];
        }
        return nested;
    }

    private List<Nested.Node> nodes(Level level, List<String> read, LevelSql sql, List<Value[]> rows) {
        List<List<Value>> cells = new ArrayList<>(rows.size());
        rows.forEach(row -> cells.add(sql.cells(row)));
        List<List<Nested>> with = new ArrayList<>();
        for (Level.Branch branch : level.with()) {
            List<Integer> places = Link.places(branch.hop().from(), read);
            List<@Nullable List<Value>> from = new ArrayList<>(rows.size());
            cells.forEach(row -> from.add(LevelSql.leading(places, row)));
            with.add(below(branch, from));
        }
        List<Integer> columns = Link.places(level.columns(), read);
        List<Nested.Node> nodes = new ArrayList<>(rows.size());
        for (int r = 0; r < rows.size(); r++) {
            List<Value> row = cells.get(r);
            nodes.add(new Nested.Node(
                    sql.key(rows.get(r)),
                    columns.size() == row.size()
                            ? row
                            : columns.stream().map(row::get).toList(),
                    at(r, with)));
        }
        return nodes;
    }

    private static List<Nested> at(int row, List<List<Nested>> with) {
        if (with.size() < 2) {
            return with.isEmpty() ? List.of() : List.of(with.getFirst().get(row));
        }
        List<Nested> nested = new ArrayList<>(with.size());
        with.forEach(each -> nested.add(each.get(row)));
        return nested;
    }
}
