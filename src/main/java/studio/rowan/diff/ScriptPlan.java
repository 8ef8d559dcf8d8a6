package studio.rowan.diff;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Ident;
import studio.rowan.schema.SchemaObject;

/// The steps from one structure to another, once it is decided which tables are made anew: what depends on them is
/// taken away first and made again last.
final class ScriptPlan {
    private final Outline from;
    private final Outline to;
    private final Set<String> forced;
    private final boolean all;
    private final List<SchemaScript.Step> steps = new ArrayList<>();
    private final List<ScriptNote> notes = new ArrayList<>();
    private final Map<String, List<SchemaScript.Step>> altered = new LinkedHashMap<>();
    private final Map<String, TableRebuild> rebuilt = new LinkedHashMap<>();
    private final List<SchemaObject> dropped = new ArrayList<>();
    private final List<SchemaObject> remade = new ArrayList<>();
    private final List<SchemaScript.Step> refills = new ArrayList<>();
    /// Names of what is not there for a while, or has fewer columns afterwards.
    private final Set<String> touched = new HashSet<>();

    /// @param forced tables that are made anew in any case, in lower case
    /// @param all whether all views and triggers are taken away meanwhile
    ScriptPlan(Outline from, Outline to, Set<String> forced, boolean all) {
        this.from = from;
        this.to = to;
        this.forced = forced;
        this.all = all;
        relations();
        List<SchemaObject> views = goneViews();
        List<SchemaObject> triggers = goneTriggers();
        triggers.forEach(trigger -> drop(SchemaScript.Kind.DROP_TRIGGER, "TRIGGER", trigger));
        views.forEach(view -> drop(SchemaScript.Kind.DROP_VIEW, "VIEW", view));
        goneIndexes().forEach(index -> drop(SchemaScript.Kind.DROP_INDEX, "INDEX", index));
        dropped.forEach(this::dropTable);
        altered.values().forEach(steps::addAll);
        rebuilt.forEach((table, rebuild) -> {
            steps.add(new SchemaScript.Step(SchemaScript.Kind.REBUILD, table, table, rebuild.statements()));
            notes.addAll(rebuild.notes());
        });
        create(SchemaScript.Kind.CREATE_TABLE, SchemaObject.Kind.TABLE, from.tables());
        remade.forEach(this::remake);
        create(SchemaScript.Kind.CREATE_TABLE, SchemaObject.Kind.FULL_TEXT, virtuals(from));
        create(SchemaScript.Kind.CREATE_TABLE, SchemaObject.Kind.VIRTUAL, virtuals(from));
        create(SchemaScript.Kind.CREATE_INDEX, SchemaObject.Kind.INDEX, keptIndexes());
        create(SchemaScript.Kind.CREATE_VIEW, SchemaObject.Kind.VIEW, without(of(from, SchemaObject.Kind.VIEW), views));
        // The text may be that of a view.
        steps.addAll(refills);
        create(
                SchemaScript.Kind.CREATE_TRIGGER,
                SchemaObject.Kind.TRIGGER,
                without(of(from, SchemaObject.Kind.TRIGGER), triggers));
    }

    List<SchemaScript.Step> steps() {
        return steps;
    }

    List<ScriptNote> notes() {
        return notes;
    }

    /// Whether foreign keys would take rows along.
    boolean needsKeysOff() {
        return !rebuilt.isEmpty()
                || dropped.stream()
                        .anyMatch(table -> from.referringTo(table.name()).stream()
                                .anyMatch(key -> !key.table().equalsIgnoreCase(table.name())));
    }

    private void relations() {
        for (SchemaObject table : from.tables()) {
            SchemaObject now = same(to, table);
            if (now == null) {
                dropped.add(table);
                touch(table);
            } else if (!SqlWords.alike(table, from, now, to)) {
                change(table, now);
            }
        }
        for (SchemaObject table : virtuals(from)) {
            SchemaObject now = same(to, table);
            if (now == null) {
                dropped.addFirst(table);
                touch(table);
            } else if (!SqlWords.alike(table, from, now, to)) {
                remade.add(now);
                touch(table);
            }
        }
    }

    private void change(SchemaObject table, SchemaObject now) {
        Optional<List<SchemaScript.Step>> simple = forced.contains(SqlWords.lower(table.name()))
                ? Optional.empty()
                : TableChange.steps(table.name(), table.sql(), now.sql(), to);
        if (simple.isPresent()) {
            altered.put(table.name(), simple.get());
            for (SchemaScript.Step step : simple.get()) {
                if (step.kind() == SchemaScript.Kind.DROP_COLUMN) {
                    notes.add(new ScriptNote(ScriptNote.Kind.DROPS_COLUMN, table.name(), step.name()));
                    touch(table);
                }
            }
        } else {
            TableRebuild.of(from, table, to, now, temporary(table.name()))
                    .ifPresent(rebuild -> rebuilt.put(table.name(), rebuild));
            touch(table);
        }
    }

    private void touch(SchemaObject relation) {
        touched.add(SqlWords.lower(relation.name()));
    }

    /// The same kind of object under the same name.
    private static @Nullable SchemaObject same(Outline in, SchemaObject object) {
        return in.schema().objects().stream()
                .filter(other -> other.kind() == object.kind() && other.name().equalsIgnoreCase(object.name()))
                .findFirst()
                .orElse(null);
    }

    private String temporary(String table) {
        String name = table + "__new";
        for (int i = 2; from.object(name).isPresent() || to.object(name).isPresent(); i++) {
            name = table + "__new" + i;
        }
        return name;
    }

    private static List<SchemaObject> of(Outline in, SchemaObject.Kind kind) {
        return in.schema().of(kind).stream()
                .filter(object -> object.sql() != null)
                .toList();
    }

    private static List<SchemaObject> virtuals(Outline in) {
        List<SchemaObject> all = new ArrayList<>(of(in, SchemaObject.Kind.FULL_TEXT));
        all.addAll(of(in, SchemaObject.Kind.VIRTUAL));
        return all;
    }

    private static List<SchemaObject> without(List<SchemaObject> objects, List<SchemaObject> gone) {
        return objects.stream().filter(object -> !gone.contains(object)).toList();
    }

    private boolean differs(SchemaObject object) {
        SchemaObject now = same(to, object);
        return now == null || !SqlWords.alike(object, from, now, to);
    }

    /// Views that change, or speak of what is touched; and those that speak of such views.
    private List<SchemaObject> goneViews() {
        List<SchemaObject> gone = new ArrayList<>();
        Predicate<SchemaObject> goes = view -> all || differs(view) || SqlWords.mentions(view.sql(), touched);
        for (boolean more = true; more; ) {
            List<SchemaObject> next = without(of(from, SchemaObject.Kind.VIEW), gone).stream()
                    .filter(goes)
                    .toList();
            gone.addAll(next);
            next.forEach(this::touch);
            more = !next.isEmpty();
        }
        return gone;
    }

    private List<SchemaObject> goneTriggers() {
        return of(from, SchemaObject.Kind.TRIGGER).stream()
                .filter(trigger -> all || differs(trigger) || SqlWords.mentions(trigger.sql(), touched))
                .toList();
    }

    /// Those of tables that go or are made anew go with them.
    private List<SchemaObject> goneIndexes() {
        return of(from, SchemaObject.Kind.INDEX).stream()
                .filter(index -> differs(index) && !goesWithItsTable(index))
                .toList();
    }

    private boolean goesWithItsTable(SchemaObject index) {
        return rebuilt.keySet().stream().anyMatch(index.table()::equalsIgnoreCase)
                || dropped.stream().anyMatch(table -> table.name().equalsIgnoreCase(index.table()));
    }

    private List<SchemaObject> keptIndexes() {
        return of(from, SchemaObject.Kind.INDEX).stream()
                .filter(index -> !differs(index) && !goesWithItsTable(index))
                .toList();
    }

    private void drop(SchemaScript.Kind kind, String word, SchemaObject object) {
        steps.add(new SchemaScript.Step(
                kind, object.table(), object.name(), List.of("DROP " + word + " " + Ident.quote(object.name()))));
    }

    private void dropTable(SchemaObject table) {
        drop(SchemaScript.Kind.DROP_TABLE, "TABLE", table);
        notes.add(new ScriptNote(ScriptNote.Kind.DROPS_TABLE, table.name()));
    }

    /// Makes what the other structure has of that kind and is not among what there still is.
    private void create(SchemaScript.Kind kind, SchemaObject.Kind what, List<SchemaObject> there) {
        for (SchemaObject object : of(to, what)) {
            boolean stands = there.stream()
                    .anyMatch(other -> other.kind() == what && other.name().equalsIgnoreCase(object.name()));
            if (!stands) {
                steps.add(new SchemaScript.Step(
                        kind, object.table(), object.name(), List.of(String.valueOf(object.sql()))));
                VirtualText.of(object.sql())
                        .filter(text -> what == SchemaObject.Kind.FULL_TEXT && isThere(text))
                        .ifPresent(_ -> refill(object));
            }
        }
    }

    /// A full-text index of another table's or view's text is filled from it.
    private boolean isThere(VirtualText text) {
        String content = text.content();
        return text.isExternal()
                && content != null
                && to.schema().relation(content).isPresent();
    }

    private void refill(SchemaObject index) {
        String name = Ident.quote(index.name());
        refills.add(new SchemaScript.Step(
                SchemaScript.Kind.REFILL,
                index.name(),
                index.name(),
                List.of("INSERT INTO " + name + " (" + name + ") VALUES ('rebuild')")));
    }

    /// A virtual table that is defined otherwise. What only it holds is carried over where that is possible.
    private void remake(SchemaObject now) {
        String name = Ident.quote(now.name());
        SchemaObject before = same(from, now);
        Optional<VirtualText> was = VirtualText.of(before == null ? null : before.sql());
        Optional<VirtualText> is = VirtualText.of(now.sql());
        List<String> statements = new ArrayList<>();
        List<String> columns = was.isEmpty() || is.isEmpty()
                ? List.of()
                : is.get().columns().stream()
                        .filter(column -> was.get().columns().stream().anyMatch(column::equalsIgnoreCase))
                        .map(Ident::quote)
                        .toList();
        boolean copies =
                !columns.isEmpty() && is.get().content() == null && !was.get().keepsNone();
        if (copies) {
            String temporary = Ident.quote(temporary(now.name()));
            String list = "rowid, " + String.join(", ", columns);
            statements.add("ALTER TABLE " + name + " RENAME TO " + temporary);
            statements.add(String.valueOf(now.sql()));
            statements.add("INSERT INTO " + name + " (" + list + ")\nSELECT " + list + " FROM " + temporary);
            statements.add("DROP TABLE " + temporary);
            notes.addAll(columnsLost(was.get(), is.get(), now.name()));
        } else {
            statements.add("DROP TABLE " + name);
            statements.add(String.valueOf(now.sql()));
            boolean refills = is.filter(this::isThere).isPresent();
            if (refills) {
                refill(now);
            }
            if (!refills || was.filter(VirtualText::isExternal).isEmpty()) {
                notes.add(new ScriptNote(ScriptNote.Kind.LOSES_CONTENT, now.name()));
            }
        }
        steps.add(new SchemaScript.Step(SchemaScript.Kind.REMAKE, now.name(), now.name(), statements));
    }

    /// Columns whose text nothing else holds.
    private static List<ScriptNote> columnsLost(VirtualText was, VirtualText is, String table) {
        return was.isExternal()
                ? List.of()
                : was.columns().stream()
                        .filter(column -> is.columns().stream().noneMatch(column::equalsIgnoreCase))
                        .map(column -> new ScriptNote(ScriptNote.Kind.DROPS_COLUMN, table, column))
                        .toList();
    }
}
