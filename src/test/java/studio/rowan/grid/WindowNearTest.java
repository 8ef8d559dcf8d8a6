package studio.rowan.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.TestDb;

class WindowNearTest {
    private static final int ROWS = 60_000;

    @TempDir
    Path folder;

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    /// Rowids with gaps that no judgement foresees: what is shown is the row that was asked for, before the rows are
    /// counted and after.
    @Test
    void aRowIsShownByItsKeyBeforeAndAfterAllRowsAreCounted() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + ROWS + ")"
                        + " INSERT INTO t SELECT i + i / 3 + (i > 20000) * 7777, 'v' || i FROM n")) {
            Random random = new Random(4);
            for (int n = 0; n < 12; n++) {
                long i = 1 + random.nextInt(ROWS);
                long id = i + i / 3 + (i > 20000 ? 7777 : 0);
                try (RowWindow window = RowWindow.of(db.db(), RowSource.of(db.table("t")))) {
                    window.open();
                    until(() -> window.row(0) != null);
                    long place = window.placeOf(new RowKey.Rowid(id)).await();
                    window.want(place, place);
                    until(() -> window.count().isExact());
                    long now = window.ordinalOf(new RowKey.Rowid(id)).await();
                    assertThat(now).isEqualTo(i - 1);
                    window.want(now, now);
                    until(() -> window.row(now) != null);
                    KeyedRow row = window.row(now);
                    assertThat(row).isNotNull();
                    assertThat(row.key()).isEqualTo(new RowKey.Rowid(id));
                    assertThat(window.placeOf(new RowKey.Rowid(id)).await()).isEqualTo(now);
                    assertThat(window.placeOf(new RowKey.Rowid(7_000_000)).await())
                            .isEqualTo(-1);
                }
            }
        }
    }
}
