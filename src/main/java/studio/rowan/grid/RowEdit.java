package studio.rowan.grid;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;
import studio.rowan.kit.Text;

/// What is staged for one row. The same object for as long as that does not change: grids tell by it what to paint
/// again.
public final class RowEdit {
    /// What is to become of the row, with a sign beside its colour.
    public enum Mark {
        NEW("+"),
        CHANGED("~"),
        DELETED("−");

        private final String sign;

        Mark(String sign) {
            this.sign = sign;
        }

        String styleName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Mark mark;
    private final boolean failed;
    private final @Nullable Value[] staged;

    /// @param failed the last commit stopped at this row
    /// @param staged by index of the column; `null` where a cell was not set. Not copied: treat it as final.
    public RowEdit(Mark mark, boolean failed, @Nullable Value[] staged) {
        this.mark = mark;
        this.failed = failed;
        this.staged = staged;
    }

    public Mark mark() {
        return mark;
    }

    public boolean failed() {
        return failed;
    }

    /// The value that a cell is to have; `null` where it was not set.
    public @Nullable Value staged(int column) {
        return column < staged.length ? staged[column] : null;
    }

    /// What stands before the number of the row.
    String sign() {
        return failed ? "!" : mark.sign;
    }

    /// The same in words.
    String words() {
        String words = Text.of("grid.mark." + mark.styleName());
        return failed ? words + ", " + Text.of("grid.mark.failed") : words;
    }
}
