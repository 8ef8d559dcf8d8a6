package studio.rowan.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.TestDb;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

class FacetsTest {
    @TempDir
    Path folder;

    private static TestDb db(Path folder) {
        return TestDb.create(
                folder,
                "CREATE TABLE t (id INTEGER PRIMARY KEY, v, w TEXT COLLATE NOCASE)",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
                        + " INSERT INTO t SELECT i * 7, CASE i % 6 WHEN 0 THEN 1 WHEN 1 THEN 1.0 WHEN 2 THEN '1'"
                        + " WHEN 3 THEN x'31' WHEN 4 THEN NULL ELSE printf('%1100d', i) END,"
                        + " CASE WHEN i % 3 THEN 'a' ELSE 'A' END FROM n",
                "INSERT INTO t VALUES (100000, zeroblob(70000000), 'b')");
    }

    private static Map<Value, Long> counts(Facets.Found found) {
        return found.top().stream().collect(Collectors.toMap(Facets.Facet::value, Facets.Facet::rows));
    }

    @Test
    void valuesAreToldApartByClassAndBytesAndLongOnesAreCounted() {
        try (TestDb db = db(folder)) {
            Facets facets = new Facets("t", "v", List.of());
            Facets.Found found =
                    db.db().read("facets", access -> facets.sample(access)).await();
            assertThat(found.exact()).isTrue();
            assertThat(counts(found))
                    .containsOnly(
                            Map.entry(Value.of(1), 500L),
                            Map.entry(Value.of(1.0), 500L),
                            Map.entry(Value.of("1"), 500L),
                            Map.entry(Value.of(new byte[] {0x31}), 500L),
                            Map.entry(Value.NULL, 500L));
            assertThat(found.longer()).isEqualTo(501);
            assertThat(found.distinct()).isEqualTo(5);
            assertThat(found.rows()).isEqualTo(3001);
            Facets.Found cased = db.db()
                    .read(
                            "facets",
                            access -> new Facets("t", "w", List.of(Sql.of("id <= 21")))
                                    .all(access, Duration.ofMinutes(1))
                                    .orElseThrow())
                    .await();
            assertThat(counts(cased)).containsOnly(Map.entry(Value.of("a"), 2L), Map.entry(Value.of("A"), 1L));
        }
    }

    @Test
    void partsPutTogetherAreTheWhole() {
        try (TestDb db = db(folder)) {
            Facets facets = new Facets("t", "v", List.of(Sql.of("id > 700")));
            Facets.Found whole = db.db()
                    .read(
                            "all",
                            access -> facets.all(access, Duration.ofMinutes(1)).orElseThrow())
                    .await();
            Facets.Stretch ends = db.db()
                    .read("ends", access -> Facets.ends(access, "t", "id").orElseThrow())
                    .await();
            assertThat(ends).isEqualTo(new Facets.Stretch("id", 7, 100_000));
            Facets.Sum sum = new Facets.Sum();
            for (long from = ends.from(); from <= ends.to(); from += 999) {
                Facets.Stretch part = new Facets.Stretch("id", from, Math.min(from + 998, ends.to()));
                List<Row> rows = db.db()
                        .read(
                                "part",
                                access -> facets.part(access, part, Duration.ofMinutes(1))
                                        .orElseThrow())
                        .await();
                assertThat(sum.add(rows)).isTrue();
            }
            Facets.Found parts = sum.found(true);
            assertThat(counts(parts)).isEqualTo(counts(whole));
            assertThat(List.of(parts.rows(), parts.longer(), parts.distinct()))
                    .isEqualTo(List.of(whole.rows(), whole.longer(), whole.distinct()));
        }
    }

    @Test
    void noPartTakesLongerThanAllowed() {
        try (TestDb db = db(folder)) {
            Facets endless = new Facets(
                    "t",
                    "v",
                    List.of(Sql.of("(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                            + " SELECT count(*) FROM n) > 0")));
            List<Boolean> ended = new ArrayList<>();
            db.db()
                    .read("facets", access -> {
                        ended.add(endless.all(access, Duration.ofMillis(20)).isEmpty());
                        ended.add(endless.part(access, new Facets.Stretch("id", 1, 9), Duration.ofMillis(20))
                                .isEmpty());
                        return true;
                    })
                    .await();
            assertThat(ended).containsExactly(true, true);
        }
    }
}
