package studio.rowan.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import studio.rowan.db.Access;
import studio.rowan.db.Ident;
import studio.rowan.db.Job;
import studio.rowan.db.Memory;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.schema.FullTextDdl;

/// The words that an index would find a few rows by, as SQLite itself cuts them: the rows are put into an index in
/// memory that is made alike, and its vocabulary is read.
public final class TokenPreview {
    /// Bytes of a cell that are looked at; longer ones are not read at all (F14).
    private static final int CELL_BYTES = 1 << 20;

    /// Characters of a cell that are shown.
    public static final int CELL_CHARACTERS = 2_000;

    /// A row of the table, the searched columns only.
    public record Sample(Value key, List<Value> cells) {
        public Sample {
            cells = List.copyOf(cells);
        }
    }

    private TokenPreview() {}

    /// A few rows of the table, those behind a key first.
    static List<Sample> rows(Access access, FtsDraft draft, Value after, int count) {
        String key = Ident.quote(draft.key());
        Sql.Builder sql = Sql.builder().add("SELECT " + key);
        for (String column : draft.columns()) {
            sql.add(", ").add(beginning(Ident.quote(draft.table(), column)));
        }
        sql.add(" FROM ").ident(draft.table());
        if (!after.isNull()) {
            sql.add(" WHERE " + key + " > ").bind(after);
        }
        sql.add(" ORDER BY " + key + " LIMIT " + count);
        return access.query(sql.build()).stream()
                .map(row -> new Sample(row.get(0), row.toList().subList(1, row.size())))
                .toList();
    }

    private static String beginning(String column) {
        return "CASE WHEN octet_length(" + column + ") <= " + CELL_BYTES + " THEN substr(" + column + ", 1, "
                + CELL_CHARACTERS + ") END";
    }

    /// The words of each cell of each row, in their order.
    /// @throws studio.rowan.db.DbError where SQLite does not take the tokenizer
    static List<List<List<String>>> tokens(Job<?> job, FtsDraft draft, List<Sample> rows) {
        return Memory.with(job, access -> {
            FtsDraft full = new FtsDraft(
                    draft.table(),
                    draft.key(),
                    List.of(),
                    draft.columns(),
                    false,
                    "t",
                    draft.tokenizer(),
                    List.of(),
                    FullTextDdl.Detail.FULL);
            access.execute(full.create("t", "''", true));
            for (int i = 0; i < rows.size(); i++) {
                access.execute(insert(i + 1, rows.get(i).cells()));
            }
            return read(access, rows.size(), draft.columns().size());
        });
    }

    static Sql insert(long rowid, List<Value> cells) {
        Sql.Builder sql = Sql.builder().add("INSERT INTO t(rowid");
        for (int i = 0; i < cells.size(); i++) {
            sql.add(", c" + i);
        }
        List<Value> values = new ArrayList<>(List.of(Value.of(rowid)));
        values.addAll(cells);
        return sql.add(") VALUES (").bindAll(values).add(")").build();
    }

    private static List<List<List<String>>> read(Access access, int rows, int columns) {
        List<List<List<String>>> all = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            List<List<String>> cells = new ArrayList<>();
            for (int column = 0; column < columns; column++) {
                cells.add(new ArrayList<>());
            }
            all.add(cells);
        }
        access.execute(Sql.of("CREATE VIRTUAL TABLE v USING fts5vocab('t', 'instance')"));
        access.query(Sql.of("SELECT doc, col, term FROM v ORDER BY doc, col, \"offset\""), row -> {
            int column = Integer.parseInt(Objects.requireNonNull(row.asText(1)).substring(1));
            all.get((int) row.asLong(0) - 1).get(column).add(row.text(2));
        });
        return all;
    }
}
