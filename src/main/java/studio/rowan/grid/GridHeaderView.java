package studio.rowan.grid;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Cursor;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/// The headers of the columns in sight. Clicks sort, drags of an edge resize, drags of a header reorder.
final class GridHeaderView extends Pane {
    private static final double EDGE = 5;
    private static final double DRAG = 8;

    private final GridView grid;
    private final Pane content = new Pane();
    private final Rectangle clip = new Rectangle();
    private final Region corner = new Region();
    private final Region target = new Region();
    private final List<GridHeaderCell> cells = new ArrayList<>();
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
        getStyleClass().add("grid-header");
        corner.getStyleClass().add("grid-corner");
        target.getStyleClass().add("grid-drop");
        target.setManaged(false);
        target.setVisible(false);
        target.setMouseTransparent(true);
        content.setClip(clip);
        content.getChildren().add(target);
        getChildren().addAll(content, corner);
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

    @Override
    protected void layoutChildren() {
        // Headers are placed by paint.
    }

    void paint(GridColumns columns, double newLeft, double newGutterWidth, @Nullable RowOrder order) {
        left = newLeft;
        gutterWidth = newGutterWidth;
        double width = Math.max(0, getWidth() - gutterWidth);
        clip.setWidth(width);
        clip.setHeight(getHeight());
        content.resizeRelocate(gutterWidth, 0, width, getHeight());
        corner.resizeRelocate(0, 0, gutterWidth, getHeight());
        int first = Math.max(0, columns.at(left));
        int last = columns.at(left + width - 1);
        last = last < 0 ? columns.size() - 1 : last;
        int needed = last - first + 1;
        int styled = cells.size();
        while (cells.size() < needed) {
            GridHeaderCell cell = new GridHeaderCell(grid);
            cells.add(cell);
            content.getChildren().addFirst(cell);
        }
        for (int slot = 0; slot < cells.size(); slot++) {
            int position = first + Math.floorMod(slot - first, cells.size());
            GridHeaderCell cell = cells.get(slot);
            cell.setVisible(position <= last);
            if (position <= last) {
                int index = columns.index(position);
                cell.show(
                        index,
                        columns.column(position),
                        order,
                        grid.isFilterRow(),
                        grid.arrangement().filterText(index));
                cell.resizeRelocate(Math.round(columns.left(position) - left), 0, columns.width(position), getHeight());
            }
        }
        if (cells.size() > styled) {
            content.applyCss();
        }
    }

    /// How tall one filter field is, for the height of the row of them.
    double filterHeight() {
        return cells.isEmpty()
                ? grid.font().size() * 2.6
                : cells.getFirst().filter().prefHeight(-1) + 10;
    }

    private int position(double x) {
        return x < gutterWidth ? -1 : grid.columns().at(x - gutterWidth + left);
    }

    /// The column whose right edge is under x, -1 where there is none.
    private int edge(double x) {
        double at = x - gutterWidth + left;
        GridColumns columns = grid.columns();
        int position = columns.at(Math.min(at, columns.total() - 1));
        if (x < gutterWidth || position < 0) {
            return -1;
        }
        if (Math.abs(columns.left(position + 1) - at) <= EDGE) {
            return position;
        }
        return position > 0 && at - columns.left(position) <= EDGE ? position - 1 : -1;
    }

    private boolean inFilter(MouseEvent e) {
        return grid.isFilterRow() && e.getY() > getHeight() - filterHeight();
    }

    private void pressed(MouseEvent e) {
        drag = null;
        if (e.getButton() != MouseButton.PRIMARY || inFilter(e)) {
            return;
        }
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
                    int drop = drop(e.getX());
                    target.setVisible(true);
                    target.resizeRelocate(grid.columns().left(drop) - left - 2, 0, 3, getHeight());
                }
            }
        }
    }

    private int drop(double x) {
        GridColumns columns = grid.columns();
        double at = x - gutterWidth + left;
        int position = columns.at(Math.clamp(at, 0, Math.max(0, columns.total() - 1)));
        return at > columns.left(position) + columns.width(position) / 2 ? position + 1 : position;
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
            grid.arrangement().sortClicked(grid.columns().index(position));
        }
    }
}
