package studio.rowan.browse;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.rowan.change.ChangeSet;
import studio.rowan.change.Changes;
import studio.rowan.change.Contents;
import studio.rowan.db.DbError;
import studio.rowan.db.Value;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;
import studio.rowan.schema.Workspace;

/// Reads the content of large cells as soon as an edit is based on one, so that a commit can tell whether it is still
/// the same.
final class SeenCellsModel {
    private static final Logger LOG = LoggerFactory.getLogger(SeenCellsModel.class);

    private final Workspace workspace;
    private final ChangeSet changeSet;
    private final Jobs jobs;
    private final Set<Value.Large> asked = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean reading;
    private @Nullable Runnable waiting;

    SeenCellsModel(Workspace workspace, ChangeSet changeSet, Jobs jobs) {
        this.workspace = workspace;
        this.changeSet = changeSet;
        this.jobs = jobs;
    }

    /// Runs it once nothing is being read; another one in the place of one that waits.
    void whenRead(Runnable commit) {
        if (reading) {
            waiting = commit;
        } else {
            commit.run();
        }
    }

    void changed(Changes now) {
        if (now.isEmpty()) {
            asked.clear();
        }
        List<Contents.Seen> unread = reading
                ? List.of()
                : Contents.unread(now).stream()
                        .filter(seen -> asked.add(seen.reading()))
                        .toList();
        if (unread.isEmpty()) {
            return;
        }
        reading = true;
        jobs.run(
                workspace.db().cells(Text.of("browse.edits.job.seen"), access -> {
                    Map<Contents.Seen, Value.Large> read = new LinkedHashMap<>();
                    unread.forEach(seen -> read.put(seen, Contents.read(access, workspace.schema(), seen)));
                    return read;
                }),
                this::read,
                this::notRead);
    }

    private void read(Map<Contents.Seen, Value.Large> read) {
        reading = false;
        read.forEach((seen, now) -> {
            if (now.digest() != null) {
                changeSet.seen(seen.reading(), now);
            }
        });
        goOn();
    }

    /// The commit then compares class and length, as it does with what it can read no more of.
    private void notRead(DbError error) {
        reading = false;
        LOG.warn("the content of large cells could not be read", error);
        goOn();
    }

    private void goOn() {
        changed(changeSet.changes());
        Runnable next = waiting;
        if (!reading && next != null) {
            waiting = null;
            next.run();
        }
    }
}
