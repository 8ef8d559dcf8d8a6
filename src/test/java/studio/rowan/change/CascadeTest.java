package studio.rowan.change;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.rowan.change.Staged.id;
import static studio.rowan.change.Staged.key;

import java.util.List;
import org.junit.jupiter.api.Test;
import studio.rowan.change.Cascade.Effect;
import studio.rowan.change.Cascade.Kind;
import studio.rowan.db.Value;
import studio.rowan.schema.Trigger;

class CascadeTest extends StagedFixture {
    private static Cascade cascade(Staged s) {
        return s.commit.cascade(s.set.changes()).await();
    }

    private Staged house() {
        return staged(
                "CREATE TABLE users(id INTEGER PRIMARY KEY, mail TEXT COLLATE NOCASE UNIQUE)",
                "CREATE TABLE posts(id INTEGER PRIMARY KEY, user_id REFERENCES users ON DELETE CASCADE ON UPDATE CASCADE)",
                "CREATE TABLE tags(post INTEGER REFERENCES posts ON DELETE CASCADE, name, PRIMARY KEY (post, name))"
                        + " WITHOUT ROWID",
                "CREATE TABLE drafts(id INTEGER PRIMARY KEY, post REFERENCES posts ON DELETE SET NULL,"
                        + " mail DEFAULT 'x' REFERENCES users(mail) ON DELETE SET DEFAULT ON UPDATE CASCADE)",
                "CREATE TABLE bills(id INTEGER PRIMARY KEY, user_id REFERENCES users)",
                "CREATE TABLE log(t)",
                "CREATE TRIGGER posts_gone AFTER DELETE ON posts BEGIN INSERT INTO log VALUES ('post'); END",
                "CREATE TRIGGER drafts_moved AFTER UPDATE OF post ON drafts BEGIN INSERT INTO log VALUES ('draft'); END",
                "CREATE TRIGGER drafts_mail AFTER UPDATE OF mail ON drafts BEGIN INSERT INTO log VALUES ('mail'); END",
                "INSERT INTO users VALUES (1, 'ann'), (2, 'bob'), (3, 'x')",
                "INSERT INTO posts VALUES (10, 1), (11, 1), (12, 1), (20, 2)",
                "INSERT INTO tags VALUES (10, 'a'), (10, 'b'), (11, 'a'), (20, 'z')",
                "INSERT INTO drafts VALUES (1, 10, NULL), (2, 20, 'ANN'), (3, 12, NULL)");
    }

    @Test
    void aDeletionIsFollowedThroughAllTables() {
        Staged s = house();
        s.delete("users", id(1)).update("posts", id(12), "user_id", 2);
        Cascade cascade = cascade(s);
        assertThat(cascade.effects())
                .containsExactlyInAnyOrder(
                        new Effect(Kind.DELETED, "posts", List.of(), 2, false),
                        new Effect(Kind.DELETED, "tags", List.of(), 3, false),
                        new Effect(Kind.SET_NULL, "drafts", List.of("post"), 1, false),
                        new Effect(Kind.SET_DEFAULT, "drafts", List.of("mail"), 1, false));
        assertThat(cascade.triggers())
                .extracting(Trigger::name)
                .containsExactlyInAnyOrder("posts_gone", "drafts_moved", "drafts_mail");
        assertThat(cascade.effects().getFirst().text()).isEqualTo("2 rows in posts will be deleted with them");
        assertThat(s.query("SELECT count(*) FROM posts")).isEqualTo("4");
        s.done();
        assertThat(s.query("SELECT count(*) FROM posts")).isEqualTo("2");
        assertThat(s.all("drafts")).isEqualTo("1 NULL NULL\n2 20 x\n3 12 NULL");
    }

    /// Its columns take all names of the rowid, so that nothing tells its rows apart: they are counted all the same.
    @Test
    void aChildWithoutAnyKeyIsCounted() {
        Staged s = staged(
                "CREATE TABLE users(id INTEGER PRIMARY KEY)",
                "CREATE TABLE seen(rowid, oid, _rowid_, user_id REFERENCES users ON DELETE CASCADE)",
                "CREATE TABLE noted(rowid, oid, _rowid_, user_id REFERENCES users ON DELETE SET NULL)",
                "INSERT INTO users VALUES (1), (2)",
                "INSERT INTO seen VALUES (1, 1, 1, 1), (1, 1, 1, 1), (1, 1, 1, 2)",
                "INSERT INTO noted VALUES (1, 1, 1, 1)");
        s.delete("users", id(1));
        assertThat(cascade(s).effects())
                .containsExactly(
                        new Effect(Kind.DELETED, "seen", List.of(), 2, false),
                        new Effect(Kind.SET_NULL, "noted", List.of("user_id"), 1, false));
        // What cannot be told apart cannot be put back: so nothing says that it could.
        assertThat(s.done().inverse()).isNull();
        assertThat(s.query("SELECT count(*) FROM seen")).isEqualTo("1");
    }

    @Test
    void aChangedKeyIsFollowedOrRefused() {
        Staged s = house();
        db.run("INSERT INTO bills VALUES (1, 2)");
        s.update("users", id(2), "id", 9).update("users", id(1), "mail", "anna");
        assertThat(cascade(s).effects())
                .containsExactlyInAnyOrder(
                        new Effect(Kind.FOLLOWS, "posts", List.of("user_id"), 1, false),
                        new Effect(Kind.REFUSED, "bills", List.of("user_id"), 1, false),
                        new Effect(Kind.FOLLOWS, "drafts", List.of("mail"), 1, false));
        // Another row takes the key: the bill just has another user.
        s.insert("users", "id", 2, "mail", "new");
        assertThat(cascade(s).effects()).extracting(Effect::kind).doesNotContain(Kind.REFUSED);
        s.done();
        assertThat(s.all("bills")).isEqualTo("1 2");
    }

    /// `defer_foreign_keys` defers RESTRICT too: the preview says what the commit does.
    @Test
    void restrictIsAskedAtTheEndOfTheCommit() {
        Staged s = staged(
                "CREATE TABLE p(id INTEGER PRIMARY KEY, n)",
                "CREATE TABLE c(id INTEGER PRIMARY KEY, p REFERENCES p ON DELETE RESTRICT ON UPDATE RESTRICT)",
                "INSERT INTO p VALUES (1, 'one'), (2, 'two')",
                "INSERT INTO c VALUES (10, 1), (11, 1)");
        s.delete("p", id(1));
        assertThat(cascade(s).effects()).containsExactly(new Effect(Kind.REFUSED, "c", List.of("p"), 2, false));
        Outcome.Failed refused = failed(s.run());
        assertThat(refused.error().code()).isEqualTo(787);
        assertThat(refused.edit()).isInstanceOf(Edit.Delete.class);
        s.insert("p", "id", 1, "n", "heir");
        assertThat(cascade(s).effects()).isEmpty();
        s.done();
        assertThat(s.all("c")).isEqualTo("10 1\n11 1");
    }

    /// A row that goes by a cascade may have children of its own that forbid it.
    @Test
    void aRefusalFurtherDownNamesTheEditThatReachesIt() {
        Staged s = house();
        db.run("CREATE TABLE votes(id INTEGER PRIMARY KEY, post REFERENCES posts)", "INSERT INTO votes VALUES (1, 20)");
        s.delete("users", id(1)).delete("users", id(2));
        assertThat(cascade(s).effects()).contains(new Effect(Kind.REFUSED, "votes", List.of("post"), 1, false));
        Outcome.Failed refused = failed(s.run());
        assertThat(refused.edit().target()).isEqualTo(new Target.Stored("users", id(2)));
        assertThat(s.query("SELECT count(*) FROM users")).isEqualTo("3");
    }

    @Test
    void countsAreBounded() {
        Staged s = house();
        db.run("WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 12000)"
                + " INSERT INTO posts SELECT i, 1 FROM n");
        s.delete("users", id(1));
        Effect posts = cascade(s).effects().getFirst();
        assertThat(posts).isEqualTo(new Effect(Kind.DELETED, "posts", List.of(), 10_000, true));
        assertThat(posts.text()).isEqualTo("more than 10,000 rows in posts will be deleted with them");
    }

    @Test
    void editsThatNobodyRefersToDoNothingElse() {
        Staged s = house();
        s.delete("tags", key(Value.of(10), Value.of("a")));
        assertThat(cascade(s).isEmpty()).isTrue();
    }
}
