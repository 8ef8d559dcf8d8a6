package studio.rowan.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.TestDb;

class ColumnWeightsTest {
    @TempDir
    Path folder;

    private static SearchIndex index(TestDb db, String name) {
        return db.db()
                .read("index", access -> SearchIndex.of(access, db.object(name)))
                .await();
    }

    @Test
    void theIndexSaysWhatIsUsual() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE VIRTUAL TABLE plain USING fts5(a, b, c UNINDEXED)",
                "CREATE VIRTUAL TABLE own USING fts5(a, b, c)",
                "INSERT INTO own(own, rank) VALUES ('rank', 'bm25(10.0, 0.25)')")) {
            assertThat(ColumnWeights.usual(index(db, "plain"))).containsExactly(1.0, 1.0, 1.0);
            assertThat(ColumnWeights.usual(index(db, "own"))).containsExactly(10.0, 0.25, 1.0);
        }
    }

    @Test
    void onlyWhereColumnsCanBeWeighed() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE VIRTUAL TABLE two USING fts5(a, b)",
                "CREATE VIRTUAL TABLE one USING fts5(a, b UNINDEXED)",
                "CREATE VIRTUAL TABLE old USING fts4(a, b)",
                "CREATE VIRTUAL TABLE blind USING fts5(a, b, content='', detail=none)")) {
            assertThat(ColumnWeights.canWeigh(index(db, "two"))).isTrue();
            assertThat(ColumnWeights.canWeigh(index(db, "one"))).isFalse();
            assertThat(ColumnWeights.canWeigh(index(db, "old"))).isFalse();
            assertThat(ColumnWeights.canWeigh(index(db, "blind"))).isFalse();
        }
    }

    @Test
    void keptByFileAndIndex() throws IOException {
        KeptWeights kept = new KeptWeights(folder);
        List<KeptWeights.Weight> title = List.of(new KeptWeights.Weight("title", 2.5));
        Path one = folder.resolve("one.db");
        kept.keep(one, "a", title);
        kept.keep(one, "b", List.of(new KeptWeights.Weight("title", 0)));
        kept.keep(folder.resolve("two.db"), "a", title);
        kept.keep(one, "b", List.of());
        List<KeptWeights.Entry> entries = new KeptWeights(folder).of(one);
        assertThat(entries).hasSize(1);
        assertThat(entries.getFirst().index()).isEqualTo("a");
        assertThat(entries.getFirst().weights()).isEqualTo(title);
    }
}
