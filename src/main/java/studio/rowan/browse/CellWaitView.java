package studio.rowan.browse;

import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Job;
import studio.rowan.db.Value;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Format;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;

/// Stands for a large cell that was not read yet, and shows how far its reading is.
final class CellWaitView extends VBox {
    private final InspectorModel model;
    private final Jobs jobs;
    private final Label words = new Label();
    private final ProgressBar progress = new ProgressBar();
    private Jobs.@Nullable Repeated ticking;

    CellWaitView(InspectorModel model, Jobs jobs) {
        this.model = model;
        this.jobs = jobs;
        getStyleClass().add("cell-state");
        words.setId("valueState");
        words.setWrapText(true);
        words.setTextAlignment(TextAlignment.CENTER);
        words.getStyleClass().add("muted");
        progress.setId("valueProgress");
        progress.setMaxWidth(240);
        progress.setAccessibleText(Text.of("inspector.looking"));
    }

    void show(InspectorModel.Shown shown, Value.Large large) {
        stop();
        String size = Format.bytes(large.length());
        getChildren().setAll(words);
        Job<?> job = shown.loading();
        if (job != null) {
            words.setText(Text.of("inspector.loading", size));
            progress.setProgress(-1);
            ticking = jobs.every(
                    javafx.util.Duration.millis(100),
                    () -> progress.setProgress(job.progress().fraction()));
            getChildren()
                    .addAll(
                            progress,
                            Controls.button("valueCancel", Icons.CANCEL, Text.of("inspector.cancel"), model::cancel));
        } else if (shown.gone()) {
            words.setText(Text.of("inspector.gone"));
        } else if (shown.cell() == null || shown.cell().deeds() == null) {
            words.setText(Text.of("inspector.notLoadable", size));
        } else {
            words.setText(Text.of("inspector.large", size));
            var load = Controls.button("valueLoad", Icons.EXPORT, Text.of("inspector.load"), model::load);
            load.getStyleClass().add("primary");
            getChildren().add(load);
        }
    }

    void stop() {
        if (ticking != null) {
            ticking.stop();
            ticking = null;
        }
    }
}
