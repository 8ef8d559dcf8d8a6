package studio.rowan.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static studio.rowan.change.Staged.cells;
import static studio.rowan.change.Staged.id;
import static studio.rowan.change.Staged.key;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import studio.rowan.TestDb;
import studio.rowan.db.DbError;
import studio.rowan.db.Value;
import studio.rowan.grid.RowKey;

/// What a commit writes, and what it refuses.
class CommitTest extends StagedFixture {
    private static Clash onlyClash(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Conflict.class);
        assertThat(((Outcome.Conflict) outcome).clashes()).hasSize(1);
        return ((Outcome.Conflict) outcome).clashes().getFirst();
    }

    // ---- rows changed under the user ----

    @Test
    void aRowChangedMeanwhileStopsTheWholeCommit() {
        Staged s = staged(
                "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b)", "INSERT INTO t VALUES (1, 'x', 1), (2, 'y', 2)");
        s.update("t", id(1), "a", "mine").update("t", id(2), "a", "mine too").insert("t", "a", "new");
        db.run("UPDATE t SET a = 'theirs', b = 5 WHERE id = 1");
        Clash clash = onlyClash(s.run());
        assertThat(clash.edit().target()).isEqualTo(new Target.Stored("t", id(1)));
        assertThat(clash.theirs()).isEqualTo(cells("a", "theirs"));
        assertThat(clash.ownDoing()).isFalse();
        assertThat(s.all("t")).isEqualTo("1 theirs 5\n2 y 2");
        assertThat(s.set.changes().counts().total()).isEqualTo(3);

        s.set.keepMine(new Target.Stored("t", id(1)), clash.theirs());
        s.done();
        assertThat(s.all("t")).isEqualTo("1 mine 5\n2 mine too 2\n3 new NULL");
    }

    @Test
    void anotherColumnChangedMeanwhileIsKept() {
        Staged s = staged("CREATE TABLE t(id INTEGER PRIMARY KEY, a, b)", "INSERT INTO t VALUES (1, 'x', 1)");
        s.update("t", id(1), "a", "mine");
        db.run("UPDATE t SET b = 'theirs'");
        s.done();
        assertThat(s.all("t")).isEqualTo("1 mine theirs");
    }

    @Test
    void aRowDeletedMeanwhileIsSaidToBeGone() {
        Staged s = staged("CREATE TABLE t(id INTEGER PRIMARY KEY, a)", "INSERT INTO t VALUES (1, 'x'), (2, 'y')");
        s.update("t", id(1), "a", "mine").delete("t", id(2));
        db.run("DELETE FROM t");
        Outcome outcome = s.run();
        assertThat(((Outcome.Conflict) outcome).clashes()).hasSize(2).allMatch(c -> c.theirs() == null);
    }

    @Test
    void changesThatCompareEqualAreSeen() {
        Staged s = staged(
                "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT COLLATE NOCASE, b)",
                "INSERT INTO t VALUES (1, 'abc', 1), (2, 'abc', 1)");
        s.update("t", id(1), "a", "mine");
        db.run("UPDATE t SET a = 'ABC' WHERE id = 1");
        assertThat(onlyClash(s.run()).theirs()).isEqualTo(cells("a", "ABC"));
        s.set.discard();
        s.update("t", id(2), "b", 7);
        db.run("UPDATE t SET b = 1.0 WHERE id = 2");
        assertThat(onlyClash(s.run()).theirs()).isEqualTo(cells("b", Value.of(1.0)));
        s.set.discard();
        s.delete("t", id(2));
        db.run("UPDATE t SET a = 'Abc' WHERE id = 2");
        assertThat(onlyClash(s.run()).theirs()).containsEntry("a", Value.of("Abc"));
    }

    @Test
    void textThatIsNotUtf8IsCheckedAndWrittenByItsBytes() {
        Staged s = staged(
                "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b TEXT)",
                "INSERT INTO t VALUES (1, CAST(x'C328' AS TEXT), 'b')");
        Value broken = s.row("t", id(1)).get("a");
        s.update("t", id(1), "a", "repaired", "b", broken);
        s.done();
        assertThat(s.query("SELECT a, hex(CAST(b AS BLOB)), typeof(b) FROM t")).isEqualTo("repaired C328 text");
    }

    @Test
    void aLargeCellIsCheckedByItsLength() {
        Staged s = staged(
                "CREATE TABLE t(id INTEGER PRIMARY KEY, a)",
                "INSERT INTO t VALUES (1, zeroblob(100000)), (2, zeroblob(100000))");
        assertThat(s.row("t", id(1)).get("a")).isEqualTo(new Value.Large(Value.StorageClass.BLOB, 100_000));
        s.update("t", id(1), "a", "small").update("t", id(2), "a", "small");
        db.run("UPDATE t SET a = zeroblob(100001) WHERE id = 2");
        assertThat(onlyClash(s.run()).theirs())
                .isEqualTo(cells("a", new Value.Large(Value.StorageClass.BLOB, 100_001)));
        s.set.revert(new Target.Stored("t", id(2)));
        s.done();
        assertThat(s.query("SELECT a FROM t WHERE id = 1")).isEqualTo("small");
    }

    @Test
    void aLargeCellOfTheSameLengthWithOtherContentIsNoticed() {
        Staged s = staged(
                "CREATE TABLE t(id INTEGER PRIMARY KEY, a, b)",
                "WITH n(i) AS (VALUES (1), (2), (3), (4)) INSERT INTO t SELECT i, zeroblob(100000), 'b' FROM n");
        s.update("t", id(1), "a", "small")
                .update("t", id(2), "a", "small")
                .update("t", id(3), "b", "mine")
                .delete("t", id(4));
        s.seen();
        db.run(
                "UPDATE t SET a = CAST(zeroblob(99999) || x'01' AS BLOB) WHERE id IN (2, 4)",
                "UPDATE t SET a = CAST(zeroblob(99999) || x'02' AS BLOB) WHERE id = 3");
        Outcome outcome = s.run();
        assertThat(outcome).isInstanceOf(Outcome.Conflict.class);
        List<Clash> clashes = ((Outcome.Conflict) outcome).clashes();
        assertThat(clashes)
                .extracting(clash -> clash.edit().target())
                .containsExactly(new Target.Stored("t", id(2)), new Target.Stored("t", id(4)));
        assertThat(s.query("SELECT count(*) FROM t WHERE octet_length(a) = 100000"))
                .isEqualTo("4");
        Clash clash = clashes.getFirst();
        Edit.Update mine = (Edit.Update) clash.edit();
        assertThat(Contents.isOther(mine.old().get("a"), clash.theirs().get("a")))
                .isTrue();

        s.set.revert(new Target.Stored("t", id(4)));
        s.set.keepMine(new Target.Stored("t", id(2)), clash.theirs());
        db.run("UPDATE t SET a = CAST(zeroblob(99999) || x'03' AS BLOB) WHERE id = 2");
        s.set.keepMine(new Target.Stored("t", id(2)), onlyClash(s.run()).theirs());
        Outcome.Done done = s.done();
        assertThat(s.query("SELECT a FROM t WHERE id < 3")).isEqualTo("small\nsmall");

        // Taking the commit back looks at the content as well.
        assertThat(s.commit.run(done.inverse()).await()).isInstanceOf(Outcome.Done.class);
        assertThat(s.query("SELECT substr(a, 100000) FROM t WHERE id = 2")).isEqualTo("x'03'");
    }

    @Test
    void whatWasReadOfALargeCellStaysKnownWhenAnEditIsTakenBackAndMadeAgain() {
        Staged s = staged("CREATE TABLE t(id INTEGER PRIMARY KEY, a)", "INSERT INTO t VALUES (1, zeroblob(100000))");
        s.update("t", id(1), "a", "small");
        s.set.undo();
        s.set.redo();
        s.seen();
        s.set.undo();
        s.set.redo();
        assertThat(Contents.unread(s.set.changes())).isEmpty();
        db.run("UPDATE t SET a = CAST(zeroblob(99999) || x'01' AS BLOB)");
        onlyClash(s.run());
    }

    @Test
    void aRowidThatNowIsAnotherRowIsNoticed() {
        Staged s = staged("CREATE TABLE t(a TEXT UNIQUE, done)", "INSERT INTO t VALUES ('one', 0), ('two', 0)");
        s.update("t", id(2), "done", 1);
        // As a VACUUM may renumber.
        db.run("DELETE FROM t WHERE a = 'one'", "UPDATE t SET rowid = 1", "INSERT INTO t VALUES ('three', 0)");
        assertThat(onlyClash(s.run()).theirs()).containsEntry("a", Value.of("three"));
    }

    @Test
    void aNullInAUniqueColumnTellsNoRow() {
        Staged s = staged(
                "CREATE TABLE t(a TEXT UNIQUE, b, c)", "INSERT INTO t VALUES (NULL, 'x', 'one'), (NULL, 'x', 'two')");
        s.update("t", id(2), "b", "mine");
        // The rowid of the last row is given again.
        db.run("DELETE FROM t WHERE c = 'two'", "INSERT INTO t VALUES (NULL, 'x', 'three')");
        assertThat(onlyClash(s.run()).theirs()).containsEntry("c", Value.of("three"));
        assertThat(s.query("SELECT b, c FROM t WHERE rowid = 2")).isEqualTo("x three");
    }

    // ---- every kind of table ----

    @Test
    void keysOfEveryKind() {
        Staged s = staged(
                "CREATE TABLE wr(k TEXT COLLATE NOCASE, n INTEGER, v, PRIMARY KEY(k, n DESC)) WITHOUT ROWID",
                "CREATE TABLE shadow(rowid TEXT, v)",
                "CREATE TABLE ipk(rowid TEXT, _rowid_ TEXT, oid INTEGER PRIMARY KEY, v)",
                "CREATE TABLE strict(id INTEGER PRIMARY KEY, a ANY, b TEXT, c TEXT AS (b || '!') STORED) STRICT",
                "INSERT INTO wr VALUES ('a', 1, 'x'), ('a', 2, 'y')",
                "INSERT INTO shadow VALUES ('r', 'x')",
                "INSERT INTO ipk VALUES ('r', 's', 5, 'x')",
                "INSERT INTO strict VALUES (1, 1, 'b')");
        s.update("wr", key(Value.of("a"), Value.of(2)), "v", "changed", "k", "A")
                .delete("wr", key(Value.of("a"), Value.of(1)))
                .insert("wr", "k", "b", "n", 3)
                .update("shadow", id(1), "v", "changed")
                .update("ipk", id(5), "v", "changed", "oid", 6)
                .update("strict", id(1), "a", "1", "b", "changed");
        Outcome.Done done = s.done();
        assertThat(s.all("wr")).isEqualTo("A 2 changed\nb 3 NULL");
        assertThat(s.all("shadow")).isEqualTo("r changed");
        assertThat(s.all("ipk")).isEqualTo("r s 6 changed");
        assertThat(s.query("SELECT a, typeof(a), b, c FROM strict")).isEqualTo("1 text changed changed!");
        assertThat(done.written())
                .extracting(Written::key)
                .contains(key(Value.of("A"), Value.of(2)), key(Value.of("b"), Value.of(3)), id(6));
    }

    @Test
    void fullTextTablesAndViewsWithTriggers() {
        Staged s = staged(
                "CREATE VIRTUAL TABLE f USING fts5(title, body)",
                "INSERT INTO f VALUES ('one', 'first'), ('two', 'second')",
                "CREATE TABLE t(id INTEGER PRIMARY KEY, a)",
                "INSERT INTO t VALUES (1, 'x'), (2, 'y'), (3, 'z')",
                "CREATE VIEW v AS SELECT id AS n, a FROM t",
                "CREATE TRIGGER vi INSTEAD OF INSERT ON v BEGIN INSERT INTO t VALUES (new.n, new.a); END",
                "CREATE TRIGGER vu INSTEAD OF UPDATE ON v BEGIN UPDATE t SET a = new.a WHERE id = old.n; END",
                "CREATE TRIGGER vd INSTEAD OF DELETE ON v BEGIN DELETE FROM t WHERE id = old.n; END");
        s.update("f", id(1), "title", "changed").delete("f", id(2)).insert("f", "title", "three", "body", "third");
        s.set.set(db.table("v"), new RowKey.Ordinal(0), cells("n", 1, "a", "x"), "a", Value.of("changed"));
        s.set.delete(db.table("v"), new RowKey.Ordinal(1), cells("n", 2, "a", "y"));
        s.insert("v", "n", 9, "a", "new");
        Outcome.Done done = s.done();
        assertThat(s.query("SELECT rowid, * FROM f")).isEqualTo("1 changed first\n2 three third");
        assertThat(s.query("SELECT rowid FROM f WHERE f MATCH 'third'")).isEqualTo("2");
        assertThat(s.all("t")).isEqualTo("1 changed\n3 z\n9 new");
        assertThat(done.written()).extracting(Written::key).contains(id(2));
    }

    @Test
    void rowsOfAViewThatAreAlikeAreNotGuessedAt() {
        Staged s = staged(
                "CREATE TABLE t(a)",
                "INSERT INTO t VALUES ('x'), ('x')",
                "CREATE VIEW v AS SELECT a FROM t",
                "CREATE TRIGGER vd INSTEAD OF DELETE ON v BEGIN DELETE FROM t WHERE a = old.a; END");
        s.set.delete(db.table("v"), new RowKey.Ordinal(0), cells("a", "x"));
        assertThat(failed(s.run()).error().words()).contains("alike");
        assertThat(s.query("SELECT count(*) FROM t")).isEqualTo("2");
    }

    @Test
    void aTableWiderThanAnExpressionMayBeDeep() {
        StringBuilder columns = new StringBuilder("c0 INTEGER");
        for (int i = 1; i < 1500; i++) {
            columns.append(", c").append(i);
        }
        Staged s = staged("CREATE TABLE wide(" + columns + ")", "INSERT INTO wide(c0) VALUES (1), (2)");
        s.update("wide", id(1), "c1499", "x").delete("wide", id(2));
        s.done();
        assertThat(s.query("SELECT c0, c1499 FROM wide")).isEqualTo("1 x");
    }

    // ---- triggers ----

    @Test
    void whatTriggersMadeOfARowIsReadAgain() {
        Staged s = staged(
                "CREATE TABLE t(id INTEGER PRIMARY KEY, a, at INTEGER)",
                "INSERT INTO t VALUES (1, 'x', 1)",
                "CREATE TRIGGER touch AFTER UPDATE ON t WHEN new.at IS old.at"
                        + " BEGIN UPDATE t SET at = 999 WHERE id = new.id; END",
                "CREATE TRIGGER made AFTER INSERT ON t BEGIN UPDATE t SET a = upper(a) WHERE id = new.id; END");
        s.update("t", id(1), "a", "y", "at", 1).insert("t", "a", "new");
        Outcome.Done done = s.done();
        assertThat(s.all("t")).isEqualTo("1 y 999\n2 NEW 999");
        assertThat(done.written().get(1).row()).containsEntry("a", Value.of("NEW"));
    }

    @Test
    void aTriggerThatSilentlyIgnoresIsAFailure() {
        Staged s = staged(
                "CREATE TABLE t(id INTEGER PRIMARY KEY, a)",
                "CREATE TRIGGER no BEFORE UPDATE ON t BEGIN SELECT RAISE(IGNORE); END",
                "INSERT INTO t VALUES (1, 'x')");
        s.update("t", id(1), "a", "y");
        Outcome.Failed failed = failed(s.run());
        assertThat(failed.error()).isInstanceOf(DbError.Constraint.class);
        assertThat(failed.edit()).isNotNull();
    }

    @Test
    void aRowThatATriggerOfTheSameCommitChangedIsSaidToBeOurOwnDoing() {
        Staged s = staged(
                "CREATE TABLE a(id INTEGER PRIMARY KEY, v)",
                "CREATE TABLE b(id INTEGER PRIMARY KEY, n)",
                "CREATE TRIGGER count AFTER UPDATE ON a BEGIN UPDATE b SET n = n + 1; END",
                "INSERT INTO a VALUES (1, 1)",
                "INSERT INTO b VALUES (1, 0)");
        s.update("a", id(1), "v", 2).update("b", id(1), "n", 10);
        Clash clash = onlyClash(s.run());
        assertThat(clash.ownDoing()).isTrue();
        assertThat(clash.theirs()).isEqualTo(cells("n", 1));
        assertThat(s.all("b")).isEqualTo("1 0");
    }

    // ---- refusals ----

    @Test
    void aRefusedStatementNamesItsEditAndNothingIsWritten() {
        Staged s = staged(
                "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT CHECK (length(a) < 5))",
                "INSERT INTO t VALUES (1, 'x')");
        s.insert("t", "a", "ok").update("t", id(1), "a", "too long");
        Outcome.Failed failed = failed(s.run());
        assertThat(failed.error()).isInstanceOf(DbError.Constraint.class);
        assertThat(failed.error().words()).contains("CHECK constraint failed");
        assertThat(failed.edit()).isInstanceOf(Edit.Update.class);
        assertThat(s.all("t")).isEqualTo("1 x");
    }

    @Test
    void aForeignKeyThatOnlyTheCommitWouldRefuseNamesItsEdit() {
        Staged s = staged(
                "CREATE TABLE p(id INTEGER PRIMARY KEY, n TEXT COLLATE NOCASE UNIQUE)",
                "CREATE TABLE c(id INTEGER PRIMARY KEY, p REFERENCES p, n REFERENCES p(n))",
                "INSERT INTO p VALUES (1, 'one'), (2, 'two')",
                "INSERT INTO c VALUES (1, 1, 'ONE')");
        s.insert("c", "p", 2).insert("c", "p", 77);
        Outcome.Failed orphan = failed(s.run());
        assertThat(orphan.error().code()).isEqualTo(787);
        assertThat(orphan.error().words())
                .startsWith("FOREIGN KEY constraint failed: ")
                .contains(" → ");
        assertThat(((Edit.Insert) orphan.edit()).values()).containsEntry("p", Value.of(77));
        s.set.discard();
        s.insert("c", "p", 2).delete("p", id(1));
        assertThat(failed(s.run()).edit()).isInstanceOf(Edit.Delete.class);
        s.set.discard();
        s.update("p", id(1), "n", "uno");
        assertThat(failed(s.run()).edit()).isInstanceOf(Edit.Update.class);
        s.set.discard();
        s.update("p", id(1), "n", "One").insert("c", "n", "tWo");
        s.done();
    }

    @Test
    void aTableThatReplacesOnConflictLosesNoRow() {
        Staged s = staged("CREATE TABLE t(a UNIQUE ON CONFLICT REPLACE, b)", "INSERT INTO t VALUES (1, 'keep me')");
        s.insert("t", "a", 1, "b", "new");
        assertThat(failed(s.run()).error()).isInstanceOf(DbError.Constraint.class);
        assertThat(s.all("t")).isEqualTo("1 keep me");
        db.run("CREATE TABLE u(id INTEGER PRIMARY KEY, a UNIQUE ON/* here */CONFLICT REPLACE)");
        db.run("INSERT INTO u VALUES (1, 'one'), (2, 'keep me')");
        s.set.discard();
        s.update("u", id(1), "a", "keep me");
        assertThat(failed(s.run()).error()).isInstanceOf(DbError.Constraint.class);
        assertThat(s.all("u")).isEqualTo("1 one\n2 keep me");
    }

    @Test
    void aTableOrColumnThatIsNoLongerThereIsSaid() {
        Staged s = staged("CREATE TABLE t(id INTEGER PRIMARY KEY, a, b)", "INSERT INTO t VALUES (1, 'x', 'y')");
        s.update("t", id(1), "a", "mine");
        db.run("ALTER TABLE t DROP COLUMN a");
        assertThat(failed(s.run()).error().words()).isEqualTo("no such column: a");
        assertThatThrownBy(s::steps).isInstanceOf(DbError.Syntax.class);
        db.run("DROP TABLE t");
        assertThat(failed(s.run()).error().words()).isEqualTo("no such table: t");
    }

    @Test
    void aReviewedPlanRunsAsReviewedOrNotAtAll() {
        Staged s = staged("CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT NOT NULL UNIQUE)");
        db.run("INSERT INTO t VALUES (1, 'x'), (2, 'y'), (3, 'z')");
        s.update("t", id(1), "a", "y").update("t", id(2), "a", "x");
        Plan reviewed = s.commit.plan(s.set.changes()).await();
        // The intermediate value is no longer free.
        db.run("UPDATE t SET a = '~1' WHERE id = 3");
        Outcome outcome = s.commit.run(reviewed, _ -> {}).await();
        assertThat(outcome).isInstanceOf(Outcome.Replanned.class);
        assertThat(s.all("t")).isEqualTo("1 x\n2 y\n3 ~1");
        assertThat(s.commit.run(((Outcome.Replanned) outcome).now(), _ -> {}).await())
                .isInstanceOf(Outcome.Done.class);
        assertThat(s.all("t")).isEqualTo("1 y\n2 x\n3 ~1");
    }

    @Test
    void rowsThatCameSinceTheQuestionAreNotDeletedUnasked() {
        Staged s = staged(
                "CREATE TABLE p(id INTEGER PRIMARY KEY)",
                "CREATE TABLE c(id INTEGER PRIMARY KEY, p REFERENCES p ON DELETE CASCADE)",
                "INSERT INTO p VALUES (1)",
                "INSERT INTO c VALUES (1, 1)");
        s.delete("p", id(1));
        Cascade seen = s.commit.cascade(s.set.changes()).await();
        db.run("INSERT INTO c VALUES (2, 1)");
        assertThat(s.commit.run(s.set.changes(), seen, _ -> {}).await()).isInstanceOf(Outcome.Replanned.class);
        assertThat(s.all("c")).isEqualTo("1 1\n2 1");
        Cascade now = s.commit.cascade(s.set.changes()).await();
        db.run("DELETE FROM c WHERE id = 1");
        assertThat(s.commit.run(s.set.changes(), now, _ -> {}).await()).isInstanceOf(Outcome.Done.class);
        assertThat(s.all("c")).isEmpty();
    }

    @Test
    void aFileOpenReadOnlyIsRefused() {
        staged("CREATE TABLE t(id INTEGER PRIMARY KEY, a)");
        db.close();
        db = TestDb.openReadOnly(folder.resolve("test.db"));
        Staged s = new Staged(db);
        s.insert("t", "a", "x");
        assertThatThrownBy(s::run).isInstanceOf(DbError.ReadOnly.class);
    }

    @Test
    void exactValuesArriveExactly() {
        Staged s = staged("CREATE TABLE t(id INTEGER PRIMARY KEY, a, b, c, d, e)");
        byte[] nul = "a\0b".getBytes(StandardCharsets.UTF_8);
        s.insert(
                "t",
                "a",
                Long.MIN_VALUE,
                "b",
                Value.of(0.1),
                "c",
                Value.of("a\0b"),
                "d",
                Value.of(nul),
                "e",
                Value.of(Double.NEGATIVE_INFINITY));
        s.done();
        assertThat(s.query("SELECT a, b, hex(CAST(c AS BLOB)), typeof(c), hex(d), typeof(d), e FROM t"))
                .isEqualTo("-9223372036854775808 0.1 610062 text 610062 blob -Infinity");
        s.delete("t", id(1));
        s.done();
        assertThat(s.all("t")).isEmpty();
    }
}
