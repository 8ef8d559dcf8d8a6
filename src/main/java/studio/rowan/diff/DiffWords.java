package studio.rowan.diff;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import studio.rowan.kit.Text;
import studio.rowan.schema.Column;
import studio.rowan.schema.ForeignKey;
import studio.rowan.schema.SchemaObject;

/// Differences in words, one line each.
public final class DiffWords {
    private DiffWords() {}

    public static String of(Change change) {
        return switch (change) {
            case Change.Added(SchemaObject object) -> Text.of("diff.added", name(object));
            case Change.Removed(SchemaObject object) -> Text.of("diff.removed", name(object));
            case Change.Altered(SchemaObject _, SchemaObject after) -> Text.of("diff.altered", name(after));
            case Change.ColumnAdded(String table, Column column) ->
                Text.of("diff.columnAdded", table, column.name(), rules(column));
            case Change.ColumnRemoved(String table, Column column) ->
                Text.of("diff.columnRemoved", table, column.name(), rules(column));
            case Change.ColumnAltered(String table, Column before, Column after) ->
                Text.of("diff.columnAltered", table, after.name(), rules(before), rules(after));
            case Change.KeysAltered(String table, List<ForeignKey> before, List<ForeignKey> after) ->
                before.size() == after.size() && without(before, after).isEmpty()
                        ? Text.of("diff.altered", table)
                        : keysAltered(table, without(before, after), without(after, before));
            case Change.DefinitionAltered(String table, List<String> gone, List<String> come) ->
                definition(table, String.join(", ", gone), String.join(", ", come));
        };
    }

    /// As [#of] has it, without the name of the table that it begins with.
    public static String inTable(Change change) {
        String all = of(change);
        String before = change.table() + ": ";
        return all.startsWith(before) ? all.substring(before.length()) : all;
    }

    /// `table users`, `index users_name on users`.
    private static String name(SchemaObject object) {
        String kind = Text.of("diff.kind." + object.kind().name().toLowerCase(Locale.ROOT));
        return object.kind().isRelation()
                ? kind + " " + object.name()
                : Text.of("diff.partOf", kind, object.name(), object.table());
    }

    /// As it would stand in CREATE TABLE.
    private static String rules(Column column) {
        String type = column.declaredType().isEmpty() ? Text.of("diff.noType") : column.declaredType();
        return type
                + (column.isKey() ? " PRIMARY KEY" : "")
                + (column.notNull() ? " NOT NULL" : "")
                + (column.defaultSql() == null ? "" : " DEFAULT " + column.defaultSql())
                + (column.isGenerated() ? " GENERATED" : "");
    }

    private static String definition(String table, String gone, String come) {
        return gone.isEmpty()
                ? Text.of("diff.definitionCame", table, come)
                : come.isEmpty()
                        ? Text.of("diff.definitionGone", table, gone)
                        : Text.of("diff.definitionAltered", table, gone, come);
    }

    private static String keysAltered(String table, List<ForeignKey> gone, List<ForeignKey> come) {
        return gone.isEmpty()
                ? Text.of("diff.keysCame", table, keys(come))
                : come.isEmpty()
                        ? Text.of("diff.keysGone", table, keys(gone))
                        : Text.of("diff.keysAltered", table, keys(gone), keys(come));
    }

    private static List<ForeignKey> without(List<ForeignKey> keys, List<ForeignKey> others) {
        return keys.stream().filter(key -> !others.contains(key)).toList();
    }

    private static String keys(List<ForeignKey> keys) {
        return keys.stream()
                .map(key -> String.join(", ", key.columns()) + " → " + key.parent() + actions(key))
                .collect(Collectors.joining("; "));
    }

    private static String actions(ForeignKey key) {
        return (key.onDelete().equals("NO ACTION") ? "" : " ON DELETE " + key.onDelete())
                + (key.onUpdate().equals("NO ACTION") ? "" : " ON UPDATE " + key.onUpdate());
    }
}
