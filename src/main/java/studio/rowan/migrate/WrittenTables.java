package studio.rowan.migrate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import studio.rowan.db.SqlStatement;
import studio.rowan.diff.Outline;
import studio.rowan.schema.SchemaObject;

/// Tables that were there before a script and of which its statements, or triggers that they set off, can take or
/// change what is there, told from its words. Too many rather than too few.
final class WrittenTables {
    /// @param replaces rows that are in the way go: what triggers write follows the statement that set them off
    private record Step(Writing writing, boolean replaces) {}

    private static final Set<SchemaObject.Kind> KEEPING = Set.of(
            SchemaObject.Kind.TABLE, SchemaObject.Kind.FULL_TEXT, SchemaObject.Kind.VIRTUAL, SchemaObject.Kind.SHADOW);

    private final Outline outline;
    private final ScriptFacts facts;
    private final List<TriggerWords> triggers = new ArrayList<>();
    /// Columns that the script added, by table: nothing of before is in them.
    private final Map<String, Set<String>> added = new HashMap<>();

    /// Tables that the script has rows of another table take theirs along.
    private final Set<String> bound = new TreeSet<>();

    private final Set<String> found = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    private WrittenTables(Outline outline, ScriptFacts facts) {
        this.outline = outline;
        this.facts = facts;
    }

    /// @return by name, whether they hold rows or not
    static Set<String> of(String script, ScriptFacts facts, Outline outline) {
        WrittenTables written = new WrittenTables(outline, facts);
        for (SchemaObject trigger : outline.schema().of(SchemaObject.Kind.TRIGGER)) {
            String sql = trigger.sql();
            if (sql != null) {
                written.triggers.add(TriggerWords.of(sql, lower(trigger.table())));
            }
        }
        for (SqlStatement statement : facts.statements()) {
            String text = statement.text(script);
            Phrase words = Phrase.of(text);
            switch (statement.kind()) {
                case WRITE -> written.write(words, text);
                case DDL -> written.structure(words, text);
                case SELECT, PRAGMA, TRANSACTION, ATTACH, EXPLAIN, OTHER -> {}
            }
        }
        return written.found;
    }

    private void write(Phrase words, String text) {
        Optional<Writing> writing = Writing.of(words);
        if (writing.isPresent()) {
            write(writing.get(), false, new HashSet<>());
        } else {
            Census.names(text).forEach(this::takes);
        }
    }

    private void structure(Phrase words, String text) {
        if (TriggerWords.isOne(words)) {
            triggers.add(TriggerWords.of(text, ""));
        } else if (words.is(0, "DROP") && words.is(1, "TABLE")) {
            takes(words, words.is(2, "IF") ? 4 : 2);
            bound.forEach(this::takes);
        } else if (words.is(0, "ALTER")) {
            alter(words);
        }
    }

    private void alter(Phrase words) {
        int name = words.is(3, ".") ? 4 : 2;
        String table = words.name(name);
        if (words.is(name + 1, "ADD")) {
            String column = words.name(words.is(name + 2, "COLUMN") ? name + 3 : name + 2);
            added.computeIfAbsent(table, _ -> new TreeSet<>()).add(column);
            if (words.at("CASCADE", name) > 0) {
                bound.add(table);
            }
        } else if (words.is(name + 1, "RENAME")) {
            // Which column or table is meant by which name from here on is not followed.
            added.clear();
        } else if (words.is(name + 1, "DROP")) {
            String column = words.name(words.is(name + 2, "COLUMN") ? name + 3 : name + 2);
            if (!isNew(table, Set.of(column))) {
                takes(table);
            }
        }
    }

    private void write(Writing writing, boolean within, Set<Step> seen) {
        boolean replaces = within || writing.replaces();
        if (!seen.add(new Step(writing, replaces))) {
            return;
        }
        if (replaces || writing.verb() == Writing.Verb.DELETE) {
            bound.forEach(this::takes);
        }
        Set<String> names = earlier(writing.table());
        for (String name : names) {
            outline.object(name)
                    .filter(object -> changes(writing, object, replaces))
                    .ifPresent(this::takes);
        }
        for (TriggerWords trigger : triggers) {
            boolean isIts =
                    names.contains(trigger.table()) || earlier(trigger.table()).contains(writing.table());
            if (isIts && trigger.runsBy(writing, replaces)) {
                trigger.body()
                        .forEach(statement -> Writing.of(statement).ifPresent(inner -> write(inner, replaces, seen)));
            }
        }
    }

    private boolean changes(Writing writing, SchemaObject object, boolean replaces) {
        boolean replacing = replaces || Risk.replacesByItself(outline, object.name());
        return switch (writing.verb()) {
            case INSERT -> replacing || (writing.commands() && object.kind() != SchemaObject.Kind.TABLE);
            case UPDATE -> replacing || !isNew(writing.table(), writing.columns());
            case UPSERT, DELETE -> true;
        };
    }

    private boolean isNew(String table, Set<String> columns) {
        Set<String> known = added.getOrDefault(table, Set.of());
        return !columns.isEmpty()
                && facts.renamed().isEmpty()
                && columns.stream().allMatch(column -> known.contains(column) && outline.column(table, column) == null);
    }

    private void takes(Phrase words, int name) {
        takes(words.name(words.is(name + 1, ".") ? name + 2 : name));
    }

    private void takes(String table) {
        earlier(table).forEach(name -> outline.object(name).ifPresent(this::takes));
    }

    private void takes(SchemaObject object) {
        if (KEEPING.contains(object.kind())) {
            found.add(object.name());
        }
    }

    /// What a table may have been called before: a rename can be rolled back, so its own name stays one of them.
    private Set<String> earlier(String table) {
        Set<String> names = new TreeSet<>(Set.of(table));
        for (int i = facts.renamed().size() - 2; i >= 0; i -= 2) {
            if (names.contains(facts.renamed().get(i + 1))) {
                names.add(facts.renamed().get(i));
            }
        }
        return names;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
