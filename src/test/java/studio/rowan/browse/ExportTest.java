package studio.rowan.browse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.HeldLanes;
import studio.rowan.TestDb;
import studio.rowan.db.DbError;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Job;
import studio.rowan.db.Sql;
import studio.rowan.grid.CsvRows;
import studio.rowan.grid.RowOrder;
import studio.rowan.grid.RowSource;
import studio.rowan.grid.SqlRows;
import studio.rowan.kit.FileTarget;

class ExportTest {
    @TempDir
    Path folder;

    private TestDb db;
    private Path file;

    @BeforeEach
    void open() {
        db = TestDb.create(
                folder,
                "CREATE TABLE t (id INTEGER PRIMARY KEY, \"na,me\" TEXT, b BLOB)",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
                        + " INSERT INTO t SELECT i, CASE i % 3 WHEN 0 THEN NULL WHEN 1 THEN '' ELSE 'row ' || i END,"
                        + " zeroblob(3) FROM n",
                "UPDATE t SET b = zeroblob(100000) WHERE id = 7");
        file = folder.resolve("out.csv");
    }

    @AfterEach
    void close() {
        db.close();
    }

    private Export export(SqlRows source, List<Integer> columns) {
        return new Export(db.db(), source, columns, CsvRows.Blobs.HEX, new FileTarget(file, new DbFiles()));
    }

    private static Job<Long> onThisThread(Function<Job<Long>, Long> body) {
        return Job.start("export", () -> false, Runnable::run, body);
    }

    private List<CsvRecord> read() throws IOException {
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(file)) {
            return reader.stream().toList();
        }
    }

    @Test
    void writesWhatIsShownAsItIsFilteredAndSorted() throws IOException {
        SqlRows source =
                RowSource.of(db.table("t")).where(List.of(Sql.of("id > 4990"))).orderedBy(new RowOrder(0, true));
        assertThat(export(source, List.of(1, 0)).whole().await()).isEqualTo(10);
        List<CsvRecord> records = read();
        assertThat(records.getFirst().getFields()).containsExactly("na,me", "id");
        assertThat(records.get(1).getFields()).containsExactly("row 5000", "5000");
        assertThat(records).hasSize(11);
        assertThat(Files.readString(file)).contains("\n\"\",4999\n,4998\n");
    }

    @Test
    void slicesWriteTheSameFile() throws IOException {
        SqlRows source = RowSource.of(db.table("t"));
        export(source, List.of(0, 1, 2)).whole().await();
        byte[] whole = Files.readAllBytes(file);
        Files.delete(file);
        assertThat(export(source, List.of(0, 1, 2))
                        .sliced(ExportTest::onThisThread)
                        .await())
                .isEqualTo(5000);
        assertThat(Files.readAllBytes(file)).isEqualTo(whole);
        assertThat(whole.length).as("the large cell is written in full").isGreaterThan(200_000);
    }

    @Test
    void cancelledItLeavesNoFile() {
        Export export = export(RowSource.of(db.table("t")), List.of(0));
        Job<Long> job = export.sliced(body -> onThisThread(own -> {
            own.cancel();
            return body.apply(own);
        }));
        assertThatThrownBy(job::await).isInstanceOf(DbError.Cancelled.class);
        assertThat(file).doesNotExist();
        assertThat(folder.resolve("out.csv.part")).doesNotExist();
    }

    @Test
    void anOldFileStaysWhereTheNewOneFails() throws IOException {
        Files.writeString(file, "old");
        SqlRows broken = RowSource.of(db.table("t")).where(List.of(Sql.of("abs(-9223372036854775807 - id) > 0")));
        assertThatThrownBy(export(broken, List.of(0)).whole()::await).isInstanceOf(DbError.class);
        assertThat(Files.readString(file)).isEqualTo("old");
    }

    @Test
    void aFolderThatIsNotThereIsSaid() {
        file = folder.resolve("none/out.csv");
        assertThatThrownBy(export(RowSource.of(db.table("t")), List.of(0)).whole()::await)
                .isInstanceOfSatisfying(
                        DbError.Io.class, e -> assertThat(e.reason()).isEqualTo(DbError.Io.Reason.NOT_FOUND));
    }

    @Test
    void nothingElseWaitsForAnExportNorItForAnythingElse() {
        SqlRows source = RowSource.of(db.table("t"));
        HeldLanes held = new HeldLanes(db.db());
        long whole = export(source, List.of(0)).whole().await();
        long sliced =
                export(source, List.of(0)).sliced(ExportTest::onThisThread).await();
        assertThat(held.letGo()).as("both ended before they did").isTrue();
        assertThat(whole).isEqualTo(5000).isEqualTo(sliced);
    }
}
