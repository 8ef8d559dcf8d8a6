package studio.rowan.grid;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;

/// What is staged for the rows that a [GridView] shows, and the deeds that stage it. The grid asks it while it paints,
/// on the window's thread, so every answer is at hand; after each change [GridEditsModel#changed] is to be called.
public interface GridEditing {
    // ---- what is shown ----

    /// How many new rows stand below the last row of the source, whatever filter and order that has.
    int freshRows();

    /// A new row: its key is a [RowKey.Fresh]; a cell that was not set is NULL.
    KeyedRow fresh(int at);

    /// Where a new row stands among them, -1 where it is no more.
    int freshAt(RowKey.Fresh key);

    /// What is staged for a row; `null` for nothing.
    @Nullable
    RowEdit of(KeyedRow row);

    /// All that is staged for rows of the source, by key; does not change, so that any thread may look.
    Map<RowKey, RowEdit> staged();

    /// The word for a cell of a new row that was not set: what SQLite will put there.
    String unset(int column);

    // ---- what is done ----

    /// Whether a cell may be typed over. Where it may not, the user is told why before this returns.
    boolean mayType(KeyedRow row, int column);

    /// A cell was typed over.
    void typed(KeyedRow row, int column, String text);

    /// A cell was typed over, and the format of its column made a value of it.
    default void converted(KeyedRow row, int column, Value value) {
        typed(row, column, CopyFormat.plain(value));
    }

    /// What was typed is nothing that the format of the column reads: nothing is staged.
    default void refused(KeyedRow row, int column, String text, DisplayFormat format) {}

    /// Whether the deed makes sense now; to be offered or not.
    boolean can(GridDeed deed);

    /// Why the deed makes no sense now, in a few words for the menu.
    default String whyNot(GridDeed deed) {
        return "";
    }

    /// Does it to what is selected, or tells the user why not.
    void run(GridDeed deed);
}
