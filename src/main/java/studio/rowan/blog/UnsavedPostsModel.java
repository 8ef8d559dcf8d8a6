package studio.rowan.blog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import javafx.collections.FXCollections;
import javafx.collections.ObservableSet;
import org.jspecify.annotations.Nullable;

/// What was typed into posts and not saved, by the id of the post, until it is saved or given up.
final class UnsavedPostsModel {
    /// A draft that was not saved.
    /// @param base the post as it was read; null for a new one
    record Kept(@Nullable PostDetail base, PostDraft draft) {
        long id() {
            return base == null ? PostFormModel.NEW : base.post().id();
        }
    }

    private final SequencedMap<Long, Kept> kept = new LinkedHashMap<>();
    private final ObservableSet<Long> ids = FXCollections.observableSet();

    ObservableSet<Long> ids() {
        return ids;
    }

    @Nullable
    Kept of(long id) {
        return kept.get(id);
    }

    void keep(Kept draft) {
        kept.put(draft.id(), draft);
        ids.add(draft.id());
    }

    void forget(long id) {
        kept.remove(id);
        ids.remove(id);
    }

    /// In the order in which they were begun.
    List<Kept> all() {
        return new ArrayList<>(kept.values());
    }
}
