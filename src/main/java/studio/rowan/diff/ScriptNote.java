package studio.rowan.diff;

import java.util.List;
import java.util.Locale;
import studio.rowan.kit.Text;

/// What a script costs, or takes for granted: to be read before it runs.
/// @param subjects what it concerns, in the order in which its sentence names them
public record ScriptNote(Kind kind, List<String> subjects) {
    /// What there is to be said.
    public enum Kind {
        /// A table goes with its rows.
        DROPS_TABLE(true),
        /// A column goes with its values.
        DROPS_COLUMN(true),
        /// A column is computed from now on, and the values that it held go.
        BECOMES_GENERATED(true),
        /// A virtual table is made anew without what only it held.
        LOSES_CONTENT(true),
        /// None of its columns stays, and so no row can be copied.
        LOSES_ROWS(true),
        /// Rows that exist need a value that only the user knows.
        NEEDS_VALUE(true),
        /// SQLite refuses it, in its own words.
        REFUSED(true),
        /// Values are turned into another type.
        CONVERTS(false),
        /// Two tables of different names are made alike.
        TAKEN_AS_RENAMED_TABLE(false),
        /// Two columns of different names are made alike and stand in the same place.
        TAKEN_AS_RENAMED_COLUMN(false);

        private final boolean costs;

        Kind(boolean costs) {
            this.costs = costs;
        }
    }

    public ScriptNote {
        subjects = List.copyOf(subjects);
    }

    ScriptNote(Kind kind, String... subjects) {
        this(kind, List.of(subjects));
    }

    /// Whether rows or values go, or the script does not run as it stands.
    public boolean costs() {
        return kind.costs;
    }

    public String words() {
        return Text.of("diff.note." + kind.name().toLowerCase(Locale.ROOT), subjects.toArray());
    }
}
