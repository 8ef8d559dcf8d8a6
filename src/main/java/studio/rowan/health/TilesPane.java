package studio.rowan.health;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.text.Font;

/// Children side by side in equal widths and equal heights, in as many columns as have room for the least width.
public final class TilesPane extends Pane {
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
        int columns = columns(available);
        double child = (available - GAP * (columns - 1)) / columns;
        double height = 0;
        for (int from = 0; from < getManagedChildren().size(); from += columns) {
            height += rowHeight(from, columns, child) + (from == 0 ? 0 : GAP);
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

    private double rowHeight(int from, int columns, double width) {
        double height = 0;
        for (Node child : row(from, columns)) {
            height = Math.max(height, child.prefHeight(width));
        }
        return height;
    }

    private java.util.List<Node> row(int from, int columns) {
        return getManagedChildren().subList(from, Math.min(getManagedChildren().size(), from + columns));
    }

    @Override
    protected void layoutChildren() {
        int columns = columns(getWidth());
        double width = (getWidth() - GAP * (columns - 1)) / columns;
        double y = 0;
        for (int from = 0; from < getManagedChildren().size(); from += columns) {
            double height = rowHeight(from, columns, width);
            double x = 0;
            for (Node child : row(from, columns)) {
                child.resizeRelocate(snapPositionX(x), snapPositionY(y), snapSizeX(width), snapSizeY(height));
                x += width + GAP;
            }
            y += height + GAP;
        }
    }
}
