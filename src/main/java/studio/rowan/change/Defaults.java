package studio.rowan.change;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import studio.rowan.db.Access;
import studio.rowan.db.Sql;
import studio.rowan.db.Token;
import studio.rowan.db.Tokenizer;
import studio.rowan.db.Value;
import studio.rowan.schema.Column;
import studio.rowan.schema.Table;

/// The values that columns of a new row have when they are not set, where literals say so. An expression is not run: it
/// is the file's, not the user's.
final class Defaults {
    private Defaults() {}

    /// The values together with the defaults of other columns among these.
    static Map<String, Value> with(Access access, Table table, List<String> columns, Map<String, Value> values) {
        Map<String, Value> row = new LinkedHashMap<>(values);
        for (String name : columns) {
            Column column = table.column(name).orElse(null);
            String sql = column == null ? null : column.defaultSql();
            if (sql != null && !row.containsKey(name) && isLiteral(sql)) {
                row.put(name, access.scalar(Sql.of("SELECT " + sql)));
            }
        }
        return row;
    }

    private static boolean isLiteral(String sql) {
        int literals = 0;
        for (Token token : Tokenizer.tokens(sql)) {
            String text = token.text(sql);
            switch (token.kind()) {
                case STRING, BLOB, NUMBER -> literals++;
                case OPERATOR -> {
                    if (!text.matches("[-+()]")) {
                        return false;
                    }
                }
                case SPACE, COMMENT -> {}
                case KEYWORD, IDENTIFIER, QUOTED_IDENTIFIER, PARAMETER, SEMICOLON, ILLEGAL -> {
                    return false;
                }
            }
        }
        return literals == 1;
    }
}
