package studio.rowan.bench;

import java.util.List;
import studio.rowan.grid.RowSource;
import studio.rowan.grid.RowWindow;
import studio.rowan.schema.Workspace;

/// From the wish to see a table to its first rows: with 100 million rows as with one million.
final class FirstPage implements Measured {
    private static final int RUNS = 301;
    private static final int WARM_UP = 1000;

    @Override
    public List<Result> run(BenchFiles files) throws Exception {
        if (!files.hasLarge()) {
            return List.of();
        }
        try (Workspace large = files.open(files.large());
                Workspace small = files.open(files.narrow())) {
            // As after some use of the program: while our code is being compiled, two runs of this differ by half.
            for (int i = 0; i < WARM_UP; i++) {
                open(large);
                open(small);
            }
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
