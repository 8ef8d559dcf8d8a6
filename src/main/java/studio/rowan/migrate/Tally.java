package studio.rowan.migrate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Ident;
import studio.rowan.db.Names;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Token;
import studio.rowan.db.Value;

/// How many rows each table holds that foreign keys can delete from, and how many references that they can clear.
record Tally(Map<Place, Long> counts) {
    /// A table whose rows are counted, or one of its columns whose references are.
    /// @param cleared the value, as SQL, by which a key says that there is no reference; null for NULL
    record Place(
            String table, @Nullable String column, @Nullable String cleared) {
        Place(String table, @Nullable String column) {
            this(table, column, null);
        }

        Place at(String elsewhere) {
            return new Place(elsewhere, column, cleared);
        }

        /// Names differ by more than the case of their letters.
        boolean isSame(Place other) {
            return table.equalsIgnoreCase(other.table)
                    && (column == null ? other.column == null : column.equalsIgnoreCase(other.column));
        }
    }

    private static final Set<String> CONSTANTS =
            Set.of("NULL", "TRUE", "FALSE", "CURRENT_TIME", "CURRENT_DATE", "CURRENT_TIMESTAMP");

    static final Tally NONE = new Tally(Map.of());

    /// Virtual tables have no foreign keys, and asking one whose module is missing is an error.
    private static final String KEYS = "SELECT DISTINCT m.name, f.\"from\", f.on_delete, f.\"table\","
            + " f.on_update, (SELECT x.dflt_value FROM temp.pragma_table_xinfo(m.name) x"
            + " WHERE x.name = f.\"from\" COLLATE NOCASE)"
            + " FROM sqlite_schema m, temp.pragma_foreign_key_list(m.name) f WHERE m.type = 'table' AND m.rootpage > 0";

    /// The columns of a table, whatever the case of its letters; none where it is none.
    private static final String COLUMNS = "SELECT x.name FROM sqlite_schema m, temp.pragma_table_xinfo(m.name) x"
            + " WHERE m.type = 'table' AND m.rootpage > 0 AND m.name = ? COLLATE NOCASE";

    static Tally of(Access access) {
        return new Tally(counted(access, places(access)));
    }

    /// After a script, with the places of before that foreign keys cannot reach any more: they could while it ran.
    /// @param renamed tables, from and to in turn, in lower case
    static Tally after(Access access, Tally before, List<String> renamed) {
        Set<Place> places = places(access);
        Map<Place, Long> gone = new HashMap<>();
        for (Place place : before.counts.keySet()) {
            if (places.stream().noneMatch(place::isSame)) {
                Place now = now(access, place, renamed);
                if (now != null) {
                    places.add(now);
                } else if (place.column() == null) {
                    gone.put(place, 0L);
                }
            }
        }
        gone.putAll(counted(access, places));
        return new Tally(gone);
    }

    private static Set<Place> places(Access access) {
        Set<Place> places = new HashSet<>();
        for (Row row : access.query(Sql.of(KEYS))) {
            Set<String> acts = Set.of(row.text(2) + " on delete", row.text(4));
            if (acts.contains("CASCADE on delete")) {
                places.add(new Place(row.text(0), null));
            }
            if (acts.stream().anyMatch(act -> act.startsWith("SET DEFAULT"))) {
                places.add(new Place(row.text(0), row.text(1), asSql(row.asText(5))));
            } else if (acts.stream().anyMatch(act -> act.startsWith("SET NULL"))) {
                places.add(new Place(row.text(0), row.text(1)));
            }
        }
        return places;
    }

    /// SQLite takes a word without quotes, or in those of names, for a text; inside of an expression it is a column.
    private static @Nullable String asSql(@Nullable String value) {
        List<Token> words = value == null ? List.of() : Phrase.of(value).words();
        if (value == null
                || words.size() != 1
                || CONSTANTS.contains(value.strip().toUpperCase(Locale.ROOT))) {
            return value;
        }
        String text = words.getFirst().kind() == Token.Kind.STRING ? null : Names.unquote(words.getFirst(), value);
        return text == null ? value : Ident.literal(text);
    }

    private static Map<Place, Long> counted(Access access, Set<Place> places) {
        Map<Place, Long> counts = new HashMap<>();
        for (Place place : places) {
            String column = place.column();
            String counted = column == null ? "*" : references(Ident.quote(column), place.cleared());
            counts.put(
                    place,
                    access.scalar(Sql.of("SELECT count(" + counted + ") FROM main." + Ident.quote(place.table())))
                            .asLong());
        }
        return Map.copyOf(counts);
    }

    private static String references(String column, @Nullable String cleared) {
        return cleared == null ? column : "CASE WHEN " + column + " IS NOT (" + cleared + ") THEN " + column + " END";
    }

    /// Where a place of before is now: a table that was built anew has its old name.
    private static @Nullable Place now(Access access, Place place, List<String> renamed) {
        for (String table : List.of(place.table(), later(place.table(), renamed))) {
            Place now = place.at(table);
            List<Row> columns = access.query(Sql.of(COLUMNS, Value.of(table)));
            boolean there = columns.stream()
                    .anyMatch(row -> now.column() == null || row.text(0).equalsIgnoreCase(now.column()));
            if (there) {
                return now;
            }
        }
        return null;
    }

    /// Tables that foreign keys refer to, in lower case.
    static Set<String> parents(Access access) {
        Set<String> parents = new TreeSet<>();
        access.query(Sql.of(KEYS), row -> parents.add(row.text(3).toLowerCase(Locale.ROOT)));
        return parents;
    }

    /// What became of each place that is there now. One that was none before, such as of a table that was renamed or
    /// got its foreign key just now, is compared with what the table held.
    /// @param rows of the tables before
    /// @param renamed tables, from and to in turn, in lower case
    Map<Place, Long> changeSince(Tally before, Census rows, List<String> renamed) {
        Map<Place, Long> change = new HashMap<>();
        counts.forEach((place, now) -> {
            Long then = before.of(place, rows, renamed);
            if (then != null) {
                change.put(place, now - then);
            }
        });
        return change;
    }

    private @Nullable Long of(Place place, Census rows, List<String> renamed) {
        Long same = at(place);
        if (same != null) {
            return same;
        }
        String former = former(place.table(), renamed);
        Long renamedThen = at(new Place(former, place.column()));
        if (renamedThen != null) {
            return renamedThen;
        }
        // References that no key could clear before were not counted: there were as many as rows at most, and the run
        // without keys tells how many were none all along.
        Long held = rows.rows().get(place.table());
        return held == null ? rows.rows().get(former) : held;
    }

    private @Nullable Long at(Place place) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().isSame(place))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /// Whether foreign keys could reach it.
    boolean holds(Place place) {
        return at(place) != null;
    }

    private static String former(String table, List<String> renamed) {
        String name = table;
        for (int i = renamed.size() - 2; i >= 0; i -= 2) {
            if (renamed.get(i + 1).equalsIgnoreCase(name)) {
                name = renamed.get(i);
            }
        }
        return name;
    }

    private static String later(String table, List<String> renamed) {
        String name = table;
        for (int i = 0; i + 1 < renamed.size(); i += 2) {
            if (renamed.get(i).equalsIgnoreCase(name)) {
                name = renamed.get(i + 1);
            }
        }
        return name;
    }

    /// Whether rows or references that could be lost by foreign keys have become fewer than a user agreed to.
    static boolean lost(Map<Place, Long> change, List<Loss> agreed) {
        return change.entrySet().stream()
                .filter(entry -> entry.getValue() < 0)
                .anyMatch(entry -> agreed.stream()
                        .noneMatch(loss ->
                                loss.table().equals(entry.getKey().table()) && loss.change() <= entry.getValue()));
    }

    /// What the script itself takes away, as if it were agreed, beside what was.
    /// @param losses what foreign keys took beyond it
    static List<Loss> asNamed(Map<Place, Long> change, List<Loss> losses, List<Loss> agreed) {
        List<Loss> named = new ArrayList<>(agreed);
        change.forEach((place, by) -> {
            if (by < 0 && losses.stream().noneMatch(loss -> loss.table().equals(place.table()))) {
                named.add(new Loss(place.table(), 0, 0, by));
            }
        });
        return named;
    }

    /// Whether all of the losses were agreed to.
    static boolean covers(List<Loss> agreed, List<Loss> losses) {
        return losses.stream()
                .allMatch(loss -> agreed.stream()
                        .anyMatch(known -> known.table().equals(loss.table())
                                && known.deleted() >= loss.deleted()
                                && known.cleared() >= loss.cleared()));
    }

    /// Whether the script itself adds to a table that rows can be lost from, so that its number alone says nothing.
    /// @param renamed tables, from and to in turn, in lower case
    /// @param untold tables of which it is not known which rows went
    boolean hidesIn(Set<String> filled, List<String> renamed, Predicate<String> untold) {
        Set<String> all = new TreeSet<>(filled);
        for (int i = 0; i + 1 < renamed.size(); i += 2) {
            if (all.contains(renamed.get(i))) {
                all.add(renamed.get(i + 1));
            }
        }
        return counts.keySet().stream()
                .map(Place::table)
                .anyMatch(table -> (all.contains(table.toLowerCase(Locale.ROOT))
                                || all.contains(later(table, renamed).toLowerCase(Locale.ROOT)))
                        && untold.test(table));
    }

    /// What foreign keys did beyond the script: the difference between a run with them and one without.
    static List<Loss> losses(Map<Place, Long> with, Map<Place, Long> without) {
        Map<String, long[]> byTable = new HashMap<>();
        with.forEach((place, change) -> {
            long beyond = Math.max(0, without.getOrDefault(place, 0L) - change);
            long[] sums = byTable.computeIfAbsent(place.table(), _ -> new long[3]);
            if (place.column() == null) {
                sums[0] += beyond;
            } else {
                sums[1] += beyond;
            }
            sums[2] = Math.min(sums[2], change);
        });
        List<Loss> losses = new ArrayList<>();
        byTable.forEach((table, sums) -> {
            if (sums[0] > 0 || sums[1] > 0) {
                losses.add(new Loss(table, sums[0], sums[1], sums[2]));
            }
        });
        losses.sort(java.util.Comparator.comparing(Loss::table));
        return losses;
    }
}
