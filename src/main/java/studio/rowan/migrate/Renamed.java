package studio.rowan.migrate;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.rowan.diff.Outline;
import studio.rowan.schema.Column;
import studio.rowan.schema.SchemaObject;

/// What tables and columns that were there before a script are called in its course, and at its end.
final class Renamed {
    /// @param table what it was called before, and `column` what it is called now; in lower case
    private record Place(String table, String column) {}

    private final Outline before;
    /// By what they are called now, in lower case.
    private final Map<String, String> tables = new HashMap<>();
    /// What they were called; empty for one that was not there.
    private final Map<Place, String> columns = new HashMap<>();

    Renamed(Outline before) {
        this.before = before;
    }

    /// To be told of each statement that changes the structure, before it runs.
    void step(Phrase words) {
        if (words.is(0, "ALTER")) {
            int name = words.is(3, ".") ? 4 : 2;
            alter(words, name, words.name(name));
        } else {
            int at = words.until(0, Set.of("TABLE"));
            int name = words.is(at + 1, "IF") ? words.until(at, Set.of("EXISTS")) + 1 : at + 1;
            String table = former(words.name(words.is(name + 1, ".") ? name + 2 : name));
            columns.keySet().removeIf(place -> place.table.equals(table));
        }
    }

    private void alter(Phrase words, int name, String table) {
        String former = former(table);
        if (words.is(name + 1, "ADD")) {
            int column = words.is(name + 2, "COLUMN") ? name + 3 : name + 2;
            columns.put(new Place(former, words.name(column)), "");
        } else if (words.is(name + 1, "RENAME") && words.is(name + 2, "TO")) {
            if (before.object(former).isPresent()) {
                tables.put(words.name(name + 3), former);
            } else {
                tables.remove(words.name(name + 3));
            }
        } else if (words.is(name + 1, "RENAME")) {
            int column = words.is(name + 2, "COLUMN") && !words.is(name + 3, "TO") ? name + 3 : name + 2;
            String from = words.name(column);
            String was = formerColumn(former, from);
            columns.put(new Place(former, from), "");
            columns.put(new Place(former, words.name(column + 2)), was);
        }
    }

    private String former(String table) {
        return tables.getOrDefault(lower(table), lower(table));
    }

    private String formerColumn(String former, String column) {
        return columns.getOrDefault(new Place(former, lower(column)), lower(column));
    }

    /// The table of before that is called so now.
    Optional<SchemaObject> table(String name) {
        return before.object(former(name)).filter(object -> object.kind() == SchemaObject.Kind.TABLE);
    }

    /// The column of before that is called so now.
    /// @param table what it was called before
    @Nullable
    Column column(String table, String name) {
        return before.column(table, formerColumn(lower(table), name));
    }

    /// What a table of before is called at the end.
    String tableNow(Outline now, String table) {
        String was = lower(table);
        if (former(was).equals(was) && now.object(was).isPresent()) {
            return table;
        }
        return tables.entrySet().stream()
                .filter(entry -> entry.getValue().equals(was)
                        && now.object(entry.getKey()).isPresent())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(table);
    }

    /// What a column of before is called at the end; null where it is gone.
    @Nullable
    String columnNow(Outline now, String table, String column) {
        String was = lower(table);
        String called = tableNow(now, table);
        if (formerColumn(was, column).equals(lower(column)) && now.column(called, column) != null) {
            return column;
        }
        return columns.entrySet().stream()
                .filter(entry -> entry.getKey().table.equals(was)
                        && entry.getValue().equals(lower(column))
                        && now.column(called, entry.getKey().column) != null)
                .map(entry -> entry.getKey().column)
                .findFirst()
                .orElse(null);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
