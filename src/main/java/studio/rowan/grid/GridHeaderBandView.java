package studio.rowan.grid;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/// The headers in sight of one band of columns: those frozen at the left, or those that scroll.
final class GridHeaderBandView extends Pane {
    private final GridView grid;
    private final Rectangle clip = new Rectangle();
    private final List<GridHeaderCell> cells = new ArrayList<>();

    GridHeaderBandView(GridView grid) {
        this.grid = grid;
        setManaged(false);
        setClip(clip);
    }

    @Override
    protected void layoutChildren() {
        // Headers are placed by paint.
    }

    void paint(GridBandView.Columns shown, @Nullable RowOrder order) {
        clip.setWidth(getWidth());
        clip.setHeight(getHeight());
        setVisible(!shown.isEmpty() && getWidth() > 0);
        GridColumns columns = grid.columns();
        int needed = shown.last() - shown.first() + 1;
        int styled = cells.size();
        while (cells.size() < needed) {
            GridHeaderCell cell = new GridHeaderCell(grid);
            cells.add(cell);
            getChildren().addFirst(cell);
        }
        for (int slot = 0; slot < cells.size(); slot++) {
            int position = shown.first() + Math.floorMod(slot - shown.first(), cells.size());
            GridHeaderCell cell = cells.get(slot);
            if (position > shown.last()) {
                cell.clear();
            } else {
                int index = columns.index(position);
                cell.show(index, columns.column(position), order, grid.filters().isRow());
                double x = Math.round(columns.left(position) - shown.scroll());
                cell.resizeRelocate(x, 0, columns.width(position), getHeight());
            }
        }
        if (cells.size() > styled) {
            applyCss();
        }
    }

    /// Any one of its headers; `null` while there is none.
    @Nullable
    GridHeaderCell any() {
        return cells.isEmpty() ? null : cells.getFirst();
    }

    /// The header at a position; `null` where it is not in sight.
    @Nullable
    GridHeaderCell cell(int position) {
        GridColumns columns = grid.columns();
        int index = position < 0 || position >= columns.size() ? -1 : columns.index(position);
        return cells.stream()
                .filter(cell -> isVisible() && cell.isVisible() && cell.index() == index)
                .findFirst()
                .orElse(null);
    }
}
