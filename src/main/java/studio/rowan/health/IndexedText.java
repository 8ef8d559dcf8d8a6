package studio.rowan.health;

import java.util.List;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Ident;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.kit.Text;
import studio.rowan.schema.FullTextDdl;
import studio.rowan.schema.SchemaObject;

/// Whether a full-text index knows the rows of the table that holds its text. `PRAGMA integrity_check` does not look,
/// and FTS5's own comparison is a write; what its bookkeeping tells can be read: rows that triggers did not hear of,
/// such as those of INSERT OR REPLACE, are counted twice or left behind.
final class IndexedText {
    private IndexedText() {}

    static boolean isKept(SchemaObject object) {
        return object.kind() == SchemaObject.Kind.FULL_TEXT
                && object.name().indexOf('\0') < 0
                && isKept(FullTextDdl.of(object.sql()));
    }

    private static boolean isKept(FullTextDdl ddl) {
        return ddl.engine() == FullTextDdl.Engine.FTS5
                && ddl.options().columnSize()
                && ddl.content() instanceof FullTextDdl.Content.External;
    }

    static List<Finding> check(Access access, SchemaObject object) {
        if (!(FullTextDdl.of(object.sql()).content()
                instanceof FullTextDdl.Content.External(String content, String rowid))) {
            return List.of();
        }
        String table = Ident.quote(content);
        String key = Ident.quote(rowid);
        String known = Ident.quote(object.name() + "_docsize");
        try {
            long missing = number(
                    access,
                    "SELECT count(*) FROM " + table + " AS t WHERE NOT EXISTS (SELECT 1 FROM " + known
                            + " AS k WHERE k.id = t." + key + ")");
            long surplus = number(
                    access,
                    "SELECT count(*) FROM " + known + " AS k WHERE NOT EXISTS (SELECT 1 FROM " + table
                            + " AS t WHERE t." + key + " = k.id)");
            long twice = counted(access, object.name()) - number(access, "SELECT count(*) FROM " + known);
            return missing == 0 && surplus == 0 && twice == 0
                    ? List.of()
                    : List.of(finding(object.name(), content, missing, surplus, Math.abs(twice)));
        } catch (DbError.Syntax e) {
            // The table of the text or one of the index's own is not there: the look at the structure says so.
            return List.of();
        }
    }

    private static Finding finding(String index, String table, long missing, long surplus, long twice) {
        String name = Ident.quote(index);
        return new Finding(
                "full-text-index",
                Finding.Severity.WARNING,
                index,
                Text.of("health.finding.full-text-index", index, table),
                Text.of("health.finding.full-text-index.detail", missing, surplus, twice),
                "INSERT INTO " + name + "(" + name + ") VALUES ('rebuild');");
    }

    private static long number(Access access, String sql) {
        return access.scalar(Sql.of(sql)).asLong();
    }

    /// The rows that the index believes to hold: the first number of the record of its averages.
    private static long counted(Access access, String index) {
        Row row = access.first(Sql.of("SELECT block FROM " + Ident.quote(index + "_data") + " WHERE id = 1"));
        return row != null && row.get(0) instanceof Value.Blob(byte[] block) ? firstNumber(block) : 0;
    }

    /// SQLite's variable-length integer, seven bits a byte.
    private static long firstNumber(byte[] block) {
        long number = 0;
        for (int i = 0; i < Math.min(8, block.length); i++) {
            number = number << 7 | block[i] & 0x7f;
            if (block[i] >= 0) {
                break;
            }
        }
        return number;
    }
}
