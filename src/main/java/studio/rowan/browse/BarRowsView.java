package studio.rowan.browse;

import javafx.beans.value.ObservableValue;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.text.Font;

/// A bar whose buttons stand in a line of their own where it is too narrow for all.
final class BarRowsView {
    /// In units of the font size.
    private static final double ONE_ROW = 44;

    private BarRowsView() {}

    /// @param buttons stand at the end of the first row, or alone in the second
    static void arrange(Region pane, HBox first, HBox second, HBox buttons, ObservableValue<Font> font) {
        Runnable arrange = () -> {
            boolean two = pane.getWidth() < ONE_ROW * font.getValue().getSize();
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
}
