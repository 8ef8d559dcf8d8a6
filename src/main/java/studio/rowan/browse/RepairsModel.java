package studio.rowan.browse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.db.Ident;
import studio.rowan.db.Job;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.grid.KeyedRow;
import studio.rowan.grid.RowSource;
import studio.rowan.grid.RowWindow;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;
import studio.rowan.relate.BrokenReferences;
import studio.rowan.relate.Relation;
import studio.rowan.schema.Column;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.Table;
import studio.rowan.schema.Workspace;

/// Stages what would mend references that lead nowhere. Nothing is written: the user looks at the edits and commits
/// them.
final class RepairsModel {
    /// Rows that are staged at once; beyond them SQL is the better tool.
    static final int MOST = 10_000;

    /// What can be done about a row without a parent.
    enum Repair {
        DELETE,
        SET_NULL,
        CREATE_PARENT
    }

    private final Workspace workspace;
    private final EditsModel edits;
    private final Jobs jobs;
    private final Consumer<DbError> onError;

    RepairsModel(Workspace workspace, EditsModel edits, Jobs jobs, Consumer<DbError> onError) {
        this.workspace = workspace;
        this.edits = edits;
        this.jobs = jobs;
        this.onError = onError;
    }

    /// Stages a repair of one row of a group, or of all of them, as one step of undo.
    /// @param one null for all
    /// @param staged told the table with the edits and how many there are
    /// @param refused told why it cannot be done
    void stage(
            Repair repair,
            BrokenReferences.Group group,
            BrokenReferences.@Nullable Violation one,
            BiConsumer<String, Integer> staged,
            Consumer<String> refused) {
        Relation relation = group.relation();
        String named = repair == Repair.CREATE_PARENT ? relation.parent() : relation.child();
        SchemaObject object = workspace.schema().relation(named).orElse(null);
        if (object == null) {
            refused.accept(Text.of("browse.violations.noTable", named));
        } else if (one == null && group.rows() > MOST) {
            refused.accept(Text.of("browse.violations.tooMany", MOST));
        } else {
            jobs.run(
                    workspace.table(object),
                    table -> {
                        EditedTable edited = EditedTable.of(table, workspace);
                        String reason = reason(repair, edited, relation);
                        if (reason != null) {
                            refused.accept(reason);
                        } else if (repair == Repair.CREATE_PARENT) {
                            parents(edited, group, one, staged);
                        } else {
                            rows(repair, edited, group, one, staged);
                        }
                    },
                    onError);
        }
    }

    private static @Nullable String reason(Repair repair, EditedTable edited, Relation relation) {
        return switch (repair) {
            case DELETE -> edited.deleteReason();
            case CREATE_PARENT -> edited.insertReason();
            case SET_NULL -> {
                String reason = edited.reason();
                boolean fixed = edited.table().columns().stream()
                        .anyMatch(column -> relation.uses(column.name()) && !mayBeNull(column));
                yield reason != null || !fixed
                        ? reason
                        : Text.of("browse.violations.notNull", String.join(", ", relation.columns()));
            }
        };
    }

    private static boolean mayBeNull(Column column) {
        return !column.notNull() && !column.isKey() && !column.isGenerated();
    }

    // ---- the rows themselves ----

    private void rows(
            Repair repair,
            EditedTable edited,
            BrokenReferences.Group group,
            BrokenReferences.@Nullable Violation one,
            BiConsumer<String, Integer> staged) {
        Relation relation = group.relation();
        List<Sql> which = new ArrayList<>(List.of(BrokenReferences.condition(relation)));
        if (one != null) {
            which.add(isRow(edited.table(), one.key()));
        }
        RowWindow window =
                RowWindow.of(workspace.db(), RowSource.of(edited.table()).where(which));
        Job<List<KeyedRow>> job = window.rows(Text.of("browse.edit.reading"), 0, one == null ? (int) group.rows() : 1);
        jobs.run(
                job,
                found -> {
                    window.close();
                    edits.changeSet().together(() -> found.forEach(row -> stage(repair, edited, relation, row)));
                    staged.accept(edited.table().name(), found.size());
                },
                error -> {
                    window.close();
                    onError.accept(error);
                });
    }

    private void stage(Repair repair, EditedTable edited, Relation relation, KeyedRow row) {
        Map<String, Value> values = edited.values(row);
        if (repair == Repair.DELETE) {
            edits.changeSet().delete(edited.table(), row.key(), values);
        } else {
            relation.columns()
                    .forEach(column -> edits.changeSet().set(edited.table(), row.key(), values, column, Value.NULL));
        }
    }

    private static Sql isRow(Table table, List<Value> key) {
        Sql.Builder sql = Sql.builder();
        switch (table.key()) {
            case Table.Key.Rowid(String alias) ->
                sql.add(Ident.quote(table.name()) + "." + alias + " = ").bind(key.getFirst());
            case Table.Key.Primary primary -> {
                for (int i = 0; i < key.size(); i++) {
                    sql.add(i == 0 ? "" : " AND ")
                            .add(Ident.quote(table.name()) + "."
                                    + Ident.quote(primary.columns().get(i)))
                            .add(" IS ")
                            .bind(key.get(i));
                }
            }
            case Table.Key.None _ -> sql.add("0");
        }
        return sql.build();
    }

    // ---- their parents ----

    /// A new row for each of the values: what else it must hold the user fills in.
    private void parents(
            EditedTable edited,
            BrokenReferences.Group group,
            BrokenReferences.@Nullable Violation one,
            BiConsumer<String, Integer> staged) {
        if (one != null) {
            insert(edited, group.relation(), List.of(one.values()), staged);
            return;
        }
        jobs.run(
                workspace
                        .db()
                        .query(
                                Text.of("browse.edit.reading"),
                                access -> BrokenReferences.missing(access, group.relation(), MOST)),
                keys -> insert(edited, group.relation(), keys, staged),
                onError);
    }

    private void insert(
            EditedTable edited, Relation relation, List<List<Value>> keys, BiConsumer<String, Integer> staged) {
        edits.changeSet()
                .together(() -> keys.forEach(key -> {
                    Map<String, Value> values = new LinkedHashMap<>();
                    for (int i = 0; i < key.size(); i++) {
                        values.put(relation.to().get(i), key.get(i));
                    }
                    edits.changeSet().insert(edited.table(), values);
                }));
        staged.accept(edited.table().name(), keys.size());
    }
}
