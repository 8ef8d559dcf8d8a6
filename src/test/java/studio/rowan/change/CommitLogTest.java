package studio.rowan.change;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.rowan.change.Staged.id;
import static studio.rowan.change.Staged.key;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import studio.rowan.db.Value;

/// A commit taken back.
class CommitLogTest extends StagedFixture {
    private static final Instant NOW = Instant.EPOCH;

    private final CommitLog log = new CommitLog();

    private void commit(Staged s) {
        Changes changes = s.set.changes();
        log.committed(NOW, changes, s.done());
    }

    private static Outcome.Done done(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return (Outcome.Done) outcome;
    }

    private void undo(Staged s) {
        log.undone(NOW, done(s.commit.run(log.undoable().inverse()).await()));
    }

    private void redo(Staged s) {
        log.redone(NOW, done(s.commit.run(log.redoable().inverse()).await()));
    }

    private static String state(Staged s) {
        return s.db.workspace().schema().of(studio.rowan.schema.SchemaObject.Kind.TABLE).stream()
                .map(t -> t.name() + ":\n"
                        + s.query("SELECT " + (t.withoutRowid() ? "" : "rowid, ") + "* FROM " + t.name()))
                .toList()
                .toString();
    }

    @Test
    void aCommitIsTakenBackWithAllThatItCascaded() {
        Staged s = staged(
                "CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT UNIQUE)",
                "CREATE TABLE posts(id INTEGER PRIMARY KEY, u REFERENCES users ON DELETE CASCADE ON UPDATE CASCADE, t)",
                "CREATE TABLE tags(post INTEGER REFERENCES posts ON DELETE CASCADE, name TEXT, PRIMARY KEY (post, name))"
                        + " WITHOUT ROWID",
                "CREATE TABLE notes(u REFERENCES users ON DELETE SET NULL, n, g AS (n || '!'))",
                "INSERT INTO users VALUES (1, 'ann'), (2, 'bob'), (3, 'cy')",
                "INSERT INTO posts VALUES (10, 1, zeroblob(70000)), (20, 2, CAST(x'C328' AS TEXT)), (30, 3, 1.5)",
                "INSERT INTO tags VALUES (10, 'a'), (10, 'b'), (20, 'a')",
                "INSERT INTO notes VALUES (1, 'x'), (1, 'y'), (3, 'z')",
                "DELETE FROM notes WHERE n = 'x'");
        String before = state(s);
        s.delete("users", id(1))
                .update("users", id(2), "id", 22, "name", "ann")
                .update("users", id(3), "name", "bob")
                .insert("users", "name", "cy")
                .update("notes", id(2), "n", "changed")
                .delete("tags", key(Value.of(10), Value.of("a")))
                .delete("posts", id(30));
        commit(s);
        String after = state(s);
        assertThat(after).isNotEqualTo(before);
        undo(s);
        assertThat(state(s)).isEqualTo(before);
        redo(s);
        assertThat(state(s)).isEqualTo(after);
        undo(s);
        assertThat(state(s)).isEqualTo(before);
        assertThat(log.undoable()).isNull();
    }

    @Test
    void whatWasChangedSinceIsNotOverwritten() {
        Staged s = staged("CREATE TABLE t(id INTEGER PRIMARY KEY, a)", "INSERT INTO t VALUES (1, 'x')");
        s.update("t", id(1), "a", "y");
        commit(s);
        db.run("UPDATE t SET a = 'theirs'");
        assertThat(s.commit.run(log.undoable().inverse()).await()).isInstanceOf(Outcome.Conflict.class);
        assertThat(s.all("t")).isEqualTo("1 theirs");
    }

    @Test
    void whatIsTooMuchToKeepCannotBeTakenBack() {
        Staged s = staged(
                "CREATE TABLE p(id INTEGER PRIMARY KEY)",
                "CREATE TABLE c(id INTEGER PRIMARY KEY, p REFERENCES p ON DELETE CASCADE)",
                "INSERT INTO p VALUES (1)",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) INSERT INTO c SELECT i, 1"
                        + " FROM n");
        s.delete("p", id(1));
        commit(s);
        assertThat(log.undoable()).isNull();
        assertThat(log.entries()).hasSize(1);
    }

    @Test
    void aRowThatATriggerTouchedIsTakenBackFromWhatItIsNow() {
        Staged s = staged(
                "CREATE TABLE t(id INTEGER PRIMARY KEY, a, n)",
                "INSERT INTO t VALUES (1, 'x', 0)",
                "CREATE TRIGGER up AFTER UPDATE OF a ON t BEGIN UPDATE t SET a = upper(a), n = n + 1 WHERE id = new.id; END");
        s.update("t", id(1), "a", "y");
        commit(s);
        assertThat(s.all("t")).isEqualTo("1 Y 1");
        undo(s);
        assertThat(s.all("t")).isEqualTo("1 X 2");
        assertThat(List.of(log.entries().size())).containsExactly(0);
    }
}
