package studio.rowan.grid;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DataFormat;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.db.Row;
import studio.rowan.db.Value;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;

/// What is taken from the selected cells: copies and sums. What is in sight is taken at once, anything more is read
/// on a lane, with progress and cancel.
final class GridCopyModel {
    /// Cells that are looked at at once.
    private static final long AT_ONCE = 20_000;

    /// Characters that a clipboard is filled with.
    private static final long MOST_CHARS = 100_000_000;

    private static final DataFormat CELLS = new DataFormat("application/x-rowan-studio-cells");

    private final GridView grid;
    private final Jobs jobs;
    private final ReadOnlyObjectWrapper<Aggregate> aggregate = new ReadOnlyObjectWrapper<>(Aggregate.NONE);
    private final Jobs.Debounced summing;
    private Consumer<Long> onMarked = _ -> {};
    private @Nullable Job<?> sum;
    private @Nullable Job<?> copying;

    GridCopyModel(GridView grid, Jobs jobs) {
        this.grid = grid;
        this.jobs = jobs;
        this.summing = jobs.debounce(Duration.millis(120), this::sum);
    }

    ReadOnlyObjectProperty<Aggregate> aggregate() {
        return aggregate.getReadOnlyProperty();
    }

    // ---- copies ----

    /// Told how many copied texts hold bytes that are not UTF-8, where the copy has marks in their place.
    void setOnMarked(Consumer<Long> receiver) {
        onMarked = receiver;
    }

    /// @param asShown by the formats of the columns, not as it is stored
    void copy(CopyFormat format, boolean headers, boolean asShown, Consumer<DbError> failed) {
        RowWindow window = grid.window();
        if (window == null || grid.selection().isEmpty()) {
            return;
        }
        GridRange range = grid.selection().range();
        List<Integer> columns = grid.columns().indexes(range.firstColumn(), range.lastColumn()).stream()
                // SQLite takes no value for one that it computes.
                .filter(i -> format != CopyFormat.INSERT
                        || !grid.columns().all().get(i).generated())
                .toList();
        List<String> names =
                columns.stream().map(i -> grid.columns().all().get(i).name()).toList();
        StringBuilder out = new StringBuilder();
        CopyFormat.Writer writer = format.writer(out, grid.tableName(), names, headers);
        boolean oneCell = range.isOneCell() && format == CopyFormat.TSV && !headers;
        AtomicLong marked = new AtomicLong();
        Consumer<Row> each = read -> {
            marked.addAndGet(format == CopyFormat.INSERT ? 0 : marked(read));
            Row row = asShown ? shown(read, columns) : read;
            if (oneCell) {
                out.append(plain(row.get(0)));
            } else {
                writer.row(row);
            }
            if (out.length() > MOST_CHARS) {
                throw new DbError.TooBig(Text.of("grid.copyTooBig"), 0, null, null);
            }
        };
        List<Row> loaded = loaded(window, range, columns, false);
        if (loaded != null) {
            try {
                loaded.forEach(each);
            } catch (DbError e) {
                failed.accept(e);
                return;
            }
            finish(format, oneCell, writer, out, format == CopyFormat.TSV && !headers && !asShown ? loaded : null);
            tell(marked.get());
            return;
        }
        Job<?> before = copying;
        if (before != null) {
            before.cancel();
        }
        long count = range.toEnd() ? Long.MAX_VALUE : range.rows();
        GridEditing editing = grid.edits().editing();
        Job<Long> job = editing == null
                ? stream(window, Text.of("grid.copying"), range.firstRow(), count, columns, false, each)
                : window.stream(Text.of("grid.copying"), range.firstRow(), count, columns, editing.staged(), each);
        copying = job;
        jobs.run(
                job,
                _ -> {
                    fresh(range, columns, each);
                    finish(format, oneCell, writer, out, null);
                    tell(marked.get());
                },
                error -> {
                    if (!(error instanceof DbError.Cancelled)) {
                        failed.accept(error);
                    }
                });
    }

    private static long marked(Row row) {
        return row.toList().stream()
                .filter(value -> value instanceof Value.Text text && text.raw() != null)
                .count();
    }

    private void tell(long marked) {
        if (marked > 0) {
            onMarked.accept(marked);
        }
    }

    /// The new rows among the selected ones, which no lane knows.
    private void fresh(GridRange range, List<Integer> columns, Consumer<Row> each) {
        long from = Math.max(range.firstRow(), grid.edits().fileRows());
        long to = range.toEnd() ? grid.rows() - 1 : Math.min(range.lastRow(), grid.rows() - 1);
        for (long ordinal = from; ordinal <= to; ordinal++) {
            KeyedRow row = grid.edits().row(ordinal);
            if (row != null) {
                each.accept(new Row(columns.stream().map(row::get).toArray(Value[]::new)));
            }
        }
    }

    /// Rows in memory have no lane: they are walked on a thread of their own, so that the window goes on.
    private Job<Long> stream(
            RowWindow window,
            String title,
            long first,
            long count,
            List<Integer> selected,
            boolean numbersOnly,
            Consumer<Row> each) {
        if (!(window.source() instanceof ListRows)) {
            return window.stream(title, first, count, selected, numbersOnly, each);
        }
        return jobs.task(
                title,
                running -> window.stream(title, first, count, selected, numbersOnly, row -> {
                            running.checkCancelled();
                            each.accept(row);
                        })
                        .await());
    }

    private Row shown(Row row, List<Integer> columns) {
        Value[] cells = new Value[columns.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] =
                    row.get(i).isNull() ? Value.NULL : Value.of(grid.formats().copied(row.get(i), columns.get(i)));
        }
        return new Row(cells);
    }

    /// One cell alone is copied as it is, without quotes.
    static String plain(Value value) {
        return value instanceof Value.Text text ? text.value() : CopyFormat.plain(value);
    }

    /// @param exact the same cells for this program itself; `null` where they are too many, or not as they were
    private void finish(
            CopyFormat format,
            boolean oneCell,
            CopyFormat.Writer writer,
            StringBuilder out,
            @Nullable List<Row> exact) {
        writer.end();
        if (format == CopyFormat.TSV && !oneCell && out.length() > 0) {
            out.setLength(out.length() - 1);
        }
        ClipboardContent content = new ClipboardContent();
        content.putString(out.toString());
        if (exact != null) {
            content.put(CELLS, CopiedCells.write(exact));
        }
        Clipboard.getSystemClipboard().setContent(content);
    }

    static void put(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    /// What was copied from a grid; `null` where the clipboard holds something else.
    static @Nullable CopiedCells copied() {
        return Clipboard.getSystemClipboard().getContent(CELLS) instanceof String text ? CopiedCells.read(text) : null;
    }

    // ---- sums ----

    /// The selection or the rows changed.
    void changed() {
        Job<?> before = sum;
        if (before != null) {
            before.cancel();
            sum = null;
        }
        summing.trigger();
    }

    private void sum() {
        RowWindow window = grid.window();
        if (window == null || grid.selection().isEmpty()) {
            aggregate.set(Aggregate.NONE);
            return;
        }
        GridRange range = grid.selection().range();
        List<Integer> columns = grid.columns().indexes(range.firstColumn(), range.lastColumn());
        Aggregate.Sum adding = new Aggregate.Sum();
        Consumer<Row> each = row -> row.toList().forEach(adding::add);
        List<Row> loaded = loaded(window, range, columns, true);
        if (loaded != null) {
            loaded.forEach(each);
            aggregate.set(adding.result(true));
            return;
        }
        aggregate.set(new Aggregate(range.rows() * columns.size(), 0, "", false));
        long count = range.toEnd() ? Long.MAX_VALUE : range.rows();
        Job<Long> job = stream(window, Text.of("grid.summing"), range.firstRow(), count, columns, true, each);
        sum = job;
        jobs.run(
                job,
                _ -> {
                    if (sum == job) {
                        aggregate.set(adding.result(true));
                    }
                },
                // A sum that cannot be read stays unfinished; the rows themselves tell why.
                _ -> {});
    }

    /// The rows of a range where all of them are in memory, and (unless only numbers count) whole; else `null`.
    private @Nullable List<Row> loaded(RowWindow window, GridRange range, List<Integer> columns, boolean numbersOnly) {
        if (range.rows() > AT_ONCE
                || range.rows() * columns.size() > AT_ONCE
                || (range.toEnd() && !window.count().isExact())) {
            return null;
        }
        List<Row> rows = new ArrayList<>();
        for (long ordinal = range.firstRow(); ordinal <= range.lastRow(); ordinal++) {
            KeyedRow row = grid.edits().row(ordinal);
            if (row == null) {
                return null;
            }
            RowEdit edit = grid.edits().of(row);
            Value[] cells = columns.stream()
                    .map(column -> grid.edits().value(row, edit, column))
                    .toArray(Value[]::new);
            for (Value cell : cells) {
                if (!numbersOnly && cell instanceof Value.Large) {
                    return null;
                }
            }
            rows.add(new Row(cells));
        }
        return rows;
    }
}
