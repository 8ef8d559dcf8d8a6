package studio.rowan.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Text;
import studio.rowan.schema.Workspace;

/// How much each column of the index that is searched counts: taken by the search soon after it changes, and
/// remembered with the file and the index.
final class WeightsModel implements AutoCloseable {
    private static final Duration PAUSE = Duration.millis(200);

    private final QueryModel query;
    private final Workspace workspace;
    private final KeptWeights store;
    private final Nav nav;
    private final Jobs jobs;
    private final Map<String, List<KeptWeights.Weight>> chosen = new HashMap<>();
    private final ReadOnlyObjectWrapper<List<Double>> weights = new ReadOnlyObjectWrapper<>(List.of());
    private final Jobs.Debounced changed;
    private @Nullable String unsaved;

    WeightsModel(QueryModel query, Workspace workspace, KeptWeights store, Nav nav, Jobs jobs) {
        this.query = query;
        this.workspace = workspace;
        this.store = store;
        this.nav = nav;
        this.jobs = jobs;
        changed = jobs.debounce(PAUSE, this::apply);
        query.index().subscribe((_, _) -> begin());
        jobs.background(
                () -> store.of(workspace.file()),
                this::remembered,
                error -> nav.notify(
                        Notice.warning(Text.of("search.weights.notRead", Objects.toString(error.getMessage())))));
    }

    /// For each column of the index, also for those that are not searched; empty where the index cannot be weighed.
    ReadOnlyObjectProperty<List<Double>> weights() {
        return weights.getReadOnlyProperty();
    }

    /// How many columns count otherwise than the index says itself.
    int changes() {
        SearchIndex index = query.index().get();
        return index == null || weights.get().isEmpty() ? 0 : differing(index).size();
    }

    /// What the index says itself.
    List<Double> usual() {
        SearchIndex index = query.index().get();
        return index == null ? List.of() : ColumnWeights.usual(index);
    }

    void set(int column, double weight) {
        List<Double> now = new ArrayList<>(weights.get());
        // The index may have been made anew with fewer columns since they were listed.
        if (column < now.size()) {
            now.set(column, weight);
            take(now);
        }
    }

    void reset() {
        take(usual());
    }

    private void take(List<Double> now) {
        SearchIndex index = query.index().get();
        if (index == null || now.equals(weights.get())) {
            return;
        }
        weights.set(List.copyOf(now));
        chosen.put(index.name(), differing(index));
        unsaved = index.name();
        changed.trigger();
    }

    private List<KeptWeights.Weight> differing(SearchIndex index) {
        List<Double> usual = ColumnWeights.usual(index);
        List<KeptWeights.Weight> others = new ArrayList<>();
        for (int i = 0; i < usual.size(); i++) {
            if (!usual.get(i).equals(weights.get().get(i))) {
                others.add(new KeptWeights.Weight(
                        index.fields().get(i).name(), weights.get().get(i)));
            }
        }
        return others;
    }

    private void remembered(List<KeptWeights.Entry> entries) {
        for (KeptWeights.Entry entry : entries) {
            if (entry.index() != null && entry.weights() != null) {
                chosen.putIfAbsent(entry.index(), entry.weights());
            }
        }
        begin();
    }

    /// Another index, or what is remembered of it.
    private void begin() {
        changed.cancel();
        save();
        SearchIndex index = query.index().get();
        List<Double> now = new ArrayList<>();
        if (index != null && ColumnWeights.canWeigh(index)) {
            now.addAll(ColumnWeights.usual(index));
            for (KeptWeights.Weight kept : chosen.getOrDefault(index.name(), List.of())) {
                for (int i = 0; i < now.size(); i++) {
                    if (index.fields().get(i).name().equals(kept.column()) && kept.weight() >= 0) {
                        now.set(i, kept.weight());
                    }
                }
            }
        }
        weights.set(List.copyOf(now));
        ask();
    }

    private void apply() {
        save();
        ask();
    }

    private void ask() {
        query.weights().set(changes() == 0 ? List.of() : weights.get());
    }

    private void save() {
        String index = unsaved;
        unsaved = null;
        if (index == null) {
            return;
        }
        List<KeptWeights.Weight> kept = chosen.getOrDefault(index, List.of());
        jobs.background(
                () -> {
                    store.keep(workspace.file(), index, kept);
                    return index;
                },
                _ -> {},
                error -> nav.notify(
                        Notice.warning(Text.of("search.weights.notKept", Objects.toString(error.getMessage())))));
    }

    @Override
    public void close() {
        changed.cancel();
        save();
    }
}
