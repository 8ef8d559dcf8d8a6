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
    /// @param source what follows FROM
    /// @param column of the table, as the statement can name it
    private record Asked(Place place, String source, String column, String value) {
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

    private final Outline before;
    private final Census rows;
    private final Map<Place, Taken> taken = new LinkedHashMap<>();
    private Duration asking = Duration.ZERO;
    private int looked;
    private boolean unknown;

    UpdateWatch(Outline before, Census rows) {
        this.before = before;
        this.rows = rows;
    }

    /// To be told of each statement before it runs.
    void step(Access access, String statement, int line) {
        Phrase phrase = Phrase.of(statement);
        if (!phrase.is(0, "UPDATE")) {
            // WITH … UPDATE, or ON CONFLICT … DO UPDATE.
            unknown |= phrase.at("UPDATE", 0) > 0 && !phrase.is(0, "CREATE");
        } else if (++looked > MOST_STATEMENTS) {
            unknown = true;
        } else {
            asked(phrase).stream()
                    .filter(asked -> !isHidden(access, asked.place.table))
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

    private List<Asked> asked(Phrase phrase) {
        int at = phrase.is(1, "OR") ? 3 : 1;
        boolean dotted = phrase.is(at + 1, ".");
        int set = phrase.at("SET", at);
        String table = before.object(phrase.name(dotted ? at + 2 : at))
                .filter(object -> object.kind() == SchemaObject.Kind.TABLE)
                .map(SchemaObject::name)
                .orElse("");
        if (set < 0 || table.isEmpty() || (dotted && !phrase.name(at).equals("main"))) {
            return List.of();
        }
        int as = phrase.part(0, set).at("AS", at);
        String alias = (as > 0 ? phrase.part(as + 1, as + 2) : phrase.part(at, dotted ? at + 3 : at + 1)).text();
        int from = phrase.until(set + 1, AFTER_SET);
        int where = phrase.at("WHERE", from);
        int end = phrase.until(from, AFTER_WHERE);
        // A row that meets several of the others would be counted as often.
        boolean joins = phrase.is(from, "FROM");
        String source = phrase.part(at, set).text()
                + (where < 0 ? "" : " WHERE (" + phrase.part(where + 1, end).text() + ")");
        List<Asked> all = new ArrayList<>();
        for (Phrase item : phrase.part(0, from).items(set + 1)) {
            Column column = before.column(table, item.name(0));
            unknown |= item.is(0, "(");
            if (column != null && item.is(1, "=")) {
                all.add(new Asked(
                        new Place(table, column.name()),
                        joins ? "" : source,
                        alias + "." + Ident.quote(column.name()),
                        "(" + item.part(2, item.size()).text() + ")"));
            }
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
        Row row = access.query(Sql.of("SELECT count(*), coalesce(sum(" + asked.emptied() + "), 0), coalesce(sum("
                        + asked.changed() + "), 0), min(" + was + ") IS NOT max(" + was + "), min(" + is + ") IS max("
                        + is + ") FROM "
                        + asked.source))
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
                .query(Sql.of("SELECT was, now FROM (SELECT " + ValueWatch.shown(asked.column) + " AS was, "
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
            // Renamed: under its new name nothing is compared, and what was taken is taken.
            boolean gone = now.column(place.table, place.column) == null;
            boolean overwrites = took.one && (gone || isOne(access, place));
            boolean counted = took.sure && !unknown && (gone || !whole.test(place.table));
            if (overwrites || counted) {
                all.removeIf(finding -> isOf(finding, place));
                all.addAll(overwrites ? List.of(overwritten(place, took)) : told(place, took));
            }
        });
        return all;
    }

    private static boolean isOf(Finding finding, Place place) {
        return finding.kind() != Finding.Kind.MOVED_VALUES
                && finding.subjects().get(0).equalsIgnoreCase(place.table)
                && finding.subjects().get(1).equalsIgnoreCase(place.column);
    }

    /// A later statement may have put the values back.
    private static boolean isOne(Access access, Place place) {
        String column = Ident.quote(place.column);
        return access.scalar(Sql.of("SELECT min(" + column + ") IS max(" + column + ") FROM main."
                                + Ident.quote(place.table)))
                        .asLong()
                != 0;
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
