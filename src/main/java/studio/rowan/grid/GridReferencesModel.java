package studio.rowan.grid;

import java.util.stream.IntStream;
import javafx.scene.Cursor;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// The references that a grid shows, and the mouse on their arrows.
final class GridReferencesModel {
    private final GridView grid;
    private final Region body;
    private @Nullable GridReferences room;

    GridReferencesModel(GridView grid, Region body) {
        this.grid = grid;
        this.body = body;
        body.addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
        body.addEventHandler(MouseEvent.MOUSE_MOVED, e -> body.setCursor(onArrow(e) ? Cursor.HAND : null));
    }

    void set(@Nullable GridReferences references) {
        room = references;
    }

    boolean refers(int column) {
        GridReferences now = room;
        return now != null && now.refers(column);
    }

    boolean isAny() {
        return IntStream.range(0, grid.columns().all().size()).anyMatch(this::refers);
    }

    GridReferences.@Nullable Reference of(KeyedRow row, @Nullable RowEdit edit, int column) {
        GridReferences now = room;
        return now == null || !now.refers(column) ? null : now.of(row, edit, column);
    }

    /// About how much room is taken by what stands beside the value.
    double beside(KeyedRow row, @Nullable RowEdit edit, int column, GridFontModel font) {
        GridReferences.Reference reference = of(row, edit, column);
        if (reference == null) {
            return 0;
        }
        return reference.isBroken()
                ? font.size() * 5
                : GridReferenceView.arrowRoom(font) + font.width(reference.label()) + font.padding();
    }

    private void clicked(MouseEvent e) {
        GridReferences now = room;
        GridCurrent at = grid.current().get();
        boolean wanted = e.getButton() == MouseButton.PRIMARY
                && e.isStillSincePress()
                && e.getClickCount() == 1
                && (e.isShortcutDown() || onArrow(e));
        if (now != null && at != null && wanted && isUnder(e, at)) {
            now.follow(at);
            e.consume();
        }
    }

    private boolean isUnder(MouseEvent e, GridCurrent at) {
        int position = grid.place().columnAt(e.getX());
        return position >= 0
                && grid.place().rowAt(e.getY()) == at.ordinal()
                && grid.columns().index(position) == at.column();
    }

    private boolean onArrow(MouseEvent e) {
        int position = room == null ? -1 : grid.place().columnAt(e.getX());
        long row = position < 0 ? -1 : grid.place().rowAt(e.getY());
        GridTextCell cell = row < 0 ? null : grid.cell(row, position);
        return cell != null && cell.isOnArrow(e.getSceneX(), e.getSceneY());
    }
}
