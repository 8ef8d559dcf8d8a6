package studio.rowan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.rowan.Children;
import studio.rowan.Main;
import studio.rowan.db.Db;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Sql;

/// With `ROWAN_ENV=test` commands work in memory: on what earlier commands of the process made there, and on no file.
class MemoryCommandsTest extends CommandFixture {
    private Path scripts;
    private Path file;
    private List<Path> before;

    @BeforeEach
    void inMemory() throws IOException {
        env.put("ROWAN_ENV", "test");
        files = DbFiles.of(env::get);
        scripts = Files.createDirectory(folder.resolve("scripts"));
        file = folder.resolve("app.db");
        script("V1__users.sql", "CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT);");
        script("V2__posts.sql", """
                CREATE TABLE posts(id INTEGER PRIMARY KEY, user_id REFERENCES users ON DELETE CASCADE);
                INSERT INTO users VALUES(1, 'Ann');
                INSERT INTO posts VALUES(1, 1);
                """);
        before = all();
    }

    private void script(String name, String text) throws IOException {
        Files.writeString(scripts.resolve(name), text);
        before = all();
    }

    private List<Path> all() throws IOException {
        try (Stream<Path> below = Files.walk(folder)) {
            return below.sorted().toList();
        }
    }

    @AfterEach
    void noFileWasMade() throws IOException {
        assertThat(all()).isEqualTo(before);
    }

    private void told() {
        assertThat(err.toString()).containsOnlyOnce("is in memory (ROWAN_ENV=test) and kept nowhere");
    }

    private String text(String sql) {
        try (Db db = Db.open(file, Db.Options.defaults(), files, clock())) {
            return String.valueOf(db.read("text", access -> access.scalar(Sql.of(sql)))
                    .await()
                    .asText());
        }
    }

    @Test
    void theSampleIsThereAndSeededAndReset() throws IOException {
        assertThat(run("migrations", "--json")).isZero();
        told();
        assertThat(json()).hasSize(6);
        assertThat(json().get(5).get("state").asText()).isEqualTo("Success");
        assertThat(run("health", "--json")).isZero();
        told();
        assertThat(json().get("database").get("size").longValue()).isPositive();
        long posts = json().get("database").get("tables").get("posts").longValue();
        assertThat(posts).isEqualTo(2000);
        assertThat(run("seed", "--rows", "50")).isZero();
        assertThat(run("health", "--json")).isZero();
        assertThat(json().get("database").get("tables").get("posts").longValue())
                .isEqualTo(posts + 50);
        assertThat(run("search", "the", "--limit", "3", "--json")).isZero();
        assertThat(run("reset", "--yes", "--json")).isZero();
        told();
        assertThat(json().get("backup").isNull()).isTrue();
        assertThat(run("health", "--json")).isZero();
        assertThat(json().get("database").get("tables").get("posts").longValue())
                .isZero();
        assertThat(json().get("database").get("tables").get("users").longValue())
                .isEqualTo(2);
        assertThat(run("migrate")).isZero();
        assertThat(out.toString()).contains("All migrations were run.");
    }

    @Test
    void migrationsAreRehearsedAndRun() throws IOException {
        env.put("DATABASE_PATH", file.toString());
        assertThat(run("migrate", "--dir", scripts.toString(), "--rehearse", "--json"))
                .isZero();
        told();
        JsonNode rehearsed = json();
        assertThat(rehearsed.get("ok").booleanValue()).isTrue();
        assertThat(rehearsed.get("migrations")).hasSize(2);
        assertThat(run("migrations", "--dir", scripts.toString())).isZero();
        assertThat(out.toString()).contains("2 migrations are pending.");
        assertThat(run("migrate", "--dir", scripts.toString(), "--json")).isZero();
        told();
        assertThat(json().get("backup").isNull()).isTrue();
        assertThat(json().get("migrations")).hasSize(2);
        // A rebuild of a parent: the children stay, in the rehearsal and in the run.
        script("V3__rebuild.sql", """
                PRAGMA foreign_keys = OFF;
                CREATE TABLE new_users(id INTEGER PRIMARY KEY, name TEXT NOT NULL);
                INSERT INTO new_users SELECT * FROM users;
                DROP TABLE users;
                ALTER TABLE new_users RENAME TO users;
                PRAGMA foreign_keys = ON;
                """);
        assertThat(run("migrate", "--dir", scripts.toString(), "--rehearse", "--json"))
                .isZero();
        JsonNode rows = json().get("migrations").get(0).get("rows");
        assertThat(rows.get("posts").get("after").longValue()).isEqualTo(1);
        assertThat(text("SELECT count(*) FROM flyway_schema_history")).isEqualTo("2");
        assertThat(run("migrate", "--dir", scripts.toString())).isZero();
        assertThat(out.toString()).doesNotContain("Backup").contains("1 migration was run.");
        assertThat(text("SELECT count(*) FROM posts")).isEqualTo("1");
        assertThat(run("migrations", "--drift", "--dir", scripts.toString())).isZero();
        told();
    }

    @Test
    void whatFailsIsRolledBack() throws IOException {
        assertThat(run("migrate", file.toString(), "--dir", scripts.toString())).isZero();
        script("V3__bad.sql", "CREATE TABLE half(a);\nINSERT INTO nowhere VALUES(1);");
        assertThat(run("migrate", file.toString(), "--dir", scripts.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("V3 bad failed in line 2: no such table: nowhere. It was rolled back");
        assertThat(text("SELECT count(*) FROM sqlite_schema WHERE name = 'half'"))
                .isEqualTo("0");
        script("V3__bad.sql", "DELETE FROM users;");
        assertThat(run("migrate", file.toString(), "--dir", scripts.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("posts: 1 row deleted");
        assertThat(run("migrate", file.toString(), "--dir", scripts.toString(), "--allow-cascades"))
                .isZero();
        assertThat(text("SELECT count(*) FROM posts")).isEqualTo("0");
    }

    /// No backup stands behind it, and none could.
    @Test
    void aScriptWithoutATransactionNeedsNoBackup() throws IOException {
        script("V3__bare.sql", "CREATE TABLE bare(a);");
        script("V3__bare.sql.conf", "executeInTransaction=false");
        assertThat(run("migrate", file.toString(), "--dir", scripts.toString(), "--no-backup"))
                .as(err.toString())
                .isZero();
        assertThat(text("SELECT count(*) FROM bare")).isEqualTo("0");
    }

    /// What stands on the disk under the name is not looked at.
    @Test
    void aFileOfThatNameIsLeftAlone() throws IOException {
        Files.writeString(file, "no database");
        before = all();
        assertThat(run("health", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("no database in memory is called " + file);
        assertThat(run("seed", file.toString())).isZero();
        assertThat(run("health", file.toString())).isZero();
        assertThat(file).hasContent("no database");
    }

    @Test
    void backupsAreRefusedSinceNothingIsKept() {
        for (String[] command : new String[][] {
            {"backup", file.toString()}, {"backups", file.toString()}, {"restore", file.toString(), file.toString()}
        }) {
            assertThat(run(command)).isEqualTo(1);
            assertThat(err.toString()).contains("there are no backups").doesNotContain("Exception");
            assertThat(out.toString()).isEmpty();
        }
    }

    /// The program as it is started: nothing stays of it, neither a database nor a log nor settings.
    @Test
    void aProcessLeavesNothing() throws Exception {
        Path home = folder.resolve("home");
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        before = all();
        Process process = Children.start(
                Map.of(
                        "ROWAN_ENV",
                        "test",
                        "ROWAN_HOME",
                        home.toString(),
                        "JAVA_TOOL_OPTIONS",
                        "-Djava.io.tmpdir=" + temporary),
                Main.class,
                "migrate",
                file.toString(),
                "--dir",
                scripts.toString(),
                "--json");
        try (var printed = process.inputReader(StandardCharsets.UTF_8)) {
            JsonNode result = new ObjectMapper().readTree(printed);
            assertThat(result.get("ok").booleanValue()).isTrue();
            assertThat(result.get("migrations")).hasSize(2);
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void anotherToolsMigrationsAreConvertedAndTold() throws IOException {
        Path goose = Files.createDirectory(folder.resolve("goose"));
        Files.writeString(goose.resolve("00001_users.sql"), "-- +goose Up\nCREATE TABLE users(id);\n");
        assertThat(run("seed", file.toString())).isZero();
        assertThat(run(
                        "convert",
                        file.toString(),
                        "--dir",
                        goose.toString(),
                        "--to",
                        folder.resolve("converted").toString(),
                        "--baseline"))
                .as(err.toString())
                .isLessThan(2);
        told();
        before = all();
        assertThat(before).contains(folder.resolve("converted")).doesNotContain(file, folder.resolve("data"));
    }

    @Test
    void aMisspeltNameIsNotTakenForFiles() {
        env.put("ROWAN_ENV", "tset");
        assertThat(run("seed", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("ROWAN_ENV=tset is not known");
    }
}
