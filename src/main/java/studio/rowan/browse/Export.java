package studio.rowan.browse;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import studio.rowan.db.Access;
import studio.rowan.db.Db;
import studio.rowan.db.Job;
import studio.rowan.db.Row;
import studio.rowan.grid.CsvRows;
import studio.rowan.grid.KeyedRows;
import studio.rowan.grid.RowSlices;
import studio.rowan.grid.SqlRows;
import studio.rowan.kit.FileTarget;
import studio.rowan.kit.Text;

/// Writes the rows of a source to a CSV file, as they are filtered and sorted, however many there are: one row
/// at a time passes through memory. Cancelled or failed, it leaves no file behind.
final class Export {
    private static final int REPORT_EACH = 1000;

    private final Db db;
    private final SqlRows source;
    private final List<Integer> columns;
    private final CsvRows.Blobs blobs;
    private final FileTarget target;

    /// @param columns which, in the order they are written
    Export(Db db, SqlRows source, List<Integer> columns, CsvRows.Blobs blobs, FileTarget target) {
        this.db = db;
        this.source = source;
        this.columns = List.copyOf(columns);
        this.blobs = blobs;
        this.target = target;
    }

    /// Whether other programs can write to the file while this runs: in WAL mode always, else where it can be read in
    /// short slices (F18).
    Job<Boolean> lets() {
        return db.isWal()
                ? Job.done("export", true)
                : db.read("plan of an export", access -> RowSlices.canSlice(access, source, columns));
    }

    /// All rows in one read, of one moment.
    /// @return their number
    Job<Long> whole() {
        return db.export(title(), access -> written(access.job(), csv -> access.query(source.all(columns), csv)));
    }

    /// Slice by slice. `tasks` gives the thread that waits for the slices.
    Job<Long> sliced(Function<Function<Job<Long>, Long>, Job<Long>> tasks) {
        return tasks.apply(job -> written(job, csv -> {
            RowSlices slices = new RowSlices((KeyedRows) source, columns);
            boolean end = false;
            while (!end) {
                job.checkCancelled();
                end = db.export(title(), (Access access) -> slices.next(access, csv))
                        .await();
            }
        }));
    }

    String title() {
        return Text.of("browse.export.title", source.name());
    }

    private long written(Job<?> job, Consumer<Consumer<Row>> rows) {
        long[] count = {0};
        target.write(out -> write(out, job, rows, count));
        return count[0];
    }

    private void write(OutputStream out, Job<?> job, Consumer<Consumer<Row>> rows, long[] count) throws IOException {
        CsvRows csv = new CsvRows(out, blobs);
        try {
            csv.header(columns.stream().map(source.columns()::get).toList());
            rows.accept(row -> {
                csv.row(row);
                if (++count[0] % REPORT_EACH == 0) {
                    job.checkCancelled();
                    job.report(count[0], -1, Text.of("browse.export.rows"));
                }
            });
            csv.end();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
