package studio.rowan.kit;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Job;
import studio.rowan.db.Spool;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

/// Through which rooms meet: a room asks for a place by name and never sees the room that serves it.
/// All of it concerns the database in front and runs on the window's thread.
public interface Nav {
    /// The rows of a table or view; `where` is a raw condition, empty for all rows.
    void openTable(String name, String where);

    default void openTable(String name) {
        openTable(name, "");
    }

    /// One row of a table, by the values of its key, with the cell of a column selected.
    default void openRow(String table, List<Value> key, String column) {
        openTable(table);
    }

    /// Columns, keys, indexes and DDL of an object.
    void openStructure(String name);

    /// A new SQL tab with the text, not run.
    void openSql(String text);

    /// One of the panels, such as `health` or `pragmas`.
    void openPanel(String id);

    /// Another database file, beside this one.
    void openFile(Path file, boolean readOnly);

    /// Shows a row and its current cell in the inspector; null empties it.
    void inspect(@Nullable Inspected row);

    /// A notice for the whole window.
    void notify(Notice notice);

    /// Puts another notice in the place of one that holds no longer, null none; nothing where the user closed it.
    default void replace(Notice shown, @Nullable Notice now) {}

    /// The position and figures of a panel in the status bar; shown while that panel is in front.
    void status(Panel source, String text);

    /// The title or icon of an open panel changed.
    void changed(Panel source);

    /// A row for the inspector and which of its cells is the current one (-1 for none). `row` names the row to people.
    /// The list may be a lazy view: a row can have 2,000 columns, and only those in sight are asked for.
    record Inspected(
            String table,
            String row,
            List<Cell> cells,
            int current,
            @Nullable Origin origin) {
        public Inspected(String table, String row, List<Cell> cells, int current) {
            this(table, row, cells, current, null);
        }

        /// Where a row comes from: for the room alone that showed it.
        public interface Origin {}

        /// @param deeds what can be done with it beside looking; null for nothing
        /// @param unset the word for a cell of a new row that the database fills; null where it holds a value
        public record Cell(
                String column,
                String declaredType,
                Value value,
                @Nullable Deeds deeds,
                @Nullable String unset) {
            public Cell(String column, String declaredType, Value value, @Nullable Deeds deeds) {
                this(column, declaredType, value, deeds, null);
            }
        }

        /// What can be done with a cell of a table.
        public interface Deeds {
            /// Its content in a file, whatever it weighs; empty where the row is gone. Who asks closes it.
            Job<Optional<Spool>> spool();

            /// What SQLite makes of a value.
            Job<Value> ask(Sql sql);

            /// Why it cannot be changed; null where it can.
            @Nullable
            String locked();

            /// Stages another value for it.
            void stage(Value value);
        }
    }
}
