package studio.rowan.browse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Job;
import studio.rowan.grid.CsvRows;
import studio.rowan.grid.GridState;
import studio.rowan.grid.GridView;
import studio.rowan.grid.SqlRows;
import studio.rowan.kit.Dialogs;
import studio.rowan.kit.FileDialogs;
import studio.rowan.kit.FileTarget;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Notice;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Text;

/// Asks for a file and writes to it what is shown: the rows of the filter in their order, the columns that are not
/// hidden in theirs.
final class ExportActionModel {
    private final BrowseModel model;
    private final GridView grid;
    private final Jobs jobs;
    private final Dialogs dialogs;
    private final DbFiles files;
    private final NoticeBar notices;
    private @Nullable Job<Long> running;

    ExportActionModel(BrowseModel model, GridView grid, Jobs jobs, Dialogs dialogs, DbFiles files, NoticeBar notices) {
        this.model = model;
        this.grid = grid;
        this.jobs = jobs;
        this.dialogs = dialogs;
        this.files = files;
        this.notices = notices;
    }

    /// What is being written now.
    @Nullable
    Job<Long> running() {
        return running;
    }

    void start(CsvRows.Blobs blobs) {
        SqlRows source = model.source();
        if (source == null) {
            return;
        }
        String plain = model.name().replaceAll("[^\\p{L}\\p{N}._ -]+", "_");
        Path file = dialogs.files()
                .saveFile(
                        Text.of("browse.export.title", model.name()),
                        model.workspace().file().getParent(),
                        plain + ".csv",
                        new FileDialogs.Filter("CSV", List.of("*.csv")));
        if (file == null) {
            return;
        }
        Db db = model.workspace().db();
        Export export = new Export(db, source, columns(source), blobs, new FileTarget(file, files));
        jobs.run(
                export.lets(),
                lets -> {
                    if (db.isWal()) {
                        run(export.whole(), file);
                    } else if (lets) {
                        run(export.sliced(body -> jobs.task(export.title(), body)), file);
                    } else if (dialogs.confirm(Dialogs.Question.of(
                            Text.of("browse.export.locks"),
                            Text.of("browse.export.locks.text", model.name()),
                            Text.of("browse.export.locks.yes")))) {
                        run(export.whole(), file);
                    }
                },
                error -> notices.show(Notice.of(error)));
    }

    private List<Integer> columns(SqlRows source) {
        List<String> names = source.columns();
        List<Integer> shown = new ArrayList<>();
        for (GridState.Item item : grid.state().columns()) {
            int index = names.indexOf(item.name());
            if (index >= 0 && !item.hidden()) {
                shown.add(index);
            }
        }
        return shown;
    }

    private void run(Job<Long> job, Path file) {
        running = job;
        jobs.run(
                job,
                rows -> {
                    running = null;
                    notices.show(
                            Notice.success(Text.count("browse.export.done", rows, String.valueOf(file.getFileName()))));
                },
                error -> {
                    running = null;
                    notices.show(
                            error instanceof DbError.Cancelled
                                    ? Notice.info(Text.of("browse.export.cancelled"))
                                    : Notice.of(error));
                });
    }
}
