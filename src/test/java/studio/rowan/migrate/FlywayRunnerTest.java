package studio.rowan.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.TestDb;
import studio.rowan.db.Db;
import studio.rowan.db.DbFiles;
import studio.rowan.db.FileDataSource;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;

class FlywayRunnerTest {
    @TempDir
    Path folder;

    private final DbFiles files = new DbFiles();
    private Path file;
    private Path scripts;

    @BeforeEach
    void create() throws IOException {
        file = folder.resolve("t#1 é.db");
        Db.create(file, files);
        scripts = Files.createDirectory(folder.resolve("scripts"));
        script("V1__users.sql", "CREATE TABLE users(id INTEGER PRIMARY KEY);");
    }

    private void script(String name, String text) throws IOException {
        Files.writeString(scripts.resolve(name), text);
    }

    private FlywayRunner runner() throws IOException {
        return new FlywayRunner(
                new FileDataSource(file, files, FileDataSource.Mode.READ_WRITE), Scripts.ofFolder(scripts));
    }

    private List<String> tables() {
        try (TestDb db = TestDb.openReadOnly(file)) {
            return db
                    .db()
                    .read("tables", a -> a.query(Sql.of("SELECT name FROM sqlite_schema WHERE type = 'table'")))
                    .await()
                    .stream()
                    .map((Row row) -> row.text(0))
                    .toList();
        }
    }

    /// F8: stock Flyway runs all of these, some of them while it merely lists.
    @Test
    void runsNothingButMigrations() throws IOException {
        Path proof = folder.resolve("ran");
        for (String name : List.of("beforeInfo.sh", "afterConnect.sh", "beforeConnect.sh", "V9__x.sh")) {
            script(name, "#!/bin/sh\ntouch '" + proof + "'\n");
            Files.setPosixFilePermissions(scripts.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        for (String name :
                List.of("beforeInfo.sql", "afterConnect.sql", "afterMigrate.sql", "beforeEachMigrate__x.sql")) {
            script(name, "CREATE TABLE IF NOT EXISTS callback_ran(a);");
        }
        assertThat(runner().info()).extracting(Migration::version).containsExactly("1");
        assertThat(runner().migrate()).isEqualTo(1);
        assertThat(runner().info()).extracting(Migration::state).containsExactly("Success");
        assertThat(tables()).contains("users").doesNotContain("callback_ran");
        assertThat(proof).doesNotExist();
        assertThat(Scripts.ofFolder(scripts).notRun())
                .extracting(Scripts.NotRun::path)
                .containsExactly(
                        "V9__x.sh",
                        "afterConnect.sh",
                        "afterConnect.sql",
                        "afterMigrate.sql",
                        "beforeConnect.sh",
                        "beforeEachMigrate__x.sql",
                        "beforeInfo.sh",
                        "beforeInfo.sql");
    }

    @Test
    void stockFlywayAcceptsWhatWasRun() throws IOException {
        script("V2__text.sql", "CREATE TABLE t(a);\nINSERT INTO t VALUES('it''s; é');\n");
        script("R__view.sql", "DROP VIEW IF EXISTS v;\nCREATE VIEW v AS SELECT a FROM t;\n");
        assertThat(runner().migrate()).isEqualTo(3);
        assertThat(runner().migrate()).isZero();
        Flyway stock = Flyway.configure()
                .dataSource("jdbc:sqlite:" + file.toUri(), null, null)
                .locations("filesystem:" + scripts)
                .load();
        assertThat(stock.validateWithResult().validationSuccessful).isTrue();
        assertThat(runner().info()).extracting(Migration::type).containsOnly("SQL");
    }

    @Test
    void aMigrationThatFailsLeavesNothingAndSaysWhy() throws IOException {
        script("V2__broken.sql", "CREATE TABLE half(a);\nINSERT INTO nowhere VALUES(1);");
        assertThatThrownBy(() -> runner().migrate())
                .isInstanceOf(MigrationFailed.class)
                .hasMessageContaining("V2__broken.sql")
                .hasMessageContaining("no such table: nowhere");
        assertThat(tables()).contains("users").doesNotContain("half");
        assertThat(runner().info()).extracting(Migration::state).containsExactly("Success", "Pending");
    }

    @Test
    void aScriptCannotReachAnotherFile() throws IOException {
        Path other = folder.resolve("other.db");
        script("V2__attach.sql", "ATTACH '" + other + "' AS o;");
        assertThatThrownBy(() -> runner().migrate()).hasMessageContaining("too many attached databases");
        assertThat(other).doesNotExist();
    }

    @Test
    void theFileIsLeasedWhileFlywayIsOnIt() throws Exception {
        FileDataSource source = new FileDataSource(file, files, FileDataSource.Mode.READ_WRITE);
        try (var _ = source.getConnection()) {
            assertThat(files.isOpen(file)).isTrue();
        }
        runner().migrate();
        assertThat(files.isOpen(file)).isFalse();
    }

    @Test
    void looksWithoutWriting() throws IOException {
        runner().migrate();
        byte[] before = Files.readAllBytes(file);
        FlywayRunner looking = new FlywayRunner(
                new FileDataSource(file, files, FileDataSource.Mode.READ_ONLY), Scripts.ofFolder(scripts));
        assertThat(looking.info()).hasSize(1);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void findsTheSampleOnTheClassPathAndInAJar() throws IOException {
        Scripts sample = Scripts.ofClasspath(getClass().getClassLoader(), "migrations");
        assertThat(sample.migrations()).extracting(Script::name).startsWith("V1__users.sql", "V2__posts.sql");
        assertThat(sample.notRun()).isEmpty();
        Path jar = folder.resolve("app.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream zip = new JarOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("migrations/"));
            for (Script script : sample.migrations()) {
                zip.putNextEntry(new ZipEntry("migrations/" + script.path()));
                zip.write(script.text().getBytes(StandardCharsets.UTF_8));
            }
        }
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            assertThat(Scripts.ofClasspath(loader, "migrations")).isEqualTo(sample);
        }
    }
}
