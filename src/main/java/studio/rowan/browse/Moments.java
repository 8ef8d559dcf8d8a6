package studio.rowan.browse;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;

/// Reads a value as a moment where it looks like one. An interpretation beside the value, never in its place: SQLite
/// has no dates, and a number does not say what it counts.
final class Moments {
    /// What a value would be if it were a date.
    record Reading(Form form, String text) {}

    /// The forms in which programs keep moments in SQLite.
    enum Form {
        ISO,
        UNIX_SECONDS,
        UNIX_MILLIS,
        UNIX_MICROS,
        UNIX_NANOS,
        /// Microseconds since 1601, as Chromium keeps them.
        WEBKIT_MICROS,
        /// Seconds since 2001, as Apple's systems keep them.
        APPLE_SECONDS,
        JULIAN_DAY
    }

    private static final Pattern NAMED = Pattern.compile(
            "date|time|stamp|created|updated|modified|expire|visit|_at$|_on$|At$|birth|since|until|(^|_)(ts|day)(_|$)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ISO = Pattern.compile(
            "\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?( ?Z|[+-]\\d{2}:?\\d{2})?)?");
    private static final DateTimeFormatter TEXT = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm[:ss]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);
    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEEE d MMMM yyyy", Locale.ENGLISH);
    private static final Instant APPLE_EPOCH = Instant.parse("2001-01-01T00:00:00Z");
    private static final Instant WEBKIT_EPOCH = Instant.parse("1601-01-01T00:00:00Z");
    private static final Instant FROM = Instant.parse("1971-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2100-01-01T00:00:00Z");
    private static final Instant LIKELY_FROM = Instant.parse("2001-09-09T00:00:00Z");
    private static final Instant LIKELY_TO = Instant.parse("2040-01-01T00:00:00Z");

    /// Of `2024-02-29 10:00`.
    private static final int SHOWN_LENGTH = 16;

    private static final long MOST_SECONDS = 1_000_000_000_000L;

    private Moments() {}

    /// What the value may mean, the likeliest first; mostly empty. A column whose name or type speaks of time allows
    /// more forms than another, where only the most usual are offered.
    static List<Reading> of(Value value, String column, String declaredType, ZoneId zone) {
        boolean named =
                NAMED.matcher(column).find() || NAMED.matcher(declaredType).find();
        return switch (value) {
            case Value.Int(long number) -> integer(number, named, zone);
            case Value.Real(double number) -> real(number, named, zone);
            case Value.Text text -> text(text.value(), zone);
            case Value.Null _, Value.Blob _, Value.Large _ -> List.of();
        };
    }

    private static List<Reading> integer(long number, boolean named, ZoneId zone) {
        List<Reading> readings = new ArrayList<>();
        Instant from = named ? FROM : LIKELY_FROM;
        Instant to = named ? TO : LIKELY_TO;
        seconds(readings, Math.clamp(number, -MOST_SECONDS, MOST_SECONDS) * 1000, named, zone);
        add(readings, Form.UNIX_MILLIS, plus(Instant.EPOCH, number, ChronoUnit.MILLIS), from, to, zone);
        if (named) {
            add(readings, Form.UNIX_MICROS, plus(Instant.EPOCH, number, ChronoUnit.MICROS), from, to, zone);
            add(readings, Form.UNIX_NANOS, plus(Instant.EPOCH, number, ChronoUnit.NANOS), from, to, zone);
            add(readings, Form.WEBKIT_MICROS, plus(WEBKIT_EPOCH, number, ChronoUnit.MICROS), LIKELY_FROM, to, zone);
        }
        return readings;
    }

    private static List<Reading> real(double number, boolean named, ZoneId zone) {
        List<Reading> readings = new ArrayList<>();
        if (!named || !(Math.abs(number) < 1e12)) {
            return readings;
        }
        if (number > 2_400_000 && number < 2_500_000) {
            long millis = Math.round((number - 2_440_587.5) * 86_400_000.0);
            add(readings, Form.JULIAN_DAY, Instant.ofEpochMilli(millis), Instant.MIN, Instant.MAX, zone);
        }
        seconds(readings, Math.round(number * 1000), true, zone);
        return readings;
    }

    /// A count of seconds that lies before this century as Unix time more likely counts from 2001.
    private static void seconds(List<Reading> readings, long millis, boolean named, ZoneId zone) {
        Instant unix = Instant.EPOCH.plusMillis(millis);
        if (!named) {
            add(readings, Form.UNIX_SECONDS, unix, LIKELY_FROM, LIKELY_TO, zone);
        } else if (unix.isBefore(LIKELY_FROM)) {
            add(readings, Form.APPLE_SECONDS, APPLE_EPOCH.plusMillis(millis), LIKELY_FROM, LIKELY_TO, zone);
            add(readings, Form.UNIX_SECONDS, unix, FROM, TO, zone);
        } else {
            add(readings, Form.UNIX_SECONDS, unix, FROM, TO, zone);
        }
    }

    /// A text without a zone is taken as UTC, as SQLite's own date functions take it.
    private static List<Reading> text(String text, ZoneId zone) {
        if (text.length() > 40 || !ISO.matcher(text).matches()) {
            return List.of();
        }
        try {
            if (text.length() == 10) {
                return List.of(new Reading(Form.ISO, WEEKDAY.format(LocalDate.parse(text))));
            }
            String local = text.replace('T', ' ');
            int offset = Math.max(local.indexOf('+'), local.indexOf('-', 10));
            int end = offset > 0 ? offset : local.endsWith("Z") ? local.length() - 1 : local.length();
            LocalDateTime time = LocalDateTime.parse(local.substring(0, end).strip(), TEXT);
            ZoneOffset given = offset > 0 ? ZoneOffset.of(local.substring(offset)) : ZoneOffset.UTC;
            String moment = shown(OffsetDateTime.of(time, given).toInstant(), zone);
            // Where the reading only repeats the text there is nothing to say.
            return local.startsWith(moment.substring(0, SHOWN_LENGTH))
                    ? List.of()
                    : List.of(new Reading(Form.ISO, moment));
        } catch (DateTimeException e) {
            return List.of();
        }
    }

    private static @Nullable Instant plus(Instant epoch, long amount, ChronoUnit unit) {
        try {
            return epoch.plus(amount, unit);
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    private static void add(
            List<Reading> readings, Form form, @Nullable Instant moment, Instant from, Instant to, ZoneId zone) {
        if (moment != null && moment.isAfter(from) && moment.isBefore(to)) {
            readings.add(new Reading(form, shown(moment, zone)));
        }
    }

    private static String shown(Instant moment, ZoneId zone) {
        DateTimeFormatter format = moment.getNano() == 0 ? SHOWN : MILLIS;
        return format.format(moment.atZone(zone)) + " " + zone.getId();
    }
}
