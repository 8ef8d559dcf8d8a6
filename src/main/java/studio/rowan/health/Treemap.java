package studio.rowan.health;

import java.util.ArrayList;
import java.util.List;

/// Rectangles whose areas are in proportion to weights and whose sides are as equal as can be (squarified treemap).
final class Treemap {
    /// A rectangle, in the units of the area it was cut from.
    record Box(double x, double y, double width, double height) {}

    private Treemap() {}

    /// Cuts the area; the boxes are in the order of the weights.
    /// @param weights positive, largest first
    static List<Box> cut(List<Double> weights, Box area) {
        List<Box> boxes = new ArrayList<>();
        double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
        Box rest = area;
        int from = 0;
        while (from < weights.size()) {
            double scale = rest.width * rest.height / Math.max(sum, Double.MIN_NORMAL);
            int to = rowEnd(weights, from, scale, Math.min(rest.width, rest.height));
            double row = 0;
            for (int i = from; i < to; i++) {
                row += weights.get(i);
            }
            rest = place(weights.subList(from, to), row, row / sum, rest, boxes);
            sum -= row;
            from = to;
        }
        return boxes;
    }

    /// Takes weights into the row as long as that makes its worst box squarer.
    private static int rowEnd(List<Double> weights, int from, double scale, double side) {
        double sum = 0;
        double worst = Double.MAX_VALUE;
        int to = from;
        while (to < weights.size()) {
            double next = sum + weights.get(to) * scale;
            double largest = weights.get(from) * scale;
            double smallest = weights.get(to) * scale;
            double square = side * side;
            double ratio = Math.max(square * largest / (next * next), next * next / (square * smallest));
            if (ratio > worst) {
                break;
            }
            worst = ratio;
            sum = next;
            to++;
        }
        return Math.max(to, from + 1);
    }

    private static Box place(List<Double> weights, double row, double share, Box rest, List<Box> boxes) {
        boolean column = rest.width >= rest.height;
        double depth = (column ? rest.width : rest.height) * share;
        double at = column ? rest.y : rest.x;
        for (double weight : weights) {
            double length = (column ? rest.height : rest.width) * weight / row;
            boxes.add(column ? new Box(rest.x, at, depth, length) : new Box(at, rest.y, length, depth));
            at += length;
        }
        return column
                ? new Box(rest.x + depth, rest.y, rest.width - depth, rest.height)
                : new Box(rest.x, rest.y + depth, rest.width, rest.height - depth);
    }
}
