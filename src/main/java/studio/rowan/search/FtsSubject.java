package studio.rowan.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Token;
import studio.rowan.db.Tokenizer;
import studio.rowan.schema.Column;
import studio.rowan.schema.FullTextDdl;
import studio.rowan.schema.Schema;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.Table;

/// A table that is to be made searchable: whether it can be, and what has to be known before.
/// @param key the column or rowid name that numbers the rows; null where nothing does
/// @param aliases all names by which an UPDATE can change that number
/// @param columns that can be searched
/// @param refusal why it cannot be made searchable; null where it can
/// @param cautions what has to be known
public record FtsSubject(
        Table table,
        @Nullable String key,
        List<String> aliases,
        List<Column> columns,
        @Nullable Refusal refusal,
        List<Caution> cautions) {
    /// Why an index that leaves the text in its table is not possible.
    public enum Refusal {
        VIEW,
        VIRTUAL,
        INTERNAL,
        WITHOUT_ROWID,
        /// Columns hide all three names of the rowid.
        HIDDEN_ROWID,
        NO_COLUMN,
        NAME
    }

    /// What can bring the index out of step, though nothing is wrong with it.
    public enum Caution {
        /// No INTEGER PRIMARY KEY: VACUUM may number the rows anew.
        UNSTABLE_ROWID,
        /// The table itself says ON CONFLICT REPLACE, and rows replaced are removed without a trigger.
        REPLACES
    }

    private static final List<String> ROWID_NAMES = List.of("rowid", "_rowid_", "oid");
    /// Names that FTS5 keeps for itself.
    private static final List<String> RESERVED = List.of("rank", "rowid");

    public FtsSubject {
        aliases = List.copyOf(aliases);
        columns = List.copyOf(columns);
        cautions = List.copyOf(cautions);
    }

    public static FtsSubject of(Table table) {
        List<Column> columns = table.columns().stream()
                .filter(column -> column.hidden() != Column.Hidden.HIDDEN)
                .filter(column -> RESERVED.stream().noneMatch(column.name()::equalsIgnoreCase))
                .filter(column -> column.name().indexOf('\0') < 0)
                .toList();
        Optional<String> primary = integerKey(table);
        List<String> aliases = new ArrayList<>();
        primary.ifPresent(aliases::add);
        ROWID_NAMES.stream().filter(name -> table.column(name).isEmpty()).forEach(aliases::add);
        Refusal refusal = refusal(table, columns, aliases);
        List<Caution> cautions = new ArrayList<>();
        if (refusal == null && primary.isEmpty()) {
            cautions.add(Caution.UNSTABLE_ROWID);
        }
        if (refusal == null && replaces(table.object().sql())) {
            cautions.add(Caution.REPLACES);
        }
        return new FtsSubject(table, refusal == null ? aliases.getFirst() : null, aliases, columns, refusal, cautions);
    }

    private static @Nullable Refusal refusal(Table table, List<Column> columns, List<String> aliases) {
        SchemaObject object = table.object();
        return switch (object.kind()) {
            case VIEW -> Refusal.VIEW;
            case FULL_TEXT, VIRTUAL -> Refusal.VIRTUAL;
            case SHADOW, SYSTEM, INDEX, TRIGGER -> Refusal.INTERNAL;
            case TABLE -> {
                if (object.name().indexOf('\0') >= 0) {
                    yield Refusal.NAME;
                }
                if (object.withoutRowid()) {
                    yield Refusal.WITHOUT_ROWID;
                }
                if (aliases.isEmpty()) {
                    yield Refusal.HIDDEN_ROWID;
                }
                yield columns.isEmpty() ? Refusal.NO_COLUMN : null;
            }
        };
    }

    /// The column that is the rowid. `INTEGER PRIMARY KEY DESC` is not, and has an index.
    private static Optional<String> integerKey(Table table) {
        List<Column> keys = table.columns().stream().filter(Column::isKey).toList();
        boolean is = keys.size() == 1
                && !table.object().withoutRowid()
                && keys.getFirst().declaredType().equalsIgnoreCase("INTEGER")
                && table.indexes().stream().noneMatch(index -> index.origin().equals("pk"));
        return is ? Optional.of(keys.getFirst().name()) : Optional.empty();
    }

    private static boolean replaces(@Nullable String sql) {
        if (sql == null) {
            return false;
        }
        List<Token> tokens = Tokenizer.tokens(sql).stream()
                .filter(token -> !token.isTrivia())
                .toList();
        for (int i = 2; i < tokens.size(); i++) {
            if (word(tokens.get(i), sql).equals("REPLACE")
                    && word(tokens.get(i - 1), sql).equals("CONFLICT")
                    && word(tokens.get(i - 2), sql).equals("ON")) {
                return true;
            }
        }
        return false;
    }

    private static String word(Token token, String sql) {
        return token.text(sql).toUpperCase(Locale.ROOT);
    }

    /// The columns that hold text by their declaration; all where none does.
    public List<Column> texts() {
        List<Column> texts = columns.stream()
                .filter(column -> column.affinity() == Column.Affinity.TEXT)
                .toList();
        return texts.isEmpty()
                ? columns.stream()
                        .filter(column -> column.declaredType().isEmpty())
                        .toList()
                : texts;
    }

    /// A name for the index that nothing in the schema has, nor would its triggers' and tables' names.
    public String freeName(Schema schema) {
        String base = table.name() + "_fts";
        String name = base;
        for (int i = 2; clash(schema, name) != null; i++) {
            name = base + i;
        }
        return name;
    }

    /// What already has a name that the index would need; null where it can be called so.
    public @Nullable String clash(Schema schema, String index) {
        List<String> needed = new ArrayList<>(List.of(index));
        needed.addAll(FtsDraft.shadows(index));
        for (SchemaObject object : schema.objects()) {
            List<String> names = object.kind() == SchemaObject.Kind.TRIGGER ? FtsDraft.triggers(index) : needed;
            if (names.stream().anyMatch(object.name()::equalsIgnoreCase)) {
                return object.name();
            }
        }
        return columns.stream()
                .map(Column::name)
                .filter(index::equalsIgnoreCase)
                .findFirst()
                .orElse(null);
    }

    /// Whether SQLite would take the name.
    public static boolean isName(String index) {
        return !index.isBlank()
                && index.indexOf('\0') < 0
                && !index.toLowerCase(Locale.ROOT).startsWith("sqlite_")
                && RESERVED.stream().noneMatch(index::equalsIgnoreCase);
    }

    /// The index to be made.
    /// @throws IllegalStateException where the table cannot have one
    public FtsDraft draft(
            String index,
            List<Column> chosen,
            FtsTokenizer tokenizer,
            List<Integer> prefixes,
            FullTextDdl.Detail detail) {
        String numbered = key;
        if (numbered == null) {
            throw new IllegalStateException("cannot be made searchable: " + refusal);
        }
        return new FtsDraft(
                table.name(),
                numbered,
                aliases,
                chosen.stream().map(Column::name).toList(),
                chosen.stream().anyMatch(Column::isGenerated),
                index,
                tokenizer,
                prefixes,
                detail);
    }
}
