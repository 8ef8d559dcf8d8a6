package studio.rowan.bench;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import studio.rowan.grid.GridColumn;
import studio.rowan.grid.GridState;
import studio.rowan.grid.GridView;
import studio.rowan.grid.KeyedRow;
import studio.rowan.grid.RowSource;
import studio.rowan.grid.RowWindow;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Theme;
import studio.rowan.schema.Table;
import studio.rowan.schema.Workspace;

/// A new screen of 32 rows x 12 columns: what it costs the window's thread, beside the 16.6 ms of a frame; and the heap
/// after 10,000 jumps to anywhere, beside that before them.
final class ScrollStep implements Measured {
    private static final double FRAME = 1000 / 60.0;
    private static final int ROWS = 32;
    private static final int STEPS = 600;
    private static final int JUMPS = 10_000;

    private final Jobs jobs = new Jobs(Throwable::printStackTrace);
    private double spent;
    private long pulse;
    private Runnable shown = () -> {};

    @Override
    public List<Result> run(BenchFiles files) throws Exception {
        try (Workspace workspace = files.open(files.blog())) {
            Table table = BenchFiles.table(workspace, "wide");
            try (RowWindow window = RowWindow.of(workspace.db(), RowSource.of(table))) {
                Arrivals arrivals = new Arrivals();
                window.addListener(arrivals);
                GridView grid = onWindow(() -> show(window, table));
                arrivals.until(() -> window.count().isExact());
                long rows = window.count().rows();
                for (int i = 1; i <= STEPS / 3; i++) {
                    step(grid, window, i * (long) ROWS);
                }
                double[] steps = new double[STEPS];
                for (int i = 0; i < STEPS; i++) {
                    steps[i] = step(grid, window, (i + STEPS) * (long) ROWS);
                }
                Random random = new Random(1);
                for (int i = 0; i < JUMPS / 10; i++) {
                    jump(grid, window, arrivals, random.nextLong(rows - ROWS));
                }
                double before = heap();
                for (int i = 0; i < JUMPS; i++) {
                    jump(grid, window, arrivals, random.nextLong(rows - ROWS));
                }
                double after = heap();
                onWindow(() -> {
                    grid.clear();
                    grid.getScene().getWindow().hide();
                    return true;
                });
                return List.of(
                        Result.of(
                                "scroll step 32 x 12, window's thread, p95 (reference: a frame)",
                                Turns.percentile(steps, 0.95),
                                FRAME,
                                "ms",
                                8 / FRAME),
                        Result.of("heap after 10,000 jumps (reference: before them)", after, before, "MB", 1.1));
            }
        } finally {
            onWindow(() -> {
                jobs.close();
                return true;
            });
        }
    }

    private GridView show(RowWindow window, Table table) {
        GridView grid = new GridView(jobs);
        Stage stage = new Stage();
        Scene scene = new Scene(new StackPane(grid), 990, 950);
        new Theme().install(scene);
        stage.setScene(scene);
        listen(scene);
        stage.show();
        grid.show(window, GridColumn.of(table));
        // All twelve in sight.
        grid.restore(new GridState(grid.state().columns().stream()
                .map(item -> new GridState.Item(item.name(), 74, false, false))
                .toList()));
        return grid;
    }

    /// Milliseconds of the window's thread, over all frames until the rows are shown.
    private double step(GridView grid, RowWindow window, long to) throws Exception {
        CompletableFuture<Double> done = new CompletableFuture<>();
        Platform.runLater(() -> {
            spent = 0;
            shown = () -> {
                if (isPainted(grid, window, to) && isPainted(grid, window, to + ROWS - 1)) {
                    shown = () -> {};
                    done.complete(spent / 1e6);
                }
            };
            long began = System.nanoTime();
            grid.scrollTo(to);
            spent += System.nanoTime() - began;
        });
        return done.get(1, TimeUnit.MINUTES);
    }

    private void listen(Scene scene) {
        scene.addPreLayoutPulseListener(() -> pulse = System.nanoTime());
        scene.addPostLayoutPulseListener(() -> {
            spent += System.nanoTime() - pulse;
            shown.run();
        });
        // Frames go on, whether anything moves or not.
        new AnimationTimer() {
            @Override
            public void handle(long now) {
                scene.getRoot().requestLayout();
            }
        }.start();
    }

    /// The cell holds the very row that stands there.
    private static boolean isPainted(GridView grid, RowWindow window, long row) {
        Node cell = (Node) grid.queryAccessibleAttribute(AccessibleAttribute.CELL_AT_ROW_COLUMN, (int) row, 0);
        KeyedRow data = window.row(row);
        return cell != null
                && data != null
                && String.valueOf(cell.queryAccessibleAttribute(AccessibleAttribute.TEXT))
                        .contains(": " + data.get(0).asText());
    }

    /// Without waiting for frames: what is kept is asked for, not how soon.
    private static void jump(GridView grid, RowWindow window, Arrivals arrivals, long to) throws Exception {
        onWindow(() -> {
            grid.scrollTo(to);
            grid.layout();
            return true;
        });
        arrivals.until(() -> window.row(to) != null && window.row(to + ROWS) != null);
    }

    private static <T> T onWindow(Supplier<T> body) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                done.complete(body.get());
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        });
        return done.get();
    }

    private static double heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / 1048576.0;
    }
}
