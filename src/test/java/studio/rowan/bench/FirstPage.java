package studio.rowan.bench;

import java.util.List;
import studio.rowan.grid.RowSource;
import studio.rowan.grid.RowWindow;
import studio.rowan.schema.Workspace;

/// From the wish to see a table to its first rows: with 100 million rows as with one million.
final class FirstPage implements Measured {
    private static final int RUNS = 41;

    @Override
    public List<Result> run(BenchFiles files) throws Exception {
        if (!files.hasLarge()) {
            return List.of();
        }
        try (Workspace large = files.open(files.large());
                Workspace small = files.open(files.narrow())) {
            Turns.Pair pair = Turns.of(RUNS, () -> open(large), () -> open(small));
            return List.of(Result.of(
                    "first page, 100 M rows (reference: 1 M rows)", pair.value(), pair.reference(), "ms", 1.3));
        }
    }

    private static double open(Workspace workspace) throws InterruptedException {
        long began = System.nanoTime();
        Arrivals arrivals = new Arrivals();
        try (RowWindow window = RowWindow.of(workspace.db(), RowSource.of(BenchFiles.table(workspace, "posts")))) {
            window.addListener(arrivals);
            window.open();
            arrivals.until(() -> window.row(0) != null);
            return Turns.millisSince(began);
        }
    }
}
