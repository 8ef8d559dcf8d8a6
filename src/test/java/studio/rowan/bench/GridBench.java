package studio.rowan.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbFiles;
import studio.rowan.grid.GridColumn;
import studio.rowan.grid.GridView;
import studio.rowan.grid.RowSource;
import studio.rowan.grid.RowWindow;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Theme;
import studio.rowan.schema.Table;
import studio.rowan.schema.Workspace;

/// How fast the grid shows a table of any size: `GridBench FILE [TABLE]`, warm cache, medians of nine.
/// A step ends when its cells hold their values and a pulse of the scene has passed.
public final class GridBench {
    private static final int RUNS = 9;
    private static final int JUMPS = 1000;

    private final Workspace workspace;
    private final String tableName;
    private final PrintStream out = System.out;
    private final Jobs jobs;
    private final GridView grid;
    private final Stage stage;

    private GridBench(Workspace workspace, String tableName, Stage stage) {
        this.workspace = workspace;
        this.tableName = tableName;
        this.stage = stage;
        this.jobs = new Jobs(thrown -> thrown.printStackTrace(out));
        this.grid = new GridView(jobs);
    }

    public static void main(String[] args) throws Exception {
        CompletableFuture<GridBench> made = new CompletableFuture<>();
        Clock clock = Clock.system();
        Workspace workspace =
                Workspace.open(Path.of(args[0]), Db.Options.defaults().withReadOnly(true), new DbFiles(), clock);
        Platform.startup(() -> {
            GridBench bench = new GridBench(workspace, args.length > 1 ? args[1] : "posts", new Stage());
            bench.window();
            made.complete(bench);
        });
        int exit = 0;
        try {
            made.get().run();
        } catch (RuntimeException e) {
            e.printStackTrace();
            exit = 1;
        }
        workspace.close();
        clock.close();
        System.exit(exit);
    }

    private void window() {
        Scene scene = new Scene(new StackPane(grid), 990, 900);
        new Theme().install(scene);
        stage.setScene(scene);
        stage.show();
    }

    private void run() {
        double[] first = new double[RUNS];
        double[] end = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            first[i] = open();
            end[i] = jump();
            counted();
        }
        out.printf("first rows painted: median %.1f ms %s%n", median(first), Arrays.toString(first));
        out.printf("end, count just begun: median %.1f ms %s%n", median(end), Arrays.toString(end));
        for (int i = 0; i < RUNS; i++) {
            step(() -> grid.scrollTo(0), () -> isPainted(0));
            end[i] = jump();
        }
        out.printf("end, counted: median %.1f ms %s%n", median(end), Arrays.toString(end));
        long count = counted();
        Random random = new Random(1);
        for (int i = 0; i < 20; i++) {
            jumpTo(random.nextLong(count));
        }
        long before = heap();
        double[] jumps = new double[JUMPS];
        for (int i = 0; i < JUMPS; i++) {
            jumps[i] = jumpTo(random.nextLong(count));
        }
        out.printf(
                "random jump: median %.1f ms, slowest %.1f ms%n",
                median(jumps), Arrays.stream(jumps).max().orElse(0));
        out.printf("heap growth after %d jumps: %.1f MB%n", JUMPS, (heap() - before) / 1048576.0);
    }

    private double open() {
        return step(
                () -> jobs.run(
                        workspace.table(workspace.schema().relation(tableName).orElseThrow()),
                        this::show,
                        error -> error.printStackTrace(out)),
                () -> isPainted(0));
    }

    private RowWindow window;

    private void show(Table table) {
        RowWindow before = window;
        window = RowWindow.of(workspace.db(), RowSource.of(table));
        grid.clear();
        grid.show(window, GridColumn.of(table));
        if (before != null) {
            before.close();
        }
    }

    private double jump() {
        return step(
                () -> grid.scrollTo(Long.MAX_VALUE / 4),
                () -> isPainted(window.count().rows() - 1));
    }

    private double jumpTo(long row) {
        return step(
                () -> grid.scrollTo(row),
                () -> isPainted(Math.min(row, window.count().rows() - 1)));
    }

    private long counted() {
        while (!window.count().isExact()) {
            Thread.onSpinWait();
        }
        step(() -> {}, () -> true);
        return window.count().rows();
    }

    /// The cell holds the very row that stands there.
    private boolean isPainted(long row) {
        Node cell = (Node) grid.queryAccessibleAttribute(AccessibleAttribute.CELL_AT_ROW_COLUMN, (int) row, 0);
        var data = window == null ? null : window.row(row);
        return cell != null
                && data != null
                && String.valueOf(cell.queryAccessibleAttribute(AccessibleAttribute.TEXT))
                        .endsWith(": " + data.get(0).asText());
    }

    /// Milliseconds from the call until the condition held after a layout and one more pulse came.
    private double step(Runnable action, BooleanSupplier painted) {
        CompletableFuture<Double> done = new CompletableFuture<>();
        Platform.runLater(() -> {
            long began = System.nanoTime();
            boolean[] held = {false};
            AnimationTimer timer = new AnimationTimer() {
                @Override
                public void handle(long now) {
                    if (held[0]) {
                        stop();
                        done.complete((System.nanoTime() - began) / 1e6);
                    }
                    held[0] = painted.getAsBoolean();
                }
            };
            action.run();
            timer.start();
        });
        return done.join();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
