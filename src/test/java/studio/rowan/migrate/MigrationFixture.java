package studio.rowan.migrate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Sql;
import studio.rowan.vault.Backups;

/// A database beside a folder of migrations, whose first one is there and not run.
abstract class MigrationFixture {
    /// The way that needs foreign keys off: rows refer to `users`.
    static final String REBUILD = """
            CREATE TABLE __new_users(id INTEGER PRIMARY KEY, name TEXT NOT NULL);
            INSERT INTO __new_users SELECT id, name FROM users;
            DROP TABLE users;
            ALTER TABLE __new_users RENAME TO users;
            """;

    @TempDir
    Path folder;

    final DbFiles files = new DbFiles();
    final Clock clock = Clock.system();
    Path file;
    Path scripts;
    Db db;

    void create(String name, String first) throws IOException {
        file = folder.resolve(name);
        Db.create(file, files);
        scripts = Files.createDirectory(folder.resolve("scripts"));
        script("V1__tables.sql", first);
        db = Db.open(file, Db.Options.defaults(), files, clock);
    }

    @AfterEach
    void close() {
        db.close();
        clock.close();
    }

    void script(String name, String text) throws IOException {
        Files.writeString(scripts.resolve(name), text);
    }

    Migrator migrator() throws IOException {
        return new Migrator(db, Scripts.ofFolder(scripts));
    }

    Backups backups() {
        return new Backups(folder.resolve("backups"), files, clock);
    }

    Migrator.Keeping keeping() {
        return new Migrator.Keeping(backups(), 10);
    }

    long number(String sql) {
        return number(db, sql);
    }

    static long number(Db of, String sql) {
        return of.read("number", a -> a.scalar(Sql.of(sql)).asLong()).await();
    }
}
