package studio.rowan.migrate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Ident;
import studio.rowan.db.Sql;
import studio.rowan.diff.Outline;
import studio.rowan.schema.Column;
import studio.rowan.schema.SchemaObject;

/// What of a structure SQLite cannot use: views, and tables whose triggers name what is not there.
/// @param words what SQLite says, by the name of the view or table
record Breakage(Map<String, String> words) {
    static Breakage of(Access access, Outline outline) {
        Map<String, String> words = new LinkedHashMap<>();
        for (SchemaObject view : outline.schema().of(SchemaObject.Kind.VIEW)) {
            check(access, words, view.name(), List.of("SELECT * FROM " + Ident.quote(view.name())));
        }
        for (SchemaObject table : outline.tables()) {
            boolean triggers = !outline.schema()
                    .belongingTo(table.name(), SchemaObject.Kind.TRIGGER)
                    .isEmpty();
            if (triggers) {
                check(access, words, table.name(), statements(outline, table.name()));
            }
        }
        return new Breakage(words);
    }

    /// Preparing them compiles every trigger of the table.
    private static List<String> statements(Outline outline, String table) {
        String name = Ident.quote(table);
        List<String> statements = new ArrayList<>(List.of("DELETE FROM " + name));
        List<String> columns = outline.columnsOf(table).stream()
                .filter(column -> column.hidden() == Column.Hidden.NO)
                .map(column -> Ident.quote(column.name()))
                .toList();
        if (!columns.isEmpty()) {
            statements.add("INSERT INTO " + name + " DEFAULT VALUES");
            statements.add("UPDATE " + name + " SET "
                    + String.join(", ", columns.stream().map(c -> c + " = " + c).toList()));
        }
        return statements;
    }

    private static void check(Access access, Map<String, String> words, String name, List<String> statements) {
        for (String statement : statements) {
            try {
                access.query(Sql.of("EXPLAIN " + statement), _ -> {});
            } catch (DbError.Syntax e) {
                words.putIfAbsent(name, e.words());
            }
        }
    }

    /// What did not break before.
    List<Finding> since(Breakage before, StructureRules rules) {
        List<Finding> findings = new ArrayList<>();
        words.forEach((name, why) -> {
            if (!why.equals(before.words.get(name))) {
                findings.add(new Finding(Finding.Kind.BREAKS, rules.last(), name, why));
            }
        });
        return findings;
    }
}
