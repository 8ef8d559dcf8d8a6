package studio.rowan.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import studio.rowan.kit.Format;
import studio.rowan.kit.Text;

/// Where the bytes are, as areas: one tile per table, index and search index, each a button that opens it.
public final class TreemapPane extends Pane {
    private static final int MOST_TILES = 24;
    private static final double GAP = 2;

    private final List<Sizes.Part> parts = new ArrayList<>();

    public TreemapPane() {
        getStyleClass().add("treemap");
    }

    /// Shows the parts, largest first; many small ones become one.
    public void show(Sizes sizes, Consumer<Sizes.Part> onOpen) {
        parts.clear();
        getChildren().clear();
        long all = sizes.parts().stream().mapToLong(Sizes.Part::bytes).sum();
        List<Sizes.Part> shown = new ArrayList<>(
                sizes.parts().subList(0, Math.min(MOST_TILES, sizes.parts().size())));
        long rest = sizes.parts().stream()
                .skip(MOST_TILES)
                .mapToLong(Sizes.Part::bytes)
                .sum();
        if (rest > 0) {
            shown.add(new Sizes.Part(Sizes.Kind.SYSTEM, Text.of("health.sizes.others"), "", rest));
        }
        for (Sizes.Part part : shown) {
            parts.add(part);
            getChildren().add(tile(part, all, onOpen));
        }
        requestLayout();
    }

    private static Button tile(Sizes.Part part, long all, Consumer<Sizes.Part> onOpen) {
        String name = part.kind() == Sizes.Kind.FREE ? Text.of("health.sizes.free") : part.name();
        Label title = new Label(name);
        title.getStyleClass().add("tile-name");
        Label bytes = new Label(Format.bytes(part.bytes()));
        bytes.getStyleClass().add("tile-bytes");
        VBox words = new VBox(title, bytes);
        words.setAlignment(Pos.TOP_LEFT);
        words.setMouseTransparent(true);
        Button tile = new Button();
        tile.setGraphic(words);
        tile.setId("part-" + part.kind().name().toLowerCase(Locale.ROOT) + "-" + part.name());
        tile.setAlignment(Pos.TOP_LEFT);
        tile.setMinSize(0, 0);
        tile.getStyleClass()
                .setAll("tile", part.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        String said = Text.of(
                "health.sizes.tile." + part.kind().name().toLowerCase(Locale.ROOT),
                name,
                Format.bytes(part.bytes()),
                Format.percent(part.bytes(), all),
                part.table());
        tile.setAccessibleText(said);
        tile.setTooltip(new Tooltip(said));
        tile.setOnAction(_ -> onOpen.accept(part));
        return tile;
    }

    @Override
    protected void layoutChildren() {
        if (parts.isEmpty() || getWidth() <= 0 || getHeight() <= 0) {
            return;
        }
        List<Double> weights = parts.stream().map(part -> (double) part.bytes()).toList();
        List<Treemap.Box> boxes = Treemap.cut(weights, new Treemap.Box(0, 0, getWidth() + GAP, getHeight() + GAP));
        for (int i = 0; i < boxes.size(); i++) {
            Treemap.Box box = boxes.get(i);
            Button tile = (Button) getChildren().get(i);
            double x = snapPositionX(box.x());
            double y = snapPositionY(box.y());
            double width = Math.max(1, snapPositionX(box.x() + box.width()) - x - GAP);
            double height = Math.max(1, snapPositionY(box.y() + box.height()) - y - GAP);
            tile.resizeRelocate(x, y, width, height);
            fit((VBox) tile.getGraphic(), width, height);
        }
    }

    /// Words that would be cut off are left to the tooltip.
    private static void fit(VBox words, double width, double height) {
        Label name = (Label) words.getChildren().get(0);
        Label bytes = (Label) words.getChildren().get(1);
        double em = name.getFont().getSize();
        boolean room = width >= name.prefWidth(-1) + em && height >= 1.8 * em;
        name.setVisible(room);
        bytes.setVisible(room && height >= 3.6 * em && width >= bytes.prefWidth(-1) + em);
    }
}
