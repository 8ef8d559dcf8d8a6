package studio.rowan.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import studio.rowan.SharedData;
import studio.rowan.db.Sql;
import studio.rowan.kit.Text;

/// Other tools' folders are read as those tools read them, and written anew as Flyway's.
class OtherHistoryTest extends MigrationFixture {
    private static final String TABLES = "CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT);\n"
            + "CREATE TABLE posts(id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users ON DELETE CASCADE);\n";

    private static final String REBUILD = "CREATE TABLE users_new(id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n"
            + "INSERT INTO users_new SELECT id, name FROM users;\n"
            + "DROP TABLE users;\n"
            + "ALTER TABLE users_new RENAME TO users;\n";

    private Path target;

    @BeforeEach
    void create() throws IOException {
        open("app.db");
        target = folder.resolve("flyway");
    }

    /// Of what the folder was turned into.
    @Override
    Migrator migrator() throws IOException {
        return new Migrator(db, Scripts.ofFolder(target));
    }

    private void run(String... statements) {
        db.write("tables", access -> {
                    for (String statement : statements) {
                        access.execute(Sql.of(statement));
                    }
                    return true;
                })
                .await();
    }

    private Conversion convert() throws IOException {
        Conversion conversion = Conversion.of(Scripts.ofFolder(scripts));
        conversion.write(scripts, target, Conversion.Undo.TEXT);
        return conversion;
    }

    private List<String> written() throws IOException {
        try (Stream<Path> all = Files.walk(target)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> target.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    private static List<Conversion.Kind> kinds(Conversion.File file) {
        return file.notes().stream().map(Conversion.Note::kind).toList();
    }

    private Refusal refusal() throws IOException {
        return Scripts.ofFolder(scripts).refusal();
    }

    private void golangMigrate() throws IOException {
        script("000001_tables.up.sql", TABLES);
        script("000001_tables.down.sql", "DROP TABLE posts; DROP TABLE users;");
        script("000002_name_not_null.up.sql", "PRAGMA foreign_keys=OFF;\nBEGIN;\n" + REBUILD + "COMMIT;\n");
        script("000010_tags.up.sql", "CREATE TABLE tags(id INTEGER PRIMARY KEY);");
    }

    @Test
    void golangMigrateIsShownAndNotRun() throws IOException {
        golangMigrate();
        run("CREATE TABLE schema_migrations(version uint64, dirty bool)", "INSERT INTO schema_migrations VALUES(2, 0)");
        History history = history();
        assertThat(history.situation()).isEqualTo(History.Situation.OTHER_TOOL);
        assertThat(history.migrations())
                .extracting(Migration::version, Migration::description, Migration::state, Migration::type)
                .containsExactly(
                        tuple("000001", "tables", "Success", "MIGRATE"),
                        tuple("000002", "name not null", "Success", "MIGRATE"),
                        tuple("000010", "tags", "Pending", "MIGRATE"));
        assertThat(MigrationWords.of(history).sentence()).contains("golang-migrate");
        Script first = history.scripts().migrations().getFirst();
        assertThat(history.scripts().shown(first))
                .contains("CREATE TABLE users")
                .contains("DROP TABLE posts");
        target = scripts;
        Migrator.Result result = migrate();
        assertThat(result.stop()).isInstanceOf(Stop.NotReady.class);
        assertThat(number("SELECT count(*) FROM sqlite_schema")).isEqualTo(1);
    }

    @Test
    void aMigrationThatFailedHalfWayIsTrouble() throws IOException {
        golangMigrate();
        run("CREATE TABLE schema_migrations(version uint64, dirty bool)", "INSERT INTO schema_migrations VALUES(2, 1)");
        History history = history();
        assertThat(history.migrations())
                .extracting(Migration::kind)
                .containsExactly(Migration.Kind.APPLIED, Migration.Kind.TROUBLE, Migration.Kind.PENDING);
        assertThat(Standing.of(history, Conversion.of(history.scripts())))
                .isEqualTo(new Standing.Unclear(Standing.Reason.FAILED, "000002_name_not_null.up.sql"));
    }

    /// Golang-migrate writes -1 before it takes the first migration back.
    @Test
    void aFirstMigrationThatWasHalfTakenBackIsTrouble() throws IOException {
        golangMigrate();
        run(
                "CREATE TABLE schema_migrations(version uint64, dirty bool)",
                "INSERT INTO schema_migrations VALUES(-1, 1)");
        History history = history();
        assertThat(history.migrations())
                .extracting(Migration::kind)
                .containsExactly(Migration.Kind.TROUBLE, Migration.Kind.PENDING, Migration.Kind.PENDING);
        Conversion conversion = Conversion.of(history.scripts());
        assertThat(Standing.of(history, conversion))
                .isEqualTo(new Standing.Unclear(Standing.Reason.FAILED, "000001_tables.up.sql"));
        run("UPDATE schema_migrations SET dirty = 0");
        assertThat(Standing.of(history(), conversion)).isEqualTo(new Standing.Fresh());
    }

    @Test
    void aConvertedFolderRunsFromEmptyAndKeepsRows() throws IOException {
        golangMigrate();
        Conversion conversion = convert();
        assertThat(written())
                .containsExactly(
                        "V000001__tables.sql",
                        "V000002__name_not_null.sql",
                        "V000010__tags.sql",
                        "undo/V000001__tables.txt");
        assertThat(conversion.files().get(1).notes())
                .extracting(Conversion.Note::kind, Conversion.Note::line, Conversion.Note::subject)
                .containsExactly(
                        tuple(Conversion.Kind.TAKEN_OUT, 2, "BEGIN;"), tuple(Conversion.Kind.TAKEN_OUT, 7, "COMMIT;"));
        assertThat(Files.readString(target.resolve("V000001__tables.sql"))).isEqualTo(TABLES);
        run(TABLES.split(";\n"));
        run("INSERT INTO users VALUES(1, 'Ann')", "INSERT INTO posts VALUES(1, 1), (2, 1)");
        Standing.At at = new Standing.At("000001", "000001_tables.up.sql");
        run("CREATE TABLE schema_migrations(version uint64, dirty bool)", "INSERT INTO schema_migrations VALUES(1, 0)");
        assertThat(Standing.of(history(), conversion)).isEqualTo(at);
        assertThat(migrator()
                        .startBaseline("baseline", at.version(), "", null)
                        .await()
                        .stop())
                .isNull();
        Migrator.Result result = migrate();
        assertThat(result.stop()).isNull();
        assertThat(result.ran())
                .extracting(ran -> ran.migration().version(), Migrator.Ran::foreignKeys)
                .containsExactly(tuple("000002", false), tuple("000010", true));
        assertThat(number("SELECT count(*) FROM posts")).isEqualTo(2);
        assertThat(history(target).situation()).isEqualTo(History.Situation.CURRENT);
        // Its own table is not touched.
        assertThat(number("SELECT version FROM schema_migrations")).isEqualTo(1);
    }

    @Test
    void dbmateKeepsBothPartsInOneFile() throws IOException {
        script("20200101000000_users.sql", "-- migrate:up\n" + TABLES + "\n-- migrate:down\nDROP TABLE posts;\n");
        script("20200102000000_index.sql", "-- migrate:up transaction:false\nCREATE INDEX i ON posts(user_id);\n");
        script(
                "20200103000000_rebuild.sql",
                "-- migrate:up transaction:false\nPRAGMA foreign_keys=OFF;\n" + REBUILD + "\n-- migrate:down\n");
        run(
                "CREATE TABLE schema_migrations(version varchar(128) primary key)",
                "INSERT INTO schema_migrations VALUES('20200101000000'), ('20200103000000')");
        History history = history();
        assertThat(history.migrations())
                .extracting(Migration::kind)
                .containsExactly(Migration.Kind.APPLIED, Migration.Kind.PENDING, Migration.Kind.APPLIED);
        Conversion conversion = convert();
        assertThat(Standing.of(history, conversion))
                .isEqualTo(new Standing.Unclear(Standing.Reason.GAP, "20200102000000_index.sql"));
        assertThat(conversion.files()).extracting(Conversion.File::text).first().isEqualTo(TABLES + "\n");
        assertThat(conversion.files())
                .extracting(OtherHistoryTest::kinds)
                .containsExactly(List.of(), List.of(Conversion.Kind.WITHOUT), List.of(Conversion.Kind.IN_ONE));
        assertThat(Files.readString(target.resolve("V20200102000000__index.sql.conf")))
                .isEqualTo("executeInTransaction=false\n");
        assertThat(target.resolve("V20200103000000__rebuild.sql.conf")).doesNotExist();
        run("DROP TABLE schema_migrations");
        assertThat(migrate().ran())
                .extracting(Migrator.Ran::inTransaction, Migrator.Ran::foreignKeys)
                .containsExactly(tuple(true, true), tuple(false, true), tuple(true, false));
    }

    @Test
    void gooseGoesUpAndDown() throws IOException {
        script("00001_users.sql", "-- +goose Up\n" + TABLES + "-- +goose Down\nDROP TABLE posts;\n");
        script("00002_trigger.sql", """
                -- +goose Up
                -- +goose StatementBegin
                CREATE TRIGGER t AFTER INSERT ON users BEGIN
                  INSERT INTO posts(user_id) VALUES(new.id);
                END;
                -- +goose StatementEnd
                """);
        script(
                "00003_rebuild.sql",
                "-- +goose NO TRANSACTION\n-- +goose Up\nPRAGMA foreign_keys=OFF;\nBEGIN;\n"
                        + "CREATE TABLE tags(name TEXT DEFAULT '${tag}');\nCOMMIT;\n");
        run(
                "CREATE TABLE goose_db_version(id INTEGER PRIMARY KEY, version_id INTEGER, is_applied INTEGER,"
                        + " tstamp TIMESTAMP DEFAULT (datetime('now')))",
                "INSERT INTO goose_db_version(version_id, is_applied) VALUES(0, 1), (1, 1), (2, 1), (2, 0)");
        History history = history();
        assertThat(history.migrations())
                .extracting(Migration::kind)
                .containsExactly(Migration.Kind.APPLIED, Migration.Kind.PENDING, Migration.Kind.PENDING);
        assertThat(history.migrations().getFirst().installedOn()).isNotNull();
        Conversion conversion = convert();
        assertThat(Standing.of(history, conversion)).isEqualTo(new Standing.At("00001", "00001_users.sql"));
        assertThat(conversion.files())
                .extracting(OtherHistoryTest::kinds)
                .containsExactly(
                        List.of(),
                        List.of(),
                        List.of(
                                Conversion.Kind.TAKEN_OUT,
                                Conversion.Kind.TAKEN_OUT,
                                Conversion.Kind.IN_ONE,
                                Conversion.Kind.PLACEHOLDER));
        assertThat(conversion.files().get(1).text()).doesNotContain("goose").contains("END;");
        run("DROP TABLE goose_db_version");
        assertThat(migrate().stop()).isNull();
        run("INSERT INTO users VALUES(1, 'Ann')", "INSERT INTO tags DEFAULT VALUES");
        assertThat(number("SELECT count(*) FROM posts")).isEqualTo(1);
        assertThat(number("SELECT count(*) FROM tags WHERE name = '${tag}'")).isEqualTo(1);
    }

    @Test
    void prismaIsNotTakenForDrizzle() throws IOException {
        script("migration_lock.toml", "# comment\nprovider = \"sqlite\"\n");
        script("20200101000000_init/migration.sql", TABLES);
        script("20200102000000_tags/migration.sql", "CREATE TABLE tags(id);");
        run(
                "CREATE TABLE _prisma_migrations(id TEXT, migration_name TEXT, started_at DATETIME,"
                        + " finished_at DATETIME, rolled_back_at DATETIME)",
                "INSERT INTO _prisma_migrations VALUES('a', '20200101000000_init', 1, 1600000000000, NULL)",
                "INSERT INTO _prisma_migrations VALUES('b', '20200102000000_tags', 2, NULL, NULL)");
        History history = history();
        assertThat(history.migrations())
                .extracting(Migration::version, Migration::kind, m -> String.valueOf(m.installedOn()))
                .containsExactly(
                        tuple("20200101000000", Migration.Kind.APPLIED, "2020-09-13T12:26:40Z"),
                        tuple("20200102000000", Migration.Kind.TROUBLE, "null"));
        convert();
        assertThat(written()).containsExactly("V20200101000000__init.sql", "V20200102000000__tags.sql");
        script("migration_lock.toml", "# comment\nprovider = \"postgresql\"\n");
        assertThat(refusal()).isEqualTo(new Refusal(Refusal.Reason.DATABASE, "migration_lock.toml", 2, "postgresql"));
    }

    /// Another table of the same name is not taken for the tool's.
    @Test
    void railsTableSaysNothingToGolangMigrate() throws IOException {
        golangMigrate();
        run("CREATE TABLE schema_migrations(version varchar primary key)", "INSERT INTO schema_migrations VALUES('2')");
        assertThat(history().pending()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "other/mailpit, TEMPLATE, 1.0.0.sql, 2",
        "other/mihon-sqldelight, SQLDELIGHT, tachiyomi/data/categories.sq, 0",
        "other/mihon-sqldelight/tachiyomi/migrations, SQLDELIGHT, 1.sqm, 0"
    })
    void whatIsNoPlainSqlIsRefused(String of, Refusal.Reason reason, String path, int line) throws IOException {
        Scripts scripts =
                Scripts.ofFolder(SharedData.dir().resolve("migrations").resolve(of));
        assertThat(scripts.refusal())
                .extracting(Refusal::reason, Refusal::path, Refusal::line)
                .containsExactly(reason, path, line);
        assertThat(scripts.isConvertible()).isFalse();
        History history = History.start(db, "history", scripts).await();
        assertThat(history.situation()).isEqualTo(History.Situation.UNREADABLE);
        assertThat(MigrationWords.of(history).sentence()).contains(path).doesNotContain("Flyway");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "20200101000000_users.rb | class Users | PROGRAM | 0",
                "20200101000000_users.js | exports.up | PROGRAM | 0",
                "0001_initial.py | class Migration | PROGRAM | 0",
                "00002_x.sql | -- +goose ENVSUB ON | ENVIRONMENT | 1",
                "1_x.up.sql | CREATE TABLE ${name}(a) | TEMPLATE | 1",
                "1_x.up.sql | CREATE TABLE \"{{name}}\"(a) | TEMPLATE | 1",
            })
    void otherTemplatesAndProgramsAreRefusedToo(String name, String text, Refusal.Reason reason, int line)
            throws IOException {
        script(name, text);
        assertThat(refusal())
                .extracting(Refusal::reason, Refusal::path, Refusal::line)
                .containsExactly(reason, name, line);
    }

    @Test
    void gooseBesideGoIsRefusedWhole() throws IOException {
        script("00001_users.sql", "-- +goose Up\n" + TABLES);
        script("00002_fill.go", "package migrations");
        assertThat(refusal()).isEqualTo(new Refusal(Refusal.Reason.PROGRAM, "00002_fill.go", 0, "Go"));
    }

    @Test
    void whatIsInTextsAndCommentsIsNoTemplate() throws IOException {
        script("1_x.up.sql", "CREATE TABLE t(a TEXT DEFAULT '{{a}}'); -- {{ b }}\n");
        assertThat(refusal()).isNull();
    }

    @Test
    void twoOfOneNumberAndOtherEncodingsAreRefused() throws IOException {
        script("1_a.up.sql", "SELECT 1;");
        Files.write(scripts.resolve("2_b.up.sql"), "SELECT 'é';".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(refusal().reason()).isEqualTo(Refusal.Reason.ENCODING);
        script("2_b.up.sql", "SELECT 1;");
        script("002_c.up.sql", "SELECT 1;");
        assertThat(refusal().reason()).isEqualTo(Refusal.Reason.DUPLICATE);
    }

    /// Its comments are nothing to SQLite, and are told.
    @Test
    void riversTemplatesAreReadAsComments() throws IOException {
        scripts = SharedData.dir().resolve("migrations/other/river-sqlite");
        Conversion conversion = convert();
        assertThat(conversion.tool()).isEqualTo("golang-migrate");
        assertThat(conversion.files()).hasSize(7);
        assertThat(conversion.files().getFirst().notes())
                .extracting(Conversion.Note::kind, Conversion.Note::line)
                .containsExactly(tuple(Conversion.Kind.COMMENT, 1));
        assertThat(migrate().stop()).isNull();
        assertThat(number("SELECT count(*) FROM sqlite_schema WHERE name = 'river_job'"))
                .isEqualTo(1);
    }

    /// One of its numbers was given twice: they are numbered anew in the order of the journal.
    @Test
    void drizzleIsConvertedInTheOrderOfItsJournal() throws IOException {
        scripts = SharedData.dir().resolve("migrations/drizzle/vibesdk");
        Conversion conversion = convert();
        assertThat(conversion.tool()).isEqualTo("Drizzle");
        assertThat(conversion.files())
                .extracting(Conversion.File::name)
                .endsWith(
                        "V0006__gigantic_shinko_yamashiro.sql",
                        "V0007__violet_nebula.sql",
                        "V0008__puzzling_bloodstrike.sql");
        assertThat(kinds(conversion.files().getLast())).containsExactly(Conversion.Kind.RENUMBERED);
        new Migrator(db, Scripts.ofFolder(scripts))
                .start("migrate", new Migrator.Request(3, null, List.of()))
                .await();
        Standing standing = Standing.of(history(), conversion);
        assertThat(standing).isEqualTo(new Standing.At("0002", "0002_nebulous_fantastic_four.sql"));
        migrator().startBaseline("baseline", "0002", "", null).await();
        assertThat(history(target).pending())
                .extracting(Migration::version)
                .first()
                .isEqualTo("0003");
        assertThat(migrate().stop()).isNull();
        assertThat(history(target).situation()).isEqualTo(History.Situation.CURRENT);
    }

    /// Version 0 is a version like others.
    @Test
    void aBaselineAtTheFirstOfDrizzle() throws IOException {
        scripts = SharedData.dir().resolve("migrations/drizzle/vibesdk");
        Conversion conversion = convert();
        new Migrator(db, Scripts.ofFolder(scripts))
                .start("migrate", new Migrator.Request(1, null, List.of()))
                .await();
        Standing.At at = (Standing.At) Standing.of(history(), conversion);
        migrator().startBaseline("baseline", at.version(), "", null).await();
        assertThat(history(target).pending()).hasSize(8);
        assertThat(migrate().stop()).isNull();
    }

    @Test
    void nothingIsWrittenWhereSomethingLies() throws IOException {
        golangMigrate();
        Conversion conversion = Conversion.of(Scripts.ofFolder(scripts));
        Files.createDirectories(target);
        Files.writeString(target.resolve("mine.txt"), "mine");
        Path file = folder.resolve("file");
        Files.writeString(file, "x");
        assertThat(Conversion.hindrance(scripts, target)).isEqualTo(Conversion.Hindrance.NOT_EMPTY);
        assertThat(Conversion.hindrance(scripts, scripts)).isEqualTo(Conversion.Hindrance.SOURCE);
        assertThat(Conversion.hindrance(scripts, scripts.resolve("a/b"))).isEqualTo(Conversion.Hindrance.SOURCE);
        assertThat(Conversion.hindrance(scripts, file)).isEqualTo(Conversion.Hindrance.NOT_A_FOLDER);
        assertThat(Conversion.hindrance(scripts, folder.resolve("new/one"))).isNull();
        Path link = Files.createSymbolicLink(folder.resolve("link"), scripts);
        assertThat(Conversion.hindrance(scripts, link.resolve("new"))).isEqualTo(Conversion.Hindrance.SOURCE);
        assertThatThrownBy(() -> conversion.write(scripts, target, Conversion.Undo.NONE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not empty");
        assertThat(written()).containsExactly("mine.txt");
    }

    @Test
    void waysBackBecomeUndoScriptsOnRequest() throws IOException {
        script("1_a.up.sql", "CREATE TABLE a(x);");
        script("1_a.down.sql", "BEGIN;\nDROP TABLE a;\nCOMMIT;");
        Conversion conversion = Conversion.of(Scripts.ofFolder(scripts));
        conversion.write(scripts, target, Conversion.Undo.SCRIPTS);
        assertThat(written()).containsExactly("U1__a.sql", "V1__a.sql");
        assertThat(ScriptFacts.of(Files.readString(target.resolve("U1__a.sql"))).refused())
                .isEmpty();
        assertThat(migrate().stop()).isNull();
    }

    @Test
    void whatCannotRunIsToldBefore() throws IOException {
        script("1_a.up.sql", "VACUUM;\nBEGIN; CREATE TABLE a(x); ROLLBACK;\n");
        Conversion.File file = Conversion.of(Scripts.ofFolder(scripts)).files().getFirst();
        assertThat(file.notes())
                .extracting(Conversion.Note::kind, Conversion.Note::line)
                .containsExactly(
                        tuple(Conversion.Kind.TAKEN_OUT, 2),
                        tuple(Conversion.Kind.REFUSED, 1),
                        tuple(Conversion.Kind.REFUSED, 2));
        assertThat(file.text()).contains("CREATE TABLE a(x)").contains("ROLLBACK;");
    }

    @ParameterizedTest
    @EnumSource(Refusal.Reason.class)
    void refusalsAreSaidInWords(Refusal.Reason reason) {
        Text.Message message = OtherWords.of(new Refusal(reason, "a.sql", 3, "b"));
        assertThat(message.sentence()).contains("a.sql, line 3").doesNotContain("{0}");
        assertThat(message.nextStep()).isNotBlank();
    }

    @ParameterizedTest
    @EnumSource(Conversion.Kind.class)
    void notesAreSaidInWords(Conversion.Kind kind) {
        assertThat(OtherWords.of(new Conversion.Note(kind, 3, "b"))).startsWith("Line 3: ");
    }

    @ParameterizedTest
    @EnumSource(Standing.Reason.class)
    void whyNoBaselineIsSaidInWords(Standing.Reason reason) {
        assertThat(OtherWords.of(new Standing.Unclear(reason, "1_a.sql"), "app.db"))
                .contains("app.db")
                .contains("1_a.sql");
    }
}
