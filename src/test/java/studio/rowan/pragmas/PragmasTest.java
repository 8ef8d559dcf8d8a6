package studio.rowan.pragmas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.SharedData;
import studio.rowan.TestDb;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.kit.Help;

class PragmasTest {
    @TempDir
    Path folder;

    private static Map<String, Pragmas.Entry> read(TestDb db) {
        return Pragmas.read(db.workspace()).await().stream()
                .collect(Collectors.toMap(Pragmas.Entry::name, Function.identity()));
    }

    @Test
    void everyPragmaOfThisSqliteIsListedAndExplained() {
        try (TestDb db = TestDb.create(folder, "CREATE TABLE t(a)")) {
            List<Row> names = db.db()
                    .read("list", a -> a.query(Sql.of("SELECT DISTINCT name FROM pragma_pragma_list")))
                    .await();
            Map<String, Pragmas.Entry> entries = read(db);
            assertThat(entries.keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            names.stream().map(row -> row.text(0)).toList());
            assertThat(entries.values())
                    .allSatisfy(
                            entry -> assertThat(entry.pragma().explanation()).endsWith("."));
        }
    }

    @Test
    void valuesAreThoseOfTheFileWithTheirMeaning() {
        try (TestDb db =
                TestDb.create(folder, "CREATE TABLE t(a)", "PRAGMA user_version = 42", "PRAGMA application_id = 258")) {
            Map<String, Pragmas.Entry> entries = read(db);
            assertThat(entries.get("user_version").value()).isEqualTo("42");
            assertThat(entries.get("application_id").meaning()).isEqualTo("0x00000102");
            Pragmas.Entry keys = entries.get("foreign_keys");
            assertThat(keys.value()).isEqualTo("1");
            assertThat(keys.meaning()).isEqualTo("on");
            assertThat(keys.differs()).isTrue();
            assertThat(entries.get("journal_mode").value()).isEqualTo("wal");
            assertThat(entries.get("journal_mode").differs()).isTrue();
            assertThat(entries.get("synchronous").meaning()).isEqualTo("FULL");
            assertThat(entries.get("cache_size").meaning()).isEqualTo("2.0 MB");
            assertThat(entries.get("page_size").meaning()).isEqualTo("4.0 KB");
            assertThat(entries.get("page_size").differs()).isFalse();
            assertThat(entries.get("trusted_schema").differs()).isTrue();
            assertThat(entries.get("table_list").meaning()).endsWith("rows");
        }
    }

    /// The defaults that the page tells are those of a file that nobody has told anything.
    @Test
    void usualValuesAreSqlitesOwn() throws Exception {
        Path file = folder.resolve("plain.db");
        try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t(a)");
            try (TestDb db = TestDb.open(file)) {
                for (Pragmas.Entry entry : Pragmas.read(db.workspace()).await()) {
                    String usual = entry.usual();
                    if (usual != null) {
                        try (var result = statement.executeQuery("PRAGMA " + entry.name())) {
                            assertThat(result.getString(1)).as(entry.name()).isEqualTo(usual);
                        }
                    }
                }
            }
        }
    }

    /// Files that nobody else has open stay byte for byte as they are.
    @Test
    void lookingChangesNothing() throws Exception {
        for (Path real : SharedData.databases(SharedData.dir().resolve("real")).toList()) {
            Path copy = SharedData.copy(real, folder);
            byte[] before = Files.readAllBytes(copy);
            try (TestDb db = TestDb.open(copy)) {
                assertThat(read(db)).as(real.toString()).hasSizeGreaterThan(60);
            }
            assertThat(Files.readAllBytes(copy)).as(real.toString()).isEqualTo(before);
        }
    }

    @Test
    void whatActsIsNeverRun() throws SQLException {
        try (TestDb db = TestDb.create(folder, "CREATE TABLE t(a)", "INSERT INTO t VALUES(1)")) {
            assertThat(read(db).values().stream().filter(entry -> entry.pragma().kind() == Help.Kind.ACTION))
                    .isNotEmpty()
                    .allSatisfy(entry -> assertThat(entry.value()).isEmpty());
            // The number is a connection's own: numbers of two readers cannot be compared (F17).
            try (Connection one =
                    DriverManager.getConnection("jdbc:sqlite:" + db.file().toUri() + "?mode=ro")) {
                long version = dataVersion(one);
                read(db);
                assertThat(dataVersion(one)).isEqualTo(version);
            }
        }
    }

    private static long dataVersion(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA data_version")) {
            return result.getLong(1);
        }
    }
}
