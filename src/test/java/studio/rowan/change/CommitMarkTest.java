package studio.rowan.change;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.rowan.change.Staged.cells;
import static studio.rowan.change.Staged.id;
import static studio.rowan.change.Staged.key;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import studio.rowan.change.CommitMark.Fate;
import studio.rowan.db.Value;

/// What a commit noted before its COMMIT tells, from the disk, about whether it happened.
class CommitMarkTest extends StagedFixture {
    private static final String[] TABLES = {
        "CREATE TABLE t(id INTEGER PRIMARY KEY, a UNIQUE, n INTEGER DEFAULT 7)",
        "INSERT INTO t VALUES (1, 'one', 1), (2, 'two', 2), (3, 'three', 3)",
        "CREATE TABLE k(a, b, c, PRIMARY KEY (a, b)) WITHOUT ROWID",
        "INSERT INTO k VALUES ('x', 1, 'c')",
        "CREATE VIEW v AS SELECT a FROM t",
        "CREATE TRIGGER v_insert INSTEAD OF INSERT ON v BEGIN INSERT INTO t(a) VALUES (new.a); END"
    };

    private Drafts drafts() {
        return new Drafts(folder.resolve("drafts"), folder.resolve("test.db"));
    }

    /// Commits what is staged, with its note; the note is as a later start reads it.
    private Drafts commit(Staged s) {
        Drafts drafts = drafts();
        Changes changes = s.set.changes();
        assertThat(s.commit.run(changes, mark -> note(drafts, changes, mark)).await())
                .isInstanceOf(Outcome.Done.class);
        return drafts;
    }

    private static void note(Drafts drafts, Changes changes, CommitMark mark) {
        try {
            drafts.committing(changes, mark);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Fate fate(Staged s) {
        CommitMark mark = Objects.requireNonNull(drafts().underway());
        return s.db.db()
                .read("fate", access -> mark.fate(access, s.db.workspace().schema()))
                .await();
    }

    private Staged every() {
        return staged(TABLES)
                .update("t", id(1), "a", "uno", "n", 5)
                .delete("t", id(2))
                .insert("t", "a", "new")
                .update("k", key(Value.of("x"), Value.of(1)), "b", 2)
                .insert("k", "a", "y", "b", 1);
    }

    @Test
    void aCommitThatHappenedIsRecognized() {
        Staged s = every();
        commit(s);
        assertThat(fate(s)).isEqualTo(Fate.IN_FILE);
        CommitMark mark = Objects.requireNonNull(drafts().underway());
        assertThat(mark.concerns(drafts().load())).isTrue();
        assertThat(mark.left(drafts().load()).isEmpty()).isTrue();
    }

    @Test
    void aCommitThatDidNotHappenIsRecognized() {
        Staged s = every();
        commit(s);
        s.db.run(
                "DELETE FROM t",
                "INSERT INTO t VALUES (1, 'one', 1), (2, 'two', 2), (3, 'three', 3)",
                "DELETE FROM k",
                "INSERT INTO k VALUES ('x', 1, 'c')");
        assertThat(fate(s)).isEqualTo(Fate.NOT_IN_FILE);
    }

    @Test
    void aRowThatIsNeitherLeavesItInDoubt() {
        Staged s = every();
        commit(s);
        s.db.run("UPDATE t SET n = 99 WHERE a = 'uno'");
        assertThat(fate(s)).isEqualTo(Fate.UNKNOWN);
        s.db.run("UPDATE t SET n = 5 WHERE a = 'uno'");
        assertThat(fate(s)).isEqualTo(Fate.IN_FILE);
        s.db.run("ALTER TABLE t RENAME COLUMN n TO m");
        assertThat(fate(s)).isEqualTo(Fate.UNKNOWN);
        s.db.run("DROP TABLE t");
        assertThat(fate(s)).isEqualTo(Fate.UNKNOWN);
    }

    @Test
    void aViewDoesNotTell() {
        Staged s = staged(TABLES).insert("v", "a", "through the view");
        commit(s);
        assertThat(s.query("SELECT count(*) FROM t")).isEqualTo("4");
        assertThat(fate(s)).isEqualTo(Fate.UNKNOWN);
    }

    /// The last rowid is given again to the new row of the same commit.
    @Test
    void aKeyThatIsTakenOverIsToldApart() {
        Staged s = staged(TABLES).delete("t", id(3)).insert("t", "a", "after three");
        commit(s);
        assertThat(s.query("SELECT id, a FROM t WHERE id > 2")).isEqualTo("3 after three");
        assertThat(fate(s)).isEqualTo(Fate.IN_FILE);
        s.db.run("UPDATE t SET a = 'three', n = 3 WHERE id = 3");
        assertThat(fate(s)).isNotEqualTo(Fate.IN_FILE);
    }

    @Test
    void whatWasStagedWhileItCommittedIsLeft() {
        Staged s = staged(TABLES).insert("t", "a", "new");
        commit(s);
        CommitMark mark = Objects.requireNonNull(drafts().underway());
        Target.Fresh made =
                (Target.Fresh) mark.changes().edits().iterator().next().target();
        Changes left = mark.left(Changes.of(List.of(
                new Edit.Insert(made, cells("a", "newer")),
                new Edit.Insert(new Target.Fresh("t", 77), cells("a", "another")))));
        assertThat(left.counts().text()).isEqualTo("+1 ~1 in 1 table");
        assertThat(left.staged(new Target.Stored("t", id(4)), "a")).isEqualTo(Value.of("newer"));
    }

    @Test
    void theNoteGoesWithItsOwnCommitOnly() throws IOException {
        Staged s = staged(TABLES).insert("t", "a", "new");
        Drafts drafts = commit(s);
        Changes first = s.set.changes();
        s.set.discard();
        s.insert("t", "a", "second");
        Changes second = s.set.changes();
        assertThat(s.commit.run(second, mark -> note(drafts, second, mark)).await())
                .isInstanceOf(Outcome.Done.class);
        drafts.settled(first);
        assertThat(drafts().underway()).isNotNull();
        drafts.settled(second);
        assertThat(drafts().underway()).isNull();
    }
}
