package studio.rowan.blog;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.kit.Jobs;
import studio.rowan.schema.Workspace;

/// The list of posts: one page of it at a time, however many there are, found by the last row of the page before
/// (keyset). How many there are in all is counted in the background.
final class BlogModel {
    static final int PAGE = 100;

    /// What of the list is on the screen.
    /// @param first how many posts stand before it
    record Window(long first, List<Blog.Listed> posts, boolean more) {
        static final Window NONE = new Window(0, List.of(), false);
    }

    private final Workspace workspace;
    private final Jobs jobs;
    private final ObjectProperty<PostFilter> filter = new SimpleObjectProperty<>(PostFilter.ALL);
    private final ObjectProperty<PostMapper.Towards> towards = new SimpleObjectProperty<>(PostMapper.Towards.OLDER);
    private final ReadOnlyObjectWrapper<Window> window = new ReadOnlyObjectWrapper<>(Window.NONE);
    private final ReadOnlyLongWrapper total = new ReadOnlyLongWrapper(-1);
    private final ReadOnlyBooleanWrapper loaded = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable DbError> error = new ReadOnlyObjectWrapper<>();
    private final ObservableList<Tag> tags = FXCollections.observableArrayList();
    private final Deque<PostMapper.Place> anchors = new ArrayDeque<>();
    private @Nullable Job<?> page;
    private @Nullable Job<?> count;
    private @Nullable Job<?> names;

    BlogModel(Workspace workspace, Jobs jobs) {
        this.workspace = workspace;
        this.jobs = jobs;
        filter.subscribe((_, _) -> restart());
        towards.subscribe((_, _) -> restart());
    }

    Workspace workspace() {
        return workspace;
    }

    ObjectProperty<PostFilter> filter() {
        return filter;
    }

    /// Which posts come first: with `OLDER` the newest, for the list goes on towards older ones.
    ObjectProperty<PostMapper.Towards> towards() {
        return towards;
    }

    ReadOnlyObjectProperty<Window> window() {
        return window.getReadOnlyProperty();
    }

    /// How many posts the filter lets through; -1 while that is not known.
    ReadOnlyLongProperty total() {
        return total.getReadOnlyProperty();
    }

    /// Whether a list was read at all.
    ReadOnlyBooleanProperty loaded() {
        return loaded.getReadOnlyProperty();
    }

    /// A list was read, and nothing is in it.
    boolean isNone() {
        return loaded.get() && window.get().posts().isEmpty();
    }

    /// Why the list could not be read; null where it could.
    ReadOnlyObjectProperty<@Nullable DbError> error() {
        return error.getReadOnlyProperty();
    }

    /// All tags, by name.
    ObservableList<Tag> tags() {
        return tags;
    }

    /// Sets the words to look for.
    void search(String text) {
        filter.set(filter.get().withText(text, Sample.hasWords(workspace.schema())));
    }

    private void restart() {
        anchors.clear();
        total.set(-1);
        refresh();
    }

    /// Reads the same page again, and what is counted.
    void refresh() {
        load();
        cancel(count);
        PostFilter wanted = filter.get();
        Job<Long> counting = workspace
                .db()
                .background(
                        "count posts", access -> access.mapper(PostMapper.class).countOf(wanted));
        // What cannot be counted is said where the page cannot be read.
        count = jobs.run(counting, found -> counted(counting, found), _ -> {});
        cancel(names);
        names = jobs.run(
                workspace
                        .db()
                        .read("tags", access -> access.mapper(TagMapper.class).all()),
                found -> {
                    if (!tags.equals(found)) {
                        tags.setAll(found);
                    }
                },
                _ -> {});
    }

    private void counted(Job<Long> job, long found) {
        if (job == count) {
            total.set(found);
        }
    }

    /// The next page.
    void next() {
        Window now = window.get();
        if (now.more()) {
            anchors.push(now.posts().getLast().post().place());
            load();
        }
    }

    /// The page before.
    void previous() {
        if (!anchors.isEmpty()) {
            anchors.pop();
            load();
        }
    }

    private void load() {
        cancel(page);
        PostFilter wanted = filter.get();
        PostMapper.Towards direction = towards.get();
        PostMapper.Place after = anchors.peek();
        long first = (long) anchors.size() * PAGE;
        Job<List<Blog.Listed>> reading =
                workspace.db().read("posts", access -> Blog.list(access, wanted, after, direction, PAGE + 1));
        page = reading;
        jobs.run(
                reading,
                found -> {
                    if (reading == page) {
                        show(first, found);
                    }
                },
                failed -> {
                    if (reading == page && !(failed instanceof DbError.Cancelled)) {
                        error.set(failed);
                    }
                });
    }

    private void show(long first, List<Blog.Listed> found) {
        error.set(null);
        if (found.isEmpty() && !anchors.isEmpty()) {
            // What stood on this page is gone.
            previous();
            return;
        }
        boolean more = found.size() > PAGE;
        loaded.set(true);
        window.set(new Window(first, more ? found.subList(0, PAGE) : found, more));
    }

    private static void cancel(@Nullable Job<?> job) {
        if (job != null) {
            job.cancel();
        }
    }

    void close() {
        cancel(page);
        cancel(count);
        cancel(names);
    }
}
