package studio.rowan.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.SharedData;
import studio.rowan.TestDb;
import studio.rowan.db.DbError;
import studio.rowan.db.Sql;

class SearchTest {
    private static final String ROWS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)"
            + " INSERT INTO t(rowid, a, b) SELECT i, CASE i % 3 WHEN 0 THEN 'C++ and Java' WHEN 1 THEN 'don''t walk'"
            + " ELSE 'running wild' END, 'Der Käfer ' || CASE WHEN i % 2 THEN 'schläft' ELSE 'läuft' END || ' '"
            + " || 'word' || i || ' NOT near AND or \"quoted\" x*y a-b (c) {d} e:f ^g' FROM n";

    @TempDir
    Path folder;

    private static SearchIndex index(TestDb db, String name) {
        return db.db()
                .read("index", access -> SearchIndex.of(access, db.object(name)))
                .await();
    }

    private static Hits exact(TestDb db, SearchIndex index, Query query) {
        return db.db()
                .read("search", access -> new Search(index, query, List.of()).exact(access, 0, 50))
                .await();
    }

    private static List<Long> rowids(Hits hits) {
        return hits.list().stream().map(Hit::rowid).toList();
    }

    private TestDb filled(String module, String options) {
        return TestDb.create(folder, "CREATE VIRTUAL TABLE t USING " + module + "(a, b" + options + ")", ROWS);
    }

    @Test
    void ranksAndMarksWhatWasFoundInTheSample() {
        try (TestDb db = TestDb.create()) {
            var user = db.createTestUser();
            for (int i = 0; i < 60; i++) {
                db.createTestPost(new studio.rowan.blog.Post.New(
                        "Post " + i,
                        "Some words " + (i % 7 == 0 ? "about lighthouses" : "of no use"),
                        true,
                        user.id(),
                        null,
                        null));
            }
            SearchIndex posts = index(db, "posts_fts");
            Hits hits = exact(db, posts, Query.typed("words lightho"));
            assertThat(hits.exact()).isTrue();
            assertThat(hits.more()).isFalse();
            assertThat(rowids(hits)).hasSize(9);
            Hit first = hits.list().getFirst();
            assertThat(first.column()).isEqualTo("content");
            assertThat(first.snippet().runs())
                    .containsExactly(
                            new Marked.Run("Some ", false),
                            new Marked.Run("words", true),
                            new Marked.Run(" about ", false),
                            new Marked.Run("lighthouses", true));
            assertThat(first.title().text()).startsWith("Post ");
            assertThat(first.rank()).isNegative();
            Hits second = db.db()
                    .read("page", access -> new Search(posts, Query.typed("post"), List.of()).exact(access, 50, 50))
                    .await();
            assertThat(second.list()).hasSize(10);
            assertThat(db.db()
                            .read(
                                    "count",
                                    access -> new Search(posts, Query.typed("post"), List.of()).count(access, 40))
                            .await())
                    .isEqualTo(41);
        }
    }

    @Test
    void theOrderIsThatOfFts5WithAndWithoutWeights() {
        try (TestDb db = filled("fts5", "")) {
            SearchIndex index = index(db, "t");
            for (List<Double> weights : List.of(List.<Double>of(), List.of(10.0, 0.5))) {
                String rank = weights.isEmpty() ? "" : " AND rank MATCH 'bm25(10.0, 0.5)'";
                List<Double> expected = db
                        .db()
                        .read(
                                "plain",
                                access -> access.query(Sql.of("SELECT rank FROM t WHERE t MATCH '\"running\" \"word\"*'"
                                        + rank + " ORDER BY rank LIMIT 50")))
                        .await()
                        .stream()
                        .map(row -> ((studio.rowan.db.Value.Real) row.get(0)).value())
                        .toList();
                Hits hits = db.db()
                        .read(
                                "search",
                                access -> new Search(index, Query.typed("running word"), weights).exact(access, 0, 50))
                        .await();
                assertThat(hits.list()).extracting(Hit::rank).isEqualTo(expected);
                assertThat(hits.more()).isTrue();
            }
        }
    }

    /// The stem of “agreed” is “agre”, whose own stem is “agr”: no word of the index can be asked for by itself.
    @Test
    void whereEveryWordHasAnotherStemTheExactOrderIsWaitedFor() {
        try (TestDb db = TestDb.create(folder, "CREATE VIRTUAL TABLE t USING fts5(a, tokenize=porter)")) {
            db.run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 21000) INSERT INTO t(a)"
                    + " SELECT 'agreed' FROM n");
            SearchIndex index = index(db, "t");
            Search search = new Search(index, Query.typed("agr"), List.of());
            assertThat(db.db()
                            .search("first", access -> search.provisional(access, 50))
                            .await())
                    .isEmpty();
            assertThat(exact(db, index, Query.typed("agr")).list()).hasSize(50);
        }
    }

    @Test
    void theFirstOfManyAreMatchesToo() {
        for (String options : List.of("", ", tokenize=porter", ", tokenize=trigram", ", detail=none", ", content=''")) {
            try (TestDb db = TestDb.create(folder, "CREATE VIRTUAL TABLE t USING fts5(a" + options + ")")) {
                db.run(
                        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000) INSERT INTO t(rowid, a)"
                                + " SELECT i, 'common generally word' || (i % 300) || ' running' FROM n");
                SearchIndex index = index(db, "t");
                for (String typed : List.of("wor", "common gener", "comm", "running wor")) {
                    Search search = new Search(index, Query.typed(typed), List.of());
                    Hits first = db.db()
                            .search("first", access -> search.provisional(access, 50))
                            .await()
                            .orElse(Hits.NONE);
                    assertThat(first.list()).as(options + typed).hasSize(50);
                    assertThat(first.exact()).isFalse();
                    List<Long> all = db.db()
                            .read(
                                    "all",
                                    access -> access.query(search.rowids(access).orElseThrow()).stream()
                                            .map(row -> row.asLong(0))
                                            .toList())
                            .await();
                    assertThat(all).as(options + typed).containsAll(rowids(first));
                }
                Search rare = new Search(index, Query.typed("word29"), List.of());
                assertThat(db.db()
                                .search("first", access -> rare.provisional(access, 50))
                                .await())
                        .as("few rows need no first answer")
                        .satisfies(none -> assertThat(none.isEmpty() || options.contains("trigram"))
                                .isTrue());
                db.run("DROP TABLE t");
            }
            studio.rowan.search.SearchTest.clean(folder);
        }
    }

    private static void clean(Path folder) {
        for (String end : List.of("", "-wal", "-shm")) {
            assertThat(folder.resolve("test.db" + end).toFile()).satisfies(file -> file.delete());
        }
    }

    @Test
    void partsOfAQueryNarrowIt() {
        try (TestDb db = filled("fts5", "")) {
            SearchIndex index = index(db, "t");
            Query all = Query.typed("käfer");
            assertThat(count(db, index, all)).isEqualTo(400);
            assertThat(count(db, index, new Query("kafer", false, "java walk", "", "", "", 10, List.of(), false)))
                    .isEqualTo(267);
            assertThat(count(db, index, new Query("kafer", false, "", "java walk", "", "", 10, List.of(), false)))
                    .isEqualTo(133);
            assertThat(count(db, index, new Query("", false, "java", "läuft", "", "", 10, List.of(), false)))
                    .isEqualTo(67);
            assertThat(count(db, index, new Query("", false, "", "", "schläft word7", "", 10, List.of(), false)))
                    .isEqualTo(1);
            assertThat(count(db, index, new Query("", false, "", "", "", "käfer word7", 1, List.of(), false)))
                    .isEqualTo(1);
            assertThat(count(db, index, new Query("", false, "", "", "", "käfer word7", 0, List.of(), false)))
                    .isZero();
            assertThat(count(db, index, Query.typed("java").in(List.of("b")))).isZero();
            assertThat(count(db, index, Query.typed("java").in(List.of("a", "b"))))
                    .isEqualTo(133);
            assertThat(count(db, index, Query.typed("\"walk don't\""))).isZero();
            assertThat(count(db, index, Query.typed("\"don't walk\""))).isEqualTo(134);
            assertThat(count(db, index, Query.typed("C++"))).isEqualTo(400);
            assertThat(count(db, index, Query.typed("wor").whole())).isZero();
            assertThat(count(db, index, Query.raw("a : java OR b : word7"))).isEqualTo(134);
        }
    }

    private static long count(TestDb db, SearchIndex index, Query query) {
        return db.db()
                .read("count", access -> new Search(index, query, List.of()).count(access, 1_000_000))
                .await();
    }

    @Test
    void fts4IsSearchedToo() {
        try (TestDb db = filled("fts4", ", tokenize=unicode61")) {
            SearchIndex index = index(db, "t");
            Hits hits = exact(db, index, Query.typed("kafer \"don't walk\" wor"));
            assertThat(hits.list()).hasSize(50);
            assertThat(hits.more()).isTrue();
            assertThat(hits.list().getFirst().title().hasHit()).isTrue();
            assertThat(hits.list().getFirst().snippet().hasHit()).isTrue();
            assertThat(count(db, index, new Query("kafer", false, "java walk", "läuft", "", "", 10, List.of(), false)))
                    .isEqualTo(134);
            assertThat(count(db, index, new Query("", false, "", "", "", "käfer word7", 1, List.of(), false)))
                    .isEqualTo(1);
            assertThat(count(db, index, Query.typed("java").in(List.of("b")))).isZero();
        }
    }

    /// SQLite's older full-text indexes take a chain of no more than twelve.
    @Test
    void manyWordsMayBeCloseToEachOther() {
        String words = IntStream.range(0, 40).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
        String torn = words.replace("w20", "far far far w20");
        try (TestDb db = TestDb.create(
                folder,
                "CREATE VIRTUAL TABLE t USING fts4(a)",
                "INSERT INTO t VALUES ('" + words + "'), ('" + torn + "')")) {
            SearchIndex index = index(db, "t");
            assertThat(count(db, index, new Query("", false, "", "", "", words, 1, List.of(), false)))
                    .isEqualTo(1);
            assertThat(count(db, index, new Query(words, false, words, "none", "w1 w2", words, 9, List.of(), false)))
                    .isEqualTo(2);
        }
    }

    @Test
    void whateverIsTypedIsNoError() {
        Random random = new Random(20_260);
        for (String[] made : new String[][] {
            {"fts5", ""},
            {"fts5", ", tokenize='porter unicode61'"},
            {"fts5", ", tokenize=trigram"},
            {"fts5", ", detail=none"},
            {"fts5", ", detail=column, tokenize=\"unicode61 tokenchars '-+'\""},
            {"fts4", ""},
            {"fts3", ", tokenize=porter"}
        }) {
            try (TestDb db = filled(made[0], made[1])) {
                db.run("DELETE FROM t WHERE rowid > 60");
                SearchIndex index = index(db, "t");
                int each = 10_000 / 7 + 1;
                db.db()
                        .read("fuzz", access -> {
                            for (int i = 0; i < each; i++) {
                                Query query = random(random);
                                try {
                                    new Search(index, query, List.of()).exact(access, 0, 5);
                                    if (i % 10 == 0) {
                                        new Search(index, query, List.of()).provisional(access, 5);
                                    }
                                } catch (DbError e) {
                                    throw new AssertionError(String.join(" ", made) + ": " + query, e);
                                }
                            }
                            return true;
                        })
                        .await();
            }
            clean(folder);
        }
    }

    private static Query random(Random random) {
        if (random.nextInt(4) > 0) {
            return new Query(typed(random), random.nextBoolean(), "", "", "", "", 10, List.of(), false);
        }
        return new Query(
                typed(random),
                random.nextBoolean(),
                typed(random),
                typed(random),
                typed(random),
                typed(random),
                random.nextInt(-5, 2000),
                random.nextBoolean() ? List.of() : List.of("b", "nowhere"),
                false);
    }

    private static final List<String> PIECES = List.of(
            "AND", "OR", "NOT", "NEAR", "NEAR(", "NEAR/3", "\"", "'", "*", "^", ":", "-", "+", "(", ")", "{", "}", ",",
            "a", "b:", "a :", "word", "Käfer", "don't", "C++", "\0", "\uD800", "\uDC00", "\uFFFE", "\uFFFD", "日本語",
            "😀", "\t", "\n", "\u00A0", "\\", "%", "_", "?", "$1", "#{x}", "${x}", ";", "--", "/*", "[", "]", "`", "",
            "e\u0301", "rank", "rowid", "t", "*rank", "<", ">", "=", "|", "&", "~", "!", "@", ".", "0", "1e9");

    private static String typed(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i >= 0; i--) {
            if (random.nextInt(5) == 0) {
                text.append((char) random.nextInt(0x10000));
            } else {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            if (random.nextInt(3) == 0) {
                text.append(' ');
            }
        }
        return random.nextInt(500) == 0 ? text.toString().repeat(2000) : text.toString();
    }

    @Test
    void aRowThatIsGoneIsStillFoundAndSaysSo() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE s(id INTEGER PRIMARY KEY, a TEXT)",
                "INSERT INTO s VALUES (1, 'one here'), (2, 'two here')",
                "CREATE VIRTUAL TABLE t USING fts5(a, content=s, content_rowid=id)",
                "INSERT INTO t(t) VALUES ('rebuild')",
                "DELETE FROM s WHERE id = 1")) {
            SearchIndex index = index(db, "t");
            Hits hits = exact(db, index, Query.typed("here"));
            assertThat(rowids(hits)).containsExactlyInAnyOrder(1L, 2L);
            assertThat(hits.list()).extracting(Hit::missing).containsExactlyInAnyOrder(true, false);
            db.run("DROP TABLE s");
            assertThat(exact(db, index, Query.typed("here")).list())
                    .extracting(Hit::missing)
                    .containsOnly(true);
        }
    }

    @Test
    void marksInTheTextAreText() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE VIRTUAL TABLE t USING fts5(a)",
                "INSERT INTO t VALUES ('<b>\uFDD0 word \uFDD1 \u0001 word</b>')")) {
            Hit hit = exact(db, index(db, "t"), Query.typed("word")).list().getFirst();
            assertThat(hit.title().text()).isEqualTo("<b>\uFDD0 word \uFDD1 \u0001 word</b>");
            assertThat(hit.title().runs()).filteredOn(Marked.Run::hit).hasSize(2);
        }
    }

    @Test
    void aRawExpressionIsTakenAsItIs() {
        try (TestDb db = filled("fts5", "")) {
            SearchIndex index = index(db, "t");
            assertThatThrownBy(() -> exact(db, index, Query.raw("a AND AND b")))
                    .isInstanceOf(DbError.Syntax.class)
                    .hasMessageContaining("syntax error near \"AND\"");
        }
    }

    @Test
    void everyIndexOfRealAndHostileFilesIsSearched() {
        int found = 0;
        Path data = SharedData.dir();
        for (Path file : SharedData.databases(data)
                .filter(path -> path.startsWith(data.resolve("real"))
                        || path.getFileName().toString().startsWith("fts"))
                .toList()) {
            try (TestDb db = TestDb.openReadOnly(SharedData.copy(file, folder))) {
                for (SearchIndex index : db.db()
                        .read(
                                "all",
                                access -> SearchIndex.all(access, db.workspace().schema()))
                        .await()) {
                    for (String typed : List.of("a", "the", "xyz", "weasel dog")) {
                        try {
                            found += exact(db, index, Query.typed(typed)).list().size();
                        } catch (DbError.Corrupt | DbError.Syntax | DbError.Io | DbError.TooBig e) {
                            assertThat(file.toString()).as(e.words()).contains("hostile");
                        }
                    }
                }
            } catch (DbError e) {
                assertThat(file.toString()).as(e.words()).contains("hostile");
            }
        }
        assertThat(found).isPositive();
    }
}
