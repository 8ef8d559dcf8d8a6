package studio.rowan.migrate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Ident;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.diff.Outline;
import studio.rowan.kit.Format;
import studio.rowan.schema.Column;
import studio.rowan.schema.SchemaObject;

/// What plain UPDATE statements take from columns that were there before the script. Each is asked as a SELECT just
/// before it runs: of all rows that it changes, however large the table is.
final class UpdateWatch {
    private record Place(String table, String column) {}

    /// @param emptied rows that hold NULL afterwards
    /// @param changed rows that hold another value
    /// @param one values that differ become one, in every row of the table
    private record Taken(int line, long emptied, long changed, boolean one, String example) {
        Taken and(Taken later) {
            return new Taken(line, emptied + later.emptied, changed + later.changed, one || later.one, example);
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

    /// Where it takes longer, the rows that are compared have to do: a rehearsal may not cost much more than the run.
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private static final Set<String> AFTER_SET = Set.of("FROM", "WHERE", "ORDER", "LIMIT", "RETURNING");

    private static final Set<String> AFTER_WHERE = Set.of("ORDER", "LIMIT", "RETURNING");

    private final Outline before;
    private final Census rows;
    private final Map<Place, Taken> taken = new LinkedHashMap<>();
    private int looked;

    UpdateWatch(Outline before, Census rows) {
        this.before = before;
        this.rows = rows;
    }

    /// To be told of each statement before it runs.
    void step(Access access, String statement, int line) {
        Phrase phrase = Phrase.of(statement);
        if (phrase.is(0, "UPDATE") && looked < MOST_STATEMENTS) {
            looked++;
            asked(phrase).forEach(asked -> look(access, asked, line));
        }
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
        String others = phrase.is(from, "FROM")
                ? phrase.part(from + 1, where < 0 ? end : where).text()
                : "";
        String source = phrase.part(at, set).text()
                + (others.isEmpty() ? "" : ", " + others)
                + (where < 0 ? "" : " WHERE (" + phrase.part(where + 1, end).text() + ")");
        List<Asked> all = new ArrayList<>();
        for (Phrase item : phrase.part(0, from).items(set + 1)) {
            Column column = before.column(table, item.name(0));
            if (column != null && item.is(1, "=")) {
                all.add(new Asked(
                        new Place(table, column.name()),
                        source,
                        alias + "." + Ident.quote(column.name()),
                        "(" + item.part(2, item.size()).text() + ")"));
            }
        }
        return all;
    }

    private void look(Access access, Asked asked, int line) {
        try {
            access.within(LONGEST, () -> looked(access, asked, line))
                    .filter(found -> found.emptied + found.changed > 0)
                    .ifPresent(found -> taken.merge(asked.place, found, Taken::and));
        } catch (DbError e) {
            // Where it cannot be asked so, it runs all the same, and the rows that are compared tell.
            access.job().checkCancelled();
        }
    }

    private Taken looked(Access access, Asked asked, int line) {
        String touched = "CASE WHEN (" + asked.emptied() + ") OR (" + asked.changed() + ") THEN ";
        String was = touched + asked.column + " END";
        String is = touched + asked.value + " END";
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
        return new Taken(line, emptied, changed, one, example);
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
            Column column = now.column(place.table, place.column);
            if (column == null) {
                return;
            }
            boolean overwrites = took.one && isOne(access, place);
            if (overwrites || !whole.test(place.table)) {
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
