package studio.rowan.grid;

import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// The ground of a row for which something is staged: the whole row, and each cell that was set. Stands below the
/// selection, so that both are seen.
final class GridRowMarkView extends Pane {
    private final List<Region> cells = new ArrayList<>();

    GridRowMarkView() {
        setManaged(false);
        setMouseTransparent(true);
        getStyleClass().add("grid-mark");
    }

    @Override
    protected void layoutChildren() {
        // Cells are placed by paint.
    }

    void paint(RowEdit edit, int first, int last, GridColumns columns) {
        mark(this, edit);
        int used = 0;
        for (int position = first; edit.mark() == RowEdit.Mark.CHANGED && position <= last; position++) {
            if (edit.staged(columns.index(position)) != null) {
                Region cell = cell(used++);
                cell.setVisible(true);
                cell.resizeRelocate(
                        Math.round(columns.left(position)), 0, Math.round(columns.width(position)) - 1, getHeight());
            }
        }
        cells.subList(used, cells.size()).forEach(cell -> cell.setVisible(false));
    }

    private Region cell(int at) {
        while (cells.size() <= at) {
            Region cell = new Region();
            cell.setManaged(false);
            cell.getStyleClass().add("grid-staged");
            cells.add(cell);
            getChildren().add(cell);
        }
        return cells.get(at);
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
