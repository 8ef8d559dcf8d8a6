package studio.rowan.grid;

import java.time.ZoneId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;

/// Texts that are addresses on the web.
final class UrlRule implements FormatRule {
    private static final Pattern START = Pattern.compile("(https?|ftp|file)://[^\\s]", Pattern.CASE_INSENSITIVE);

    @Override
    public @Nullable String show(Value value, ZoneId zone) {
        return value instanceof Value.Text text
                        && text.raw() == null
                        && START.matcher(text.value()).lookingAt()
                ? text.value()
                : null;
    }
}
