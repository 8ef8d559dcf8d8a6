package studio.rowan.browse;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;

/// The bar in which one types what to find in a cell.
final class CellFindView extends VBox {
    private final CellFindModel model;
    private final TextField field = new TextField();

    CellFindView(CellFindModel model, Runnable close) {
        this.model = model;
        getStyleClass().add("cell-find");
        field.setId("valueFindField");
        field.setPrefColumnCount(8);
        field.setMinWidth(40);
        HBox.setHgrow(field, Priority.ALWAYS);
        field.textProperty().bindBidirectional(model.query());
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        Label count = new Label();
        count.setId("valueFindCount");
        count.getStyleClass().addAll("muted", "small");
        count.textProperty().bind(model.words());
        ToggleButton matchCase = new ToggleButton(Text.of("inspector.find.case"));
        matchCase.setId("valueFindCase");
        matchCase.setMinWidth(Region.USE_PREF_SIZE);
        matchCase.getStyleClass().add("flat");
        matchCase.setTooltip(new Tooltip(Text.of("inspector.find.case.tip")));
        matchCase.setAccessibleText(Text.of("inspector.find.case.tip"));
        matchCase.selectedProperty().bindBidirectional(model.matchCase());
        Button before = Controls.iconButton(
                "valueFindBefore", Icons.CHEVRON_UP, Text.of("inspector.find.before"), () -> model.step(-1));
        Button after = Controls.iconButton(
                "valueFindAfter", Icons.CHEVRON_DOWN, Text.of("inspector.find.after"), () -> model.step(1));
        Button closer = Controls.iconButton("valueFindClose", Icons.CLOSE, Text.of("inspector.find.close"), close);
        HBox line = new HBox(field, matchCase, before, after, closer);
        line.getStyleClass().add("cell-find-line");
        getChildren().addAll(line, count);
        managedProperty().bind(visibleProperty());
        setVisible(false);
        visibleProperty().subscribe(model::open);
    }

    /// @param hex whether bytes can be typed as well
    void prompt(boolean hex) {
        String words = Text.of(hex ? "inspector.find.hex" : "inspector.find");
        field.setPromptText(words);
        field.setAccessibleText(words);
    }

    void open() {
        setVisible(true);
        field.requestFocus();
        field.selectAll();
    }

    private void keyPressed(KeyEvent event) {
        boolean back = event.isShiftDown() || event.getCode() == KeyCode.UP;
        if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.UP || event.getCode() == KeyCode.DOWN) {
            model.step(back ? -1 : 1);
            event.consume();
        }
    }
}
