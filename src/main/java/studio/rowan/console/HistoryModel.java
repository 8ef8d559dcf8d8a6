package studio.rowan.console;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.rowan.db.DbError;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;

/// The history of all consoles, newest first, kept in step with its file in the background. One for the whole program.
public final class HistoryModel {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryModel.class);

    private final History history;
    private final Jobs jobs;
    private final Clock clock;
    private final ObservableList<History.Entry> entries = FXCollections.observableArrayList();
    private final ObservableList<History.Entry> entriesToSee = FXCollections.unmodifiableObservableList(entries);

    public HistoryModel(History history, Jobs jobs, Clock clock) {
        this.history = history;
        this.jobs = jobs;
        this.clock = clock;
        jobs.background(history::load, loaded -> entries.addAll(loaded.reversed()), this::failed);
    }

    ObservableList<History.Entry> entries() {
        return entriesToSee;
    }

    void add(List<Outcome> outcomes, String database) {
        List<History.Entry> fresh = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            long millis = outcome.time().toMillis();
            fresh.add(new History.Entry(
                    clock.millis() - millis, database, outcome.text(), rows(outcome), millis, error(outcome)));
        }
        fresh.removeIf(entry -> !entry.isKept());
        entries.addAll(0, fresh.reversed());
        if (entries.size() > History.KEPT) {
            entries.remove(History.KEPT, entries.size());
        }
        jobs.background(
                () -> {
                    history.add(fresh);
                    return fresh.size();
                },
                _ -> {},
                this::failed);
    }

    void clear() {
        entries.clear();
        jobs.background(
                () -> {
                    history.clear();
                    return true;
                },
                _ -> {},
                this::failed);
    }

    /// The history is a help: that it cannot be kept must not be in the way of a statement that ran.
    private void failed(Exception e) {
        LOG.warn("the history is not kept", e);
    }

    private static long rows(Outcome outcome) {
        return switch (outcome.result()) {
            case Outcome.Rows rows ->
                rows.changed() >= 0 ? rows.changed() : rows.rows().size();
            case Outcome.Done(long changed) -> changed;
            case Outcome.Failed _, Outcome.Refused _, Outcome.Lengthy _ -> -1;
        };
    }

    private static String error(Outcome outcome) {
        return switch (outcome.result()) {
            case Outcome.Rows _, Outcome.Done _ -> "";
            case Outcome.Failed(DbError error, boolean _) -> error.words();
            case Outcome.Refused(String sentence, String _) -> sentence;
            case Outcome.Lengthy _ -> Text.of("console.lengthy.not");
        };
    }
}
