package studio.rowan.browse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import studio.rowan.change.Changes;
import studio.rowan.change.CommitMark;
import studio.rowan.change.Drafts;
import studio.rowan.change.Edit;
import studio.rowan.change.Target;
import studio.rowan.db.Access;
import studio.rowan.db.Value;
import studio.rowan.grid.RowKey;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.SchemaReader;
import studio.rowan.schema.Table;
import studio.rowan.schema.Workspace;

/// Keeps staged edits on the disk while they change, so that a crash loses none, and brings them back. Edits whose
/// table or column is gone are kept as well, and named, until the user lets them go.
final class DraftsModel implements AutoCloseable {
    private static final Duration QUIET = Duration.millis(300);

    /// What was kept from before.
    /// @param fitting can be staged
    /// @param homeless cannot, as long as the schema is what it is
    /// @param missing the names of what they miss
    /// @param ended what became of the commit in whose middle the program ended; null where it ended otherwise
    record Kept(
            Changes fitting,
            List<Edit> homeless,
            Set<String> missing,
            @Nullable Ended ended) {
        static final Kept NOTHING = new Kept(Changes.NONE, List.of(), Set.of(), null);
    }

    /// @param edits how many were being committed
    record Ended(CommitMark.Fate fate, int edits) {}

    /// @param aside the file of what was not understood; null where all was
    private record Found(
            Changes changes,
            @Nullable CommitMark mark,
            @Nullable Path aside) {}

    private final Workspace workspace;
    private final Drafts drafts;
    private final Jobs jobs;
    private final Consumer<Exception> notWritten;
    private final Consumer<Path> notUnderstood;
    private final Jobs.Debounced save;
    private List<Edit> homeless = List.of();
    /// While the file is open read-only nothing is staged, and nothing is lost either.
    private List<Edit> waiting = List.of();
    private Changes latest = Changes.NONE;
    /// All that is to be kept; a commit on its lane takes it from here.
    private volatile Changes all = Changes.NONE;
    private volatile boolean loaded;
    private boolean unsaved;
    /// What a commit was about whose end is known, until that is noted.
    private @Nullable Changes ended;

    /// @param notWritten told when the drafts cannot be kept
    /// @param notUnderstood told where those lie that were kept and cannot be brought back
    DraftsModel(
            Workspace workspace,
            Drafts drafts,
            Jobs jobs,
            Consumer<Exception> notWritten,
            Consumer<Path> notUnderstood) {
        this.workspace = workspace;
        this.drafts = drafts;
        this.jobs = jobs;
        this.notWritten = notWritten;
        this.notUnderstood = notUnderstood;
        this.save = jobs.debounce(QUIET, this::save);
    }

    // ---- from before ----

    /// Reads what was kept. Nothing is written before that.
    void load(Consumer<Kept> receiver) {
        jobs.background(this::find, found -> fit(found, receiver), notWritten);
    }

    private Found find() {
        Path[] aside = new Path[1];
        Changes changes = drafts.load(file -> aside[0] = file);
        return new Found(changes, drafts.underway(), aside[0]);
    }

    private void fit(Found kept, Consumer<Kept> receiver) {
        if (kept.aside != null) {
            notUnderstood.accept(kept.aside);
        }
        CommitMark mark = kept.mark;
        boolean doubtful = mark != null && mark.concerns(kept.changes);
        if (mark != null && (!doubtful || workspace.db().isWritable())) {
            ended = mark.changes();
            unsaved |= !doubtful;
        }
        if (kept.changes.isEmpty()) {
            begin(Kept.NOTHING, receiver);
            return;
        }
        Ended unknown = mark != null && doubtful
                ? new Ended(CommitMark.Fate.UNKNOWN, mark.changes().counts().total())
                : null;
        jobs.run(
                workspace.db().read(Text.of("browse.edits.job.drafts"), access -> fit(access, kept)),
                found -> begin(found, receiver),
                // The schema cannot be read now: the commit will say what does not fit.
                _ -> begin(new Kept(kept.changes, List.of(), Set.of(), unknown), receiver));
    }

    private void begin(Kept kept, Consumer<Kept> receiver) {
        homeless = kept.homeless();
        waiting = workspace.db().isWritable()
                ? List.of()
                : List.copyOf(kept.fitting().edits());
        gather();
        boolean typed = unsaved;
        receiver.accept(kept);
        // Bringing back changes nothing on the disk: what is in doubt stays noted until the user did something.
        unsaved = typed || (kept.ended() != null && kept.ended().fate() != CommitMark.Fate.UNKNOWN);
        loaded = true;
        if (unsaved) {
            save.trigger();
        }
    }

    private Kept fit(Access access, Found found) {
        CommitMark mark = found.mark;
        if (mark == null || !mark.concerns(found.changes)) {
            return fit(access, found.changes, null);
        }
        CommitMark.Fate fate = mark.fate(access, workspace.schema());
        Changes left = fate == CommitMark.Fate.IN_FILE ? mark.left(found.changes) : found.changes;
        return fit(access, left, new Ended(fate, mark.changes().counts().total()));
    }

    private Kept fit(Access access, Changes kept, @Nullable Ended ended) {
        Map<String, Optional<Table>> tables = new LinkedHashMap<>();
        List<Edit> fitting = new ArrayList<>();
        List<Edit> left = new ArrayList<>();
        Set<String> missing = new LinkedHashSet<>();
        for (Edit edit : kept.edits()) {
            Table table = tables.computeIfAbsent(edit.table(), name -> table(access, name))
                    .orElse(null);
            Set<String> lacks = table == null ? Set.of(edit.table()) : lacks(table, edit);
            missing.addAll(lacks);
            (lacks.isEmpty() ? fitting : left).add(renumbered(edit, fitting.size() + left.size()));
        }
        return new Kept(Changes.of(fitting), left, missing, ended);
    }

    private Optional<Table> table(Access access, String name) {
        SchemaObject object = workspace.schema().relation(name).orElse(null);
        return object == null || !object.name().equals(name)
                ? Optional.empty()
                : Optional.of(SchemaReader.table(access, object));
    }

    private static Set<String> lacks(Table table, Edit edit) {
        Set<String> columns = new LinkedHashSet<>();
        switch (edit) {
            case Edit.Insert insert -> columns.addAll(insert.values().keySet());
            case Edit.Update update -> {
                columns.addAll(update.old().keySet());
                columns.addAll(update.changed().keySet());
            }
            case Edit.Delete delete -> columns.addAll(delete.old().keySet());
        }
        Set<String> lacks = new LinkedHashSet<>();
        for (String column : columns) {
            boolean rowid = table.key() instanceof Table.Key.Rowid(String alias) && alias.equals(column);
            if (!rowid && table.column(column).isEmpty()) {
                lacks.add(table.name() + "." + column);
            }
        }
        if (edit.target() instanceof Target.Stored(String _, RowKey key) && !fits(table.key(), key)) {
            lacks.add(Text.of("browse.edits.homeless.key", table.name()));
        }
        return lacks;
    }

    private static boolean fits(Table.Key key, RowKey row) {
        return switch (key) {
            case Table.Key.Rowid _ -> row instanceof RowKey.Rowid;
            case Table.Key.Primary(List<Table.Key.Part> parts) ->
                row instanceof RowKey.Primary(List<Value> values) && values.size() == parts.size();
            case Table.Key.None _ -> row instanceof RowKey.Primary;
        };
    }

    /// New rows are told apart by numbers, which those that are made from now on must not have.
    private static Edit renumbered(Edit edit, int at) {
        return edit instanceof Edit.Insert(Target.Fresh(String table, long _), Map<String, Value> values)
                ? new Edit.Insert(new Target.Fresh(table, -1 - at), values)
                : edit;
    }

    /// Lets go of what has no place any more.
    void forgetHomeless() {
        homeless = List.of();
        changed(latest);
    }

    // ---- for next time ----

    void changed(Changes now) {
        latest = now;
        gather();
        unsaved = true;
        if (loaded) {
            save.trigger();
        }
    }

    private void gather() {
        if (waiting.isEmpty() && homeless.isEmpty()) {
            all = latest;
            return;
        }
        List<Edit> kept = new ArrayList<>(latest.edits());
        kept.addAll(waiting);
        kept.addAll(homeless);
        all = Changes.of(kept);
    }

    /// Writes at once what was not written yet.
    void flush() {
        if (unsaved && loaded) {
            save.now();
        }
    }

    private void save() {
        Changes known = ended;
        ended = null;
        unsaved = false;
        jobs.background(
                () -> {
                    drafts.save(all);
                    if (known != null) {
                        drafts.settled(known);
                    }
                    return true;
                },
                _ -> {},
                failed -> {
                    unsaved = true;
                    ended = ended == null ? known : ended;
                    notWritten.accept(failed);
                });
    }

    /// Notes that a commit is about to happen, so that an end of the program before [#settled] is known at the next
    /// start. Called on the writer's lane, between the last statement and the COMMIT.
    void committing(CommitMark mark) {
        if (!loaded) {
            return; // What is kept is not what is committed.
        }
        try {
            drafts.committing(all, mark);
        } catch (IOException e) {
            jobs.ui(() -> notWritten.accept(e));
        }
    }

    /// It is known how the commit of these ended, and what is kept now is not in the file.
    void settled(Changes committed) {
        ended = committed;
        unsaved = true;
        flush();
    }

    /// What the drafts that have no place would have done, one a line.
    static String words(List<Edit> edits) {
        StringBuilder words = new StringBuilder();
        for (Edit edit : edits) {
            words.append(words.isEmpty() ? "" : "\n").append(RowName.of(edit)).append(": ");
            words.append(
                    switch (edit) {
                        case Edit.Insert insert -> values(insert.values(), null);
                        case Edit.Update update -> values(update.changed(), update.old());
                        case Edit.Delete _ -> Text.of("browse.edits.deleted");
                    });
        }
        return words.toString();
    }

    private static String values(Map<String, Value> values, @Nullable Map<String, Value> old) {
        StringBuilder words = new StringBuilder();
        values.forEach((column, value) -> {
            Value before = old == null ? null : old.get(column);
            words.append(words.isEmpty() ? "" : ", ").append(column).append(before == null ? " = " : " ");
            if (before != null) {
                words.append(ValueText.shown(before, 200)).append(" → ");
            }
            words.append(ValueText.shown(value, 200));
        });
        return words.toString();
    }

    @Override
    public void close() {
        flush();
        save.cancel();
    }
}
