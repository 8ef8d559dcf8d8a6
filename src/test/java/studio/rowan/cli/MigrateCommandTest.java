package studio.rowan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.rowan.TestDb;
import studio.rowan.db.Sql;
import studio.rowan.migrate.Place;
import studio.rowan.migrate.Places;

class MigrateCommandTest extends CommandFixture {
    private Path scripts;
    private Path file;

    @BeforeEach
    void scripts() throws IOException {
        scripts = Files.createDirectory(folder.resolve("scripts"));
        file = folder.resolve("app.db");
        script("V1__users.sql", "CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT);");
        script("V2__posts.sql", """
                CREATE TABLE posts(id INTEGER PRIMARY KEY, user_id REFERENCES users ON DELETE CASCADE);
                INSERT INTO users VALUES(1, 'Ann');
                INSERT INTO posts VALUES(1, 1);
                """);
    }

    private void script(String name, String text) throws IOException {
        Files.writeString(scripts.resolve(name), text);
    }

    @Test
    void theSamplesOwnHistoryIsShownAsJson() throws IOException {
        assertThat(run("migrations", "--json")).isZero();
        JsonNode all = json();
        assertThat(all).hasSize(6);
        JsonNode first = all.get(0);
        assertThat(first.fieldNames())
                .toIterable()
                .containsExactly("version", "description", "type", "state", "installedOn", "executionMs", "checksum");
        assertThat(first.get("version").asText()).isEqualTo("1");
        assertThat(first.get("type").asText()).isEqualTo("SQL");
        assertThat(first.get("state").asText()).isEqualTo("Success");
        assertThat(Instant.parse(first.get("installedOn").asText())).isBeforeOrEqualTo(Instant.now());
        assertThat(first.get("executionMs").isInt()).isTrue();
        assertThat(first.get("checksum").isInt()).isTrue();
        assertThat(run("migrate")).isZero();
        assertThat(out.toString()).contains("All migrations were run.");
    }

    @Test
    void aNewFileIsMadeAndMigratedAndThenLeftAlone() throws IOException {
        env.put("DATABASE_PATH", file.toString());
        assertThat(run("migrate", "--dir", scripts.toString(), "--json")).isZero();
        JsonNode done = json();
        assertThat(done.get("ok").booleanValue()).isTrue();
        assertThat(done.get("migrations")).hasSize(2);
        assertThat(done.get("migrations").get(1).get("version").asText()).isEqualTo("2");
        assertThat(done.get("migrations").get(1).get("ms").isNumber()).isTrue();
        script("V3__more.sql", "CREATE TABLE more(a);");
        assertThat(run("migrations", "--dir", scripts.toString())).isZero();
        assertThat(out.toString()).contains("Pending").contains("1 migration is pending.");
        assertThat(run("migrate", "--dir", scripts.toString())).isZero();
        assertThat(out.toString())
                .contains("Backup: ")
                .contains("V3 more ran in")
                .contains("1 migration was run.");
        assertThat(folder.resolve("backups")).isDirectoryContaining("glob:**/app-*.db");
    }

    @Test
    void noFileIsMadeOfAnEmptyFolder() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThat(run("migrate", file.toString(), "--dir", empty.toString(), "--json"))
                .isEqualTo(1);
        assertThat(json().get("error").asText()).contains("no migrations in");
        assertThat(file).doesNotExist();
        Files.createFile(file);
        assertThat(run("migrate", file.toString(), "--dir", empty.toString())).isZero();
        assertThat(out.toString()).contains("There are no migrations in this folder.");
    }

    /// SQLite writes the time in UTC.
    @Test
    void theTimeOfAMigrationIsTrueInAnyZone() throws IOException {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
        try {
            assertThat(run("migrate", file.toString(), "--dir", scripts.toString()))
                    .isZero();
            assertThat(run("migrations", file.toString(), "--dir", scripts.toString(), "--json"))
                    .isZero();
            assertThat(Instant.parse(json().get(0).get("installedOn").asText()))
                    .isCloseTo(Instant.now(), within(5, ChronoUnit.MINUTES));
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void noBackupIsMadeWhenNoneIsWanted() throws IOException {
        assertThat(run("migrate", file.toString(), "--dir", scripts.toString(), "--no-backup"))
                .isZero();
        script("V3__more.sql", "CREATE TABLE more(a);");
        assertThat(run("migrate", file.toString(), "--dir", scripts.toString(), "--no-backup"))
                .isZero();
        assertThat(folder.resolve("backups")).doesNotExist();
    }

    @Test
    void aFailureSaysWhereAndExitsWithOne() throws IOException {
        script("V3__bad.sql", "CREATE TABLE half(a);\nINSERT INTO nowhere VALUES(1);");
        assertThat(run("migrate", file.toString(), "--dir", scripts.toString(), "--json"))
                .isEqualTo(1);
        assertThat(json().get("ok").booleanValue()).isFalse();
        assertThat(json().get("migrations")).hasSize(2);
        assertThat(err.toString()).contains("V3 bad failed in line 2: no such table: nowhere. It was rolled back");
        assertThat(run("migrations", file.toString(), "--dir", scripts.toString(), "--json"))
                .isZero();
        assertThat(json().get(2).get("state").asText()).isEqualTo("Pending");
        assertThat(json().get(2).get("installedOn").isNull()).isTrue();
    }

    @Test
    void cascadesAreAllowedByNameOnly() throws IOException {
        assertThat(run("migrate", file.toString(), "--dir", scripts.toString())).isZero();
        script("V3__leave.sql", "DELETE FROM users;");
        assertThat(run("migrate", file.toString(), "--dir", scripts.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("posts: 1 row deleted").contains("--allow-cascades");
        assertThat(out.toString()).doesNotContain("Backup:");
        assertThat(folder.resolve("backups")).doesNotExist();
        assertThat(run("migrate", file.toString(), "--dir", scripts.toString(), "--allow-cascades"))
                .isZero();
        assertThat(out.toString()).contains("Backup:");
        assertThat(folder.resolve("backups")).isDirectoryContaining("glob:**/app-*.db");
    }

    /// Ben, whom the post refers to by 2, becomes 1.
    @Test
    void whatCannotBeTriedIsAllowedByNameToo() throws IOException {
        assertThat(run("migrate", file.toString(), "--dir", scripts.toString())).isZero();
        script("V3__leave.sql", "DELETE FROM users;");
        script("V3__leave.sql.conf", "executeInTransaction=false");
        assertThat(run("migrate", file.toString(), "--dir", scripts.toString())).isEqualTo(1);
        assertThat(err.toString())
                .contains("It can delete or change rows of posts")
                .contains("--rehearse", "--allow-untransacted")
                .doesNotContain("--allow-cascades");
        assertThat(run("migrate", file.toString(), "--dir", scripts.toString(), "--allow-cascades"))
                .isEqualTo(1);
        assertThat(folder.resolve("backups")).doesNotExist();
        assertThat(run("migrate", file.toString(), "--dir", scripts.toString(), "--allow-untransacted"))
                .isZero();
    }

    /// Only the window asks, and whoever reads the report is told so.
    @Test
    void whatAnApplyOfOverwrittenValuesNeedsIsSaid() throws IOException {
        script("V3__two.sql", "INSERT INTO users VALUES(2, 'Ben');");
        assertThat(run("migrate", file.toString(), "--dir", scripts.toString())).isZero();
        script("V4__same.sql", "UPDATE users SET name = 'x';");
        assertThat(run("migrate", file.toString(), "--dir", scripts.toString(), "--rehearse"))
                .isZero();
        assertThat(out.toString())
                .contains("every value of users.name: the window applies this only once you approve it")
                .contains("migrate runs it without asking");
        script("V4__same.sql.conf", "executeInTransaction=false");
        assertThat(run("migrate", file.toString(), "--dir", scripts.toString(), "--rehearse", "--json"))
                .isZero();
        assertThat(json().get("migrations").get(0).get("approvals").get(0).asText())
                .contains("--allow-untransacted");
    }

    @Test
    void rowsAreNumberedAnewOnlyWhereThatIsAllowedByName() throws IOException {
        script("V3__ben.sql", """
                INSERT INTO users VALUES(2, 'Ben');
                UPDATE posts SET user_id = 2;
                DELETE FROM users WHERE id = 1;
                """);
        assertThat(run("migrate", file.toString(), "--dir", scripts.toString())).isZero();
        script("V4__anew.sql", """
                CREATE TABLE n(id INTEGER PRIMARY KEY, name TEXT);
                INSERT INTO n(name) SELECT name FROM users;
                DROP TABLE users;
                ALTER TABLE n RENAME TO users;
                UPDATE posts SET user_id = 1;
                """);
        assertThat(run("migrate", file.toString(), "--dir", scripts.toString(), "--rehearse", "--json"))
                .isZero();
        JsonNode users = json().get("migrations").get(0).get("rows").get("users");
        assertThat(users.get("renumbered").asLong()).isEqualTo(1);
        assertThat(users.get("lost").asLong()).isZero();
        assertThat(run("migrate", file.toString(), "--dir", scripts.toString(), "--rehearse"))
                .isZero();
        assertThat(out.toString())
                .contains("1 row under another number than others refer to")
                .contains("--allow-renumbering");
        for (String allowed : List.of("--no-backup", "--allow-cascades")) {
            assertThat(run("migrate", file.toString(), "--dir", scripts.toString(), allowed))
                    .isEqualTo(1);
            assertThat(err.toString())
                    .contains("V4 anew numbers rows anew")
                    .contains("users: 1 row under another number")
                    .contains("--allow-renumbering");
        }
        assertThat(run("migrate", file.toString(), "--dir", scripts.toString(), "--allow-renumbering", "--json"))
                .isZero();
        assertThat(json().get("migrations")).hasSize(1);
        assertThat(json().get("backup").asText()).contains("app-");
        assertThat(err.toString()).contains("V4 anew numbers rows anew");
        try (TestDb db = TestDb.open(file)) {
            assertThat(db.db()
                            .read(
                                    "name",
                                    a -> a.scalar(
                                                    Sql.of(
                                                            "SELECT name FROM users u JOIN posts p ON p.user_id = u.id WHERE u.id = 1"))
                                            .asText())
                            .await())
                    .isEqualTo("Ben");
        }
        assertThat(run("migrate", "--help")).isZero();
        assertThat(out.toString()).contains("--allow-renumbering");
    }

    @Test
    void aDatabaseWithoutHistoryWaitsForABaseline() throws IOException {
        try (TestDb db = TestDb.create(folder, "CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT)")) {
            file = db.file();
        }
        assertThat(run("migrate", file.toString(), "--dir", scripts.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("no history of migrations").contains("--baseline");
        assertThat(run("migrate", file.toString(), "--dir", scripts.toString(), "--baseline", "one"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("one");
        assertThat(folder.resolve("backups")).doesNotExist();
        assertThat(run("migrate", file.toString(), "--dir", scripts.toString(), "--baseline", "1"))
                .isZero();
        assertThat(run("migrations", file.toString(), "--dir", scripts.toString(), "--json"))
                .isZero();
        assertThat(json()).extracting(line -> line.get("state").asText()).contains("Baseline", "Success");
    }

    @Test
    void whatDoesNotAgreeExitsWithOne() throws IOException {
        assertThat(run("migrate", file.toString(), "--dir", scripts.toString())).isZero();
        script("V1__users.sql", "CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT NOT NULL);");
        assertThat(run("migrations", file.toString(), "--dir", scripts.toString(), "--json"))
                .isEqualTo(1);
        assertThat(json()).hasSize(2);
        assertThat(err.toString()).contains("V1 users: the script was changed after it ran");
    }

    @Test
    void aFolderMustBeKnown() throws IOException {
        try (TestDb db = TestDb.create(folder, "CREATE TABLE t(a)")) {
            file = db.file();
        }
        assertThat(run("migrations", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("--dir");
        assertThat(run(
                        "migrate",
                        file.toString(),
                        "--dir",
                        folder.resolve("none").toString()))
                .isEqualTo(2);
        assertThat(run("migrate", file.toString(), "--rehearse")).isEqualTo(2);
        new Places(folder.resolve("data")).keep(file, new Place.Folder(scripts));
        assertThat(run("migrations", file.toString())).isZero();
        assertThat(out.toString()).contains("no history of migrations");
    }

    @Test
    void scriptsThatAreNotRunAreListed() throws IOException {
        script("beforeInfo.sh", "#!/bin/sh\ntouch ran\n");
        assertThat(run("migrate", file.toString(), "--dir", scripts.toString(), "--json"))
                .isZero();
        assertThat(json().get("ok").booleanValue()).isTrue();
        assertThat(err.toString()).contains("Not run: beforeInfo.sh");
    }

    // ---- rehearsals ----

    /// DESIGN 6: `{ok, migrations:[{version, ms, rows:{table:{before,after}}, schema:[…], findings:[…]}]}`.
    @Test
    void aRehearsalIsOneDocumentAndChangesNothing() throws IOException {
        assertThat(run("migrate", file.toString(), "--dir", scripts.toString())).isZero();
        script("V3__tags.sql", "CREATE TABLE tags(id INTEGER PRIMARY KEY);\nALTER TABLE users ADD COLUMN email TEXT;");
        script("V4__posts.sql", "DELETE FROM posts;\nINSERT INTO posts VALUES(2, 1);");
        assertThat(run("migrate", file.toString(), "--dir", scripts.toString(), "--rehearse", "--json"))
                .isZero();
        JsonNode done = json();
        assertThat(done.get("ok").booleanValue()).isTrue();
        assertThat(done.get("migrations")).hasSize(2);
        JsonNode first = done.get("migrations").get(0);
        assertThat(first.get("version").asText()).isEqualTo("3");
        assertThat(first.get("ms").isNumber()).isTrue();
        assertThat(first.get("schema").toString()).contains("new column email TEXT");
        assertThat(first.get("findings").isArray()).isTrue();
        assertThat(first.get("rows").get("users").get("before").asLong()).isEqualTo(1);
        JsonNode posts = done.get("migrations").get(1).get("rows").get("posts");
        assertThat(posts.get("before").asLong()).isEqualTo(1);
        assertThat(posts.get("after").asLong()).isEqualTo(1);
        assertThat(posts.get("lost").asLong()).isEqualTo(1);
        assertThat(posts.get("added").asLong()).isEqualTo(1);
        assertThat(posts.get("by").asText()).isEqualTo("key");
        assertThat(run("migrate", file.toString(), "--dir", scripts.toString(), "--rehearse"))
                .isZero();
        assertThat(out.toString()).contains("1 row lost, 1 other row new").contains("itself is as it was");
        assertThat(run("migrations", file.toString(), "--dir", scripts.toString()))
                .isZero();
        assertThat(out.toString()).contains("2 migrations are pending.");
        assertThat(folder.resolve("backups")).doesNotExist();
    }

    @Test
    void valuesAndOrderAreGivenOnTheCommandLine() throws IOException {
        assertThat(run("migrate", file.toString(), "--dir", scripts.toString())).isZero();
        script("V1.5__between.sql", "CREATE TABLE ${name}(x DEFAULT '${by}');");
        Path config = Files.writeString(folder.resolve("mine.conf"), "flyway.placeholders.by=Ann");
        List<String> all = new ArrayList<>(List.of("migrate", file.toString(), "--dir", scripts.toString()));
        assertThat(run(all.toArray(String[]::new))).isEqualTo(1);
        all.add("--out-of-order");
        assertThat(run(all.toArray(String[]::new))).isEqualTo(1);
        assertThat(err.toString()).contains("no value for ${name} in line 1");
        all.addAll(List.of("--placeholder", "name=middle", "--config", config.toString()));
        assertThat(run(all.toArray(String[]::new))).isZero();
        assertThat(run("migrations", file.toString(), "--dir", scripts.toString()))
                .isZero();
        assertThat(out.toString()).contains("Out of Order");
    }

    @Test
    void aRehearsalThatDoesNotGoThroughIsTrouble() throws IOException {
        assertThat(run("migrate", file.toString(), "--dir", scripts.toString())).isZero();
        script("V3__half.sql", "CREATE TABLE half(a);\nINSERT INTO nowhere VALUES(1);");
        assertThat(run("migrate", file.toString(), "--dir", scripts.toString(), "--rehearse", "--json"))
                .isEqualTo(1);
        JsonNode done = json();
        assertThat(done.get("ok").booleanValue()).isFalse();
        assertThat(done.get("migrations").get(0).get("error").asText()).contains("no such table: nowhere");
        assertThat(run("migrate", folder.resolve("none.db").toString(), "--dir", scripts.toString(), "--rehearse"))
                .isEqualTo(1);
        assertThat(folder.resolve("none.db")).doesNotExist();
    }
}
