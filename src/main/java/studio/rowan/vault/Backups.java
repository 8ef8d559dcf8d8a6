package studio.rowan.vault;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.rowan.db.Clock;
import studio.rowan.db.Contents;
import studio.rowan.db.Copied;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.DbFiles;
import studio.rowan.db.FileCheck;
import studio.rowan.db.Job;
import studio.rowan.kit.Text;

/// The backups in one folder. A file bears a backup's name only when it is on the disk and was compared with its
/// source.
public final class Backups {
    private static final Logger LOG = LoggerFactory.getLogger(Backups.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmssSSS", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final String EXTENSIONS = "(?i)\\.(db|db3|sqlite|sqlite3)$";
    private static final String UNVERIFIED = ".unverified.db";
    private static final String TOUCHED = "changed since it was written: its SHA-256 differs";
    /// A manifest is read often: one of thousands of tables would make it large.
    private static final int MOST_TABLES_LISTED = 400;

    private final Path folder;
    private final DbFiles files;
    private final Clock clock;
    private final Manifest manifest;

    /// How a backup is to be made.
    /// @param reason shown in the list
    /// @param keep how many verified ones stay afterwards
    /// @param mayLock writers of a file that is not in WAL mode may be shut out for as long as it takes
    /// @param evenDamaged a damaged database is kept too, as a copy that is not verified; otherwise it is refused
    /// @param spared the name of a backup that stays in any case; empty for none
    public record Request(String reason, int keep, boolean mayLock, boolean evenDamaged, String spared) {
        public static Request of(Reason reason) {
            return of(reason.words());
        }

        public static Request of(String reason) {
            return new Request(reason, Retention.DEFAULT_KEEP, false, false, "");
        }

        public Request keep(int count) {
            return new Request(reason, count, mayLock, evenDamaged, spared);
        }

        /// The user agreed that writers wait.
        public Request locking() {
            return new Request(reason, keep, true, evenDamaged, spared);
        }

        Request keepingDamage() {
            return new Request(reason, keep, mayLock, true, spared);
        }

        Request sparing(String name) {
            return new Request(reason, keep, mayLock, evenDamaged, name);
        }
    }

    /// A backup that was made.
    /// @param pruned those that went because newer ones are enough
    /// @param locked for how long other writers were shut out at a stretch
    public record Made(Backup backup, Path file, List<Path> pruned, Duration took, Duration locked) {}

    public Backups(Path folder, DbFiles files, Clock clock) {
        this.folder = folder.toAbsolutePath().normalize();
        this.files = files;
        this.clock = clock;
        this.manifest = new Manifest(this.folder, files);
    }

    public Path folder() {
        return folder;
    }

    public Path file(Backup backup) {
        return folder.resolve(backup.file());
    }

    /// What lies in the folder.
    /// @param backups of every database, newest first
    /// @param strays files named like backups of one database that the list does not know
    public record Look(Manifest.State state, List<Backup> backups, List<Path> strays) {}

    /// Backs the database up on a thread of its own.
    public Job<Made> start(Db db, Request request) {
        return db.aside(
                Text.of("vault.job.backup", String.valueOf(db.file().getFileName())), job -> make(job, db, request));
    }

    /// Backs the database up: copied under a temporary name, brought to the disk, verified, listed, renamed; then older
    /// ones go. Blocks. Its stages are `copy` and `verify`.
    /// @throws DbError where it fails; nothing that looks like a backup is left then
    public Made make(Job<?> job, Db db, Request request) {
        if (db.isInMemory()) {
            throw new DbError.Io(DbError.Io.Reason.IN_MEMORY, "there are no backups of " + db.file(), 0, null, null);
        }
        Instant begin = clock.now();
        try (Part part = part(baseName(db.file()))) {
            job.stage("copy");
            Copied copied = job.follow(db.copyTo(part.file(), request.mayLock()));
            job.stage("verify");
            FileCheck check = FileCheck.of(part.file(), files, job);
            String trouble = trouble(copied, check);
            if (!trouble.isEmpty() && !request.evenDamaged()) {
                throw new DbError.Corrupt(trouble, 11, null, null);
            }
            job.checkCancelled();
            Backup backup = publish(db.file(), part.file(), begin, copied, check, trouble, request.reason());
            List<Path> pruned = backup.verified() ? prune(db.file(), request.keep(), request.spared()) : List.of();
            return new Made(backup, file(backup), pruned, Duration.between(begin, clock.now()), copied.locked());
        }
    }

    /// A question that promises a backup; of what is in memory none is made, which is said then.
    public static String promised(Db db, String question) {
        return db.isInMemory() ? question + " " + Text.of("vault.none") : question;
    }

    private Part part(String name) {
        try {
            Files.createDirectories(folder);
            sweep(folder);
            return Part.in(files, folder, name);
        } catch (FileAlreadyExistsException e) {
            throw unwritable(folder + ": is a file, not a folder", e);
        } catch (IOException e) {
            throw unwritable(DbFiles.io(folder, e).words(), e);
        } catch (DbError.Io e) {
            throw unwritable(e.words(), e);
        }
    }

    /// It is the folder, and not the database, that the user has to look at.
    private static DbError unwritable(String words, Exception cause) {
        return new DbError.Io(
                DbError.Io.Reason.OTHER, "the folder of backups cannot be written, " + words, 0, null, cause);
    }

    private static String baseName(Path database) {
        return String.valueOf(database.getFileName()).replaceFirst(EXTENSIONS, "");
    }

    /// What speaks against the copy; empty where it is whole and equal to its source.
    static String trouble(Copied copied, FileCheck check) {
        if (!check.problems().isEmpty()) {
            return String.join("\n", check.problems());
        }
        if (!check.sound()) {
            return "the copy is empty or cut short: " + check.bytes() + " bytes";
        }
        if (check.contents().pages() != copied.pages() || check.contents().pageSize() != copied.pageSize()) {
            return "the copy has " + check.contents().pages() + " pages, the database " + copied.pages();
        }
        if (copied.source() != null && !copied.source().equals(check.contents())) {
            return "the copy's tables hold other numbers of rows than the database's";
        }
        return "";
    }

    /// Listed first, then renamed: a run that is killed between the two leaves an entry without a file, which is
    /// ignored, and never a backup that the list does not know.
    private Backup publish(
            Path database, Path part, Instant at, Copied copied, FileCheck check, String trouble, String reason) {
        List<Backup> made = new ArrayList<>();
        manifest.change(before -> {
            boolean counted = copied.source() != null;
            made.add(new Backup(
                    freeName(baseName(database), at, trouble.isEmpty() ? ".db" : UNVERIFIED),
                    database.toString(),
                    at.toEpochMilli(),
                    reason,
                    check.bytes(),
                    check.contents().pages(),
                    check.sha256(),
                    trouble.isEmpty(),
                    trouble.isEmpty() ? check.unchecked() : trouble,
                    false,
                    counted,
                    0,
                    listed(check)));
            return with(before, made.getFirst());
        });
        Backup backup = made.getFirst();
        try {
            Files.move(part, file(backup));
        } catch (IOException e) {
            throw DbFiles.io(file(backup), e);
        }
        DbFiles.syncFolder(folder);
        return backup;
    }

    private String freeName(String name, Instant at, String suffix) {
        Instant stamp = at;
        String file = name + "-" + STAMP.format(stamp) + suffix;
        while (Files.exists(folder.resolve(file))) {
            stamp = stamp.plusMillis(1);
            file = name + "-" + STAMP.format(stamp) + suffix;
        }
        return file;
    }

    static List<Contents.Rows> listed(FileCheck check) {
        List<Contents.Rows> tables = check.contents().tables();
        return tables.size() > MOST_TABLES_LISTED ? List.of() : tables;
    }

    private static List<Backup> with(List<Backup> before, Backup added) {
        List<Backup> after = new ArrayList<>(before);
        after.add(added);
        return after;
    }

    // ---- the list ----

    /// What lies in the folder, without changing anything.
    public Look look(Path database) {
        Manifest.Seen seen = manifest.look();
        return new Look(seen.state(), asTheyAre(seen), Strays.in(folder, baseName(database), seen.backups()));
    }

    /// The backups of a database, newest first. One whose size is not what it was is no longer verified.
    public List<Backup> list(Path database) {
        return all().stream().filter(backup -> isOf(backup, database)).toList();
    }

    /// The backups of every database in this folder, newest first.
    public List<Backup> all() {
        return asTheyAre(manifest.look());
    }

    private List<Backup> asTheyAre(Manifest.Seen seen) {
        return seen.backups().stream()
                .map(this::asItIs)
                .sorted(Comparator.comparingLong(Backup::created).reversed())
                .toList();
    }

    private Backup asItIs(Backup backup) {
        try {
            long size = Files.size(file(backup));
            return size == backup.bytes()
                    ? backup
                    : backup.changed("changed since: " + size + " bytes instead of " + backup.bytes());
        } catch (IOException e) {
            return backup.changed("cannot be read: " + e.getMessage());
        }
    }

    public static boolean isOf(Backup backup, Path database) {
        return backup.database().equals(absolute(database));
    }

    private static String absolute(Path database) {
        return database.toAbsolutePath().normalize().toString();
    }

    /// The entry of a file of this folder, whichever database it is of.
    Optional<Backup> find(Path file) {
        String name = String.valueOf(file.getFileName());
        return all().stream().filter(backup -> backup.file().equals(name)).findFirst();
    }

    /// Keeps a backup from ever being deleted by the program, or gives it free again.
    public void pin(Backup backup, boolean pinned) {
        replace(backup, b -> b.withPinned(pinned));
    }

    private void replace(Backup backup, UnaryOperator<Backup> how) {
        manifest.change(before -> before.stream()
                .map(b -> b.file().equals(backup.file()) ? how.apply(b) : b)
                .toList());
    }

    /// Compares a backup's bytes with what was written, and remembers the answer. Blocks.
    /// @return whether it still is what was verified once
    /// @throws DbError.Busy where it is open in this process
    public boolean verify(Job<?> job, Backup backup) {
        FileCheck check = FileCheck.of(file(backup), files, job);
        boolean whole = check.sound() && check.sha256().equals(backup.sha256());
        long now = clock.now().toEpochMilli();
        replace(backup, b -> whole ? b.asWritten(now, TOUCHED) : b.changed(TOUCHED));
        return whole;
    }

    /// Deletes one backup, as the user asked.
    /// @throws DbError.Busy where it is open in this process
    public void delete(Backup backup) {
        Path file = file(backup);
        if (files.isOpen(file)) {
            throw new DbError.Busy("open in this process: " + file, 5, null, null);
        }
        manifest.change(before -> {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw DbFiles.io(file, e);
            }
            return before.stream().filter(b -> !b.file().equals(backup.file())).toList();
        });
    }

    // ---- those that are too many ----

    /// What would go if a backup were made as requested now.
    public List<Backup> wouldGo(Path database, Request request) {
        Backup next = new Backup(
                "",
                absolute(database),
                Long.MAX_VALUE,
                request.reason(),
                0,
                0,
                "",
                true,
                "",
                false,
                false,
                0,
                List.of());
        return superfluous(with(list(database), next), request.keep());
    }

    /// What is too many now.
    public List<Backup> tooMany(Path database, int keep) {
        return superfluous(list(database), keep);
    }

    /// A file that is open here, or is not what we wrote, stays.
    private List<Backup> superfluous(List<Backup> mine, int keep) {
        return Retention.beyond(mine, keep).stream()
                .filter(backup -> !files.isOpen(file(backup)) && isAsWritten(backup))
                .toList();
    }

    private boolean isAsWritten(Backup backup) {
        try {
            return (backup.verified() || backup.file().endsWith(UNVERIFIED))
                    && Files.size(file(backup)) == backup.bytes();
        } catch (IOException e) {
            return false;
        }
    }

    /// Deletes what the newest make superfluous.
    private List<Path> prune(Path database, int keep, String spared) {
        return remove(
                database,
                mine -> superfluous(mine, keep).stream()
                        .filter(backup -> !backup.file().equals(spared))
                        .toList());
    }

    /// Deletes those of the list, as the user agreed, that still are too many.
    /// @return what went
    public List<Path> prune(Path database, int keep, List<Backup> agreed) {
        List<String> names = agreed.stream().map(Backup::file).toList();
        return remove(
                database,
                mine -> superfluous(mine, keep).stream()
                        .filter(backup -> names.contains(backup.file()))
                        .toList());
    }

    private List<Path> remove(Path database, UnaryOperator<List<Backup>> which) {
        List<Path> gone = new ArrayList<>();
        manifest.change(before -> {
            List<Backup> mine = before.stream()
                    .map(this::asItIs)
                    .filter(backup -> isOf(backup, database))
                    .toList();
            for (Backup backup : which.apply(mine)) {
                Path file = file(backup);
                try {
                    Files.delete(file);
                    gone.add(file);
                } catch (IOException e) {
                    // A backup too many is no reason to call the new one a failure.
                    LOG.warn("an old backup cannot be deleted: {}", file, e);
                }
            }
            return before.stream().filter(b -> !gone.contains(file(b))).toList();
        });
        return gone;
    }

    /// Lists files again whose list was lost, as far as they are sound; they are not verified, and pinned. Blocks.
    /// @return those that are no sound database, and stay as they are
    public List<Path> adopt(Job<?> job, Path database, List<Path> strays) {
        List<Path> unsound = new ArrayList<>();
        for (Path file : strays) {
            List<Backup> entry = Strays.entry(job, absolute(database), file, files, clock);
            entry.forEach(backup -> manifest.change(before -> with(before, backup)));
            if (entry.isEmpty()) {
                unsound.add(file);
            }
        }
        return unsound;
    }

    /// Removes what runs of this program that were killed left unfinished in a folder, and nothing else.
    public static List<Path> sweep(Path folder) {
        List<Path> removed = Part.sweep(folder);
        if (!removed.isEmpty()) {
            LOG.info("left by a run that was killed, removed: {}", removed);
        }
        return removed;
    }
}
