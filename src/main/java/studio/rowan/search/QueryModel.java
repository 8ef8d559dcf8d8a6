package studio.rowan.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// What is searched for: the words, what the builder adds to them, how much each column counts, and the values that
/// the rows must have. The last two are of one index, and go with it. Lives on the window's thread.
final class QueryModel {
    private final ReadOnlyObjectProperty<@Nullable SearchIndex> index;
    private final StringProperty text = new SimpleStringProperty("");
    private final BooleanProperty raw = new SimpleBooleanProperty();
    private final ObjectProperty<Query> parts = new SimpleObjectProperty<>(Query.typed(""));
    private final ObjectProperty<List<Double>> weights = new SimpleObjectProperty<>(List.of());
    private final ObjectProperty<List<Facet.Count>> only = new SimpleObjectProperty<>(List.of());
    private Runnable changed = () -> {};

    QueryModel(ReadOnlyObjectProperty<@Nullable SearchIndex> index) {
        this.index = index;
        text.subscribe((_, _) -> changed.run());
        raw.subscribe((_, _) -> changed.run());
        parts.subscribe((_, _) -> changed.run());
        weights.subscribe((_, _) -> changed.run());
        only.subscribe((_, _) -> changed.run());
        index.subscribe((_, _) -> {
            only.set(List.of());
            weights.set(List.of());
            changed.run();
        });
    }

    /// Runs whenever something else is asked.
    void onChanged(Runnable run) {
        changed = run;
    }

    ReadOnlyObjectProperty<@Nullable SearchIndex> index() {
        return index;
    }

    StringProperty text() {
        return text;
    }

    BooleanProperty raw() {
        return raw;
    }

    /// What the builder asks beside the words of the box; its own words are not looked at.
    ObjectProperty<Query> parts() {
        return parts;
    }

    /// How much each column counts; empty for what the index says itself.
    ObjectProperty<List<Double>> weights() {
        return weights;
    }

    /// The values that the rows must have.
    ReadOnlyObjectProperty<List<Facet.Count>> only() {
        return only;
    }

    /// Asks for the value, or no longer.
    void toggle(Facet.Count count) {
        List<Facet.Count> now = new ArrayList<>(only.get());
        if (!now.removeIf(count::isSameValue)) {
            now.add(count);
        }
        only.set(List.copyOf(now));
    }

    /// What is asked now; empty where nothing is.
    Optional<Search> asked() {
        SearchIndex in = index.get();
        Query query = query();
        return in == null || query.isBlank()
                ? Optional.empty()
                : Optional.of(new Search(in, query, weights.get(), only.get()));
    }

    /// Whether the index takes so many words close to each other only in parts.
    boolean isNearInParts() {
        SearchIndex in = index.get();
        return in != null && OldMatch.nearInParts(query(), in);
    }

    private Query query() {
        Query with = parts.get();
        return raw.get()
                ? Query.raw(text.get())
                : new Query(
                        text.get(),
                        with.prefix(),
                        with.any(),
                        with.none(),
                        with.phrase(),
                        with.near(),
                        with.distance(),
                        with.columns(),
                        false);
    }
}
