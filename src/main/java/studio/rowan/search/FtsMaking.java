package studio.rowan.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.rowan.db.Access;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Ident;
import studio.rowan.db.Job;
import studio.rowan.db.Sql;
import studio.rowan.kit.Text;
import studio.rowan.migrate.Migrator;
import studio.rowan.migrate.Place;
import studio.rowan.migrate.Stop;
import studio.rowan.vault.Backups;

/// Makes a full-text index in a database, behind a backup: in one transaction of its own, or as the next migration of
/// the file's folder. Whatever stops it leaves the database, and the folder, as they were.
public final class FtsMaking {
    /// How it gets into the database.
    public sealed interface Way {
        /// By itself.
        record Direct() implements Way {}

        /// As a script of that name in the folder, and in the file's history.
        record Migration(Path folder, String name) implements Way {
            public Path file() {
                return folder.resolve(name);
            }
        }
    }

    /// How it went.
    /// @param backup of the state before; null where none was asked for
    /// @param stop why the migration did not run; null where all went well
    public record Made(
            Backups.@Nullable Made backup,
            Duration took,
            @Nullable Stop stop) {}

    private static final Logger LOG = LoggerFactory.getLogger(FtsMaking.class);

    private final Db db;
    private final FtsDraft draft;
    private final Way way;
    private volatile boolean filling;

    public FtsMaking(Db db, FtsDraft draft, Way way) {
        this.db = db;
        this.draft = draft;
        this.way = way;
    }

    /// The index itself is being made, after the backup.
    public boolean isFilling() {
        return filling;
    }

    /// Runs on a thread of its own.
    /// @param keeping where the backup goes; null for none
    public Job<Made> start(String title, Migrator.@Nullable Keeping keeping) {
        return db.aside(title, job -> run(job, keeping));
    }

    private Made run(Job<?> job, Migrator.@Nullable Keeping keeping) {
        try {
            Backups.Made backup =
                    keeping == null ? null : keeping.backup(job, db, Text.of("search.make.backup", draft.table()));
            job.checkCancelled();
            filling = true;
            long begun = System.nanoTime();
            Stop stop = switch (way) {
                case Way.Direct _ -> {
                    job.follow(db.write(job.title(), this::make));
                    yield null;
                }
                case Way.Migration migration -> migrate(job, migration);
            };
            return new Made(backup, Duration.ofNanos(System.nanoTime() - begun), stop);
        } finally {
            filling = false;
        }
    }

    private long make(Access access) {
        draft.statements().forEach(access::execute);
        long rows = access.scalar(Sql.of("SELECT count(*) FROM " + Ident.quote(draft.table())))
                .asLong();
        long indexed = FtsRehearsal.indexed(access, draft);
        if (rows != indexed) {
            throw new DbError.Corrupt(Text.of("search.make.short", indexed, rows), 11, null, null);
        }
        return rows;
    }

    private @Nullable Stop migrate(Job<?> job, Way.Migration migration) {
        Path file = migration.file();
        String text = script();
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw DbFiles.io(file, e);
        }
        boolean ran = false;
        try {
            Migrator migrator = new Migrator(db, new Place.Folder(migration.folder()).scripts());
            Migrator.Result result = migrator.run(job, new Migrator.Request(1, null, java.util.List.of()));
            ran = result.ran().stream().anyMatch(r -> r.migration().script().equals(migration.name()));
            return result.stop();
        } finally {
            if (!ran) {
                takeBack(file);
            }
        }
    }

    /// A script that did not run would run with the next migrations, unasked.
    private static void takeBack(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("a script that did not run stays: {}", file, e);
        }
    }

    /// The migration, as it is written to a file.
    public String script() {
        return "-- " + Text.of("search.make.script.comment", oneLine(draft.table())) + "\n" + draft.script();
    }

    private static String oneLine(String name) {
        return name.replaceAll("\\R", " ");
    }
}
