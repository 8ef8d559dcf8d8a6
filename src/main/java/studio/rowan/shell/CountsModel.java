package studio.rowan.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.util.Duration;
import studio.rowan.kit.Format;
import studio.rowan.kit.Jobs;
import studio.rowan.schema.Counts;
import studio.rowan.schema.SchemaObject;

/// Row counts of the tables that are in sight, one after another, those wanted last first: a file may hold ten
/// thousand.
public final class CountsModel {
    private static final int MOST_WAITING = 100;

    private final Counts counts;
    private final Jobs jobs;
    private final Map<String, ReadOnlyStringWrapper> texts = new HashMap<>();
    /// By who shows it: a cell takes an object over before another cell lets it go.
    private final Map<Object, SchemaObject> inSight = new HashMap<>();
    private final Deque<SchemaObject> waiting = new ArrayDeque<>();
    private final Set<String> asked = new HashSet<>();
    private final Jobs.Debounced again;
    private boolean busy;
    private boolean refreshing;

    public CountsModel(Counts counts, Jobs jobs) {
        this.counts = counts;
        this.jobs = jobs;
        this.again = jobs.debounce(Duration.seconds(2), this::refreshNow);
    }

    /// What to show beside the name: empty while unknown.
    public ReadOnlyStringProperty text(SchemaObject object) {
        return texts.computeIfAbsent(object.name(), _ -> new ReadOnlyStringWrapper(""))
                .getReadOnlyProperty();
    }

    /// A cell shows the object, in place of what it showed before: its rows are counted soon.
    public void show(Object cell, SchemaObject object) {
        inSight.put(cell, object);
        if (asked.add(object.name())) {
            waiting.addFirst(object);
            if (waiting.size() > MOST_WAITING) {
                asked.remove(waiting.removeLast().name());
            }
            next();
        }
    }

    /// The cell shows nothing that is counted.
    public void hide(Object cell) {
        inSight.remove(cell);
    }

    /// The file changed: what is in sight is counted again, not more often than every two seconds.
    public void refresh() {
        if (!refreshing) {
            refreshing = true;
            again.trigger();
        }
    }

    private void refreshNow() {
        refreshing = false;
        asked.clear();
        waiting.clear();
        inSight.values().forEach(object -> {
            if (asked.add(object.name())) {
                waiting.addLast(object);
            }
        });
        next();
    }

    private void next() {
        SchemaObject object = busy ? null : waiting.pollFirst();
        if (object == null) {
            return;
        }
        if (inSight.values().stream().noneMatch(seen -> seen.name().equals(object.name()))) {
            asked.remove(object.name());
            next();
            return;
        }
        busy = true;
        counts.count(
                object,
                count -> jobs.ui(() -> {
                    texts.computeIfAbsent(object.name(), _ -> new ReadOnlyStringWrapper(""))
                            .set((count.exact() ? "" : ">") + Format.count(count.rows()));
                    done();
                }),
                _ -> jobs.ui(this::done));
    }

    /// The quick count is enough to go on with the next table; the exact one comes when it comes.
    private void done() {
        if (busy) {
            busy = false;
            next();
        }
    }

    public void close() {
        again.cancel();
        waiting.clear();
        inSight.clear();
    }
}
