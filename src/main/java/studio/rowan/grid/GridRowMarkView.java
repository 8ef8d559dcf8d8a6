package studio.rowan.grid;

import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// The ground of a row for which something is staged: the whole row, and each cell that was set; and that of each cell
/// that a search found. Stands below the selection, so that both are seen.
final class GridRowMarkView extends Pane {
    private final List<Region> cells = new ArrayList<>();
    private final List<Region> found = new ArrayList<>();

    GridRowMarkView() {
        setManaged(false);
        setMouseTransparent(true);
        getStyleClass().add("grid-mark");
    }

    @Override
    protected void layoutChildren() {
        // Cells are placed by paint.
    }

    void paint(@Nullable RowEdit edit, int first, int last, GridColumns columns) {
        mark(this, edit);
        int used = 0;
        boolean changed = edit != null && edit.mark() == RowEdit.Mark.CHANGED;
        for (int position = first; changed && position <= last; position++) {
            if (edit != null && edit.staged(columns.index(position)) != null) {
                place(cell(cells, used++, "grid-staged"), position, columns);
            }
        }
        cells.subList(used, cells.size()).forEach(cell -> cell.setVisible(false));
    }

    void paintHits(@Nullable KeyedRow row, @Nullable GridHits hits, int first, int last, GridColumns columns) {
        int used = 0;
        for (int position = first; row != null && hits != null && position <= last; position++) {
            if (hits.isHit(row, columns.index(position))) {
                place(cell(found, used++, "grid-hit"), position, columns);
            }
        }
        found.subList(used, found.size()).forEach(cell -> cell.setVisible(false));
    }

    private void place(Region cell, int position, GridColumns columns) {
        cell.setVisible(true);
        cell.resizeRelocate(
                Math.round(columns.left(position)), 0, Math.round(columns.width(position)) - 1, getHeight());
    }

    private Region cell(List<Region> pool, int at, String styleClass) {
        while (pool.size() <= at) {
            Region cell = new Region();
            cell.setManaged(false);
            cell.getStyleClass().add(styleClass);
            pool.add(cell);
            getChildren().add(cell);
        }
        return pool.get(at);
    }

    /// Lets style sheets know.
    static void mark(Region node, @Nullable RowEdit edit) {
        for (RowEdit.Mark mark : RowEdit.Mark.values()) {
            node.pseudoClassStateChanged(
                    PseudoClass.getPseudoClass(mark.styleName()), edit != null && edit.mark() == mark);
        }
        node.pseudoClassStateChanged(PseudoClass.getPseudoClass("failed"), edit != null && edit.failed());
    }
}
