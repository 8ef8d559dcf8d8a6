package studio.rowan.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.rowan.Children;
import studio.rowan.db.Db;

/// Scripts whose own settings have them run without a transaction: nothing of them is taken back.
class OptedOutTest extends MigrationFixture {
    @BeforeEach
    void create() throws IOException {
        create("app.db", """
                CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT);
                CREATE TABLE logs(id INTEGER PRIMARY KEY, body TEXT);
                CREATE TABLE gone(id INTEGER PRIMARY KEY);
                CREATE TABLE seen(id INTEGER PRIMARY KEY);
                CREATE TRIGGER seen_in AFTER INSERT ON seen BEGIN DELETE FROM gone WHERE id = new.id; END;
                INSERT INTO users VALUES(1, 'Ann'), (2, 'Bob');
                INSERT INTO logs VALUES(1, 'one'), (2, 'two'), (3, 'three');
                INSERT INTO gone VALUES(1);
                CREATE TABLE win(id INTEGER PRIMARY KEY, window TEXT);
                INSERT INTO win VALUES(1, 'a');
                CREATE TABLE told(id INTEGER PRIMARY KEY, body TEXT, at INT);
                CREATE TRIGGER told_body AFTER UPDATE OF body ON told BEGIN DELETE FROM gone; END;
                CREATE VIRTUAL TABLE f USING fts5(body, content='');
                CREATE VIRTUAL TABLE g USING fts5(body, content='logs', content_rowid='id');
                CREATE TABLE uniq(id INTEGER PRIMARY KEY, code TEXT UNIQUE);
                CREATE TABLE rules(id INTEGER PRIMARY KEY ON CONFLICT REPLACE, v TEXT);
                CREATE VIRTUAL TABLE boxes USING rtree(id, x1, x2);
                CREATE TRIGGER uniq_in AFTER INSERT ON uniq BEGIN INSERT INTO seen VALUES(new.id + 100); END;
                INSERT INTO told VALUES(1, 'b', 1);
                INSERT INTO f(rowid, body) VALUES(1, 'word');
                INSERT INTO uniq VALUES(1, 'a');
                INSERT INTO rules VALUES(1, 'a');
                INSERT INTO boxes VALUES(1, 0, 1);
                """);
        assertThat(migrate().stop()).isNull();
    }

    private void optedOut(String text) throws IOException {
        script("V2__own.sql", text);
        script("V2__own.sql.conf", "executeInTransaction=false");
    }

    private void assertStockFlywayAgrees() {
        Flyway stock = Flyway.configure()
                .dataSource("jdbc:sqlite:" + file.toUri(), null, null)
                .locations("filesystem:" + scripts)
                .load();
        assertThat(stock.validateWithResult().getAllErrorMessages()).isEqualTo("");
        assertThat(number("SELECT max(installed_rank) FROM flyway_schema_history"))
                .isEqualTo(2);
    }

    /// What it would take is found only afterwards, and stays.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM logs WHERE id = 1;",
                "UPDATE logs SET body = NULL;",
                "REPLACE INTO logs VALUES(1, 'other');",
                "INSERT INTO logs VALUES(1, 'x') ON CONFLICT DO UPDATE SET body = 'x';",
                "ALTER TABLE logs DROP COLUMN body;",
                "DROP TABLE logs;",
                "CREATE TABLE n(id INTEGER PRIMARY KEY, body TEXT);\nINSERT INTO n(body) SELECT body FROM logs;\n"
                        + "DROP TABLE logs;\nALTER TABLE n RENAME TO logs;",
                "WITH d AS (SELECT 1) DELETE FROM main.\"LOGS\" WHERE id IN d;"
            })
    void isNotRunBeforeSomebodySawWhatItTakes(String text) throws IOException {
        optedOut(text);
        Migrator.Result refused = migrate();
        assertThat(refused.stop())
                .isInstanceOfSatisfying(
                        Stop.NeedsRehearsal.class,
                        stop -> assertThat(stop.tables()).containsExactly("logs"));
        assertThat(refused.backup()).isNull();
        assertThat(number("SELECT count(body) FROM logs")).isEqualTo(3);
        assertThat(history().pending()).hasSize(1);
        try (Rehearsal.Report report = rehearse()) {
            assertThat(migrator()
                            .start("seen", report.request(keeping()))
                            .await()
                            .stop())
                    .isNull();
        }
        assertStockFlywayAgrees();
    }

    /// Whichever way a statement gets to what is there.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INSERT INTO f(f) VALUES('delete-all');|f",
                "INSERT INTO f(f, rowid, body) VALUES('delete', 1, 'word');|f",
                "INSERT INTO f(f) SELECT 'delete-all';|f",
                "INSERT INTO f(f) VALUES('optimize'), ('delete-all');|f",
                "INSERT INTO main.\"F\"('f') VALUES('DELETE-ALL');|f",
                "INSERT INTO g(g) VALUES('delete-all');|g",
                "DELETE FROM boxes;|boxes",
                "ALTER TABLE logs RENAME TO old; DELETE FROM old;|logs",
                "ALTER TABLE logs RENAME TO a; ALTER TABLE a RENAME TO b; UPDATE b SET body = 'x';|logs",
                "ALTER TABLE logs RENAME TO old; DROP TABLE old;|logs",
                "ALTER TABLE logs RENAME TO old; ALTER TABLE old DROP body;|logs",
                "BEGIN; ALTER TABLE logs RENAME TO old; CREATE TABLE logs(a); ROLLBACK; DELETE FROM logs;|logs",
                "CREATE TRIGGER t AFTER INSERT ON users BEGIN DELETE FROM logs; END; INSERT INTO users VALUES(9, '');|logs",
                "CREATE TEMP TRIGGER t AFTER UPDATE ON told BEGIN UPDATE logs SET body = ''; END;"
                        + " ALTER TABLE told ADD n; UPDATE told SET n = 1;|logs",
                "CREATE TRIGGER t AFTER INSERT ON users BEGIN INSERT INTO uniq VALUES(1, new.name); END;"
                        + " INSERT OR REPLACE INTO users VALUES(9, '');|gone,seen,uniq,users",
                "CREATE VIEW v AS SELECT 1 AS a; CREATE TRIGGER v_out INSTEAD OF DELETE ON v BEGIN DELETE FROM logs; END;"
                        + " DELETE FROM v;|logs",
                "CREATE TABLE n(a); CREATE TRIGGER n_in AFTER INSERT ON n BEGIN DELETE FROM logs; END;"
                        + " ALTER TABLE n RENAME TO m; INSERT INTO m VALUES(1);|logs",
                "ALTER TABLE told ADD n; UPDATE told SET n = 1, body = 'x';|gone,told",
                "ALTER TABLE told ADD n; UPDATE told SET (n, at) = (1, 2);|told",
                "ALTER TABLE told ADD n; ALTER TABLE told RENAME n TO m; ALTER TABLE told RENAME at TO n;"
                        + " UPDATE told SET n = NULL;|told",
                "ALTER TABLE told ADD n; CREATE UNIQUE INDEX i ON told(n); UPDATE OR REPLACE told SET n = 1;|told",
                "ALTER TABLE told ADD n; UPDATE told SET n = at IS DISTINCT FROM 1, body = 'x';|gone,told",
                "ALTER TABLE told ADD n; UPDATE told SET n = at IS NOT DISTINCT FROM 1, body = 'x';|gone,told",
                "CREATE TABLE w(id INTEGER PRIMARY KEY, a); CREATE TRIGGER t AFTER UPDATE OF a ON w BEGIN DELETE FROM logs;"
                        + " END; UPDATE w SET id = id IS NOT DISTINCT FROM 1, a = 2;|logs",
                "ALTER TABLE win ADD n; UPDATE win SET n = 1, window = NULL;|win",
                "PRAGMA foreign_keys = ON; CREATE TABLE p(id INTEGER PRIMARY KEY); INSERT INTO p VALUES(1);"
                        + " ALTER TABLE logs ADD COLUMN p INT REFERENCES p ON DELETE CASCADE; UPDATE logs SET p = 1;"
                        + " DELETE FROM p;|logs",
                "INSERT INTO f(rank, f) VALUES('optimize', 'delete-all');|f",
                "INSERT INTO g(body, g) VALUES('optimize', 'delete-all');|g",
                "ALTER TABLE logs RENAME TO z; CREATE TEMP TABLE z(a); ALTER TABLE temp.z ADD body;"
                        + " UPDATE main.z SET body = NULL;|logs",
                "INSERT INTO rules VALUES(1, 'b');|rules",
                "INSERT INTO uniq VALUES(1, 'b') ON CONFLICT(code) DO NOTHING ON CONFLICT DO UPDATE SET code = 'c';|gone,uniq",
                "WITH \"replace\" AS (SELECT 1), r AS (SELECT 1) UPDATE told SET at = 2;|told",
                "WITH replace AS (SELECT 1) DELETE FROM logs;|logs"
            })
    void rowsInAnyWayOfItAreSeenFirst(String text, String tables) throws IOException {
        optedOut(text);
        assertThat(migrate().stop())
                .isInstanceOfSatisfying(
                        Stop.NeedsRehearsal.class,
                        stop -> assertThat(String.join(",", stop.tables())).isEqualTo(tables));
    }

    @Test
    void rowsThatItsTriggersTakeAreSeenFirst() throws IOException {
        optedOut("INSERT INTO seen VALUES(1);");
        assertThat(migrate().stop())
                .isInstanceOfSatisfying(
                        Stop.NeedsRehearsal.class,
                        stop -> assertThat(stop.tables()).containsExactly("gone"));
    }

    /// Nothing that is there changes.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "PRAGMA journal_mode = WAL;",
                "CREATE INDEX logs_body ON logs(body);",
                "ALTER TABLE logs ADD COLUMN more TEXT;",
                "INSERT INTO logs SELECT id + 10, name FROM users;",
                "CREATE TABLE n(id INTEGER PRIMARY KEY);\nINSERT INTO n VALUES(1);\nDELETE FROM n;\nDROP TABLE n;",
                "INSERT OR IGNORE INTO logs VALUES(1, 'x');",
                "INSERT INTO logs VALUES(1, 'x') ON CONFLICT DO NOTHING;",
                "INSERT INTO logs VALUES(1, 'x') ON CONFLICT(id) DO NOTHING RETURNING id;",
                "ALTER TABLE told ADD COLUMN n INT;\nUPDATE told SET n = at;",
                "ALTER TABLE told ADD n;\nUPDATE told SET \"N\" = (SELECT count(*) FROM logs) WHERE body > '';",
                "ALTER TABLE told ADD n;\nALTER TABLE told DROP COLUMN n;",
                "CREATE TABLE n(id, v);\nINSERT INTO n SELECT id, body FROM logs;\nUPDATE n SET v = (SELECT 1 FROM logs);",
                "INSERT INTO g(g) VALUES('rebuild');",
                "INSERT INTO f(f, rank) VALUES('merge', -16);",
                "CREATE TABLE p(id INTEGER PRIMARY KEY);\nINSERT INTO p VALUES(1);\n"
                        + "ALTER TABLE logs ADD COLUMN p INT REFERENCES p ON DELETE CASCADE;\nUPDATE logs SET p = 1;",
                "CREATE TRIGGER t AFTER DELETE ON logs BEGIN DELETE FROM users; END;",
                "CREATE TRIGGER t AFTER INSERT ON logs BEGIN INSERT INTO g(rowid, body) VALUES(new.id, new.body); END;\n"
                        + "INSERT INTO logs VALUES(9, 'nine');"
            })
    void whatTakesNothingRuns(String text) throws IOException {
        optedOut(text);
        Migrator.Result result = migrate();
        assertThat(result.stop()).isNull();
        assertThat(result.backup()).isNotNull();
        assertStockFlywayAgrees();
    }

    /// All rows of a new file come from the scripts themselves.
    @Test
    void aNewFileNeedsNoRehearsal() throws IOException {
        optedOut("DELETE FROM logs;");
        try (var fresh = made("fresh.db")) {
            Migrator.Result result = new Migrator(fresh, Scripts.ofFolder(scripts))
                    .start("fresh", new Migrator.Request(Migrator.Request.ALL, keeping(), List.of()))
                    .await();
            assertThat(result.stop()).isNull();
            assertThat(result.ran()).hasSize(2);
        }
    }

    /// What it did by then is there, nothing runs upon it, and the state before it has a backup.
    @Test
    @Timeout(120)
    void whatAKillLeftHalfDoneIsSaidWhenTheFileIsOpenedAgain() throws Exception {
        optedOut("""
                CREATE TABLE half(a);
                CREATE TABLE big(a);
                INSERT INTO big WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c) SELECT i FROM c;
                """);
        Process victim = Children.start(
                Victim.class,
                file.toString(),
                scripts.toString(),
                backups().folder().toString());
        try {
            while (number("SELECT count(*) FROM sqlite_schema WHERE name = 'big'") == 0) {
                assertThat(victim.isAlive()).isTrue();
                Thread.onSpinWait();
            }
        } finally {
            victim.destroyForcibly().waitFor();
        }
        db.close();
        Db.recover(file, files);
        db = Db.open(file, Db.Options.defaults(), files, clock);
        History history = history();
        assertThat(history.isReady()).isFalse();
        assertThat(history.mismatches())
                .singleElement()
                .satisfies(mismatch -> assertThat(MigrationWords.of(mismatch))
                        .startsWith("V2 own")
                        .contains("the program was ended", "another program held the file", "Return to the backup"));
        assertThat(migrate().stop()).isInstanceOf(Stop.NotReady.class);
        assertThat(backups().all())
                .anySatisfy(backup -> assertThat(backup.verified()).isTrue());
    }
}
