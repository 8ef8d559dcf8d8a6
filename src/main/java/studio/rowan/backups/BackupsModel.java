package studio.rowan.backups;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Job;
import studio.rowan.db.Value;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Notice;
import studio.rowan.kit.RunModel;
import studio.rowan.kit.Text;
import studio.rowan.schema.Workspace;
import studio.rowan.vault.Backup;
import studio.rowan.vault.BackupChoices;
import studio.rowan.vault.Backups;
import studio.rowan.vault.Reason;
import studio.rowan.vault.Restore;

/// The backups of one file as the panel shows them, and what can be done with them. One thing at a time.
final class BackupsModel {
    /// A backup in the list.
    /// @param own it is one of this file, and not of another that keeps its backups in the same folder
    /// @param leaving the next backup drives it out
    record Line(Backup backup, boolean own, boolean leaving) {}

    /// What was seen in the folder.
    /// @param lines newest first, of this file and of others
    /// @param leaving what the next backup drives out
    /// @param tooMany what is beyond the number to keep now
    /// @param locks the file is not in WAL mode, so that its writers wait for moments while it is copied
    record Seen(
            Path folder,
            Backups.Look look,
            List<Line> lines,
            List<Backup> leaving,
            List<Backup> tooMany,
            boolean locks) {}

    private final Workspace workspace;
    private final DbFiles files;
    private final Clock clock;
    private final Jobs jobs;
    private final BackupChoices choices;
    private final RunModel runs;
    private final ReadOnlyObjectWrapper<@Nullable Seen> seen = new ReadOnlyObjectWrapper<>();
    private boolean swept;
    private int looks;
    private int latest;
    private boolean closed;

    BackupsModel(Workspace workspace, DbFiles files, Clock clock, Jobs jobs, BackupChoices choices) {
        this.workspace = workspace;
        this.files = files;
        this.clock = clock;
        this.jobs = jobs;
        this.choices = choices;
        this.runs = new RunModel(jobs, workspace.db()::holder);
        runs.running().subscribe((_, now) -> {
            if (!now && !closed) {
                refresh();
            }
        });
    }

    /// Null until it was looked for the first time.
    ReadOnlyObjectProperty<@Nullable Seen> seen() {
        return seen.getReadOnlyProperty();
    }

    /// What runs, and the notice of how it went.
    RunModel runs() {
        return runs;
    }

    Workspace workspace() {
        return workspace;
    }

    BackupChoices choices() {
        return choices;
    }

    boolean isBusy() {
        return runs.running().get();
    }

    boolean isWritable() {
        return workspace.db().isWritable();
    }

    Path file(Backup backup) {
        return backups().file(backup);
    }

    private Backups backups() {
        return new Backups(choices.folderFor(workspace.file()), files, clock);
    }

    private Db db() {
        return workspace.db();
    }

    // ---- the list ----

    /// Looks at the folder again; what killed runs left there is removed the first time.
    void refresh() {
        if (db().isInMemory()) {
            return;
        }
        Backups backups = backups();
        boolean sweep = !swept;
        swept = true;
        int keep = choices.keep();
        int mine = ++looks;
        jobs.run(
                jobs.<Seen>task(Text.of("backups.job.list"), _ -> look(backups, keep, sweep)),
                now -> show(mine, now),
                this::failed);
    }

    /// An earlier look may end later, and has seen less; where the later one failed, it is the best there is. One at
    /// another folder shows nothing of this one.
    void show(int look, Seen now) {
        if (!closed && look > latest && now.folder().equals(backups().folder())) {
            latest = look;
            seen.set(now);
        }
    }

    private Seen look(Backups backups, int keep, boolean sweep) {
        Path file = workspace.file();
        if (sweep) {
            Backups.sweep(backups.folder());
        }
        Backups.Look look = backups.look(file);
        List<Backup> leaving =
                backups.wouldGo(file, Backups.Request.of(Reason.ASKED).keep(keep));
        Set<String> names = new HashSet<>(leaving.stream().map(Backup::file).toList());
        List<Line> lines = look.backups().stream()
                .map(backup -> {
                    boolean own = Backups.isOf(backup, file);
                    return new Line(backup, own, own && names.contains(backup.file()));
                })
                .toList();
        return new Seen(backups.folder(), look, lines, leaving, backups.tooMany(file, keep), locks());
    }

    private boolean locks() {
        try {
            Value mode = db().read("journal mode", access -> access.pragma("journal_mode"))
                    .await();
            return !db().isStatic() && !"wal".equalsIgnoreCase(mode.asText());
        } catch (DbError e) {
            return !db().isWal();
        }
    }

    void keep(int count) {
        if (count != choices.keep()) {
            choices.keep(count);
            save();
        }
    }

    /// Gives the folder of the backups, or the one that it will be made in: asked for beside the window, since a
    /// network drive may hang.
    void standing(Consumer<Path> then) {
        Path folder = choices().folderFor(workspace.file());
        jobs.run(
                jobs.<Path>task(
                        Text.of("backups.job.list"),
                        _ -> Files.isDirectory(folder)
                                ? folder
                                : Objects.requireNonNullElse(folder.getParent(), folder)),
                then,
                _ -> {}); // cancelled: nothing is shown
    }

    void folder(@Nullable Path folder) {
        choices.folder(folder);
        swept = false;
        save();
    }

    private void save() {
        jobs.background(
                () -> {
                    choices.save();
                    return true;
                },
                _ -> {},
                e -> tell(Notice.warning(Text.of("backups.choice.notWritten"))
                        .details(e instanceof IOException ? String.valueOf(e.getMessage()) : String.valueOf(e))));
        refresh();
    }

    // ---- what takes time ----

    private <T> void run(Supplier<Job<T>> work, List<String> stages, Consumer<T> done, Consumer<DbError> failed) {
        runs.start(work, new StageTelling(stages, clock::now), done, failed);
    }

    private void tell(@Nullable Notice notice) {
        runs.notice().set(notice);
    }

    private void failed(DbError error) {
        tell(Notice.of(error));
    }

    void cancel() {
        runs.cancel();
    }

    /// @param locking the user agreed that writers wait for as long as it takes
    void backUp(boolean locking) {
        Backups.Request request = Backups.Request.of(Reason.ASKED).keep(choices.keep());
        run(
                () -> backups().start(db(), locking ? request.locking() : request),
                StageTelling.BACKUP,
                made -> tell(BackupWords.made(made)),
                error -> tell(BackupWords.notMade(error, () -> backUp(true))));
    }

    void verify(Backup backup) {
        if (isBusy() || isOpenHere(backup)) {
            return;
        }
        run(
                () -> db().<Boolean>aside(
                                Text.of("backups.job.verify", backup.file()),
                                job -> backups().verify(job, backup)),
                StageTelling.OTHER,
                whole -> tell(
                        whole
                                ? Notice.success(Text.of("backups.verified.again", backup.file()))
                                : Notice.error(Text.of("backups.verified.not", backup.file()))
                                        .next(Text.of("backups.verified.not.next"))),
                this::failed);
    }

    void pin(Backup backup, boolean pinned) {
        quick(Text.of("backups.job.list"), () -> backups().pin(backup, pinned), null);
    }

    void delete(Backup backup) {
        if (!isOpenHere(backup)) {
            quick(
                    Text.of("backups.job.delete"),
                    () -> backups().delete(backup),
                    Notice.info(Text.of("backups.deleted", backup.file())));
        }
    }

    /// Deletes what the user saw and agreed to.
    void prune(List<Backup> agreed) {
        quick(
                Text.of("backups.job.delete"),
                () -> backups().prune(workspace.file(), choices.keep(), agreed),
                Notice.info(Text.count("backups.pruned", agreed.size())));
    }

    private void quick(String title, Runnable work, @Nullable Notice after) {
        run(
                () -> jobs.<Boolean>task(title, _ -> {
                    work.run();
                    return true;
                }),
                StageTelling.OTHER,
                _ -> tell(after),
                this::failed);
    }

    /// Its bytes must not be read, nor the file go, while a tab shows it (F9).
    private boolean isOpenHere(Backup backup) {
        boolean open = files.isOpen(backups().file(backup));
        if (open) {
            tell(Notice.warning(Text.of("backups.isOpen", backup.file())).next(Text.of("backups.isOpen.next")));
        }
        return open;
    }

    /// Lists files again whose list was lost.
    void adopt(List<Path> strays) {
        run(
                () -> db().<List<Path>>aside(
                                Text.of("backups.job.adopt"), job -> backups().adopt(job, workspace.file(), strays)),
                StageTelling.OTHER,
                unsound -> tell(BackupWords.adopted(strays.size() - unsound.size(), unsound)),
                this::failed);
    }

    // ---- restore ----

    /// Counts what would be lost, then asks.
    void compare(Backup backup, Consumer<List<RowLoss>> ask) {
        run(() -> RowLoss.of(workspace, backup, clock), StageTelling.OTHER, ask, this::failed);
    }

    void restore(Path backup, String name) {
        Backups.Request keeping = Backups.Request.of(Reason.BEFORE_RESTORE).keep(choices.keep());
        run(
                () -> new Restore(files, clock).start(backup, db(), backups(), keeping),
                StageTelling.RESTORE,
                done -> tell(BackupWords.restored(workspace.name(), name, done, before -> {
                    restore(before, String.valueOf(before.getFileName()));
                })),
                error -> tell(BackupWords.notRestored(workspace.name(), error)));
    }

    /// @param open what opens the new file
    void restoreTo(Path backup, Path target, Consumer<Path> open) {
        run(
                () -> db().<Restore.Done>aside(
                                Text.of("vault.job.restore", String.valueOf(target.getFileName())),
                                job -> new Restore(files, clock).toNew(job, backup, target)),
                StageTelling.NEW_FILE,
                done -> tell(Notice.success(Text.of("backups.newFile", done.file()))
                        .action("backupsOpenNew", Text.of("backups.newFile.open"), () -> open.accept(done.file()))),
                this::failed);
    }

    /// Ends what runs; a copy that is not finished leaves nothing.
    void close() {
        closed = true;
        runs.cancel();
    }
}
