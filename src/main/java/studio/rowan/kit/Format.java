package studio.rowan.kit;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Sizes, counts and times as people read them. Cell values are never formatted here: they are shown as they are.
public final class Format {
    private static final String[] UNITS = {"KB", "MB", "GB", "TB", "PB"};
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

    private Format() {}

    /// `4.2 MB`: units of 1024, one decimal below ten.
    public static String bytes(long bytes) {
        if (bytes < 0) {
            return "-" + bytes(bytes == Long.MIN_VALUE ? Long.MAX_VALUE : -bytes);
        }
        if (bytes < 1024) {
            return Text.count("format.bytes", bytes);
        }
        double value = bytes;
        int unit = -1;
        do {
            value /= 1024;
            unit++;
            // What would round up to 1024 belongs to the next unit.
        } while (value >= 1023.5 && unit < UNITS.length - 1);
        return String.format(Locale.ROOT, value < 9.95 ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
    }

    /// `1,234,567`.
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /// `12 ms`, `1.2 s`, `3 min 4 s`, `2 h 5 min`.
    public static String duration(Duration duration) {
        long ms = duration.toMillis();
        if (ms < 1000) {
            return Text.of("format.ms", ms);
        }
        if (ms < 59_950) {
            return Text.of("format.s", String.format(Locale.ROOT, ms < 9_950 ? "%.1f" : "%.0f", ms / 1000.0));
        }
        long seconds = (ms + 500) / 1000;
        if (seconds < 3600) {
            return Text.of("format.min", seconds / 60) + rest(seconds % 60, "format.s");
        }
        long minutes = (seconds + 30) / 60;
        return Text.of("format.h", minutes / 60) + rest(minutes % 60, "format.min");
    }

    /// `just now`, `12 min ago`, `3 h ago`, `2 days ago`, then the day.
    public static String age(Instant then, Instant now, ZoneId zone) {
        long seconds = Math.max(0, Duration.between(then, now).toSeconds());
        if (seconds < 10) {
            return Text.of("format.justNow");
        }
        if (seconds < 60) {
            return Text.of("format.ago", Text.of("format.s", seconds));
        }
        if (seconds < 3600) {
            return Text.of("format.ago", Text.of("format.min", seconds / 60));
        }
        if (seconds < 86_400) {
            return Text.of("format.ago", Text.of("format.h", seconds / 3600));
        }
        if (seconds < 30 * 86_400L) {
            return Text.of("format.ago", Text.count("format.days", seconds / 86_400));
        }
        return DAY.format(LocalDate.ofInstant(then, zone));
    }

    /// `12.3 %` of the whole; empty where there is no whole.
    public static String percent(long part, long whole) {
        return whole <= 0 ? "" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }

    private static String rest(long value, String key) {
        return value == 0 ? "" : " " + Text.of(key, value);
    }
}
