package studio.rowan.grid;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Moments written as `2024-02-29 10:00:00` in a zone, and read again. Where clocks are put back an hour, the offset
/// follows, so that no two moments are written alike.
final class WallTime {
    private static final Pattern TYPED = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})"
            + "(?:[T ]\\s*(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?)?\\s*(Z|[+-]\\d{2}:?\\d{2})?");
    private static final long FIRST = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST = Instant.parse("9999-12-31T00:00:00Z").getEpochSecond();

    private WallTime() {}

    /// `null` for years that are not written with four digits.
    static @Nullable String shown(long second, int nano, ZoneId zone) {
        if (second < FIRST + 86_400 || second >= LAST) {
            return null;
        }
        ZoneRules rules = zone.getRules();
        ZoneOffset offset = rules.getOffset(Instant.ofEpochSecond(second));
        LocalDateTime local = LocalDateTime.ofEpochSecond(second, nano, offset);
        StringBuilder out = new StringBuilder(32);
        write(local, ' ', true, out);
        if (!rules.isFixedOffset() && rules.getValidOffsets(local).size() != 1) {
            out.append(offset);
        }
        return out.toString();
    }

    static void write(LocalDateTime local, char between, boolean seconds, StringBuilder out) {
        date(local, out);
        out.append(between);
        two(local.getHour(), out).append(':');
        two(local.getMinute(), out);
        if (seconds) {
            two(local.getSecond(), out.append(':'));
        }
        if (local.getNano() != 0) {
            out.append('.').append(fraction(local.getNano()));
        }
    }

    static void date(LocalDateTime local, StringBuilder out) {
        int year = local.getYear();
        out.append(year < 1000 ? "0" : "").append(year < 100 ? "0" : "").append(year < 10 ? "0" : "");
        two(local.getMonthValue(), out.append(year).append('-')).append('-');
        two(local.getDayOfMonth(), out);
    }

    /// Three, six or nine digits.
    private static String fraction(int nano) {
        String digits = Integer.toString(1_000_000_000 + nano).substring(1);
        return digits.endsWith("000000")
                ? digits.substring(0, 3)
                : digits.endsWith("000") ? digits.substring(0, 6) : digits;
    }

    private static StringBuilder two(int number, StringBuilder out) {
        return out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    /// What is written so; a day alone is its first moment. `null` for anything else, and for an hour that a zone
    /// leaves out.
    static @Nullable Instant read(String text, ZoneId zone) {
        Matcher m = TYPED.matcher(text);
        if (!m.matches()) {
            return null;
        }
        try {
            LocalDateTime local = LocalDateTime.of(
                    number(m.group(1)),
                    number(m.group(2)),
                    number(m.group(3)),
                    number(m.group(4)),
                    number(m.group(5)),
                    number(m.group(6)),
                    nano(m.group(7)));
            String given = m.group(8);
            if (given != null) {
                return local.toInstant(ZoneOffset.of(given));
            }
            List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
            if (offsets.isEmpty()) {
                return m.group(4) == null ? local.atZone(zone).toInstant() : null;
            }
            return local.toInstant(offsets.getFirst());
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static int nano(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt((digits + "000000000").substring(0, 9));
    }
}
