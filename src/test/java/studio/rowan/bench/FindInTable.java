package studio.rowan.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import studio.rowan.grid.Needle;
import studio.rowan.grid.RowFind;
import studio.rowan.grid.RowSource;
import studio.rowan.grid.SqlRows;
import studio.rowan.schema.Workspace;

/// A text looked for in all columns, slice by slice, beside one scan with LIKE; and how soon the only hit is told.
final class FindInTable implements Measured {
    private static final int RUNS = 5;

    @Override
    public List<Result> run(BenchFiles files) throws Exception {
        try (Workspace workspace = files.open(files.blog());
                Connection raw = BenchFiles.raw(files.blog())) {
            SqlRows posts = RowSource.of(BenchFiles.table(workspace, "posts"));
            Turns.Pair all = Turns.of(
                    RUNS,
                    () -> find(workspace, posts, BenchFiles.NEEDLE, false),
                    () -> raw(raw, posts, BenchFiles.NEEDLE, ""));
            Turns.Pair first = Turns.of(
                    RUNS,
                    () -> find(workspace, posts, BenchFiles.SINGLE, true),
                    () -> raw(raw, posts, BenchFiles.SINGLE, " LIMIT 1"));
            return List.of(
                    Result.of("find in table (reference: LIKE scan)", all.value(), all.reference(), "ms", 1.3),
                    Result.of(
                            "find in table, first hit (reference: LIKE … LIMIT 1)",
                            first.value(),
                            first.reference(),
                            "ms",
                            1.3));
        }
    }

    private static double find(Workspace workspace, SqlRows source, String text, boolean firstOnly) {
        Needle needle = new Needle(text, false, false);
        long began = System.nanoTime();
        RowFind find = new RowFind(source, guarded -> needle.upToNul("posts", source.columns(), guarded), false);
        long rows = 0;
        for (boolean end = false; !end; ) {
            RowFind.Found found = workspace
                    .db()
                    .search("find", access -> find.next(access, true))
                    .await();
            rows += found.rows();
            end = found.isEnd() || (firstOnly && rows > 0);
        }
        if (rows == 0) {
            throw new IllegalStateException("nothing was found");
        }
        return Turns.millisSince(began);
    }

    private static double raw(Connection raw, SqlRows source, String text, String limit) throws SQLException {
        String any = source.columns().stream()
                .map(column -> '"' + column + "\" LIKE '%" + text + "%'")
                .collect(Collectors.joining(" OR "));
        long began = System.nanoTime();
        try (Statement statement = raw.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM posts WHERE " + any + limit)) {
            long last = 0;
            while (rows.next()) {
                last = rows.getLong(1);
            }
            if (last == 0) {
                throw new IllegalStateException("nothing was found");
            }
        }
        return Turns.millisSince(began);
    }
}
