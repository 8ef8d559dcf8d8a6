package studio.rowan.migrate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Ident;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.diff.Outline;
import studio.rowan.kit.Format;
import studio.rowan.schema.Column;
import studio.rowan.schema.SchemaObject;

/// What plain UPDATE statements take from columns that were there before the script. Each is asked as a SELECT just
/// before it runs: of all rows that it changes, however large the table is. Where a column is written more than once,
/// or by what cannot be asked so, the statements say nothing of how it ends, and the rows that are compared have to do.
final class UpdateWatch {
    private record Place(String table, String column) {}

    /// @param emptied rows that hold NULL afterwards
    /// @param changed rows that hold another value
    /// @param one values that differ become one, in every row of the table
    /// @param sure nothing else writes the column
    private record Taken(int line, long emptied, long changed, boolean one, String example, boolean sure) {
        Taken and(Taken later) {
            Taken told = one ? this : later;
            return new Taken(told.line, told.emptied, told.changed, told.one, told.example, false);
        }
    }

    /// An UPDATE as a SELECT.
    /// @param named what its table is called now
    /// @param with the expressions before it
    /// @param source what follows FROM
    /// @param column of the table, as the statement can name it
    private record Asked(Place place, String named, String with, String source, String column, String value) {
        /// The driver is slow with what begins with WITH.
        Sql sql(String select) {
            return Sql.of(with.isEmpty() ? select : "SELECT * FROM (" + with + " " + select + ")");
        }

        String emptied() {
            return column + " IS NOT NULL AND " + value + " IS NULL";
        }

        String changed() {
            return column + " IS NOT NULL AND " + value + " IS NOT NULL AND NOT " + ValueWatch.same(column, value);
        }
    }

    /// A script of many statements changes few rows by each.
    private static final int MOST_STATEMENTS = 100;

    /// Of all questions of a script: a rehearsal may not cost much more than the run.
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private static final Set<String> AFTER_SET = Set.of("FROM", "WHERE", "ORDER", "LIMIT", "RETURNING");

    private static final Set<String> AFTER_WHERE = Set.of("ORDER", "LIMIT", "RETURNING");

    private static final Set<String> VERBS = Set.of("INSERT", "REPLACE", "UPDATE", "DELETE", "SELECT");

    private final Renamed renamed;
    private final Census rows;
    private final Map<Place, Taken> taken = new LinkedHashMap<>();
    private Duration asking = Duration.ZERO;
    private int looked;
    private boolean unknown;

    UpdateWatch(Outline before, Census rows) {
        this.renamed = new Renamed(before);
        this.rows = rows;
    }

    /// To be told of each statement before it runs.
    void step(Access access, String statement, int line) {
        Phrase phrase = Phrase.of(statement);
        int verb = phrase.is(0, "WITH") ? phrase.until(1, VERBS) : 0;
        if (phrase.is(0, "ALTER") || phrase.at("TABLE", 0) > 0) {
            renamed.step(phrase);
        } else if (!phrase.is(verb, "UPDATE")) {
            // ON CONFLICT … DO UPDATE.
            unknown |= phrase.at("UPDATE", 0) > 0 && !phrase.is(0, "CREATE");
        } else if (++looked > MOST_STATEMENTS) {
            unknown = true;
        } else {
            asked(phrase, verb).stream()
                    .filter(asked -> !isHidden(access, asked.named))
                    .forEach(asked -> look(access, asked, line));
        }
    }

    /// How long the questions took.
    Duration asking() {
        return asking;
    }

    /// A temporary table of that name is the one that statements mean.
    private static boolean isHidden(Access access, String table) {
        return access.scalar(Sql.of(
                                "SELECT count(*) FROM temp.sqlite_schema WHERE name = ? COLLATE NOCASE",
                                Value.of(table)))
                        .asLong()
                > 0;
    }

    private List<Asked> asked(Phrase phrase, int verb) {
        int at = phrase.is(verb + 1, "OR") ? verb + 3 : verb + 1;
        boolean dotted = phrase.is(at + 1, ".");
        int name = dotted ? at + 2 : at;
        int set = phrase.at("SET", at);
        String table = renamed.table(phrase.name(name)).map(SchemaObject::name).orElse("");
        if (set < 0 || table.isEmpty() || (dotted && !phrase.name(at).equals("main"))) {
            return List.of();
        }
        int as = phrase.part(0, set).at("AS", at);
        String alias = (as > 0 ? phrase.part(as + 1, as + 2) : phrase.part(at, name + 1)).text();
        int from = phrase.until(set + 1, AFTER_SET);
        int where = phrase.at("WHERE", from);
        int end = phrase.until(from, AFTER_WHERE);
        // A row that meets several of the others would be counted as often.
        boolean joins = phrase.is(from, "FROM");
        // An expression before it may have the name of the table, which an UPDATE never means.
        String source = "main." + Ident.quote(phrase.name(name)) + " "
                + phrase.part(name + 1, set).text()
                + (where < 0 ? "" : " WHERE (" + phrase.part(where + 1, end).text() + ")");
        String with = phrase.part(0, verb).text();
        List<Asked> all = new ArrayList<>();
        for (Phrase item : phrase.part(0, from).items(set + 1)) {
            Map<String, String> given = GivenValues.of(item);
            unknown |= given.isEmpty();
            given.forEach((named, value) -> {
                Column column = renamed.column(table, named);
                if (column != null) {
                    all.add(new Asked(
                            new Place(table, column.name()),
                            phrase.name(name),
                            with,
                            joins ? "" : source,
                            alias + "." + Ident.quote(named),
                            value));
                }
            });
        }
        return all;
    }

    private void look(Access access, Asked asked, int line) {
        Taken untold = new Taken(line, 0, 0, false, "", false);
        Duration left = LONGEST.minus(asking);
        boolean may = !asked.source.isEmpty() && left.isPositive();
        Taken found = may ? answered(access, asked, line, left).orElse(untold) : untold;
        taken.merge(asked.place, found, Taken::and);
    }

    private Optional<Taken> answered(Access access, Asked asked, int line, Duration left) {
        long began = System.nanoTime();
        try {
            return access.within(left, () -> looked(access, asked, line));
        } catch (DbError e) {
            // Where it cannot be asked so, it runs all the same, and the rows that are compared tell.
            access.job().checkCancelled();
            return Optional.empty();
        } finally {
            asking = asking.plusNanos(System.nanoTime() - began);
        }
    }

    private Taken looked(Access access, Asked asked, int line) {
        String was = asked.column;
        String is = asked.value;
        Row row = access.query(asked.sql("SELECT count(*), coalesce(sum(" + asked.emptied() + "), 0), coalesce(sum("
                        + asked.changed() + "), 0), NOT " + one(was) + ", " + one(is) + " FROM " + asked.source))
                .getFirst();
        long emptied = row.asLong(1);
        long changed = row.asLong(2);
        Long all = rows.rows().get(asked.place.table);
        boolean every = all != null && row.asLong(0) >= all && (emptied == 0 || changed == 0);
        boolean one = every && row.asLong(3) != 0 && row.asLong(4) != 0;
        String example = emptied + changed == 0 ? "" : example(access, asked);
        return new Taken(line, emptied, changed, one, example, true);
    }

    private static String example(Access access, Asked asked) {
        String taking = "(" + asked.emptied() + ") OR (" + asked.changed() + ")";
        return access
                .query(asked.sql("SELECT was, now FROM (SELECT " + ValueWatch.shown(asked.column) + " AS was, "
                        + ValueWatch.shown(asked.value) + " AS now, " + taking + " AS taking FROM " + asked.source
                        + ") WHERE taking LIMIT 1"))
                .stream()
                .map(row -> ValueWatch.example(row.asText(0), row.asText(1)))
                .findFirst()
                .orElse("");
    }

    /// All that became of values.
    /// @param seen by comparing rows of before and after
    /// @param whole tables of which all rows were compared
    List<Finding> with(Access access, Outline now, List<Finding> seen, Predicate<String> whole) {
        List<Finding> all = new ArrayList<>(seen);
        taken.forEach((place, took) -> {
            String table = renamed.tableNow(now, place.table);
            String column = renamed.columnNow(now, place.table, place.column);
            // Under a new name nothing is compared, and what was taken is taken.
            boolean other = column == null || !column.equalsIgnoreCase(place.column);
            boolean overwrites = took.one && (column == null || isOne(access, table, column));
            boolean counted = took.sure && !unknown && (other || !whole.test(place.table));
            if (overwrites || counted) {
                all.removeIf(finding -> isOf(finding, table, place.column));
                all.addAll(overwrites ? List.of(overwritten(place, took)) : told(place, took));
            }
        });
        return all;
    }

    private static boolean isOf(Finding finding, String table, String column) {
        return finding.kind() != Finding.Kind.MOVED_VALUES
                && finding.subjects().get(0).equalsIgnoreCase(table)
                && finding.subjects().get(1).equalsIgnoreCase(column);
    }

    /// A later statement may have put the values back.
    private static boolean isOne(Access access, String table, String column) {
        return access.scalar(Sql.of("SELECT " + one(Ident.quote(column)) + " FROM main." + Ident.quote(table)))
                        .asLong()
                != 0;
    }

    /// Whether all are the same, byte for byte, whatever the column calls equal.
    private static String one(String value) {
        return "(min(" + value + " COLLATE BINARY) IS max(" + value + " COLLATE BINARY))";
    }

    private static Finding overwritten(Place place, Taken took) {
        return new Finding(
                Finding.Kind.OVERWRITES_VALUES,
                took.line,
                place.table,
                place.column,
                Format.count(took.emptied + took.changed),
                took.example);
    }

    private List<Finding> told(Place place, Taken took) {
        List<Finding> told = new ArrayList<>();
        add(told, Finding.Kind.EMPTIES_VALUES, place, took, took.emptied);
        add(told, Finding.Kind.CHANGES_VALUES, place, took, took.changed);
        return told;
    }

    private void add(List<Finding> told, Finding.Kind kind, Place place, Taken took, long count) {
        Long all = rows.rows().get(place.table);
        if (count > 0 && all != null) {
            told.add(new Finding(
                    kind, took.line, place.table, place.column, Format.count(count), Format.count(all), took.example));
        }
    }
}
