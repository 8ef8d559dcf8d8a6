package studio.rowan.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.rowan.db.Db;
import studio.rowan.db.Sql;
import studio.rowan.diff.DiffWords;
import studio.rowan.migrate.Finding.Kind;

/// Migrations that lose data without a word elsewhere: each is shown before anything is applied.
class AdversaryTest extends MigrationFixture {
    private static final String TABLES = """
            CREATE TABLE users(id INTEGER PRIMARY KEY, code TEXT UNIQUE, name TEXT COLLATE NOCASE, age INT DEFAULT 7);
            CREATE TABLE posts(id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT,
              user_id INTEGER REFERENCES users ON DELETE SET NULL);
            CREATE TABLE logs(id INTEGER PRIMARY KEY, body TEXT);
            CREATE TABLE pairs(a INT, b INT, v TEXT, PRIMARY KEY(a, b)) WITHOUT ROWID;
            CREATE VIEW people AS SELECT id FROM logs;
            CREATE TRIGGER people_out INSTEAD OF DELETE ON people BEGIN DELETE FROM logs; END;
            CREATE TRIGGER people_in INSTEAD OF INSERT ON people BEGIN UPDATE logs SET body = NULL; END;
            CREATE TRIGGER users_in AFTER INSERT ON users BEGIN DELETE FROM logs WHERE id = new.id; END;
            CREATE INDEX adults ON users(name) WHERE age > 17;
            INSERT INTO logs VALUES(1, 'one'), (2, 'two'), (3, 'three');
            INSERT INTO users VALUES(11, '007', 'Ann', 30), (12, '8', 'Bob', 20), (13, '9', 'Cy', NULL);
            INSERT INTO posts VALUES(1, 'a long title', 11), (2, 'another', 11);
            INSERT INTO pairs VALUES(1, 1, 'x'), (1, 2, 'y'), (2, 1, 'z');
            """;

    private static final String NEW =
            "CREATE TABLE n(id INTEGER PRIMARY KEY, code TEXT UNIQUE, name TEXT COLLATE NOCASE, age INT DEFAULT 7); ";

    private static final String END = "; DROP TABLE users; ALTER TABLE n RENAME TO users;";

    @BeforeEach
    void create() throws IOException {
        create("app.db", TABLES);
        assertThat(migrator()
                        .start("migrate", new Migrator.Request(1, null, List.of()))
                        .await()
                        .stop())
                .isNull();
    }

    private Rehearsal.Report rehearse(String text) throws IOException {
        script("V2__x.sql", text);
        Rehearsal.Tools tools = new Rehearsal.Tools(folder.resolve("clones"), files, clock, Db.Options.defaults());
        return new Rehearsal(db, Scripts.ofFolder(scripts), tools)
                .start("rehearse")
                .await();
    }

    /// What a report shows of losses, in one line.
    private static List<String> shown(Rehearsal.Report report) {
        Rehearsal.Trial trial = report.trials().getFirst();
        List<String> shown = new ArrayList<>();
        trial.losses().forEach(loss -> shown.add("loses " + loss.table() + " " + loss.lost()));
        trial.cascades().forEach(loss -> shown.add("cascade " + loss.table()));
        trial.findings()
                .forEach(finding -> shown.add(finding.kind() + " "
                        + finding.subjects().stream().limit(2).collect(Collectors.joining("."))));
        trial.schema().forEach(change -> shown.add("schema " + DiffWords.of(change)));
        if (trial.stop() != null) {
            shown.add("stop " + trial.stop().getClass().getSimpleName());
        }
        return shown;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE users SET name = NULL WHERE id > 11|EMPTIES_VALUES users.name",
                "UPDATE users SET name = substr(name, 1, 1) WHERE id = 11|CHANGES_VALUES users.name",
                "UPDATE OR REPLACE users SET code = '007' WHERE id = 12|loses users 1",
                "INSERT INTO users(id) VALUES(11) ON CONFLICT(id) DO UPDATE SET name = NULL|EMPTIES_VALUES users.name",
                "REPLACE INTO users(id, code, name) VALUES(99, '007', 'Eve')|loses users 1",
                "INSERT OR REPLACE INTO users(id, name) VALUES(11, 'Ann')|EMPTIES_VALUES users.code",
                "INSERT INTO users VALUES(2, 'x', 'y', 1)|loses logs 1",
                "DELETE FROM people|loses logs 3",
                "INSERT INTO people(id) VALUES(1)|EMPTIES_VALUES logs.body",
                "CREATE TEMP TRIGGER t AFTER UPDATE ON users BEGIN DELETE FROM logs; END;"
                        + " UPDATE users SET age = 31 WHERE id = 11|loses logs 3",
                "DELETE FROM users WHERE id = 11|cascade posts",
                "DROP TABLE logs; CREATE TABLE logs(id INTEGER PRIMARY KEY, body TEXT)|loses logs 3",
                "DROP TABLE logs; CREATE TABLE logs(id INTEGER PRIMARY KEY, body TEXT);"
                        + " INSERT INTO logs(id) VALUES(1), (2), (3)|EMPTIES_VALUES logs.body",
                "DROP INDEX adults; ALTER TABLE users DROP COLUMN age|DROPS_COLUMN users.age"
            })
    void inPlace(String script, String expected) throws IOException {
        try (Rehearsal.Report report = rehearse(script + ";")) {
            assertThat(shown(report)).contains(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INSERT INTO n SELECT id, code, substr(name, 1, 1), age FROM users|CHANGES_VALUES users.name",
                "INSERT INTO n SELECT id, CAST(code AS INTEGER), name, age FROM users|CHANGES_VALUES users.code",
                "INSERT INTO n SELECT id, code, name, age FROM users WHERE age > 0|loses users 1",
                "INSERT OR IGNORE INTO n SELECT id, 'same', name, age FROM users|loses users 2",
                "INSERT INTO n(id, code, name) SELECT id, code, name FROM users|CHANGES_VALUES users.age",
                "INSERT INTO n SELECT id, name, code, age FROM users|MOVED_VALUES users.code",
                "INSERT INTO n SELECT id + 1, code, name, age FROM users|cascade posts"
            })
    void inARebuild(String copy, String expected) throws IOException {
        try (Rehearsal.Report report = rehearse(NEW + copy + END)) {
            assertThat(shown(report)).contains(expected);
        }
    }

    /// The text ends there for SQLite, as every second byte of a file in UTF-16 does.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM logs;\0 INSERT INTO logs VALUES(7, 'x');",
                "\0C\0R\0E\0A\0T\0E",
                "INSERT INTO logs VALUES(7, 'x\0y');",
                "-- why\0\nINSERT INTO logs VALUES(7, 'x');"
            })
    void aScriptThatSqliteWouldReadInPartIsRefused(String script) throws IOException {
        try (Rehearsal.Report report = rehearse(script)) {
            assertThat(shown(report)).contains("NUL ", "stop Refused");
        }
        Migrator.Result result = migrator()
                .start("migrate", new Migrator.Request(1, null, List.of()))
                .await();
        assertThat(MigrationWords.of(result.stop()).both()).contains("NUL character in line 1", "UTF-8");
    }

    /// A question, and what is so anyway.
    @ParameterizedTest
    @ValueSource(strings = {"PRAGMA locking_mode", "PRAGMA locking_mode = NORMAL", "PRAGMA main.locking_mode(normal)"})
    void aLockThatEndsWithTheMigrationIsNone(String pragma) throws IOException {
        try (Rehearsal.Report report = rehearse(pragma + "; INSERT INTO logs VALUES(8, 'x');")) {
            assertThat(shown(report)).isEmpty();
        }
    }

    /// What was committed could not be entered in the history, and would be told as rolled back.
    @Test
    void aLockThatWouldOutliveTheMigrationIsRefused() throws IOException {
        assertThat(shown(rehearse("PRAGMA main.locking_mode('exclusive'); SELECT 1;")))
                .contains("stop Refused");
        try (Rehearsal.Report report = rehearse("PRAGMA locking_mode=EXCLUSIVE; INSERT INTO logs VALUES(8, 'x');")) {
            assertThat(shown(report)).contains("LOCK PRAGMA locking_mode=EXCLUSIVE;", "stop Refused");
        }
    }

    /// A reference that another row's number, or a default, takes the place of is one that was lost.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ON UPDATE SET NULL|UPDATE users SET id = 99 WHERE id = 11",
                "ON UPDATE SET DEFAULT|UPDATE users SET id = 99 WHERE id = 11",
                "ON DELETE SET DEFAULT|DELETE FROM users WHERE id = 11",
                "ON UPDATE SET NULL|INSERT INTO users(id, code) VALUES(5, '007') ON CONFLICT DO UPDATE SET id = 99"
            })
    void referencesThatKeysChangeAreNotChangedUnasked(String action, String script) throws IOException {
        db.write("child", access -> {
                    access.execute(Sql.of("CREATE TABLE kin(id INTEGER PRIMARY KEY, \"of\" INTEGER DEFAULT 13"
                            + " REFERENCES users(id) " + action + ")"));
                    access.execute(Sql.of("INSERT INTO kin VALUES(1, 11), (2, 11), (3, 12), (4, 13)"));
                    access.execute(Sql.of("DELETE FROM posts"));
                    return true;
                })
                .await();
        try (Rehearsal.Report report = rehearse(script + ";")) {
            assertThat(report.trials().getFirst().cascades()).containsExactly(new Loss("kin", 0, 2, -2));
        }
        Migrator.Result result = migrator()
                .start("migrate", new Migrator.Request(1, null, List.of()))
                .await();
        assertThat(result.stop()).isInstanceOf(Stop.ReliesOnCascades.class);
        assertThat(number("SELECT count(*) FROM kin WHERE \"of\" = 11")).isEqualTo(2);
    }

    /// SQLite stores the word; as an expression it would be a column that is not there, or another one's value.
    @ParameterizedTest
    @ValueSource(
            strings = {"unknown", "\"un known\"", "id", "[a\u0027b]", "NULL", "true", "current_date", "\u0027x\u0027"})
    void aWordAsDefaultOfAReferenceIsAText(String word) throws IOException {
        db.write("child", access -> {
                    access.execute(Sql.of("CREATE TABLE kin(id INTEGER PRIMARY KEY, \"of\" DEFAULT " + word
                            + " REFERENCES users(code) ON DELETE SET DEFAULT)"));
                    access.execute(Sql.of("INSERT INTO kin VALUES(2, '007'), (3, '8')"));
                    return true;
                })
                .await();
        try (Rehearsal.Report report = rehearse("UPDATE users SET name = 'x' WHERE id = 11;")) {
            assertThat(report.trials().getFirst().stop()).isNull();
            assertThat(report.trials().getFirst().cascades()).isEmpty();
        }
        assertThat(migrate().stop()).isNull();
        assertThat(number("SELECT count(*) FROM users WHERE name = 'x'")).isEqualTo(1);
    }

    @Test
    void aReferenceThatAWordTakesThePlaceOfIsLost() throws IOException {
        db.write("child", access -> {
                    access.execute(Sql.of("CREATE TABLE kin(id INTEGER PRIMARY KEY, \"of\" TEXT DEFAULT id"
                            + " REFERENCES users(code) ON DELETE SET DEFAULT)"));
                    access.execute(Sql.of("INSERT INTO users(id, code) VALUES(20, 'id')"));
                    access.execute(Sql.of("INSERT INTO kin VALUES(2, '007'), (3, '8'), (4, 'id')"));
                    return true;
                })
                .await();
        try (Rehearsal.Report report = rehearse("DELETE FROM posts; DELETE FROM users WHERE id = 11;")) {
            assertThat(report.trials().getFirst().cascades()).containsExactly(new Loss("kin", 0, 1, -1));
        }
    }

    /// What a migration takes of the history is not to be hidden as the history's own line is.
    @Test
    void linesOfTheHistoryAreRowsToo() throws IOException {
        assertThat(shown(rehearse("DELETE FROM flyway_schema_history WHERE version = '1'")))
                .contains("loses flyway_schema_history 1");
    }

    @Test
    void aTableThatIsRenamedAgainAndAgainLosesNothing() throws IOException {
        try (Rehearsal.Report report =
                rehearse("ALTER TABLE logs RENAME TO l1; ALTER TABLE l1 RENAME TO l2; ALTER TABLE l2 RENAME TO l3;")) {
            assertThat(report.losesRows()).isFalse();
        }
    }

    /// Rows of a temporary table are none of the database's.
    @Test
    void aTemporaryTableOfTheSameNameHidesNoLoss() throws IOException {
        try (Rehearsal.Report report = rehearse("CREATE TEMP TABLE logs(id INTEGER PRIMARY KEY, body TEXT);"
                + " INSERT INTO logs SELECT * FROM main.logs; DELETE FROM main.logs;")) {
            assertThat(shown(report)).contains("loses logs 3");
        }
    }

    /// What a table had beside its rows.
    @Test
    void whatTheNewTableLacksIsShown() throws IOException {
        try (Rehearsal.Report report = rehearse("CREATE TABLE n(id INTEGER PRIMARY KEY, code TEXT, name TEXT, age INT);"
                + "INSERT INTO n SELECT * FROM users" + END)) {
            assertThat(shown(report))
                    .contains("LOSES_INDEX adults.users", "LOSES_TRIGGER users_in.users")
                    .anyMatch(line -> line.startsWith("schema") && line.contains("UNIQUE"))
                    .anyMatch(line -> line.startsWith("schema") && line.contains("COLLATE NOCASE"))
                    .anyMatch(line -> line.startsWith("schema") && line.contains("DEFAULT 7"));
        }
    }

    @Test
    void numbersThatWereGivenOutBeforeAreNotForgottenUnseen() throws IOException {
        try (Rehearsal.Report report = rehearse("CREATE TABLE n(id INTEGER PRIMARY KEY, title TEXT, user_id INTEGER);"
                + "INSERT INTO n SELECT * FROM posts; DROP TABLE posts; ALTER TABLE n RENAME TO posts;")) {
            assertThat(shown(report)).anyMatch(line -> line.startsWith("schema") && line.contains("AUTOINCREMENT"));
        }
    }

    @Test
    void anAffinityThatTakesLeadingZeros() throws IOException {
        try (Rehearsal.Report report = rehearse("CREATE TABLE n(id INTEGER PRIMARY KEY, code INT, name TEXT, age INT);"
                + "INSERT INTO n SELECT * FROM users" + END)) {
            assertThat(shown(report)).contains("CHANGES_VALUES users.code", "NARROWS users.code");
        }
    }

    @Test
    void aTableWithoutRowidsThatSwallowsDuplicates() throws IOException {
        try (Rehearsal.Report report = rehearse("CREATE TABLE n(a INT PRIMARY KEY, b INT, v TEXT) WITHOUT ROWID;"
                + "INSERT OR IGNORE INTO n SELECT * FROM pairs; DROP TABLE pairs; ALTER TABLE n RENAME TO pairs;")) {
            assertThat(shown(report)).contains("loses pairs 1", "SWALLOWS_ROWS pairs.OR IGNORE");
        }
    }

    /// What only takes another form, or fills what was empty, takes nothing.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE users SET age = 3 WHERE age IS NULL",
                "UPDATE users SET age = age + 0.0",
                "ALTER TABLE users ADD COLUMN more TEXT DEFAULT 'x'; UPDATE users SET more = name",
                "ALTER TABLE users RENAME COLUMN name TO full_name; UPDATE users SET full_name = full_name",
                NEW + "INSERT INTO n SELECT * FROM users; DROP TRIGGER users_in; DROP TABLE users;"
                        + " ALTER TABLE n RENAME TO users"
            })
    void whatTakesNothingIsQuiet(String script) throws IOException {
        try (Rehearsal.Report report = rehearse(script + ";")) {
            assertThat(report.trials().getFirst().stop()).isNull();
            assertThat(report.losesRows()).isFalse();
            assertThat(report.trials().getFirst().findings())
                    .extracting(Finding::kind)
                    .doesNotContain(Kind.CHANGES_VALUES, Kind.EMPTIES_VALUES, Kind.MOVED_VALUES);
        }
    }

    /// That all new values stand in another column too is no sign that they came from there.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE posts SET low = 1 WHERE id < 3",
                "UPDATE posts SET low = id + 10",
                "CREATE TABLE m(id INTEGER PRIMARY KEY, title TEXT, user_id INT, low INT, high INT, other INT);"
                        + " INSERT INTO m SELECT id, title, user_id, 1, high, other FROM posts; DROP TABLE posts;"
                        + " ALTER TABLE m RENAME TO posts"
            })
    void aValueThatIsMeantIsNotCalledAnotherColumns(String script) throws IOException {
        db.write("flags", access -> {
                    access.execute(Sql.of("ALTER TABLE posts ADD COLUMN low INT DEFAULT 0"));
                    access.execute(Sql.of("ALTER TABLE posts ADD COLUMN high INT DEFAULT 1"));
                    access.execute(Sql.of("ALTER TABLE posts ADD COLUMN other INT"));
                    access.execute(Sql.of("UPDATE posts SET other = id + 10"));
                    return true;
                })
                .await();
        try (Rehearsal.Report report = rehearse(script + ";")) {
            assertThat(shown(report))
                    .contains("CHANGES_VALUES posts.low")
                    .noneMatch(line -> line.startsWith("MOVED_VALUES"));
        }
    }

    private void manyLogs() {
        db.write("many", access -> {
                    access.execute(Sql.of("INSERT INTO logs SELECT value, 'log ' || value FROM"
                            + " (WITH RECURSIVE n(value) AS (SELECT 4 UNION ALL SELECT value + 1 FROM n"
                            + " WHERE value < 30000) SELECT value FROM n)"));
                    return true;
                })
                .await();
    }

    private static List<String> sentences(Rehearsal.Report report, Kind kind) {
        return report.trials().getFirst().findings().stream()
                .filter(finding -> finding.kind() == kind)
                .map(finding -> MigrationWords.of(finding).sentence())
                .toList();
    }

    /// Of a large table some rows are looked at, from first to last.
    @Test
    void aLargeTableIsLookedAtInParts() throws IOException {
        manyLogs();
        try (Rehearsal.Report report = rehearse("INSERT INTO logs SELECT id, body FROM logs WHERE id > 29000"
                + " ON CONFLICT(id) DO UPDATE SET body = NULL;")) {
            assertThat(sentences(report, Kind.EMPTIES_VALUES))
                    .singleElement()
                    .asString()
                    .matches("logs\\.body held a value and is NULL afterwards in 6[67] of the 2,001 rows.*");
        }
    }

    /// What an UPDATE itself names is counted in all of its rows, however few they are.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "UPDATE logs SET body = NULL WHERE id = 777|EMPTIES_VALUES|"
                        + "logs.body held a value and is NULL afterwards in 1 of the 30,000 rows that were looked at,"
                        + " as in 'log 777' → NULL.",
                "UPDATE OR IGNORE main.logs AS l SET body = 'x', id = id WHERE l.id IN (778, 12345)|CHANGES_VALUES|"
                        + "logs.body holds another value afterwards in 2 of the 30,000 rows that were looked at,"
                        + " as in 'log 778' → 'x'."
            })
    void anUpdateIsCountedInEveryRow(String script, Kind kind, String expected) throws IOException {
        manyLogs();
        db.write("named", access -> access.update(Sql.of("UPDATE users SET name = 'Cy' WHERE id = 13")))
                .await();
        try (Rehearsal.Report report = rehearse(script + ";")) {
            assertThat(sentences(report, kind)).containsExactly(expected);
            assertThat(report.trials().getFirst().needsApproval()).isFalse();
        }
    }

    /// Statements alone do not tell how a column ends that is written more than once: rows that are compared do.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE logs SET body = body || 'a'; UPDATE logs SET body = substr(body, 1, length(body) - 1)",
                "UPDATE logs SET body = NULL; UPDATE logs SET body = CASE id WHEN 1 THEN 'one' WHEN 2 THEN 'two'"
                        + " WHEN 3 THEN 'three' ELSE 'log ' || id END",
                "UPDATE logs SET body = body || 'a'; WITH one(n) AS (SELECT 1) UPDATE logs"
                        + " SET body = substr(body, 1, length(body) - n) FROM one",
                "CREATE TEMP TABLE logs(id, body); INSERT INTO temp.logs VALUES(1, 'x'); UPDATE logs SET body = 'y'"
            })
    void whatIsPutBackIsNotCounted(String script) throws IOException {
        manyLogs();
        try (Rehearsal.Report report = rehearse(script + ";")) {
            assertThat(report.trials().getFirst().stop()).isNull();
            assertThat(report.trials().getFirst().findings())
                    .extracting(Finding::kind)
                    .doesNotContain(Kind.CHANGES_VALUES, Kind.EMPTIES_VALUES, Kind.OVERWRITES_VALUES);
        }
    }

    @Test
    void aRowThatMeetsSeveralOthersIsOneRow() throws IOException {
        manyLogs();
        try (Rehearsal.Report report = rehearse("UPDATE logs SET body = u.name FROM users u WHERE logs.id < 3;")) {
            assertThat(sentences(report, Kind.CHANGES_VALUES))
                    .singleElement()
                    .asString()
                    .contains("in 1 of the 2,001 rows");
        }
    }

    /// Values that differ become one in every row: nobody gets them back.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE logs SET body = NULL",
                "UPDATE logs SET body = 'x'",
                "UPDATE logs SET body = upper('x') WHERE id > 0",
                "UPDATE logs SET body = (SELECT min(body) FROM logs)",
                "UPDATE logs SET body = 'two'",
                "UPDATE logs SET body = NULL; ALTER TABLE logs RENAME COLUMN body TO text",
                "UPDATE logs SET body = NULL; ALTER TABLE logs RENAME TO log",
                "ALTER TABLE logs RENAME TO a; ALTER TABLE a RENAME TO b; UPDATE b SET body = NULL",
                "ALTER TABLE logs RENAME COLUMN body TO text; UPDATE logs SET text = 'x'",
                "ALTER TABLE logs RENAME TO l; UPDATE l SET body = 'x'; ALTER TABLE l RENAME TO logs",
                "WITH d AS (SELECT 'x' AS v) UPDATE logs SET body = (SELECT v FROM d)",
                "WITH logs AS (SELECT 'x' AS v) UPDATE main.logs AS l SET body = (SELECT v FROM logs) WHERE l.id > 0",
                "UPDATE logs SET (body) = ('x')",
                "UPDATE logs SET (id, body) = (id, 'x')",
                "UPDATE logs SET (id, body) = (SELECT logs.id, 'x')",
                "UPDATE logs SET body = id IS DISTINCT FROM 77",
                "ALTER TABLE logs RENAME COLUMN body TO window; UPDATE logs SET id = id, window = NULL"
            })
    void everyValueOverwrittenNeedsApproval(String script) throws IOException {
        try (Rehearsal.Report report = rehearse(script + ";")) {
            assertThat(shown(report))
                    .contains("OVERWRITES_VALUES logs.body")
                    .doesNotContain("EMPTIES_VALUES logs.body", "CHANGES_VALUES logs.body");
            assertThat(report.trials().getFirst().needsApproval()).isTrue();
        }
    }

    /// The column takes Ann for ANN; who wrote it does not.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE users SET name = upper(name)",
                "ALTER TABLE users RENAME TO people2; UPDATE people2 SET name = upper(name)",
                "ALTER TABLE users RENAME COLUMN name TO called; UPDATE users SET called = upper(called)"
            })
    void lettersThatTheColumnCallsEqualAreOthers(String script) throws IOException {
        try (Rehearsal.Report report = rehearse(script + ";")) {
            assertThat(shown(report)).anySatisfy(line -> assertThat(line).startsWith("CHANGES_VALUES "));
            assertThat(report.trials().getFirst().needsApproval()).isFalse();
        }
    }

    /// SQLite ends its reading there, and so does the script.
    @ParameterizedTest
    @ValueSource(strings = {"INSERT INTO logs VALUES(7, 'x');\0", "INSERT INTO logs VALUES(7, 'x');\n\0\0\n"})
    void aCharacterThatEndsTheScriptKeepsNothingFromRunning(String script) throws IOException {
        try (Rehearsal.Report report = rehearse(script)) {
            assertThat(report.trials().getFirst().stop()).isNull();
        }
        assertThat(migrate().stop()).isNull();
        assertThat(number("SELECT count(*) FROM logs WHERE id = 7")).isEqualTo(1);
    }

    /// They differ afterwards too, were one before, or are put back.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE logs SET body = body || '!'",
                "UPDATE logs SET body = NULL WHERE id > 1",
                "UPDATE posts SET user_id = 12",
                "ALTER TABLE logs ADD COLUMN more TEXT; UPDATE logs SET more = body; UPDATE logs SET body = NULL;"
                        + " UPDATE logs SET body = more; UPDATE logs SET more = NULL"
            })
    void whatIsNotLostNeedsNoApproval(String script) throws IOException {
        try (Rehearsal.Report report = rehearse(script + ";")) {
            assertThat(report.trials().getFirst().needsApproval()).isFalse();
        }
    }
}
