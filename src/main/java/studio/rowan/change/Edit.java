package studio.rowan.change;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import studio.rowan.db.Value;

/// What is to happen to one row. Values are by column, in the order in which they were given.
public sealed interface Edit {
    Target target();

    default String table() {
        return target().table();
    }

    /// @param values what was set; other columns keep their default. May name the rowid, to bring back a row.
    record Insert(Target.Fresh target, Map<String, Value> values) implements Edit {
        public Insert {
            values = copy(values);
        }
    }

    /// @param old what the row held when the user changed it: the changed columns at least. It must still hold that.
    /// @param changed the new values
    record Update(Target.Stored target, Map<String, Value> old, Map<String, Value> changed) implements Edit {
        public Update {
            old = copy(old);
            changed = copy(changed);
        }
    }

    /// @param old the row as it was seen; it must still be so
    record Delete(Target.Stored target, Map<String, Value> old) implements Edit {
        public Delete {
            old = copy(old);
        }
    }

    private static Map<String, Value> copy(Map<String, Value> values) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
