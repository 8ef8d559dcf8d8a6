package studio.rowan.kit;

import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Label;

/// The number beside a line of the editor, marked while the line belongs to the statement at the caret.
final class SqlLineNumber {
    /// Numbers up to this one are as wide as each other.
    private static final int LAST_IN_LINE = 9999;

    private SqlLineNumber() {}

    /// First and last line of the statement at the caret; an empty range where there is none.
    record Lines(int first, int last) {
        static final Lines NONE = new Lines(0, -1);
    }

    static Node of(int line, ObservableValue<Lines> current) {
        Label label = new Label(Integer.toString(line + 1));
        label.getStyleClass().add("line-number");
        if (line + 1 > LAST_IN_LINE) {
            label.getStyleClass().add("long");
        }
        // Listens only while on the screen: the control makes and drops these labels as it scrolls.
        ObservableValue<Boolean> used = label.sceneProperty().map(_ -> true).orElse(false);
        current.map(lines -> line >= lines.first() && line <= lines.last())
                .when(used)
                .subscribe(here -> {
                    label.getStyleClass().remove("current-statement");
                    if (here) {
                        label.getStyleClass().add("current-statement");
                    }
                });
        return label;
    }
}
