package studio.rowan.migrate;

import org.jspecify.annotations.Nullable;

/// What a migration did to the rows of a table.
/// @param before null where the table was not there, or could not be counted
/// @param after null where it is there no more, or cannot be counted
/// @param formerly what the table was called before; null where it kept its name
/// @param rows which of them went and came, beside their number
public record RowCount(
        String table,
        @Nullable Long before,
        @Nullable Long after,
        @Nullable String formerly,
        Rows rows) {
    /// How rows before were found again afterwards.
    public enum By {
        /// Nothing in the script can take a row of the table, or nothing can add one: its number tells all.
        NUMBER,
        /// By their primary key, or another that is declared unique.
        KEY,
        /// By the values of the columns that are still there: a row that was changed counts as gone and new.
        CONTENT,
        /// Not at all: there is no key that stays, and the table is too large to compare what it holds.
        NONE
    }

    /// Rows that went and rows that came, where they can be told apart.
    /// @param renumbered rows that stay and get another number, by which rows of other tables know them
    public record Rows(By by, long gone, long come, long renumbered) {
        static final Rows NUMBER = new Rows(By.NUMBER, 0, 0);
        static final Rows NONE = new Rows(By.NONE, 0, 0);

        public Rows(By by, long gone, long come) {
            this(by, gone, come, 0);
        }

        Rows renumbered(long moved) {
            return new Rows(by, gone, come, moved);
        }

        boolean exact() {
            return by == By.KEY || by == By.CONTENT;
        }
    }

    public RowCount(String table, @Nullable Long before, @Nullable Long after, @Nullable String formerly) {
        this(table, before, after, formerly, Rows.NUMBER);
    }

    RowCount with(Rows told) {
        return new RowCount(table, before, after, formerly, told);
    }

    /// Rows that were there before and are not there afterwards, as far as they can be told apart; else by how many
    /// there are fewer.
    public long lost() {
        return rows.exact() ? rows.gone : Math.max(0, -change());
    }

    /// Rows that were not there before.
    public long added() {
        return rows.exact() ? rows.come : Math.max(0, change());
    }

    /// Rows that others refer to by a number that is another row's now, or nobody's.
    public long renumbered() {
        return rows.renumbered;
    }

    /// Nothing of the table is lost, nor what refers to it.
    public boolean isHarmless() {
        return lost() == 0 && renumbered() == 0;
    }

    /// As many went as came, or some of each: the number alone would hide it.
    public boolean isHidden() {
        return rows.exact() && rows.gone > 0 && rows.come > 0;
    }

    /// The script may have taken rows of it, and only their number can tell.
    public boolean isUntold() {
        return rows.by == By.NONE;
    }

    private long change() {
        Long then = before;
        Long now = after;
        return (now == null ? 0 : now) - (then == null ? 0 : then);
    }
}
