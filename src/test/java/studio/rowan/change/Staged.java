package studio.rowan.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import studio.rowan.TestDb;
import studio.rowan.db.Ident;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.grid.RowKey;
import studio.rowan.schema.Column;
import studio.rowan.schema.Table;

/// Stages edits on a test database as a grid would: from rows that it has read.
final class Staged {
    final TestDb db;
    final ChangeSet set = new ChangeSet();
    final Commit commit;

    Staged(TestDb db) {
        this.db = db;
        this.commit = new Commit(db.workspace());
    }

    static RowKey id(long rowid) {
        return new RowKey.Rowid(rowid);
    }

    static RowKey key(Value... parts) {
        return new RowKey.Primary(List.of(parts));
    }

    static Map<String, Value> cells(Object... pairs) {
        Map<String, Value> cells = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            cells.put((String) pairs[i], value(pairs[i + 1]));
        }
        return cells;
    }

    static Value value(Object object) {
        return switch (object) {
            case Value value -> value;
            case Number number -> Value.of(number.longValue());
            default -> Value.of(object.toString());
        };
    }

    /// The row of the key as a page would read it.
    Map<String, Value> row(String table, RowKey key) {
        Table t = db.table(table);
        List<String> columns = t.columns().stream().map(Column::name).toList();
        Map<String, Value> row = db.db()
                .read("row", access -> Cells.read(access, table, columns, RowSql.and(RowSql.keyConditions(t, key))))
                .await();
        assertThat(row).as("row %s of %s", key, table).isNotNull();
        return row;
    }

    Staged update(String table, RowKey key, Object... pairs) {
        Map<String, Value> row = row(table, key);
        set.together(() -> cells(pairs).forEach((c, v) -> set.set(db.table(table), key, row, c, v)));
        return this;
    }

    Staged delete(String table, RowKey key) {
        set.delete(db.table(table), key, row(table, key));
        return this;
    }

    Staged insert(String table, Object... pairs) {
        set.insert(db.table(table), cells(pairs));
        return this;
    }

    /// Reads the content of large cells that are to be changed, as the window does at once.
    void seen() {
        for (Contents.Seen seen : Contents.unread(set.changes())) {
            set.seen(
                    seen.reading(),
                    db.db()
                            .cells(
                                    "seen",
                                    access ->
                                            Contents.read(access, db.workspace().schema(), seen))
                            .await());
        }
    }

    Outcome run() {
        return commit.run(set.changes()).await();
    }

    Outcome.Done done() {
        Changes changes = set.changes();
        Outcome outcome = run();
        assertThat(outcome).as(() -> "commit of " + changes).isInstanceOf(Outcome.Done.class);
        Outcome.Done done = (Outcome.Done) outcome;
        set.committed(changes, done.written());
        assertThat(set.changes().isEmpty()).isTrue();
        return done;
    }

    List<Plan.Step> steps() {
        return commit.plan(set.changes()).await().steps();
    }

    /// `typeof:content` of each cell of the query, rows by line.
    String query(String sql) {
        List<Row> rows =
                db.db().read("query", access -> access.query(Sql.of(sql))).await();
        return String.join("\n", rows.stream().map(Staged::text).toList());
    }

    String all(String table) {
        return query("SELECT * FROM " + Ident.quote(table) + " ORDER BY 1, 2");
    }

    static String text(Row row) {
        return String.join(
                " ",
                row.toList().stream()
                        .map(v -> v.isNull()
                                ? "NULL"
                                : v instanceof Value.Blob ? v.toString() : String.valueOf(v.asText()))
                        .toList());
    }
}
