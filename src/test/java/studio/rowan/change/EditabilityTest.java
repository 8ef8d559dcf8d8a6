package studio.rowan.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.TestDb;
import studio.rowan.change.Editability.Reason;

class EditabilityTest {
    @TempDir
    Path folder;

    private static Editability of(TestDb db, String table) {
        return Editability.of(db.table(table), db.workspace().schema(), db.db().isWritable());
    }

    @Test
    void eachKindOfTableSaysWhy() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT, a, b AS (a + 1), c AS (a) STORED)",
                "CREATE TABLE w(k TEXT PRIMARY KEY, v) WITHOUT ROWID",
                "CREATE TABLE shadowed(rowid, _rowid_, oid)",
                "CREATE VIEW closed AS SELECT a FROM t",
                "CREATE VIEW half AS SELECT id, a FROM t",
                "CREATE TRIGGER hi INSTEAD OF INSERT ON half BEGIN INSERT INTO t(a) VALUES (new.a); END",
                "CREATE TRIGGER hu INSTEAD OF UPDATE OF a ON half BEGIN UPDATE t SET a = new.a WHERE id = old.id; END",
                "CREATE VIRTUAL TABLE f USING fts5(title)",
                "CREATE VIRTUAL TABLE fc USING fts5(title, content='')",
                "CREATE VIRTUAL TABLE fe USING fts5(a, content = 't', content_rowid = 'id')",
                "CREATE VIRTUAL TABLE r USING rtree(id, x0, x1)")) {
            Editability t = of(db, "t");
            assertThat(t.cell("a")).isNull();
            assertThat(t.cell("b")).isEqualTo(Reason.GENERATED_COLUMN);
            assertThat(t.newCell("c")).isEqualTo(Reason.GENERATED_COLUMN);
            assertThat(t.insert()).isNull();
            assertThat(of(db, "w").delete()).isNull();
            assertThat(of(db, "shadowed").update()).isEqualTo(Reason.NO_KEY);
            assertThat(of(db, "shadowed").insert()).isNull();
            assertThat(of(db, "closed").insert()).isEqualTo(Reason.VIEW);
            Editability half = of(db, "half");
            assertThat(half.insert()).isNull();
            assertThat(half.delete()).isEqualTo(Reason.VIEW);
            assertThat(half.cell("a")).isNull();
            assertThat(half.cell("id")).isEqualTo(Reason.VIEW);
            assertThat(half.newCell("id")).isNull();
            assertThat(of(db, "f").update()).isNull();
            assertThat(of(db, "f").cell("rank")).isEqualTo(Reason.HIDDEN_COLUMN);
            assertThat(of(db, "fc").insert()).isEqualTo(Reason.INDEX_ONLY);
            assertThat(of(db, "fe").update()).isEqualTo(Reason.INDEX_ONLY);
            assertThat(of(db, "f_data").update()).isEqualTo(Reason.SHADOW_TABLE);
            assertThat(of(db, "r").update()).isEqualTo(Reason.VIRTUAL_TABLE);
            assertThat(of(db, "sqlite_sequence").delete()).isEqualTo(Reason.SYSTEM_TABLE);
        }
        try (TestDb db = TestDb.openReadOnly(folder.resolve("test.db"))) {
            assertThat(of(db, "t").cell("a")).isEqualTo(Reason.READ_ONLY_FILE);
        }
    }

    @Test
    void everyReasonHasASentence() {
        for (Reason reason : Reason.values()) {
            assertThat(reason.text()).endsWith(".");
        }
    }
}
