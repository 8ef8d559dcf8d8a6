package studio.rowan.migrate;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.diff.Change;
import studio.rowan.diff.Outline;
import studio.rowan.diff.SchemaDiff;
import studio.rowan.diff.SchemaScript;
import studio.rowan.kit.Text;
import studio.rowan.schema.SchemaObject;

/// How a file differs from what its migrations say it is, and the two ways to bring them together again. The history
/// itself, statistics and the storage of full-text indexes are left out.
/// @param changes from what the folder says to what the file is
/// @param recording makes what the folder says into what the file is: a migration that says what was done by hand
/// @param mending makes the file into what the folder says
/// @param remarks what is to be known of the comparison
/// @param there pending migrations that do what the file has already
/// @param failed where the scripts could not be replayed, so that nothing was compared
public record Drift(
        List<Change> changes,
        SchemaScript recording,
        SchemaScript mending,
        List<Remark> remarks,
        AlreadyThere there,
        Replay.@Nullable Failed failed) {
    private static final SchemaScript NOTHING = new SchemaScript(List.of(), false, List.of(), List.of());

    public Drift {
        changes = List.copyOf(changes);
        remarks = List.copyOf(remarks);
    }

    /// Compares on a thread of its own.
    public static Job<Drift> start(Db db, String title, Scripts scripts) {
        return db.aside(title, job -> find(job, db, scripts));
    }

    /// Blocks; only reads.
    /// @throws DbError where the database cannot be read
    public static Drift find(Job<?> job, Db db, Scripts scripts) {
        History history = History.read(job, db, scripts);
        AppliedScripts applied = AppliedScripts.of(history);
        return switch (Replay.of(job, applied.scripts())) {
            case Replay.Failed failed ->
                new Drift(List.of(), NOTHING, NOTHING, applied.remarks(), AlreadyThere.NONE, failed);
            case Replay.Done(Outline replayed) -> {
                Predicate<SchemaObject> counts = object -> !scripts.isHistory(object.table());
                Outline folder = replayed.only(counts);
                Outline file = job.follow(db.read("structure", Outline::of)).only(counts);
                List<Change> changes = SchemaDiff.between(folder, file);
                yield changes.isEmpty()
                        ? new Drift(changes, NOTHING, NOTHING, applied.remarks(), AlreadyThere.NONE, null)
                        : new Drift(
                                changes,
                                SchemaScript.between(job, folder, file),
                                SchemaScript.between(job, file, folder),
                                applied.remarks(),
                                AlreadyThere.of(job, history, applied, folder, file),
                                null);
            }
        };
    }

    /// Whether the two were compared and are alike.
    public boolean isNone() {
        return changes.isEmpty() && failed == null;
    }

    /// What came of it, in one sentence.
    public String words() {
        Replay.Failed stop = failed;
        return stop != null
                ? Text.of("drift.failed", stop.script().path(), stop.line(), stop.words())
                : isNone() ? Text.of("drift.none") : Text.count("drift.found", changes.size());
    }
}
