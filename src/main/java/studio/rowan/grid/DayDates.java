package studio.rowan.grid;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;

/// Moments as a number of days with a fraction, exact to the millisecond.
/// @param epochMillis where they begin, counted back from 1970
/// @param zoned false where the days are those of a wall calendar
record DayDates(long epochMillis, boolean zoned) implements FormatRule {
    static final DayDates JULIAN = new DayDates(210_866_760_000_000L, true);
    static final DayDates EXCEL = new DayDates(25_569L * 86_400_000, false);

    private static final double DAY = 86_400_000;

    @Override
    public boolean converts() {
        return true;
    }

    private ZoneId zone(ZoneId chosen) {
        return zoned ? chosen : ZoneOffset.UTC;
    }

    @Override
    public @Nullable String show(Value value, ZoneId zone) {
        Instant moment = moment(value);
        return moment == null ? null : WallTime.shown(moment.getEpochSecond(), moment.getNano(), zone(zone));
    }

    @Override
    public @Nullable Instant moment(Value value) {
        double days = days(value);
        return Math.abs(days) < 10_000_000 ? Instant.ofEpochMilli(Math.round(days * DAY) - epochMillis) : null;
    }

    private static double days(Value value) {
        return switch (value) {
            case Value.Int(long number) -> number;
            case Value.Real(double number) -> number;
            case Value.Text _, Value.Null _, Value.Blob _, Value.Large _ -> Double.NaN;
        };
    }

    @Override
    public @Nullable Value read(String typed, Value before, ZoneId zone) {
        Instant moment = WallTime.read(typed, zone(zone));
        if (moment == null || moment.getNano() % 1_000_000 != 0) {
            return null;
        }
        double days = (moment.toEpochMilli() + epochMillis) / DAY;
        boolean whole = before instanceof Value.Int && days == Math.rint(days);
        return whole ? Value.of((long) days) : Value.of(days);
    }

    @Override
    public boolean isLikely(Value value) {
        Instant moment = moment(value);
        return moment != null && TickDates.isLikelySecond(moment.getEpochSecond());
    }
}
