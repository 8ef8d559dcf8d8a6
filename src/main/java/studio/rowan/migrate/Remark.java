package studio.rowan.migrate;

import java.util.List;
import java.util.Locale;
import studio.rowan.kit.Text;

/// What the comparison of a file with its migrations has to tell beside the differences.
/// @param subjects what it concerns, in the order in which its sentence names them
public record Remark(Kind kind, List<String> subjects) {
    /// What there is to be told.
    public enum Kind {
        /// Nothing ran here yet: all scripts of the folder are taken.
        NO_HISTORY,
        /// The folder says what was there before the history began.
        BASELINE_TAKEN,
        /// The folder does not say it.
        BASELINE_UNKNOWN,
        /// It ran, and its script is not there.
        MISSING,
        /// It ran with another text.
        EDITED
    }

    public Remark {
        subjects = List.copyOf(subjects);
    }

    Remark(Kind kind, String... subjects) {
        this(kind, List.of(subjects));
    }

    public String words() {
        return Text.of("drift.remark." + kind.name().toLowerCase(Locale.ROOT), subjects.toArray());
    }
}
