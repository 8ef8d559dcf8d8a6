package studio.rowan.change;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.rowan.change.Staged.id;
import static studio.rowan.change.Staged.key;

import java.util.List;
import org.junit.jupiter.api.Test;
import studio.rowan.db.Value;

/// The order of statements.
class PlanTest extends StagedFixture {
    private static final String[] BLOG = {
        "CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT UNIQUE)",
        "CREATE TABLE posts(id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users ON DELETE CASCADE ON UPDATE CASCADE,"
                + " title TEXT)",
        "CREATE TABLE comments(id INTEGER PRIMARY KEY, post_id INTEGER REFERENCES posts ON DELETE CASCADE, text TEXT)",
        "INSERT INTO users VALUES (1, 'ann'), (2, 'bob')",
        "INSERT INTO posts VALUES (10, 1, 'a'), (11, 1, 'b'), (20, 2, 'c')",
        "INSERT INTO comments VALUES (100, 10, 'x'), (101, 11, 'y'), (200, 20, 'z')"
    };

    // ---- the three cases of F20 ----

    @Test
    void postsMovedToANewUserSurviveTheDeletionOfTheirOldOne() {
        Staged s = staged(BLOG);
        s.delete("users", id(1))
                .update("posts", id(10), "user_id", 3)
                .update("posts", id(11), "user_id", 3)
                .insert("users", "id", 3, "name", "cleo");
        s.done();
        assertThat(s.all("users")).isEqualTo("2 bob\n3 cleo");
        assertThat(s.all("posts")).isEqualTo("10 3 a\n11 3 b\n20 2 c");
        assertThat(s.query("SELECT count(*) FROM comments")).isEqualTo("3");
    }

    @Test
    void parentAndChildAreBothDeleted() {
        Staged s = staged(BLOG);
        s.delete("users", id(1)).delete("posts", id(10)).delete("comments", id(101));
        s.done();
        assertThat(s.all("posts")).isEqualTo("20 2 c");
        assertThat(s.all("comments")).isEqualTo("200 20 z");
    }

    @Test
    void uniqueValuesAreSwapped() {
        Staged s = staged(BLOG);
        s.update("users", id(1), "name", "bob").update("users", id(2), "name", "ann");
        assertThat(s.steps())
                .extracting(Plan.Step::meaning)
                .containsExactlyInAnyOrder(Plan.Meaning.STEP_ASIDE, Plan.Meaning.UPDATE, Plan.Meaning.SETTLE);
        s.done();
        assertThat(s.all("users")).isEqualTo("1 bob\n2 ann");
    }

    // ---- cycles ----

    @Test
    void keysAreSwappedAndTheChildrenFollow() {
        Staged s = staged(BLOG);
        s.update("users", id(1), "id", 2).update("users", id(2), "id", 1);
        s.done();
        assertThat(s.all("users")).isEqualTo("1 bob\n2 ann");
        assertThat(s.all("posts")).isEqualTo("10 2 a\n11 2 b\n20 1 c");
    }

    @Test
    void aRingOfKeysThatMayNotBeNullAndALongRotation() {
        Staged s = staged(
                "CREATE TABLE t(a TEXT COLLATE NOCASE PRIMARY KEY, b INTEGER NOT NULL UNIQUE, c REAL NOT NULL UNIQUE)"
                        + " WITHOUT ROWID",
                "INSERT INTO t VALUES ('a', 1, 1.5), ('b', 2, 2.5), ('c', 3, 3.5)");
        s.update("t", key(Value.of("a")), "a", "B", "b", 2, "c", Value.of(2.5))
                .update("t", key(Value.of("b")), "a", "c", "b", 3, "c", Value.of(3.5))
                .update("t", key(Value.of("c")), "a", "A", "b", 1, "c", Value.of(1.5));
        s.done();
        assertThat(s.query("SELECT a, b, c, typeof(c) FROM t")).isEqualTo("A 1 1.5 real\nB 2 2.5 real\nc 3 3.5 real");
    }

    @Test
    void aShiftNeedsNoIntermediateValueAndAReversalNotManyMore() {
        Staged s = staged("CREATE TABLE t(id INTEGER PRIMARY KEY, pos INTEGER UNIQUE)");
        db.run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)"
                + " INSERT INTO t SELECT i, i FROM n");
        for (int i = 1; i <= 300; i++) {
            s.update("t", id(i), "pos", i + 1);
        }
        assertThat(s.steps()).hasSize(300);
        s.done();
        assertThat(s.query("SELECT count(*) FROM t WHERE pos = id + 1")).isEqualTo("300");
        for (int i = 1; i <= 300; i++) {
            s.update("t", id(i), "pos", 302 - i);
        }
        assertThat(s.steps()).hasSize(450);
        s.done();
        assertThat(s.query("SELECT count(*) FROM t WHERE pos = 302 - id")).isEqualTo("300");
    }

    @Test
    void rowsThatReferToEachOtherAreDeletedTogether() {
        Staged s = staged(
                "CREATE TABLE t(id INTEGER PRIMARY KEY, other REFERENCES t ON DELETE CASCADE)",
                "INSERT INTO t VALUES (1, NULL), (2, 1), (3, 3)",
                "UPDATE t SET other = 2 WHERE id = 1");
        s.delete("t", id(1)).delete("t", id(2)).delete("t", id(3));
        s.done();
        assertThat(s.all("t")).isEmpty();
    }

    // ---- cascades over several tables ----

    @Test
    void aCommentMovedOutOfAPostOfADeletedUserSurvives() {
        Staged s = staged(BLOG);
        s.delete("users", id(1)).update("comments", id(100), "post_id", 20);
        s.done();
        assertThat(s.all("comments")).isEqualTo("100 20 x\n200 20 z");
    }

    @Test
    void aChildMovedWithinATreeSurvivesTheDeletionOfItsGrandparent() {
        Staged s = staged(
                "CREATE TABLE node(id INTEGER PRIMARY KEY, up REFERENCES node ON DELETE CASCADE)",
                "INSERT INTO node VALUES (1, NULL), (2, 1), (3, 2), (4, 3), (9, NULL)");
        s.delete("node", id(1)).update("node", id(4), "up", 9).delete("node", id(3));
        s.done();
        assertThat(s.all("node")).isEqualTo("4 9\n9 NULL");
    }

    @Test
    void aKeyGivenAwayAndTakenAgainKeepsWhoMovedThere() {
        Staged s = staged(BLOG);
        // Post 20 goes to the new user 1, not into the cascade of the old one.
        s.delete("users", id(1)).insert("users", "id", 1, "name", "eve").update("posts", id(20), "user_id", 1);
        s.done();
        assertThat(s.all("posts")).isEqualTo("20 1 c");
    }

    @Test
    void aParentThatRestrictsIsLeftByItsChildrenFirst() {
        Staged s = staged(
                "CREATE TABLE p(id INTEGER PRIMARY KEY)",
                "CREATE TABLE c(id INTEGER PRIMARY KEY, p REFERENCES p ON DELETE RESTRICT)",
                "INSERT INTO p VALUES (1), (2)",
                "INSERT INTO c VALUES (1, 1), (2, 1), (3, 1)");
        s.delete("p", id(1)).delete("c", id(1)).update("c", id(2), "p", 2).update("c", id(3), "p", Value.NULL);
        s.done();
        assertThat(s.all("c")).isEqualTo("2 2\n3 NULL");
    }

    @Test
    void aNewRowWhoseKeySqliteChoosesTakesNoneThatAnotherIsToHave() {
        Staged s = staged("CREATE TABLE t(id INTEGER PRIMARY KEY, a)", "INSERT INTO t VALUES (1, 'one')");
        s.insert("t", "a", "free").insert("t", "id", 2, "a", "two").update("t", id(1), "id", 3);
        s.done();
        assertThat(s.all("t")).isEqualTo("2 two\n3 one\n4 free");
    }

    @Test
    void collationAndAffinityDecideWhoStandsInTheWay() {
        Staged s = staged(
                "CREATE TABLE t(id INTEGER PRIMARY KEY, n TEXT COLLATE NOCASE UNIQUE, i INTEGER UNIQUE)",
                "INSERT INTO t VALUES (1, 'ann', 7), (2, 'bob', 8)");
        s.update("t", id(2), "n", "ANN", "i", "7").delete("t", id(1));
        s.done();
        assertThat(s.all("t")).isEqualTo("2 ANN 7");
    }

    // ---- what random edits found ----

    @Test
    void rowsThatReferToEachOtherAreDeletedThoughEachLosesItsReferenceFirst() {
        Staged s = staged(
                "CREATE TABLE t(id INTEGER PRIMARY KEY, other REFERENCES t ON DELETE SET NULL)",
                "INSERT INTO t VALUES (1, NULL), (2, 1)",
                "UPDATE t SET other = 2 WHERE id = 1");
        s.delete("t", id(1)).delete("t", id(2));
        s.done();
        assertThat(s.all("t")).isEmpty();
    }

    @Test
    void aNewRowRefersByItsDefaultToWhoeverHasTheKeyInTheEnd() {
        Staged s = staged(
                "CREATE TABLE p(k TEXT UNIQUE, n)",
                "CREATE TABLE c(id INTEGER PRIMARY KEY, p TEXT DEFAULT 'main' REFERENCES p(k) ON UPDATE CASCADE)",
                "INSERT INTO p VALUES ('main', 1), ('other', 2)");
        s.insert("c").update("p", id(1), "k", "other").update("p", id(2), "k", "main");
        s.done();
        assertThat(s.all("c")).isEqualTo("1 main");
        s.set.discard();
        db.run("DELETE FROM c", "DELETE FROM p");
        s.insert("c");
        assertThat(failed(s.run()).edit()).isInstanceOf(Edit.Insert.class);
    }

    @Test
    void aRowMovedBelowOneThatGoesByACascadeIsNotLostWithIt() {
        Staged s = staged(
                "CREATE TABLE node(id INTEGER PRIMARY KEY, up REFERENCES node ON DELETE CASCADE)",
                "INSERT INTO node VALUES (1, NULL), (2, 1), (9, NULL)");
        s.delete("node", id(1)).update("node", id(9), "up", 2);
        Outcome.Failed refused = failed(s.run());
        assertThat(refused.edit().target()).isEqualTo(new Target.Stored("node", id(9)));
        assertThat(s.all("node")).isEqualTo("1 NULL\n2 1\n9 NULL");
    }

    @Test
    void whatIsDoneToARowThatGoesByACascadeNeedNotBeDone() {
        Staged s = staged(
                "CREATE TABLE p(id INTEGER PRIMARY KEY)",
                "CREATE TABLE c(id INTEGER PRIMARY KEY, p REFERENCES p ON DELETE CASCADE, n INTEGER CHECK (n < 10))",
                "INSERT INTO p VALUES (1)",
                "INSERT INTO c VALUES (5, 1, 1)");
        s.update("c", id(5), "n", 99).delete("p", id(1)).insert("c", "n", 2);
        Outcome.Done done = s.done();
        assertThat(s.all("c")).isEqualTo("1 NULL 2");
        assertThat(done.written()).hasSize(1);
    }

    @Test
    void aNewRowWithNullForItsNumberTakesNoneThatAnotherIsToHave() {
        Staged s = staged("CREATE TABLE t(id INTEGER PRIMARY KEY, a)", "INSERT INTO t VALUES (1, 'x')");
        s.insert("t", "id", Value.NULL, "a", "auto").insert("t", "id", 2, "a", "two");
        s.done();
        assertThat(s.all("t")).isEqualTo("1 x\n2 two\n3 auto");
    }

    @Test
    void aNewRowTakesNoNumberThatARowNeedsOnItsWay() {
        Staged s = staged("CREATE TABLE t(id INTEGER PRIMARY KEY, a)", "INSERT INTO t VALUES (1, 'x'), (2, 'y')");
        s.insert("t", "a", "new").update("t", id(1), "id", 2).update("t", id(2), "id", 1);
        s.done();
        assertThat(s.all("t")).isEqualTo("1 y\n2 x\n3 new");
    }

    @Test
    void aRowThatComesToReferToItsOwnOldKeyKeepsThatReference() {
        Staged s = staged(
                "CREATE TABLE t(id INTEGER PRIMARY KEY, up REFERENCES t ON UPDATE SET NULL)",
                "INSERT INTO t VALUES (1, NULL), (2, NULL)");
        s.update("t", id(1), "id", 2, "up", 1).update("t", id(2), "id", 1);
        s.done();
        assertThat(s.all("t")).isEqualTo("1 NULL\n2 1");
    }

    @Test
    void theScriptSaysWhatRuns() {
        Staged s = staged(BLOG);
        s.update("users", id(1), "name", "o'hara").insert("posts", "title", Value.of(new byte[] {1, 2}));
        assertThat(s.commit.plan(s.set.changes()).await().script()).isEqualTo("""
                BEGIN IMMEDIATE;
                PRAGMA defer_foreign_keys = ON;
                UPDATE "users" SET "name" = 'o''hara' WHERE "rowid" = 1 AND typeof("name") = 'text' AND "name" IS 'ann' \
                COLLATE BINARY RETURNING "rowid";
                INSERT INTO "posts"("title") VALUES (x'0102') RETURNING "rowid";
                COMMIT;
                """);
    }

    @Test
    void nothingStagedIsNothingRun() {
        Staged s = staged(BLOG);
        assertThat(s.steps()).isEqualTo(List.of());
        assertThat(s.done().rows()).isZero();
    }
}
