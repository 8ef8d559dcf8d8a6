package studio.rowan.grid;

import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Ident;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

/// Where in a row a text was found.
/// @param column the first that holds it
/// @param around the text with a little of what stands before and behind it
public record NeedleHit(String column, Value around) {
    private static final int BEFORE = 30;
    private static final int SNIPPET = 160;

    /// Null where the row is gone, or holds it no more.
    public static @Nullable NeedleHit of(Access access, SqlRows source, String table, RowKey key, Needle needle) {
        List<Sql> marks = source.columns().stream()
                .map(column -> Sql.builder()
                        .add("CASE WHEN ")
                        .add(needle.in(table, column, true))
                        .add(" THEN 1 END")
                        .build())
                .toList();
        Row row = access.first(source.of(key, marks));
        for (int i = 0; row != null && i < row.size(); i++) {
            if (!row.get(i).isNull()) {
                String column = source.columns().get(i);
                return new NeedleHit(column, access.scalar(source.of(key, List.of(around(table, column, needle)))));
            }
        }
        return null;
    }

    /// A part of a text that begins a little before what was found; other values as they are.
    private static Sql around(String table, String column, Needle needle) {
        String name = Ident.quote(table, column);
        return Sql.builder()
                .add("CASE typeof(" + name + ") WHEN 'text' THEN substr(" + name + ", max(1, instr(lower(" + name
                        + "), lower(")
                .bind(Value.of(needle.text()))
                .add(")) - " + BEFORE + "), " + SNIPPET + ") WHEN 'blob' THEN substr(" + name + ", 1, " + SNIPPET
                        + ") ELSE " + name + " END")
                .build();
    }
}
