package studio.rowan.grid;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;

/// What one [DisplayFormat] does.
interface FormatRule {
    /// @return `null` for what it cannot read
    default @Nullable String show(Value value, ZoneId zone) {
        return null;
    }

    default boolean converts() {
        return false;
    }

    default @Nullable String editor(Value value, ZoneId zone) {
        return show(value, zone);
    }

    /// @param before what the cell held, NULL among it: what is read is of its class
    default @Nullable Value read(String typed, Value before, ZoneId zone) {
        return null;
    }

    /// The moment that the value is; `null` where it is none.
    default @Nullable Instant moment(Value value) {
        return null;
    }

    default boolean isLikely(Value value) {
        return show(value, java.time.ZoneOffset.UTC) != null;
    }
}
