package studio.rowan.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Ident;
import studio.rowan.db.Token;
import studio.rowan.db.Tokenizer;
import studio.rowan.schema.Column;

/// What ALTER TABLE can do soundly: columns that go, and columns behind the last one, where neither the rest of the
/// table nor its rows are concerned.
final class TableChange {
    private final String table;
    private final TableText then;
    private final TableText now;
    private final List<Column> columns;

    private TableChange(String table, TableText then, TableText now, List<Column> columns) {
        this.table = table;
        this.then = then;
        this.now = now;
        this.columns = columns;
    }

    /// @return what goes first and what comes then; empty where the table must be made anew
    static Optional<List<SchemaScript.Step>> steps(
            String table, @Nullable String then, @Nullable String now, Outline to) {
        Optional<TableText> was = TableText.of(then);
        Optional<TableText> is = TableText.of(now);
        return was.isEmpty() || is.isEmpty()
                ? Optional.empty()
                : new TableChange(table, was.get(), is.get(), to.columnsOf(table)).steps();
    }

    private Optional<List<SchemaScript.Step>> steps() {
        List<TableText.Part> stay = then.columns().stream()
                .filter(part -> now.column(part.name()).isPresent())
                .toList();
        boolean sameElse = words(then.constraints()).equals(words(now.constraints()))
                && then.options().equals(now.options())
                && stay.size() <= now.columns().size()
                && words(stay).equals(words(now.columns().subList(0, stay.size())));
        List<TableText.Part> come =
                sameElse ? now.columns().subList(stay.size(), now.columns().size()) : List.of();
        if (!sameElse || !come.stream().allMatch(this::canBeAdded)) {
            return Optional.empty();
        }
        List<SchemaScript.Step> steps = new ArrayList<>();
        for (TableText.Part part : then.columns()) {
            if (now.column(part.name()).isEmpty()) {
                steps.add(new SchemaScript.Step(
                        SchemaScript.Kind.DROP_COLUMN,
                        table,
                        part.name(),
                        List.of("ALTER TABLE " + Ident.quote(table) + " DROP COLUMN " + Ident.quote(part.name()))));
            }
        }
        for (TableText.Part part : come) {
            steps.add(new SchemaScript.Step(
                    SchemaScript.Kind.ADD_COLUMN,
                    table,
                    part.name(),
                    List.of("ALTER TABLE " + Ident.quote(table) + " ADD COLUMN " + part.sql())));
        }
        return Optional.of(steps);
    }

    private static List<List<String>> words(List<TableText.Part> parts) {
        return parts.stream().map(TableText.Part::words).toList();
    }

    /// The limits of ADD COLUMN on a table with rows
    /// ([lang_altertable](https://www.sqlite.org/lang_altertable.html#alter_table_add_column)).
    private boolean canBeAdded(TableText.Part part) {
        Column column = columns.stream()
                .filter(each -> part.is(each.name()))
                .findFirst()
                .orElse(null);
        if (column == null
                || column.isKey()
                || column.hidden() == Column.Hidden.GENERATED_STORED
                || part.has("unique")
                || part.has("primary")) {
            return false;
        }
        String byDefault = column.defaultSql();
        if (byDefault == null || byDefault.equalsIgnoreCase("NULL")) {
            return !column.notNull();
        }
        return isConstant(byDefault) && !part.has("references");
    }

    private static boolean isConstant(String sql) {
        List<Token> tokens =
                Tokenizer.tokens(sql).stream().filter(t -> !t.isTrivia()).toList();
        boolean signed = tokens.size() == 2 && tokens.getFirst().text(sql).matches("[+-]");
        return (tokens.size() == 1 || signed)
                && switch (tokens.getLast().kind()) {
                    case NUMBER, STRING, BLOB -> true;
                    case KEYWORD, IDENTIFIER -> tokens.getLast().text(sql).matches("(?i)true|false");
                    case QUOTED_IDENTIFIER, PARAMETER, OPERATOR, SEMICOLON, COMMENT, SPACE, ILLEGAL -> false;
                };
    }
}
