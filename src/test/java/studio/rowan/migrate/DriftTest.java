package studio.rowan.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.rowan.SharedData;
import studio.rowan.db.Db;
import studio.rowan.db.Sql;
import studio.rowan.db.Statements;
import studio.rowan.diff.DiffWords;
import studio.rowan.vault.Backup;

/// A file beside what its migrations say it is, and the way back from one of them.
class DriftTest extends MigrationFixture {
    @BeforeEach
    void create() throws IOException {
        open("app.db");
    }

    private void migrate(Path from) throws IOException {
        migrate(db, from);
    }

    private static void migrate(Db file, Path from) throws IOException {
        Migrator.Result result = new Migrator(file, Scripts.ofFolder(from))
                .start("migrate", new Migrator.Request(Migrator.Request.ALL, null, List.of()))
                .await();
        assertThat(result.stop()).isNull();
    }

    private void run(String script) {
        db.exclusive("by hand", access -> {
                    access.execute(Sql.of("PRAGMA foreign_keys = OFF"));
                    // RENAME COLUMN alone does not see what another connection changed since.
                    access.query(Sql.of("SELECT count(*) FROM sqlite_schema"));
                    Statements.of(script).forEach(each -> access.execute(Sql.of(each.text(script))));
                    return true;
                })
                .await();
    }

    private Drift drift(Path from) throws IOException {
        return Drift.start(db, "drift", Scripts.ofFolder(from)).await();
    }

    private static List<String> said(Drift drift) {
        return drift.changes().stream().map(DiffWords::of).toList();
    }

    // ---- drift ----

    @ParameterizedTest
    @ValueSource(strings = {"drizzle/emdash", "drizzle/vibesdk", "flyway/chat4j", "flyway/realworld"})
    void aFreshlyMigratedFileHasNoneAndWhatIsDoneByHandIsExactlyThat(String history) throws IOException {
        Path from = SharedData.dir().resolve("migrations").resolve(history);
        migrate(from);
        assertThat(said(drift(from))).isEmpty();
        assertThat(drift(from).isNone()).isTrue();

        String table = db.read(
                        "a table",
                        access -> access.scalar(Sql.of("SELECT name FROM sqlite_schema WHERE type = 'table'"
                                        + " AND name NOT LIKE '%flyway%' AND name NOT LIKE '%drizzle%'"
                                        + " AND rootpage > 0 AND name NOT LIKE 'sqlite%' LIMIT 1"))
                                .asText())
                .await();
        run("ALTER TABLE \"" + table + "\" ADD COLUMN by_hand TEXT; CREATE VIEW by_hand_v AS SELECT 1; ANALYZE");
        Drift drift = drift(from);
        assertThat(said(drift)).containsExactlyInAnyOrder(table + ": new column by_hand TEXT", "new view by_hand_v");
        assertThat(drift.recording().text())
                .contains("ADD COLUMN by_hand TEXT;")
                .contains("CREATE VIEW by_hand_v");

        run(drift.mending().text());
        assertThat(drift(from).isNone()).isTrue();
    }

    @Test
    void theMigrationThatRecordsItLeadsAnotherFileThereWithItsRows() throws IOException {
        script("V1__users.sql", "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, CHECK (id > 0));");
        script(
                "V2__posts.sql",
                "CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INT REFERENCES users (id)"
                        + " ON DELETE CASCADE); INSERT INTO users VALUES (1, 'Ann'); INSERT INTO posts VALUES (1, 1);");
        migrate(scripts);
        run(
                "DROP TABLE users; CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT COLLATE NOCASE DEFAULT 'x') STRICT;"
                        + " CREATE UNIQUE INDEX users_name ON users (name)");
        Drift drift = drift(scripts);
        assertThat(said(drift))
                .contains("new index users_name on users", "users: column name was TEXT, is TEXT DEFAULT 'x'");

        String recording = drift.recording().text();
        try (Db fresh = made("other.db")) {
            Path copy = Files.createDirectories(folder.resolve("copy"));
            for (String name : List.of("V1__users.sql", "V2__posts.sql")) {
                Files.copy(scripts.resolve(name), copy.resolve(name));
            }
            Files.writeString(copy.resolve("V3__by_hand.sql"), recording);
            migrate(fresh, copy);
            assertThat(number(fresh, "SELECT count(*) FROM posts")).isEqualTo(1);
            assertThat(number(fresh, "SELECT count(*) FROM users WHERE name = 'ANN'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void whatABaselineStandsForIsTakenFromItsScriptOrSaidToBeUnknown() throws IOException {
        run("CREATE TABLE old (id INTEGER PRIMARY KEY)");
        script("V2__more.sql", "CREATE TABLE more (id INTEGER PRIMARY KEY);");
        migrator().startBaseline("baseline", "1", "was there", null).await();
        migrate(scripts);
        assertThat(drift(scripts).remarks()).containsExactly(new Remark(Remark.Kind.BASELINE_UNKNOWN, "1"));
        assertThat(said(drift(scripts))).containsExactly("new table old");

        script("B1__was_there.sql", "CREATE TABLE old (id INTEGER PRIMARY KEY);");
        assertThat(drift(scripts).remarks()).containsExactly(new Remark(Remark.Kind.BASELINE_TAKEN, "1"));
        assertThat(drift(scripts).isNone()).isTrue();
    }

    /// Names are read by the prefixes, the separator and the suffixes of the project.
    @Test
    void whatABaselineStandsForIsFoundUnderTheNamesOfTheProject() throws IOException {
        Files.writeString(
                scripts.resolve("flyway.conf"),
                "flyway.sqlMigrationPrefix=M\nflyway.sqlMigrationSeparator=-\nflyway.baselineVersion=2\n");
        run("CREATE TABLE old (id INTEGER PRIMARY KEY, name)");
        script("M1-old.sql", "CREATE TABLE old (id INTEGER PRIMARY KEY);");
        script("M2-name.sql", "ALTER TABLE old ADD COLUMN name;");
        script("M3-more.sql", "CREATE TABLE more (id INTEGER PRIMARY KEY);");
        new Migrator(db, Scripts.ofFolder(scripts))
                .startBaseline("baseline", "2", "was there", null)
                .await();
        migrate(scripts);
        assertThat(drift(scripts).remarks()).containsExactly(new Remark(Remark.Kind.BASELINE_TAKEN, "2"));
        assertThat(drift(scripts).isNone()).isTrue();
        script("M7-later.sql", "SELECT 1;");
        History history =
                History.start(db, "history", Scripts.ofFolder(scripts)).await();
        assertThat(NextScript.name(history, "next")).isEqualTo("M8-next.sql");
    }

    @Test
    void aScriptThatCannotBeReplayedIsNamedAndNothingIsClaimed() throws IOException {
        script("V1__a.sql", "CREATE TABLE a (x);");
        migrate(scripts);
        script("V1__a.sql", "-- changed since\nCREATE TABEL a (x);");
        Drift drift = drift(scripts);
        assertThat(drift.isNone()).isFalse();
        assertThat(drift.words()).startsWith("V1__a.sql cannot be replayed").contains("Line 2");
        assertThat(drift.remarks()).extracting(Remark::kind).containsExactly(Remark.Kind.EDITED);
    }

    // ---- undo ----

    private UndoDraft undo(String version) throws IOException {
        Scripts of = Scripts.ofFolder(scripts);
        Migration migration = History.start(db, "history", of).await().migrations().stream()
                .filter(each -> version.equals(each.version()))
                .findFirst()
                .orElseThrow();
        return UndoDraft.start(db, "undo", of, migration, backups()).await();
    }

    @Test
    void anUndoTakesTheStructureBackAndSaysWhatNoScriptBringsBack() throws IOException {
        script("V1__a.sql", "CREATE TABLE a (id INTEGER PRIMARY KEY, x TEXT, y TEXT); CREATE INDEX a_x ON a (x);");
        migrate(scripts);
        script(
                "V2__b.sql",
                "CREATE TABLE b (id INTEGER PRIMARY KEY); INSERT INTO b VALUES (1), (2);"
                        + " DROP INDEX a_x; ALTER TABLE a RENAME COLUMN x TO z; ALTER TABLE a DROP COLUMN y;"
                        + " ALTER TABLE a ADD COLUMN w INT;");
        migrate(scripts);
        UndoDraft undo = undo("2");
        assertThat(undo.script().text())
                .contains("RENAME COLUMN \"z\" TO \"x\";")
                .contains("DROP TABLE \"b\";")
                .contains("CREATE INDEX a_x ON a (x);");
        assertThat(undo.words())
                .contains("Table b goes with 2 rows that it holds now.")
                .contains("a: column w goes with its values.")
                .contains("a: column y comes back without the values that it had.");
        run(undo.script().text());
        assertThat(Drift.start(db, "drift", only("V1__a.sql")).await().changes())
                .isEmpty();
    }

    @Test
    void theNewestVerifiedBackupFromBeforeItIsNamed() {
        Migration ran = new Migration(
                "2", "b", "V2__b.sql", "SQL", "Success", Instant.ofEpochMilli(100), "", 1, 1, Migration.Kind.APPLIED);
        List<Backup> backups = List.of(made(120, true), made(90, false), made(80, true), made(70, true));
        assertThat(UndoDraft.before(ran, backups)).isEqualTo(made(80, true));
        assertThat(UndoDraft.before(ran, backups.subList(0, 2))).isNull();
    }

    private static Backup made(long at, boolean verified) {
        return new Backup(at + ".db", "app.db", at, "", 1, 1, "", verified, "", false, true, 0, List.of());
    }

    private Scripts only(String name) throws IOException {
        Path other = Files.createDirectories(folder.resolve("only"));
        Files.copy(scripts.resolve(name), other.resolve(name));
        return Scripts.ofFolder(other);
    }

    @Test
    void rowsAloneAreInNoScript() throws IOException {
        script("V1__a.sql", "CREATE TABLE a (x);");
        script("V2__rows.sql", "INSERT INTO a VALUES (1);");
        migrate(scripts);
        UndoDraft undo = undo("2");
        assertThat(undo.script().isEmpty()).isTrue();
        assertThat(undo.words()).containsExactly("It changed rows only. What they held before is in no script.");
        assertThat(undo("1").words())
                .contains("Later migrations ran since, and may need what it made. They are not taken back.");
    }

    // ---- a new script ----

    @Test
    void aNewScriptIsOneNewFileAndNeverReplacesAnother() throws IOException {
        Path written = ScriptFile.write(scripts, "V1__a.sql", "SELECT 1;");
        assertThat(Files.readString(written)).isEqualTo("SELECT 1;\n");
        assertThatThrownBy(() -> ScriptFile.write(scripts, "V1__a.sql", "SELECT 2;"))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> ScriptFile.write(scripts, "../V1__a.sql", "SELECT 2;"))
                .isInstanceOf(IOException.class);
        try (Stream<Path> inside = Files.list(scripts)) {
            assertThat(inside).containsExactly(written);
        }
        assertThat(Files.readString(written)).isEqualTo("SELECT 1;\n");
    }

    @Test
    void itsVersionIsWrittenAsTheFolderDoes() throws IOException {
        Instant now = Instant.parse("2026-03-04T05:06:07Z");
        List<String> names = new ArrayList<>();
        for (String last :
                List.of("V1__a.sql", "V0009__a.sql", "V2026__a.sql", "V1.4__a.sql", "V20250101000000__a.sql")) {
            Path other = Files.createDirectories(folder.resolve(last));
            Files.writeString(other.resolve(last), "");
            names.add(NextScript.name(history(other), "Add it", now));
        }
        assertThat(names)
                .containsExactly(
                        "V2__add_it.sql",
                        "V0010__add_it.sql",
                        "V2027__add_it.sql",
                        "V2__add_it.sql",
                        "V20260304050607__add_it.sql");
    }
}
