package studio.rowan.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Ident;
import studio.rowan.db.Token;
import studio.rowan.db.Tokenizer;
import studio.rowan.schema.Column;
import studio.rowan.schema.SchemaObject;

/// Makes a table anew where ALTER TABLE cannot change it, and carries its rows over
/// ([lang_altertable](https://www.sqlite.org/lang_altertable.html#otheralter)): made under another name, filled, put in
/// place of the old one. Foreign keys must be off meanwhile: DROP TABLE would take the rows that refer to it along.
/// Indexes, triggers and views are the caller's.
///
/// Rowids stay, also where no column holds them: full-text indexes of another table's text know its rows by them.
public final class TableRebuild {
    private static final List<String> ROWIDS = List.of("rowid", "_rowid_", "oid");

    private final SchemaObject before;
    private final SchemaObject after;
    private final List<Column> then;
    private final List<Column> now;
    private final TableText text;
    private final String temporary;

    private TableRebuild(
            Outline from, SchemaObject before, Outline to, SchemaObject after, TableText text, String name) {
        this.before = before;
        this.after = after;
        this.then = from.columnsOf(before.name());
        this.now = to.columnsOf(after.name());
        this.text = text;
        this.temporary = name;
    }

    /// @param temporary a name that nothing has
    /// @return empty where the statement that made it cannot be read
    public static Optional<TableRebuild> of(
            Outline from, SchemaObject before, Outline to, SchemaObject after, String temporary) {
        return TableText.of(after.sql()).map(text -> new TableRebuild(from, before, to, after, text, temporary));
    }

    public List<String> statements() {
        List<String> statements = new ArrayList<>();
        statements.add(text.named(temporary));
        copy().ifPresent(statements::add);
        if (counts(text) && TableText.of(before.sql()).map(TableRebuild::counts).orElse(false)) {
            // The next row's number goes on from the highest that ever was, not from the highest that is there.
            statements.add("DELETE FROM sqlite_sequence WHERE name = " + Ident.literal(temporary));
            statements.add("INSERT INTO sqlite_sequence (name, seq) SELECT " + Ident.literal(temporary)
                    + ", seq FROM sqlite_sequence WHERE name = " + Ident.literal(before.name()));
        }
        statements.add("DROP TABLE " + Ident.quote(before.name()));
        statements.add("ALTER TABLE " + Ident.quote(temporary) + " RENAME TO " + Ident.quote(after.name()));
        return statements;
    }

    private static boolean counts(TableText text) {
        return text.columns().stream().anyMatch(part -> part.has("autoincrement"));
    }

    /// What a user has to know of it.
    public List<ScriptNote> notes() {
        List<ScriptNote> notes = new ArrayList<>();
        for (Column column : then) {
            if (in(now, column) == null) {
                notes.add(new ScriptNote(ScriptNote.Kind.DROPS_COLUMN, after.name(), column.name()));
            }
        }
        for (Column column : now) {
            Column was = in(then, column);
            if (was != null && column.isGenerated() && !was.isGenerated()) {
                notes.add(new ScriptNote(ScriptNote.Kind.BECOMES_GENERATED, after.name(), column.name()));
            } else if (needsValue(column, was)) {
                notes.add(new ScriptNote(ScriptNote.Kind.NEEDS_VALUE, after.name(), column.name()));
            } else if (was != null && was.affinity() != column.affinity()) {
                notes.add(new ScriptNote(
                        ScriptNote.Kind.CONVERTS,
                        after.name(),
                        column.name(),
                        was.declaredType(),
                        column.declaredType()));
            }
        }
        if (copy().isEmpty()) {
            notes.add(new ScriptNote(ScriptNote.Kind.LOSES_ROWS, after.name()));
        }
        return notes;
    }

    private Optional<String> copy() {
        List<String> into = new ArrayList<>();
        List<String> from = new ArrayList<>();
        String rowid = rowid();
        if (rowid != null && !before.withoutRowid()) {
            Column alias = alias();
            if (alias == null) {
                into.add(rowid);
                from.add(rowid);
            } else if (in(then, alias) == null) {
                into.add(Ident.quote(alias.name()));
                from.add(rowid);
            }
        }
        for (Column column : now) {
            Column was = in(then, column);
            if (column.isGenerated()) {
                continue;
            }
            if (was != null) {
                into.add(Ident.quote(column.name()));
                from.add(value(column, was));
            } else if (needsValue(column, null)) {
                into.add(Ident.quote(column.name()));
                from.add("NULL");
            }
        }
        return from.stream().allMatch("NULL"::equals)
                ? Optional.empty()
                // OR ABORT: where the table says ON CONFLICT IGNORE or REPLACE, rows would go without a word.
                : Optional.of("INSERT OR ABORT INTO " + Ident.quote(temporary) + " (" + String.join(", ", into)
                        + ")\nSELECT " + String.join(", ", from) + " FROM " + Ident.quote(before.name()));
    }

    /// Where NULL is forbidden from now on, the default takes its place.
    private static String value(Column column, Column was) {
        String name = Ident.quote(was.name());
        String byDefault = column.defaultSql();
        if (byDefault == null || !column.notNull() || was.notNull()) {
            return name;
        }
        List<Token> tokens = Tokenizer.tokens(byDefault);
        boolean word = tokens.size() == 1
                && (tokens.getFirst().kind() == Token.Kind.IDENTIFIER
                        || tokens.getFirst().kind() == Token.Kind.QUOTED_IDENTIFIER);
        // SQLite takes a bare word for a text there, and only there.
        return word ? name : "coalesce(" + name + ", " + byDefault + ")";
    }

    private boolean needsValue(Column column, @Nullable Column was) {
        return was == null
                && column.notNull()
                && column.defaultSql() == null
                && !column.isGenerated()
                && !column.equals(alias());
    }

    /// A name of the rowid that no column takes, in either table; null where there is none.
    private @Nullable String rowid() {
        return after.withoutRowid()
                ? null
                : ROWIDS.stream()
                        .filter(name -> then.stream().noneMatch(c -> c.name().equalsIgnoreCase(name)))
                        .filter(name -> now.stream().noneMatch(c -> c.name().equalsIgnoreCase(name)))
                        .findFirst()
                        .orElse(null);
    }

    /// The column that is the rowid itself; null where none is.
    private @Nullable Column alias() {
        List<Column> keys = now.stream().filter(Column::isKey).toList();
        boolean one = keys.size() == 1
                && !after.withoutRowid()
                && keys.getFirst().declaredType().equalsIgnoreCase("INTEGER");
        return one
                        && text.column(keys.getFirst().name())
                                .map(part -> !part.has("desc"))
                                .orElse(false)
                ? keys.getFirst()
                : null;
    }

    private static @Nullable Column in(List<Column> columns, Column like) {
        return columns.stream()
                .filter(column -> column.name().equalsIgnoreCase(like.name()))
                .findFirst()
                .orElse(null);
    }
}
