package studio.rowan.browse;

import studio.rowan.grid.GridView;
import studio.rowan.kit.Jobs;
import studio.rowan.schema.Workspace;

/// Reads the rows anew after the file changed: at once where they are in sight, else when they come to be.
final class FreshRowsModel {
    private final Workspace workspace;
    private final BrowseModel model;
    private final GridView grid;
    private final Jobs jobs;
    private final Workspace.Listener listener = this::changed;
    private boolean inSight;
    private boolean stale;
    private boolean staleSchema;

    FreshRowsModel(Workspace workspace, BrowseModel model, GridView grid, Jobs jobs) {
        this.workspace = workspace;
        this.model = model;
        this.grid = grid;
        this.jobs = jobs;
        workspace.addListener(listener);
    }

    /// All was just read, and the rows are in sight.
    void opened() {
        stale = false;
        staleSchema = false;
        inSight = true;
    }

    /// The rows came to the front, or another tab did.
    void inSight(boolean now) {
        inSight = now;
        freshen();
    }

    /// Told on a lane's thread.
    private void changed(boolean outside, boolean schemaChanged) {
        jobs.ui(() -> {
            stale = true;
            staleSchema |= schemaChanged;
            freshen();
        });
    }

    private void freshen() {
        if (stale && inSight) {
            boolean schema = staleSchema;
            stale = false;
            staleSchema = false;
            model.refresh(grid.keep(), schema);
        }
    }

    /// Whatever is known of the file.
    void refresh() {
        stale = true;
        staleSchema = true;
        freshen();
    }

    void close() {
        workspace.removeListener(listener);
    }
}
