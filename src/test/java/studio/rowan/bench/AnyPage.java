package studio.rowan.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import studio.rowan.grid.RowSource;
import studio.rowan.grid.RowWindow;
import studio.rowan.schema.Workspace;

/// Any page of a table whose rows are counted, by a jump to anywhere, beside the page that other studios fetch.
final class AnyPage implements Measured {
    private static final int RUNS = 101;
    private static final int IN_SIGHT = 40;

    @Override
    public List<Result> run(BenchFiles files) throws Exception {
        Random random = new Random(3);
        Arrivals arrivals = new Arrivals();
        try (Workspace workspace = files.open(files.blog());
                Connection raw = BenchFiles.raw(files.blog());
                PreparedStatement offset = raw.prepareStatement("SELECT * FROM posts LIMIT 200 OFFSET ?");
                RowWindow window = RowWindow.of(workspace.db(), RowSource.of(BenchFiles.table(workspace, "posts")))) {
            window.addListener(arrivals);
            window.open();
            arrivals.until(() -> window.count().isExact());
            long last = files.posts() - 200;
            // As after some use of the program, when its code is compiled: the reference is SQLite's from the first run
            // on. After 500 pages one takes about twice as long.
            for (int i = 0; i < 10_000; i++) {
                jump(window, arrivals, random.nextLong(last));
            }
            Turns.Pair pair = Turns.of(
                    RUNS,
                    () -> jump(window, arrivals, random.nextLong(last)),
                    () -> offset(offset, random.nextLong(last)));
            return List.of(Result.of(
                    "any page after anchors (reference: LIMIT 200 OFFSET n)",
                    pair.value(),
                    pair.reference(),
                    "ms",
                    1 / 50.0));
        }
    }

    static double jump(RowWindow window, Arrivals arrivals, long to) throws InterruptedException {
        long began = System.nanoTime();
        window.want(to, to + IN_SIGHT);
        arrivals.until(() -> window.row(to) != null && window.row(to + IN_SIGHT) != null);
        return Turns.millisSince(began);
    }

    private static double offset(PreparedStatement statement, long skip) throws SQLException {
        long began = System.nanoTime();
        statement.setLong(1, skip);
        try (ResultSet rows = statement.executeQuery()) {
            PageMapping.read(rows);
        }
        return Turns.millisSince(began);
    }
}
