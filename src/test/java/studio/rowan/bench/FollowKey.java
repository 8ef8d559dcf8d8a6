package studio.rowan.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import studio.rowan.db.Value;
import studio.rowan.grid.KeyedRow;
import studio.rowan.grid.RowKey;
import studio.rowan.grid.RowSource;
import studio.rowan.grid.RowWindow;
import studio.rowan.relate.ParentRows;
import studio.rowan.relate.Relation;
import studio.rowan.schema.Workspace;

/// From a key to its row among a million: the row is found, its place in its table, and the page around it is there.
/// The reference is the one look-up that a program needs which shows the row alone. The bar is 20 ms.
final class FollowKey implements Measured {
    private static final int RUNS = 41;
    private static final int IN_SIGHT = 40;
    private static final double MOST_MS = 20;

    private static final Relation RELATION = new Relation(
            "wide",
            List.of("e"),
            "posts",
            List.of("id"),
            Relation.Origin.KEPT,
            Relation.State.SOUND,
            true,
            "NO ACTION",
            "NO ACTION");

    @Override
    public List<Result> run(BenchFiles files) throws Exception {
        Random random = new Random(5);
        try (Workspace workspace = files.open(files.blog());
                Connection raw = BenchFiles.raw(files.blog());
                PreparedStatement lookUp = raw.prepareStatement("SELECT * FROM posts WHERE id = ?");
                RowWindow open = RowWindow.of(workspace.db(), RowSource.of(BenchFiles.table(workspace, "posts")))) {
            Arrivals arrivals = new Arrivals();
            open.addListener(arrivals);
            open.open();
            arrivals.until(() -> open.count().isExact());
            long last = files.posts() - 2L * IN_SIGHT;
            Turns.Pair counted = Turns.of(
                    RUNS,
                    () -> follow(workspace, open, arrivals, BenchFiles.id(random.nextLong(last))),
                    () -> lookUp(lookUp, BenchFiles.id(random.nextLong(last))));
            Turns.Pair fresh = Turns.of(
                    RUNS,
                    () -> fresh(workspace, BenchFiles.id(random.nextLong(last))),
                    () -> lookUp(lookUp, BenchFiles.id(random.nextLong(last))));
            return List.of(
                    result("foreign key to its row, open table (reference: look-up, bar 20 ms)", counted),
                    result("foreign key to its row, new tab (reference: look-up, bar 20 ms)", fresh));
        }
    }

    private static Result result(String name, Turns.Pair pair) {
        return Result.of(name, pair.value(), pair.reference(), "ms", MOST_MS / pair.reference());
    }

    private static double fresh(Workspace workspace, long id) throws InterruptedException {
        long began = System.nanoTime();
        ParentRows found = find(workspace, id);
        Arrivals arrivals = new Arrivals();
        try (RowWindow window = RowWindow.of(workspace.db(), RowSource.of(found.table()))) {
            window.addListener(arrivals);
            window.open();
            arrivals.until(() -> window.row(0) != null);
            show(window, arrivals, found, id);
            return Turns.millisSince(began);
        }
    }

    private static double follow(Workspace workspace, RowWindow window, Arrivals arrivals, long id)
            throws InterruptedException {
        long began = System.nanoTime();
        show(window, arrivals, find(workspace, id), id);
        return Turns.millisSince(began);
    }

    private static ParentRows find(Workspace workspace, long id) {
        return workspace
                .db()
                .query(
                        "follow",
                        access -> ParentRows.find(
                                access,
                                RELATION,
                                workspace.schema().relation("posts").orElseThrow(),
                                List.of(Value.of(id))))
                .await();
    }

    private static void show(RowWindow window, Arrivals arrivals, ParentRows found, long id)
            throws InterruptedException {
        long rowid = found.keys().getFirst().getFirst().asLong();
        long ordinal = window.placeOf(new RowKey.Rowid(rowid)).await();
        window.want(ordinal, ordinal + IN_SIGHT);
        arrivals.until(() -> window.row(ordinal) != null);
        KeyedRow row = window.row(ordinal);
        if (rowid != id || row == null || row.get(0).asLong() != id) {
            throw new IllegalStateException("another row: " + row);
        }
    }

    private static double lookUp(PreparedStatement statement, long id) throws SQLException {
        long began = System.nanoTime();
        statement.setLong(1, id);
        try (ResultSet rows = statement.executeQuery()) {
            PageMapping.read(rows);
        }
        return Turns.millisSince(began);
    }
}
