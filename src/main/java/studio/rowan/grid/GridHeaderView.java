package studio.rowan.grid;

import javafx.css.PseudoClass;
import javafx.scene.Cursor;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// The headers of the columns in sight. Clicks sort, drags of an edge resize, drags of a header reorder.
final class GridHeaderView extends Pane {
    private static final PseudoClass SCROLLED = PseudoClass.getPseudoClass("scrolled");
    private static final double EDGE = 5;
    private static final double DRAG = 8;

    private final GridView grid;
    private final GridHeaderBandView moving;
    private final GridHeaderBandView frozen;
    private final Region corner = new Region();
    private final Region target = new Region();
    private final Region edge = new Region();
    private double gutterWidth;
    private double left;

    /// What a pressed button does while it is dragged.
    private sealed interface Drag {
        record Resize(int position, double startX, double width) implements Drag {}

        record Move(int position, double startX, boolean begun) implements Drag {}
    }

    private @Nullable Drag drag;

    GridHeaderView(GridView grid) {
        this.grid = grid;
        moving = new GridHeaderBandView(grid);
        frozen = new GridHeaderBandView(grid);
        getStyleClass().add("grid-header");
        frozen.getStyleClass().add("grid-header-frozen");
        corner.getStyleClass().add("grid-corner");
        mark(target, "grid-drop");
        mark(edge, "grid-frozen-edge");
        getChildren().addAll(moving, frozen, edge, corner, target);
        addEventFilter(MouseEvent.MOUSE_MOVED, e -> setCursor(edge(e.getX()) >= 0 ? Cursor.H_RESIZE : null));
        setOnMousePressed(this::pressed);
        setOnMouseDragged(this::dragged);
        setOnMouseReleased(this::released);
        setOnMouseClicked(this::clicked);
        corner.setOnMouseClicked(_ -> grid.selectAll());
        setOnContextMenuRequested(e -> {
            int position = position(e.getX());
            if (position >= 0) {
                grid.menus().showHeader(position, this, e.getScreenX(), e.getScreenY());
                e.consume();
            }
        });
    }

    private static void mark(Region region, String styleClass) {
        region.getStyleClass().add(styleClass);
        region.setManaged(false);
        region.setVisible(false);
        region.setMouseTransparent(true);
    }

    @Override
    protected void layoutChildren() {
        // Headers are placed by paint.
    }

    void paint(GridColumns columns, double newLeft, double newGutterWidth, @Nullable RowOrder order) {
        left = newLeft;
        gutterWidth = newGutterWidth;
        double frozenWidth = columns.frozenWidth();
        double width = Math.max(0, getWidth() - gutterWidth - frozenWidth);
        frozen.resizeRelocate(gutterWidth, 0, frozenWidth, getHeight());
        moving.resizeRelocate(gutterWidth + frozenWidth, 0, width, getHeight());
        corner.resizeRelocate(0, 0, gutterWidth, getHeight());
        frozen.paint(new GridBandView.Columns(0, columns.frozen() - 1, 0), order);
        moving.paint(columns.moving(left, width), order);
        edge.setVisible(columns.frozen() > 0);
        edge.pseudoClassStateChanged(SCROLLED, left > 0);
        edge.resizeRelocate(gutterWidth + frozenWidth - 1, 0, 5, getHeight());
    }

    /// How tall one filter field is, for the height of the row of them.
    double filterHeight() {
        GridHeaderCell any = moving.any() != null ? moving.any() : frozen.any();
        return any == null || any.filter().getParent() == null
                ? grid.font().size() * 2.4
                : any.filter().prefHeight(-1) + 6;
    }

    /// The header at a position; `null` where it is not in sight.
    @Nullable
    GridHeaderCell cell(int position) {
        return (position < grid.columns().frozen() ? frozen : moving).cell(position);
    }

    // ---- places ----

    private int position(double x) {
        return x < gutterWidth ? -1 : grid.columns().atRoom(x - gutterWidth, left);
    }

    /// Where the left edge of the column at a position stands; that of the place behind the last for their number.
    private double x(int position) {
        GridColumns columns = grid.columns();
        return gutterWidth + (position <= columns.frozen() ? columns.left(position) : columns.left(position) - left);
    }

    /// The column whose right edge is under x, -1 where there is none.
    private int edge(double x) {
        GridColumns columns = grid.columns();
        if (x < gutterWidth || columns.size() == 0) {
            return -1;
        }
        int under = position(x);
        int position = under < 0 ? columns.size() - 1 : under;
        double right = gutterWidth + columns.x(position, left) + columns.width(position);
        if (Math.abs(right - x) <= EDGE) {
            return position;
        }
        // What the frozen columns cover begins at their edge.
        double begin = right - columns.width(position);
        double seen = position < columns.frozen() ? begin : Math.max(begin, gutterWidth + columns.frozenWidth());
        return under >= 0 && x - seen <= EDGE ? (seen > begin ? columns.frozen() : position) - 1 : -1;
    }

    private boolean inFilter(MouseEvent e) {
        return grid.filters().isRow() && e.getY() > getHeight() - filterHeight();
    }

    // ---- the mouse ----

    private void pressed(MouseEvent e) {
        drag = null;
        if (e.getButton() != MouseButton.PRIMARY || inFilter(e)) {
            return;
        }
        grid.requestFocus();
        int edge = edge(e.getX());
        int position = position(e.getX());
        if (edge >= 0) {
            drag = new Drag.Resize(edge, e.getX(), grid.columns().width(edge));
        } else if (position >= 0) {
            drag = new Drag.Move(position, e.getX(), false);
        }
    }

    private void dragged(MouseEvent e) {
        switch (drag) {
            case null -> {}
            case Drag.Resize(int position, double startX, double width) ->
                grid.arrangement().resize(grid.columns().index(position), width + e.getX() - startX);
            case Drag.Move(int position, double startX, boolean begun) -> {
                if (begun || Math.abs(e.getX() - startX) > DRAG) {
                    drag = new Drag.Move(position, startX, true);
                    target.setVisible(true);
                    target.resizeRelocate(x(drop(e.getX())) - 2, 0, 3, getHeight());
                }
            }
        }
    }

    /// The position before which a header dropped at x comes to stand.
    private int drop(double x) {
        GridColumns columns = grid.columns();
        int under = x < gutterWidth ? 0 : position(x);
        int position = under < 0 ? columns.size() - 1 : under;
        double middle = gutterWidth + columns.x(position, left) + columns.width(position) / 2;
        return x > middle ? position + 1 : position;
    }

    private void released(MouseEvent e) {
        target.setVisible(false);
        if (drag instanceof Drag.Move(int position, double startX, boolean begun) && begun) {
            grid.arrangement().move(position, drop(e.getX()));
        }
    }

    private void clicked(MouseEvent e) {
        int edge = edge(e.getX());
        if (e.getButton() != MouseButton.PRIMARY || inFilter(e)) {
            return;
        }
        if (edge >= 0) {
            if (e.getClickCount() == 2) {
                grid.arrangement().fit(grid.columns().index(edge));
            }
        } else if (drag instanceof Drag.Move(int position, double startX, boolean begun) && !begun) {
            grid.arrangement().sortClicked(grid.columns().index(position), e.isShiftDown());
        }
    }
}
