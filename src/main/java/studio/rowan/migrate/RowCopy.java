package studio.rowan.migrate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

/// A statement that copies rows into a table: INSERT … SELECT, or CREATE TABLE … AS SELECT.
/// @param into the table that gets them, in lower case
/// @param from what the statement names, tables among it, in lower case
/// @param values what each column gets, by its name in lower case; empty where that cannot be told
/// @param byPlace the columns are not named: each value falls into the column at its place
/// @param leaves the words that leave rows out; null where there are none
/// @param swallows the words by which rows that break a constraint vanish; null where there are none
record RowCopy(
        int line,
        String into,
        Set<String> from,
        Map<String, Given> values,
        boolean byPlace,
        @Nullable String leaves,
        @Nullable String swallows) {
    /// What one column gets.
    /// @param column of which table's column alone it is the value, in lower case; null where it is more than that
    /// @param constant it is the same in all rows, as far as its words tell
    record Given(Phrase said, @Nullable String column, boolean constant) {}

    private static final String COLUMNS = "SELECT name FROM temp.pragma_table_xinfo(?) WHERE hidden = 0 ORDER BY cid";

    private static final Set<String> LEAVING = Set.of("WHERE", "LIMIT", "GROUP", "HAVING", "EXCEPT", "INTERSECT");

    private static final Set<String> AFTER_FROM =
            Set.of("WHERE", "GROUP", "ORDER", "LIMIT", "WINDOW", "UNION", "EXCEPT", "INTERSECT");

    RowCopy {
        from = Set.copyOf(from);
    }

    /// To be asked before the statement runs, on the structure as it is then.
    /// @return null where it copies nothing
    static @Nullable RowCopy of(Access access, String statement, int line) {
        Phrase phrase = Phrase.of(statement);
        int into = phrase.at("INTO", 0);
        boolean makes = phrase.is(0, "CREATE") && phrase.at("TABLE", 0) > 0;
        int select = makes ? madeBy(phrase) : into < 0 ? -1 : phrase.at("SELECT", into);
        if (select < 0) {
            return null;
        }
        int at = makes ? select - 2 : into + 1;
        at += !makes && phrase.is(at + 1, ".") ? 2 : 0;
        String target = phrase.name(at);
        List<String> columns = makes ? List.of() : listed(phrase, at + 1, select);
        boolean byPlace = !makes && columns.isEmpty();
        Map<String, Given> values = values(access, phrase, select, byPlace ? columnsOf(access, target) : columns);
        return new RowCopy(
                line, target, Census.names(statement), values, byPlace, leaves(phrase, select), swallows(phrase, into));
    }

    /// `CREATE TABLE x AS SELECT`.
    private static int madeBy(Phrase phrase) {
        int as = phrase.at("AS", 0);
        return as > 0 && phrase.is(as + 1, "SELECT") ? as + 1 : -1;
    }

    private static List<String> listed(Phrase phrase, int from, int select) {
        int open = from;
        while (open < select && !phrase.is(open, "(")) {
            if (phrase.is(open, "WITH")) {
                return List.of();
            }
            open++;
        }
        return open == select
                ? List.of()
                : phrase.items(open + 1).stream().map(item -> item.name(0)).toList();
    }

    private static List<String> columnsOf(Access access, String table) {
        return access.query(Sql.of(COLUMNS, Value.of(table))).stream()
                .map(row -> row.text(0).toLowerCase(Locale.ROOT))
                .toList();
    }

    /// @param columns that get the values in turn; empty where the columns take their names from the values
    private static Map<String, Given> values(Access access, Phrase phrase, int select, List<String> columns) {
        boolean marked = phrase.is(select + 1, "DISTINCT") || phrase.is(select + 1, "ALL");
        List<Given> given = new ArrayList<>();
        List<Phrase> items = phrase.items(select + (marked ? 2 : 1));
        for (Phrase item : items) {
            boolean star = item.is(item.size() - 1, "*") && (item.size() == 1 || item.is(item.size() - 2, "."));
            if (star) {
                List<String> names = starred(access, phrase, select, items.size(), given.size());
                names.forEach(name -> given.add(new Given(item, name, false)));
            } else {
                given.add(new Given(item, item.column(), item.isConstant()));
            }
        }
        Map<String, Given> values = new LinkedHashMap<>();
        boolean named = columns.isEmpty();
        if (named || columns.size() == given.size()) {
            for (int i = 0; i < given.size(); i++) {
                values.put(named ? resultOf(given.get(i)) : columns.get(i), given.get(i));
            }
        }
        return values;
    }

    private static String resultOf(Given given) {
        String column = given.column();
        Phrase said = given.said();
        return said.is(said.size() - 2, "AS") ? said.name(said.size() - 1) : column == null ? said.text() : column;
    }

    /// The columns for which the star at a place stands; none where SQLite cannot tell.
    private static List<String> starred(Access access, Phrase phrase, int select, int items, int at) {
        try {
            int end = phrase.until(select + 1, Phrase.COMPOUND);
            List<String> all = access.describe(Sql.of(phrase.part(select, end).text())).stream()
                    .map(shape -> shape.name().toLowerCase(Locale.ROOT))
                    .toList();
            int stands = all.size() - items + 1;
            return stands < 0 || at + stands > all.size() ? List.of() : all.subList(at, at + stands);
        } catch (DbError.Syntax e) {
            return List.of();
        }
    }

    private static @Nullable String leaves(Phrase phrase, int select) {
        if (phrase.is(select + 1, "DISTINCT")) {
            return "DISTINCT";
        }
        int from = phrase.at("FROM", select);
        if (from < 0) {
            return null;
        }
        int end = phrase.until(from + 1, AFTER_FROM);
        for (int i = from + 1; i < end; i++) {
            // A table within parentheses can leave rows out too.
            boolean joins = phrase.is(i, "JOIN") && !outer(phrase, i);
            if (joins || phrase.isAny(i, LEAVING) || phrase.is(i, "DISTINCT")) {
                return joins ? "JOIN" : word(phrase, i);
            }
        }
        if (phrase.items(from + 1).size() > 1) {
            return "FROM …, …";
        }
        for (int i = end; i < phrase.size(); i = phrase.until(i + 1, LEAVING)) {
            if (phrase.isAny(i, LEAVING) && !(phrase.is(i, "WHERE") && holdsAlways(phrase, i + 1))) {
                return word(phrase, i);
            }
        }
        int union = phrase.at("UNION", select);
        return union > 0 && !phrase.is(union + 1, "ALL") ? "UNION" : null;
    }

    private static String word(Phrase phrase, int at) {
        return phrase.is(at, "GROUP") ? "GROUP BY" : phrase.name(at).toUpperCase(Locale.ROOT);
    }

    private static boolean outer(Phrase phrase, int join) {
        return phrase.is(join - 1, "LEFT") || phrase.is(join - 1, "OUTER");
    }

    /// `WHERE true`, which SQLite needs before ON CONFLICT.
    private static boolean holdsAlways(Phrase phrase, int at) {
        boolean one = phrase.is(at, "true") || phrase.is(at, "1");
        return one && (at + 1 == phrase.size() || phrase.is(at + 1, "ON") || phrase.is(at + 1, "ORDER"));
    }

    private static @Nullable String swallows(Phrase phrase, int into) {
        if (phrase.is(into - 1, "IGNORE") || phrase.is(into - 1, "REPLACE")) {
            return phrase.is(into - 2, "OR") ? "OR " + word(phrase, into - 1) : "REPLACE";
        }
        int conflict = phrase.at("CONFLICT", into);
        return conflict > 0 && phrase.is(conflict - 1, "ON") ? "ON CONFLICT" : null;
    }
}
