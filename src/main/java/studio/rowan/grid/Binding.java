package studio.rowan.grid;

import studio.rowan.db.Sql;
import studio.rowan.db.Value;

/// Values as parameters that SQLite receives byte for byte.
final class Binding {
    private Binding() {}

    /// Text whose bytes are not UTF-8 would be bound repaired, and then equal nothing in the file.
    static Sql exact(Value value) {
        if (value instanceof Value.Text text && text.raw() != null) {
            return Sql.of("CAST(? AS TEXT)", new Value.Blob(text.bytes()));
        }
        return Sql.of("?", value);
    }
}
