package studio.rowan.change;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;
import studio.rowan.grid.RowKey;

/// A row after the commit of its edit, read again since triggers may have changed it.
/// @param target the row as the edit named it
/// @param key its key now; `null` where it is gone, or has none
/// @param row the columns that the edit was about
public record Written(Target target, @Nullable RowKey key, Map<String, Value> row) {
    public Written {
        row = Collections.unmodifiableMap(new LinkedHashMap<>(row));
    }
}
