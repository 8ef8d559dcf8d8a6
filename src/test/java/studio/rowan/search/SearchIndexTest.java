package studio.rowan.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.SharedData;
import studio.rowan.TestDb;
import studio.rowan.db.DbError;
import studio.rowan.db.Value;
import studio.rowan.schema.FullTextDdl.Content;
import studio.rowan.schema.FullTextDdl.Detail;
import studio.rowan.schema.FullTextDdl.Engine;
import studio.rowan.schema.SchemaObject;
import studio.rowan.search.SearchIndex.Field;

class SearchIndexTest {
    @TempDir
    Path folder;

    private static List<SearchIndex> all(TestDb db) {
        return db.db()
                .read(
                        "indexes",
                        access -> SearchIndex.all(access, db.workspace().schema()))
                .await();
    }

    private SearchIndex only(String sql) {
        try {
            try (TestDb db = TestDb.create(Files.createTempDirectory(folder, "db"), sql)) {
                return all(db).getFirst();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theSamplesPostsComeFirst() {
        try (TestDb db = TestDb.create()) {
            db.run("CREATE VIRTUAL TABLE a_fts USING fts5(a)");
            List<SearchIndex> indexes = all(db);
            assertThat(indexes).extracting(SearchIndex::name).containsExactly("posts_fts", "a_fts");
            SearchIndex posts = indexes.getFirst();
            assertThat(posts.engine()).isEqualTo(Engine.FTS5);
            assertThat(posts.fields()).containsExactly(new Field("title", true), new Field("content", true));
            assertThat(posts.content()).isEqualTo(new Content.External("posts", "id"));
            assertThat(posts.rowsOf()).isEqualTo("posts");
            assertThat(posts.settings()).contains(new SearchIndex.Setting("version", Value.of(4)));
            assertThat(posts.trouble()).isNull();
        }
    }

    @Test
    void readsEveryOptionOfFts5() {
        SearchIndex index =
                only("CREATE VIRTUAL TABLE t USING \"FTS5\"(\n a, -- a comment\n [b c] UNINDEXED, \"d\"\"e\","
                        + " tokenize = \"porter unicode61 remove_diacritics 2 tokenchars '-_'\", pref='2,3', detail=column,"
                        + " columnsize=0, content='')");
        assertThat(index.trouble()).isNull();
        assertThat(index.fields())
                .containsExactly(new Field("a", true), new Field("b c", false), new Field("d\"e", true));
        assertThat(index.options().tokenizer())
                .containsExactly("porter", "unicode61", "remove_diacritics", "2", "tokenchars", "-_");
        assertThat(index.tokenizerName()).isEqualTo("porter");
        assertThat(index.options().prefixes()).containsExactly(2, 3);
        assertThat(index.options().detail()).isEqualTo(Detail.COLUMN);
        assertThat(index.options().columnSize()).isFalse();
        assertThat(index.content()).isEqualTo(new Content.None());
        assertThat(index.hasText()).isFalse();
    }

    @Test
    void contentlessOptionsAndTrigram() {
        SearchIndex index = only("CREATE VIRTUAL TABLE t USING fts5(a, tokenize=trigram, content='',"
                + " contentless_delete=1, contentless_unindexed=1)");
        assertThat(index.isTrigram()).isTrue();
        assertThat(index.options().deletable()).isTrue();
        assertThat(index.options().keepsUnindexed()).isTrue();
    }

    @Test
    void readsFts3AndFts4() {
        SearchIndex four = only("CREATE VIRTUAL TABLE t USING fts4(title TEXT NOT NULL, 'body (x, y)', hidden,"
                + " tokenize=unicode61 \"remove_diacritics=0\", notindexed=hidden, prefix=\"2,4\", matchinfo=fts3)");
        assertThat(four.trouble()).isNull();
        assertThat(four.engine()).isEqualTo(Engine.FTS4);
        assertThat(four.isOld()).isTrue();
        assertThat(four.fields())
                .containsExactly(new Field("title", true), new Field("body (x, y)", true), new Field("hidden", false));
        assertThat(four.options().tokenizer()).containsExactly("unicode61", "remove_diacritics=0");
        assertThat(four.options().prefixes()).containsExactly(2, 4);

        SearchIndex three = only("CREATE VIRTUAL TABLE t USING fts3(a, b, tokenize porter)");
        assertThat(three.engine()).isEqualTo(Engine.FTS3);
        assertThat(three.tokenizerName()).isEqualTo("porter");
        assertThat(three.content()).isEqualTo(new Content.Own());
        assertThat(only("CREATE VIRTUAL TABLE u USING fts4(a, content=\"\")").content())
                .isEqualTo(new Content.None());
        assertThat(only("CREATE VIRTUAL TABLE v USING fts4").fields()).containsExactly(new Field("content", true));
    }

    @Test
    void namesThatAreHostileStayNames() {
        SearchIndex index = only("CREATE VIRTUAL TABLE \"a\"\"b'; DROP TABLE x;--\" USING fts5(\"${1}\", \"#{x}\","
                + " \"x\"\"y\" UNINDEXED, content=\"t)(,\", content_rowid=\"no \"\"id\")");
        assertThat(index.name()).isEqualTo("a\"b'; DROP TABLE x;--");
        assertThat(index.fields())
                .containsExactly(new Field("${1}", true), new Field("#{x}", true), new Field("x\"y", false));
        assertThat(index.content()).isEqualTo(new Content.External("t)(,", "no \"id"));
    }

    @Test
    void aTableThatCannotBeOpenedSaysWhy() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE VIRTUAL TABLE t USING fts5(a, b UNINDEXED)",
                "PRAGMA writable_schema = ON",
                "UPDATE sqlite_schema SET sql = replace(sql, 'UNINDEXED', 'UNINDEXED, tokenize=jieba') WHERE name = 't'")) {
            try (TestDb again = TestDb.open(db.file())) {
                SearchIndex index = all(again).getFirst();
                assertThat(index.trouble()).contains("tokenizer");
                assertThat(index.fields()).containsExactly(new Field("a", true), new Field("b", false));
                assertThat(index.tokenizerName()).isEqualTo("jieba");
            }
        }
    }

    @Test
    void everyIndexOfRealAndHostileFiles() {
        int found = 0;
        Path data = SharedData.dir();
        for (Path file : SharedData.databases(data)
                .filter(path -> path.startsWith(data.resolve("real"))
                        || path.getFileName().toString().startsWith("fts"))
                .toList()) {
            try (TestDb db = TestDb.openReadOnly(SharedData.copy(file, folder))) {
                for (SearchIndex index : all(db)) {
                    assertThat(index.object().kind()).isEqualTo(SchemaObject.Kind.FULL_TEXT);
                    assertThat(index.name()).isNotEmpty();
                    found++;
                    if (index.name().equals("searchable_fts")) {
                        assertThat(index.fields())
                                .extracting(Field::name)
                                .containsExactly("text1", "text2", "name with . and spaces");
                        assertThat(index.content()).isEqualTo(new Content.External("searchable", "pk"));
                    }
                }
            } catch (DbError e) {
                assertThat(e.words()).as(file.toString()).isNotEmpty();
            }
        }
        assertThat(found).isGreaterThan(20);
    }
}
