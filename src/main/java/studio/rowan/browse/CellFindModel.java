package studio.rowan.browse;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Job;
import studio.rowan.kit.Format;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;

/// What is looked for in the cell that is shown, and where it stands.
final class CellFindModel {
    /// Where the eye is and what follows a hit.
    interface Body {
        /// The first byte in sight.
        long top();

        void reveal(CellFind.Hit hit);
    }

    private static final Duration PAUSE = Duration.millis(200);

    private final Jobs jobs;
    private final StringProperty query = new SimpleStringProperty("");
    private final BooleanProperty matchCase = new SimpleBooleanProperty();
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private final Jobs.Debounced typed;
    private CellBytes bytes = CellBytes.NONE;
    private boolean hex;
    private boolean open;
    private @Nullable Body body;
    private @Nullable Job<CellFind.Hits> running;
    private CellFind.Hits hits = CellFind.Hits.NONE;
    private int current = -1;

    CellFindModel(Jobs jobs) {
        this.jobs = jobs;
        typed = jobs.debounce(PAUSE, this::look);
        query.subscribe(_ -> trigger());
        matchCase.subscribe(_ -> trigger());
    }

    StringProperty query() {
        return query;
    }

    BooleanProperty matchCase() {
        return matchCase;
    }

    /// Such as `3 of 12`.
    ReadOnlyStringProperty words() {
        return words.getReadOnlyProperty();
    }

    /// @param inHex whether bytes can be looked for as well
    /// @param shown where hits are shown; null where nothing can be looked for
    void in(CellBytes searched, boolean inHex, @Nullable Body shown) {
        stop();
        bytes = searched;
        hex = inHex;
        body = shown;
        hits = CellFind.Hits.NONE;
        current = -1;
        words.set("");
        trigger();
    }

    /// Whether anybody wants to know.
    void open(boolean now) {
        open = now;
        stop();
        trigger();
    }

    private void trigger() {
        if (open) {
            typed.trigger();
        }
    }

    private void stop() {
        typed.cancel();
        Job<CellFind.Hits> job = running;
        running = null;
        if (job != null) {
            job.cancel();
        }
    }

    private void look() {
        stop();
        hits = CellFind.Hits.NONE;
        current = -1;
        String wanted = query.get();
        CellFind find = hex ? CellFind.bytesOrText(wanted, matchCase.get()) : CellFind.text(wanted, matchCase.get());
        CellBytes searched = bytes;
        if (find == null || body == null) {
            words.set("");
            return;
        }
        words.set(Text.of("inspector.find.running"));
        Job<CellFind.Hits> job = jobs.task(Text.of("inspector.find"), own -> find.in(searched, own::checkCancelled));
        running = job;
        jobs.run(
                job,
                found -> {
                    if (running == job) {
                        running = null;
                        found(found);
                    }
                },
                _ -> {
                    if (running == job) {
                        running = null;
                        words.set("");
                    }
                });
    }

    private void found(CellFind.Hits found) {
        hits = found;
        Body shown = body;
        if (found.hits().isEmpty() || shown == null) {
            words.set(Text.of("inspector.find.none"));
            return;
        }
        current = found.from(shown.top());
        reveal(shown);
    }

    /// The next hit for 1, the one before for -1, around the end.
    void step(int by) {
        Body shown = body;
        if (shown != null && current >= 0) {
            current = Math.floorMod(current + by, hits.hits().size());
            reveal(shown);
        }
    }

    private void reveal(Body shown) {
        String many = Format.count(hits.hits().size()) + (hits.complete() ? "" : "+");
        words.set(Text.of("inspector.find.place", Format.count(current + 1), many));
        shown.reveal(hits.hits().get(current));
    }
}
