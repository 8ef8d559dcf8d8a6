package studio.rowan.grid;

import javafx.css.PseudoClass;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/// The rows in sight in two bands, frozen columns and scrolling ones, and the gutter with the rows' numbers.
final class GridBodyView extends Pane {
    private static final PseudoClass SCROLLED = PseudoClass.getPseudoClass("scrolled");

    private final GridView grid;
    private final GridFontModel font;
    private final GridGutterView gutter;
    private final GridBandView moving;
    private final GridBandView frozen;
    private final Region edge = new Region();

    GridBodyView(GridView grid, GridFontModel font) {
        this.grid = grid;
        this.font = font;
        getStyleClass().add("grid-body");
        gutter = new GridGutterView(grid, font);
        moving = new GridBandView(grid);
        frozen = new GridBandView(grid);
        frozen.getStyleClass().add("grid-frozen");
        edge.getStyleClass().add("grid-frozen-edge");
        edge.setManaged(false);
        edge.setMouseTransparent(true);
        getChildren().addAll(moving, frozen, edge, gutter);
        Rectangle own = new Rectangle();
        own.widthProperty().bind(widthProperty());
        own.heightProperty().bind(heightProperty());
        setClip(own);
    }

    @Override
    protected void layoutChildren() {
        // Bands are placed by paint.
    }

    /// Shows the rows and columns that are in sight now.
    void paint(RowWindow window, GridPlaceModel place) {
        GridColumns columns = grid.columns();
        double gutterWidth = place.gutterWidth();
        double frozenWidth = columns.frozenWidth();
        double width = Math.max(0, getWidth() - gutterWidth - frozenWidth);
        frozen.resizeRelocate(gutterWidth, 0, frozenWidth, getHeight());
        moving.resizeRelocate(gutterWidth + frozenWidth, 0, width, getHeight());
        gutter.resizeRelocate(0, 0, gutterWidth, getHeight());
        GridBandView.Rows sight = sight(place.top());
        frozen.paint(sight, new GridBandView.Columns(0, columns.frozen() - 1, 0));
        moving.paint(sight, columns.moving(place.left(), width));
        edge.setVisible(columns.frozen() > 0 && sight.bottom() > 0);
        edge.pseudoClassStateChanged(SCROLLED, place.left() > 0);
        edge.resizeRelocate(gutterWidth + frozenWidth - 1, 0, 5, Math.max(0, sight.bottom()));
        numbers(window, sight);
    }

    private GridBandView.Rows sight(double top) {
        double height = font.rowHeight();
        long first = (long) Math.floor(top);
        int slots = (int) Math.ceil(getHeight() / height) + 1;
        int count = grid.columns().size() == 0 ? 0 : (int) Math.clamp(grid.rows() - first, 0, slots);
        double y = -(top - first) * height;
        return new GridBandView.Rows(first, count, slots, y, Math.min(getHeight(), y + count * height));
    }

    private void numbers(RowWindow window, GridBandView.Rows sight) {
        int slots = gutter.slots(sight.slots());
        for (int slot = 0; slot < slots; slot++) {
            long ordinal = sight.ordinal(slot, slots);
            if (sight.contains(ordinal)) {
                KeyedRow row = grid.edits().row(ordinal);
                RowEdit edit = row == null ? null : grid.edits().of(row);
                double y = Math.round(sight.y() + (ordinal - sight.first()) * font.rowHeight());
                gutter.paint(slot, ordinal, window.isEstimated(ordinal), edit, y);
            } else {
                gutter.hide(slot);
            }
        }
    }

    /// The node of a cell; `null` where it is not in sight.
    @Nullable
    GridTextCell cell(long ordinal, int position) {
        return (position < grid.columns().frozen() ? frozen : moving).cell(ordinal, position);
    }
}
