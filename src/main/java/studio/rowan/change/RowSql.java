package studio.rowan.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.db.Sql;
import studio.rowan.db.Token;
import studio.rowan.db.Tokenizer;
import studio.rowan.db.Value;
import studio.rowan.grid.RowKey;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.Table;

/// The statements of single rows.
final class RowSql {
    private static final int FLAT = 100;

    private RowSql() {}

    static Sql insert(Table table, Map<String, Value> values) {
        Sql.Builder sql =
                Sql.builder().add("INSERT").add(orAbort(table)).add(" INTO ").ident(table.name());
        if (values.isEmpty()) {
            sql.add(" DEFAULT VALUES");
        } else {
            sql.add("(").add(names(List.copyOf(values.keySet()))).add(") VALUES (");
            String comma = "";
            for (Value value : values.values()) {
                sql.add(comma).add(exact(value));
                comma = ", ";
            }
            sql.add(")");
        }
        return sql.add(returning(table)).build();
    }

    static Sql update(Table table, Sql condition, Map<String, Value> changed) {
        Sql.Builder sql = Sql.builder()
                .add("UPDATE")
                .add(orAbort(table))
                .add(" ")
                .ident(table.name())
                .add(" SET ");
        String comma = "";
        for (Map.Entry<String, Value> cell : changed.entrySet()) {
            sql.add(comma).ident(cell.getKey()).add(" = ").add(exact(cell.getValue()));
            comma = ", ";
        }
        return sql.add(" WHERE ").add(condition).add(returning(table)).build();
    }

    static Sql delete(Table table, Sql condition) {
        return Sql.builder()
                .add("DELETE FROM ")
                .ident(table.name())
                .add(" WHERE ")
                .add(condition)
                .add(returning(table))
                .build();
    }

    /// The row of the key, still holding the old values.
    /// @throws DbError.Syntax where the table has no such key
    static Sql condition(Table table, RowKey key, Map<String, Value> old) {
        List<Sql> all = new ArrayList<>(keyConditions(table, key));
        old.forEach((column, value) -> all.add(holds(column, value)));
        if (all.isEmpty()) {
            throw noSuchKey(table);
        }
        return and(all);
    }

    /// The key's part of [#condition]; empty where only the row's values tell it apart.
    static List<Sql> keyConditions(Table table, RowKey key) {
        return switch (table.key()) {
            case Table.Key.Rowid(String alias)
            when key instanceof RowKey.Rowid(long rowid) ->
                List.of(Sql.builder()
                        .ident(alias)
                        .add(" = ")
                        .bind(Value.of(rowid))
                        .build());
            case Table.Key.Primary(List<Table.Key.Part> parts)
            when key instanceof RowKey.Primary(List<Value> values) && values.size() == parts.size() ->
                primary(parts, values);
            case Table.Key.None _ -> List.of();
            case Table.Key.Rowid _, Table.Key.Primary _ -> throw noSuchKey(table);
        };
    }

    /// A collation that takes different texts for equal finds the row by its index; the exact bytes are asked for too.
    private static List<Sql> primary(List<Table.Key.Part> parts, List<Value> values) {
        List<Sql> conditions = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Table.Key.Part part = parts.get(i);
            Sql equal = Sql.builder()
                    .ident(part.column())
                    .add(" = ")
                    .add(exact(values.get(i)))
                    .build();
            conditions.add(equal);
            if (!part.collation().equalsIgnoreCase("BINARY")) {
                conditions.add(Sql.builder().add(equal).add(" COLLATE BINARY").build());
            }
        }
        return conditions;
    }

    private static DbError noSuchKey(Table table) {
        return new DbError.Syntax("the key of " + table.name() + " is another one now", 1, null, null);
    }

    /// True where the cell holds exactly this value: `IS` alone is blind to case in a NOCASE column and to 1 against
    /// 1.0 in one without type (F20).
    private static Sql holds(String column, Value value) {
        Sql.Builder sql = Sql.builder();
        if (value.isNull()) {
            return sql.ident(column).add(" IS NULL").build();
        }
        sql.add("typeof(").ident(column).add(") = '" + value.type().name().toLowerCase(Locale.ROOT) + "' AND ");
        return switch (value) {
            case Value.Large(Value.StorageClass _, long length, String _) ->
                sql.add("octet_length(")
                        .ident(column)
                        .add(") = ")
                        .bind(Value.of(length))
                        .build();
            case Value.Text text
            when text.raw() != null ->
                sql.add("CAST(")
                        .ident(column)
                        .add(" AS BLOB) = ")
                        .bind(new Value.Blob(text.bytes()))
                        .build();
            case Value.Text _ ->
                sql.ident(column).add(" IS ").bind(value).add(" COLLATE BINARY").build();
            case Value.Int _, Value.Real _, Value.Blob _, Value.Null _ ->
                sql.ident(column).add(" IS ").bind(value).build();
        };
    }

    /// Nested where there are many: an expression may be at most 1000 deep.
    static Sql and(List<Sql> conditions) {
        if (conditions.size() > FLAT) {
            List<Sql> groups = new ArrayList<>();
            for (int i = 0; i < conditions.size(); i += FLAT) {
                Sql group = and(conditions.subList(i, Math.min(i + FLAT, conditions.size())));
                groups.add(Sql.builder().add("(").add(group).add(")").build());
            }
            return and(groups);
        }
        Sql.Builder sql = Sql.builder();
        String and = "";
        for (Sql condition : conditions) {
            sql.add(and).add(condition);
            and = " AND ";
        }
        return sql.build();
    }

    /// Text whose bytes are not UTF-8 would be bound repaired.
    static Sql exact(Value value) {
        return value instanceof Value.Text text && text.raw() != null
                ? Sql.of("CAST(? AS TEXT)", new Value.Blob(text.bytes()))
                : Sql.of("?", value);
    }

    /// `"a", "b"`.
    static String names(List<String> columns) {
        return String.join(
                ", ", columns.stream().map(studio.rowan.db.Ident::quote).toList());
    }

    /// The columns of the key; empty where there is none.
    static List<String> keyColumns(Table table) {
        return switch (table.key()) {
            case Table.Key.Rowid(String alias) -> List.of(alias);
            case Table.Key.Primary primary -> primary.columns();
            case Table.Key.None _ -> List.of();
        };
    }

    /// The key out of the values of [#keyColumns]; `null` where there is none.
    static @Nullable RowKey key(Table table, List<Value> values) {
        return switch (table.key()) {
            case Table.Key.Rowid _ -> new RowKey.Rowid(values.getFirst().asLong());
            case Table.Key.Primary _ -> new RowKey.Primary(values);
            case Table.Key.None _ -> null;
        };
    }

    /// Virtual tables know no RETURNING (F20).
    static boolean canReturn(Table table) {
        SchemaObject.Kind kind = table.object().kind();
        return kind != SchemaObject.Kind.FULL_TEXT && kind != SchemaObject.Kind.VIRTUAL;
    }

    private static String returning(Table table) {
        if (!canReturn(table)) {
            return "";
        }
        List<String> key = keyColumns(table);
        return " RETURNING " + (key.isEmpty() ? "1" : names(key));
    }

    /// A table that declares ON CONFLICT REPLACE would delete another row without a word.
    private static String orAbort(Table table) {
        String sql = table.object().sql();
        boolean declares = sql != null
                && Tokenizer.tokens(sql).stream()
                        .anyMatch(token -> token.kind() == Token.Kind.KEYWORD
                                && token.text(sql).equalsIgnoreCase("CONFLICT"));
        return declares ? " OR ABORT" : "";
    }
}
