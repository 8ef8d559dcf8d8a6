package studio.rowan.grid;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;

/// Moments as a count of equal ticks since some day: integers, reals with a part of a tick, or digits in a text.
/// @param perSecond ticks
/// @param epoch the second where they begin, counted from 1970
record TickDates(long perSecond, long epoch) implements FormatRule {
    static final long COCOA = Instant.parse("2001-01-01T00:00:00Z").getEpochSecond();
    static final long WEBKIT = Instant.parse("1601-01-01T00:00:00Z").getEpochSecond();
    static final long DOTNET = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();

    /// Seconds; no year of four digits is so far.
    private static final long FAR = 400_000_000_000L;

    private static final long NANOS = 1_000_000_000;
    private static final long LIKELY_FROM =
            Instant.parse("1995-01-01T00:00:00Z").getEpochSecond();
    private static final long LIKELY_TO = Instant.parse("2060-01-01T00:00:00Z").getEpochSecond();
    private static final Pattern DIGITS = Pattern.compile("0|-?[1-9][0-9]{0,17}");

    @Override
    public boolean converts() {
        return true;
    }

    @Override
    public @Nullable String show(Value value, ZoneId zone) {
        Instant moment = moment(value);
        return moment == null ? null : WallTime.shown(moment.getEpochSecond(), moment.getNano(), zone);
    }

    @Override
    public @Nullable Instant moment(Value value) {
        return switch (value) {
            case Value.Int(long ticks) -> moment(ticks);
            case Value.Real(double ticks) -> moment(ticks);
            case Value.Text text when isDigits(text) -> moment(Long.parseLong(text.value()));
            case Value.Text _, Value.Null _, Value.Blob _, Value.Large _ -> null;
        };
    }

    private static boolean isDigits(Value.Text text) {
        return text.value().length() < 20 && DIGITS.matcher(text.value()).matches();
    }

    private @Nullable Instant moment(long ticks) {
        long second = Math.floorDiv(ticks, perSecond);
        long nano = Math.floorMod(ticks, perSecond) * (NANOS / perSecond);
        return second > FAR || second < -FAR ? null : Instant.ofEpochSecond(second + epoch, nano);
    }

    /// By the shortest digits that are this number, since those were meant.
    private @Nullable Instant moment(double ticks) {
        if (!(Math.abs(ticks) < 1e18)) {
            return null;
        }
        BigDecimal seconds = new BigDecimal(Double.toString(ticks)).divide(BigDecimal.valueOf(perSecond));
        BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
        int nano = seconds.subtract(whole)
                .multiply(BigDecimal.valueOf(NANOS))
                .setScale(0, RoundingMode.DOWN)
                .intValueExact();
        long second = whole.longValueExact() + epoch;
        return Math.abs(second) > FAR ? null : Instant.ofEpochSecond(second, nano);
    }

    @Override
    public @Nullable Value read(String typed, Value before, ZoneId zone) {
        Instant moment = WallTime.read(typed, zone);
        if (moment == null) {
            return null;
        }
        long second = moment.getEpochSecond() - epoch;
        if (before instanceof Value.Real) {
            BigDecimal ticks = BigDecimal.valueOf(second)
                    .add(BigDecimal.valueOf(moment.getNano(), 9))
                    .multiply(BigDecimal.valueOf(perSecond));
            return Value.of(ticks.doubleValue());
        }
        long nanosPerTick = NANOS / perSecond;
        if (moment.getNano() % nanosPerTick != 0) {
            return null;
        }
        try {
            long ticks = Math.addExact(Math.multiplyExact(second, perSecond), moment.getNano() / nanosPerTick);
            return before instanceof Value.Text ? Value.of(Long.toString(ticks)) : Value.of(ticks);
        } catch (ArithmeticException e) {
            return null;
        }
    }

    @Override
    public boolean isLikely(Value value) {
        Instant moment = moment(value);
        return moment != null && isLikelySecond(moment.getEpochSecond());
    }

    static boolean isLikelySecond(long second) {
        return second >= LIKELY_FROM && second < LIKELY_TO;
    }
}
