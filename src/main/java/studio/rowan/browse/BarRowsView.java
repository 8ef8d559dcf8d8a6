package studio.rowan.browse;

import java.util.stream.Stream;
import javafx.beans.value.ObservableValue;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.text.Font;

/// A bar whose buttons stand in a line of their own where it is too narrow for all.
final class BarRowsView {
    /// In units of the font size: a box to type in with its word, and a button.
    private static final double BOX = 14;

    private static final double BUTTON = 2.4;

    private BarRowsView() {}

    /// @param buttons stand at the end of the first row, or alone in the second
    static void arrange(Region pane, HBox first, HBox second, HBox buttons, ObservableValue<Font> font) {
        Runnable arrange = () -> {
            long count =
                    Stream.of(first, second).mapToLong(BarRowsView::buttons).sum();
            boolean two =
                    pane.getWidth() < (BOX + BUTTON * count) * font.getValue().getSize();
            if (two == second.isManaged()) {
                return;
            }
            (two ? first : second).getChildren().remove(buttons);
            (two ? second : first).getChildren().add(buttons);
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
