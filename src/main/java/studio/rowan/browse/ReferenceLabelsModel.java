package studio.rowan.browse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Value;
import studio.rowan.grid.GridCurrent;
import studio.rowan.grid.GridReferences;
import studio.rowan.grid.GridView;
import studio.rowan.grid.KeyedRow;
import studio.rowan.grid.RowEdit;
import studio.rowan.grid.RowSource;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;
import studio.rowan.relate.ParentLabels;
import studio.rowan.relate.Relation;
import studio.rowan.relate.Relations;
import studio.rowan.schema.Column;
import studio.rowan.schema.Table;
import studio.rowan.schema.Workspace;

/// What the cells of a grid refer to. The labels of what is in sight come after the rows, by one statement for each
/// relation, and are kept until the file changes; what was known before is shown meanwhile.
final class ReferenceLabelsModel implements GridReferences, AutoCloseable {
    /// A reader keeps others from writing to a file without a write-ahead log (F18).
    private static final Duration BRIEF = Duration.ofMillis(200);

    private static final int MOST_KEPT = 5_000;
    private static final int MOST_FAILURES = 3;
    private static final int MOST_KEY = 40;

    private final BrowseModel model;
    private final RelationsModel relations;
    private final GridView grid;
    private final Jobs jobs;
    private final Consumer<GridCurrent> follow;
    private final Workspace.Listener listener;
    private final Subscription watching;
    private final Map<Integer, Leading> columns = new HashMap<>();
    private long reading;
    private boolean asked;
    private boolean running;
    private boolean closed;

    private record Known(Reference reference, long reading) {}

    /// What a relation's column shows.
    private static final class Leading {
        private final Relation relation;
        private final @Nullable String label;
        /// Where the parts of the key stand in a row.
        private final Map<String, Integer> parts;
        private final Map<List<Value>, Known> known = new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<List<Value>, Known> eldest) {
                return size() > MOST_KEPT;
            }
        };
        private final Set<List<Value>> missing = new LinkedHashSet<>();
        private int failures;
        private boolean widened;

        private Leading(Relation relation, @Nullable String label, Map<String, Integer> parts) {
            this.relation = relation;
            this.label = label;
            this.parts = parts;
        }

        private @Nullable List<Value> key(IntFunction<@Nullable Value> cells) {
            return ParentLabels.key(relation, column -> {
                Integer at = parts.get(column);
                return at == null ? null : cells.apply(at);
            });
        }
    }

    /// @param follow goes to what a cell refers to
    ReferenceLabelsModel(
            BrowseModel model, RelationsModel relations, GridView grid, Jobs jobs, Consumer<GridCurrent> follow) {
        this.model = model;
        this.relations = relations;
        this.grid = grid;
        this.jobs = jobs;
        this.follow = follow;
        listener = (_, _) -> jobs.ui(this::stale);
        model.workspace().addListener(listener);
        watching = Subscription.combine(
                relations.relations().subscribe(_ -> columns()), model.table().subscribe(_ -> columns()));
        grid.setReferences(this);
    }

    // ---- which columns ----

    private void columns() {
        columns.clear();
        Table table = model.table().get();
        Relations all = relations.relations().get();
        if (table != null) {
            List<Column> visible = RowSource.visible(table);
            for (int i = 0; i < visible.size(); i++) {
                String name = visible.get(i).name();
                Optional<Relation> leading = all.leading(table.name(), name);
                if (leading.isPresent() && relations.kept().isShown(table.name(), name)) {
                    columns.put(i, leading(leading.get(), name, visible));
                }
            }
        }
        grid.referencesChanged(List.of());
    }

    /// Of several columns that refer together the last one shows the label.
    private Leading leading(Relation relation, String column, List<Column> visible) {
        Map<String, Integer> parts = new HashMap<>();
        for (int i = 0; i < visible.size(); i++) {
            if (relation.uses(visible.get(i).name())) {
                parts.put(visible.get(i).name(), i);
            }
        }
        boolean last = relation.columns().getLast().equalsIgnoreCase(column);
        // What refers to the label itself shows it already.
        String label = relations
                .label(relation.parent())
                .filter(name -> last && relation.to().stream().noneMatch(name::equalsIgnoreCase))
                .orElse(null);
        return new Leading(relation, label, parts);
    }

    private void stale() {
        reading++;
        columns.values().forEach(leading -> leading.failures = 0);
        grid.referencesChanged(List.of());
    }

    // ---- what the grid asks ----

    @Override
    public boolean refers(int column) {
        return columns.containsKey(column);
    }

    @Override
    public @Nullable Reference of(KeyedRow row, @Nullable RowEdit edit, int column) {
        Leading leading = columns.get(column);
        List<Value> key = leading == null ? null : leading.key(at -> shown(row, edit, at));
        if (leading == null || key == null) {
            return null;
        }
        Known known = leading.known.get(key);
        if ((known == null || known.reading() != reading) && leading.failures < MOST_FAILURES) {
            leading.missing.add(key);
            ask();
        }
        return known == null ? Reference.PLAIN : known.reference();
    }

    private static @Nullable Value shown(KeyedRow row, @Nullable RowEdit edit, int column) {
        Value staged = edit == null ? null : edit.staged(column);
        return staged != null ? staged : column < row.row().size() ? row.get(column) : null;
    }

    @Override
    public void follow(GridCurrent at) {
        follow.accept(at);
    }

    // ---- labels ----

    /// Once for all cells that are painted now.
    private void ask() {
        if (!asked && !running) {
            asked = true;
            jobs.ui(this::read);
        }
    }

    private void read() {
        asked = false;
        Map<Leading, List<List<Value>>> wanted = new LinkedHashMap<>();
        columns.values().stream().filter(l -> !l.missing.isEmpty()).forEach(leading -> {
            wanted.put(leading, List.copyOf(leading.missing));
            leading.missing.clear();
        });
        if (closed || wanted.isEmpty()) {
            return;
        }
        running = true;
        long mine = reading;
        jobs.run(
                model.workspace().db().read(Text.of("browse.relations.labels"), access -> read(access, wanted)),
                found -> {
                    running = false;
                    found.forEach((leading, labels) -> take(leading, wanted.get(leading), labels, mine));
                    arrived(found.keySet());
                },
                // The rows are there without them; a change of the file asks again.
                _ -> {
                    running = false;
                    wanted.keySet().forEach(leading -> leading.failures = MOST_FAILURES);
                });
    }

    private static Map<Leading, Optional<Map<List<Value>, ParentLabels.Label>>> read(
            Access access, Map<Leading, List<List<Value>>> wanted) {
        Map<Leading, Optional<Map<List<Value>, ParentLabels.Label>>> found = new LinkedHashMap<>();
        wanted.forEach((leading, keys) -> found.put(
                leading, access.within(BRIEF, () -> ParentLabels.read(access, leading.relation, leading.label, keys))));
        return found;
    }

    private static void take(
            Leading leading,
            @Nullable List<List<Value>> keys,
            Optional<Map<List<Value>, ParentLabels.Label>> labels,
            long reading) {
        if (labels.isEmpty()) {
            // No index leads there: the cells do without, until the file changes.
            leading.failures++;
            return;
        }
        for (List<Value> key : keys == null ? List.<List<Value>>of() : keys) {
            ParentLabels.Label label = labels.get().get(key);
            if (label != null) {
                Reference now = reference(leading, key, label);
                Known before = leading.known.get(key);
                leading.known.put(
                        key,
                        new Known(
                                before != null && before.reference().equals(now) ? before.reference() : now, reading));
            }
        }
    }

    private static Reference reference(Leading leading, List<Value> key, ParentLabels.Label label) {
        if (!label.found()) {
            return new Reference("", missing(leading.relation, key));
        }
        String line = label.text().strip().replaceAll("\\s+", " ");
        return line.isEmpty() ? Reference.PLAIN : new Reference(line, "");
    }

    /// That the parent has no such row, in a sentence.
    static String missing(Relation relation, List<Value> key) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            parts.add(relation.to().get(i) + " " + ValueText.shown(key.get(i), MOST_KEY));
        }
        return Text.of("browse.relations.missing", relation.parent(), String.join(", ", parts));
    }

    /// Only what is painted now is asked for again: rows that one scrolled past are forgotten.
    private void arrived(Set<Leading> some) {
        Set<Integer> grown = columns.entrySet().stream()
                .filter(entry -> some.contains(entry.getValue()) && !entry.getValue().widened)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        grown.forEach(column -> {
            Leading leading = columns.get(column);
            if (leading != null) {
                leading.widened = true;
            }
        });
        columns.values().forEach(leading -> leading.missing.clear());
        grid.referencesChanged(grown);
    }

    @Override
    public void close() {
        closed = true;
        model.workspace().removeListener(listener);
        watching.unsubscribe();
    }
}
