package studio.rowan.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.grid.RowKey;
import studio.rowan.schema.Column;
import studio.rowan.schema.ForeignKey;
import studio.rowan.schema.Table;

/// One run of a plan's steps inside its transaction. Each has to hit exactly one row.
final class Run {
    private final Access access;
    private final Planner planner;
    private final Structure structure;
    private final Plan plan;
    private final List<Node> nodes;
    private final List<Spread.Found> spread;
    private final Map<Target, RowKey> keys = new HashMap<>();
    private final Set<Target.Stored> inserted = new HashSet<>();

    Run(Access access, Planner planner) {
        this.access = access;
        this.planner = planner;
        this.structure = planner.structure();
        this.plan = planner.plan();
        this.nodes = planner.nodes();
        this.spread = planner.spread();
    }

    void steps() {
        int done = 0;
        for (Plan.Step step : plan.steps()) {
            access.job().report(done++, plan.steps().size(), "");
            try {
                run(step);
            } catch (DbError.Cancelled e) {
                throw e;
            } catch (DbError e) {
                throw new EditError(step.edit(), e);
            }
        }
        checkForeignKeys();
    }

    private void run(Plan.Step step) {
        Edit edit = step.edit();
        Table table = table(edit);
        long hit = run(edit, table, step.sql());
        if (hit != 1) {
            missed(step, table, hit);
        }
    }

    /// How many rows it hit.
    private long run(Edit edit, Table table, Sql sql) {
        long hit;
        RowKey key = null;
        if (RowSql.canReturn(table)) {
            List<Row> rows = access.returning(sql);
            hit = rows.size();
            key = rows.isEmpty() ? null : RowSql.key(table, rows.getFirst().toList());
        } else {
            hit = access.update(sql);
            if (edit instanceof Edit.Insert) {
                key = new RowKey.Rowid(
                        access.scalar(Sql.of("SELECT last_insert_rowid()")).asLong());
            } else if (edit.target() instanceof Target.Stored stored) {
                key = stored.key();
            }
        }
        if (hit == 1) {
            note(edit, key);
        }
        return hit;
    }

    private void note(Edit edit, @Nullable RowKey key) {
        if (key != null && !(edit instanceof Edit.Delete)) {
            keys.put(edit.target(), key);
            if (edit instanceof Edit.Insert) {
                inserted.add(new Target.Stored(edit.table(), key));
            }
        }
    }

    /// The row was there and as the user saw it when the transaction began.
    private void missed(Plan.Step step, Table table, long hit) {
        Edit edit = step.edit();
        if (hit > 1 || !(edit.target() instanceof Target.Stored target)) {
            throw refused(step, hit > 1 ? "more than one row of " : "a trigger lets no row into ");
        }
        List<Sql> key = RowSql.keyConditions(table, target.key());
        Set<String> columns = new LinkedHashSet<>();
        switch (edit) {
            case Edit.Insert _ -> {}
            case Edit.Update update -> columns.addAll(update.old().keySet());
            case Edit.Delete delete -> columns.addAll(delete.old().keySet());
        }
        Map<String, Value> now =
                key.isEmpty() ? null : Cells.read(access, table.name(), List.copyOf(columns), RowSql.and(key));
        boolean gone = now == null || inserted.contains(target);
        if (gone && !step.doomedBy().isEmpty()) {
            return;
        }
        if (now != null && !inserted.contains(target) && hasOnlyLostParents(table, old(edit), now)) {
            Sql again = RowSql.condition(table, target.key(), now);
            Map<String, Value> changed = planner.changed(step);
            Sql sql = changed.isEmpty() ? RowSql.delete(table, again) : RowSql.update(table, again, changed);
            if (run(edit, table, sql) == 1) {
                return;
            }
        }
        if (now != null && now.equals(old(edit))) {
            throw refused(step, "a trigger lets no change happen in ");
        }
        throw new Commit.Stop(new Outcome.Conflict(List.of(new Clash(edit, now, true))));
    }

    /// As it is read here: the content of large cells was compared before.
    private static Map<String, Value> old(Edit edit) {
        return Contents.plain(
                switch (edit) {
                    case Edit.Insert _ -> Map.of();
                    case Edit.Update update -> update.old();
                    case Edit.Delete delete -> delete.old();
                });
    }

    /// Rows that refer to each other cannot all be changed before those that they refer to: then an earlier step of
    /// this
    /// plan took the reference away, of a row that was as the user saw it when the transaction began.
    private boolean hasOnlyLostParents(Table table, Map<String, Value> old, Map<String, Value> now) {
        Set<String> references = new HashSet<>();
        structure.foreignKeys(table.name()).forEach(key -> references.addAll(Structure.spelled(key.columns(), table)));
        Map<String, Value> changed = new HashMap<>(now);
        changed.entrySet().removeIf(cell -> cell.getValue().equals(old.get(cell.getKey())));
        return !changed.isEmpty() && references.containsAll(changed.keySet());
    }

    private static DbError refused(Plan.Step step, String words) {
        return new DbError.Constraint(
                words + step.edit().table(), 19, step.sql().display(), null);
    }

    private Table table(Edit edit) {
        return Objects.requireNonNull(structure.table(edit.table()));
    }

    // ---- what COMMIT would refuse without saying which row ----

    private void checkForeignKeys() {
        nodes.forEach(this::checkParents);
        spread.forEach(this::checkReached);
    }

    private void checkParents(Node node) {
        Table child = node.table();
        RowKey key = keys.get(node.edit().target());
        if (key == null) {
            return;
        }
        for (ForeignKey foreign : structure.foreignKeys(child.name())) {
            List<String> columns = Structure.spelled(foreign.columns(), child);
            // A new row may have its reference from a default.
            if (node.edit() instanceof Edit.Insert || node.changesAny(columns)) {
                refuseOrphan(node.edit(), foreign, columns, RowSql.and(RowSql.keyConditions(child, key)));
            }
        }
    }

    /// Rows that nobody staged: they lost their parent, or came to a default that no row has.
    private void checkReached(Spread.Found found) {
        Table child = found.table();
        switch (found.kind()) {
            case DELETED, SET_NULL -> {}
            case SET_DEFAULT, FOLLOWS, REFUSED -> {
                for (ForeignKey foreign : structure.foreignKeys(child.name())) {
                    List<String> columns = Structure.spelled(foreign.columns(), child);
                    if (columns.equals(found.columns())) {
                        found.rows().forEach((key, edit) -> {
                            RowKey now = keys.getOrDefault(new Target.Stored(child.name(), key), key);
                            refuseOrphan(edit, foreign, columns, RowSql.and(RowSql.keyConditions(child, now)));
                        });
                    }
                }
            }
        }
    }

    private void refuseOrphan(Edit edit, ForeignKey foreign, List<String> columns, Sql children) {
        Table parent = structure.table(foreign.parent());
        if (parent == null) {
            return;
        }
        List<String> to = structure.parentColumns(foreign, parent);
        Sql.Builder sql = Sql.builder()
                .add("SELECT 1 FROM ")
                .ident(foreign.table())
                .add(" AS c WHERE ")
                .add(children);
        columns.forEach(column -> sql.add(" AND c.").ident(column).add(" IS NOT NULL"));
        sql.add(" AND NOT EXISTS (SELECT 1 FROM ").ident(parent.name()).add(" AS p WHERE 1");
        for (int i = 0; i < to.size(); i++) {
            sql.add(" AND p.").ident(to.get(i)).add(" = +c.").ident(columns.get(i));
        }
        if (access.first(sql.add(") LIMIT 1").build()) != null) {
            // SQLite names neither the row nor the reference.
            String reference = foreign.table() + "(" + String.join(", ", columns) + ") → " + parent.name() + "("
                    + String.join(", ", to) + ")";
            throw new EditError(
                    edit, new DbError.Constraint("FOREIGN KEY constraint failed: " + reference, 787, null, null));
        }
    }

    // ---- what is in the file now ----

    /// The rows that were inserted and updated, read again: RETURNING shows them before AFTER triggers.
    List<Written> written() {
        List<Written> written = new ArrayList<>();
        for (Edit edit : plan.changes().edits()) {
            Table table = table(edit);
            List<String> columns = switch (edit) {
                case Edit.Insert _ ->
                    table.columns().stream()
                            .filter(c -> c.hidden() != Column.Hidden.HIDDEN)
                            .map(Column::name)
                            .toList();
                case Edit.Update update -> {
                    Set<String> touched = new LinkedHashSet<>(update.old().keySet());
                    touched.addAll(update.changed().keySet());
                    yield List.copyOf(touched);
                }
                case Edit.Delete _ -> List.of();
            };
            RowKey key = keys.get(edit.target());
            if (key != null) {
                Map<String, Value> row =
                        Cells.read(access, table.name(), columns, RowSql.and(RowSql.keyConditions(table, key)));
                written.add(new Written(edit.target(), row == null ? null : key, row == null ? Map.of() : row));
            }
        }
        return written;
    }
}
