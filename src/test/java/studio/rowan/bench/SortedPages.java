package studio.rowan.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import studio.rowan.grid.RowOrder;
import studio.rowan.grid.RowSource;
import studio.rowan.grid.RowWindow;
import studio.rowan.grid.SqlRows;
import studio.rowan.schema.Table;
import studio.rowan.schema.Workspace;

/// An order that no index has: until all keys are sorted, beside what SQLite alone takes for that; then any page.
final class SortedPages implements Measured {
    private static final int RUNS = 9;
    private static final int PAGES = 60;

    @Override
    public List<Result> run(BenchFiles files) throws Exception {
        Random random = new Random(11);
        try (Workspace workspace = files.open(files.blog());
                Connection raw = BenchFiles.raw(files.blog())) {
            Table table = BenchFiles.table(workspace, "posts");
            SqlRows sorted = RowSource.of(table).orderedBy(new RowOrder(1, false));
            Turns.Pair ready = Turns.of(RUNS, () -> sort(workspace, sorted), () -> raw(raw));
            double[] pages = new double[PAGES];
            Arrivals arrivals = new Arrivals();
            try (RowWindow window = RowWindow.of(workspace.db(), sorted)) {
                ready(window, arrivals);
                for (int i = 0; i < PAGES; i++) {
                    pages[i] = AnyPage.jump(window, arrivals, random.nextLong(files.posts() - 200));
                }
            }
            return List.of(
                    Result.of(
                            "unindexed sort, keys ready (reference: CREATE TEMP TABLE … ORDER BY)",
                            ready.value(),
                            ready.reference(),
                            "ms",
                            1.2),
                    Result.of("any page of it (reference: 5 ms)", Turns.median(pages), 5, "ms", 1));
        }
    }

    private static double sort(Workspace workspace, SqlRows sorted) throws InterruptedException {
        long began = System.nanoTime();
        try (RowWindow window = RowWindow.of(workspace.db(), sorted)) {
            ready(window, new Arrivals());
            return Turns.millisSince(began);
        }
    }

    private static void ready(RowWindow window, Arrivals arrivals) throws InterruptedException {
        window.addListener(arrivals);
        window.open();
        arrivals.until(() -> window.count().isExact());
    }

    private static double raw(Connection raw) throws SQLException {
        try (Statement statement = raw.createStatement()) {
            long began = System.nanoTime();
            statement.execute("CREATE TEMP TABLE sorted AS SELECT id FROM posts ORDER BY title, id");
            double took = Turns.millisSince(began);
            statement.execute("DROP TABLE sorted");
            return took;
        }
    }
}
