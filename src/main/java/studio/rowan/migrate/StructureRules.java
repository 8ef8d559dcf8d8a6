package studio.rowan.migrate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import studio.rowan.diff.Change;
import studio.rowan.diff.Outline;
import studio.rowan.diff.SchemaDiff;
import studio.rowan.schema.Column;
import studio.rowan.schema.ForeignKey;
import studio.rowan.schema.FullTextDdl;
import studio.rowan.schema.SchemaObject;

/// What a script does to a structure, statement by statement, and what that means for the rows that are there.
final class StructureRules {
    private final Ground ground;
    private final Outline before;
    private final String script;
    private final ScriptFacts facts;
    private final CopyRules copies;
    private final List<Finding> findings = new ArrayList<>();
    /// Where a table, column, index or trigger of before went away.
    private final Map<String, Integer> gone = new HashMap<>();
    /// Tables under another name, as they were called before; in lower case.
    private final Map<String, String> origins = new HashMap<>();
    /// Columns that were renamed, as `table.column` of before.
    private final Set<String> renamed = new HashSet<>();
    private final Map<String, List<ForeignKey>> referring = new LinkedHashMap<>();
    private int last = 1;

    StructureRules(Ground ground, Outline before, String script, ScriptFacts facts) {
        this.ground = ground;
        this.before = before;
        this.script = script;
        this.facts = facts;
        this.copies = new CopyRules(facts, before, script);
    }

    /// To be told of each statement before it runs.
    CopyRules copies() {
        return copies;
    }

    /// Whether a column was not there before, or lives on under another name.
    boolean isNew(String table, String column) {
        return before.column(originOf(table), column) == null
                || renamed.contains(lower(originOf(table) + "." + column));
    }

    /// The line of the last statement that changed something.
    int last() {
        return last;
    }

    /// Where an object that was there before went away; the last change where that cannot be told.
    int lineOf(String name) {
        return gone.getOrDefault(lower(name), last);
    }

    /// One statement ran.
    void step(int line, Outline then, Outline now) {
        List<Change> changes = SchemaDiff.between(then, now);
        if (changes.isEmpty()) {
            return;
        }
        last = line;
        boolean moved = renamedTable(changes);
        // A name goes and another comes in one statement: RENAME COLUMN, which keeps the values.
        boolean renamesColumn = changes.stream().anyMatch(Change.ColumnRemoved.class::isInstance);
        for (Change change : changes) {
            switch (change) {
                case Change.Removed(SchemaObject object) when !moved -> removed(line, object, then);
                case Change.ColumnRemoved(String table, Column column) -> columnRemoved(line, table, column, changes);
                case Change.ColumnAdded(String table, Column column)
                when !renamesColumn -> columnAdded(line, table, column);
                case Change.Removed _,
                        Change.Added _,
                        Change.ColumnAdded _,
                        Change.Altered _,
                        Change.ColumnAltered _,
                        Change.KeysAltered _,
                        Change.DefinitionAltered _ -> {
                    // told of at the end, when it is known what stays
                }
            }
        }
    }

    /// ALTER TABLE … RENAME TO: one goes and one comes, with the same columns.
    private boolean renamedTable(List<Change> changes) {
        SchemaObject from = null;
        SchemaObject to = null;
        for (Change change : changes) {
            if (change instanceof Change.Removed(SchemaObject object) && object.kind() == SchemaObject.Kind.TABLE) {
                from = object;
            } else if (change instanceof Change.Added(SchemaObject object)
                    && object.kind() == SchemaObject.Kind.TABLE) {
                to = object;
            }
        }
        if (from == null || to == null) {
            return false;
        }
        String origin = origins.remove(lower(from.name()));
        origins.put(lower(to.name()), origin == null ? from.name() : origin);
        if (origin == null) {
            gone.put(lower(from.name()), last);
        }
        return true;
    }

    private void removed(int line, SchemaObject object, Outline then) {
        String origin = origins.remove(lower(object.name()));
        String known = lower(origin == null ? object.name() : origin);
        gone.put(known, line);
        if (object.kind() == SchemaObject.Kind.TABLE) {
            List<ForeignKey> keys = then.referringTo(object.name()).stream()
                    .filter(key ->
                            !key.table().equalsIgnoreCase(object.name()) && ground.isFilled(originOf(key.table())))
                    .toList();
            if (!keys.isEmpty()) {
                referring.put(known, keys);
            }
        }
    }

    /// A name goes and another comes in one statement: RENAME COLUMN, which keeps the values.
    private void columnRemoved(int line, String table, Column column, List<Change> changes) {
        boolean comes = changes.stream()
                .anyMatch(c -> c instanceof Change.ColumnAdded(String other, Column _) && other.equals(table));
        if (comes) {
            renamed.add(lower(originOf(table) + "." + column.name()));
        }
        gone.put(lower(originOf(table) + "." + column.name()), line);
    }

    private void columnAdded(int line, String table, Column column) {
        if (column.notNull()
                && column.defaultSql() == null
                && !column.isGenerated()
                && ground.isFilled(originOf(table))
                && before.column(originOf(table), column.name()) == null
                && before.object(originOf(table)).isPresent()) {
            findings.add(new Finding(Finding.Kind.NOT_NULL_WITHOUT_DEFAULT, line, table, column.name()));
        }
    }

    private String originOf(String table) {
        return origins.getOrDefault(lower(table), table);
    }

    // ---- all of it ----

    /// What the script left when it ended.
    /// @param possible whether a statement that makes something could run then
    List<Finding> atEnd(Outline after, Predicate<String> possible) {
        for (SchemaObject table : before.tables()) {
            Integer line = gone.get(lower(table.name()));
            boolean there = after.object(table.name()).isPresent();
            if (line != null) {
                tableGone(table, line, after);
            }
            if (there && ground.isFilled(table.name())) {
                rows(table, line, after);
            }
        }
        for (SchemaObject object : before.schema().objects()) {
            if (object.sql() != null && after.object(object.name()).isEmpty()) {
                partGone(object, after, possible);
            }
        }
        fullText(after);
        return findings;
    }

    /// Its rows come back, or do not.
    private void rows(SchemaObject table, @Nullable Integer line, Outline after) {
        if (line != null && !origins.containsValue(table.name())) {
            if (!copies.comesBack(table.name())) {
                findings.add(new Finding(Finding.Kind.EMPTIES_TABLE, line, table.name()));
                return;
            }
            findings.addAll(copies.of(table, after));
        }
        columns(table, after);
    }

    private void tableGone(SchemaObject table, int line, Outline after) {
        boolean there = after.object(table.name()).isPresent();
        String renamedTo = origins.entrySet().stream()
                .filter(entry -> entry.getValue().equalsIgnoreCase(table.name()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
        List<ForeignKey> keys = referring.getOrDefault(lower(table.name()), List.of()).stream()
                .filter(key -> there || stillRefers(key, after))
                .toList();
        if (!keys.isEmpty()) {
            Finding.Kind kind = there ? Finding.Kind.REBUILDS_PARENT : Finding.Kind.DROPS_PARENT;
            findings.add(new Finding(kind, line, table.name(), said(keys)));
        }
        if (!there && renamedTo != null) {
            findings.add(new Finding(Finding.Kind.RENAMES_TABLE, line, table.name(), renamedTo));
        } else if (!there && ground.isFilled(table.name())) {
            findings.add(new Finding(Finding.Kind.DROPS_TABLE, line, table.name()));
        }
    }

    /// Whether rows that refer to a table that is gone are left, or would have been changed when it went: not where
    /// they go too, nor where SQLite would have refused it and their reference is gone as well.
    private boolean stillRefers(ForeignKey key, Outline after) {
        String child = origins.entrySet().stream()
                .filter(entry -> entry.getValue().equalsIgnoreCase(key.table()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(key.table());
        return after.object(child).isPresent()
                && (!key.onDelete().matches("NO ACTION|RESTRICT")
                        || after.keysOf(child).stream()
                                .anyMatch(now -> now.parent().equalsIgnoreCase(key.parent())));
    }

    /// `posts.user_id (CASCADE)`.
    static String said(List<ForeignKey> keys) {
        return keys.stream()
                .map(key -> key.table() + "." + String.join(", ", key.columns()) + " (" + key.onDelete() + ")")
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private void columns(SchemaObject table, Outline after) {
        for (Column column : before.columnsOf(table.name())) {
            Column now = after.column(table.name(), column.name());
            String path = lower(table.name() + "." + column.name());
            int line = gone.getOrDefault(path, lineOf(table.name()));
            if (now == null) {
                if (!renamed.contains(path) && !column.isGenerated() && !copies.livesOn(table.name(), column.name())) {
                    findings.add(new Finding(Finding.Kind.DROPS_COLUMN, line, table.name(), column.name()));
                }
            } else {
                altered(line, table.name(), column, now);
            }
        }
    }

    private void altered(int line, String table, Column was, Column is) {
        if (narrows(was.affinity(), is.affinity())) {
            findings.add(new Finding(Finding.Kind.NARROWS, line, table, was.name(), typeOf(was), typeOf(is)));
        }
        if (is.notNull() && !was.notNull() && !was.isKey() && copies.keepsNulls(table, was.name())) {
            findings.add(new Finding(Finding.Kind.ADDS_NOT_NULL, line, table, was.name()));
        }
    }

    /// Whether storing by the other affinity can change a value: only BLOB keeps all as it is, and TEXT turns numbers
    /// into texts ([datatype3](https://www.sqlite.org/datatype3.html)).
    private static boolean narrows(Column.Affinity was, Column.Affinity is) {
        return was != is
                && switch (is) {
                    case BLOB -> false;
                    case NUMERIC -> was == Column.Affinity.BLOB || was == Column.Affinity.TEXT;
                    case REAL, INTEGER, TEXT -> true;
                };
    }

    private static String typeOf(Column column) {
        return column.declaredType().isEmpty() ? "BLOB" : column.declaredType();
    }

    private void partGone(SchemaObject object, Outline after, Predicate<String> possible) {
        Integer own = gone.get(lower(object.name()));
        boolean withTable = after.object(object.table()).isPresent() && gone.containsKey(lower(object.table()));
        boolean named = (own != null && names(own, object.name())) || dropsByName(object);
        if (!named && !possible.test(Objects.requireNonNull(object.sql()))) {
            // What it was about is gone too.
            return;
        }
        switch (object.kind()) {
            case INDEX -> part(named, withTable, object, Finding.Kind.DROPS_INDEX, Finding.Kind.LOSES_INDEX);
            case TRIGGER -> part(named, withTable, object, Finding.Kind.DROPS_TRIGGER, Finding.Kind.LOSES_TRIGGER);
            case TABLE, VIEW, FULL_TEXT, VIRTUAL, SHADOW, SYSTEM -> {
                // tables are told of above; a view holds no rows
            }
        }
    }

    private void part(boolean named, boolean withTable, SchemaObject object, Finding.Kind dropped, Finding.Kind lost) {
        if (named || withTable) {
            findings.add(new Finding(
                    named ? dropped : lost,
                    lineOf(named ? object.name() : object.table()),
                    object.name(),
                    object.table(),
                    Objects.requireNonNull(object.sql())));
        }
    }

    /// Whether the script speaks of dropping it, even where it had gone with its table by then.
    private boolean dropsByName(SchemaObject object) {
        return facts.statements().stream()
                .map(statement -> Phrase.of(statement.text(script)))
                .anyMatch(phrase ->
                        phrase.is(0, "DROP") && phrase.is(1, object.kind().name()) && phrase.speaksOf(object.name()));
    }

    /// Whether the statement that begins on a line speaks of the object itself.
    private boolean names(int line, String name) {
        @Nullable String first = script.lines().skip(line - 1L).findFirst().orElse("");
        return lower(first).contains(lower(name));
    }

    /// An index over the words of another table is kept in step by that table's triggers.
    private void fullText(Outline after) {
        for (SchemaObject index : after.schema().of(SchemaObject.Kind.FULL_TEXT)) {
            if (!(FullTextDdl.of(index.sql()).content()
                            instanceof FullTextDdl.Content.External(String content, String _))
                    || before.object(index.name()).isEmpty()
                    || before.object(content).isEmpty()) {
                continue;
            }
            long then = feeding(before, content, index.name());
            long now = feeding(after, content, index.name());
            if (now < then || after.object(content).isEmpty()) {
                findings.add(new Finding(Finding.Kind.FTS_LEFT_BEHIND, lineOf(content), index.name(), content));
            }
        }
    }

    private static long feeding(Outline outline, String table, String index) {
        return outline.schema().belongingTo(table, SchemaObject.Kind.TRIGGER).stream()
                .filter(trigger ->
                        lower(Objects.requireNonNullElse(trigger.sql(), "")).contains(lower(index)))
                .count();
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
