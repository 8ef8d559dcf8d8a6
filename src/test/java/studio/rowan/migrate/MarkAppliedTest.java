package studio.rowan.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.rowan.db.Sql;
import studio.rowan.db.Statements;
import studio.rowan.vault.Backup;

/// What a file has already is entered as run and not run again, so that stock Flyway agrees; what it does not have is
/// never claimed.
class MarkAppliedTest extends MigrationFixture {
    private static final String TABLES = """
            CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT);
            CREATE TABLE posts(id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users ON DELETE CASCADE);
            INSERT INTO users VALUES(1, 'Ann');
            INSERT INTO posts VALUES(1, 1);
            """;

    private Places places;

    @BeforeEach
    void create() throws IOException {
        create("app.db", TABLES);
        places = new Places(folder.resolve("data"));
        migrate();
    }

    private void migrate() throws IOException {
        assertThat(migrator()
                        .start("migrate", new Migrator.Request(Migrator.Request.ALL, null, List.of()))
                        .await()
                        .stop())
                .isNull();
    }

    private void run(String script) {
        db.exclusive("by hand", access -> {
                    access.query(Sql.of("SELECT count(*) FROM sqlite_schema"));
                    Statements.of(script).forEach(each -> access.execute(Sql.of(each.text(script))));
                    return true;
                })
                .await();
    }

    private Scripts scripts() throws IOException {
        return Scripts.ofFolder(scripts);
    }

    private AlreadyThere there() throws IOException {
        return AlreadyThere.start(db, "look", scripts()).await();
    }

    private MarkApplied.Result enter(AlreadyThere seen) throws IOException {
        return new MarkApplied(db, scripts(), places.applied())
                .start("enter", seen, keeping())
                .await();
    }

    private List<String> states() throws IOException {
        return History.start(db, "history", scripts()).await().migrations().stream()
                .map(migration -> migration.name() + " " + migration.state())
                .toList();
    }

    private Flyway stock() {
        return Flyway.configure()
                .dataSource("jdbc:sqlite:" + file.toUri(), null, null)
                .locations("filesystem:" + scripts)
                .load();
    }

    @Test
    void whatADriftsMigrationWritesDownIsEnteredAndStockFlywayAgreesAndGoesOn() throws IOException {
        run("ALTER TABLE users ADD COLUMN mail TEXT; CREATE INDEX posts_user ON posts(user_id);"
                + "CREATE TRIGGER t AFTER DELETE ON posts BEGIN SELECT 1; END");
        Drift drift = Drift.start(db, "drift", scripts()).await();
        assertThat(drift.there().isNone()).isTrue();
        script("V2__by_hand.sql", drift.recording().text());
        script("V3__more.sql", "CREATE TABLE more(a);");
        script("R__view.sql", "DROP VIEW IF EXISTS v; CREATE VIEW v AS SELECT 1 AS x;");
        assertThat(migrator()
                        .start("migrate", new Migrator.Request(1, null, List.of()))
                        .await()
                        .stop())
                .isInstanceOf(Stop.Failed.class);
        Drift again = Drift.start(db, "drift", scripts()).await();
        AlreadyThere there = there();
        assertThat(again.there()).isEqualTo(there);
        assertThat(there.migrations()).extracting(Migration::name).containsExactly("V2 by hand");
        assertThat(MigrationWords.unknown(there)).isEmpty();

        MarkApplied.Result result = enter(there);
        assertThat(result.entered()).extracting(Migration::name).containsExactly("V2 by hand");
        assertThat(result.backup()).isNotNull();
        assertThat(backups().list(file))
                .extracting(Backup::reason)
                .containsExactly("before V2 by hand was entered as run");
        assertThat(states())
                .containsExactly("V1 tables Success", "V2 by hand Success", "V3 more Pending", "R view Pending");
        assertThat(number("SELECT count(*) FROM posts")).isEqualTo(1);
        assertThat(number("SELECT count(*) FROM sqlite_schema WHERE name IN ('more', 'v')"))
                .isZero();
        assertThat(Drift.start(db, "drift", scripts()).await().isNone()).isTrue();
        assertThat(Edited.of(History.start(db, "history", scripts()).await(), places.applied(), file))
                .isEmpty();

        assertThat(stock().migrate().migrationsExecuted).isEqualTo(2);
        assertThat(stock().validateWithResult().getAllErrorMessages()).isEmpty();
        assertThat(number("SELECT count(*) FROM flyway_schema_history WHERE success = 1 AND type = 'SQL'"))
                .isEqualTo(4);
    }

    @Test
    void ofATableThatIsMadeAnewTheCopyOfItsRowsIsNoWorkOfItsOwn() throws IOException {
        run("PRAGMA foreign_keys = OFF; " + REBUILD + " PRAGMA foreign_keys = ON");
        script(
                "V2__by_hand.sql",
                Drift.start(db, "drift", scripts()).await().recording().text());
        assertThat(scripts().find("V2__by_hand.sql").orElseThrow().text()).contains("INSERT OR ABORT INTO");
        AlreadyThere there = there();
        assertThat(there.migrations()).hasSize(1);
        assertThat(MigrationWords.unknown(there)).isEmpty();
        assertThat(enter(there).entered()).hasSize(1);
        assertThat(stock().validateWithResult().getAllErrorMessages()).isEmpty();
        assertThat(number("SELECT count(*) FROM posts")).isEqualTo(1);
    }

    @Test
    void rowsThatNoStructureTellsOfAreNamedByTheirLines() throws IOException {
        run("CREATE TABLE tags(name TEXT)");
        script("V2__tags.sql", """
                CREATE TABLE tags(name TEXT);
                INSERT INTO tags VALUES('a');
                UPDATE users SET name = 'Bob';
                PRAGMA user_version = 3;
                """);
        AlreadyThere there = there();
        assertThat(there.entries().getFirst().rows()).containsExactly(2, 3, 4);
        assertThat(MigrationWords.unknown(there)).contains("V2 tags also writes in line 2, 3, 4");
    }

    @Test
    void whatTheFileDoesNotHaveIsNeverClaimed() throws IOException {
        // The file lacks it, has it otherwise, or has kept and even widened what the script takes away.
        run("CREATE TABLE wide(a); CREATE TABLE t(a); ALTER TABLE users ADD COLUMN mail INT;" + "CREATE TABLE half(a)");
        for (String script : List.of(
                "CREATE TABLE nowhere(a);",
                "ALTER TABLE users ADD COLUMN mail TEXT NOT NULL DEFAULT '';",
                "CREATE TABLE t(a, b);",
                "CREATE TABLE half(a); CREATE INDEX half_a ON half(a);",
                "DROP TABLE posts;",
                "INSERT INTO users VALUES(9, 'Eve');")) {
            script("V2__x.sql", script);
            assertThat(there().isNone()).as(script).isTrue();
        }
        script("V2__x.sql", "CREATE TABLE wide(a);");
        assertThat(there().migrations()).hasSize(1);
    }

    @Test
    void aTableThatTheFileWidenedIsNotTakenForGone() throws IOException {
        run("ALTER TABLE posts ADD COLUMN a; ALTER TABLE posts ADD COLUMN b");
        script("V2__drop.sql", "DROP TABLE posts;");
        assertThat(there().isNone()).isTrue();
    }

    @Test
    void whatChangedSinceItWasSeenIsNotEntered() throws IOException {
        run("CREATE TABLE tags(name TEXT)");
        script("V2__tags.sql", "CREATE TABLE tags(name TEXT);");
        AlreadyThere seen = there();
        run("DROP TABLE tags");
        assertThat(enter(seen).entered()).isEmpty();
        run("CREATE TABLE tags(name TEXT)");
        script("V2__tags.sql", "CREATE TABLE tags(name TEXT); CREATE TABLE more(a);");
        assertThat(enter(seen).entered()).isEmpty();
        assertThat(states()).containsExactly("V1 tables Success", "V2 tags Pending");
    }
}
