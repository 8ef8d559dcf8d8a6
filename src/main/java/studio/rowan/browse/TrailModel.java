package studio.rowan.browse;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Nav;

/// The trail of one file, shared by its tabs: follows a reference, and goes back to where one was.
final class TrailModel {
    private final Nav nav;
    private final ReadOnlyObjectWrapper<Trail> trail = new ReadOnlyObjectWrapper<>(Trail.NONE);
    private final ReadOnlyObjectWrapper<Trail.@Nullable Step> wanted = new ReadOnlyObjectWrapper<>();

    TrailModel(Nav nav) {
        this.nav = nav;
    }

    ReadOnlyObjectProperty<Trail> trail() {
        return trail.getReadOnlyProperty();
    }

    /// The place that is to be shown as it was, until its tab does so; null for none.
    ReadOnlyObjectProperty<Trail.@Nullable Step> wanted() {
        return wanted.getReadOnlyProperty();
    }

    void arrived() {
        wanted.set(null);
    }

    /// Goes to a row along a reference.
    /// @param to a place with a key is a row, one with a condition the rows that it finds
    void follow(Trail.Step from, Trail.Step to) {
        trail.set(trail.get().followed(from, to));
        if (to.key().isEmpty()) {
            nav.openTable(to.table(), to.where());
        } else {
            nav.openRow(to.table(), to.key(), to.column());
        }
    }

    /// Goes to another place of the trail.
    /// @param now the place that one leaves, as it looks
    void go(int step, Trail.Step now) {
        Trail before = trail.get().seen(now);
        if (step >= 0 && step < before.steps().size()) {
            Trail.Step to = before.steps().get(step);
            trail.set(before.to(step));
            wanted.set(to);
            nav.openTable(to.table(), to.where());
        }
    }

    void forget() {
        trail.set(Trail.NONE);
    }
}
