package studio.rowan.health;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;

/// Reads what programs store as a time: milliseconds or seconds since 1970, or ISO 8601 text.
final class Moment {
    /// Seconds up to the year 5138; anything above is milliseconds.
    private static final long LARGEST_SECONDS = 100_000_000_000L;

    private Moment() {}

    /// `null` where the value is no time.
    static @Nullable Instant of(Value value) {
        try {
            return switch (value) {
                case Value.Int(long number) -> ofNumber(number);
                case Value.Real(double number) -> ofNumber((long) number);
                case Value.Text text -> ofText(text.value().strip());
                case Value.Null _, Value.Blob _, Value.Large _ -> null;
            };
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Instant ofNumber(long number) {
        // Small numbers are years, days or counters.
        if (Math.abs(number) < 100_000_000L) {
            return null;
        }
        return Math.abs(number) < LARGEST_SECONDS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
    }

    private static Instant ofText(String text) {
        if (text.length() == 10) {
            return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        String iso = text.replaceFirst(" ", "T");
        return iso.matches(".*(?:Z|[+-]\\d\\d:?\\d\\d)$") && iso.length() > 19
                ? OffsetDateTime.parse(iso).toInstant()
                : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    }
}
