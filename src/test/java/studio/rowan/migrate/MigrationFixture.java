package studio.rowan.migrate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Sql;
import studio.rowan.vault.Backups;

/// A database beside a folder of migrations, and what is done with the two.
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

    /// An empty database beside an empty folder, whose name is not plain either.
    void open(String name) throws IOException {
        file = folder.resolve(name);
        db = made(name);
        scripts = Files.createDirectory(folder.resolve("scripts é"));
    }

    void create(String name, String first) throws IOException {
        open(name);
        script("V1__tables.sql", first);
    }

    /// Another empty database, which the test closes.
    Db made(String name) {
        Path at = folder.resolve(name);
        Db.create(at, files);
        return Db.open(at, Db.Options.defaults(), files, clock);
    }

    @AfterEach
    void close() {
        db.close();
        clock.close();
    }

    /// @param path inside the folder
    void script(String path, String text) throws IOException {
        Path at = scripts.resolve(path);
        Files.createDirectories(at.getParent());
        Files.writeString(at, text);
    }

    History history() throws IOException {
        return history(scripts);
    }

    History history(Path of) throws IOException {
        return History.start(db, "history", Scripts.ofFolder(of)).await();
    }

    Rehearsal.Report rehearse() throws IOException {
        Rehearsal.Tools tools = new Rehearsal.Tools(folder.resolve("clones"), files, clock, Db.Options.defaults());
        return new Rehearsal(db, Scripts.ofFolder(scripts), tools)
                .start("rehearse")
                .await();
    }

    Migrator migrator() throws IOException {
        return new Migrator(db, Scripts.ofFolder(scripts));
    }

    /// All that is pending, behind a backup.
    Migrator.Request request(Migrator.Agreement... agreed) {
        return new Migrator.Request(Migrator.Request.ALL, keeping(), List.of(agreed));
    }

    Migrator.Result migrate(Migrator.Agreement... agreed) throws IOException {
        return migrator().start("migrate", request(agreed)).await();
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
