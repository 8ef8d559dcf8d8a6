package studio.rowan.console;

import java.util.ArrayList;
import java.util.List;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Ident;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.kit.SqlVocabulary;
import studio.rowan.kit.Text;
import studio.rowan.schema.Schema;
import studio.rowan.schema.SchemaObject;

/// Reads the names that the editor offers.
final class Vocabulary {
    /// A file may hold ten thousand tables: beyond these only names are offered, without columns.
    private static final int MOST_WITH_COLUMNS = 1_000;

    private Vocabulary() {}

    static SqlVocabulary read(Access access, Schema schema) {
        List<SqlVocabulary.Table> tables = new ArrayList<>();
        for (SchemaObject object : schema.objects()) {
            if (object.kind().isRelation() && object.kind() != SchemaObject.Kind.SHADOW) {
                tables.add(new SqlVocabulary.Table(
                        object.name(),
                        Text.of(object.kind() == SchemaObject.Kind.VIEW ? "console.word.view" : "console.word.table"),
                        tables.size() < MOST_WITH_COLUMNS ? columns(access, object.name()) : List.of()));
            }
        }
        return new SqlVocabulary(tables, functions(access));
    }

    private static List<SqlVocabulary.Column> columns(Access access, String table) {
        if (table.indexOf('\0') >= 0) {
            return List.of();
        }
        try {
            List<SqlVocabulary.Column> columns = new ArrayList<>();
            for (Row row : access.query(Sql.of("PRAGMA main.table_xinfo(" + Ident.quote(table) + ")"))) {
                // Hidden columns of virtual tables are left out; generated ones (2 and 3) are not.
                if (row.asLong(6) != 1) {
                    columns.add(new SqlVocabulary.Column(row.text(1), row.text(2)));
                }
            }
            return columns;
        } catch (DbError.Cancelled e) {
            throw e;
        } catch (DbError e) {
            // A view that SQLite itself cannot read, or a missing module: its name is offered all the same.
            return List.of();
        }
    }

    private static List<String> functions(Access access) {
        return access
                .query(Sql.of(
                        "SELECT DISTINCT name FROM temp.pragma_function_list WHERE name GLOB '[a-z]*' ORDER BY name"))
                .stream()
                .map(row -> row.text(0))
                .toList();
    }
}
