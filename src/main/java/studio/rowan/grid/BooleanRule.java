package studio.rowan.grid;

import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;

/// 0 and 1 as an empty and a ticked box.
final class BooleanRule implements FormatRule {
    static final String YES = "☑";
    static final String NO = "☐";

    @Override
    public boolean converts() {
        return true;
    }

    @Override
    public @Nullable String show(Value value, ZoneId zone) {
        return value instanceof Value.Int(long number) && (number == 0 || number == 1) ? number == 1 ? YES : NO : null;
    }

    @Override
    public @Nullable String editor(Value value, ZoneId zone) {
        return value instanceof Value.Int(long number) && (number == 0 || number == 1)
                ? Boolean.toString(number == 1)
                : null;
    }

    @Override
    public @Nullable Value read(String typed, Value before, ZoneId zone) {
        return switch (typed.toLowerCase(Locale.ROOT)) {
            case "1", "true", "t", "yes", "y", "on", YES -> Value.of(1);
            case "0", "false", "f", "no", "n", "off", NO -> Value.of(0);
            default -> null;
        };
    }
}
