package studio.rowan.search;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.DbFiles;
import studio.rowan.db.FileDataSource;
import studio.rowan.db.Ident;
import studio.rowan.db.Job;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.vault.Clone;

/// What became of a copy of the database that the index was made in.
/// @param rows of the table
/// @param indexed rows that the index knows
/// @param bytes by which the file grew
/// @param took to make and fill it
/// @param steps that SQLite counted while it did ([Job#steps])
/// @param changed tables whose number of rows is another one than before; should be empty
/// @param trouble what SQLite's comparison of index and table found; null for nothing
/// @param tried a search that was made; null where there is no word
public record FtsRehearsal(
        long rows,
        long indexed,
        long bytes,
        Duration took,
        long steps,
        List<String> changed,
        @Nullable String trouble,
        @Nullable Tried tried) {
    /// A search in the copy.
    public record Tried(String word, long rows, Duration took) {}

    public FtsRehearsal {
        changed = List.copyOf(changed);
    }

    /// Whether nothing speaks against doing it.
    public boolean isGood() {
        return rows == indexed && changed.isEmpty() && trouble == null;
    }

    /// Makes the index in a copy of the database, on the job's own thread. Its stages are `copy`, `make`, `check`.
    /// @param folder for the copy, which goes when this ends
    /// @throws DbError where the copy cannot be made, or a statement fails
    static FtsRehearsal run(Job<?> job, Db db, DbFiles files, FtsDraft draft, Path folder) {
        job.stage("copy");
        try (Clone clone = Clone.make(job, db, folder, "make-searchable.db", false)) {
            return new FileDataSource(clone.file(), files, FileDataSource.Mode.READ_WRITE)
                    .during(job)
                    .once(access -> make(job, access, draft));
        } catch (DbError e) {
            throw job.isCancelled() ? new DbError.Cancelled(e) : e;
        }
    }

    private static FtsRehearsal make(Job<?> job, Access access, FtsDraft draft) {
        Map<String, Long> before = counts(job, access);
        long pages = access.pragma("page_count").asLong();
        job.stage("make");
        long steps = job.steps();
        long begun = System.nanoTime();
        draft.statements().forEach(access::execute);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        steps = job.steps() - steps;
        long bytes = (access.pragma("page_count").asLong() - pages)
                * access.pragma("page_size").asLong();
        job.stage("check");
        return new FtsRehearsal(
                before.getOrDefault(draft.table(), 0L),
                indexed(access, draft),
                bytes,
                took,
                steps,
                changed(before, counts(job, access)),
                FtsCheck.trouble(access, draft.index()),
                tried(access, draft));
    }

    /// How many rows the index knows.
    static long indexed(Access access, FtsDraft draft) {
        return access.scalar(Sql.of("SELECT count(*) FROM " + Ident.quote(draft.index() + "_docsize")))
                .asLong();
    }

    /// Ordinary tables only: a virtual one may have no module here.
    private static Map<String, Long> counts(Job<?> job, Access access) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Row row : access.query(Sql.of("SELECT name FROM sqlite_schema"
                + " WHERE type = 'table' AND rootpage > 0 AND instr(name, char(0)) = 0"))) {
            job.checkCancelled();
            String name = row.text(0);
            counts.put(
                    name,
                    access.scalar(Sql.of("SELECT count(*) FROM " + Ident.quote(name)))
                            .asLong());
        }
        return counts;
    }

    private static List<String> changed(Map<String, Long> before, Map<String, Long> after) {
        List<String> changed = new ArrayList<>();
        before.forEach((table, rows) -> {
            if (!rows.equals(after.get(table))) {
                changed.add(table);
            }
        });
        return changed;
    }

    /// The word that most rows have.
    private static @Nullable Tried tried(Access access, FtsDraft draft) {
        access.execute(Sql.of("CREATE VIRTUAL TABLE temp.\"rowan words\" USING fts5vocab('main', "
                + Ident.literal(draft.index()) + ", 'row')"));
        Row most = access.first(Sql.of("SELECT term FROM temp.\"rowan words\" ORDER BY doc DESC LIMIT 1"));
        access.execute(Sql.of("DROP TABLE temp.\"rowan words\""));
        if (most == null) {
            return null;
        }
        String word = most.text(0);
        String index = Ident.quote(draft.index());
        long begun = System.nanoTime();
        long rows = access.scalar(Sql.of(
                        "SELECT count(*) FROM " + index + " WHERE " + index + " MATCH ?",
                        Value.of('"' + word.replace("\"", "\"\"") + '"')))
                .asLong();
        return new Tried(word, rows, Duration.ofNanos(System.nanoTime() - begun));
    }
}
