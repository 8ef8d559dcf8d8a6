package studio.rowan.browse;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import javafx.application.Platform;
import studio.rowan.TestDb;
import studio.rowan.change.Drafts;
import studio.rowan.db.Value;
import studio.rowan.grid.RowKey;
import studio.rowan.kit.AnsweringDialogs;
import studio.rowan.kit.Jobs;
import studio.rowan.schema.Table;

/// A studio of its own that stages an edit and is killed; with `commit` it commits two edits and ends itself right
/// after
/// the COMMIT, before the window hears of it.
public final class DraftsVictim {
    private DraftsVictim() {}

    static void main(String[] args) throws InterruptedException {
        TestDb db = TestDb.open(Path.of(args[0]));
        Table people = db.table("people");
        boolean commits = args.length > 2;
        if (commits) {
            db.db().addChangeListener(_ -> Runtime.getRuntime().halt(0));
        }
        Platform.startup(() -> {
            Jobs jobs = new Jobs(Throwable::printStackTrace);
            EditsModel edits = new EditsModel(
                    db.workspace(),
                    new RecordingNav(),
                    jobs,
                    new AnsweringDialogs(),
                    new Drafts(Path.of(args[1]), db.file()),
                    Instant::now);
            edits.changeSet()
                    .set(
                            people,
                            new RowKey.Rowid(2),
                            Map.of("id", Value.of(2), "name", Value.of("Bruno")),
                            "name",
                            Value.of("changed by the victim"));
            if (commits) {
                edits.changeSet().insert(people, Map.of("name", Value.of("made by the victim")));
                // What is kept is read by then, one after the other.
                jobs.background(() -> true, _ -> edits.commit(), Throwable::printStackTrace);
            }
        });
        Thread.currentThread().join();
    }
}
