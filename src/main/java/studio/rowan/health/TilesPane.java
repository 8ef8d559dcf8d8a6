package studio.rowan.health;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.text.Font;

/// Children side by side, as many in a row as have room for the least width; equal widths and heights in each row.
public class TilesPane extends Pane {
    private static final double GAP = 12;

    private final DoubleProperty leastWidth = new SimpleDoubleProperty(this, "leastWidth", 12);
    private final DoubleProperty fontSize =
            new SimpleDoubleProperty(Font.getDefault().getSize());

    public TilesPane() {
        leastWidth.subscribe(this::requestLayout);
        fontSize.subscribe(this::requestLayout);
    }

    /// The least width of a child, in em: it grows with the font.
    public DoubleProperty leastWidthProperty() {
        return leastWidth;
    }

    public double getLeastWidth() {
        return leastWidth.get();
    }

    public void setLeastWidth(double em) {
        leastWidth.set(em);
    }

    /// The size of one em, in pixels.
    public DoubleProperty fontSizeProperty() {
        return fontSize;
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    private int columns(double width) {
        double least = leastWidth.get() * fontSize.get();
        int fit = Math.max(1, (int) ((width + GAP) / (least + GAP)));
        int children = Math.max(1, getManagedChildren().size());
        // Five cards stand better as three and two than as four and one.
        int rows = (children + fit - 1) / fit;
        return (children + rows - 1) / rows;
    }

    @Override
    protected double computePrefHeight(double width) {
        double available = width < 0 ? getWidth() : width;
        double height = 0;
        for (List<Node> row : rows(available)) {
            height += rowHeight(row, available) + (height == 0 ? 0 : GAP);
        }
        return height;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    private List<List<Node>> rows(double width) {
        int columns = columns(width);
        List<Node> children = getManagedChildren();
        List<List<Node>> rows = new ArrayList<>();
        for (int from = 0; from < children.size(); from += columns) {
            rows.add(children.subList(from, Math.min(children.size(), from + columns)));
        }
        return rows;
    }

    /// A last row with fewer children fills its line too.
    private static double childWidth(List<Node> row, double width) {
        return (width - GAP * (row.size() - 1)) / row.size();
    }

    private static double rowHeight(List<Node> row, double width) {
        double height = 0;
        for (Node child : row) {
            height = Math.max(height, child.prefHeight(childWidth(row, width)));
        }
        return height;
    }

    @Override
    protected void layoutChildren() {
        double y = 0;
        for (List<Node> row : rows(getWidth())) {
            double width = childWidth(row, getWidth());
            double height = rowHeight(row, getWidth());
            double x = 0;
            for (Node child : row) {
                child.resizeRelocate(snapPositionX(x), snapPositionY(y), snapSizeX(width), snapSizeY(height));
                x += width + GAP;
            }
            y += height + GAP;
        }
    }
}
