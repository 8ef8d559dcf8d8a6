package studio.rowan.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.TestDb;
import studio.rowan.db.DbError;

class MatchTroubleTest {
    @TempDir
    Path folder;

    private MatchTrouble trouble(String options, String expression) {
        try (TestDb db = TestDb.create(folder, "CREATE VIRTUAL TABLE t USING fts5(a, b" + options + ")")) {
            return db.db()
                    .read("trouble", access -> {
                        SearchIndex index = SearchIndex.of(access, db.object("t"));
                        try {
                            new Search(index, Query.raw(expression), List.of()).exact(access, 0, 1);
                            throw new AssertionError("taken: " + expression);
                        } catch (DbError e) {
                            return MatchTrouble.of(e, expression, index, access.job());
                        }
                    })
                    .await();
        } finally {
            for (String end : List.of("", "-wal", "-shm")) {
                boolean unused = folder.resolve("test.db" + end).toFile().delete();
            }
        }
    }

    @Test
    void saysWhatIsWrongAndWhere() {
        assertThat(trouble("", "a AND")).isEqualTo(trouble("", "a AND"));
        assertThat(trouble("", "a AND").offset()).isEqualTo(5);
        assertThat(trouble("", "x + y AND z ) w").offset()).isEqualTo(12);
        assertThat(trouble("", "and AND b AND AND c").offset()).isEqualTo(14);
        assertThat(trouble("", "one, two").sentence()).contains("“,” cannot stand here");
        assertThat(trouble("", "one, two").offset()).isEqualTo(3);
        assertThat(trouble("", "word \"open")).extracting(MatchTrouble::offset).isEqualTo(5);
        assertThat(trouble("", "where : x").sentence())
                .contains("no column where")
                .contains("a, b");
        assertThat(trouble("", "NEAR(x y, z)").sentence()).contains("“z” is none");
        assertThat(trouble("", "*stars").offset()).isZero();
        assertThat(trouble(", detail=none", "\"a phrase\"").sentence()).contains("no phrases");
    }
}
