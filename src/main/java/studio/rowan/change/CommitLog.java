package studio.rowan.change;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The commits of one database since it was opened, and how to take them back, newest first. Belongs to the thread of
/// its [ChangeSet]. Taking back is a commit of its own, with the same checks: `commit.run(entry.inverse())`.
public final class CommitLog {
    private static final int KEPT = 50;

    /// @param inverse what takes it back; `null` where that cannot be done wholly
    public record Entry(
            Instant at, Changes.Counts counts, @Nullable Changes inverse) {}

    private final List<Entry> commits = new ArrayList<>();
    private final List<Entry> takenBack = new ArrayList<>();

    /// The commits that were not taken back, newest last.
    public List<Entry> entries() {
        return List.copyOf(commits);
    }

    /// A commit was made. What was taken back before cannot be made again.
    public void committed(Instant at, Changes changes, Outcome.Done done) {
        takenBack.clear();
        push(commits, new Entry(at, changes.counts(), done.inverse()));
    }

    /// What an undo would take back; `null` where nothing can be.
    public @Nullable Entry undoable() {
        return last(commits);
    }

    /// What a redo would make again; `null` where nothing can be.
    public @Nullable Entry redoable() {
        return last(takenBack);
    }

    /// The newest commit was taken back by its inverse.
    public void undone(Instant at, Outcome.Done done) {
        move(at, done, commits, takenBack);
    }

    /// The commit that was taken back last was made again.
    public void redone(Instant at, Outcome.Done done) {
        move(at, done, takenBack, commits);
    }

    private static void move(Instant at, Outcome.Done done, List<Entry> from, List<Entry> to) {
        Entry entry = from.removeLast();
        push(to, new Entry(at, entry.counts(), done.inverse()));
    }

    private static void push(List<Entry> entries, Entry entry) {
        entries.add(entry);
        if (entries.size() > KEPT) {
            entries.removeFirst();
        }
    }

    private static @Nullable Entry last(List<Entry> entries) {
        return entries.isEmpty() || entries.getLast().inverse() == null ? null : entries.getLast();
    }
}
