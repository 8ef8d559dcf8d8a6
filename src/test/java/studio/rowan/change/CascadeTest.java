package studio.rowan.change;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.rowan.change.Staged.id;
import static studio.rowan.change.Staged.key;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.TestDb;
import studio.rowan.change.Cascade.Effect;
import studio.rowan.change.Cascade.Kind;
import studio.rowan.db.Value;
import studio.rowan.schema.Trigger;

class CascadeTest {
    @TempDir
    Path folder;

    private @Nullable TestDb db;

    private Staged staged(String... statements) {
        db = TestDb.create(folder, statements);
        return new Staged(db);
    }

    @AfterEach
    void close() {
        if (db != null) {
            db.close();
        }
    }

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
