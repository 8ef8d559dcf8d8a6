package studio.rowan.kit;

import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import javafx.beans.value.ObservableValue;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.text.Font;

/// A bar whose buttons stand in a line of their own where it is too narrow for all. Widths are in units of the font
/// size, so that a larger font needs a wider pane.
public final class BarRows {
    /// A box to type in with its word.
    private static final double BOX = 14;

    private static final double BUTTON = 2.4;

    private BarRows() {}

    /// For a box to type in and icon buttons: as wide as there are buttons.
    /// @param buttons stand at the end of the first row, or alone in the second
    public static void arrange(Region pane, HBox first, HBox second, HBox buttons, ObservableValue<Font> font) {
        arrange(
                pane,
                first,
                second,
                buttons,
                font,
                () -> BOX
                        + BUTTON
                                * Stream.of(first, second)
                                        .mapToLong(BarRows::buttons)
                                        .sum());
    }

    /// @param needed what all of it takes in one line
    public static void arrange(
            Region pane, HBox first, HBox second, HBox buttons, ObservableValue<Font> font, DoubleSupplier needed) {
        Runnable arrange = () -> {
            boolean two =
                    pane.getWidth() < needed.getAsDouble() * font.getValue().getSize();
            HBox wanted = two ? second : first;
            if (buttons.getParent() != wanted) {
                (two ? first : second).getChildren().remove(buttons);
                wanted.getChildren().add(buttons);
            }
            second.setVisible(two);
            second.setManaged(two);
        };
        pane.widthProperty().subscribe(_ -> arrange.run());
        font.subscribe(_ -> arrange.run());
    }

    private static long buttons(Parent of) {
        return of.getChildrenUnmodifiable().stream()
                .mapToLong(child -> child instanceof ButtonBase ? 1 : child instanceof HBox box ? buttons(box) : 0)
                .sum();
    }
}
