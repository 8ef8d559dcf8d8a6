package studio.rowan.change;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Ident;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

/// Reads cells of single rows. Of a large one only class and size are read, unless it is asked for whole (F14).
final class Cells {
    /// Bytes.
    private static final int LARGE = 65_536;
    private static final int CHUNK = 400;

    private Cells() {}

    /// The cells of the row that meets the condition, by column; `null` without such a row.
    static @Nullable Map<String, Value> read(Access access, String table, List<String> columns, Sql condition) {
        Map<String, Value> cells = new LinkedHashMap<>();
        for (int from = 0; from == 0 || from < columns.size(); from += CHUNK) {
            List<String> chunk = columns.subList(from, Math.min(columns.size(), from + CHUNK));
            Row row = access.first(guarded(table, chunk, condition));
            if (row == null) {
                return null;
            }
            for (int i = 0; i < chunk.size(); i++) {
                cells.put(chunk.get(i), cell(row, 1 + 3 * i));
            }
        }
        return cells;
    }

    private static Sql guarded(String table, List<String> columns, Sql condition) {
        Sql.Builder sql = Sql.builder().add("SELECT 1");
        for (String column : columns) {
            String name = Ident.quote(column);
            sql.add(", CASE WHEN octet_length(" + name + ") > " + LARGE + " THEN NULL ELSE " + name + " END, typeof("
                    + name + "), octet_length(" + name + ")");
        }
        return sql.add(" FROM ")
                .ident(table)
                .add(" WHERE ")
                .add(condition)
                .add(" LIMIT 1")
                .build();
    }

    private static Value cell(Row row, int at) {
        Value.StorageClass type = Value.StorageClass.of(row.text(at + 1));
        return row.get(at).isNull() && type != Value.StorageClass.NULL
                ? new Value.Large(type, row.asLong(at + 2))
                : row.get(at);
    }

    /// The cells whole, however large; `null` without such a row.
    static @Nullable Map<String, Value> readWhole(Access access, String table, List<String> columns, Sql condition) {
        Map<String, Value> cells = new LinkedHashMap<>();
        for (int from = 0; from == 0 || from < columns.size(); from += CHUNK) {
            List<String> chunk = columns.subList(from, Math.min(columns.size(), from + CHUNK));
            Sql.Builder sql = Sql.builder().add("SELECT 1");
            chunk.forEach(column -> sql.add(", ").ident(column));
            Row row = access.first(sql.add(" FROM ")
                    .ident(table)
                    .add(" WHERE ")
                    .add(condition)
                    .add(" LIMIT 1")
                    .build());
            if (row == null) {
                return null;
            }
            for (int i = 0; i < chunk.size(); i++) {
                cells.put(chunk.get(i), row.get(i + 1));
            }
        }
        return cells;
    }

    /// Whether rows meet the condition: 0, 1, or 2 for more than one.
    static int count(Access access, String table, Sql condition) {
        return (int) access.scalar(Sql.builder()
                        .add("SELECT count(*) FROM (SELECT 1 FROM ")
                        .ident(table)
                        .add(" WHERE ")
                        .add(condition)
                        .add(" LIMIT 2)")
                        .build())
                .asLong();
    }

    /// `c1 = ? AND …`, as a foreign key compares them where these are the parent's columns.
    static Sql equal(List<String> columns, List<Value> values) {
        List<Sql> conditions = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            conditions.add(Sql.builder()
                    .ident(columns.get(i))
                    .add(" = ")
                    .add(RowSql.exact(values.get(i)))
                    .build());
        }
        return RowSql.and(conditions);
    }
}
