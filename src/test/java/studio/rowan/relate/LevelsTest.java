package studio.rowan.relate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.TestDb;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.relate.Level.Branch;
import studio.rowan.relate.Level.Order;
import studio.rowan.schema.Table;

class LevelsTest {
    private static final String USERS = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)";
    private static final String POSTS =
            "CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT, published INT, user_id INT REFERENCES users)";

    @TempDir
    private Path folder;

    private static Link link(TestDb db, String child, String columns, String parent, String to) {
        return new Link(db.table(child), List.of(columns.split(",")), db.table(parent), List.of(to.split(",")));
    }

    private static Levels.Loaded load(TestDb db, Level level) {
        return db.db().read("levels", access -> Levels.load(access, level)).await();
    }

    /// `users:name(posts:title(…))` as lines, to be read at a glance.
    private static String words(Nested nested) {
        return nested.rows().stream()
                        .map(node -> node.cells().stream()
                                        .map(value -> value.isNull() ? "NULL" : String.valueOf(value.asText()))
                                        .collect(Collectors.joining("|"))
                                + (node.with().isEmpty()
                                        ? ""
                                        : node.with().stream()
                                                .map(LevelsTest::words)
                                                .collect(Collectors.joining(" ", "[", "]"))))
                        .collect(Collectors.joining(" "))
                + (nested.more() ? " …" : "");
    }

    private static Level level(Table table, String columns, int limit) {
        return Level.of(table, limit).columns(List.of(columns.split(",")));
    }

    @Test
    void hundredUsersWithTheirTenNewestPublishedPostsAndTheirTagsTakeThreeStatements() {
        try (TestDb db = TestDb.sample(folder)) {
            db.run(
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120)"
                            + " INSERT INTO users (id, name, email) SELECT i, 'u' || i, 'u' || i || '@x.org' FROM n",
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
                            + " INSERT INTO posts (id, title, content, published, user_id, created_at)"
                            + " SELECT i, 'p' || i, 'c', (i / 120) % 2, 1 + i % 120, 10000 - i FROM n",
                    "INSERT INTO tags (id, name) VALUES (1, 'red'), (2, 'green'), (3, 'blue')",
                    "INSERT INTO post_tags (post_id, tag_id) SELECT id, 1 + id % 3 FROM posts",
                    "INSERT INTO post_tags (post_id, tag_id) SELECT id, 1 + (id + 1) % 3 FROM posts WHERE id % 2");
            Level tags = level(db.table("tags"), "name", 50).order(List.of(new Order("name", false)));
            Hop tagged = new Hop.Through(
                    link(db, "post_tags", "post_id", "posts", "id"), link(db, "post_tags", "tag_id", "tags", "id"));
            Level posts = level(db.table("posts"), "id", 10)
                    .where(List.of(Sql.of("published = 1 -- only those")))
                    .order(List.of(new Order("created_at", true)))
                    .with(List.of(new Branch("tags", tagged, tags)));
            Hop written = new Hop.ToChildren(link(db, "posts", "user_id", "users", "id"));
            Level users = level(db.table("users"), "id,name", 100).with(List.of(new Branch("posts", written, posts)));

            Levels.Loaded loaded = load(db, users);

            assertThat(loaded.statements()).hasSize(3);
            assertThat(loaded.rows().rows()).hasSize(100);
            assertThat(loaded.rows().more()).isTrue();
            for (Nested.Node user : loaded.rows().rows()) {
                long id = user.cells().getFirst().asLong();
                List<Long> expected = longs(
                        db,
                        "SELECT id FROM posts WHERE published = 1 AND user_id = ? ORDER BY created_at DESC LIMIT 10",
                        id);
                Nested found = user.with().getFirst();
                assertThat(found.rows().stream().map(n -> n.cells().getFirst().asLong()))
                        .containsExactlyElementsOf(expected);
                assertThat(found.more()).isEqualTo(published(db, id) > 10);
                for (Nested.Node post : found.rows()) {
                    assertThat(post.with().getFirst().rows().stream()
                                    .map(n -> n.cells().getFirst().asText()))
                            .containsExactlyElementsOf(
                                    tags(db, post.cells().getFirst().asLong()));
                }
            }
            // What is copied runs as it stands.
            String copied = loaded.statements().get(1).display();
            assertThat(db.db()
                            .read("copied", access -> access.query(Sql.of(copied)))
                            .await())
                    .hasSize(loaded.rows().rows().stream()
                            .mapToInt(u -> u.with().getFirst().rows().size()
                                    + (u.with().getFirst().more() ? 1 : 0))
                            .sum());
        }
    }

    private static List<Long> longs(TestDb db, String sql, long arg) {
        return db.db()
                .read(
                        "longs",
                        access -> access.query(Sql.of(sql, Value.of(arg))).stream()
                                .map(row -> row.asLong(0))
                                .toList())
                .await();
    }

    private static long published(TestDb db, long user) {
        return longs(db, "SELECT count(*) FROM posts WHERE published = 1 AND user_id = ?", user)
                .getFirst();
    }

    private static List<String> tags(TestDb db, long post) {
        String sql = "SELECT t.name FROM tags t JOIN post_tags p ON p.tag_id = t.id WHERE p.post_id = ? ORDER BY 1";
        return db.db()
                .read(
                        "tags",
                        access -> access.query(Sql.of(sql, Value.of(post))).stream()
                                .map(row -> row.text(0))
                                .toList())
                .await();
    }

    @Test
    void rowsThatReferToOneRowShareIt() {
        try (TestDb db = TestDb.create(
                folder,
                USERS,
                POSTS,
                "INSERT INTO users VALUES (1, 'ann'), (2, 'bob')",
                "INSERT INTO posts VALUES (1, 'a', 1, 2), (2, 'b', 1, NULL), (3, 'c', 1, 2), (4, 'd', 1, 1)")) {
            Hop author = new Hop.ToParent(link(db, "posts", "user_id", "users", "id"));
            Level posts = level(db.table("posts"), "title", 10)
                    .with(List.of(new Branch("author", author, level(db.table("users"), "name", 1))));

            Levels.Loaded loaded = load(db, posts);

            assertThat(words(loaded.rows())).isEqualTo("a[bob] b[] c[bob] d[ann]");
            assertThat(loaded.statements().get(1).text()).as("each key once").contains("(VALUES (0, 2), (1, 1))");
        }
    }

    @Test
    void compositeKeysAndTablesWithoutRowidAreWalkedBothWays() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE album (artist TEXT, name TEXT, PRIMARY KEY (artist DESC, name)) WITHOUT ROWID",
                "CREATE TABLE song (no INT, artist TEXT, album TEXT, PRIMARY KEY (no, artist, album),"
                        + " FOREIGN KEY (artist, album) REFERENCES album) WITHOUT ROWID",
                "INSERT INTO album VALUES ('x', 'one'), ('x', 'two'), ('y', 'one')",
                "INSERT INTO song VALUES (1, 'x', 'one'), (2, 'x', 'one'), (3, 'x', 'one'), (1, 'y', 'one')")) {
            Link link = link(db, "song", "artist,album", "album", "artist,name");
            Level songs = level(db.table("song"), "no", 2).order(List.of(new Order("no", true)));
            Level albums = level(db.table("album"), "artist,name", 10)
                    .with(List.of(new Branch("songs", new Hop.ToChildren(link), songs)));

            assertThat(words(load(db, albums).rows())).isEqualTo("y|one[1] x|one[3 2 …] x|two[]");

            Level back = level(db.table("song"), "no", 10)
                    .with(List.of(new Branch("album", new Hop.ToParent(link), level(db.table("album"), "artist", 1))));
            assertThat(words(load(db, back).rows())).isEqualTo("1[x] 1[y] 2[x] 3[x]");
        }
    }

    /// The joins of SQLite with the parent's column at the left: its affinity and collation decide.
    @Test
    void keysOfAnyClassAreComparedAsForeignKeysAre() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE n (id INTEGER PRIMARY KEY, v NUMERIC UNIQUE)",
                "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT UNIQUE COLLATE NOCASE)",
                "CREATE TABLE b (id INTEGER PRIMARY KEY, v BLOB UNIQUE)",
                "CREATE TABLE cn (id INTEGER PRIMARY KEY, v NUMERIC)",
                "CREATE TABLE ct (id INTEGER PRIMARY KEY, v TEXT)",
                "CREATE TABLE cb (id INTEGER PRIMARY KEY, v)",
                "INSERT INTO cb (v) VALUES (1), ('1'), ('01'), (1.0), (1.5), ('1.5'), ('abc'), ('ABC'), (x'616263'),"
                        + " (CAST(x'C328' AS TEXT)), (x''), (''), (NULL), (9007199254740993), (9007199254740992.0),"
                        + " ('9007199254740993')",
                "INSERT INTO cn (v) SELECT v FROM cb",
                "INSERT INTO ct (v) SELECT v FROM cb",
                "INSERT OR IGNORE INTO n (v) SELECT v FROM cb",
                "INSERT OR IGNORE INTO t (v) SELECT v FROM cb",
                "INSERT OR IGNORE INTO b (v) SELECT v FROM cb")) {
            for (String parent : List.of("n", "t", "b")) {
                for (String child : List.of("cn", "ct", "cb")) {
                    Link link = link(db, child, "v", parent, "v");
                    Level children = level(db.table(child), "id", 100);
                    Level all = level(db.table(parent), "id", 100)
                            .with(List.of(new Branch("c", new Hop.ToChildren(link), children)));
                    List<String> pairs = new ArrayList<>();
                    for (Nested.Node node : load(db, all).rows().rows()) {
                        node.with()
                                .getFirst()
                                .rows()
                                .forEach(found ->
                                        pairs.add(node.cells().getFirst().asText() + "-"
                                                + found.cells().getFirst().asText()));
                    }
                    String join = "SELECT p.id || '-' || c.id FROM " + parent + " p JOIN " + child
                            + " c ON p.v = c.v ORDER BY p.id, c.id";
                    List<String> expected = db.db()
                            .read(
                                    "join",
                                    access -> access.query(Sql.of(join)).stream()
                                            .map(row -> row.text(0))
                                            .toList())
                            .await();
                    assertThat(pairs).as("%s of %s", child, parent).containsExactlyElementsOf(expected);
                    assertThat(expected).isNotEmpty();
                }
            }
        }
    }

    @Test
    void aConditionSeesItsOwnTableAlone() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT, boss INT REFERENCES person)",
                "CREATE INDEX boss ON person (boss)",
                "INSERT INTO person VALUES (1, 'a', NULL), (2, 'b', 1), (3, 'c', 1), (4, 'd', 2), (5, 'e', 3)")) {
            Hop staff = new Hop.ToChildren(link(db, "person", "boss", "person", "id"));
            Level second = level(db.table("person"), "name", 10);
            Level first = level(db.table("person"), "name", 10)
                    .where(List.of(Sql.of("person.name <> 'b' OR name = 'x'")))
                    .with(List.of(new Branch("staff", staff, second)));
            Level root = level(db.table("person"), "name", 10)
                    .where(List.of(Sql.of("boss IS NULL")))
                    .with(List.of(new Branch("staff", staff, first)));

            assertThat(words(load(db, root).rows())).isEqualTo("a[c[e]]");
        }
    }

    @Test
    void oneRowsPartIsLoadedAndCountedByItself() {
        try (TestDb db = TestDb.create(
                folder,
                USERS,
                POSTS,
                "INSERT INTO users VALUES (1, 'ann')",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30)"
                        + " INSERT INTO posts SELECT i, 'p' || i, i % 2, 1 FROM n")) {
            Link link = link(db, "posts", "user_id", "users", "id");
            Hop written = new Hop.ToChildren(link);
            Branch branch = new Branch("posts", written, level(db.table("posts"), "id", 2));
            List<Value> ann = List.of(Value.of(1));

            Nested found = db.db()
                    .read("one", access -> Levels.load(access, branch, ann).rows())
                    .await();

            assertThat(words(found)).isEqualTo("1 2 …");
            assertThat(count(db, written, ann, List.of(), 10_001)).isEqualTo(30);
            assertThat(count(db, written, ann, List.of(), 20)).isEqualTo(20);
            assertThat(count(db, written, ann, List.of(Sql.of("published")), 100))
                    .isEqualTo(15);
            assertThat(count(db, written, List.of(Value.NULL), List.of(), 100)).isZero();
            assertThat(link.isIndexed()).isFalse();
            db.run(link.createIndex());
            assertThat(link(db, "posts", "user_id", "users", "id").isIndexed()).isTrue();
        }
    }

    private static long count(TestDb db, Hop hop, List<Value> from, List<Sql> where, long bound) {
        return db.db()
                .read("count", access -> Levels.count(access, hop, from, where, bound))
                .await();
    }

    @Test
    void largeCellsAreNotReadAndWideLevelsStayOneStatement() {
        String columns = java.util.stream.IntStream.range(0, 90)
                .mapToObj(i -> "c" + i + " DEFAULT " + i)
                .collect(Collectors.joining(", "));
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE wide (id INTEGER PRIMARY KEY, big, " + columns + ")",
                "INSERT INTO wide (big) VALUES (zeroblob(70000)), ('small')")) {
            Levels.Loaded loaded = load(db, Level.of(db.table("wide"), 10));

            assertThat(loaded.statements()).hasSize(1);
            assertThat(loaded.rows().rows().getFirst().cells().get(1))
                    .isEqualTo(new Value.Large(Value.StorageClass.BLOB, 70_000));
            assertThat(loaded.rows().rows().get(1).cells()).hasSize(92);
        }
    }

    @Test
    void moreRowsThanOneLevelMayHoldAreCutAndSaidToBe() {
        try (TestDb db = TestDb.create(
                folder,
                USERS,
                POSTS,
                "INSERT INTO users VALUES (1, 'ann'), (2, 'bob'), (3, 'cid'), (4, 'dee')",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 24000)"
                        + " INSERT INTO posts SELECT i, 'p' || i, 1, 1 + i % 3 FROM n",
                "CREATE INDEX u ON posts (user_id)")) {
            Hop written = new Hop.ToChildren(link(db, "posts", "user_id", "users", "id"));
            Level users = level(db.table("users"), "name", 10)
                    .with(List.of(new Branch("posts", written, level(db.table("posts"), "id", 9_000))));

            List<Nested> posts = load(db, users).rows().rows().stream()
                    .map(user -> user.with().getFirst())
                    .toList();

            assertThat(posts.stream().map(each -> each.rows().size())).containsExactly(8_000, 2_000, 0, 0);
            assertThat(posts.stream().map(Nested::more)).containsExactly(false, true, true, true);
        }
    }

    @Test
    void jsonKeepsEachValue() {
        try (TestDb db = TestDb.create(
                folder,
                USERS,
                "CREATE TABLE notes (id INTEGER PRIMARY KEY, v, users INT REFERENCES users)",
                "INSERT INTO users VALUES (1, 'an\"n')",
                "INSERT INTO notes VALUES (1, 9223372036854775807, 1), (2, 0.1, 1), (3, NULL, NULL), (4, x'00FF', 1),"
                        + " (5, 9e999, 1)")) {
            Link link = link(db, "notes", "users", "users", "id");
            Level notes = level(db.table("notes"), "v,users", 10)
                    .with(List.of(new Branch("users", new Hop.ToParent(link), level(db.table("users"), "name", 1))));

            String json = NestedJson.of(notes, load(db, notes).rows());

            assertThat(json.replaceAll("\\s+", " "))
                    .isEqualTo("[ { \"v\" : 9223372036854775807, \"users\" : 1, \"users_\" : { \"name\" : \"an\\\"n\" }"
                            + " }, { \"v\" : 0.1, \"users\" : 1, \"users_\" : { \"name\" : \"an\\\"n\" } },"
                            + " { \"v\" : null, \"users\" : null, \"users_\" : null },"
                            + " { \"v\" : \"x'00ff'\", \"users\" : 1, \"users_\" : { \"name\" : \"an\\\"n\" } },"
                            + " { \"v\" : \"Inf\", \"users\" : 1, \"users_\" : { \"name\" : \"an\\\"n\" } } ] ");
        }
    }
}
