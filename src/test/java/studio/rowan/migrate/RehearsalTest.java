package studio.rowan.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.rowan.db.Db;
import studio.rowan.db.Sql;
import studio.rowan.diff.DiffWords;

/// What migrations would do is shown before they do it, and nothing beyond what was shown is committed.
class RehearsalTest extends MigrationFixture {
    @BeforeEach
    void create() throws IOException {
        create("blog.db", """
                CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT);
                CREATE TABLE posts(id INTEGER PRIMARY KEY, title TEXT,
                    user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE);
                CREATE TABLE notes(id INTEGER PRIMARY KEY);
                INSERT INTO users VALUES(1, 'Ann'), (2, 'Bob');
                INSERT INTO posts VALUES(1, 'a', 1), (2, 'b', 1), (3, 'c', 2);
                INSERT INTO notes VALUES(1), (2), (3), (4);
                """);
        assertThat(migrate().stop()).isNull();
    }

    /// Runs what was rehearsed, and no more than that.
    private Migrator.Result apply(Rehearsal.Report report) throws IOException {
        return migrator().start("migrate", report.request(keeping())).await();
    }

    /// What alone keeps the migrations from running before it is agreed to.
    private Loss unasked() throws IOException {
        Stop stop = migrate().stop();
        assertThat(stop).isInstanceOf(Stop.ReliesOnCascades.class);
        List<Loss> losses = ((Stop.ReliesOnCascades) stop).losses();
        assertThat(losses).hasSize(1);
        return losses.getFirst();
    }

    private void execute(String sql) {
        db.write("other", access -> {
                    access.execute(Sql.of(sql));
                    return true;
                })
                .await();
    }

    /// Numbers only.
    private static List<RowCount> plain(List<RowCount> counts) {
        return counts.stream()
                .map(c -> count(c.table(), c.before(), c.after(), c.formerly()))
                .toList();
    }

    private static RowCount count(String table, Long before, Long after, String formerly) {
        return new RowCount(table, before, after, formerly);
    }

    private static RowCount count(String table, Long before, Long after) {
        return new RowCount(table, before, after, null);
    }

    @Test
    void aRehearsalTellsWhatEachDoesAndTouchesNothing() throws IOException {
        script("V2__email.sql", "ALTER TABLE users ADD COLUMN email TEXT;\nCREATE INDEX users_email ON users(email);");
        script("V3__old.sql", "DELETE FROM notes WHERE id > 1;\nDROP TABLE posts;");
        long version = number("PRAGMA schema_version");
        try (Rehearsal.Report report = rehearse()) {
            assertThat(report.ok()).isTrue();
            assertThat(report.losesRows()).isTrue();
            Rehearsal.Trial first = report.trials().getFirst();
            assertThat(first.schema().stream().map(DiffWords::of))
                    .containsExactlyInAnyOrder("users: new column email TEXT", "new index users_email on users");
            assertThat(plain(first.rows()))
                    .containsExactly(count("notes", 4L, 4L), count("posts", 3L, 3L), count("users", 2L, 2L));
            assertThat(first.losses()).isEmpty();
            Rehearsal.Trial second = report.trials().getLast();
            assertThat(plain(second.losses())).containsExactly(count("notes", 4L, 1L), count("posts", 3L, null));
            assertThat(second.schema().stream().map(DiffWords::of)).containsExactly("table posts is gone");
            assertThat(second.findings()).extracting(Finding::kind).contains(Finding.Kind.DROPS_TABLE);
            assertThat(number("SELECT count(*) FROM notes")).isEqualTo(4);
            assertThat(number("PRAGMA schema_version")).isEqualTo(version);
            // The copy can be looked at.
            try (Db copy = Db.open(report.copy().file(), Db.Options.defaults(), files, clock)) {
                assertThat(number(copy, "SELECT count(*) FROM notes")).isEqualTo(1);
            }
        }
        try (Stream<Path> left = Files.list(folder.resolve("clones"))) {
            assertThat(left).isEmpty();
        }
    }

    /// The trap that deletes all posts elsewhere.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PRAGMA foreign_keys=OFF;\n",
                "PRAGMA main.foreign_keys = 0;\n",
                "PRAGMA \"foreign_keys\"=0;\n"
            })
    void aRebuildIsShownToKeepEveryRowAndKeepsIt(String form) throws IOException {
        script("V2__rebuild.sql", form + REBUILD);
        try (Rehearsal.Report report = rehearse()) {
            assertThat(report.ok()).isTrue();
            assertThat(report.losesRows()).isFalse();
            assertThat(report.trials().getFirst().foreignKeys()).isFalse();
            Migrator.Result result = apply(report);
            assertThat(result.stop()).isNull();
            assertThat(result.backup()).isNotNull();
        }
        assertThat(number("SELECT count(*) FROM posts")).isEqualTo(3);
    }

    @Test
    void rowsThatForeignKeysTakeAreShownAndApprovedWithTheReport() throws IOException {
        script("V2__ann.sql", "DELETE FROM users WHERE id = 1;");
        try (Rehearsal.Report report = rehearse()) {
            assertThat(report.ok()).isTrue();
            Rehearsal.Trial trial = report.trials().getFirst();
            assertThat(trial.cascades()).singleElement().satisfies(loss -> {
                assertThat(loss.table()).isEqualTo("posts");
                assertThat(loss.deleted()).isEqualTo(2);
            });
            assertThat(plain(trial.losses())).containsExactly(count("posts", 3L, 1L), count("users", 2L, 1L));
            assertThat(apply(report).stop()).isNull();
        }
        assertThat(number("SELECT count(*) FROM posts")).isEqualTo(1);
    }

    /// Between the rehearsal and the run another program wrote.
    @Test
    void moreRowsThanWereShownAreNotTaken() throws IOException {
        script("V2__old.sql", "DELETE FROM notes WHERE id > 2;");
        script("V3__more.sql", "CREATE TABLE more(x);");
        try (Rehearsal.Report report = rehearse()) {
            execute("INSERT INTO notes VALUES(5)");
            Migrator.Result result = apply(report);
            assertThat(result.stop())
                    .isInstanceOfSatisfying(
                            Stop.LosesRows.class,
                            stop -> assertThat(plain(stop.rows())).containsExactly(count("notes", 5L, 2L)));
            assertThat(result.ran()).isEmpty();
        }
        assertThat(number("SELECT count(*) FROM notes")).isEqualTo(5);
        assertThat(number("SELECT count(*) FROM sqlite_schema WHERE name = 'more'"))
                .isZero();
        assertThat(number("SELECT count(*) FROM flyway_schema_history")).isEqualTo(1);
    }

    @Test
    void aScriptThatWasEditedSinceIsNotRun() throws IOException {
        script("V2__a.sql", "CREATE TABLE a(x);");
        try (Rehearsal.Report report = rehearse()) {
            script("V2__a.sql", "DROP TABLE notes;");
            assertThat(apply(report).stop()).isInstanceOf(Stop.NotRehearsed.class);
        }
        assertThat(number("SELECT count(*) FROM notes")).isEqualTo(4);
        assertThat(folder.resolve("backups")).doesNotExist();
    }

    @Test
    void aFailureShowsStatementAndLineAndEndsTheRehearsal() throws IOException {
        script("V2__a.sql", "CREATE TABLE a(x);\n\nINSERT INTO nowhere VALUES(1);");
        script("V3__b.sql", "CREATE TABLE b(x);");
        try (Rehearsal.Report report = rehearse()) {
            assertThat(report.ok()).isFalse();
            assertThat(report.trials()).singleElement().satisfies(trial -> {
                assertThat(trial.stop()).isInstanceOfSatisfying(Stop.Failed.class, failed -> {
                    assertThat(failed.line()).isEqualTo(3);
                    assertThat(failed.words()).contains("no such table: nowhere");
                });
                assertThat(trial.schema()).isEmpty();
            });
        }
    }

    @Test
    void aScriptCannotReachAnotherFile() throws IOException {
        Path other = folder.resolve("other.db");
        Db.create(other, files);
        byte[] before = Files.readAllBytes(other);
        script("V2__a.sql", "ATTACH '" + other + "' AS o;\nCREATE TABLE o.stolen AS SELECT * FROM main.users;");
        try (Rehearsal.Report report = rehearse()) {
            assertThat(report.ok()).isFalse();
            assertThat(report.trials().getFirst().stop()).isInstanceOf(Stop.Refused.class);
        }
        assertThat(Files.readAllBytes(other)).isEqualTo(before);
    }

    @Test
    void aRenamedTableIsNoLoss() throws IOException {
        script("V2__a.sql", "ALTER TABLE notes RENAME TO memos;");
        try (Rehearsal.Report report = rehearse()) {
            assertThat(report.losesRows()).isFalse();
            assertThat(plain(report.trials().getFirst().rows())).contains(new RowCount("memos", 4L, 4L, "notes"));
            assertThat(apply(report).stop()).isNull();
        }
    }

    /// What a trigger deletes is counted too, though the script does not name the table.
    @Test
    void rowsThatTriggersTakeAreShown() throws IOException {
        execute("CREATE TRIGGER gone AFTER UPDATE ON users BEGIN DELETE FROM notes; END");
        script("V2__a.sql", "UPDATE users SET name = 'x' WHERE id = 1;");
        try (Rehearsal.Report report = rehearse()) {
            assertThat(plain(report.trials().getFirst().losses())).containsExactly(count("notes", 4L, 0L));
        }
    }

    @Test
    void nothingPendingIsNoTrouble() throws IOException {
        try (Rehearsal.Report report = rehearse()) {
            assertThat(report.ok()).isTrue();
            assertThat(report.trials()).isEmpty();
        }
    }

    /// The table that the script deletes from is itself a child, and has children: what was agreed to is enough.
    @Test
    void whatTheScriptNamesNeedsNoAgreementBesideWhatKeysTake() throws IOException {
        script("V2__tags.sql", """
                CREATE TABLE post_tags(post_id INTEGER REFERENCES posts(id) ON DELETE CASCADE, tag TEXT);
                INSERT INTO post_tags VALUES(1, 'x'), (2, 'y'), (3, 'z');
                """);
        assertThat(migrate().stop()).isNull();
        script("V3__old.sql", "DELETE FROM posts WHERE id < 3;");
        try (Rehearsal.Report report = rehearse()) {
            assertThat(report.ok()).isTrue();
            assertThat(plain(report.trials().getFirst().losses()))
                    .containsExactly(count("post_tags", 3L, 1L), count("posts", 3L, 1L));
            assertThat(apply(report).stop()).isNull();
        }
        assertThat(number("SELECT count(*) FROM post_tags")).isEqualTo(1);
    }

    /// The child has another name when its rows go, or got its key in the same script.
    @ParameterizedTest
    @ValueSource(strings = {"ALTER TABLE posts RENAME TO articles;\nDELETE FROM users WHERE id = 1;", """
                CREATE TABLE n(id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users(id) ON DELETE CASCADE);
                INSERT INTO n SELECT id, (id - 1) % 2 + 1 FROM notes;
                DROP TABLE notes;
                ALTER TABLE n RENAME TO notes;
                DELETE FROM users WHERE id = 1;
                """})
    void rowsOfAChildThatChangesItsNameOrKeyAreNotTakenUnasked(String text) throws IOException {
        script("V2__a.sql", text);
        assertThat(migrate().stop()).isInstanceOf(Stop.ReliesOnCascades.class);
        assertThat(number("SELECT count(*) FROM posts")).isEqualTo(3);
        assertThat(number("SELECT count(*) FROM notes")).isEqualTo(4);
    }

    /// The key that takes the rows is gone when the script ends: with the child built anew, by another action, none, or
    /// under another name.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "REFERENCES users(id) ON DELETE RESTRICT);\nINSERT INTO n SELECT * FROM posts;\n"
                        + "DROP TABLE posts;\nALTER TABLE n RENAME TO posts;",
                ");\nINSERT INTO n SELECT * FROM posts;\nDROP TABLE posts;\nALTER TABLE n RENAME TO Posts;",
                ");\nALTER TABLE posts RENAME TO old;\nALTER TABLE n RENAME TO posts;\n"
                        + "INSERT INTO posts SELECT * FROM old;\nDROP TABLE old;",
                ");\nINSERT INTO n(title, user_id) SELECT title, user_id FROM posts UNION ALL SELECT 'x', 2"
                        + " UNION ALL SELECT 'y', 2;\nDROP TABLE posts;\nALTER TABLE n RENAME TO posts;"
            })
    void rowsThatAKeyTookBeforeItWasChangedAreNotTakenUnasked(String rest) throws IOException {
        script(
                "V2__a.sql",
                "DELETE FROM users WHERE id = 1;\n"
                        + "CREATE TABLE n(id INTEGER PRIMARY KEY, title TEXT, user_id INTEGER " + rest);
        assertThat(unasked().deleted()).isEqualTo(2);
        assertThat(number("SELECT count(*) FROM posts")).isEqualTo(3);
        try (Rehearsal.Report report = rehearse()) {
            assertThat(report.trials().getFirst().cascades()).hasSize(1);
            assertThat(apply(report).stop()).isNull();
        }
    }

    /// The same of references that are cleared.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE n(id INTEGER PRIMARY KEY, user_id INTEGER);\nINSERT INTO n SELECT * FROM likes;\n"
                        + "DROP TABLE likes;\nALTER TABLE n RENAME TO likes;",
                "ALTER TABLE likes RENAME COLUMN user_id TO fan_id;",
                "ALTER TABLE likes RENAME TO hearts;"
            })
    void referencesThatAKeyClearedBeforeItWasChangedAreNotClearedUnasked(String rest) throws IOException {
        ran("V2__likes.sql", """
                CREATE TABLE likes(id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users(id) ON DELETE SET NULL);
                INSERT INTO likes VALUES(1, 1), (2, 1), (3, 2);
                DELETE FROM posts;
                """);
        script("V3__a.sql", "DELETE FROM users WHERE id = 1;\n" + rest);
        assertThat(unasked().cleared()).isEqualTo(2);
        assertThat(number("SELECT count(user_id) FROM likes")).isEqualTo(3);
    }

    /// A parent that is built anew without its numbers: each child would be another one's, and no key is broken.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(name) SELECT name FROM users WHERE id > 1 ORDER BY id",
                " SELECT NULL, name FROM users WHERE id > 1 ORDER BY id",
                " SELECT row_number() OVER (ORDER BY id), name FROM users WHERE id > 1",
                "(name, id) SELECT u.name, u.id - 1 AS id FROM users u WHERE u.id > 1"
            })
    void aParentThatIsNumberedAnewIsNotRunUnasked(String insert) throws IOException {
        execute("INSERT INTO users VALUES(3, 'Cy')");
        execute("DELETE FROM posts WHERE user_id = 1");
        script(
                "V2__a.sql",
                "CREATE TABLE n(id INTEGER PRIMARY KEY, name TEXT NOT NULL);\nINSERT INTO n" + insert + """
                ;
                INSERT INTO n(name) VALUES('System');
                DROP TABLE users;
                ALTER TABLE n RENAME TO users;
                """);
        Stop stop = migrate().stop();
        assertThat(stop)
                .isInstanceOfSatisfying(
                        Stop.Renumbers.class,
                        renumbers -> assertThat(renumbers.rows())
                                .singleElement()
                                .satisfies(
                                        users -> assertThat(users.renumbered()).isEqualTo(2)));
        assertThat(MigrationWords.of(stop).sentence()).contains("users: ").contains("2 rows under other numbers");
        assertThat(number("SELECT u.name = 'Bob' FROM posts p JOIN users u ON u.id = p.user_id"))
                .isEqualTo(1);
        try (Rehearsal.Report report = rehearse()) {
            assertThat(report.losesRows()).isTrue();
            Rehearsal.Trial trial = report.trials().getFirst();
            assertThat(trial.findings())
                    .contains(new Finding(Finding.Kind.RENUMBERS, 2, "users", "id", "posts.user_id (CASCADE)"));
            assertThat(rows(report, "users")).isEqualTo(new RowCount.Rows(RowCount.By.CONTENT, 1, 1, 2));
            assertThat(apply(report).stop()).isNull();
        }
    }

    /// Its rows get other contents as well, so that none is found again.
    @Test
    void aParentThatIsNumberedAnewAndChangedIsNotRunUnasked() throws IOException {
        execute("INSERT INTO users SELECT id + 10, name FROM users");
        execute("UPDATE posts SET user_id = user_id + 10");
        execute("DELETE FROM users WHERE id < 10");
        script("V2__a.sql", """
                CREATE TABLE n(id INTEGER PRIMARY KEY, name TEXT NOT NULL);
                INSERT INTO n(name) SELECT upper(name) FROM users ORDER BY id;
                DROP TABLE users;
                ALTER TABLE n RENAME TO users;
                UPDATE posts SET user_id = user_id - 10;
                """);
        assertThat(migrate().stop()).isInstanceOf(Stop.Renumbers.class);
        try (Rehearsal.Report report = rehearse()) {
            assertThat(report.losesRows()).isTrue();
            assertThat(apply(report).stop()).isNull();
        }
    }

    /// The key at its place, in any of its spellings, is the row's number.
    @ParameterizedTest
    @ValueSource(
            strings = {
                " SELECT * FROM users",
                " SELECT u.* FROM users AS u",
                " SELECT users.id AS number, trim(name) FROM users ORDER BY name",
                "(name, \"ID\") SELECT DISTINCT coalesce(name, ''), rowid FROM users",
                " SELECT id, name FROM users UNION ALL SELECT 9, 'System'"
            })
    void aParentThatKeepsItsNumbersIsNoLoss(String insert) throws IOException {
        script(
                "V2__a.sql",
                "CREATE TABLE n(id INTEGER PRIMARY KEY, name TEXT);\nINSERT INTO n" + insert
                        + ";\nDROP TABLE users;\nALTER TABLE n RENAME TO users;");
        try (Rehearsal.Report report = rehearse()) {
            assertThat(rows(report, "users").by()).isEqualTo(RowCount.By.KEY);
            assertThat(report.losesRows()).isFalse();
            assertThat(report.trials().getFirst().findings())
                    .extracting(Finding::kind)
                    .doesNotContain(Finding.Kind.RENUMBERS);
        }
        assertThat(migrate().stop()).isNull();
    }

    /// The parent has another name when the script deletes from it, and the script fills up what went.
    @Test
    void aLossBehindARenameAndAnInsertIsNotHidden() throws IOException {
        script("V2__a.sql", """
                ALTER TABLE users RENAME TO people;
                DELETE FROM people WHERE id = 1;
                INSERT INTO people VALUES(9, 'System');
                INSERT INTO posts VALUES(10, 'welcome', 9), (11, 'rules', 9);
                """);
        assertThat(migrate().stop()).isInstanceOf(Stop.ReliesOnCascades.class);
        assertThat(number("SELECT count(*) FROM posts WHERE user_id = 1")).isEqualTo(2);
        try (Rehearsal.Report report = rehearse()) {
            assertThat(rows(report, "posts")).isEqualTo(rows(RowCount.By.KEY, 2, 2));
            assertThat(rows(report, "people")).isEqualTo(rows(RowCount.By.KEY, 1, 1));
        }
    }

    @Test
    void aTableThatIsRebuiltInOtherLettersIsNoLoss() throws IOException {
        script(
                "V2__a.sql",
                "CREATE TABLE n(id INTEGER PRIMARY KEY);\nINSERT INTO n SELECT * FROM notes;\n"
                        + "DROP TABLE notes;\nALTER TABLE n RENAME TO Notes;");
        try (Rehearsal.Report report = rehearse()) {
            assertThat(report.losesRows()).isFalse();
        }
    }

    // ---- which rows ----

    private static RowCount.Rows rows(RowCount.By by, long gone, long come) {
        return new RowCount.Rows(by, gone, come);
    }

    private static RowCount.Rows rows(Rehearsal.Report report, String table) {
        return report.trials().getLast().rows().stream()
                .filter(count -> count.table().equals(table))
                .findFirst()
                .orElseThrow()
                .rows();
    }

    private void ran(String name, String text) throws IOException {
        script(name, text);
        assertThat(migrate().stop()).isNull();
    }

    /// Scripts that leave as many rows as there were.
    private static Stream<Arguments> replacements() {
        String rebuilt = "DROP TABLE t;\nALTER TABLE n RENAME TO t;";
        return Stream.of(
                Arguments.of(
                        "integer key, some of them counted up",
                        "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT)",
                        "CREATE TABLE n(id INTEGER PRIMARY KEY, a TEXT);\nINSERT INTO n SELECT id, a FROM t WHERE id > 2"
                                + " UNION ALL SELECT id + 100, a FROM t WHERE id BETWEEN 3 AND 4;\n" + rebuilt,
                        rows(RowCount.By.CONTENT, 2, 2)),
                Arguments.of(
                        "rows numbered anew",
                        "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT)",
                        "CREATE TABLE n(id INTEGER PRIMARY KEY, a TEXT);\nINSERT INTO n(a) SELECT a FROM t WHERE a > 'a2'"
                                + " UNION ALL SELECT a FROM t WHERE a IN ('a3', 'a4');\n" + rebuilt,
                        rows(RowCount.By.CONTENT, 2, 2)),
                Arguments.of(
                        "text key, compared as a rebuild in another order",
                        "CREATE TABLE t(a TEXT PRIMARY KEY, id)",
                        "CREATE TABLE n(a TEXT PRIMARY KEY, id);\nINSERT INTO n SELECT a, id FROM t WHERE id <> 5"
                                + " UNION ALL SELECT 'other', 1 ORDER BY 1 DESC;\n" + rebuilt,
                        rows(RowCount.By.KEY, 1, 1)),
                Arguments.of(
                        "key of several columns, none of the rowid",
                        "CREATE TABLE t(a TEXT, id, PRIMARY KEY(a, id)) WITHOUT ROWID",
                        "DELETE FROM t WHERE id = 1;\nINSERT INTO t VALUES('a1', 99);",
                        rows(RowCount.By.KEY, 1, 1)),
                Arguments.of(
                        "unique column with NULLs, since the key gets another name",
                        "CREATE TABLE t(a TEXT UNIQUE, id)",
                        "UPDATE t SET a = NULL WHERE id > 4;\nDELETE FROM t WHERE id = 4;\nINSERT INTO t VALUES(NULL, 4);",
                        rows(RowCount.By.KEY, 3, 3)),
                Arguments.of(
                        "no key at all",
                        "CREATE TABLE t(a TEXT, id)",
                        "CREATE TABLE n(a TEXT);\nINSERT INTO n SELECT a FROM t WHERE id > 1 UNION ALL SELECT 'a6';\n"
                                + rebuilt,
                        rows(RowCount.By.CONTENT, 1, 1)),
                Arguments.of(
                        "the key is gone",
                        "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT)",
                        "CREATE TABLE n(id2 INTEGER PRIMARY KEY, a TEXT);\nINSERT INTO n SELECT id, a FROM t;\n"
                                + rebuilt,
                        rows(RowCount.By.NONE, 0, 0)),
                Arguments.of(
                        "a key of another type is the same key",
                        "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT)",
                        "CREATE TABLE n(id TEXT PRIMARY KEY, a TEXT);\nINSERT INTO n SELECT id, a FROM t;\n" + rebuilt,
                        rows(RowCount.By.KEY, 0, 0)),
                Arguments.of(
                        "replaced by the table's own rule",
                        "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT UNIQUE ON CONFLICT REPLACE)",
                        "INSERT INTO t VALUES(77, 'a1');",
                        rows(RowCount.By.KEY, 1, 1)),
                Arguments.of(
                        "the table gets another name too",
                        "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT)",
                        "DELETE FROM t WHERE id = 1;\nINSERT INTO t VALUES(9, 'x');\nALTER TABLE t RENAME TO u;",
                        rows(RowCount.By.KEY, 1, 1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("replacements")
    void rowsThatAreReplacedByOthersAreLost(String name, String table, String text, RowCount.Rows expected)
            throws IOException {
        ran("V2__t.sql", table + ";\nINSERT INTO t(a, id) SELECT 'a' || value, value FROM json_each('[1,2,3,4,5,6]');");
        script("V3__t.sql", text);
        try (Rehearsal.Report report = rehearse()) {
            assertThat(report.ok()).isTrue();
            assertThat(rows(report, text.endsWith("TO u;") ? "u" : "t")).isEqualTo(expected);
            assertThat(report.losesRows()).isEqualTo(expected.gone() > 0);
            assertThat(apply(report).stop()).isNull();
        }
    }

    @Test
    void whatNetsToZeroIsShownAsLostAndNew() throws IOException {
        script("V2__a.sql", "DELETE FROM notes WHERE id < 3;\nINSERT INTO notes VALUES(11), (12);");
        try (Rehearsal.Report report = rehearse()) {
            RowCount notes = report.trials().getFirst().losses().getFirst();
            assertThat(notes.lost()).isEqualTo(2);
            assertThat(MigrationWords.of(notes)).isEqualTo("2 rows lost, 2 other rows new");
        }
    }

    /// In the transaction too: since the rehearsal another program changed what the script goes by.
    @Test
    void moreRowsReplacedThanWereShownAreNotTaken() throws IOException {
        script(
                "V2__a.sql",
                "INSERT INTO notes SELECT id + 100 FROM notes WHERE id > 2;\nDELETE FROM notes WHERE id IN (3, 4, 5);");
        try (Rehearsal.Report report = rehearse()) {
            execute("INSERT INTO notes VALUES(5)");
            assertThat(apply(report).stop())
                    .isInstanceOfSatisfying(
                            Stop.LosesRows.class,
                            stop -> assertThat(stop.rows())
                                    .extracting(RowCount::rows)
                                    .containsExactly(rows(RowCount.By.KEY, 3, 3)));
        }
        assertThat(number("SELECT count(*) FROM notes WHERE id < 6")).isEqualTo(5);
    }

    /// A cascade takes posts, and the script fills in as many others.
    @Test
    void rowsOfChildrenAreMissedThoughTheirNumberStays() throws IOException {
        script("V2__a.sql", "DELETE FROM users WHERE id = 1;\nINSERT INTO posts VALUES(11, 'x', 2), (12, 'y', 2);");
        assertThat(unasked().deleted()).isEqualTo(2);
        try (Rehearsal.Report report = rehearse()) {
            assertThat(rows(report, "posts")).isEqualTo(rows(RowCount.By.KEY, 2, 2));
            assertThat(apply(report).stop()).isNull();
        }
    }

    @Test
    void rowsThatATriggerReplacesAreMissed() throws IOException {
        execute("CREATE TRIGGER swap AFTER UPDATE ON users BEGIN"
                + " DELETE FROM notes WHERE id = 1; INSERT INTO notes VALUES(50); END");
        script("V2__a.sql", "UPDATE users SET name = 'x' WHERE id = 1;");
        try (Rehearsal.Report report = rehearse()) {
            assertThat(rows(report, "notes")).isEqualTo(rows(RowCount.By.KEY, 1, 1));
        }
    }

    /// What no statement can take rows from is not looked through.
    @Test
    void aScriptThatTakesNoRowsNeedsNoLookAtThem() throws IOException {
        script(
                "V2__a.sql",
                "ALTER TABLE users ADD COLUMN email TEXT;\nUPDATE users SET email = replace(name, 'A', 'a');\n"
                        + "INSERT INTO notes VALUES(5);");
        try (Rehearsal.Report report = rehearse()) {
            assertThat(rows(report, "posts").by()).isEqualTo(RowCount.By.NUMBER);
            assertThat(rows(report, "notes").by()).isEqualTo(RowCount.By.NUMBER);
            assertThat(report.losesRows()).isFalse();
        }
    }

    /// Its statements are committed one by one: what it took stays, and the history must not say that all went well.
    @Test
    void anOptedOutScriptThatTookMoreIsNotASuccess() throws IOException {
        script("V2__old.sql", "DELETE FROM notes WHERE id > 2;");
        script("V2__old.sql.conf", "executeInTransaction=false\n");
        try (Rehearsal.Report report = rehearse()) {
            assertThat(report.ok()).isTrue();
            execute("INSERT INTO notes VALUES(5)");
            Migrator.Result result = apply(report);
            assertThat(result.stop())
                    .isInstanceOfSatisfying(
                            Stop.LosesRows.class,
                            stop -> assertThat(stop.stays()).isTrue());
            assertThat(MigrationWords.of(result.stop()).nextStep()).contains("Return to the backup");
            assertThat(result.ran()).isEmpty();
            assertThat(result.backup()).isNotNull();
        }
        assertThat(number("SELECT count(*) FROM flyway_schema_history WHERE version = '2' AND success"))
                .isZero();
        assertThat(number("SELECT count(*) FROM notes")).isEqualTo(2);
        History history = history();
        assertThat(history.situation()).isEqualTo(History.Situation.MISMATCH);
        assertThat(history.mismatches()).extracting(Mismatch::kind).containsExactly(Mismatch.Kind.FAILED);
    }
}
