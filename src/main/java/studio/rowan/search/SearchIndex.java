package studio.rowan.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Ident;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.schema.FullTextDdl;
import studio.rowan.schema.FullTextDdl.Content;
import studio.rowan.schema.FullTextDdl.Engine;
import studio.rowan.schema.FullTextDdl.Options;
import studio.rowan.schema.Schema;
import studio.rowan.schema.SchemaObject;

/// A full-text index of the file: a virtual table of FTS5 ([fts5](https://www.sqlite.org/fts5.html)), or of FTS3 or
/// FTS4 ([fts3](https://www.sqlite.org/fts3.html)), which are searched but never changed.
/// @param object the virtual table
/// @param fields its columns, in order
/// @param settings what its shadow table `…_config` holds; empty where there is none
/// @param trouble SQLite's words where the table cannot be opened (a tokenizer of another program, damage), else null
public record SearchIndex(
        SchemaObject object,
        Engine engine,
        List<Field> fields,
        Content content,
        Options options,
        List<Setting> settings,
        @Nullable String trouble) {
    public SearchIndex {
        fields = List.copyOf(fields);
        settings = List.copyOf(settings);
    }

    /// @param indexed false where it is stored but not searched (`UNINDEXED`, `notindexed=`)
    public record Field(String name, boolean indexed) {}

    /// One line of the shadow table `…_config`.
    public record Setting(String key, Value value) {}

    /// The full-text indexes of the file, that of the sample's posts first.
    public static List<SearchIndex> all(Access access, Schema schema) {
        List<SearchIndex> indexes = new ArrayList<>();
        for (SchemaObject object : schema.of(SchemaObject.Kind.FULL_TEXT)) {
            if (object.name().indexOf('\0') < 0) {
                indexes.add(of(access, object));
            }
        }
        indexes.sort(Comparator.comparing((SearchIndex index) -> !index.name().equals("posts_fts"))
                .thenComparing(index -> index.trouble() != null));
        return indexes;
    }

    /// The index that the virtual table is; one that cannot be opened says so in [#trouble()].
    public static SearchIndex of(Access access, SchemaObject object) {
        FullTextDdl ddl = FullTextDdl.of(object.sql());
        List<Field> fields = new ArrayList<>();
        List<Setting> settings = List.of();
        String trouble = null;
        try {
            access.describe(Sql.of("SELECT * FROM " + Ident.quote(object.name())));
            for (String column : columns(access, object.name())) {
                fields.add(new Field(column, ddl.isIndexed(column)));
            }
            settings = ddl.engine() == Engine.FTS5 ? settings(access, object.name()) : List.of();
            probe(access, object.name());
        } catch (DbError.Cancelled | DbError.Busy e) {
            // Of the moment, not of the index.
            throw e;
        } catch (DbError e) {
            trouble = e.words();
            if (fields.isEmpty()) {
                ddl.columns().forEach(column -> fields.add(new Field(column, ddl.isIndexed(column))));
            }
        }
        return new SearchIndex(object, ddl.engine(), fields, ddl.content(), ddl.options(), settings, trouble);
    }

    private static List<String> columns(Access access, String table) {
        return access
                .query(Sql.of(
                        "SELECT name FROM temp.pragma_table_xinfo(?) WHERE hidden = 0 ORDER BY cid", Value.of(table)))
                .stream()
                .map(row -> row.text(0))
                .toList();
    }

    /// The module asks for the tokenizer when it first needs it: three letters have every tokenizer work.
    private static void probe(Access access, String table) {
        String name = Ident.quote(table);
        access.query(Sql.of("SELECT rowid FROM " + name + " WHERE " + name + " MATCH ? LIMIT 1", Value.of("\"xyz\"")));
    }

    private static List<Setting> settings(Access access, String table) {
        List<Setting> settings = new ArrayList<>();
        for (Row row : access.query(Sql.of("SELECT k, v FROM " + Ident.quote(table + "_config") + " ORDER BY k"))) {
            String key = row.asText(0);
            if (key != null) {
                settings.add(new Setting(key, row.get(1)));
            }
        }
        return settings;
    }

    /// The name of the virtual table.
    public String name() {
        return object.name();
    }

    /// True where it is of a module that this program searches but does not change.
    public boolean isOld() {
        return engine != Engine.FTS5;
    }

    /// True where its text can be read back, so that snippets can be shown.
    public boolean hasText() {
        return !(content instanceof Content.None);
    }

    /// The table or view whose rows it finds: that of the text, else its own.
    public String rowsOf() {
        return content instanceof Content.External external ? external.table() : name();
    }

    /// The name of its tokenizer, the default one where none is named.
    public String tokenizerName() {
        List<String> words = options.tokenizer();
        return words.isEmpty() ? engine == Engine.FTS5 ? "unicode61" : "simple" : words.getFirst();
    }

    /// Finds any three letters in a row, within words too.
    public boolean isTrigram() {
        return engine == Engine.FTS5 && tokenizerName().equalsIgnoreCase("trigram");
    }

    public Optional<Field> field(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .findFirst();
    }
}
