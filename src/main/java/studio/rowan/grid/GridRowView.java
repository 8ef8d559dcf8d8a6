package studio.rowan.grid;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// One row on screen, with a cell for each column in sight; given one row after the other.
final class GridRowView extends Pane {
    private final GridView grid;
    private final List<GridTextCell> cells = new ArrayList<>();
    private final Region waiting = new Region();
    private final Pane marks;
    private @Nullable GridRowMarkView mark;
    private @Nullable RowEdit edit;

    /// @param marks where the ground of marked rows is drawn
    GridRowView(GridView grid, Pane marks) {
        this.grid = grid;
        this.marks = marks;
        setManaged(false);
        setMouseTransparent(true);
        getStyleClass().add("grid-row");
        setAccessibleRole(AccessibleRole.TABLE_ROW);
        waiting.getStyleClass().add("grid-waiting");
        waiting.setManaged(false);
        waiting.setVisible(false);
        getChildren().add(waiting);
    }

    @Override
    protected void layoutChildren() {
        // Cells are placed by paint.
    }

    /// @param row `null` while it is being read
    void paint(
            @Nullable KeyedRow row,
            @Nullable RowEdit newEdit,
            long ordinal,
            int first,
            int last,
            GridColumns columns,
            GridFontModel font) {
        mark(row, newEdit, first, last, columns);
        int styled = cells.size();
        int slots = Math.max(styled, last - first + 1);
        while (cells.size() < slots) {
            GridTextCell cell = new GridTextCell(grid);
            cells.add(cell);
            getChildren().add(cell);
        }
        waiting.setVisible(row == null);
        if (row == null) {
            cells.forEach(GridTextCell::clear);
            double x = columns.left(first) + font.padding();
            double height = Math.round(font.size() * 0.56);
            double width = Math.min(columns.width(first) - 2 * font.padding(), 24 + (ordinal * 37) % 60);
            waiting.resizeRelocate(x, (font.rowHeight() - height) / 2, Math.max(8, width), height);
            return;
        }
        for (int slot = 0; slot < slots; slot++) {
            int position = first + Math.floorMod(slot - first, slots);
            if (position <= last) {
                cells.get(slot).show(row, newEdit, ordinal, position, columns, font);
            } else {
                cells.get(slot).clear();
            }
        }
        // Painted during layout, when the style sheets of this frame were applied already.
        cells.subList(styled, slots).forEach(GridTextCell::applyCss);
    }

    private void mark(@Nullable KeyedRow row, @Nullable RowEdit newEdit, int first, int last, GridColumns columns) {
        if (newEdit != edit) {
            edit = newEdit;
            GridRowMarkView.mark(this, newEdit);
        }
        GridRowMarkView ground = mark;
        GridHits hits = row == null ? null : grid.hits();
        boolean marked = newEdit != null || hits != null;
        if (marked && ground == null) {
            ground = new GridRowMarkView();
            mark = ground;
            marks.getChildren().add(ground);
        }
        if (ground != null) {
            ground.setVisible(marked);
            if (marked) {
                ground.resizeRelocate(getLayoutX(), getLayoutY(), getWidth(), getHeight());
                ground.paint(newEdit, first, last, columns);
                ground.paintHits(row, hits, first, last, columns);
            }
        }
    }

    /// Neither the row nor its ground.
    void hide() {
        setVisible(false);
        GridRowMarkView ground = mark;
        if (ground != null) {
            ground.setVisible(false);
        }
    }

    /// The node of the cell at a position; `null` where it is not in sight.
    @Nullable
    GridTextCell cell(int position) {
        return cells.stream()
                .filter(cell -> cell.isVisible() && cell.position() == position)
                .findFirst()
                .orElse(null);
    }
}
