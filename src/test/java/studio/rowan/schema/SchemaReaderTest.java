package studio.rowan.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.TestDb;
import studio.rowan.db.DbError;
import studio.rowan.schema.SchemaObject.Kind;

class SchemaReaderTest {
    @TempDir
    Path folder;

    @Test
    void groupsObjectsAndFoldsShadowTables() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE posts(id INTEGER PRIMARY KEY AUTOINCREMENT, title)",
                "CREATE VIRTUAL TABLE posts_fts USING fts5(title, content='posts', content_rowid='id')",
                "CREATE VIRTUAL TABLE box USING rtree(id, a, b)",
                "CREATE VIEW v AS SELECT * FROM posts",
                "CREATE INDEX i ON posts(title)",
                "CREATE TRIGGER g AFTER INSERT ON posts BEGIN SELECT 1; END")) {
            Schema schema = db.workspace().schema();
            assertThat(names(schema, Kind.TABLE)).containsExactly("posts");
            assertThat(names(schema, Kind.FULL_TEXT)).containsExactly("posts_fts");
            assertThat(names(schema, Kind.VIRTUAL)).containsExactly("box");
            assertThat(names(schema, Kind.VIEW)).containsExactly("v");
            assertThat(names(schema, Kind.INDEX)).containsExactly("i");
            assertThat(names(schema, Kind.TRIGGER)).containsExactly("g");
            assertThat(schema.shadowsOf("posts_fts"))
                    .extracting(SchemaObject::name)
                    .contains("posts_fts_data", "posts_fts_idx");
            assertThat(schema.shadowsOf("box")).hasSize(3);
            assertThat(names(schema, Kind.SYSTEM)).contains("sqlite_sequence", "sqlite_schema");
        }
    }

    private static List<String> names(Schema schema, Kind kind) {
        return schema.of(kind).stream().map(SchemaObject::name).toList();
    }

    @Test
    void knowsTheKeyOfEachTable() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE plain(a)",
                "CREATE TABLE shadowed(rowid, _rowid_ TEXT)",
                "CREATE TABLE all_shadowed(rowid, _rowid_, oid, k TEXT PRIMARY KEY NOT NULL)",
                "CREATE TABLE integer_key(rowid, _rowid_, oid INTEGER PRIMARY KEY)",
                "CREATE TABLE keyless(rowid, _rowid_, oid)",
                "CREATE TABLE keyed(b TEXT COLLATE NOCASE, a INT, PRIMARY KEY(b DESC, a)) WITHOUT ROWID",
                "CREATE VIEW v AS SELECT 1 AS x")) {
            assertThat(db.table("plain").key()).isEqualTo(new Table.Key.Rowid("rowid"));
            assertThat(db.table("shadowed").key()).isEqualTo(new Table.Key.Rowid("oid"));
            assertThat(db.table("all_shadowed").key())
                    .isEqualTo(new Table.Key.Primary(List.of(new Table.Key.Part("k", false, "BINARY"))));
            assertThat(db.table("integer_key").key()).isEqualTo(new Table.Key.Rowid("oid"));
            assertThat(db.table("keyless").key()).isEqualTo(new Table.Key.None());
            assertThat(db.table("keyed").key())
                    .isEqualTo(new Table.Key.Primary(List.of(
                            new Table.Key.Part("b", true, "NOCASE"), new Table.Key.Part("a", false, "BINARY"))));
            assertThat(db.table("v").key()).isEqualTo(new Table.Key.None());
        }
    }

    @Test
    void showsGeneratedColumnsForeignKeysAndUniqueness() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE p(a, b, PRIMARY KEY(a, b))",
                "CREATE TABLE c(x, y, e TEXT UNIQUE, g AS (x + 1), s AS (y) STORED, self REFERENCES c,"
                        + " FOREIGN KEY(x, y) REFERENCES p(a, b) ON DELETE CASCADE)")) {
            Table table = db.table("c");
            assertThat(table.columns()).extracting(Column::name).containsExactly("x", "y", "e", "g", "s", "self");
            assertThat(table.columns().get(3).hidden()).isEqualTo(Column.Hidden.GENERATED_VIRTUAL);
            assertThat(table.columns().get(4).hidden()).isEqualTo(Column.Hidden.GENERATED_STORED);
            assertThat(table.column("E").orElseThrow().unique()).isTrue();
            ForeignKey composite = table.foreignKeyOf("y").orElseThrow();
            assertThat(composite.columns()).containsExactly("x", "y");
            assertThat(composite.to()).containsExactly("a", "b");
            assertThat(composite.onDelete()).isEqualTo("CASCADE");
            assertThat(table.foreignKeyOf("self").orElseThrow().to()).isNull();
        }
    }

    /// A table's name hides the function that SQLite has by the same name.
    @Test
    void aTableMayHaveTheNameOfAFunctionOfSqlite() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE pragma_foreign_key_list(a)",
                "CREATE TABLE c(x REFERENCES pragma_foreign_key_list(a), y, z,"
                        + " FOREIGN KEY(y, z) REFERENCES c(x, y))")) {
            assertThat(db.table("pragma_foreign_key_list").columns()).hasSize(1);
            assertThat(db.table("c").foreignKeys())
                    .extracting(ForeignKey::columns)
                    .containsExactly(List.of("x"), List.of("y", "z"));
        }
    }

    @Test
    void aViewThatCannotBeReadSaysWhy() {
        try (TestDb db =
                TestDb.create(folder, "CREATE TABLE t(a)", "CREATE VIEW v AS SELECT a FROM t", "DROP TABLE t")) {
            assertThatThrownBy(() -> db.table("v"))
                    .isInstanceOf(DbError.Syntax.class)
                    .hasMessageContaining("no such table: main.t");
        }
    }
}
