package studio.rowan.grid;

import java.util.function.LongConsumer;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.stage.Popup;
import studio.rowan.kit.Text;

/// Asks for the number of a row.
final class GridGoToView {
    private final Popup popup = new Popup();
    private final TextField field = new TextField();

    GridGoToView(LongConsumer goTo) {
        Label label = new Label(Text.of("grid.goToLabel"));
        label.setLabelFor(field);
        field.setId("go-to-row-field");
        field.setPrefColumnCount(12);
        field.setTextFormatter(new javafx.scene.control.TextFormatter<>(
                change -> change.getControlNewText().matches("[\\d,.' ]{0,24}") ? change : null));
        field.setOnAction(_ -> {
            String digits = field.getText().replaceAll("\\D", "");
            popup.hide();
            if (!digits.isEmpty()) {
                goTo.accept(digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits));
            }
        });
        HBox box = new HBox(label, field);
        box.getStyleClass().add("grid-go-to");
        box.setAlignment(Pos.CENTER_LEFT);
        box.setMinSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        popup.getContent().add(box);
        popup.setAutoHide(true);
        popup.setHideOnEscape(true);
    }

    void show(Region owner, String sheet) {
        Bounds bounds = owner.localToScreen(owner.getLayoutBounds());
        if (bounds == null) {
            return;
        }
        field.clear();
        popup.getScene().getStylesheets().setAll(owner.getScene().getStylesheets());
        popup.getScene().getStylesheets().add(sheet);
        popup.show(owner, bounds.getMinX() + bounds.getWidth() / 2 - 120, bounds.getMinY() + 60);
        field.requestFocus();
    }
}
