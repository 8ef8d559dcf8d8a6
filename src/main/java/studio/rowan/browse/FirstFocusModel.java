package studio.rowan.browse;

import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import studio.rowan.kit.Jobs;

/// Gives the keyboard to rows that were just opened, though not from somebody who is typing.
final class FirstFocusModel {
    private final Node pane;
    private final Node rows;
    private final Jobs jobs;
    private final BooleanSupplier shown;
    /// The first tab of a file is shown before it is in the window.
    private boolean due;

    /// @param shown whether the pane is in front still
    FirstFocusModel(Node pane, Node rows, Jobs jobs, BooleanSupplier shown) {
        this.pane = pane;
        this.rows = rows;
        this.jobs = jobs;
        this.shown = shown;
        pane.sceneProperty().subscribe(scene -> {
            if (scene != null && due) {
                ask();
            }
        });
    }

    void ask() {
        jobs.ui(this::take);
    }

    private void take() {
        Scene scene = pane.getScene();
        due = scene == null;
        if (shown.getAsBoolean() && scene != null && !(scene.getFocusOwner() instanceof TextInputControl)) {
            rows.requestFocus();
        }
    }
}
