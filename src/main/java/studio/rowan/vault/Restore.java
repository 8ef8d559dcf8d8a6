package studio.rowan.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Clock;
import studio.rowan.db.Copied;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.DbFiles;
import studio.rowan.db.FileCheck;
import studio.rowan.db.Job;
import studio.rowan.db.Replaced;
import studio.rowan.db.Sql;
import studio.rowan.kit.Text;

/// The way back: the content of a backup in place of a database, or in a new file. Nothing is called restored before
/// the
/// file in place was compared with what it was restored from.
public final class Restore {
    private final DbFiles files;
    private final Clock clock;

    /// What was done.
    /// @param before the backup of the state that was replaced; null where there was nothing to keep
    /// @param check of what was brought in
    /// @param match what the comparison of the file in place with it found
    public record Done(Path file, Backups.@Nullable Made before, FileCheck check, Replaced.Match match) {}

    public Restore(DbFiles files, Clock clock) {
        this.files = files;
        this.clock = clock;
    }

    /// Restores on a thread of its own.
    /// @param backups where the present state is kept
    public Job<Done> start(Path backup, Db live, Backups backups, Backups.Request keeping) {
        return live.aside(title(live), job -> intoPlace(job, backup, live, backups, keeping));
    }

    private static String title(Db live) {
        return Text.of("vault.job.restore", String.valueOf(live.file().getFileName()));
    }

    /// Brings what `builder` makes of an empty place for a file, such as a database of the sample's, in place of an
    /// open database; as safe as a restore, on a thread of its own.
    public Job<Done> startBuilt(Consumer<Path> builder, Db live, Backups backups, Backups.Request keeping) {
        return live.aside(
                title(live),
                job -> exchange(
                        job,
                        part -> {
                            job.stage("build");
                            builder.accept(part);
                            job.stage("buildCheck");
                            return FileCheck.of(part, files, job);
                        },
                        live,
                        backups,
                        keeping));
    }

    /// Puts a backup in place of an open database. First the file to be restored is built beside it and verified, then
    /// the present state is backed up while nobody can commit, then SQLite exchanges the content in one
    /// transaction. Its stages are `build` and `buildCheck`, then those of a backup, then `bringIn` and `compare`.
    /// Blocks.
    /// @throws DbError where it fails; the database is as it was then
    public Done intoPlace(Job<?> job, Path backup, Db live, Backups backups, Backups.Request keeping) {
        return exchange(
                job,
                part -> build(job, backup, part),
                live,
                backups,
                keeping.sparing(String.valueOf(backup.getFileName())));
    }

    private Done exchange(
            Job<?> job, Function<Path, FileCheck> builder, Db live, Backups backups, Backups.Request keeping) {
        Path folder = folder(live.file());
        if (!live.isInMemory()) {
            Backups.sweep(folder);
        }
        try (Part part = Part.in(files, folder, String.valueOf(live.file().getFileName()))) {
            FileCheck check = builder.apply(part.file());
            if (!check.sound()) {
                throw new DbError.Corrupt(String.join("\n", check.problems()), 11, null, null);
            }
            boolean kept = !live.isInMemory() && !isEmpty(live);
            AtomicReference<Backups.@Nullable Made> before = new AtomicReference<>();
            Replaced replaced = job.follow(live.restoreFrom(part.file(), inner -> {
                if (kept) {
                    before.set(backups.make(inner, live, keeping.locking().keepingDamage()));
                }
            }));
            return new Done(live.file(), before.get(), check, replaced.match());
        }
    }

    private static boolean isEmpty(Db live) {
        return live.read(
                                "pages",
                                access -> access.scalar(Sql.of("PRAGMA page_count"))
                                        .asLong())
                        .await()
                == 0;
    }

    /// Makes a new database of a backup. Blocks.
    /// @param target a file that is not there yet
    /// @throws DbError where it fails; there is no such file then
    public Done toNew(Job<?> job, Path backup, Path target) {
        Path absolute = target.toAbsolutePath().normalize();
        if (Files.exists(absolute)) {
            throw new DbError.Io(DbError.Io.Reason.OTHER, "exists already: " + absolute, 0, null, null);
        }
        Path folder = folder(absolute);
        Backups.sweep(folder);
        try (Part part = Part.in(files, folder, String.valueOf(absolute.getFileName()))) {
            FileCheck check = build(job, backup, part.file());
            Files.move(part.file(), absolute);
            DbFiles.syncFolder(folder);
            return new Done(absolute, null, check, Replaced.Match.SAME);
        } catch (IOException e) {
            throw DbFiles.io(absolute, e);
        }
    }

    /// A verified copy of the backup under a name of ours.
    private FileCheck build(Job<?> job, Path backup, Path part) {
        job.stage("build");
        Optional<Backup> known = new Backups(folder(backup), files, clock).find(backup);
        return known.isPresent() && !files.isOpen(backup) && DbFiles.isAlone(backup)
                ? ofOurs(job, backup, part, known.get())
                : ofAny(job, backup, part);
    }

    /// One of ours must have the bytes that were verified once, and then a copy of them is as good.
    private FileCheck ofOurs(Job<?> job, Path backup, Path part, Backup known) {
        String sha256 = files.copyStill(backup, part, job);
        if (!sha256.equals(known.sha256())) {
            throw new DbError.Corrupt("the backup is not as it was written: its SHA-256 differs", 11, null, null);
        }
        job.stage("buildCheck");
        FileCheck check = FileCheck.of(part, files, job);
        if (!check.sound() || !check.sha256().equals(sha256)) {
            throw new DbError.Corrupt(String.join("\n", check.problems()), 11, null, null);
        }
        return check;
    }

    /// Any other database, such as one that is open here, is read through SQLite alone, since reading its bytes would
    /// drop locks (F9).
    private FileCheck ofAny(Job<?> job, Path backup, Path part) {
        try (Db source = Db.open(backup, Db.Options.defaults().asStill(), files, clock)) {
            Copied copied = job.follow(source.copyTo(part, true));
            if (copied.pages() == 0) {
                throw new DbError.NotADatabase(DbError.NotADatabase.Reason.NO_HEADER, "it is empty", 26, null);
            }
            job.stage("buildCheck");
            FileCheck check = FileCheck.of(part, files, job);
            String trouble = Backups.trouble(copied, check);
            if (!trouble.isEmpty()) {
                throw new DbError.Corrupt(trouble, 11, null, null);
            }
            return check;
        }
    }

    private static Path folder(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (folder == null) {
            throw new DbError.Io(DbError.Io.Reason.DIRECTORY, "is a directory: " + file, 0, null, null);
        }
        return folder;
    }
}
