package studio.rowan.migrate;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a database says of another tool's migrations.
/// @param marks by [Step#key]; those that never ran have none
record Ledger(Map<String, Mark> marks) {
    /// @param whole false where it was begun, and failed half-way
    /// @param at when it ran; null where the tool does not keep that
    record Mark(boolean whole, @Nullable Instant at) {}

    static final Ledger NONE = new Ledger(Map.of());

    Ledger {
        marks = Map.copyOf(marks);
    }
}
