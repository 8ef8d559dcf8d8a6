package studio.rowan.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import studio.rowan.grid.KeyedRow;
import studio.rowan.grid.RowSource;
import studio.rowan.grid.RowWindow;
import studio.rowan.schema.Workspace;

/// A page of 200 rows with its keys, guarded cells and true values, as the grid gets it through MyBatis, beside the
/// same columns of the same rows read by the driver alone.
final class PageMapping implements Measured {
    private static final int RUNS = 301;
    private static final int ROWS = 200;

    @Override
    public List<Result> run(BenchFiles files) throws Exception {
        Random random = new Random(5);
        Arrivals arrivals = new Arrivals();
        try (Workspace workspace = files.open(files.blog());
                Connection raw = BenchFiles.raw(files.blog());
                RowWindow window = RowWindow.of(workspace.db(), RowSource.of(BenchFiles.table(workspace, "posts")))) {
            window.addListener(arrivals);
            window.open();
            arrivals.until(() -> window.count().isExact());
            // Anchors stand at each thousandth row, so that neither skips any.
            int thousands = (int) ((files.posts() - ROWS) / 1000);
            for (int i = 0; i < 500; i++) {
                page(window, 1000L * random.nextInt(thousands));
                raw(raw, 1000L * random.nextInt(thousands));
            }
            Turns.Pair pair = Turns.of(
                    RUNS,
                    () -> page(window, 1000L * random.nextInt(thousands)),
                    () -> raw(raw, 1000L * random.nextInt(thousands)));
            return List.of(Result.of(
                    "page of 200 rows through MyBatis (reference: getObject)",
                    pair.value(),
                    pair.reference(),
                    "ms",
                    2));
        }
    }

    private static double page(RowWindow window, long first) {
        long began = System.nanoTime();
        List<KeyedRow> rows = window.rows("page", first, ROWS).await();
        double took = Turns.millisSince(began);
        if (rows.size() != ROWS || rows.getFirst().get(0).asLong() != BenchFiles.id(first)) {
            throw new IllegalStateException("not the page that was asked for");
        }
        return took;
    }

    private static double raw(Connection raw, long first) throws SQLException {
        long began = System.nanoTime();
        try (PreparedStatement statement =
                raw.prepareStatement("SELECT * FROM posts WHERE id >= ? ORDER BY id LIMIT 200")) {
            statement.setLong(1, BenchFiles.id(first));
            try (ResultSet rows = statement.executeQuery()) {
                read(rows);
            }
        }
        return Turns.millisSince(began);
    }

    static List<Object[]> read(ResultSet rows) throws SQLException {
        int columns = rows.getMetaData().getColumnCount();
        List<Object[]> page = new ArrayList<>();
        while (rows.next()) {
            Object[] row = new Object[columns];
            for (int i = 0; i < columns; i++) {
                row[i] = rows.getObject(i + 1);
            }
            page.add(row);
        }
        return page;
    }
}
