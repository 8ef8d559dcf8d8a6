package studio.rowan.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.TestDb;
import studio.rowan.db.Value;

/// Far down in a view the rows are made once, are the same as before, and are made again when the file has changed.
class KeptRowsTest {
    private static final int ROWS = 6_000;

    @TempDir
    Path folder;

    private TestDb wal() {
        TestDb db = TestDb.create(
                folder,
                "CREATE TABLE t(id INTEGER PRIMARY KEY, a, b)",
                "INSERT INTO t WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < " + ROWS
                        + ") SELECT n, CASE n % 5 WHEN 0 THEN NULL WHEN 1 THEN n WHEN 2 THEN n / 7.0 WHEN 3 THEN 'w' || n"
                        + " ELSE CAST(x'41C328' AS TEXT) END,"
                        + " CASE n WHEN 5900 THEN printf('%.70000c', 'z') ELSE x'00ff' END FROM n",
                "CREATE VIEW v AS SELECT a, b, id FROM t ORDER BY id * 7919 % 6007");
        db.db()
                .exclusive("journal", access -> access.setPragma("journal_mode", Value.of("wal")))
                .await();
        return db;
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private static List<Value> row(RowWindow window, long ordinal) {
        window.want(ordinal, ordinal);
        until(() -> window.row(ordinal) != null);
        KeyedRow row = window.row(ordinal);
        assertThat(row.key()).isEqualTo(new RowKey.Ordinal(ordinal));
        return row.row().toList();
    }

    @Test
    void aPageFarDownIsTheSameWhetherCountedToOrKept() {
        try (TestDb db = wal();
                RowWindow window = RowWindow.of(db.db(), RowSource.of(db.table("v")))) {
            OrdinalRows source = (OrdinalRows) window.source();
            List<KeyedRow> all =
                    db.db().read("all", access -> source.page(access, 0, ROWS)).await();
            window.open();
            until(() -> window.row(0) != null);
            assertThat(window.isKept()).isFalse();
            assertThat(row(window, 5_500)).isEqualTo(all.get(5_500).row().toList());
            until(window::isKept);
            for (int i = 0; i < ROWS; i += 97) {
                assertThat(row(window, i))
                        .as("row %d", i)
                        .isEqualTo(all.get(i).row().toList());
            }
            Value heavy = new Value.Large(Value.StorageClass.TEXT, 70_000);
            int at = all.stream().map(row -> row.get(1)).toList().indexOf(heavy);
            assertThat(row(window, at).get(1)).isEqualTo(heavy);
        }
    }

    @Test
    void whatIsReadAnewIsKeptAnew() {
        try (TestDb db = wal();
                RowWindow window = RowWindow.of(db.db(), RowSource.of(db.table("v")))) {
            window.open();
            until(() -> window.row(0) != null);
            List<Value> before = row(window, 5_600);
            until(window::isKept);
            db.run("UPDATE t SET a = 'new'");
            int readings = window.readings();
            window.reload(null);
            until(() -> window.readings() > readings);
            List<Value> after = row(window, 5_600);
            until(window::isKept);
            assertThat(after.getFirst()).isEqualTo(Value.of("new"));
            assertThat(after.get(2)).isEqualTo(before.get(2));
        }
    }

    @Test
    void aFileThatAReadLocksIsNotHeldForIt() {
        Path file;
        try (TestDb db = TestDb.create(folder, "CREATE TABLE t(a)", "CREATE VIEW v AS SELECT a FROM t")) {
            file = db.file();
            db.db()
                    .exclusive("journal", access -> access.setPragma("journal_mode", Value.of("delete")))
                    .await();
        }
        try (TestDb db = TestDb.open(file)) {
            WindowState state = new WindowState(RowSource.of(db.table("v")));
            WindowKeeping keeping = new WindowKeeping(db.db(), (OrdinalRows) state.source(), state);
            assertThat(keeping.rows(1_000_000)).isNull();
            assertThat(keeping.isMaking()).isFalse();
        }
    }
}
