package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;
import studio.rowan.grid.GridCurrent;
import studio.rowan.grid.GridView;
import studio.rowan.grid.RowKey;
import studio.rowan.grid.RowSource;
import studio.rowan.grid.RowWindow;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Notice;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Text;
import studio.rowan.relate.ParentLabels;
import studio.rowan.relate.ParentRows;
import studio.rowan.relate.Relation;
import studio.rowan.relate.Way;
import studio.rowan.schema.Column;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.Table;

/// Goes from a row to what it refers to, or to what refers to it, and remembers the way.
final class FollowModel {
    private static final int MOST_NAME = 24;
    private static final int MOST_KEY_PARTS = 4;

    private final BrowseModel model;
    private final RelationsModel relations;
    private final GridView grid;
    private final Jobs jobs;
    private final NoticeBar notices;
    private final String where;
    private boolean looking;

    /// @param where the condition that the tab was opened with
    FollowModel(
            BrowseModel model, RelationsModel relations, GridView grid, Jobs jobs, NoticeBar notices, String where) {
        this.model = model;
        this.relations = relations;
        this.grid = grid;
        this.jobs = jobs;
        this.notices = notices;
        this.where = where;
    }

    // ---- to the parent ----

    /// Whether the cell refers to something.
    boolean leads(GridCurrent at) {
        Relation relation = relation(at).orElse(null);
        return relation != null && key(relation, at) != null;
    }

    Optional<Relation> relation(GridCurrent at) {
        Table table = model.table().get();
        return table == null
                ? Optional.empty()
                : relations.relations().get().leading(table.name(), column(table, at.column()));
    }

    private static String column(Table table, int index) {
        return RowSource.visible(table).get(index).name();
    }

    private @Nullable List<Value> key(Relation relation, GridCurrent at) {
        return ParentLabels.key(relation, column -> value(at, column));
    }

    /// As the grid shows it; null where the row has no such column.
    private @Nullable Value value(GridCurrent at, String column) {
        Table table = model.table().get();
        List<Column> visible = table == null ? List.of() : RowSource.visible(table);
        for (int i = 0; i < visible.size(); i++) {
            if (visible.get(i).name().equalsIgnoreCase(column)) {
                Value staged = at.edit() == null ? null : at.edit().staged(i);
                return staged == null ? at.row().get(i) : staged;
            }
        }
        return null;
    }

    /// Goes to the row that a cell refers to.
    void follow(GridCurrent at) {
        Relation relation = relation(at).orElse(null);
        List<Value> key = relation == null ? null : key(relation, at);
        SchemaObject parent = relation == null
                ? null
                : model.workspace().schema().relation(relation.parent()).orElse(null);
        if (relation == null || key == null || parent == null || looking) {
            return;
        }
        looking = true;
        jobs.run(
                model.workspace()
                        .db()
                        .query(Text.of("browse.reference"), access -> ParentRows.find(access, relation, parent, key)),
                found -> {
                    looking = false;
                    found(relation, key, found);
                },
                error -> {
                    looking = false;
                    notices.show(Notice.of(error));
                });
    }

    private void found(Relation relation, List<Value> key, ParentRows found) {
        if (found.keys().isEmpty()) {
            notices.show(Notice.warning(ReferenceLabelsModel.missing(relation, key))
                    .action(
                            "showViolations",
                            Text.of("browse.relations.missing.all"),
                            () -> relations.nav().openPanel(ViolationsPane.ID)));
        } else if (found.isOneRow()) {
            List<Value> row = found.keys().getFirst();
            walk(step(found.table().name(), "", row, relation.to().getFirst()));
        } else {
            walk(step(found.table().name(), relation.parentWhere(key).display(), List.of(), ""));
        }
    }

    // ---- to the children ----

    /// What refers to rows of this table.
    List<Relation> children() {
        Table table = model.table().get();
        return table == null
                ? List.of()
                : relations.relations().get().childrenOf(table.name()).stream()
                        .filter(Relation::isSound)
                        .toList();
    }

    boolean leadsBack(Relation relation, GridCurrent at) {
        return !at.isFresh() && childKey(relation, at) != null;
    }

    private @Nullable List<Value> childKey(Relation relation, GridCurrent at) {
        List<Value> key = new ArrayList<>();
        for (String column : relation.to()) {
            Value value = value(at, column);
            if (value == null || value.isNull() || value instanceof Value.Large) {
                return null;
            }
            key.add(value);
        }
        return key;
    }

    /// Shows the rows of another table that refer to this one, as its foreign key finds them.
    void children(Relation relation, GridCurrent at) {
        List<Value> key = childKey(relation, at);
        if (key == null || looking) {
            return;
        }
        looking = true;
        Way way = new Way.Children(relation);
        jobs.run(
                model.workspace()
                        .db()
                        .read(
                                Text.of("browse.reference"),
                                access -> way.hop(Related.tables(access, model.workspace()))
                                        .where(key)
                                        .display()),
                found -> {
                    looking = false;
                    walk(step(relation.child(), found, List.of(), ""));
                },
                error -> {
                    looking = false;
                    notices.show(Notice.of(error));
                });
    }

    // ---- the way ----

    private void walk(Trail.Step to) {
        relations.trail().follow(here(), to);
    }

    /// Goes to another place of the trail.
    void go(int step) {
        relations.trail().go(step, here());
    }

    boolean isIn(Trail trail) {
        return trail.isAt(model.name(), where);
    }

    /// Where one is now.
    Trail.Step here() {
        GridCurrent at = grid.current().get();
        Table table = model.table().get();
        List<Value> key = at == null || at.isFresh() ? List.of() : at.key().values();
        String column = at == null || table == null ? "" : column(table, at.column());
        boolean keyed = at != null && !(at.key() instanceof RowKey.Ordinal);
        return new Trail.Step(
                model.name(),
                where,
                key,
                column,
                name(model.name(), where, keyed ? key : List.of()),
                model.filter().get(),
                model.sort().get(),
                at == null ? -1 : Math.max(0, at.ordinal() - grid.firstVisible()));
    }

    private static Trail.Step step(String table, String where, List<Value> key, String column) {
        return new Trail.Step(table, where, key, column, name(table, where, key), Filter.NONE, List.of(), -1);
    }

    private static String name(String table, String where, List<Value> key) {
        if (!where.isEmpty()) {
            String short_ = where.length() > 2 * MOST_NAME ? where.substring(0, 2 * MOST_NAME) + "…" : where;
            return Text.of("browse.trail.where", table, short_.replace("\"", ""));
        }
        if (key.isEmpty()) {
            return table;
        }
        List<String> parts = key.stream()
                .limit(MOST_KEY_PARTS)
                .map(part -> ValueText.shown(part, MOST_NAME))
                .toList();
        return Text.of("browse.trail.row", table, String.join(", ", parts));
    }

    /// Shows the rows as they were when one left them.
    void restore(Trail.Step step, KeyJumpModel jump) {
        if (step.above() < 0) {
            return;
        }
        model.sort(step.sort());
        model.filter(step.filter());
        if (!step.key().isEmpty()) {
            jump.go(step.key(), step.column(), step.above());
        }
    }

    /// Whether rows are there or on their way.
    boolean isOpen() {
        RowWindow window = model.window().get();
        return window != null;
    }
}
