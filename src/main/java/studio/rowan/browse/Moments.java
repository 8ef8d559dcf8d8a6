package studio.rowan.browse;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import studio.rowan.db.Value;
import studio.rowan.grid.DisplayFormat;

/// Reads a value as a moment where it looks like one. An interpretation beside the value, never in its place: SQLite
/// has no dates, and a number does not say what it counts.
final class Moments {
    /// What a value would be if it were a date.
    record Reading(Form form, String text) {}

    /// The forms in which programs keep moments in SQLite.
    enum Form {
        ISO(DisplayFormat.ISO),
        UNIX_SECONDS(DisplayFormat.UNIX_S),
        UNIX_MILLIS(DisplayFormat.UNIX_MS),
        UNIX_MICROS(DisplayFormat.UNIX_US),
        UNIX_NANOS(DisplayFormat.UNIX_NS),
        /// Microseconds since 1601, as Chromium keeps them.
        WEBKIT_MICROS(DisplayFormat.WEBKIT),
        /// Seconds since 2001, as Apple's systems keep them.
        APPLE_SECONDS(DisplayFormat.COCOA),
        JULIAN_DAY(DisplayFormat.JULIAN);

        private final DisplayFormat format;

        Form(DisplayFormat format) {
            this.format = format;
        }
    }

    private static final Pattern NAMED = Pattern.compile(
            "date|time|stamp|created|updated|modified|expire|visit|_at$|_on$|At$|birth|since|until|(^|_)(ts|day)(_|$)",
            Pattern.CASE_INSENSITIVE);
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);
    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEEE d MMMM yyyy", Locale.ENGLISH);
    private static final Instant FROM = Instant.parse("1971-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2100-01-01T00:00:00Z");
    private static final Instant LIKELY_FROM = Instant.parse("2001-09-09T00:00:00Z");
    private static final Instant LIKELY_TO = Instant.parse("2040-01-01T00:00:00Z");

    /// Of `2024-02-29 10:00`.
    private static final int SHOWN_LENGTH = 16;

    /// Of `2024-02-29`.
    private static final int DAY_LENGTH = 10;

    private Moments() {}

    /// What the value may mean, the likeliest first; mostly empty. A column whose name or type speaks of time allows
    /// more forms than another, where only the most usual are offered.
    static List<Reading> of(Value value, String column, String declaredType, ZoneId zone) {
        boolean named =
                NAMED.matcher(column).find() || NAMED.matcher(declaredType).find();
        return switch (value) {
            case Value.Int _ -> integer(value, named, zone);
            case Value.Real(double number) -> real(value, number, named, zone);
            case Value.Text text -> text(text, zone);
            case Value.Null _, Value.Blob _, Value.Large _ -> List.of();
        };
    }

    private static List<Reading> integer(Value value, boolean named, ZoneId zone) {
        List<Reading> readings = new ArrayList<>();
        Instant from = named ? FROM : LIKELY_FROM;
        Instant to = named ? TO : LIKELY_TO;
        seconds(readings, value, named, zone);
        add(readings, Form.UNIX_MILLIS, value, from, to, zone);
        if (named) {
            add(readings, Form.UNIX_MICROS, value, from, to, zone);
            add(readings, Form.UNIX_NANOS, value, from, to, zone);
            add(readings, Form.WEBKIT_MICROS, value, LIKELY_FROM, to, zone);
        }
        return readings;
    }

    private static List<Reading> real(Value value, double number, boolean named, ZoneId zone) {
        List<Reading> readings = new ArrayList<>();
        if (!named) {
            return readings;
        }
        if (number > 2_400_000 && number < 2_500_000) {
            add(readings, Form.JULIAN_DAY, value, Instant.MIN, Instant.MAX, zone);
        }
        seconds(readings, value, true, zone);
        return readings;
    }

    /// A count of seconds that lies before this century as Unix time more likely counts from 2001.
    private static void seconds(List<Reading> readings, Value value, boolean named, ZoneId zone) {
        Instant unix = Form.UNIX_SECONDS.format.moment(value);
        if (unix == null) {
            return;
        }
        if (!named) {
            add(readings, Form.UNIX_SECONDS, value, LIKELY_FROM, LIKELY_TO, zone);
        } else if (unix.isBefore(LIKELY_FROM)) {
            add(readings, Form.APPLE_SECONDS, value, LIKELY_FROM, LIKELY_TO, zone);
            add(readings, Form.UNIX_SECONDS, value, FROM, TO, zone);
        } else {
            add(readings, Form.UNIX_SECONDS, value, FROM, TO, zone);
        }
    }

    /// A text without a zone is taken as UTC, as SQLite's own date functions take it.
    private static List<Reading> text(Value.Text text, ZoneId zone) {
        Instant read = Form.ISO.format.moment(text);
        if (read == null) {
            return List.of();
        }
        String written = text.value();
        if (written.length() == DAY_LENGTH) {
            return List.of(new Reading(Form.ISO, WEEKDAY.format(read.atZone(ZoneOffset.UTC))));
        }
        String moment = shown(read, zone);
        // Where the reading only repeats the text there is nothing to say.
        return written.replace('T', ' ').startsWith(moment.substring(0, SHOWN_LENGTH))
                ? List.of()
                : List.of(new Reading(Form.ISO, moment));
    }

    private static void add(List<Reading> readings, Form form, Value value, Instant from, Instant to, ZoneId zone) {
        Instant moment = form.format.moment(value);
        if (moment != null && moment.isAfter(from) && moment.isBefore(to)) {
            readings.add(new Reading(form, shown(moment, zone)));
        }
    }

    private static String shown(Instant moment, ZoneId zone) {
        DateTimeFormatter format = moment.getNano() == 0 ? SHOWN : MILLIS;
        return format.format(moment.atZone(zone)) + " " + zone.getId();
    }
}
