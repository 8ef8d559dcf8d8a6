package studio.rowan.change;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;

/// An edit whose row is no longer what the user saw.
/// @param edit what was staged: mine
/// @param theirs what the row holds now in the columns that the edit checks; `null` where it is gone
/// @param ownDoing a trigger or cascade of another edit in the same commit changed it, nobody else
public record Clash(Edit edit, @Nullable Map<String, Value> theirs, boolean ownDoing) {
    public Clash {
        theirs = theirs == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(theirs));
    }
}
