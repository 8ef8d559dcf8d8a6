package studio.rowan.browse;

import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import studio.rowan.grid.GridView;
import studio.rowan.kit.Jobs;

/// What stands where the rows do: the rows, the structure of their table, or why there are none.
final class RowsStageView {
    private static final Duration PATIENCE = Duration.millis(400);

    private final StackPane center;
    private final GridView grid;
    private final StructurePane structure;
    private final BrowseModel model;
    private final CoverView covers;
    private final Jobs.Debounced slow;

    RowsStageView(
            StackPane center, GridView grid, StructurePane structure, BrowseModel model, CoverView covers, Jobs jobs) {
        this.center = center;
        this.grid = grid;
        this.structure = structure;
        this.model = model;
        this.covers = covers;
        slow = jobs.debounce(PATIENCE, this::stillOpening);
        center.getChildren().add(grid);
        model.state().subscribe(this::show);
    }

    private void show(BrowseState state) {
        slow.cancel();
        center.getChildren().removeIf(node -> node != grid && node != structure);
        switch (state) {
            case BrowseState.Opening _ -> slow.trigger();
            case BrowseState.Rows _ -> grid.setPlaceholder(null);
            // Below the headers, so that the filters can be changed.
            case BrowseState.Empty _, BrowseState.NoMatch _ -> grid.setPlaceholder(covers.of(state));
            case BrowseState.Stopped _, BrowseState.Gone _, BrowseState.Failed _ -> cover(state);
        }
    }

    private void cover(BrowseState state) {
        Node cover = covers.of(state);
        if (cover != null) {
            cover.getStyleClass().add("browse-cover");
            center.getChildren().add(1, cover);
        }
    }

    /// Quick reads never flash a word.
    private void stillOpening() {
        Node cover = model.state().get() instanceof BrowseState.Opening
                ? covers.of(model.state().get())
                : null;
        if (cover instanceof Region card) {
            card.getStyleClass().add("browse-card");
            card.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
            center.getChildren().add(1, cover);
        }
    }

    void showStructure(boolean on) {
        center.getChildren().remove(structure);
        if (on) {
            center.getChildren().add(structure);
            structure.onShown();
        } else {
            structure.onHidden();
        }
        grid.setVisible(!on);
    }

    void close() {
        slow.cancel();
        structure.close();
    }
}
