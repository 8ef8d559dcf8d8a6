package studio.rowan.migrate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.rowan.db.Access;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.FileDataSource;
import studio.rowan.db.Job;
import studio.rowan.db.Sql;
import studio.rowan.kit.Text;
import studio.rowan.vault.Backups;

/// Runs pending migrations of one database, behind a backup, each in one transaction and under the foreign keys that
/// it needs. Whatever stops one leaves the database as it was before it.
public final class Migrator {
    /// What is to be run.
    /// @param atMost how many; the next ones first
    /// @param keeping where the backup goes; null for none
    /// @param agreed what the user allowed foreign keys to delete, script by script
    /// @param approved what a rehearsal showed of each script that may run; null where nothing was rehearsed
    /// @param renumbered what the user allowed to get another number where nothing was rehearsed, script by script
    public record Request(
            int atMost,
            @Nullable Keeping keeping,
            List<Agreement> agreed,
            @Nullable List<Approval> approved,
            List<Approval> renumbered) {
        public static final int ALL = Integer.MAX_VALUE;

        public Request {
            agreed = List.copyOf(agreed);
            approved = approved == null ? null : List.copyOf(approved);
            renumbered = List.copyOf(renumbered);
        }

        public Request(
                int atMost, @Nullable Keeping keeping, List<Agreement> agreed, @Nullable List<Approval> approved) {
            this(atMost, keeping, agreed, approved, List.of());
        }

        public Request(int atMost, @Nullable Keeping keeping, List<Agreement> agreed) {
            this(atMost, keeping, agreed, null);
        }

        /// @return null where nothing was rehearsed, or not this script
        @Nullable
        Approval approval(Script script) {
            List<Approval> all = approved;
            return all == null ? null : of(script, all);
        }

        /// @return null where the user was not asked
        @Nullable
        Approval renumbering(Script script) {
            return of(script, renumbered);
        }

        private static @Nullable Approval of(Script script, List<Approval> all) {
            return all.stream()
                    .filter(approval -> approval.script().equals(script))
                    .findFirst()
                    .orElse(null);
        }

        boolean allows(Script script) {
            return approved == null || approval(script) != null;
        }
    }

    /// Where a backup goes and how many stay.
    public record Keeping(Backups backups, int keep) {
        /// Backs the database up. Blocks.
        /// @return null where it is in memory, and kept nowhere
        public Backups.@Nullable Made backup(Job<?> job, Db db, String reason) {
            return db.isInMemory()
                    ? null
                    : backups.make(job, db, Backups.Request.of(reason).keep(keep));
        }
    }

    /// The user saw what a script would delete through foreign keys, and agreed. Holds for this very text only.
    public record Agreement(Script script, List<Loss> losses) {
        public Agreement {
            losses = List.copyOf(losses);
        }
    }

    /// A migration that was run.
    /// @param foreignKeys whether they were enforced while it ran
    /// @param inTransaction whether it ran in one transaction; its own settings can say otherwise
    /// @param took with its checks, in milliseconds
    public record Ran(Migration migration, boolean foreignKeys, boolean inTransaction, long took) {
        /// As the history has it; Drizzle's says nothing of time.
        public long ms() {
            Integer ms = migration.executionMs();
            return ms == null ? took : ms;
        }
    }

    /// How a run ended.
    /// @param backup of the state before; null where none was asked for or there was nothing to keep
    /// @param stop why it ended before all were run; null where they were
    public record Result(
            Backups.@Nullable Made backup,
            List<Ran> ran,
            @Nullable Stop stop) {
        public Result {
            ran = List.copyOf(ran);
        }
    }

    /// Which migration runs now, and which of its statements.
    /// @param number of the migration in this run, from 1
    /// @param statement from 1; 0 before the first
    public record Step(Migration migration, int number, int of, int statement, int statements) {}

    private static final Logger LOG = LoggerFactory.getLogger(Migrator.class);

    private final Db db;
    private final Scripts scripts;
    private final @Nullable AppliedTexts kept;
    private volatile @Nullable Step step;

    public Migrator(Db db, Scripts scripts) {
        this(db, scripts, null);
    }

    /// @param kept where the texts of what ran are kept; null for nowhere
    public Migrator(Db db, Scripts scripts, @Nullable AppliedTexts kept) {
        this.db = db;
        this.scripts = scripts;
        this.kept = kept;
    }

    /// What runs now; null while nothing does, such as during the backup.
    public @Nullable Step step() {
        return step;
    }

    /// Runs on a thread of its own.
    public Job<Result> start(String title, Request request) {
        return db.aside(title, job -> run(job, request));
    }

    /// Blocks.
    /// @throws DbError where the backup cannot be made, or the job was cancelled before anything ran
    public Result run(Job<?> job, Request request) {
        History history = History.read(job, db, scripts);
        if (!history.isReady()) {
            return new Result(null, List.of(), new Stop.NotReady(history));
        }
        List<Migration> pending =
                history.pending().stream().limit(request.atMost()).toList();
        if (pending.isEmpty()) {
            return new Result(null, List.of(), null);
        }
        FileDataSource target = db.dataSource(FileDataSource.Mode.READ_WRITE);
        boolean fresh = isEmpty(job);
        Keeping keeping = fresh ? null : request.keeping();
        try {
            Stop refused = keeping == null ? null : refusal(job, target, request, pending.getFirst());
            if (refused != null) {
                return new Result(null, List.of(), refused);
            }
            Backups.Made backup = backup(job, keeping, reason(pending));
            return job.follow(db.exclusive(
                    job.title(),
                    access -> withoutTraces(access, () -> runEach(access, target, request, pending, backup, fresh))));
        } finally {
            step = null;
        }
    }

    /// Where the next one would not run at all, nothing needs to be kept. What the user agreed to was tried before.
    private @Nullable Stop refusal(Job<?> job, FileDataSource target, Request request, Migration next) {
        Script script = scripts.find(next.script()).orElseThrow();
        if (!request.allows(script)) {
            return new Stop.NotRehearsed(next);
        }
        if (agreed(request, script) != null || request.approved() != null || request.renumbering(script) != null) {
            return null;
        }
        // A job may not end with nothing.
        List<Stop> found = job.follow(db.exclusive(job.title(), access -> {
            MigrationRun trial = new MigrationRun(
                    target,
                    scripts,
                    next,
                    script,
                    null,
                    access.job(),
                    (at, of) -> access.job().report(at, of, Text.of("migrations.unit.trial", next.name())));
            Stop stop = withoutTraces(access, () -> trial.refusal(access));
            return stop == null ? List.of() : List.of(stop);
        }));
        return found.isEmpty() ? null : found.getFirst();
    }

    /// Flyway makes its table before it runs the first script. Where that fails, the file is as it was without it too.
    private <T extends @Nullable Object> T withoutTraces(Access before, Supplier<T> body) {
        if (History.isKept(before, scripts)) {
            return body.get();
        }
        try {
            return body.get();
        } finally {
            try {
                db.dataSource(FileDataSource.Mode.READ_WRITE).once(access -> History.forgetEmpty(access, scripts));
            } catch (DbError e) {
                LOG.warn("an empty history stays in {}", db.file(), e);
            }
        }
    }

    /// Writes a history that says: all up to this version is there already. Runs no script.
    public Job<Result> startBaseline(String title, String version, String description, @Nullable Keeping keeping) {
        return db.aside(title, job -> baseline(job, version, description, keeping));
    }

    /// Blocks.
    public Result baseline(Job<?> job, String version, String description, @Nullable Keeping keeping) {
        History history = History.read(job, db, scripts);
        if (history.situation() != History.Situation.NO_HISTORY) {
            return new Result(null, List.of(), new Stop.NotReady(history));
        }
        FileDataSource target = db.dataSource(FileDataSource.Mode.READ_WRITE);
        if (!scripts.isDrizzle()) {
            FlywayRunner.checkVersion(version);
        }
        Backups.Made backup =
                backup(job, isEmpty(job) ? null : keeping, Text.of("migrations.backup.baseline", version));
        return job.follow(db.exclusive(job.title(), access -> {
            try {
                scripts.runner(target.during(access.job())).baseline(version, description);
            } catch (MigrationFailed e) {
                DbError error = e.database(null);
                throw error == null ? e : error;
            }
            return new Result(backup, List.of(), null);
        }));
    }

    private static String reason(List<Migration> pending) {
        return pending.size() == 1
                ? Text.of("migrations.backup.one", pending.getFirst().name())
                : Text.of(
                        "migrations.backup.many",
                        pending.getFirst().label(),
                        pending.getLast().label());
    }

    private boolean isEmpty(Job<?> job) {
        return job.follow(db.read(
                        "objects",
                        access -> access.scalar(Sql.of("SELECT count(*) FROM sqlite_schema"))
                                .asLong()))
                == 0;
    }

    private Backups.@Nullable Made backup(Job<?> job, @Nullable Keeping keeping, String reason) {
        return keeping == null ? null : keeping.backup(job, db, reason);
    }

    private Result runEach(
            Access access,
            FileDataSource target,
            Request request,
            List<Migration> pending,
            Backups.@Nullable Made backup,
            boolean fresh) {
        List<Ran> ran = new ArrayList<>();
        Stop stop = null;
        for (int i = 0; i < pending.size() && stop == null; i++) {
            Migration migration = pending.get(i);
            Script script = scripts.find(migration.script()).orElseThrow();
            if (script.optsOutOfTransaction() && request.keeping() == null && !db.isInMemory()) {
                return new Result(null, ran, new Stop.NeedsBackup(migration));
            }
            if (!request.allows(script)) {
                return new Result(backup, ran, new Stop.NotRehearsed(migration));
            }
            int number = i + 1;
            Approval approval = request.approval(script);
            MigrationRun run =
                    new MigrationRun(target, scripts, migration, script, approval, access.job(), (at, of) -> {
                        step = new Step(migration, number, pending.size(), at, of);
                        access.job().report(at, of, Text.of("migrations.unit", migration.name()));
                    });
            long began = System.nanoTime();
            stop = run.allowing(request.renumbering(script)).fresh(fresh).run(access, agreed(request, script));
            long took = Duration.ofNanos(System.nanoTime() - began).toMillis();
            boolean stays = stop != null && stop.isPartly();
            Migration now =
                    stop == null || stays || stop instanceof Stop.Cancelled ? applied(migration, stop == null) : null;
            if (now != null && run.ranHere()) {
                ran.add(new Ran(now, run.foreignKeys(), !script.optsOutOfTransaction(), took));
                keep(now, script);
                // It was committed before the cancel was heard.
                boolean heard = stop instanceof Stop.Cancelled;
                stop = heard && number < pending.size()
                        ? new Stop.Cancelled(pending.get(number), false)
                        : heard ? null : stop;
            }
        }
        return new Result(backup, ran, stop);
    }

    private void keep(Migration ran, Script script) {
        AppliedTexts texts = kept;
        if (texts != null && !db.isInMemory()) {
            texts.keep(db.file(), scripts.digest(ran), scripts.checked(script));
        }
    }

    private static @Nullable List<Loss> agreed(Request request, Script script) {
        return request.agreed().stream()
                .filter(agreed -> agreed.script().equals(script))
                .findFirst()
                .map(Agreement::losses)
                .orElse(null);
    }

    /// The file tells what became of it, whatever was thrown on the way. It is asked without a lock: others may hold
    /// one.
    /// @param committed what is known without asking
    private @Nullable Migration applied(Migration migration, boolean committed) {
        try {
            return scripts.runner(db.dataSource(FileDataSource.Mode.READ_ONLY)).info().stream()
                    .filter(m -> m.script().equals(migration.script()) && m.kind() == Migration.Kind.APPLIED)
                    .findFirst()
                    .orElse(null);
        } catch (DbError | MigrationFailed e) {
            LOG.warn("cannot be asked what became of {}", migration.script(), e);
            return committed ? migration : null;
        }
    }
}
