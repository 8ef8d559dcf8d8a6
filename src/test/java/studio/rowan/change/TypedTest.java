package studio.rowan.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.TestDb;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.schema.Column;
import studio.rowan.schema.Table;

/// SQLite itself says what a typed text becomes in a column.
class TypedTest {
    private static final List<String> TEXTS = List.of(
            "",
            "0",
            "-0",
            "+7",
            "007",
            " 12 ",
            "\t5\n",
            "9223372036854775807",
            "-9223372036854775808",
            "9223372036854775808",
            "99999999999999999999",
            "1.0",
            "1.5",
            ".5",
            "5.",
            "-.25",
            "1e3",
            "1e-3",
            "1E+20",
            "1e400",
            "1e",
            "e1",
            ".",
            "+",
            "1 2",
            "12abc",
            "0x1F",
            "Inf",
            "NaN",
            "1_000",
            "0.1",
            "123456789012345678.5",
            "-0.0",
            "١٢",
            "true");

    @TempDir
    Path folder;

    @Test
    void textBecomesWhatSqliteMakesOfIt() {
        try (TestDb db = TestDb.create(folder, "CREATE TABLE t (i INTEGER, n NUMERIC, r REAL, x TEXT, d DATE)")) {
            Table table = db.table("t");
            for (Column column : table.columns()) {
                for (String text : TEXTS) {
                    Value typed = Typed.value(table, column, text, Value.NULL);
                    assertThat(stored(db, column, typed))
                            .as("%s in %s, stored", text, column.declaredType())
                            .isEqualTo(stored(db, column, new Value.Text(text)));
                    assertThat(typed)
                            .as("%s in %s, shown", text, column.declaredType())
                            .isEqualTo(stored(db, column, typed));
                }
            }
        }
    }

    private static Value stored(TestDb db, Column column, Value value) {
        return db.db()
                .write("store", access -> {
                    access.execute(Sql.of("DELETE FROM t"));
                    access.execute(Sql.builder()
                            .add("INSERT INTO t(")
                            .ident(column.name())
                            .add(") VALUES (")
                            .bind(value)
                            .add(")")
                            .build());
                    return access.scalar(Sql.builder()
                            .add("SELECT ")
                            .ident(column.name())
                            .add(" FROM t")
                            .build());
                })
                .await();
    }

    @Test
    void aColumnWithoutAffinityKeepsTheKindOfTheValue() {
        try (TestDb db = TestDb.create(folder, "CREATE TABLE t (a, b BLOB)", "CREATE TABLE s (a ANY) STRICT")) {
            Table t = db.table("t");
            Table s = db.table("s");
            for (Column column :
                    List.of(t.columns().get(0), t.columns().get(1), s.columns().getFirst())) {
                Table table = s.columns().contains(column) ? s : t;
                assertThat(Typed.value(table, column, "6", Value.of(5))).isEqualTo(Value.of(6));
                assertThat(Typed.value(table, column, "6", Value.of(1.5))).isEqualTo(Value.of(6));
                assertThat(Typed.value(table, column, "6", new Value.Text("5"))).isEqualTo(new Value.Text("6"));
                assertThat(Typed.value(table, column, "6", Value.NULL)).isEqualTo(Value.of(6));
                assertThat(Typed.value(table, column, "1.5", Value.NULL)).isEqualTo(Value.of(1.5));
                assertThat(Typed.value(table, column, "007", Value.NULL)).isEqualTo(new Value.Text("007"));
                assertThat(Typed.value(table, column, "x", Value.of(5))).isEqualTo(new Value.Text("x"));
            }
        }
    }
}
