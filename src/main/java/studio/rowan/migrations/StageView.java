package studio.rowan.migrations;

import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;

/// The place below the table: the script and how things went, or the view of another capability in front of them. A
/// capability joins by handing its view to [#show]; the user leaves it by the button above it or by Escape.
final class StageView extends BorderPane {
    private final Node home;
    private final Button leave = Controls.button("stageBack", Icons.BACK, Text.of("migrations.stage.back"), this::back);
    private final HBox bar = new HBox(leave);
    private final ObservableValue<Boolean> occupied;

    StageView(Node home) {
        this.home = home;
        this.occupied = centerProperty().map(shown -> shown != home);
        setId("migrationsStage");
        bar.getStyleClass().add("stage-bar");
        addEventHandler(KeyEvent.KEY_PRESSED, pressed -> {
            if (pressed.getCode() == KeyCode.ESCAPE && getCenter() != home) {
                pressed.consume();
                back();
            }
        });
        setCenter(home);
    }

    /// Whether something stands in front of the script and of how things went.
    ObservableValue<Boolean> occupied() {
        return occupied;
    }

    /// Shows this in front of all else.
    void show(Node view) {
        setTop(bar);
        setCenter(view);
        leave.requestFocus();
    }

    /// The script and how things went are in front again.
    void back() {
        setTop(null);
        setCenter(home);
    }
}
