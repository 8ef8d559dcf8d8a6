package studio.rowan.grid;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;
import studio.rowan.kit.Format;

/// Counts of bytes.
final class SizeRule implements FormatRule {
    @Override
    public @Nullable String show(Value value, ZoneId zone) {
        return value instanceof Value.Int(long bytes) && bytes >= 0 ? Format.bytes(bytes) : null;
    }
}
