package studio.rowan.blog;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.Background;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.CornerRadii;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;

/// A tag as a small frame with a stripe of its colour: the name is read on the theme's own ground, whatever the colour.
final class TagChipView extends HBox {
    private static final Color UNKNOWN = Color.GRAY;

    TagChipView(String name, String color) {
        getStyleClass().add("tag-chip");
        setAlignment(Pos.CENTER_LEFT);
        Region stripe = new Region();
        stripe.getStyleClass().add("stripe");
        stripe.setBackground(
                new Background(new BackgroundFill(color(color), new CornerRadii(3, 0, 0, 3, false), null)));
        Label label = new Label(name);
        label.getStyleClass().add("tag-name");
        getChildren().addAll(stripe, label);
        setMinWidth(USE_PREF_SIZE);
        setMaxHeight(USE_PREF_SIZE);
    }

    /// With a button that takes it away.
    TagChipView removable(String name, Runnable onRemove) {
        getStyleClass().add("removable");
        getChildren()
                .add(Controls.iconButton("removeTag-" + name, Icons.CLOSE, Text.of("blog.tag.remove", name), onRemove));
        return this;
    }

    /// What stands in the file need not be a colour.
    private static Color color(String text) {
        try {
            return Color.web(text);
        } catch (IllegalArgumentException e) {
            return UNKNOWN;
        }
    }
}
