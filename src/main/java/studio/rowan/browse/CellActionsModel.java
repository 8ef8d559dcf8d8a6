package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.MenuItem;
import studio.rowan.db.Value;
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

/// What a cell's menu offers beside the grid's own: filters by its value, and the row that it refers to.
final class CellActionsModel {
    private static final int LONGEST = 200;

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

    List<MenuItem> items(GridCurrent at, String column) {
        List<MenuItem> items = new ArrayList<>();
        String equal = term(at.value(), true);
        String other = term(at.value(), false);
        if (!equal.isEmpty()) {
            items.add(item("onlyThisValue", Icons.FILTER, "browse.onlyThis", () -> filter(column, equal)));
            items.add(item("notThisValue", Icons.FILTER, "browse.notThis", () -> filter(column, other)));
        }
        if (leads(at)) {
            items.add(item("goToReference", Icons.FOLLOW, "browse.reference", () -> follow(at)));
        }
        return items;
    }

    private static MenuItem item(String id, Icons icon, String key, Runnable action) {
        MenuItem item = new MenuItem(Text.of(key), icon.node("muted"));
        item.setId(id);
        item.setOnAction(_ -> action.run());
        return item;
    }

    private void filter(String column, String text) {
        model.filter(model.filter().get().with(column, text));
    }

    /// The text that one would type into the filter field; empty where none says it exactly.
    private static String term(Value value, boolean equal) {
        return switch (value) {
            case Value.Null _ -> equal ? "NULL" : "!NULL";
            case Value.Int _, Value.Real _ -> (equal ? "=" : "!=") + value.asText();
            case Value.Text text -> {
                String words = text.value();
                boolean exact = text.raw() == null && words.equals(words.strip()) && words.length() <= LONGEST;
                yield exact && !words.isEmpty() && words.indexOf('\n') < 0 ? (equal ? "=" : "!=") + words : "";
            }
            case Value.Blob _, Value.Large _ -> "";
        };
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
