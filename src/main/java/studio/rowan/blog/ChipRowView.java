package studio.rowan.blog;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/// Tags in one line, as many as fit, and how many more there are.
final class ChipRowView extends Region {
    private static final double GAP = 6;

    private final Label more = new Label();
    private List<TagChipView> chips = List.of();

    ChipRowView() {
        more.getStyleClass().addAll("muted", "small");
        setMinWidth(0);
    }

    void show(List<Tag> tags) {
        chips = tags.stream()
                .map(tag -> new TagChipView(tag.name(), tag.color()))
                .toList();
        getChildren().setAll(chips);
        getChildren().add(more);
        setAccessibleText(String.join(", ", tags.stream().map(Tag::name).toList()));
        requestLayout();
    }

    /// None of its own: it takes what its neighbours leave.
    @Override
    protected double computePrefWidth(double height) {
        return 0;
    }

    private double whole() {
        double width = chips.stream().mapToDouble(chip -> width(chip) + GAP).sum();
        return Math.max(0, width - GAP);
    }

    @Override
    protected double computePrefHeight(double width) {
        return chips.stream().mapToDouble(chip -> chip.prefHeight(-1)).max().orElse(0);
    }

    @Override
    protected void layoutChildren() {
        int fitting = fitting();
        boolean all = fitting == chips.size();
        more.setText(all ? "" : "+" + (chips.size() - fitting));
        more.setVisible(!all);
        double used = all ? -GAP : width(more);
        for (int i = 0; i < fitting; i++) {
            used += width(chips.get(i)) + GAP;
        }
        double x = Math.max(0, getWidth() - used);
        for (int i = 0; i < chips.size(); i++) {
            TagChipView chip = chips.get(i);
            chip.setVisible(i < fitting);
            if (i < fitting) {
                place(chip, x);
                x += width(chip) + GAP;
            }
        }
        place(more, x);
    }

    private void place(Node node, double x) {
        double height = node.prefHeight(-1);
        node.resizeRelocate(snapPositionX(x), snapPositionY((getHeight() - height) / 2), width(node), height);
    }

    private int fitting() {
        if (whole() <= getWidth() + 1) {
            return chips.size();
        }
        more.setText("+" + chips.size());
        double room = getWidth() - width(more);
        int fitting = 0;
        while (fitting < chips.size() && room >= width(chips.get(fitting)) + GAP) {
            room -= width(chips.get(fitting)) + GAP;
            fitting++;
        }
        return fitting;
    }

    private double width(Node node) {
        return snapSizeX(node.prefWidth(-1));
    }
}
