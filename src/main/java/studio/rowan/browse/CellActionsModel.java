package studio.rowan.browse;

import java.util.List;
import java.util.Optional;
import javafx.scene.control.MenuItem;
import studio.rowan.grid.GridCurrent;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Notice;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Text;
import studio.rowan.schema.ForeignKey;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.Table;

/// The row that a cell refers to.
final class CellActionsModel {
    private final BrowseModel model;
    private final Nav nav;
    private final Jobs jobs;
    private final NoticeBar notices;

    CellActionsModel(BrowseModel model, Nav nav, Jobs jobs, NoticeBar notices) {
        this.model = model;
        this.nav = nav;
        this.jobs = jobs;
        this.notices = notices;
    }

    List<MenuItem> items(GridCurrent at) {
        if (!leads(at)) {
            return List.of();
        }
        MenuItem item = new MenuItem(Text.of("browse.reference"), Icons.FOLLOW.node("muted"));
        item.setId("goToReference");
        item.setOnAction(_ -> follow(at));
        return List.of(item);
    }

    // ---- references ----

    private Optional<ForeignKey> key(GridCurrent at) {
        Table table = model.table().get();
        return table == null
                ? Optional.empty()
                : References.key(table, at.column(), at.row().row());
    }

    private Optional<SchemaObject> parent(ForeignKey key) {
        return model.workspace().schema().relation(key.parent());
    }

    /// Whether the cell refers to a row of a table that is there.
    boolean leads(GridCurrent at) {
        return key(at).flatMap(this::parent).isPresent();
    }

    /// Opens the parent's rows that the cell's key finds.
    void follow(GridCurrent at) {
        Table table = model.table().get();
        ForeignKey key = key(at).orElse(null);
        SchemaObject parent = key == null ? null : parent(key).orElse(null);
        if (table == null || key == null || parent == null) {
            return;
        }
        jobs.run(
                model.workspace()
                        .db()
                        .read(
                                Text.of("browse.reference"),
                                access -> References.target(
                                        access, table, key, parent, at.row().row())),
                target -> nav.openTable(target.table(), target.where()),
                error -> notices.show(Notice.of(error)));
    }
}
