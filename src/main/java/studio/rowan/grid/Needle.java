package studio.rowan.grid;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import studio.rowan.db.Ident;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

/// A text that is looked for in cells: inside texts and inside numbers as text; in bytes only where asked.
/// Case of ASCII letters is ignored as SQLite's LIKE does, unless it is to match; bytes always match exactly.
public record Needle(String text, boolean matchCase, boolean blobs) {
    /// Characters; a pattern must stay below SQLite's bound.
    public static final int LONGEST = 2_000;

    /// Bytes of a cell that a condition of a reader looks at.
    public static final long SEARCHED_BYTES = 64L << 20;

    private static final int OF_ONE_GROUP = 40;

    public Needle {
        text = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    /// The condition that one of these columns holds it.
    /// @param guarded leaves out cells above the bound of readers
    public Sql in(String table, List<String> columns, boolean guarded) {
        return any(columns, column -> in(table, column, guarded));
    }

    /// The same, at less than half the cost, where no text holds a NUL character: behind one, nothing is seen.
    public Sql upToNul(String table, List<String> columns, boolean guarded) {
        return any(columns, column -> in(column(table, column), guarded, false));
    }

    /// Whether [#upToNul] sees less than [#in].
    public boolean endsAtNul() {
        return !matchCase;
    }

    /// The condition that a text in one of these columns holds a NUL character.
    /// @param guarded leaves out cells above the bound of readers
    public static Sql holdsNul(String table, List<String> columns, boolean guarded) {
        return any(columns, column -> {
            String name = column(table, column);
            return Sql.of("(typeof(" + name + ") = 'text' AND " + (guarded ? within(name) + " AND " : "")
                    + "instr(CAST(" + name + " AS BLOB), x'00') > 0)");
        });
    }

    private static Sql any(List<String> columns, Function<String, Sql> condition) {
        // Of bounded depth, since a table can have 2,000 columns.
        List<Sql> groups = new ArrayList<>();
        for (int from = 0; from < columns.size(); from += OF_ONE_GROUP) {
            groups.add(any(columns.subList(from, Math.min(columns.size(), from + OF_ONE_GROUP)).stream()
                    .map(condition)
                    .toList()));
        }
        return groups.isEmpty() ? Sql.of("0") : any(groups);
    }

    private static String column(String table, String column) {
        return Ident.quote(table, column);
    }

    private static String within(String name) {
        return "octet_length(" + name + ") <= " + SEARCHED_BYTES;
    }

    private static Sql any(List<Sql> conditions) {
        Sql.Builder sql = Sql.builder();
        for (int i = 0; i < conditions.size(); i++) {
            sql.add(i == 0 ? "(" : " OR ").add(conditions.get(i));
        }
        return sql.add(")").build();
    }

    /// The condition that a cell holds it.
    public Sql in(String table, String column, boolean guarded) {
        return in(column(table, column), guarded, true);
    }

    private Sql in(String name, boolean guarded, boolean beyondNul) {
        Sql.Builder sql = Sql.builder().add("(");
        if (guarded) {
            sql.add(within(name) + " AND ");
        }
        // The class is asked of hits alone: that costs nothing, and few columns hold blobs that look like text.
        sql.add(held(name, beyondNul)).add(" AND typeof(" + name + ") <> 'blob'");
        if (blobs) {
            sql.add(" OR typeof(" + name + ") = 'blob' AND ");
            if (guarded) {
                sql.add(within(name) + " AND ");
            }
            sql.add("instr(" + name + ", CAST(").bind(Value.of(text)).add(" AS BLOB)) > 0");
        }
        return sql.add(")").build();
    }

    private Sql held(String name, boolean beyondNul) {
        if (matchCase) {
            return Sql.builder()
                    .add("instr(" + name + ", ")
                    .bind(Value.of(text))
                    .add(") > 0")
                    .build();
        }
        String escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        Sql.Builder sql = Sql.builder()
                .add("(" + name + " LIKE ")
                .bind(Value.of("%" + escaped + "%"))
                .add(escaped.equals(text) ? "" : " ESCAPE '\\'");
        if (beyondNul) {
            // LIKE is the faster one, but reads only up to a NUL character.
            sql.add(" OR instr(" + name + ", char(0)) > 0 AND instr(lower(" + name + "), lower(")
                    .bind(Value.of(text))
                    .add(")) > 0");
        }
        return sql.add(")").build();
    }

    /// The same for a value that was read; never for one whose content was not.
    public boolean isIn(Value value) {
        return switch (value) {
            case Value.Null _, Value.Large _ -> false;
            case Value.Int(long number) -> contains(Long.toString(number));
            case Value.Real(double number) -> contains(Value.Real.text(number));
            case Value.Text held -> contains(held.value());
            case Value.Blob(byte[] bytes) ->
                blobs
                        && new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)
                                .contains(new String(
                                        text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                                        java.nio.charset.StandardCharsets.ISO_8859_1));
        };
    }

    private boolean contains(String held) {
        return matchCase ? held.contains(text) : lower(held).contains(lower(text));
    }

    /// ASCII letters only, as LIKE does.
    private static String lower(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
        }
        return out.toString();
    }
}
