package studio.rowan.grid;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import studio.rowan.db.Value;

/// Which formats a column may have, by its name, its declared type and some of its values. Chosen without being asked
/// is only what all three agree on: a number does not say what it counts.
/// @param byDefault [DisplayFormat#RAW] where one cannot be sure
/// @param fitting those that read every value that was looked at, the likeliest first
record FormatGuess(DisplayFormat byDefault, List<DisplayFormat> fitting) {
    static final FormatGuess NONE = new FormatGuess(DisplayFormat.RAW, List.of());

    /// Values that are looked at.
    static final int SAMPLE = 100;

    /// Values that say enough by themselves.
    private static final int ENOUGH = 4;

    private static final Pattern TIME = Pattern.compile(
            "date|time|stamp|created|updated|modified|changed|deleted|expire|visit|last_?used|last_?seen|_at$|_on$|At$"
                    + "|birth|since|until|(^|_)(ts|day|mtime|ctime|atime)(_|$)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SPAN =
            Pattern.compile("duration|elapsed|timeout|interval|offset|length|count", Pattern.CASE_INSENSITIVE);
    private static final Pattern SIZE = Pattern.compile("size|bytes|length", Pattern.CASE_INSENSITIVE);
    private static final Pattern ID = Pattern.compile("uuid|guid|(^|_)id$|Id$", Pattern.CASE_INSENSITIVE);

    FormatGuess {
        fitting = List.copyOf(fitting);
    }

    static FormatGuess of(String column, String declaredType, List<Value> sample) {
        List<Value> values = sample.stream()
                .filter(v -> !v.isNull() && !(v instanceof Value.Large))
                .toList();
        if (values.isEmpty()) {
            return NONE;
        }
        List<DisplayFormat> fitting = new ArrayList<>();
        for (DisplayFormat format : DisplayFormat.values()) {
            if (format != DisplayFormat.RAW && fits(format, column, values)) {
                fitting.add(format);
            }
        }
        DisplayFormat sure = DisplayFormat.RAW;
        for (DisplayFormat format : fitting) {
            if (sure == DisplayFormat.RAW && isSure(format, column, declaredType, values)) {
                sure = format;
            }
        }
        if (sure != DisplayFormat.RAW) {
            fitting.remove(sure);
            fitting.addFirst(sure);
        }
        return new FormatGuess(sure, fitting);
    }

    /// Zero stands for "never" in many columns of dates, so it says nothing.
    private static boolean fits(DisplayFormat format, String column, List<Value> values) {
        boolean any = false;
        for (Value value : values) {
            boolean never = format.isDate() && isZero(value);
            if (!never && !format.isLikely(value)) {
                return false;
            }
            any |= !never;
        }
        return any && (format != DisplayFormat.SIZE || SIZE.matcher(column).find());
    }

    private static boolean isZero(Value value) {
        return value instanceof Value.Int(long number) && number == 0
                || value instanceof Value.Real(double real) && real == 0;
    }

    private static boolean isSure(DisplayFormat format, String column, String declaredType, List<Value> values) {
        String type = declaredType.toUpperCase(Locale.ROOT);
        boolean time = (TIME.matcher(column).find() || type.contains("DATE") || type.contains("TIME"))
                && !SPAN.matcher(column).find();
        boolean numbers = values.stream().noneMatch(value -> value instanceof Value.Text);
        return switch (format) {
            case UNIX_MS, UNIX_US, UNIX_NS, WEBKIT, TICKS -> time && numbers;
            // Below a thousand million both may be meant.
            case UNIX_S -> time && numbers && values.stream().allMatch(v -> isZero(v) || number(v) >= 1e9);
            case COCOA -> time && type.equals("TIMESTAMP") && values.stream().allMatch(v -> number(v) < 1e9);
            case JULIAN -> time && values.stream().allMatch(v -> v instanceof Value.Real);
            case BOOLEAN -> type.contains("BOOL") || type.equals("BIT");
            case UUID, GUID ->
                isOneVersion(format == DisplayFormat.GUID, values)
                        && (values.size() >= ENOUGH
                                || ID.matcher(column).find()
                                || type.contains("UUID")
                                || type.contains("GUID"));
            case JSON, COLOR, URL -> true;
            case RAW, ISO, EXCEL, SIZE -> false;
        };
    }

    /// Any sixteen bytes look like a UUID once in eight times; of one version they all are hardly by chance.
    private static boolean isOneVersion(boolean swapped, List<Value> values) {
        return values.stream()
                        .mapToInt(value -> UuidRule.version(value, swapped))
                        .distinct()
                        .count()
                == 1;
    }

    private static double number(Value value) {
        return switch (value) {
            case Value.Int(long number) -> number;
            case Value.Real(double number) -> number;
            case Value.Text _, Value.Null _, Value.Blob _, Value.Large _ -> Double.NaN;
        };
    }
}
