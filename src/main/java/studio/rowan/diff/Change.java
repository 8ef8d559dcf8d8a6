package studio.rowan.diff;

import java.util.List;
import studio.rowan.schema.Column;
import studio.rowan.schema.ForeignKey;
import studio.rowan.schema.SchemaObject;

/// One difference between two structures.
public sealed interface Change {
    /// The table or view that it concerns, or the name of what has none.
    String table();

    /// An object that was not there.
    record Added(SchemaObject object) implements Change {
        @Override
        public String table() {
            return object.table();
        }
    }

    /// An object that is there no more.
    record Removed(SchemaObject object) implements Change {
        @Override
        public String table() {
            return object.table();
        }
    }

    /// An object whose statement says something else. Of a table only where its columns and keys do not say what.
    record Altered(SchemaObject before, SchemaObject after) implements Change {
        @Override
        public String table() {
            return after.table();
        }
    }

    record ColumnAdded(String table, Column column) implements Change {}

    record ColumnRemoved(String table, Column column) implements Change {}

    /// Another type, default, place in the key, or other rules for NULL.
    record ColumnAltered(String table, Column before, Column after) implements Change {}

    record KeysAltered(String table, List<ForeignKey> before, List<ForeignKey> after) implements Change {
        public KeysAltered {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }
    }

    /// Parts of CREATE TABLE that say something else, such as checks, collations, uniqueness and options.
    record DefinitionAltered(String table, List<String> gone, List<String> come) implements Change {
        public DefinitionAltered {
            gone = List.copyOf(gone);
            come = List.copyOf(come);
        }
    }
}
