package studio.rowan.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.TestDb;

class EditedTableTest {
    @TempDir
    Path folder;

    @Test
    void anUnsetCellPromisesADefaultOnlyWhereThereIsOneToTake() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE t(id INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL DEFAULT 'k',"
                        + " note TEXT, twice AS (id * 2))",
                "CREATE TABLE w(k TEXT, v TEXT, PRIMARY KEY(k)) WITHOUT ROWID")) {
            assertThat(words(db, "t")).containsExactly("auto", "required", "default", "default", "computed");
            assertThat(words(db, "w")).containsExactly("required", "default");
        }
    }

    private static List<String> words(TestDb db, String name) {
        EditedTable table = EditedTable.of(db.table(name), db.workspace());
        return IntStream.range(0, table.columns().size()).mapToObj(table::unset).toList();
    }
}
