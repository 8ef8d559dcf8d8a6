package studio.rowan.grid;

import javafx.geometry.Bounds;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Pane;
import javafx.scene.text.Text;

/// What a cell that refers to a row has behind its value: the label of that row, paler, and an arrow to it. Made for a
/// cell when it first needs them, and used again.
final class GridReferenceView {
    private static final String ARROW = "→";

    /// Pixels around the arrow that are meant for it.
    private static final double REACH = 4;

    private final Pane row;
    private final Text label = text("cell-label");
    private final Text arrow = text("cell-arrow");
    private double labelWidth;

    /// @param row where the cell stands
    GridReferenceView(Pane row) {
        this.row = row;
    }

    private static Text text(String styleClass) {
        Text text = new Text();
        text.setManaged(false);
        text.setMouseTransparent(true);
        text.setTextOrigin(VPos.CENTER);
        text.setAccessibleRole(AccessibleRole.NODE);
        text.getStyleClass().addAll("grid-text", styleClass);
        return text;
    }

    static double arrowRoom(GridFontModel font) {
        return Math.ceil(font.width(ARROW)) + Math.round(font.padding() * 0.75);
    }

    /// @param room for the label
    void show(String words, double room, GridFontModel font) {
        if (arrow.getParent() == null) {
            arrow.setText(ARROW);
            row.getChildren().addAll(label, arrow);
            label.applyCss();
            arrow.applyCss();
        }
        // Two letters and dots say nothing.
        String fitting = room < font.size() * 2 ? "" : font.fit(words, room);
        if (!label.getText().equals(fitting)) {
            label.setText(fitting);
        }
        labelWidth = fitting.isEmpty() ? 0 : font.width(fitting) + Math.round(font.padding() * 0.75);
        label.setVisible(!fitting.isEmpty());
        arrow.setVisible(true);
    }

    /// @param x where the value ends
    void place(double x, double y, GridFontModel font) {
        double gap = Math.round(font.padding() * 0.75);
        label.setX(Math.round(x + gap));
        label.setY(y);
        arrow.setX(Math.round(x + labelWidth + gap));
        arrow.setY(y);
    }

    boolean isOnArrow(double sceneX, double sceneY) {
        if (!arrow.isVisible() || arrow.getParent() == null) {
            return false;
        }
        Bounds bounds = arrow.localToScene(arrow.getLayoutBounds());
        return sceneX >= bounds.getMinX() - REACH
                && sceneX <= bounds.getMaxX() + REACH
                && sceneY >= bounds.getMinY() - REACH
                && sceneY <= bounds.getMaxY() + REACH;
    }

    void hide() {
        label.setVisible(false);
        arrow.setVisible(false);
    }
}
