package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import studio.rowan.db.Access;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.db.Value;
import studio.rowan.grid.Needle;
import studio.rowan.grid.NeedleHit;
import studio.rowan.grid.RowFind;
import studio.rowan.grid.RowKey;
import studio.rowan.grid.RowSource;
import studio.rowan.grid.SqlRows;
import studio.rowan.kit.Text;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.Table;
import studio.rowan.schema.Workspace;

/// Finds a text in every table of a file, one table after the other. Views, virtual and full-text tables show what
/// tables hold, and are left out.
final class FileFind {
    /// Rows of one table that are shown; the count goes on.
    static final int SHOWN = 100;

    /// What is found, in the order of the tables.
    sealed interface Event {
        String table();
    }

    /// A table is being looked at.
    record Begun(String table) implements Event {}

    /// So many more rows of it hold the text; the first of them are shown.
    record Rows(String table, long more, List<Hit> hits) implements Event {}

    /// It could not be read; the search goes on with the next.
    record Failed(String table, DbError error) implements Event {}

    /// A row that holds it.
    /// @param column the first that does
    /// @param around the text with a little of what stands before and behind it
    record Hit(String table, RowKey key, String column, Value around) {}

    private final Workspace workspace;
    private final Needle needle;
    private final Consumer<Event> told;

    /// @param told hears of what is found, on a thread of its own
    FileFind(Workspace workspace, Needle needle, Consumer<Event> told) {
        this.workspace = workspace;
        this.needle = needle;
        this.told = told;
    }

    /// The tables that are looked at.
    static List<SchemaObject> tables(Workspace workspace) {
        return workspace.schema().of(SchemaObject.Kind.TABLE).stream()
                .filter(table -> table.name().indexOf('\0') < 0)
                .toList();
    }

    /// @return how many tables were looked at
    Job<Integer> start() {
        Db db = workspace.db();
        return db.aside(Text.of("browse.fileFind.job"), mine -> {
            List<SchemaObject> tables = tables(workspace);
            for (int i = 0; i < tables.size(); i++) {
                mine.checkCancelled();
                mine.report(i, tables.size(), Text.of("browse.fileFind.unit"));
                SchemaObject object = tables.get(i);
                told.accept(new Begun(object.name()));
                try {
                    look(mine, db, mine.follow(workspace.table(object)), i, tables.size());
                } catch (DbError.Cancelled e) {
                    throw e;
                } catch (DbError e) {
                    told.accept(new Failed(object.name(), e));
                }
            }
            return tables.size();
        });
    }

    private void look(Job<?> mine, Db db, Table table, int number, int of) {
        SqlRows source = RowSource.of(table);
        boolean locks = db.readsLock();
        if (locks && !RowFind.canPause(source)) {
            return; // no ordinary table is without a key
        }
        List<String> columns = source.columns();
        RowFind find = new RowFind(source, guarded -> needle.in(table.name(), columns, guarded), locks);
        int shown = 0;
        boolean end = false;
        while (!end) {
            int left = SHOWN - shown;
            Slice slice = mine.follow(db.search(mine.title(), access -> {
                access.job().report(number, of, Text.of("browse.fileFind.unit"));
                RowFind.Found found = find.next(access, left > 0);
                return new Slice(hits(access, source, table.name(), found.keys(), left), found);
            }));
            shown += slice.hits.size();
            end = slice.found.isEnd();
            if (slice.found.rows() > 0) {
                told.accept(new Rows(table.name(), slice.found.rows(), slice.hits));
            }
        }
    }

    private record Slice(List<Hit> hits, RowFind.Found found) {}

    private List<Hit> hits(Access access, SqlRows source, String table, List<RowKey> keys, int most) {
        List<Hit> hits = new ArrayList<>();
        for (RowKey key : keys.subList(0, Math.min(most, keys.size()))) {
            NeedleHit hit = NeedleHit.of(access, source, table, key, needle);
            if (hit != null) {
                hits.add(new Hit(table, key, hit.column(), hit.around()));
            }
        }
        return hits;
    }
}
