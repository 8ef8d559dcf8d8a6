package studio.rowan.grid;

import javafx.animation.AnimationTimer;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;

/// What the mouse does in the body of the grid: cells, ranges, rows by the gutter, the wheel. A drag beyond the edge
/// goes on scrolling.
final class GridMouseModel {
    private final GridView grid;
    private final Region body;
    private boolean rows;
    private boolean dragging;
    private double x;
    private double y;

    private final AnimationTimer beyond = new AnimationTimer() {
        @Override
        public void handle(long now) {
            extend();
        }
    };

    GridMouseModel(GridView grid, Region body) {
        this.grid = grid;
        this.body = body;
        body.setOnMousePressed(this::pressed);
        body.setOnMouseDragged(this::dragged);
        body.setOnMouseReleased(_ -> stop());
        body.setOnMouseClicked(this::clicked);
        body.setOnScroll(this::scrolled);
        body.setOnContextMenuRequested(e -> {
            if (!e.isKeyboardTrigger()) {
                grid.menus().show(e.getScreenX(), e.getScreenY());
            }
            e.consume();
        });
    }

    private void pressed(MouseEvent e) {
        grid.requestFocus();
        // A tab pane around the grid would take the keyboard from it.
        e.consume();
        x = e.getX();
        y = e.getY();
        long row = grid.place().rowAt(y);
        int column = grid.place().columnAt(x);
        if (row < 0) {
            return;
        }
        boolean inside = grid.selection().range().contains(row, Math.max(0, column));
        if (e.getButton() == MouseButton.SECONDARY && inside) {
            return;
        }
        if (e.getButton() != MouseButton.PRIMARY && e.getButton() != MouseButton.SECONDARY) {
            return;
        }
        rows = x < grid.place().gutterWidth();
        dragging = e.getButton() == MouseButton.PRIMARY && (rows || column >= 0);
        if (rows) {
            grid.selecting().row(row, e.isShiftDown());
        } else if (column >= 0) {
            grid.select(row, column, e.isShiftDown());
        }
    }

    private void dragged(MouseEvent e) {
        x = e.getX();
        y = e.getY();
        if (!dragging) {
            return;
        }
        if (x < grid.place().gutterWidth() || x > body.getWidth() || y < 0 || y > body.getHeight()) {
            beyond.start();
        } else {
            beyond.stop();
        }
        extend();
    }

    private void extend() {
        double inY = Math.clamp(y, 0, body.getHeight() - 1);
        double inX = Math.clamp(x, grid.place().gutterWidth(), body.getWidth() - 1);
        long row = grid.place().rowAt(inY);
        long over = y < 0 ? -1 : y > body.getHeight() ? 1 : 0;
        row = row < 0 ? grid.rows() - 1 : row + over;
        if (rows) {
            grid.selecting().row(row, true);
        } else {
            int column = grid.place().columnAt(inX);
            int side = x < grid.place().gutterWidth() ? -1 : x > body.getWidth() ? 1 : 0;
            grid.select(row, column < 0 ? grid.columns().size() - 1 : column + side, true);
        }
    }

    private void stop() {
        dragging = false;
        beyond.stop();
    }

    private void clicked(MouseEvent e) {
        if (e.getButton() == MouseButton.PRIMARY
                && e.getClickCount() == 2
                && grid.place().rowAt(e.getY()) >= 0) {
            boolean onNumber = e.getX() < grid.place().gutterWidth();
            if (onNumber || !grid.editor().open(null)) {
                grid.selecting().open();
            }
        }
    }

    private void scrolled(ScrollEvent e) {
        double pixelsDown = -e.getDeltaY();
        double pixelsRight = -e.getDeltaX();
        if (e.isShortcutDown()) {
            return;
        }
        if (e.isShiftDown() && pixelsRight == 0) {
            pixelsRight = pixelsDown;
            pixelsDown = 0;
        }
        grid.place().scrollBy(pixelsDown, pixelsRight);
        e.consume();
    }
}
