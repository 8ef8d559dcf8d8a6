package studio.rowan.grid;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;

/// Texts that are moments, shown in the zone. One without a zone is UTC, as SQLite's own functions take it; a day alone
/// stays a day. What is typed is written as the cell was before: its separator, its digits, its offset.
final class IsoDates implements FormatRule {
    private static final Pattern STORED = Pattern.compile("\\d{4}-\\d{2}-\\d{2}"
            + "(?:([T ])\\d{2}:\\d{2}(:\\d{2}(?:\\.(\\d{1,9}))?)?( ?)(Z|[+-]\\d{2}(:?)\\d{2})?)?");
    private static final String USUAL = "2000-01-01 00:00:00";

    @Override
    public boolean converts() {
        return true;
    }

    private static @Nullable Matcher stored(Value value) {
        if (value instanceof Value.Text text
                && text.raw() == null
                && text.value().length() <= 40) {
            Matcher m = STORED.matcher(text.value());
            return m.matches() && (m.group(4) == null || m.group(4).isEmpty() || m.group(5) != null) ? m : null;
        }
        return null;
    }

    @Override
    public @Nullable String show(Value value, ZoneId zone) {
        Matcher m = stored(value);
        Instant moment = m == null ? null : WallTime.read(m.group(), ZoneOffset.UTC);
        if (m == null || moment == null) {
            return null;
        }
        return m.group(1) == null ? m.group() : WallTime.shown(moment.getEpochSecond(), moment.getNano(), zone);
    }

    @Override
    public @Nullable Instant moment(Value value) {
        Matcher m = stored(value);
        return m == null ? null : WallTime.read(m.group(), ZoneOffset.UTC);
    }

    @Override
    public @Nullable Value read(String typed, Value before, ZoneId zone) {
        Matcher form = stored(before);
        if (form == null) {
            form = STORED.matcher(USUAL);
            form.matches();
        }
        boolean day = form.group(1) == null;
        Instant moment = WallTime.read(typed, day ? ZoneOffset.UTC : zone);
        if (moment == null) {
            return null;
        }
        try {
            return written(moment, form, day);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Value written(Instant moment, Matcher form, boolean day) {
        String given = form.group(5);
        ZoneOffset offset = given == null ? ZoneOffset.UTC : ZoneOffset.of(given);
        LocalDateTime local = LocalDateTime.ofInstant(moment, offset);
        if (local.getYear() < 1 || local.getYear() > 9999) {
            return null;
        }
        StringBuilder out = new StringBuilder(40);
        if (day) {
            WallTime.date(local, out);
            return local.toLocalTime().toNanoOfDay() == 0 ? Value.of(out.toString()) : null;
        }
        boolean seconds = form.group(2) != null || local.getSecond() != 0 || local.getNano() != 0;
        String fraction = form.group(3);
        WallTime.write(local.withNano(0), form.group(1).charAt(0), seconds, out);
        if (local.getNano() != 0 || fraction != null) {
            out.append('.').append(digits(local.getNano(), fraction));
        }
        if (given != null) {
            String both = offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId();
            out.append(form.group(4))
                    .append(given.equals("Z") ? "Z" : form.group(6).isEmpty() ? both.replace(":", "") : both);
        }
        return Value.of(out.toString());
    }

    /// As many digits as before, and more only where they are needed.
    private static String digits(int nano, @Nullable String before) {
        String all = Integer.toString(1_000_000_000 + nano).substring(1);
        int needed = 9;
        while (needed > 1 && all.charAt(needed - 1) == '0') {
            needed--;
        }
        return all.substring(0, Math.max(needed, before == null ? Math.ceilDiv(needed, 3) * 3 : before.length()));
    }

    @Override
    public boolean isLikely(Value value) {
        return show(value, ZoneOffset.UTC) != null;
    }
}
