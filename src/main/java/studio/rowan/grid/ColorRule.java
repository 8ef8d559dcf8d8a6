package studio.rowan.grid;

import java.time.ZoneId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;

/// `#rgb`, `#rrggbb`, `#rrggbbaa`.
final class ColorRule implements FormatRule {
    private static final Pattern HEX = Pattern.compile("#([0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})");

    @Override
    public @Nullable String show(Value value, ZoneId zone) {
        return value instanceof Value.Text text
                        && text.value().length() <= 9
                        && HEX.matcher(text.value()).matches()
                ? text.value()
                : null;
    }

    static int rgb(Value value) {
        if (!(value instanceof Value.Text text)
                || text.value().length() > 9
                || !HEX.matcher(text.value()).matches()) {
            return -1;
        }
        String hex = text.value().substring(1);
        if (hex.length() == 3) {
            int rgb = Integer.parseInt(hex, 16);
            return ((rgb >> 8) & 15) * 0x110000 + ((rgb >> 4) & 15) * 0x1100 + (rgb & 15) * 0x11;
        }
        return Integer.parseInt(hex.substring(0, 6), 16);
    }
}
