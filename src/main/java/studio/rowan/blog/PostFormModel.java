package studio.rowan.blog;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ObservableSet;
import org.jspecify.annotations.Nullable;
import studio.rowan.change.Changes;
import studio.rowan.change.Commit;
import studio.rowan.change.Edit;
import studio.rowan.change.Outcome;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Work;
import studio.rowan.kit.Jobs;
import studio.rowan.schema.Workspace;

/// The post in the form. What was typed and not saved is kept for each post until it is saved or given up, also while
/// another one is in the form.
final class PostFormModel {
    /// A post in the form, or a new one.
    /// @param base as it was read; `null` for a new one
    /// @param others what else its author published
    record Shown(@Nullable PostDetail base, List<PostMapper.Title> others) {
        long id() {
            return base == null ? NEW : base.post().id();
        }
    }

    /// What came of the last deed, until the next one.
    sealed interface Event {
        record Saved(PostDetail now, boolean isNew, Outcome.Done done) implements Event {}

        record Deleted(Post post, Outcome.Done done) implements Event {}

        /// @param theirs what it is now
        record Changed(PostDetail theirs) implements Event {}

        record Gone() implements Event {}

        /// Somebody else changed or deleted a post that has left the form since; nothing was written.
        record Elsewhere(Post post) implements Event {}

        record Refused(DbError error) implements Event {}
    }

    /// Stands for the id of the post that is not saved yet.
    static final long NEW = 0;

    private static final int OTHERS = 3;

    private final Workspace workspace;
    private final Jobs jobs;
    private final CommitList commits;
    private final ReadOnlyObjectWrapper<@Nullable Shown> shown = new ReadOnlyObjectWrapper<>();
    private final ObjectProperty<PostDraft> draft = new SimpleObjectProperty<>(PostDraft.EMPTY);
    private final ReadOnlyBooleanWrapper dirty = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<@Nullable Event> event = new ReadOnlyObjectWrapper<>();
    private final UnsavedPostsModel kept = new UnsavedPostsModel();
    private Runnable incomplete = () -> {};
    private long wanted = -1;

    PostFormModel(Workspace workspace, Jobs jobs, CommitList commits) {
        this.workspace = workspace;
        this.jobs = jobs;
        this.commits = commits;
        draft.subscribe(_ -> typed());
    }

    /// What is in the form; null for nothing.
    ReadOnlyObjectProperty<@Nullable Shown> shown() {
        return shown.getReadOnlyProperty();
    }

    /// What the form says now.
    ObjectProperty<PostDraft> draft() {
        return draft;
    }

    /// Whether it says something else than the file.
    ReadOnlyBooleanProperty dirty() {
        return dirty.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty busy() {
        return busy.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Event> event() {
        return event.getReadOnlyProperty();
    }

    /// The posts with drafts that are not saved.
    ObservableSet<Long> unsaved() {
        return kept.ids();
    }

    boolean canWrite() {
        return workspace.db().isWritable();
    }

    void dismissEvent() {
        event.set(null);
    }

    // ---- what is in the form ----

    /// Begins a new post, or goes on with the one that was begun.
    void create(@Nullable Author author) {
        event.set(null);
        wanted = NEW;
        UnsavedPostsModel.Kept before = kept.of(NEW);
        PostDraft start = new PostDraft("", "", false, author, List.of());
        put(new Shown(null, List.of()), before == null ? start : before.draft());
    }

    /// Shows a post, with what was typed into it and not saved.
    void open(long id) {
        if (id == NEW) {
            create(null);
            return;
        }
        if (wanted != id) {
            event.set(null);
        }
        wanted = id;
        jobs.run(
                workspace.db().read("post", access -> read(access, id)),
                found -> {
                    if (wanted == id) {
                        opened(found.orElse(null), id);
                    }
                },
                error -> {
                    Shown still = shown.get();
                    if (wanted == id && still != null) {
                        wanted = still.id();
                    }
                    tell(error);
                });
    }

    private static Optional<Shown> read(Access access, long id) {
        return Optional.ofNullable(Blog.detail(access, id))
                .map(detail -> new Shown(detail, access.mapper(PostMapper.class).othersOfAuthor(id, OTHERS)));
    }

    private void opened(@Nullable Shown found, long id) {
        UnsavedPostsModel.Kept typed = kept.of(id);
        if (typed != null) {
            put(new Shown(typed.base(), found == null ? List.of() : found.others()), typed.draft());
        } else if (found != null && found.base() != null) {
            put(found, PostDraft.of(found.base()));
        } else {
            leave();
        }
    }

    private void put(Shown what, PostDraft text) {
        shown.set(what);
        draft.set(text);
        typed();
    }

    /// Nothing is in the form.
    void leave() {
        wanted = -1;
        shown.set(null);
        draft.set(PostDraft.EMPTY);
        typed();
    }

    private void typed() {
        Shown now = shown.get();
        if (now == null) {
            dirty.set(false);
            return;
        }
        PostDetail base = now.base();
        PostDraft text = draft.get();
        boolean differs = base == null ? !text.isEmpty() : !PostDraft.of(base).isSame(text);
        if (differs) {
            kept.keep(new UnsavedPostsModel.Kept(base, text));
        } else {
            kept.forget(now.id());
        }
        dirty.set(differs);
    }

    /// The form says again what the file says; a new post is given up.
    void revert() {
        Shown now = shown.get();
        if (now != null) {
            kept.forget(now.id());
            event.set(null);
            if (now.base() == null) {
                leave();
            } else {
                wanted = -1;
                open(now.id());
            }
        }
    }

    /// The file changed: a form without a draft follows it.
    void refresh() {
        Shown now = shown.get();
        if (now != null && now.base() != null && !dirty.get() && !busy.get()) {
            open(now.id());
        }
    }

    // ---- drafts that outlive the panel ----

    List<UnsavedPostsModel.Kept> kept() {
        return kept.all();
    }

    /// Goes on where the last session was cut off.
    void restore(List<UnsavedPostsModel.Kept> before) {
        before.forEach(kept::keep);
        List<UnsavedPostsModel.Kept> all = kept.all();
        if (!all.isEmpty()) {
            open(all.getLast().id());
        }
    }

    // ---- deeds ----

    /// Writes the form, unless somebody else changed the post since.
    void save() {
        Shown now = shown.get();
        if (now != null) {
            save(now, now.base());
        }
    }

    /// Runs what it is given where a draft that is to be saved lacks something.
    void onIncomplete(Runnable tell) {
        incomplete = tell;
    }

    /// Makes a new post of what was typed into one that is gone; a new one that was begun stays as it is.
    void saveAsNew() {
        Shown now = shown.get();
        if (now != null && event.get() instanceof Event.Gone) {
            save(now, null);
        }
    }

    /// @param base what the post must still be; null for a new one
    private void save(Shown now, @Nullable PostDetail base) {
        PostDraft text = draft.get();
        if (busy.get() || !canWrite()) {
            return;
        }
        if (text.problem().isPresent()) {
            incomplete.run();
            return;
        }
        event.set(null);
        run("save post", access -> Saving.save(access, base, text), result -> {
            switch (result) {
                case Saving.Result.Saved saved -> saved(now, text, base == null, saved);
                case Saving.Result.Changed(PostDetail theirs) ->
                    conflict(Objects.requireNonNull(base).post(), theirs);
                case Saving.Result.Gone() ->
                    conflict(Objects.requireNonNull(base).post(), null);
            }
        });
    }

    /// What was typed while the save ran is a draft over what was saved.
    private void saved(Shown before, PostDraft text, boolean isNew, Saving.Result.Saved saved) {
        commits.made(saved.changes(), saved.done());
        PostDetail base = saved.now();
        long id = base.post().id();
        UnsavedPostsModel.Kept newest = kept.of(before.id());
        kept.forget(before.id());
        event.set(new Event.Saved(base, isNew, saved.done()));
        if (wanted == before.id()) {
            wanted = id;
        }
        Shown now = shown.get();
        if (now != null && now.id() == before.id()) {
            put(new Shown(base, before.others()), draft.get().equals(text) ? PostDraft.of(base) : draft.get());
        } else if (newest != null && !newest.draft().equals(text)) {
            kept.keep(new UnsavedPostsModel.Kept(base, newest.draft()));
        }
    }

    /// Asks about the post in the form alone: the answer is about what the form says.
    /// @param theirs what it is now; null where it is gone
    private void conflict(Post post, @Nullable PostDetail theirs) {
        if (!isInForm(post.id())) {
            event.set(new Event.Elsewhere(post));
        } else {
            event.set(theirs == null ? new Event.Gone() : new Event.Changed(theirs));
        }
    }

    /// Whether it is in the form, and no other one on its way there.
    private boolean isInForm(long id) {
        Shown now = shown.get();
        return now != null && now.id() == id && wanted == id;
    }

    /// Keeps what was typed over what the post is now, which the user was shown, and saves it.
    void keepMine() {
        if (event.get() instanceof Event.Changed(PostDetail theirs)
                && isInForm(theirs.post().id())) {
            PostDraft mine = draft.get();
            event.set(null);
            put(new Shown(theirs, List.of()), mine);
            save();
        }
    }

    /// Gives up what was typed for what the post is now.
    void takeTheirs() {
        if (event.get() instanceof Event.Changed(PostDetail theirs)
                && isInForm(theirs.post().id())) {
            event.set(null);
            kept.forget(theirs.post().id());
            put(new Shown(theirs, List.of()), PostDraft.of(theirs));
        }
    }

    /// Deletes the post in the form, as it was read.
    void delete() {
        Shown now = shown.get();
        if (now == null || now.base() == null || busy.get() || !canWrite()) {
            return;
        }
        Post post = now.base().post();
        Changes changes = Changes.of(List.<Edit>of(Saving.delete(post)));
        busy.set(true);
        jobs.run(
                new Commit(workspace).run(changes),
                outcome -> {
                    busy.set(false);
                    deleted(post, changes, outcome);
                },
                this::refused);
    }

    private void deleted(Post post, Changes changes, Outcome outcome) {
        switch (outcome) {
            case Outcome.Done done -> {
                commits.made(changes, done);
                kept.forget(post.id());
                if (isInForm(post.id())) {
                    leave();
                }
                event.set(new Event.Deleted(post, done));
            }
            case Outcome.Failed failed -> event.set(new Event.Refused(failed.error()));
            case Outcome.Conflict _, Outcome.Replanned _ -> conflict(post);
        }
    }

    private void conflict(Post post) {
        jobs.run(
                workspace.db().read("post", access -> Optional.ofNullable(Blog.detail(access, post.id()))),
                found -> conflict(post, found.orElse(null)),
                this::tell);
    }

    private <T> void run(String title, Work<T> work, Consumer<T> then) {
        busy.set(true);
        jobs.run(
                workspace.db().write(title, work),
                result -> {
                    busy.set(false);
                    then.accept(result);
                },
                this::refused);
    }

    private void refused(DbError error) {
        busy.set(false);
        tell(error);
    }

    private void tell(DbError error) {
        if (!(error instanceof DbError.Cancelled)) {
            event.set(new Event.Refused(error));
        }
    }

    /// Takes the last deed back; false where something was committed since.
    boolean takeBack(Outcome.Done done) {
        event.set(null);
        return commits.takeBack(done);
    }
}
