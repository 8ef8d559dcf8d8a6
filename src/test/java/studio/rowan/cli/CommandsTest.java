package studio.rowan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import studio.rowan.OtherProcess;
import studio.rowan.SharedData;
import studio.rowan.TestDb;
import studio.rowan.db.Sql;

class CommandsTest extends CommandFixture {
    @Test
    void healthOfTheSampleAsJson() throws Exception {
        assertThat(run("health", "--json")).isZero();
        JsonNode report = json();
        assertThat(report.fieldNames())
                .toIterable()
                .containsExactly("status", "timestamp", "database", "performance", "findings");
        assertThat(report.get("status").asText()).isEqualTo("healthy");
        assertThat(Instant.parse(report.get("timestamp").asText())).isBeforeOrEqualTo(Instant.now());
        JsonNode database = report.get("database");
        assertThat(database.fieldNames()).toIterable().containsExactly("connected", "size", "tables");
        assertThat(database.get("connected").booleanValue()).isTrue();
        assertThat(database.get("size").longValue()).isEqualTo(Files.size(folder.resolve("data/blog.db")));
        assertThat(database.get("tables").get("posts").longValue()).isEqualTo(2000);
        JsonNode performance = report.get("performance");
        assertThat(performance.get("avgPostsPerUser").doubleValue()).isEqualTo(9.9);
        assertThat(Instant.parse(performance.get("lastUserCreated").asText())).isNotNull();
        assertThat(Instant.parse(performance.get("lastPostCreated").asText())).isNotNull();
        for (JsonNode finding : report.get("findings")) {
            assertThat(finding.fieldNames()).toIterable().containsExactly("check", "severity", "message", "fix");
        }
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void healthInWords() {
        assertThat(run("health")).isZero();
        assertThat(out.toString())
                .contains("blog.db: healthy")
                .containsPattern("posts +2,000")
                .containsPattern("Posts per user +9.9")
                .containsPattern("Last post +20");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void healthOfWhatCannotBeOpenedIsUnhealthyWithTheReason() throws Exception {
        Path text = Files.writeString(folder.resolve("text.db"), "no database at all, by no means");
        for (Path file : List.of(text, folder.resolve("missing.db"), folder)) {
            assertThat(run("health", "--json", file.toString()))
                    .as(file.toString())
                    .isEqualTo(1);
            JsonNode report = json();
            assertThat(report.get("status").asText()).isEqualTo("unhealthy");
            assertThat(report.get("error").asText()).isNotEmpty();
            assertThat(report.get("database").get("connected").booleanValue()).isFalse();
            assertThat(report.has("performance")).isFalse();
            assertThat(err.toString()).contains(file.toString()).doesNotContain("Exception");
        }
        assertThat(Files.exists(folder.resolve("missing.db"))).isFalse();
    }

    @Test
    void healthWithAWarningExitsWithOne() throws Exception {
        try (TestDb db = TestDb.create(folder, "CREATE TABLE t(a REFERENCES nowhere)")) {
            assertThat(run("health", "--json", db.file().toString())).isEqualTo(1);
            assertThat(json().get("status").asText()).isEqualTo("degraded");
        }
    }

    @Test
    void databasePathIsTheDefaultFile() throws Exception {
        try (TestDb db = TestDb.create(folder, "CREATE TABLE only_here(a)")) {
            env.put("DATABASE_PATH", db.file().toString());
            assertThat(run("health", "--json")).isZero();
            assertThat(json().get("database").get("tables").has("only_here")).isTrue();
        }
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void realDatabasesGiveOneDocumentEach() throws Exception {
        for (Path real : SharedData.databases(SharedData.dir().resolve("real")).toList()) {
            Path copy = SharedData.copy(real, folder);
            byte[] before = Files.readAllBytes(copy);
            assertThat(run("health", "--json", copy.toString()))
                    .as(real.toString())
                    .isIn(0, 1);
            assertThat(json().get("database").get("connected").booleanValue())
                    .as(real.toString())
                    .isTrue();
            assertThat(Files.readAllBytes(copy)).as(real.toString()).isEqualTo(before);
        }
    }

    @Test
    void seedMakesAndFillsAFile() throws Exception {
        Path file = folder.resolve("new.db");
        assertThat(run("seed", file.toString(), "--rows", "120", "--seed", "3", "--json"))
                .isZero();
        JsonNode made = json();
        assertThat(made.get("file").asText()).isEqualTo(file.toString());
        assertThat(made.get("posts").longValue()).isEqualTo(120);
        assertThat(made.get("users").longValue()).isEqualTo(14);
        assertThat(made.get("tags").longValue()).isEqualTo(12);
        assertThat(run("seed", file.toString())).isZero();
        assertThat(out.toString()).contains("0 users, 0 posts, 0 tags");
    }

    @Test
    void seedFillsAnEmptyFileAndLeavesForeignOnesAlone() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.db"));
        assertThat(run("seed", empty.toString())).isZero();
        assertThat(out.toString()).contains("2 users");
        try (TestDb db = TestDb.create(folder, "CREATE TABLE t(a)")) {
            assertThat(run("seed", db.file().toString(), "--json")).isEqualTo(1);
            assertThat(json().get("error").asText()).contains("not those of a blog");
            assertThat(err.toString()).contains("not those of a blog").doesNotContain("Exception");
            assertThat(db.workspace().schema().relation("users")).isEmpty();
        }
    }

    // ---- backups ----

    private Path database(String mode) {
        Path file = folder.resolve("shop.db");
        try (OtherProcess other = OtherProcess.on(file)) {
            other.must("PRAGMA journal_mode = " + mode);
            other.must("CREATE TABLE goods(id INTEGER PRIMARY KEY, name TEXT)");
            other.must("INSERT INTO goods(name) VALUES('tea'), ('salt')");
        }
        return file;
    }

    private long count(Path file, String table) {
        try (TestDb db = TestDb.open(file)) {
            return db.db()
                    .read(
                            "count",
                            access -> access.scalar(Sql.of("SELECT count(*) FROM " + table))
                                    .asLong())
                    .await();
        }
    }

    @Test
    void backupAsJson() throws Exception {
        Path file = database("wal");
        assertThat(run("backup", file.toString(), "--json")).isZero();
        JsonNode made = json();
        assertThat(made.fieldNames())
                .toIterable()
                .containsExactly("file", "bytes", "pages", "ms", "sha256", "verified", "pruned");
        Path backup = Path.of(made.get("file").asText());
        assertThat(backup).hasParent(folder.resolve("backups")).exists();
        assertThat(made.get("bytes").longValue()).isEqualTo(Files.size(backup));
        assertThat(made.get("pages").longValue()).isEqualTo(Files.size(backup) / 4096);
        assertThat(made.get("sha256").asText())
                .isEqualTo(SharedData.checksums(backup.getParent())
                        .get(backup.getFileName().toString()));
        assertThat(made.get("verified").booleanValue()).isTrue();
        assertThat(made.get("pruned").size()).isZero();
        assertThat(err.toString()).isEmpty();
        assertThat(count(backup, "goods")).isEqualTo(2);
    }

    @Test
    void backupKeepsAsManyAsAskedAndBackupsListsThem() throws Exception {
        Path file = database("delete");
        Path elsewhere = folder.resolve("elsewhere");
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            assertThat(run("backup", file.toString(), "--to", elsewhere.toString(), "--keep", "2", "--json"))
                    .isZero();
            made.add(json().get("file").asText());
        }
        assertThat(json().get("pruned").get(0).asText()).isEqualTo(made.getFirst());
        assertThat(run("backups", file.toString(), "--to", elsewhere.toString(), "--json"))
                .isZero();
        assertThat(json().findValuesAsText("file")).containsExactly(made.get(2), made.get(1));
        assertThat(json().get(0).get("reason").asText()).isEqualTo("asked for");
        assertThat(Instant.parse(json().get(0).get("created").asText())).isBeforeOrEqualTo(Instant.now());
        assertThat(run("backups", file.toString(), "--to", elsewhere.toString()))
                .isZero();
        assertThat(out.toString())
                .contains("verified")
                .contains("asked for")
                .contains(Path.of(made.get(2)).getFileName().toString());
        env.put("BACKUP_DIR", elsewhere.toString());
        assertThat(run("backups", file.toString(), "--json")).isZero();
        assertThat(json().size()).isEqualTo(2);
        env.clear();
        assertThat(run("backups", file.toString())).isZero();
        assertThat(out.toString()).contains("No backup");
    }

    @Test
    void restoreBringsItBackAndKeepsWhatWasThere() throws Exception {
        for (String mode : List.of("wal", "delete")) {
            Path file = database(mode);
            env.put("DATABASE_PATH", file.toString());
            assertThat(run("backup", "--json")).isZero();
            String backup = json().get("file").asText();
            try (TestDb db = TestDb.open(file)) {
                db.run("DELETE FROM goods");
            }
            String name = Path.of(backup).getFileName().toString();
            assertThat(run("restore", name, "--json")).as(err.toString()).isZero();
            JsonNode restored = json();
            assertThat(restored.get("file").asText()).isEqualTo(file.toString());
            assertThat(restored.get("verified").booleanValue()).isTrue();
            assertThat(count(file, "goods")).isEqualTo(2);
            assertThat(run("restore", restored.get("before").asText(), file.toString()))
                    .isZero();
            assertThat(out.toString()).contains("is restored from").contains("is kept as");
            assertThat(count(file, "goods")).isZero();
            Path fresh = folder.resolve(mode + "-new.db");
            assertThat(run("restore", backup, fresh.toString())).isZero();
            assertThat(count(fresh, "goods")).isEqualTo(2);
            Files.delete(file);
        }
    }

    @Test
    void resetNeedsAYesAndKeepsABackup() throws Exception {
        for (String mode : List.of("wal", "delete")) {
            Path file = database(mode);
            assertThat(run("reset", file.toString())).isEqualTo(2);
            assertThat(err.toString()).contains("--yes");
            assertThat(count(file, "goods")).isEqualTo(2);
            assertThat(run("reset", file.toString(), "--yes", "--json"))
                    .as(err.toString())
                    .isZero();
            JsonNode reset = json();
            assertThat(reset.get("users").longValue()).isEqualTo(2);
            try (TestDb db = TestDb.open(file)) {
                assertThat(db.workspace().schema().relation("goods")).isEmpty();
                assertThat(db.db()
                                .read(
                                        "mode",
                                        access -> access.pragma("journal_mode").asText())
                                .await())
                        .isEqualTo(mode);
            }
            assertThat(count(file, "users")).isEqualTo(2);
            assertThat(count(file, "flyway_schema_history")).isPositive();
            assertThat(count(Path.of(reset.get("backup").asText()), "goods")).isEqualTo(2);
            assertThat(run("seed", file.toString(), "--rows", "50", "--json")).isZero();
            assertThat(count(file, "posts")).isEqualTo(50);
            Files.delete(file);
        }
        Path none = folder.resolve("none.db");
        assertThat(run("reset", none.toString(), "--yes", "--json")).isZero();
        assertThat(json().get("backup").isNull()).isTrue();
        assertThat(count(none, "tags")).isEqualTo(3);
    }

    @Test
    void backupsThatFailSayWhy() throws Exception {
        Path file = database("delete");
        Path blocked = Files.createFile(folder.resolve("blocked"));
        assertThat(run("backup", file.toString(), "--to", blocked.toString(), "--json"))
                .isEqualTo(1);
        assertThat(json().get("error").asText())
                .containsOnlyOnce(blocked.toString())
                .contains("folder of backups");
        assertThat(err.toString()).doesNotContain("Exception");
        assertThat(run("backup", folder.resolve("missing.db").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("missing.db: There is no such file");
        assertThat(run("restore", folder.resolve("missing.db").toString(), file.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("no such backup");
        assertThat(run("restore", blocked.toString(), file.toString())).isEqualTo(1);
        assertThat(err.toString())
                .as("it is the backup that is none")
                .contains(blocked + ": This is not an SQLite database.")
                .contains("empty");
        assertThat(count(file, "goods")).isEqualTo(2);
        assertThat(run("backup", file.toString(), "--keep", "0")).isEqualTo(2);
        assertThat(run("restore")).isEqualTo(2);
        assertThat(run("backup", file.toString())).isZero();
        Path list = folder.resolve("backups/rowan-backups.json");
        Files.writeString(list, "{ broken");
        assertThat(run("backups", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("damaged");
        assertThat(list).hasContent("{ broken");
    }

    @Test
    void wrongUsageExitsWithTwo() {
        assertThat(run("seed", "--rows", "many")).isEqualTo(2);
        assertThat(err.toString()).contains("--rows");
        assertThat(run("seed", folder.resolve("x.db").toString(), "--rows", "-1"))
                .isEqualTo(2);
        assertThat(folder.resolve("x.db")).doesNotExist();
        assertThat(run("helth")).isEqualTo(2);
        assertThat(err.toString()).contains("helth");
        assertThat(run("health", "--nonsense")).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void versionAndHelp() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("Rowan Studio ").doesNotContain("?");
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("health").contains("seed").contains("open");
        assertThat(run("seed", "--help")).isZero();
        assertThat(out.toString()).contains("--rows=N");
    }

    @Test
    void filesOrNothingOpenTheWindow() {
        Path a = folder.resolve("a.db");
        assertThat(run()).isZero();
        assertThat(run(a.toString())).isZero();
        assertThat(run("open", "--read-only", a.toString())).isZero();
        assertThat(run("--read-only", a.toString())).isZero();
        assertThat(opened).containsExactly("[]", "[" + a + "]", "[" + a + "] read-only", "[" + a + "] read-only");
    }

    /// In a process of its own: which classes are loaded is part of the promise.
    @Test
    void aCommandLoadsNoJavafx() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xlog:class+load",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "studio.rowan.Main",
                        "health",
                        "--json")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(folder.resolve("out.txt").toFile());
        builder.environment().put("ROWAN_HOME", folder.toString());
        builder.environment().remove("DATABASE_PATH");
        Process process = builder.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String log = Files.readString(folder.resolve("out.txt"));
        assertThat(process.exitValue()).isZero();
        assertThat(log).contains("studio.rowan.cli.HealthCommand").contains("\"status\" : \"healthy\"");
        assertThat(log.lines().filter(line -> line.contains(" javafx.") || line.contains("com.sun.javafx")))
                .isEmpty();
    }
}
