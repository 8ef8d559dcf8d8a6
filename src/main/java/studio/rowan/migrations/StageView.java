package studio.rowan.migrations;

import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tooltip;
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
    /// What the table keeps of the height while something is written or read below it.
    private static final double TABLE = 0.2;

    private final Node home;
    private final Button leave = Controls.button("stageBack", Icons.BACK, Text.of("migrations.stage.back"), this::back);
    private final Label title = new Label();
    private final HBox bar = new HBox(leave, title);
    private final ObservableValue<Boolean> occupied;

    StageView(Node home) {
        this.home = home;
        this.occupied = centerProperty().map(shown -> shown != home);
        setId("migrationsStage");
        bar.getStyleClass().add("stage-bar");
        bar.setAlignment(Pos.CENTER_LEFT);
        title.setId("stageTitle");
        title.getStyleClass().add("heading");
        leave.setTooltip(new Tooltip(Text.of("migrations.stage.back.tip")));
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

    /// Takes more of the room that it shares with the table above while something stands in front, then gives it back.
    void takeRoom(SplitPane split) {
        double[] before = {TABLE};
        occupied.subscribe(now -> {
            if (now) {
                before[0] = split.getDividerPositions()[0];
                split.setDividerPositions(Math.min(before[0], TABLE));
            } else if (before[0] > TABLE) {
                split.setDividerPositions(before[0]);
            }
        });
    }

    /// Shows this in front of all else.
    /// @param what says what it is
    void show(Node view, String what) {
        title.setText(what);
        setTop(bar);
        setCenter(view);
        leave.requestFocus();
    }

    /// What leads back.
    Node leave() {
        return leave;
    }

    /// The script and how things went are in front again.
    void back() {
        setTop(null);
        setCenter(home);
    }
}
