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
    private final Label title = label("medium");
    private final Label detail = label("muted");
    private final ProgressBar progress = new ProgressBar();
    private final Button cancel;

    /// @param progressId of the bar; the words are named after it, with `Title` and `Text` behind
    /// @param cancelText on the button that ends the job
    public RunLine(
            @NamedArg("progressId") String progressId,
            @NamedArg("cancelId") String cancelId,
            @NamedArg("cancelText") String cancelText) {
        getStyleClass().add("progress-line");
        title.setId(progressId + "Title");
        detail.setId(progressId + "Text");
        detail.visibleProperty().bind(detail.textProperty().isNotEmpty());
        detail.managedProperty().bind(detail.visibleProperty());
        HBox words = new HBox(title, detail);
        words.getStyleClass().add("progress-words");
        progress.setId(progressId);
        progress.setMaxWidth(Double.MAX_VALUE);
        cancel = new Button(cancelText);
        cancel.setId(cancelId);
        cancel.setMinWidth(USE_PREF_SIZE);
        VBox told = new VBox(words, progress);
        told.setMinWidth(0);
        setHgrow(told, Priority.ALWAYS);
        getChildren().addAll(told, cancel);
        managedProperty().bind(visibleProperty());
        setVisible(false);
    }

    private static Label label(String style) {
        Label label = new Label();
        label.getStyleClass().add(style);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }

    public void follow(RunModel runs) {
        visibleProperty().bind(runs.running());
        title.textProperty().bind(runs.title());
        detail.textProperty().bind(runs.detail());
        progress.progressProperty().bind(runs.fraction());
        cancel.setOnAction(_ -> runs.cancel());
    }
}
