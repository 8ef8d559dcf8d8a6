package studio.rowan.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.TestDb;

/// What a file of unknown origin must not do, on every kind of connection (F15). The driver takes settings that it does
/// not know without a word, so each is asked for.
class ProtectionTest {
    private static final Map<String, Long> WANTED =
            Map.of("foreign_keys", 1L, "trusted_schema", 0L, "cell_size_check", 1L, "mmap_size", 0L);

    @TempDir
    Path folder;

    @Test
    void lanesAreProtected() {
        try (TestDb db = TestDb.create(folder, "CREATE TABLE t(a)")) {
            WANTED.forEach((pragma, value) -> {
                Work<Value> ask = access -> access.pragma(pragma);
                assertThat(db.db().read("ask", ask).await()).as(pragma).isEqualTo(Value.of(value));
                assertThat(db.db().background("ask", ask).await()).as(pragma).isEqualTo(Value.of(value));
                assertThat(db.db().write("ask", ask).await()).as(pragma).isEqualTo(Value.of(value));
                assertThat(db.db().exclusive("ask", ask).await()).as(pragma).isEqualTo(Value.of(value));
                try (Session session = db.db().session("console")) {
                    assertThat(session.run("ask", ask).await()).as(pragma).isEqualTo(Value.of(value));
                }
            });
        }
    }

    @Test
    void dataSourcesAreProtected() throws Exception {
        Path file = folder.resolve("f.db");
        DbFiles files = new DbFiles();
        Db.create(file, files);
        for (FileDataSource.Mode mode : FileDataSource.Mode.values()) {
            try (var connection = new FileDataSource(file, files, mode).getConnection();
                    var statement = connection.createStatement()) {
                for (var wanted : WANTED.entrySet()) {
                    try (var result = statement.executeQuery("PRAGMA " + wanted.getKey())) {
                        assertThat(result.getLong(1)).as(wanted.getKey()).isEqualTo(wanted.getValue());
                    }
                }
            }
        }
    }

    @Test
    void aViewCannotLoadAnExtension() {
        try (TestDb db = TestDb.create(folder, "CREATE VIEW v AS SELECT load_extension('x') AS x")) {
            assertThatThrownBy(() -> db.db()
                            .read("view", a -> a.query(Sql.of("SELECT * FROM v")))
                            .await())
                    .isInstanceOf(DbError.class);
        }
    }
}
