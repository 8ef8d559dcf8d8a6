package studio.rowan.grid;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.TestDb;
import studio.rowan.db.Value;

class CellGuardTest {
    private static final long HUGE = 500_000_000;

    @Test
    void theBoundOfAPageIsNoneOfWhatIsReadAfterIt(@TempDir Path folder) {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE t(id INTEGER PRIMARY KEY, a, b)",
                "INSERT INTO t VALUES (1, 'a', CAST(x'41C328' AS TEXT)), (2, printf('%.70000c', 'z'), NULL)")) {
            KeyedRows rows = (KeyedRows) RowSource.of(db.table("t"));
            List<KeyedRow> page = db.db()
                    .read("page", access -> {
                        List<KeyedRow> read = rows.page(access, null, true, 0, 2);
                        assertThat(access.scalar(rows.cell(new RowKey.Rowid(2), 1))
                                        .asText())
                                .hasSize(70_000);
                        // Without the heavy row the cells are read as they are, and are the same.
                        assertThat(rows.page(access, null, true, 0, 1)).containsExactly(read.getFirst());
                        return read;
                    })
                    .await();
            assertThat(page.getFirst().row().toList())
                    .containsExactly(
                            Value.of(1), Value.of("a"), new Value.Text("A\uFFFD(", new byte[] {0x41, (byte) 0xC3, 0x28
                            }));
            assertThat(page.getLast().row().toList())
                    .containsExactly(Value.of(2), new Value.Large(Value.StorageClass.TEXT, 70_000), Value.NULL);
        }
    }

    @Test
    void aCellOf500MegabytesIsKnownBySizeAlone(@TempDir Path folder) {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE t(id INTEGER PRIMARY KEY, b BLOB)",
                "INSERT INTO t VALUES (1, zeroblob(" + HUGE + ")), (2, x'89504e470d0a1a0a'), (3, zeroblob(65536)),"
                        + " (4, zeroblob(65537))")) {
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getTotalThreadAllocatedBytes();
            RowWindow window = RowWindow.of(db.db(), RowSource.of(db.table("t")));
            try (window) {
                window.open();
                window.want(0, 10);
                while (window.row(3) == null && window.failure() == null) {
                    Thread.onSpinWait();
                }
                KeyedRow huge = window.row(0);
                assertThat(huge).isNotNull();
                assertThat(huge.get(1)).isEqualTo(new Value.Large(Value.StorageClass.BLOB, HUGE));
                CellText cell = CellText.of(huge.get(1));
                assertThat(cell.text()).isEqualTo("▪ BLOB 477 MB");
                assertThat(cell.kind()).isEqualTo(CellText.Kind.BLOB);
                assertThat(CellText.of(window.row(1).get(1)).text()).isEqualTo("▪ PNG 8 bytes");
                assertThat(window.row(2).get(1)).isInstanceOf(Value.Blob.class);
                assertThat(window.row(3).get(1)).isEqualTo(new Value.Large(Value.StorageClass.BLOB, 65_537));
            }
            assertThat(threads.getTotalThreadAllocatedBytes() - before)
                    .as("bytes made to show it")
                    .isLessThan(100_000_000);
        }
    }
}
