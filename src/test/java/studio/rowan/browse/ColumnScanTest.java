package studio.rowan.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.TestDb;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.db.Value.StorageClass;

@SuppressWarnings("NullAway.Init")
class ColumnScanTest {
    @TempDir
    Path folder;

    private TestDb db;

    @BeforeEach
    void open() {
        db = TestDb.create(
                folder,
                "CREATE TABLE t(a COLLATE NOCASE, n INTEGER)",
                "INSERT INTO t VALUES (1, 9007199254740993), (1.0, 9007199254740992), ('x', NULL), ('X', -5),"
                        + " ('x', NULL), (NULL, 7), (x'00', 8), (printf('%.2000c', 'é'), 9), (zeroblob(3000), 10)");
    }

    @AfterEach
    void close() {
        db.close();
    }

    private ColumnProfile all(String column, Sql... conditions) {
        return db.db()
                .read("all", access -> new ColumnScan("t", column, List.of(conditions)).all(access, -1, ""))
                .await();
    }

    @Test
    void valuesAreToldApartByClassAndBytes() {
        ColumnProfile profile = all("a");
        assertThat(profile.rows()).isEqualTo(9);
        assertThat(profile.count(StorageClass.NULL)).isEqualTo(1);
        assertThat(profile.count(StorageClass.INTEGER)).isEqualTo(1);
        assertThat(profile.count(StorageClass.REAL)).isEqualTo(1);
        assertThat(profile.count(StorageClass.TEXT)).isEqualTo(4);
        assertThat(profile.count(StorageClass.BLOB)).isEqualTo(2);
        assertThat(profile.distinct()).isEqualTo(5);
        assertThat(profile.top().getFirst()).isEqualTo(new ColumnProfile.Top(Value.of("x"), 2));
        assertThat(profile.texts()).isEqualTo(new ColumnProfile.Span(Value.of("X"), Value.of("x")));
        // Long values are measured without being read, texts in characters.
        assertThat(profile.longer()).isEqualTo(2);
        assertThat(profile.distinctExact()).isFalse();
        assertThat(Objects.requireNonNull(profile.characters()).most()).isEqualTo(2000);
        assertThat(profile.bytes()).isEqualTo(new ColumnProfile.Lengths(1, 3000, 1500.5));
    }

    @Test
    void greatIntegersStayExact() {
        ColumnProfile profile = all("n");
        ColumnProfile.Numbers numbers = Objects.requireNonNull(profile.numbers());
        assertThat(numbers.most()).isEqualTo(Value.of(9007199254740993L));
        assertThat(numbers.least()).isEqualTo(Value.of(-5));
        assertThat(numbers.median()).isEqualTo(Value.of(9));
        assertThat(numbers.medianExact()).isTrue();
        assertThat(ColumnTally.compare(Value.of(9007199254740993L), Value.of(9007199254740992.0)))
                .isPositive();
    }

    @Test
    void onlyRowsThatMeetTheConditionsCount() {
        ColumnProfile profile = all("a", Sql.of("n > 6 -- more"), Sql.of("n < 9"));
        assertThat(profile.rows()).isEqualTo(2);
        assertThat(profile.count(StorageClass.BLOB)).isEqualTo(1);
    }

    @Test
    void theFirstLookEndsAfterSoManyRows() {
        db.run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 25000)"
                + " INSERT INTO t SELECT i % 10, i FROM n");
        ColumnScan scan = new ColumnScan("t", "a", List.of());
        ColumnProfile first = db.db()
                .read("first", access -> scan.sample(access, Duration.ofMinutes(1)))
                .await();
        assertThat(first.rows()).isEqualTo(ColumnScan.SAMPLE);
        assertThat(first.all()).isFalse();
        ColumnProfile few = db.db()
                .read(
                        "few",
                        access -> new ColumnScan("t", "a", List.of(Sql.of("n = 9")))
                                .sample(access, Duration.ofMinutes(1)))
                .await();
        assertThat(few.rows()).isEqualTo(2);
        assertThat(few.all()).isTrue();
    }

    @Test
    void stretchesOfRowidsHoldEachRowOnce() {
        db.run("INSERT INTO t(rowid, a) VALUES (9223372036854775807, 'last'), (-9223372036854775808, 'least')");
        ColumnScan scan = new ColumnScan("t", "a", List.of());
        db.db()
                .read("parts", access -> {
                    ColumnScan.Stretch whole =
                            scan.rest(access, "rowid", Long.MIN_VALUE).orElseThrow();
                    assertThat(whole.from()).isEqualTo(Long.MIN_VALUE);
                    assertThat(whole.to()).isEqualTo(Long.MAX_VALUE);
                    ColumnScan.Stretch rest =
                            scan.rest(access, "rowid", Long.MIN_VALUE + 1).orElseThrow();
                    assertThat(rest.from()).isEqualTo(1);
                    ColumnScan.Stretch part = new ColumnScan.Stretch("rowid", 1, 3);
                    List<Row> rows =
                            scan.part(access, part, Duration.ofMinutes(1)).orElseThrow();
                    assertThat(rows).hasSize(3);
                    assertThat(part.behind(whole.to()).from()).isEqualTo(4);
                    return true;
                })
                .await();
    }
}
