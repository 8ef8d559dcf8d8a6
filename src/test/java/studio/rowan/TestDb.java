package studio.rowan;

import java.nio.file.Path;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Sql;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.Table;
import studio.rowan.schema.Workspace;

/// A real database in a temporary folder, open as the studio opens it.
public final class TestDb implements AutoCloseable {
    private final Clock clock = Clock.system();
    private final DbFiles files = new DbFiles();
    private final Workspace workspace;

    private TestDb(Path file, Db.Options options) {
        workspace = Workspace.open(file, options, files, clock);
    }

    /// A new database, filled by the statements.
    public static TestDb create(Path folder, String... statements) {
        Path file = folder.resolve("test.db");
        Db.create(file, new DbFiles());
        TestDb db = open(file);
        db.run(statements);
        return db;
    }

    public static TestDb open(Path file) {
        return new TestDb(file, Db.Options.defaults());
    }

    public static TestDb openReadOnly(Path file) {
        return new TestDb(file, Db.Options.defaults().withReadOnly(true));
    }

    public Workspace workspace() {
        return workspace;
    }

    public Db db() {
        return workspace.db();
    }

    public Path file() {
        return workspace.file();
    }

    /// Runs statements in one write transaction and waits until the schema is read again where it changed.
    public TestDb run(String... statements) {
        if (statements.length > 0) {
            db().write("test", access -> {
                        for (String sql : statements) {
                            access.execute(Sql.of(sql));
                        }
                        return true;
                    })
                    .await();
            long version = db().read(
                            "version", access -> access.pragma("schema_version").asLong())
                    .await();
            while (workspace.schema().version() < version) {
                Thread.onSpinWait();
            }
        }
        return this;
    }

    public SchemaObject object(String name) {
        return workspace.schema().relation(name).orElseThrow(() -> new AssertionError("no such relation: " + name));
    }

    public Table table(String name) {
        return workspace.table(object(name)).await();
    }

    @Override
    public void close() {
        workspace.close();
        clock.close();
    }
}
