package studio.rowan.console;

import java.util.Optional;
import studio.rowan.db.Db;
import studio.rowan.db.Job;
import studio.rowan.db.Spool;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.kit.Nav.Inspected;
import studio.rowan.kit.Text;

/// What the inspector can do with a cell of a result: all of it is in memory, SQLite can be asked about it, and nothing
/// can be put in its place, for no row of a table need stand behind it.
record ResultDeeds(Db db) implements Inspected.Deeds {
    @Override
    public Job<Optional<Spool>> spool() {
        return Job.done("cell", Optional.empty());
    }

    @Override
    public Job<Value> ask(Sql sql) {
        return db.read(Text.of("console.inspected"), access -> access.scalar(sql));
    }

    @Override
    public String locked() {
        return Text.of("console.locked");
    }

    @Override
    public void stage(Value value) {
        throw new IllegalStateException("a result is not edited");
    }
}
