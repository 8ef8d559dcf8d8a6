package studio.rowan.migrate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbFiles;
import studio.rowan.db.FileDataSource;
import studio.rowan.db.Job;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.diff.Change;
import studio.rowan.diff.Outline;
import studio.rowan.diff.SchemaDiff;
import studio.rowan.kit.Text;
import studio.rowan.vault.Clone;

/// Runs all pending migrations on a private copy of the database, one by one, and tells what each of them did. The
/// database itself is only read.
public final class Rehearsal {
    /// What a rehearsal works with.
    /// @param parent the program's own place for private copies
    public record Tools(Path parent, DbFiles files, Clock clock, Db.Options options) {}

    /// One migration, as it went on the copy.
    /// @param ms how long it took there
    /// @param foreignKeys whether they were enforced
    /// @param findings what was to be seen before it ran, and what became of values
    /// @param schema what it changed in the structure
    /// @param rows of every table before and after
    /// @param cascades rows that foreign keys took beyond what the script says; it needs the user's agreement
    /// @param bytes of the database before and after
    /// @param stop why it did not go through; null where it did
    public record Trial(
            Migration migration,
            Script script,
            long ms,
            boolean foreignKeys,
            List<Finding> findings,
            List<Change> schema,
            List<RowCount> rows,
            List<Loss> cascades,
            long bytesBefore,
            long bytesAfter,
            @Nullable Stop stop) {
        public Trial {
            findings = List.copyOf(findings);
            schema = List.copyOf(schema);
            rows = List.copyOf(rows);
            cascades = List.copyOf(cascades);
        }

        /// Tables of which rows went, or got another number than others know them by.
        public List<RowCount> losses() {
            return rows.stream().filter(count -> !count.isHarmless()).toList();
        }

        /// Columns of which every value is overwritten.
        public List<Finding> overwritten() {
            return findings.stream()
                    .filter(finding -> finding.kind() == Finding.Kind.OVERWRITES_VALUES)
                    .toList();
        }

        /// Whether something goes that only the user can call meant.
        public boolean needsApproval() {
            return !losses().isEmpty() || !cascades.isEmpty() || !overwritten().isEmpty();
        }

        /// What the user allows by approving it.
        Approval approval() {
            return new Approval(script, losses());
        }
    }

    /// How all of it went.
    /// @param copying how long the copy took
    /// @param checking how long the check of the copy took, after all
    /// @param damage what the check found; empty for a sound file
    /// @param copy what all of it was run on, to be looked at; whoever holds the report closes it
    public record Report(
            History history, List<Trial> trials, Duration copying, Duration checking, List<String> damage, Clone copy)
            implements AutoCloseable {
        public Report {
            trials = List.copyOf(trials);
            damage = List.copyOf(damage);
        }

        /// All went through, and the copy is sound.
        public boolean ok() {
            return history.isReady() && damage.isEmpty() && trials.stream().allMatch(trial -> trial.stop() == null);
        }

        /// How long the database will be locked for writers when this is applied, as far as the copy can tell. ms
        public long lockMs() {
            return trials.stream().mapToLong(Trial::ms).sum();
        }

        public boolean losesRows() {
            return trials.stream()
                    .anyMatch(trial ->
                            !trial.losses().isEmpty() || !trial.cascades().isEmpty());
        }

        /// What to hand in when the user saw the report and wants it applied.
        public Migrator.Request request(Migrator.@Nullable Keeping keeping) {
            return new Migrator.Request(
                    trials.size(),
                    keeping,
                    trials.stream()
                            .filter(trial -> !trial.cascades().isEmpty())
                            .map(trial -> new Migrator.Agreement(trial.script(), trial.cascades()))
                            .toList(),
                    trials.stream().map(Trial::approval).toList());
        }

        @Override
        public void close() {
            copy.close();
        }
    }

    private final Db db;
    private final Scripts scripts;
    private final Tools tools;

    public Rehearsal(Db db, Scripts scripts, Tools tools) {
        this.db = db;
        this.scripts = scripts;
        this.tools = tools;
    }

    /// Runs on a thread of its own.
    public Job<Report> start(String title) {
        return db.aside(title, this::run);
    }

    /// Blocks. Its stages are `copy`, `run` and `check`.
    public Report run(Job<?> job) {
        History history = History.read(job, db, scripts);
        Ground ground = job.follow(db.read("ground", Ground::of));
        job.stage("copy");
        long begin = System.nanoTime();
        // Opened beside the database it must not be taken for it.
        Clone clone =
                Clone.make(job, db, tools.parent(), "rehearsed " + db.file().getFileName());
        Duration copying = since(begin);
        try (Db copy = Db.open(clone.file(), tools.options().withReadOnly(false), tools.files(), tools.clock())) {
            job.stage("run");
            List<Trial> trials = history.isReady() ? trials(job, copy, history, ground) : List.of();
            job.stage("check");
            begin = System.nanoTime();
            List<String> damage = job.follow(copy.read("quick_check", Rehearsal::damage));
            return new Report(history, trials, copying, since(begin), damage, clone);
        } catch (RuntimeException e) {
            clone.close();
            throw e;
        }
    }

    private List<Trial> trials(Job<?> job, Db copy, History history, Ground ground) {
        List<Script> pending = history.pending().stream()
                .map(migration -> scripts.find(migration.script()).orElseThrow())
                .toList();
        List<Guard.Reading> readings = Guard.read(job, ground, pending);
        List<Trial> trials = new ArrayList<>();
        State state = job.follow(copy.read("state", State::of));
        for (int i = 0; i < pending.size(); i++) {
            Migration migration = history.pending().get(i);
            job.report(i, pending.size(), Text.of("migrations.unit", migration.name()));
            OneTrial one = new OneTrial(
                    copy, scripts, migration, pending.get(i), readings.get(i).findings());
            Trial trial = one.run(job, state);
            trials.add(trial);
            if (trial.stop() != null) {
                break;
            }
            state = one.after();
        }
        return trials;
    }

    /// What `quick_check` finds in the whole file, at most ten lines; none in a sound one.
    public static List<String> damage(Access access) {
        return access.query(Sql.of("PRAGMA quick_check(10)")).stream()
                .map(row -> String.valueOf(row.asText(0)))
                .filter(line -> !line.equals("ok"))
                .toList();
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /// What is compared.
    private record State(Outline outline, Census census, long bytes) {
        static State of(Access access) {
            Outline outline = Outline.of(access);
            return new State(outline, Census.of(access, outline), size(access));
        }

        /// @param watched the run that led here; null where it was rolled back, or all of it is to be counted anew
        static State of(Access access, @Nullable RowWatch watched) {
            Outline outline = Outline.of(access);
            Census census = watched == null ? Census.of(access, outline) : watched.after();
            return new State(outline, census, size(access));
        }

        private static long size(Access access) {
            Row size = access.query(
                            Sql.of("SELECT page_count * page_size FROM temp.pragma_page_count, temp.pragma_page_size"))
                    .getFirst();
            return size.asLong(0);
        }
    }

    /// One migration on the copy.
    private static final class OneTrial {
        private final Db copy;
        private final Scripts scripts;
        private final Migration migration;
        private final Script script;
        private final List<Finding> findings;
        private @Nullable State after;

        OneTrial(Db copy, Scripts scripts, Migration migration, Script script, List<Finding> findings) {
            this.copy = copy;
            this.scripts = scripts;
            this.migration = migration;
            this.script = script;
            this.findings = findings;
        }

        State after() {
            return java.util.Objects.requireNonNull(after);
        }

        Trial run(Job<?> job, State before) {
            long begin = System.nanoTime();
            Attempted first = attempt(job, before, null);
            List<Loss> cascades = List.of();
            Attempted last = first;
            if (first.stop instanceof Stop.ReliesOnCascades relies) {
                cascades = relies.losses();
                begin = System.nanoTime();
                last = attempt(job, before, relies.losses());
            }
            RowWatch watched = last.watched;
            Duration asking = watched == null ? Duration.ZERO : watched.asking();
            long ms = since(begin).minus(asking).toMillis();
            State now = job.follow(copy.read("state", access -> State.of(access, watched)));
            after = now;
            List<RowCount> rows = watched == null ? now.census.since(before.census, List.of()) : watched.counts();
            return new Trial(
                    migration,
                    script,
                    ms,
                    last.foreignKeys,
                    watched == null ? findings : all(watched.changedValues()),
                    SchemaDiff.between(before.outline, now.outline, object -> !scripts.isHistory(object.table())),
                    rows.stream()
                            .filter(count -> !scripts.isHistory(count.table()) || !count.isHarmless())
                            .toList(),
                    cascades,
                    before.bytes,
                    now.bytes,
                    last.stop);
        }

        private List<Finding> all(List<Finding> changed) {
            return Stream.concat(findings.stream(), changed.stream())
                    .sorted(Comparator.comparingInt(Finding::line))
                    .toList();
        }

        /// @param watched what it did to rows; null where it did not go through
        private record Attempted(
                @Nullable Stop stop,
                boolean foreignKeys,
                @Nullable RowWatch watched) {}

        private Attempted attempt(Job<?> job, State before, @Nullable List<Loss> agreed) {
            FileDataSource target = copy.dataSource(FileDataSource.Mode.READ_WRITE);
            return job.follow(copy.exclusive(migration.name(), access -> {
                MigrationRun run = new MigrationRun(
                        target,
                        scripts,
                        migration,
                        script,
                        null,
                        access.job(),
                        (at, of) -> access.job().report(at, of, Text.of("migrations.unit", migration.name())));
                Stop stop = run.knowing(before.census).run(access, agreed);
                return new Attempted(stop, run.foreignKeys(), stop == null ? run.watched() : null);
            }));
        }
    }
}
