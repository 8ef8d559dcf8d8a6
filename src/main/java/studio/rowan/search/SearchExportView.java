package studio.rowan.search;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import studio.rowan.grid.ExportFormat;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;

/// The button that exports what was found; while that runs, how far it is and a way to end it.
final class SearchExportView extends HBox {
    private static final Duration LOOK = Duration.millis(200);

    private final SearchExportModel export;
    private final Jobs jobs;
    private final MenuButton button = new MenuButton(Text.of("search.export"), Icons.EXPORT.node());
    private final Label progress = new Label();
    private final Button cancel;
    private Jobs.@Nullable Repeated look;

    SearchExportView(SearchModel model, SearchExportModel export, Jobs jobs) {
        this.export = export;
        this.jobs = jobs;
        cancel = Controls.button("searchExportCancel", Icons.STOP, Text.of("search.export.cancel"), export::cancel);
        cancel.setMinWidth(USE_PREF_SIZE);
        getStyleClass().add("search-export");
        button.setId("searchExport");
        button.setTooltip(new Tooltip(Text.of("search.export.tip")));
        button.setMinWidth(USE_PREF_SIZE);
        for (ExportFormat format : ExportFormat.values()) {
            MenuItem item = new MenuItem(Text.of("search.export." + format.name()));
            item.setId("searchExport" + format.name());
            item.setOnAction(_ -> export.start(format));
            button.getItems().add(item);
        }
        progress.setId("searchExportProgress");
        progress.getStyleClass().addAll("muted", "small");
        model.state().subscribe(state -> button.setDisable(!(state instanceof SearchModel.State.Found)));
        export.running().subscribe(job -> running(job != null));
    }

    private void running(boolean now) {
        Jobs.Repeated before = look;
        if (before != null) {
            before.stop();
        }
        look = now ? jobs.every(LOOK, this::look) : null;
        look();
        getChildren().setAll(now ? java.util.List.of(progress, cancel) : java.util.List.of(button));
    }

    private void look() {
        progress.setText(export.progress());
    }

    /// What runs goes on, and is seen in the status bar.
    void close() {
        Jobs.Repeated before = look;
        if (before != null) {
            before.stop();
        }
    }
}
