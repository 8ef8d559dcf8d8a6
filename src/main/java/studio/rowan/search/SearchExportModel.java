package studio.rowan.search;

import java.nio.file.Path;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.grid.ExportFormat;
import studio.rowan.kit.Dialogs;
import studio.rowan.kit.FileDialogs;
import studio.rowan.kit.FileTarget;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Text;
import studio.rowan.schema.Workspace;

/// Asks for a file and writes to it all that the search finds, not only the rows in sight.
final class SearchExportModel {
    private final QueryModel query;
    private final SearchModel found;
    private final Workspace workspace;
    private final SearchTools tools;
    private final Nav nav;
    private final ReadOnlyObjectWrapper<@Nullable Job<Long>> running = new ReadOnlyObjectWrapper<>();

    SearchExportModel(QueryModel query, SearchModel found, Workspace workspace, SearchTools tools, Nav nav) {
        this.query = query;
        this.found = found;
        this.workspace = workspace;
        this.tools = tools;
        this.nav = nav;
    }

    /// What is being written now; null for nothing.
    ReadOnlyObjectProperty<@Nullable Job<Long>> running() {
        return running.getReadOnlyProperty();
    }

    /// How many rows are written, as far as that is known.
    String progress() {
        Job<Long> job = running.get();
        if (job == null) {
            return "";
        }
        Job.Progress progress = job.progress();
        if (progress.done() <= 0) {
            return Text.of("search.export.ranking");
        }
        return progress.total() < 0
                ? Text.count("search.export.written", progress.done())
                : Text.of("search.export.writtenOf", progress.done(), progress.total());
    }

    void cancel() {
        Job<Long> job = running.get();
        if (job != null) {
            job.cancel();
        }
    }

    void start(ExportFormat format) {
        if (running.get() == null) {
            query.asked().ifPresent(search -> start(search, format));
        }
    }

    private void start(Search search, ExportFormat format) {
        String name = search.index().rowsOf() + " " + query.text().get().strip();
        String plain = name.replaceAll("[^\\p{L}\\p{N}._-]+", "_").replaceAll("^(.{60}).*", "$1");
        Path file = tools.dialogs()
                .files()
                .saveFile(
                        Text.of("search.export.title"),
                        workspace.file().getParent(),
                        plain + "." + format.extension(),
                        new FileDialogs.Filter(format.name(), List.of("*." + format.extension())));
        if (file == null || !mayLock(search)) {
            return;
        }
        SearchModel.Count count = found.count().get();
        long expected = count != null && count.all() ? count.rows() : -1;
        run(new HitExport(workspace, search, format, new FileTarget(file, tools.files())).start(expected), file);
    }

    private boolean mayLock(Search search) {
        Db db = workspace.db();
        return db.isWal()
                || db.isStatic()
                || tools.dialogs()
                        .confirm(Dialogs.Question.of(
                                Text.of("search.export.locks"),
                                Text.of(
                                        "search.export.locks.text",
                                        search.index().name()),
                                Text.of("search.export.locks.yes")));
    }

    private void run(Job<Long> job, Path file) {
        running.set(job);
        tools.jobs()
                .run(
                        job,
                        rows -> {
                            running.set(null);
                            nav.notify(Notice.success(
                                    Text.count("search.export.done", rows, String.valueOf(file.getFileName()))));
                        },
                        error -> {
                            running.set(null);
                            nav.notify(
                                    error instanceof DbError.Cancelled
                                            ? Notice.info(Text.of("search.export.cancelled"))
                                            : Notice.of(error));
                        });
    }
}
