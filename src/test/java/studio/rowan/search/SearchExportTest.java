package studio.rowan.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.HeldLanes;
import studio.rowan.TestDb;
import studio.rowan.db.DbError;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Job;
import studio.rowan.grid.ExportFormat;
import studio.rowan.kit.FileTarget;

class SearchExportTest {
    @TempDir
    Path folder;

    private static final String[] STRANGE = {
        "CREATE TABLE t (id INTEGER PRIMARY KEY, \"na,me\" TEXT, body TEXT, n, b BLOB, rank)",
        "WITH RECURSIVE i(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM i WHERE i < 3000) INSERT INTO t SELECT i,"
                + " CASE i % 4 WHEN 0 THEN NULL WHEN 1 THEN '' WHEN 2 THEN 'Käfer, \"grün\" \uD83D\uDC1E' ELSE 'a' || char(0)"
                + " || 'b' || char(10) || char(13) || 'c' END, 'rowan ' || substr('rowan rowan rowan rowan', 1, 6 * (i % 4))"
                + " || ' word' || i, CASE i % 3 WHEN 0 THEN 9223372036854775807 - i WHEN 1 THEN i / 7.0 ELSE 'text' END,"
                + " CASE i % 2 WHEN 0 THEN randomblob(i % 50) END, i % 5 FROM i",
        "UPDATE t SET n = CAST(x'41C32842' AS TEXT) WHERE id = 7",
        "CREATE VIRTUAL TABLE f USING fts5(body, content=t, content_rowid=id)",
        "INSERT INTO f(f) VALUES ('rebuild')"
    };

    private HitExport export(TestDb db, String index, Query query, ExportFormat format, Path file) {
        SearchIndex found = db.db()
                .read("index", access -> SearchIndex.of(access, db.object(index)))
                .await();
        return new HitExport(
                db.workspace(), new Search(found, query, List.of()), format, new FileTarget(file, new DbFiles()));
    }

    /// One char is one byte.
    private static List<CsvRecord> csv(Path file) throws IOException {
        try (CsvReader<CsvRecord> reader =
                CsvReader.builder().ofCsvRecord(Files.newBufferedReader(file, StandardCharsets.ISO_8859_1))) {
            return reader.stream().toList();
        }
    }

    private static List<String> oracle(TestDb db, String sql) throws SQLException {
        try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + db.file());
                Statement statement = raw.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    row.append(rows.getString(i)).append('|');
                }
                found.add(row.toString());
            }
            return found;
        }
    }

    private static String hex(String latin) {
        return HexFormat.of().withUpperCase().formatHex(latin.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void everyValueIsThatOfTheFileAndTheOrderThatOfFts5() throws Exception {
        try (TestDb db = TestDb.create(folder, STRANGE)) {
            Path file = folder.resolve("out.csv");
            assertThat(export(db, "f", Query.typed("rowan"), ExportFormat.CSV, file)
                            .start(-1)
                            .await())
                    .isEqualTo(3000);
            List<CsvRecord> records = csv(file);
            assertThat(records.getFirst().getFields())
                    .containsExactly("id", "na,me", "body", "n", "b", "rank", "rank_");
            List<String> plain = oracle(
                    db,
                    "SELECT id, hex(\"na,me\"), hex(t.body), CASE WHEN typeof(n) = 'real' THEN 'real' ELSE hex(n) END,"
                            + " hex(b), t.rank FROM f JOIN t ON t.id = f.rowid WHERE f MATCH 'rowan' ORDER BY f.rank");
            List<String> written = records.stream()
                    .skip(1)
                    .map(row -> {
                        List<String> cells = row.getFields();
                        boolean real = Long.parseLong(cells.getFirst()) % 3 == 1
                                && !cells.getFirst().equals("7");
                        return cells.getFirst() + "|" + hex(cells.get(1)) + "|" + hex(cells.get(2)) + "|"
                                + (real ? "real" : hex(cells.get(3))) + "|"
                                + cells.get(4).toUpperCase(java.util.Locale.ROOT) + "|" + cells.get(5) + "|";
                    })
                    .toList();
            assertThat(written).isEqualTo(plain);
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).contains("\n4,,", "\n1,\"\",");
        }
    }

    @Test
    void jsonKeepsWholeNumbersAndNul() throws Exception {
        try (TestDb db = TestDb.create(folder, STRANGE)) {
            Path lines = folder.resolve("out.ndjson");
            export(db, "f", Query.typed("word3"), ExportFormat.NDJSON, lines)
                    .start(-1)
                    .await();
            Path whole = folder.resolve("out.json");
            export(db, "f", Query.typed("word3"), ExportFormat.JSON, whole)
                    .start(-1)
                    .await();
            JsonNode array = new ObjectMapper().readTree(whole.toFile());
            List<String> each = Files.readAllLines(lines);
            assertThat(each).hasSize(array.size()).hasSizeGreaterThan(100);
            for (int i = 0; i < each.size(); i++) {
                assertThat(new ObjectMapper().readTree(each.get(i))).isEqualTo(array.get(i));
            }
            JsonNode third = java.util.stream.StreamSupport.stream(array.spliterator(), false)
                    .filter(row -> row.get("id").asInt() == 3)
                    .findFirst()
                    .orElseThrow();
            assertThat(third.get("n").asText()).isEqualTo("9223372036854775804");
            assertThat(third.get("na,me").asText()).isEqualTo("a\0b\n\rc");
            assertThat(third.get("b").isNull()).isTrue();
            assertThat(third.get("rank_").isDouble()).isTrue();
            export(db, "f", Query.typed("nowhere"), ExportFormat.JSON, whole)
                    .start(-1)
                    .await();
            assertThat(Files.readString(whole)).isEqualTo("[]\n");
        }
    }

    @Test
    void anOldIndexIsRankedAsAWhole() throws Exception {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE VIRTUAL TABLE notes USING fts4(title, body)",
                "WITH RECURSIVE i(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM i WHERE i < 25000) INSERT INTO notes"
                        + " SELECT 'note ' || i, CASE i WHEN 24999 THEN 'ash ash ash' ELSE 'ash' END FROM i")) {
            Path file = folder.resolve("notes.csv");
            assertThat(export(db, "notes", Query.typed("ash"), ExportFormat.CSV, file)
                            .start(25_000)
                            .await())
                    .isEqualTo(25_000);
            List<CsvRecord> records = csv(file);
            assertThat(records.getFirst().getFields()).containsExactly("rowid", "title", "body", "rank");
            assertThat(records.get(1).getField(1))
                    .as("the best, beyond the first 20,000")
                    .isEqualTo("note 24999");
            assertThat(records.get(2).getFields().subList(0, 3)).containsExactly("1", "note 1", "ash");
            assertThat(records.stream().skip(1).map(row -> row.getField(0)).distinct())
                    .hasSize(25_000);
        }
    }

    @Test
    void aRowThatIsGoneAndAnIndexWithoutText() throws Exception {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE t (a TEXT)",
                "INSERT INTO t VALUES ('ash'), ('ash ash')",
                "CREATE VIRTUAL TABLE f USING fts5(a, content=t)",
                "INSERT INTO f(f) VALUES ('rebuild')",
                "DELETE FROM t WHERE rowid = 2",
                "CREATE VIRTUAL TABLE bare USING fts5(a, content='')",
                "INSERT INTO bare(rowid, a) VALUES (5, 'ash')")) {
            Path file = folder.resolve("out.csv");
            export(db, "f", Query.typed("ash"), ExportFormat.CSV, file)
                    .start(-1)
                    .await();
            assertThat(csv(file).stream().map(row -> row.getField(0) + row.getField(1)))
                    .containsExactlyInAnyOrder("rowida", "1ash", "2");
            export(db, "bare", Query.typed("ash"), ExportFormat.CSV, file)
                    .start(-1)
                    .await();
            assertThat(csv(file).getFirst().getFields()).containsExactly("rowid", "rank");
            assertThat(csv(file).get(1).getField(0)).isEqualTo("5");
        }
    }

    @Test
    void cancelledItLeavesTheOldFileAndNoOther() throws Exception {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, slow AS (length(hex(zeroblob(4000000)))))",
                "WITH RECURSIVE i(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM i WHERE i < 5000) INSERT INTO t"
                        + " SELECT i, 'ash' FROM i",
                "CREATE VIRTUAL TABLE f USING fts5(a, content=t, content_rowid=id)",
                "INSERT INTO f(f) VALUES ('rebuild')")) {
            Path file = folder.resolve("out.csv");
            Files.writeString(file, "old");
            Job<Long> job =
                    export(db, "f", Query.typed("ash"), ExportFormat.CSV, file).start(-1);
            Path part = folder.resolve("out.csv.part");
            while (!Files.exists(part) && !job.isDone()) {
                Thread.onSpinWait();
            }
            job.cancel();
            assertThatThrownBy(job::await).isInstanceOf(DbError.Cancelled.class);
            assertThat(Files.readString(file)).isEqualTo("old");
            assertThat(part).doesNotExist();
        }
    }

    @Test
    void noSortingOfWholeRows() throws Exception {
        try (TestDb db = TestDb.create(folder, STRANGE)) {
            assertThat(oracle(
                            db,
                            "EXPLAIN QUERY PLAN SELECT t.id, t.body, f.r FROM (SELECT rowid AS id, rank AS r FROM \"f\""
                                    + " WHERE \"f\" MATCH 'rowan') AS f LEFT JOIN main.\"t\" AS t ON t.\"id\" = f.id"
                                    + " ORDER BY f.r"))
                    .noneMatch(line -> line.contains("TEMP B-TREE"));
        }
    }

    @Test
    void textThatIsNoUtf8IsWrittenToJsonAsItsBytes() throws Exception {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT, n TEXT, b BLOB)",
                "INSERT INTO t VALUES (1, 'ash', CAST(x'61C328' AS TEXT), x'61C328')",
                "CREATE VIRTUAL TABLE f USING fts5(body, content=t, content_rowid=id)",
                "INSERT INTO f(f) VALUES ('rebuild')")) {
            for (ExportFormat format : List.of(ExportFormat.JSON, ExportFormat.NDJSON)) {
                Path file = folder.resolve("out." + format.extension());
                export(db, "f", Query.typed("ash"), format, file).start(-1).await();
                JsonNode read = new ObjectMapper().readTree(file.toFile());
                JsonNode row = read.isArray() ? read.get(0) : read;
                assertThat(row.get("n").asText()).isEqualTo("x'61c328'");
                assertThat(row.get("b").asText()).isEqualTo("x'61c328'");
            }
        }
    }

    @Test
    void nothingElseWaitsForAnExportNorItForAnythingElse() throws Exception {
        try (TestDb db = TestDb.create(folder, STRANGE)) {
            HitExport export = export(db, "f", Query.typed("rowan"), ExportFormat.CSV, folder.resolve("out.csv"));
            HeldLanes held = new HeldLanes(db.db());
            long rows = export.start(-1).await();
            assertThat(held.letGo()).as("it ended before they did").isTrue();
            assertThat(rows).isEqualTo(3000);
        }
    }
}
