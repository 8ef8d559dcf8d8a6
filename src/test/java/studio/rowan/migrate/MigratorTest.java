package studio.rowan.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.rowan.SharedData;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.db.Sql;
import studio.rowan.vault.Backups;

/// No row is lost that a script does not name, whatever the script says about foreign keys.
class MigratorTest extends MigrationFixture {
    @BeforeEach
    void create() throws IOException {
        create("blog é#1.db", """
                CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT);
                CREATE TABLE posts(id INTEGER PRIMARY KEY, title TEXT,
                    user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE ON UPDATE CASCADE);
                CREATE TABLE notes(id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users ON DELETE SET NULL);
                INSERT INTO users VALUES(1, 'Ann'), (2, 'Bob');
                INSERT INTO posts VALUES(1, 'a', 1), (2, 'b', 1), (3, 'c', 2);
                INSERT INTO notes VALUES(1, 1), (2, 2);
                """);
        assertThat(migrate().stop()).isNull();
    }

    /// What is refused has nothing to be kept for it.
    private void assertNoBackup(Migrator.Result result) {
        assertThat(result.backup()).isNull();
        assertThat(folder.resolve("backups")).doesNotExist();
    }

    private void assertStockFlywayAgrees() {
        Flyway stock = Flyway.configure()
                .dataSource("jdbc:sqlite:" + file.toUri(), null, null)
                .locations("filesystem:" + scripts)
                .load();
        assertThat(stock.validateWithResult().getAllErrorMessages()).isEqualTo("");
    }

    /// The trap of FACTS: with stock Flyway all posts are gone after the first, and the others fail or act the same.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "PRAGMA foreign_keys=OFF;\n%sPRAGMA foreign_keys=ON;\n",
                "PRAGMA main.foreign_keys = 0;\n%s",
                "PRAGMA \"foreign_keys\" = OFF;\n%s",
                "PRAGMA main.[foreign_keys](0);\n%s",
                "/* rebuild */ pragma Foreign_Keys = off;\n%s",
                "PRAGMA defer_foreign_keys = ON;\n%s"
            })
    void aRebuildKeepsEveryRow(String form) throws IOException {
        script("V2__rebuild.sql", form.formatted(REBUILD));
        Migrator.Result result = migrate();
        assertThat(result.stop()).isNull();
        assertThat(result.ran())
                .singleElement()
                .satisfies(ran -> assertThat(ran.foreignKeys()).isFalse());
        assertThat(number("SELECT count(*) FROM posts")).isEqualTo(3);
        assertThat(number("SELECT count(*) FROM notes WHERE user_id IS NOT NULL"))
                .isEqualTo(2);
        assertThat(number("SELECT \"notnull\" FROM pragma_table_info('users') WHERE name = 'name'"))
                .isEqualTo(1);
        assertStockFlywayAgrees();
        assertThat(history().migrations()).extracting(Migration::type).containsOnly("SQL");
    }

    /// The table is renamed away first: the children's references follow it.
    @Test
    void aRebuildTheOtherWayRoundIsNotCommittedSilently() throws IOException {
        script("V2__rebuild.sql", """
                ALTER TABLE users RENAME TO old_users;
                CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT NOT NULL);
                INSERT INTO users SELECT id, name FROM old_users;
                DROP TABLE old_users;
                """);
        Migrator.Result result = migrate();
        assertThat(result.ran()).isEmpty();
        assertThat(result.stop()).isNotNull();
        assertThat(number("SELECT count(*) FROM posts")).isEqualTo(3);
        assertThat(number("SELECT count(*) FROM users")).isEqualTo(2);
        assertThat(history().pending()).hasSize(1);
    }

    @Test
    void aScriptThatReliesOnCascadesIsNamedAndAskedAbout() throws IOException {
        script("V2__leave.sql", "DELETE FROM users WHERE id = 1;");
        Migrator.Result result = migrate();
        assertThat(result.ran()).isEmpty();
        assertNoBackup(result);
        assertThat(result.stop())
                .isInstanceOfSatisfying(
                        Stop.ReliesOnCascades.class,
                        stop -> assertThat(stop.losses())
                                .containsExactly(new Loss("notes", 0, 1, -1), new Loss("posts", 2, 0, -2)));
        assertThat(MigrationWords.of(result.stop()).sentence())
                .isEqualTo("V2 leave relies on foreign keys that act by themselves. Beside what the script says:"
                        + " notes: 1 reference cleared; posts: 2 rows deleted.");
        assertThat(number("SELECT count(*) FROM posts")).isEqualTo(3);
        Migrator.Result agreed = migrate(((Stop.ReliesOnCascades) result.stop()).agreement());
        assertThat(agreed.stop()).isNull();
        assertThat(agreed.backup()).isNotNull();
        assertThat(agreed.ran())
                .singleElement()
                .satisfies(ran -> assertThat(ran.foreignKeys()).isTrue());
        assertThat(number("SELECT count(*) FROM posts")).isEqualTo(1);
        assertThat(number("SELECT count(*) FROM notes WHERE user_id IS NULL")).isEqualTo(1);
        assertStockFlywayAgrees();
    }

    /// Written with the keys off, but it leaves orphans that only a cascade would remove.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "PRAGMA foreign_keys = OFF; DELETE FROM users WHERE id = 1;",
                "REPLACE INTO users SELECT id, upper(name) FROM users; INSERT INTO posts VALUES(9, 'x', 2);",
                "CREATE TABLE t(a); DELETE FROM users; INSERT INTO users VALUES(1, 'Ann');"
            })
    void otherFormsAreAskedAboutToo(String text) throws IOException {
        script("V2__trap.sql", text);
        Migrator.Result result = migrate();
        assertThat(result.stop())
                .isInstanceOfSatisfying(
                        Stop.ReliesOnCascades.class,
                        stop -> assertThat(stop.losses())
                                .extracting(Loss::table)
                                .contains("posts"));
        assertNoBackup(result);
        assertThat(number("SELECT count(*) FROM posts")).isEqualTo(3);
        assertThat(number("SELECT count(*) FROM users")).isEqualTo(2);
    }

    @Test
    void aFirstMigrationThatFailsLeavesAnEmptyFileEmpty() throws IOException {
        Path empty = folder.resolve("empty.db");
        Db.create(empty, files);
        Path first = Files.createDirectory(folder.resolve("first"));
        Files.writeString(first.resolve("V1__bad.sql"), "CREATE TABLE good(a);\nINSERT INTO nowhere VALUES(1);");
        try (Db other = Db.open(empty, Db.Options.defaults(), files, clock)) {
            Migrator migrator = new Migrator(other, Scripts.ofFolder(first));
            assertThat(migrator.start("migrate", request()).await().stop()).isInstanceOf(Stop.Failed.class);
            assertThat(objects(other)).isZero();
            Files.writeString(first.resolve("V1__bad.sql"), "CREATE TABLE good(a);");
            Migrator mended = new Migrator(other, Scripts.ofFolder(first));
            assertThat(mended.start("migrate", request()).await().stop()).isNull();
            assertThat(objects(other)).as("with Flyway's table and its index").isPositive();
        }
        assertThat(folder.resolve("backups")).doesNotExist();
    }

    @Test
    void anEmptyHistoryThatWasThereStays() throws IOException {
        Path file = folder.resolve("emptied.db");
        Db.create(file, files);
        Path first = Files.createDirectory(folder.resolve("first"));
        Files.writeString(first.resolve("V1__good.sql"), "CREATE TABLE good(a);");
        try (Db other = Db.open(file, Db.Options.defaults(), files, clock)) {
            new Migrator(other, Scripts.ofFolder(first))
                    .start("migrate", request())
                    .await();
            other.write("empty", a -> {
                        a.execute(Sql.of("DELETE FROM flyway_schema_history"));
                        return a.update(Sql.of("DROP TABLE good"));
                    })
                    .await();
            long before = objects(other);
            Files.writeString(first.resolve("V1__good.sql"), "INSERT INTO nowhere VALUES(1);");
            Migrator migrator = new Migrator(other, Scripts.ofFolder(first));
            assertThat(migrator.start("migrate", request()).await().stop()).isInstanceOf(Stop.Failed.class);
            assertThat(objects(other)).isEqualTo(before);
        }
    }

    private static long objects(Db db) {
        return db.read(
                        "objects",
                        a -> a.scalar(Sql.of("SELECT count(*) FROM sqlite_schema"))
                                .asLong())
                .await();
    }

    /// What runs before the one that is refused is backed up.
    @Test
    void aLaterOneThatIsRefusedKeepsTheBackupOfThoseBeforeIt() throws IOException {
        script("V2__more.sql", "DELETE FROM posts WHERE id = 1; CREATE TABLE more(a);");
        script("V3__leave.sql", "DELETE FROM users WHERE id = 1;");
        Migrator.Result result = migrate();
        assertThat(result.ran()).hasSize(1);
        assertThat(result.stop()).isInstanceOf(Stop.ReliesOnCascades.class);
        assertThat(result.backup()).isNotNull();
        assertThat(number("SELECT count(*) FROM posts")).isEqualTo(2);
        assertThat(number("SELECT count(*) FROM more")).isZero();
    }

    /// Another program wrote between the question and the answer.
    @Test
    void anAgreementHoldsForWhatWasShown() throws IOException {
        script("V2__leave.sql", "DELETE FROM users WHERE id = 1;");
        Stop.ReliesOnCascades stop = (Stop.ReliesOnCascades) migrate().stop();
        db.write("more", a -> a.update(Sql.of("INSERT INTO posts VALUES(4, 'd', 1)")))
                .await();
        Migrator.Result result = migrate(stop.agreement());
        assertThat(result.stop())
                .isInstanceOfSatisfying(
                        Stop.ReliesOnCascades.class,
                        again -> assertThat(again.losses()).contains(new Loss("posts", 3, 0, -3)));
        assertThat(number("SELECT count(*) FROM posts")).isEqualTo(4);
        script("V2__leave.sql", "DELETE FROM users;");
        assertThat(migrate(stop.agreement()).stop()).isInstanceOf(Stop.ReliesOnCascades.class);
    }

    @Test
    void whatAScriptDeletesByNameIsNotAskedAbout() throws IOException {
        script("V2__leave.sql", """
                DELETE FROM posts WHERE user_id = 1;
                UPDATE notes SET user_id = NULL;
                DELETE FROM users WHERE id = 1;
                UPDATE users SET id = 20 WHERE id = 2;
                """);
        assertThat(migrate().stop()).isNull();
        assertThat(number("SELECT count(*) FROM posts")).isEqualTo(1);
        assertThat(number("SELECT user_id FROM posts")).isEqualTo(20);
    }

    @Test
    void rowsWithoutAParentAreRefusedWithNumbers() throws IOException {
        script("V2__half.sql", """
                PRAGMA foreign_keys = OFF;
                CREATE TABLE tags(id INTEGER PRIMARY KEY);
                CREATE TABLE tagged(tag INTEGER REFERENCES tags);
                INSERT INTO tagged VALUES(1), (2);
                """);
        Migrator.Result result = migrate();
        assertThat(result.stop())
                .isInstanceOfSatisfying(
                        Stop.LeavesOrphans.class,
                        stop -> assertThat(stop.orphans()).containsExactly(new Orphans("tagged", "tags", 2)));
        assertNoBackup(result);
        assertThat(number("SELECT count(*) FROM sqlite_schema WHERE name = 'tagged'"))
                .isZero();
        assertThat(history().pending()).hasSize(1);
    }

    /// A table that is rebuilt numbers its rows anew; that makes no violation a new one.
    @Test
    void onlyNewViolationsCount() throws IOException {
        try (var other = studio.rowan.OtherProcess.on(file)) {
            other.must("PRAGMA foreign_keys = OFF");
            other.must("CREATE TABLE odd(user_id INTEGER REFERENCES users)");
            other.must("INSERT INTO odd VALUES(1), (77), (88)");
            other.must("DELETE FROM odd WHERE user_id = 1");
        }
        script("V2__rebuild.sql", """
                PRAGMA foreign_keys = OFF;
                CREATE TABLE new_odd(user_id INTEGER REFERENCES users, more TEXT);
                INSERT INTO new_odd(user_id) SELECT user_id FROM odd ORDER BY user_id DESC;
                DROP TABLE odd;
                ALTER TABLE new_odd RENAME TO odd;
                """);
        assertThat(migrate().stop()).isNull();
        script("V3__worse.sql", "PRAGMA foreign_keys = OFF; UPDATE odd SET user_id = 99 WHERE user_id = 88;");
        assertThat(migrate().stop())
                .isInstanceOfSatisfying(
                        Stop.LeavesOrphans.class,
                        stop -> assertThat(stop.orphans()).containsExactly(new Orphans("odd", "users", 1)));
    }

    @Test
    void aFailureGivesStatementPlaceAndWordsAndKeepsWhatRanBefore() throws IOException {
        script("V2__good.sql", "CREATE TABLE good(a);");
        script("V3__bad.sql", """
                -- a comment; with a semicolon
                CREATE TABLE half(a);
                INSERT INTO half VALUES(1);

                INSERT INTO nowhere
                VALUES(1);
                CREATE TABLE never(a);
                """);
        script("V4__later.sql", "CREATE TABLE later(a);");
        Migrator.Result result = migrate();
        assertThat(result.ran()).extracting(ran -> ran.migration().label()).containsExactly("2");
        assertThat(result.stop()).isInstanceOfSatisfying(Stop.Failed.class, stop -> {
            assertThat(stop.migration().label()).isEqualTo("3");
            assertThat(stop.statement()).isEqualTo("INSERT INTO nowhere\nVALUES(1)");
            assertThat(stop.line()).isEqualTo(5);
            assertThat(stop.script().text().substring(stop.start())).startsWith("INSERT INTO nowhere");
            assertThat(stop.words()).isEqualTo("no such table: nowhere");
            assertThat(stop.error()).isInstanceOf(DbError.Syntax.class);
        });
        assertThat(MigrationWords.of(result.stop()).sentence())
                .isEqualTo("V3 bad failed in line 5: no such table: nowhere");
        assertThat(number("SELECT count(*) FROM sqlite_schema WHERE name IN ('half', 'never', 'later')"))
                .isZero();
        assertThat(history().pending()).extracting(Migration::label).containsExactly("3", "4");
        assertThat(result.backup().backup().reason()).isEqualTo("before migrations 2 to 4");
    }

    @Test
    void runsTheNextOneOnly() throws IOException {
        script("V2__two.sql", "CREATE TABLE two(a);");
        script("V3__three.sql", "CREATE TABLE three(a);");
        script("R__view.sql", "DROP VIEW IF EXISTS v; CREATE VIEW v AS SELECT 1;");
        for (String label : List.of("2", "3", "R")) {
            Migrator.Result result = migrator()
                    .start("next", new Migrator.Request(1, null, List.of()))
                    .await();
            assertThat(result.stop()).isNull();
            assertThat(result.backup()).isNull();
            assertThat(result.ran()).extracting(ran -> ran.migration().label()).containsExactly(label);
        }
        assertThat(history().situation()).isEqualTo(History.Situation.CURRENT);
        script("R__view.sql", "DROP VIEW IF EXISTS v; CREATE VIEW v AS SELECT 2;");
        script("V4__four.sql", "CREATE TABLE four(a);");
        assertThat(migrate().ran()).extracting(ran -> ran.migration().label()).containsExactly("4", "R");
        assertThat(number("SELECT * FROM v")).isEqualTo(2);
        assertStockFlywayAgrees();
    }

    /// Two that migrate at the same time: each tells of what it ran itself.
    @Test
    void whatAnotherProgramRanMeanwhileIsNotCalledOurs() throws IOException {
        script("V2__more.sql", "CREATE TABLE more(x);");
        try (Clock other = new OtherMigratesFirst()) {
            Migrator.Keeping keeping = new Migrator.Keeping(new Backups(folder.resolve("backups"), files, other), 10);
            Migrator.Result result = migrator()
                    .start("migrate", new Migrator.Request(Migrator.Request.ALL, keeping, List.of()))
                    .await();
            assertThat(result.stop()).isNull();
            assertThat(result.ran()).isEmpty();
        }
        assertThat(history().situation()).isEqualTo(History.Situation.CURRENT);
        assertStockFlywayAgrees();
    }

    /// A clock that is first asked when the backup begins, which is when the other program migrates.
    private final class OtherMigratesFirst implements Clock {
        private boolean done;

        @Override
        public java.time.Instant now() {
            if (!done) {
                done = true;
                Flyway.configure()
                        .dataSource("jdbc:sqlite:" + file.toUri(), null, null)
                        .locations("filesystem:" + scripts)
                        .load()
                        .migrate();
            }
            return clock.now();
        }

        @Override
        public Timer every(java.time.Duration period, Runnable task) {
            return clock.every(period, task);
        }

        @Override
        public Timer after(java.time.Duration delay, Runnable task) {
            return clock.after(delay, task);
        }

        @Override
        public void close() {}
    }

    @Test
    void aBackupIsMadeFirstAndBringsTheDatabaseBack() throws IOException {
        script("V2__drop.sql", "DROP TABLE posts;");
        Migrator.Result result = migrate();
        assertThat(result.stop()).isNull();
        assertThat(result.backup().backup().verified()).isTrue();
        assertThat(result.backup().backup().reason()).isEqualTo("before migration V2 drop");
        new studio.rowan.vault.Restore(files, clock)
                .start(result.backup().file(), db, backups(), Backups.Request.of("return"))
                .await();
        assertThat(number("SELECT count(*) FROM posts")).isEqualTo(3);
        assertThat(history().pending()).extracting(Migration::label).containsExactly("2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE a(x);\nATTACH 'other.db' AS o;",
                "CREATE TABLE a(x);\nPRAGMA writable_schema = ON; DELETE FROM sqlite_master WHERE name = 'posts';",
                "CREATE TABLE a(x);\nCOMMIT;",
                "CREATE TABLE a(x);\nEND TRANSACTION;",
                "CREATE TABLE a(x);\nBEGIN;",
                "CREATE TABLE a(x);\nROLLBACK;",
                "CREATE TABLE a(x);\nVACUUM INTO 'other.db';"
            })
    void statementsThatReachOutOfTheTransactionAreRefused(String text) throws IOException {
        script("V2__out.sql", text);
        Migrator.Result result = migrate();
        assertThat(result.stop())
                .isInstanceOfSatisfying(
                        Stop.Refused.class,
                        stop -> assertThat(stop.statement().line()).isEqualTo(2));
        assertThat(MigrationWords.of(result.stop()).sentence()).contains("in line 2");
        assertNoBackup(result);
        assertThat(number("SELECT count(*) FROM sqlite_schema WHERE name = 'a'"))
                .isZero();
        assertThat(folder.resolve("other.db")).doesNotExist();
    }

    @Test
    void savepointsAreTheScriptsOwn() throws IOException {
        script("V2__savepoint.sql", """
                SAVEPOINT a; CREATE TABLE gone(x); ROLLBACK TO a; CREATE TABLE kept(x); RELEASE a;
                """);
        assertThat(migrate().stop()).isNull();
        assertThat(number("SELECT count(*) FROM sqlite_schema WHERE name IN ('gone', 'kept')"))
                .isEqualTo(1);
    }

    @Test
    @Timeout(60)
    void cancelInTheMiddleLeavesTheDatabaseAsItWas() throws IOException {
        script("V2__good.sql", "CREATE TABLE good(a);");
        script("V3__long.sql", """
                CREATE TABLE big(a);
                INSERT INTO big WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c) SELECT i FROM c;
                """);
        Migrator migrator = migrator();
        Job<Migrator.Result> job = migrator.start("migrate", request());
        while (!(migrator.step() instanceof Migrator.Step step
                && step.number() == 2
                && step.statement() == 2
                && step.statements() == 2)) {
            assertThat(job.isDone()).isFalse();
            Thread.onSpinWait();
        }
        job.cancel();
        Migrator.Result result = job.await();
        assertThat(result.ran()).extracting(ran -> ran.migration().label()).containsExactly("2");
        assertThat(result.stop())
                .isInstanceOfSatisfying(
                        Stop.Cancelled.class,
                        stop -> assertThat(stop.migration().label()).isEqualTo("3"));
        assertThat(number("SELECT count(*) FROM sqlite_schema WHERE name = 'big'"))
                .isZero();
        assertThat(history().pending()).extracting(Migration::label).containsExactly("3");
        db.write("goes on", a -> a.update(Sql.of("INSERT INTO good VALUES(1)"))).await();
    }

    @Test
    @Timeout(60)
    void cancelLeavesWhatAnOptedOutScriptDidAndSaysSo() throws IOException {
        script("V2__long.sql", """
                CREATE TABLE big(a);
                INSERT INTO big WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c) SELECT i FROM c;
                """);
        script("V2__long.sql.conf", "executeInTransaction=false");
        Migrator migrator = migrator();
        Job<Migrator.Result> job = migrator.start("migrate", request());
        while (!(migrator.step() instanceof Migrator.Step step && step.statement() == 2)) {
            assertThat(job.isDone()).isFalse();
            Thread.onSpinWait();
        }
        job.cancel();
        Migrator.Result result = job.await();
        assertThat(result.ran()).isEmpty();
        assertThat(result.stop())
                .isInstanceOfSatisfying(
                        Stop.Cancelled.class,
                        stop -> assertThat(stop.isPartly()).isTrue());
        assertThat(MigrationWords.of(result.stop()).both())
                .doesNotContain("nothing behind")
                .contains("backup");
        assertThat(number("SELECT count(*) FROM sqlite_schema WHERE name = 'big'"))
                .isEqualTo(1);
        assertThat(history().mismatches()).extracting(Mismatch::kind).containsExactly(Mismatch.Kind.FAILED);
        assertThat(number("SELECT count(*) FROM flyway_schema_history WHERE version = '2'"))
                .isEqualTo(1);
    }

    @Test
    void aDatabaseWithoutHistoryIsNotTouchedUnasked() throws IOException {
        Path foreign = folder.resolve("foreign.db");
        try (var other = studio.rowan.OtherProcess.on(foreign)) {
            other.must("CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT)");
            other.must("INSERT INTO users VALUES(1, 'Zoe')");
        }
        byte[] before = Files.readAllBytes(foreign);
        script("V2__two.sql", "CREATE TABLE two(a);");
        try (Db other = Db.open(foreign, Db.Options.defaults(), files, clock)) {
            Migrator migrator = new Migrator(other, Scripts.ofFolder(scripts));
            Migrator.Result result = migrator.start("migrate", request()).await();
            assertThat(result.backup()).isNull();
            assertThat(result.stop())
                    .isInstanceOfSatisfying(
                            Stop.NotReady.class,
                            stop -> assertThat(stop.history().situation()).isEqualTo(History.Situation.NO_HISTORY));
        }
        assertThat(Files.readAllBytes(foreign)).isEqualTo(before);
        try (Db other = Db.open(foreign, Db.Options.defaults(), files, clock)) {
            Migrator migrator = new Migrator(other, Scripts.ofFolder(scripts));
            Migrator.Result based = migrator.startBaseline(
                            "baseline", "1", "before", new Migrator.Keeping(backups(), 10))
                    .await();
            assertThat(based.stop()).isNull();
            assertThat(based.backup().backup().verified()).isTrue();
            assertThat(migrator.start("migrate", request()).await().ran())
                    .extracting(ran -> ran.migration().label())
                    .containsExactly("2");
            assertThat(other.read(
                                    "users",
                                    a -> a.scalar(Sql.of("SELECT name FROM users"))
                                            .asText())
                            .await())
                    .isEqualTo("Zoe");
        }
    }

    @Test
    void whatChangedAfterItRanIsNamedAndNothingRuns() throws IOException {
        script("V2__two.sql", "CREATE TABLE two(a);");
        script("V3__three.sql", "CREATE TABLE three(a);");
        migrate();
        script("V2__two.sql", "CREATE TABLE two(a, b);");
        Files.delete(scripts.resolve("V3__three.sql"));
        script("V4__four.sql", "CREATE TABLE four(a);");
        History history = history();
        assertThat(history.situation()).isEqualTo(History.Situation.MISMATCH);
        assertThat(history.mismatches())
                .extracting(Mismatch::version, Mismatch::kind)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("2", Mismatch.Kind.CHECKSUM),
                        org.assertj.core.groups.Tuple.tuple("3", Mismatch.Kind.MISSING));
        Migrator.Result result = migrate();
        assertThat(result.stop()).isInstanceOf(Stop.NotReady.class);
        assertThat(MigrationWords.of(result.stop()).nextStep()).contains("V2 two: the script was changed");
        assertThat(number("SELECT count(*) FROM sqlite_schema WHERE name = 'four'"))
                .isZero();
    }

    @Test
    void aFolderThatFlywayCannotReadIsSaid() throws IOException {
        script("V1__again.sql", "SELECT 1;");
        History history = history();
        assertThat(history.situation()).isEqualTo(History.Situation.UNREADABLE);
        assertThat(history.words()).contains("more than one migration with version 1");
    }

    /// The user's own settings go first; without a transaction only a backup can undo it.
    @Test
    void aScriptsOwnSettingsAreHeeded() throws IOException {
        script("V2__half.sql", "CREATE TABLE half(a);\nINSERT INTO nowhere VALUES(1);");
        script("V2__half.sql.conf", "executeInTransaction=false\n");
        assertThat(migrator()
                        .start("next", new Migrator.Request(1, null, List.of()))
                        .await()
                        .stop())
                .isInstanceOf(Stop.NeedsBackup.class);
        assertThat(history().pending()).hasSize(1);
        Migrator.Result result = migrate();
        assertThat(result.stop()).isInstanceOf(Stop.Failed.class);
        assertThat(MigrationWords.of(result.stop()).nextStep()).contains("Return to the backup");
        assertThat(number("SELECT count(*) FROM sqlite_schema WHERE name = 'half'"))
                .isEqualTo(1);
        History history = history();
        assertThat(history.situation()).isEqualTo(History.Situation.MISMATCH);
        assertThat(history.mismatches()).extracting(Mismatch::kind).containsExactly(Mismatch.Kind.FAILED);
        new studio.rowan.vault.Restore(files, clock)
                .start(result.backup().file(), db, backups(), Backups.Request.of("return"))
                .await();
        script("V2__half.sql", "CREATE TABLE half(a);");
        assertThat(migrate().ran())
                .singleElement()
                .satisfies(ran -> assertThat(ran.inTransaction()).isFalse());
        assertStockFlywayAgrees();
    }

    /// It cannot be tried, since nothing of it is taken back: a rehearsal or the user says what may go.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM users WHERE id = 1;",
                "PRAGMA foreign_keys = OFF;\nPRAGMA foreign_keys(ON);\nDELETE FROM users WHERE id = 1;",
                "PRAGMA main.'foreign_keys' = 1;\nREPLACE INTO users VALUES(1, 'Cid');",
                "PRAGMA foreign_keys = ON;\nSAVEPOINT s;\nPRAGMA foreign_keys = OFF;\nDELETE FROM users WHERE id = 1;\nRELEASE s;"
            })
    void anOptedOutScriptThatCouldCascadeIsNotRunUnseen(String sql) throws IOException {
        script("V2__leave.sql", sql);
        script("V2__leave.sql.conf", "executeInTransaction=false");
        Migrator.Result refused = migrate();
        assertThat(refused.stop()).isInstanceOfSatisfying(Stop.NeedsRehearsal.class, stop -> {
            assertThat(stop.tables()).containsExactly("notes", "posts", "users");
            assertThat(stop.isPartly()).isFalse();
        });
        assertNoBackup(refused);
        assertThat(number("SELECT count(*) FROM posts")).isEqualTo(3);
        assertThat(history().pending()).hasSize(1);
        try (Rehearsal.Report report = rehearse()) {
            assertThat(report.trials()).extracting(Rehearsal.Trial::stop).containsOnlyNulls();
            assertThat(migrator()
                            .start("seen", report.request(keeping()))
                            .await()
                            .stop())
                    .isNull();
        }
        assertThat(number("SELECT count(*) FROM posts")).isEqualTo(1);
        assertStockFlywayAgrees();
    }

    @Test
    void anOptedOutScriptThatCouldCascadeRunsWhereTheUserAgrees() throws IOException {
        script("V2__leave.sql", "DELETE FROM users WHERE id = 1;");
        script("V2__leave.sql.conf", "executeInTransaction=false");
        Stop.NeedsRehearsal stop = (Stop.NeedsRehearsal) migrate().stop();
        Migrator.Request agreed = new Migrator.Request(1, keeping(), List.of(stop.agreement()));
        assertThat(migrator().start("agreed", agreed).await().stop()).isNull();
        assertThat(number("SELECT count(*) FROM posts")).isEqualTo(1);
    }

    /// Foreign keys are off where rows go, or nothing is there to go with them.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "PRAGMA foreign_keys=OFF;\n%sPRAGMA foreign_keys=ON;\n",
                "DELETE FROM posts WHERE id = 1;\nINSERT INTO posts VALUES(1, 'x', 1);",
                "UPDATE users SET name = 'Dan';"
            })
    void noChildIsNamedWhereAnOptedOutScriptCannotCascade(String form) throws IOException {
        script("V2__own.sql", form.formatted(REBUILD));
        script("V2__own.sql.conf", "executeInTransaction=false");
        Stop.NeedsRehearsal stop = (Stop.NeedsRehearsal) migrate().stop();
        assertThat(stop.tables()).containsExactly(form.contains("posts") ? "posts" : "users");
        Migrator.Request agreed = new Migrator.Request(1, keeping(), List.of(stop.agreement()));
        assertThat(migrator().start("agreed", agreed).await().stop()).isNull();
        assertThat(number("SELECT count(*) FROM posts")).isEqualTo(3);
        assertStockFlywayAgrees();
    }

    /// Nothing can be rolled back; but neither the run nor the history says that all went well.
    @ParameterizedTest
    @ValueSource(strings = {"executeInTransaction=false", "# ours\nexecuteInTransaction : false\n"})
    void rowsWithoutAParentThatAnOptedOutScriptLeavesAreTold(String settings) throws IOException {
        script("V2__half.sql", """
                PRAGMA foreign_keys = OFF;
                CREATE TABLE tags(id INTEGER PRIMARY KEY);
                CREATE TABLE tagged(tag INTEGER REFERENCES tags);
                INSERT INTO tagged VALUES(1), (2);
                """);
        script("V2__half.sql.conf", settings);
        Migrator.Result result = migrate();
        assertThat(result.stop()).isInstanceOfSatisfying(Stop.LeavesOrphans.class, stop -> {
            assertThat(stop.orphans()).containsExactly(new Orphans("tagged", "tags", 2));
            assertThat(stop.isPartly()).isTrue();
        });
        assertThat(MigrationWords.of(result.stop()).nextStep()).contains("Return to the backup");
        assertThat(result.backup()).isNotNull();
        assertThat(result.ran()).isEmpty();
        assertThat(history().mismatches()).extracting(Mismatch::kind).containsExactly(Mismatch.Kind.FAILED);
    }

    /// As editors of other systems write files: a byte order mark, and CR LF.
    @Test
    void aByteOrderMarkAndOtherLineEndsChangeNothing() throws IOException {
        script("V2__bom.sql", "\uFEFFPRAGMA foreign_keys = OFF;\r\n" + REBUILD.replace("\n", "\r\n"));
        assertThat(migrate().stop()).isNull();
        assertThat(number("SELECT count(*) FROM posts")).isEqualTo(3);
        assertStockFlywayAgrees();
    }

    @Test
    void nothingElseInTheFolderRuns() throws IOException {
        Path proof = folder.resolve("ran");
        for (String name : List.of("beforeInfo.sh", "afterConnect.sh", "V9__x.sh")) {
            script(name, "#!/bin/sh\ntouch '" + proof + "'\n");
            Files.setPosixFilePermissions(
                    scripts.resolve(name), java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        script("beforeInfo.sql", "CREATE TABLE IF NOT EXISTS callback_ran(a);");
        script("V2__two.sql", "CREATE TABLE two(a);");
        assertThat(history().scripts().notRun())
                .extracting(Scripts.NotRun::path, Scripts.NotRun::reason)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("V9__x.sh", Scripts.Reason.SHELL),
                        org.assertj.core.groups.Tuple.tuple("afterConnect.sh", Scripts.Reason.SHELL),
                        org.assertj.core.groups.Tuple.tuple("beforeInfo.sh", Scripts.Reason.SHELL),
                        org.assertj.core.groups.Tuple.tuple("beforeInfo.sql", Scripts.Reason.CALLBACK));
        assertThat(migrate().ran()).hasSize(1);
        assertThat(proof).doesNotExist();
        assertThat(number("SELECT count(*) FROM sqlite_schema WHERE name = 'callback_ran'"))
                .isZero();
    }

    @Test
    void theSampleAndEveryHistoryOfTheSharedDataApply() throws IOException {
        Path histories = SharedData.dir().resolve("migrations/flyway");
        List<Path> all;
        try (var list = Files.list(histories)) {
            all = list.filter(Files::isDirectory).sorted().toList();
        }
        assertThat(all).hasSizeGreaterThan(1);
        for (Path each : all) {
            assertApplies(Scripts.ofFolder(each), each);
        }
        assertApplies(Scripts.ofClasspath(getClass().getClassLoader(), "migrations"), Path.of("migrations"));
    }

    private void assertApplies(Scripts all, Path stockFolder) {
        Path fresh = folder.resolve(stockFolder.getFileName() + ".db");
        Db.create(fresh, files);
        try (Db each = Db.open(fresh, Db.Options.defaults(), files, clock)) {
            Migrator.Result result =
                    new Migrator(each, all).start("migrate", request()).await();
            assertThat(result.stop()).isNull();
            assertThat(result.ran()).hasSameSizeAs(all.migrations());
            assertThat(each.read(
                                    "check",
                                    a -> a.query(Sql.of("PRAGMA foreign_key_check"))
                                                    .size()
                                            + a.scalar(Sql.of("PRAGMA integrity_check"))
                                                    .asText())
                            .await())
                    .isEqualTo("0ok");
        }
        Flyway stock = Flyway.configure()
                .dataSource("jdbc:sqlite:" + fresh.toUri(), null, null)
                .locations("filesystem:" + stockFolder.toAbsolutePath())
                .load();
        assertThat(stock.validateWithResult().getAllErrorMessages()).isEqualTo("");
        assertThat(stock.info().pending()).isEmpty();
    }

    @Test
    @Timeout(60)
    void aChangeByAMigrationIsNoneFromOutside() throws Exception {
        java.util.Queue<Boolean> seen = new java.util.concurrent.ConcurrentLinkedQueue<>();
        db.addChangeListener(seen::add);
        script("V2__two.sql", "CREATE TABLE two(a);");
        migrate();
        assertThat(seen).isNotEmpty().doesNotContain(true);
        try (var other = studio.rowan.OtherProcess.on(file)) {
            other.must("INSERT INTO two VALUES(1)");
            while (!seen.contains(true)) {
                Thread.onSpinWait();
            }
        }
    }
}
