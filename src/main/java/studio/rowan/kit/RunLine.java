package studio.rowan.kit;

import javafx.beans.NamedArg;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The line of a panel that tells of the job of its [RunModel]; takes no room while none runs.
public final class RunLine extends HBox {
    private final Label title = new Label();
    private final ProgressBar progress = new ProgressBar();
    private final Button cancel;

    /// @param titleId the ids of its parts
    /// @param cancelText on the button that ends the job
    public RunLine(
            @NamedArg("titleId") String titleId,
            @NamedArg("progressId") String progressId,
            @NamedArg("cancelId") String cancelId,
            @NamedArg("cancelText") String cancelText) {
        getStyleClass().add("progress-line");
        title.setId(titleId);
        title.getStyleClass().add("medium");
        title.setWrapText(true);
        title.setMinHeight(USE_PREF_SIZE);
        progress.setId(progressId);
        progress.setMaxWidth(Double.MAX_VALUE);
        cancel = new Button(cancelText);
        cancel.setId(cancelId);
        cancel.setMinWidth(USE_PREF_SIZE);
        VBox told = new VBox(title, progress);
        told.setMinWidth(0);
        setHgrow(told, Priority.ALWAYS);
        getChildren().addAll(told, cancel);
        managedProperty().bind(visibleProperty());
        setVisible(false);
    }

    public void follow(RunModel runs) {
        visibleProperty().bind(runs.running());
        title.textProperty().bind(runs.title());
        progress.progressProperty().bind(runs.fraction());
        cancel.setOnAction(_ -> runs.cancel());
    }
}
