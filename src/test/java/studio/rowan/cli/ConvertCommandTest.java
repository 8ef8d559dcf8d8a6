package studio.rowan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.db.AppFolders;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Sql;

/// The way from another tool's folder to Flyway's, as a person at a terminal goes it.
class ConvertCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Clock clock = Clock.system();
    private final DbFiles files = new DbFiles();
    private String theirs;
    private String ours;
    private Path file;

    @BeforeEach
    void scripts() throws IOException {
        Path source = Files.createDirectory(folder.resolve("theirs"));
        theirs = source.toString();
        ours = folder.resolve("ours").toString();
        Files.writeString(source.resolve("1_users.up.sql"), "BEGIN;\nCREATE TABLE users(id);\nCOMMIT;\n");
        Files.writeString(source.resolve("1_users.down.sql"), "DROP TABLE users;\n");
        Files.writeString(source.resolve("2_tags.up.sql"), "CREATE TABLE tags(id);\n");
        file = folder.resolve("app.db");
        Db.create(file, files);
        try (Db db = Db.open(file, Db.Options.defaults(), files, clock)) {
            db.write("made", access -> {
                        access.execute(Sql.of("CREATE TABLE users(id)"));
                        access.execute(Sql.of("CREATE TABLE schema_migrations(version uint64, dirty bool)"));
                        return access.update(Sql.of("INSERT INTO schema_migrations VALUES(1, 0)"));
                    })
                    .await();
        }
    }

    @AfterEach
    void stop() {
        clock.close();
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Commands.run(
                args,
                new Context(
                        _ -> null,
                        new AppFolders(folder.resolve("data"), folder.resolve("cache")),
                        files,
                        clock,
                        new PrintWriter(out),
                        new PrintWriter(err),
                        (_, _) -> {}));
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toString());
    }

    @Test
    void aFolderIsConvertedAndTheFileGoesOnFromThere() throws IOException {
        assertThat(run("migrations", file.toString(), "--dir", theirs)).isZero();
        assertThat(out.toString()).contains("Success", "Pending", "migrations of golang-migrate");
        assertThat(run("migrate", file.toString(), "--dir", theirs)).isEqualTo(1);
        assertThat(err.toString()).contains("golang-migrate", "Convert them");
        assertThat(run("convert", file.toString(), "--dir", theirs, "--to", ours, "--baseline", "--json"))
                .isZero();
        assertThat(json().get("tool").asText()).isEqualTo("golang-migrate");
        assertThat(json().get("files")).hasSize(2);
        assertThat(json().get("files").get(0).get("file").asText()).isEqualTo("V1__users.sql");
        assertThat(json().get("files").get(0).get("notes")).hasSize(2);
        assertThat(json().get("baseline").asText()).isEqualTo("1");
        assertThat(Path.of(json().get("backup").asText())).exists();
        assertThat(Path.of(ours, "undo", "V1__users.txt")).hasContent("DROP TABLE users;\n");
        assertThat(run("migrate", file.toString(), "--dir", ours)).isZero();
        assertThat(out.toString()).contains("V2 tags ran in", "1 migration was run.");
    }

    @Test
    void theFileIsLeftAloneUnlessAsked() throws IOException {
        assertThat(run("convert", file.toString(), "--dir", theirs, "--to", ours, "--undo", "scripts"))
                .isZero();
        assertThat(out.toString()).contains("2 migrations of golang-migrate were written");
        assertThat(Path.of(ours, "U1__users.sql")).exists();
        assertThat(run("migrations", file.toString(), "--dir", ours)).isZero();
        assertThat(out.toString()).contains("no history of migrations");
    }

    @Test
    void nothingIsWrittenOver() {
        assertThat(run("convert", "--dir", theirs, "--to", theirs)).isEqualTo(1);
        assertThat(err.toString()).contains("is not touched");
        assertThat(run("convert", "--dir", theirs, "--to", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("is not empty");
        assertThat(run("convert", "--dir", theirs, "--to", ours, "--undo", "x")).isEqualTo(2);
        assertThat(run("convert", "--dir", theirs)).isEqualTo(2);
        assertThat(Path.of(ours)).doesNotExist();
    }

    @Test
    void whatIsFlywaysAlreadyOrNoSqlIsSaid() throws IOException {
        Path flyway = Files.createDirectory(folder.resolve("flyway"));
        Files.writeString(flyway.resolve("V1__a.sql"), "SELECT 1;");
        assertThat(run("convert", "--dir", flyway.toString(), "--to", ours)).isEqualTo(1);
        assertThat(err.toString()).contains("no migrations of another tool");
        Path rails = Files.createDirectory(folder.resolve("rails"));
        Files.writeString(rails.resolve("20200101000000_users.rb"), "class Users");
        Path fresh = folder.resolve("fresh.db");
        for (String[] args : new String[][] {
            {"convert", "--dir", rails.toString(), "--to", ours},
            {"migrate", fresh.toString(), "--dir", rails.toString()}
        }) {
            assertThat(run(args)).isEqualTo(1);
            assertThat(err.toString()).contains("20200101000000_users.rb is Ruby");
        }
        assertThat(fresh).doesNotExist();
    }
}
