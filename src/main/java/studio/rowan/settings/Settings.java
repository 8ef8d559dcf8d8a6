package studio.rowan.settings;

import java.time.DateTimeException;
import java.time.ZoneId;
import studio.rowan.kit.Theme;

/// What the user chose, by topic.
public record Settings(Appearance appearance, Dates dates) {
    public static final Settings DEFAULT = new Settings(Appearance.DEFAULT, Dates.DEFAULT);

    public Settings {
        appearance = appearance == null ? Appearance.DEFAULT : appearance;
        dates = dates == null ? Dates.DEFAULT : dates;
    }

    public Settings with(Appearance now) {
        return new Settings(now, dates);
    }

    public Settings with(Dates now) {
        return new Settings(appearance, now);
    }

    /// How the window looks.
    /// @param fontSize pixels
    public record Appearance(Theme.Mode theme, int fontSize) {
        public static final Appearance DEFAULT = new Appearance(Theme.Mode.SYSTEM, Theme.DEFAULT_FONT_SIZE);

        public Appearance {
            theme = theme == null ? Theme.Mode.SYSTEM : theme;
            fontSize = fontSize == 0
                    ? Theme.DEFAULT_FONT_SIZE
                    : Math.clamp(fontSize, Theme.SMALLEST_FONT_SIZE, Theme.LARGEST_FONT_SIZE);
        }
    }

    /// How moments are read.
    /// @param zone an IANA name such as `Europe/Berlin`; empty for the system's
    public record Dates(String zone) {
        public static final Dates DEFAULT = new Dates("");

        public Dates {
            zone = zone == null ? "" : zone;
        }

        /// The zone in force: the system's where the name is empty or unknown here.
        public ZoneId zoneId() {
            try {
                return zone.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(zone);
            } catch (DateTimeException e) {
                return ZoneId.systemDefault();
            }
        }
    }
}
