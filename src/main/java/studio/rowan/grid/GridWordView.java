package studio.rowan.grid;

import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.kit.EmptyState;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;

/// Says why there are no rows: an empty table, no match, and an error are three different things.
final class GridWordView extends StackPane {
    private @Nullable Node own;
    private @Nullable Object shownFor;

    GridWordView() {
        getStyleClass().add("grid-placeholder");
        setVisible(false);
    }

    /// A node to show instead of these words.
    void setOwn(@Nullable Node node) {
        own = node;
        shownFor = null;
    }

    /// @param first the first row in sight
    /// @param fresh how many new rows are shown
    void show(RowWindow rows, long first, int fresh) {
        Throwable failure = rows.failure();
        boolean unread = failure != null && rows.row(first) == null;
        boolean empty = rows.count() instanceof RowCount.Exact(long count) && count == 0 && fresh == 0;
        Object reason = unread ? failure : empty ? rows : null;
        setVisible(reason != null);
        if (reason == shownFor) {
            return;
        }
        shownFor = reason;
        Node node = own;
        if (reason == null) {
            getChildren().clear();
        } else if (unread && !(failure instanceof DbError)) {
            throw new IllegalStateException(failure);
        } else {
            getChildren().setAll(node != null ? node : word(rows, unread ? failure : null));
        }
    }

    private static Node word(RowWindow rows, @Nullable Throwable failure) {
        if (failure instanceof DbError error) {
            Text.Message message = Text.error(error);
            return new EmptyState(Icons.ERROR, message.sentence(), message.nextStep());
        }
        boolean filtered = rows.source() instanceof SqlRows sql && !sql.where().isEmpty();
        return filtered
                ? new EmptyState(Icons.FILTER, Text.of("grid.noMatch"), Text.of("grid.noMatch.next"))
                : new EmptyState(Icons.TABLE, Text.of("grid.noRows"), Text.of("grid.noRows.next"));
    }
}
