package studio.rowan.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.TestDb;
import studio.rowan.grid.RowKey;

class LikeSearchTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private TestDb filled(int rows) {
        return TestDb.create(
                folder,
                "CREATE TABLE \"a b\"(id INTEGER PRIMARY KEY, t TEXT, n INTEGER, u)",
                "INSERT INTO \"a b\"(t, n, u) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
                        + rows
                        + ") SELECT 'row ' || i || ' is 100% C++', i, iif(i % 100 = 0, 'Needle_' || i, NULL) FROM n",
                "CREATE TABLE w(k TEXT PRIMARY KEY, b TEXT) WITHOUT ROWID",
                "INSERT INTO w VALUES ('x', 'apple'), ('y', 'pear')",
                "CREATE VIEW v AS SELECT * FROM w");
    }

    private static List<LikeSearch.Hit> hits(TestDb db, String table, String text) {
        List<LikeSearch.Hit> hits = new ArrayList<>();
        LikeSearch.Reached reached = new LikeSearch(db.workspace(), db.table(table), text)
                .run(LONG, hits::addAll)
                .await();
        assertThat(reached.isEnd() || reached.isFull()).isTrue();
        return hits;
    }

    @Test
    void allWordsAreLookedForAsTheyAreWritten() {
        try (TestDb db = filled(1_000)) {
            assertThat(hits(db, "a b", "needle_")).hasSize(10);
            assertThat(hits(db, "a b", "needleX")).isEmpty();
            assertThat(hits(db, "a b", "100% c++ 'row 77' \"")).isEmpty();
            assertThat(hits(db, "a b", "100% c++ needle_300")).singleElement().satisfies(hit -> {
                assertThat(hit.key()).isEqualTo(new RowKey.Rowid(300));
                assertThat(hit.text().text()).isEqualTo("row 300 is 100% C++");
                assertThat(hit.text().runs()).contains(new Marked.Run("C++", true));
            });
            assertThat(hits(db, "a b", "0\\%")).isEmpty();
            assertThat(hits(db, "w", "APP")).extracting(hit -> hit.column()).containsExactly("b");
            assertThat(LikeSearch.canSearch(db.table("v"))).isFalse();
            assertThat(LikeSearch.canSearch(db.table("w"))).isTrue();
        }
    }

    @Test
    void endsWhenTheTimeIsOverAndGoesOnFromThere() {
        try (TestDb db = filled(30_000)) {
            List<LikeSearch.Hit> hits = new ArrayList<>();
            LikeSearch search = new LikeSearch(db.workspace(), db.table("a b"), "needle_");
            LikeSearch.Reached some = search.run(Duration.ZERO, hits::addAll).await();
            assertThat(some.of()).isEqualTo(30_000);
            assertThat(some.looked()).isPositive();
            while (!some.isEnd()) {
                some = search.run(Duration.ofMillis(1), hits::addAll).await();
            }
            assertThat(some).isEqualTo(new LikeSearch.Reached(30_000, 30_000, true, false));
            assertThat(hits).hasSize(300);
            assertThat(hits.stream().map(LikeSearch.Hit::key).distinct()).hasSize(300);
        }
    }

    @Test
    void soManyHitsAreEnough() {
        try (TestDb db = filled(2_000)) {
            assertThat(hits(db, "a b", "row")).hasSize(LikeSearch.MOST);
        }
    }
}
