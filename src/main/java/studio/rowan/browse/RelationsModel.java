package studio.rowan.browse;

import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Text;
import studio.rowan.relate.FileRelations;
import studio.rowan.relate.Kept;
import studio.rowan.relate.Relations;
import studio.rowan.schema.Workspace;

/// The relations of one open file as its tabs show them, and the trail of rows that one walked. Lives on the window's
/// thread.
public final class RelationsModel implements AutoCloseable {
    private final Workspace workspace;
    private final FileRelations file;
    private final Nav nav;
    private final Jobs jobs;
    private final TrailModel trail;
    private final ReadOnlyObjectWrapper<Relations> relations = new ReadOnlyObjectWrapper<>(Relations.NONE);
    private final Workspace.Listener listener = this::changed;
    private final Runnable keptListener = this::keptChanged;
    private boolean started;

    public RelationsModel(Workspace workspace, FileRelations file, Nav nav, Jobs jobs) {
        this.workspace = workspace;
        this.file = file;
        this.nav = nav;
        this.jobs = jobs;
        this.trail = new TrailModel(nav);
        workspace.addListener(listener);
        file.addListener(keptListener);
    }

    /// Reads them once, when somebody first shows them: opening a file does not wait for them.
    void start() {
        if (!started) {
            started = true;
            read();
        }
    }

    private void read() {
        jobs.run(file.read(), relations::set, _ -> {
            // A file that cannot be read is told by who shows its rows.
        });
    }

    /// Told on a lane's thread.
    private void changed(boolean outside, boolean schemaChanged) {
        if (schemaChanged) {
            keptChanged();
        }
    }

    private void keptChanged() {
        jobs.ui(() -> {
            if (started) {
                read();
            }
        });
    }

    /// [Relations#NONE] until they are read; another object whenever the schema or what the user keeps has changed.
    public ReadOnlyObjectProperty<Relations> relations() {
        return relations.getReadOnlyProperty();
    }

    public FileRelations file() {
        return file;
    }

    public Kept kept() {
        return file.kept();
    }

    /// The column that speaks for the rows of a table; empty for its key.
    public Optional<String> label(String table) {
        return file.label(relations.get(), table);
    }

    TrailModel trail() {
        return trail;
    }

    Workspace workspace() {
        return workspace;
    }

    Nav nav() {
        return nav;
    }

    /// Changes what the user keeps for this file.
    void change(UnaryOperator<Kept> change) {
        jobs.background(
                () -> {
                    file.change(change);
                    return true;
                },
                _ -> {},
                error -> {
                    if (error instanceof IOException) {
                        nav.notify(Notice.warning(Text.of("browse.relations.notKept"))
                                .next(Text.of("browse.relations.notKept.next"))
                                .details(String.valueOf(error)));
                    } else {
                        throw new IllegalStateException(error);
                    }
                });
    }

    @Override
    public void close() {
        workspace.removeListener(listener);
        file.removeListener(keptListener);
    }
}
