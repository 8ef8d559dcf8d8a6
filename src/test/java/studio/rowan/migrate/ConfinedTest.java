package studio.rowan.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import studio.rowan.SharedData;
import studio.rowan.db.Db;
import studio.rowan.db.Sql;

/// A script reaches no file but the database that it is run on, whatever it says: not in a rehearsal, not when it is
/// applied, and not where its own settings have it run without a transaction.
class ConfinedTest extends MigrationFixture {
    private Path others;

    @BeforeEach
    void create() throws IOException {
        others = Files.createDirectory(folder.resolve("others"));
        Db.create(others.resolve("other.db"), files);
        create("app.db", """
                CREATE TABLE posts(id INTEGER PRIMARY KEY, title TEXT);
                INSERT INTO posts VALUES(1, 'a'), (2, 'b');
                CREATE VIRTUAL TABLE posts_fts USING fts5(title, content='posts', content_rowid='id');
                """);
        assertThat(migrate().stop()).isNull();
    }

    static Stream<String> ways() {
        return Stream.of(
                "ATTACH '%s/other.db' AS o; CREATE TABLE o.stolen AS SELECT * FROM posts;",
                "/* a */ attach database 'file:%s/other.db?mode=rw' AS o; DROP TABLE IF EXISTS o.t;",
                "ATTACH '%s/new.db' AS o;",
                "VACUUM INTO '%s/new.db';",
                "VACUUM main INTO '%s/new.db';",
                "SELECT load_extension('%s/other.db');",
                "SELECT writefile('%s/new.db', 'x');",
                "PRAGMA temp_store_directory = '%s';",
                "PRAGMA main.\"data_store_directory\"('%s');",
                "CREATE VIRTUAL TABLE t USING csv(filename='%s/other.db');",
                "PRAGMA writable_schema = ON; DELETE FROM sqlite_master WHERE name = 'posts';",
                "PRAGMA \"writable_schema\"(1); UPDATE sqlite_schema SET sql = '' WHERE name = 'posts';",
                "PRAGMA main.[writable_schema] = 1; DELETE FROM sqlite_schema;",
                "DELETE FROM sqlite_schema WHERE name = 'posts';");
    }

    static Stream<Arguments> waysAndSettings() {
        return ways().flatMap(way ->
                Stream.of("", "executeInTransaction=false\n").map(settings -> Arguments.of(way, settings)));
    }

    @ParameterizedTest
    @MethodSource("waysAndSettings")
    void aScriptReachesNoOtherFile(String way, String settings) throws IOException {
        script("V2__out.sql", way.replace("%s", others.toString()));
        if (!settings.isEmpty()) {
            script("V2__out.sql.conf", settings);
        }
        var before = SharedData.checksums(others);
        try (Rehearsal.Report report = rehearse()) {
            assertThat(report.ok()).isFalse();
            assertThat(report.trials().getFirst().stop()).isNotNull();
        }
        Migrator.Result result = migrate();
        assertThat(result.stop()).isNotNull();
        assertThat(result.ran()).isEmpty();
        assertThat(SharedData.checksums(others)).isEqualTo(before);
        assertThat(number("SELECT count(*) FROM posts")).isEqualTo(2);
        assertThat(db.read(
                                "folder",
                                a -> a.query(Sql.of("PRAGMA temp_store_directory")).stream()
                                        .map(row -> String.valueOf(row.asText(0)))
                                        .toList())
                        .await())
                .noneMatch(set -> set.contains(others.toString()));
    }

    /// What only this file's own index is made of may run, and a rehearsal leaves the file's own alone.
    @Test
    void aFullTextIndexIsRebuiltInItsOwnFile() throws IOException {
        script("V2__rebuild.sql", "INSERT INTO posts_fts(posts_fts) VALUES('rebuild');");
        try (Rehearsal.Report report = rehearse()) {
            assertThat(report.ok()).isTrue();
            assertThat(number("SELECT count(*) FROM posts_fts_docsize")).isZero();
        }
        assertThat(migrate().stop()).isNull();
        assertThat(number("SELECT count(*) FROM posts_fts WHERE posts_fts MATCH 'b'"))
                .isEqualTo(1);
    }
}
