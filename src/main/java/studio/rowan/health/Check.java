package studio.rowan.health;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Ident;
import studio.rowan.db.Job;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.db.Work;
import studio.rowan.kit.Text;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.Workspace;

/// Reads the whole file and says what contradicts itself: each table with its indexes, then foreign keys and full-text
/// indexes, then the file as a whole with its free pages. Every step is a job of its own, so that locks are let go
/// between them, progress is real, and cancel is quick.
public final class Check {
    /// Told on a lane's thread.
    public interface Listener {
        /// @param step what is being read, such as a table
        void progress(int done, int total, String step);

        void finished(Result result);

        /// [DbError.Cancelled] among them.
        void failed(Throwable thrown);
    }

    /// @param findings empty for a sound file
    /// @param tables how many were read
    public record Result(List<Finding> findings, int tables) {}

    /// @param table `null` for the whole file
    private record Step(String title, @Nullable String table, Work<List<Finding>> work) {}

    private static final int MOST_MESSAGES = 100;

    private final Workspace workspace;
    private final Listener listener;
    private final Consumer<Job<?>> started;
    private final List<Step> steps = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private int tables;
    private volatile boolean cancelled;
    private volatile @Nullable Job<?> running;

    /// @param started is given each job, to be shown where running jobs are
    public Check(Workspace workspace, Consumer<Job<?>> started, Listener listener) {
        this.workspace = workspace;
        this.started = started;
        this.listener = listener;
        plan();
    }

    private void plan() {
        List<String> names = workspace.schema().objects().stream()
                .filter(Check::holdsRows)
                .map(SchemaObject::name)
                .toList();
        for (String name : names) {
            // SQLite takes a name that looks like a number for the greatest number of messages.
            if (!name.matches("[-+]?\\d+") && name.indexOf('\0') < 0) {
                tables++;
                steps.add(new Step(name, name, access -> integrity(access, name)));
            }
        }
        for (String name : names) {
            if (name.indexOf('\0') < 0) {
                steps.add(new Step(name, name, access -> foreignKeys(access, name)));
            }
        }
        workspace.schema().objects().stream()
                .filter(IndexedText::isKept)
                .forEach(index ->
                        steps.add(new Step(index.name(), index.name(), access -> IndexedText.check(access, index))));
        steps.add(new Step(Text.of("health.check.wholeFile"), null, access -> integrity(access, null)));
    }

    private static boolean holdsRows(SchemaObject object) {
        return switch (object.kind()) {
            case TABLE, SHADOW -> true;
            case SYSTEM, VIEW, FULL_TEXT, VIRTUAL, INDEX, TRIGGER -> false;
        };
    }

    /// Begins with the first step; returns at once.
    public Check start() {
        run(0);
        return this;
    }

    public void cancel() {
        cancelled = true;
        Job<?> job = running;
        if (job != null) {
            job.cancel();
        }
    }

    private void run(int number) {
        if (cancelled) {
            listener.failed(new DbError.Cancelled(null));
            return;
        }
        if (number == steps.size()) {
            listener.finished(new Result(distinct(), tables));
            return;
        }
        Step step = steps.get(number);
        listener.progress(number, steps.size(), step.title);
        Job<List<Finding>> job = workspace.db().background(Text.of("health.job.check", step.title), step.work);
        running = job;
        if (cancelled) {
            job.cancel();
        }
        started.accept(job);
        job.whenDone(
                found -> {
                    findings.addAll(found);
                    run(number + 1);
                },
                thrown -> {
                    // Damage that SQLite cannot even examine is a finding, not the end of the check.
                    if (thrown instanceof DbError.Corrupt corrupt) {
                        findings.add(damage(step.table, corrupt.words()));
                        run(number + 1);
                    } else {
                        listener.failed(thrown);
                    }
                });
    }

    /// The last step finds again what the tables' own found.
    private List<Finding> distinct() {
        List<Finding> distinct = new ArrayList<>();
        for (Finding finding : findings) {
            if (distinct.stream()
                    .noneMatch(
                            f -> f.check().equals(finding.check()) && f.detail().equals(finding.detail()))) {
                distinct.add(finding);
            }
        }
        return distinct;
    }

    private static List<Finding> integrity(Access access, @Nullable String table) {
        String pragma = "PRAGMA quick_check(" + (table == null ? MOST_MESSAGES : Ident.quote(table)) + ")";
        List<Finding> findings = new ArrayList<>();
        try {
            for (Row row : access.query(Sql.of(pragma))) {
                String message = String.valueOf(row.asText(0));
                if (!message.equals("ok")) {
                    findings.add(damage(table, message));
                }
            }
        } catch (DbError.Syntax e) {
            // A virtual table whose module is missing cannot be examined; its own line in the report says so.
            if (table != null) {
                return List.of();
            }
            findings.add(damage(null, e.words()));
        }
        return findings;
    }

    static Finding damage(@Nullable String table, String message) {
        return new Finding(
                "integrity",
                Finding.Severity.ERROR,
                table == null ? "" : table,
                table == null ? Text.of("health.finding.integrity.file") : Text.of("health.finding.integrity", table),
                message,
                "");
    }

    private static List<Finding> foreignKeys(Access access, String table) {
        // Counted in SQLite: there may be as many as there are rows.
        Sql sql = Sql.of(
                "SELECT parent, count(*) FROM temp.pragma_foreign_key_check(?) GROUP BY parent", Value.of(table));
        List<Finding> findings = new ArrayList<>();
        try {
            for (Row row : access.query(sql)) {
                findings.add(new Finding(
                        "foreign-key-violation",
                        Finding.Severity.ERROR,
                        table,
                        Text.count("health.finding.foreign-key-violation", row.asLong(1), table, row.text(0)),
                        Text.of("health.finding.foreign-key-violation.detail", row.text(0)),
                        "PRAGMA foreign_key_check(" + Ident.quote(table) + ");"));
            }
        } catch (DbError.Syntax e) {
            // A key that fits no parent is found by the look at the structure.
            return List.of();
        }
        return findings;
    }
}
