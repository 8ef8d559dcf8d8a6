package studio.rowan.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import studio.rowan.db.Job;
import studio.rowan.db.Memory;
import studio.rowan.db.Sql;
import studio.rowan.db.Statements;

/// What counts as a difference, and how it is said.
class SchemaDiffTest {
    private static List<String> said(String before, String after) {
        return SchemaDiff.between(outline(before), outline(after)).stream()
                .map(DiffWords::of)
                .toList();
    }

    private static Outline outline(String script) {
        return Job.here(
                "test",
                job -> Memory.with(job, access -> {
                    Statements.of(script).forEach(statement -> access.execute(Sql.of(statement.text(script))));
                    return Outline.of(access);
                }));
    }

    @Test
    void spaceCommentsCaseAndQuotesAreNoDifference() {
        assertThat(said(
                        "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT DEFAULT 'A b'); CREATE INDEX i ON t (name);",
                        """
                        create table [t] (
                          "ID" integer primary key, -- key
                          `name` text default 'A b' /* x */ );
                        CREATE INDEX `i` on T(NAME)"""))
                .isEmpty();
    }

    @Test
    void whatATableIsMadeOfIsSaidPartByPart() {
        String before = "CREATE TABLE t (a TEXT COLLATE NOCASE, b INT, CHECK (b > 0))";
        assertThat(said(before, "CREATE TABLE t (a TEXT, b INT, CHECK (b > 0))"))
                .containsExactly("t: was a TEXT COLLATE NOCASE, is a TEXT");
        assertThat(said(before, "CREATE TABLE t (a TEXT COLLATE NOCASE, b INT)"))
                .containsExactly("t: has CHECK (b > 0) no more");
        assertThat(said(before, before + " STRICT")).containsExactly("t: has STRICT now");
        assertThat(said(before, "CREATE TABLE t (a TEXT COLLATE NOCASE, b INT DEFAULT 3, CHECK (b > 0))"))
                .containsExactly("t: column b was INT, is INT DEFAULT 3");
        assertThat(said(before, "CREATE TABLE t (b INT, a TEXT COLLATE NOCASE, CHECK (b > 0))"))
                .containsExactly("table t is defined otherwise");
    }

    @Test
    void aDefaultInOtherLettersIsADifference() {
        assertThat(said("CREATE TABLE t (a DEFAULT 'x')", "CREATE TABLE t (a DEFAULT 'X')"))
                .hasSize(1);
    }

    /// SQLite takes them for texts where no column has that name, and always behind DEFAULT.
    @Test
    void doubleQuotedTextsAreComparedAsTheyAreSpelt() {
        for (String sql : List.of(
                "CREATE TABLE t (a TEXT, active TEXT DEFAULT \"?ctive\");",
                "CREATE TABLE t (a TEXT DEFAULT ?ctive);",
                "CREATE TABLE t (a TEXT CHECK (a <> \"?ctive\"));",
                "CREATE TABLE t (a TEXT); CREATE INDEX i ON t (a) WHERE a = \"?ctive\";",
                "CREATE TABLE t (a TEXT); CREATE VIEW v AS SELECT a FROM t WHERE a = \"?ctive\";",
                "CREATE TABLE t (a TEXT); CREATE TABLE u (active);"
                        + " CREATE VIEW v AS SELECT a FROM t WHERE a = \"?ctive\";")) {
            assertThat(said(sql.replace('?', 'A'), sql.replace('?', 'a')))
                    .as(sql)
                    .hasSize(1);
        }
    }

    @Test
    void namesInDoubleQuotesAreComparedWithoutTheirCase() {
        String plain = "CREATE TABLE p (id PRIMARY KEY, x); CREATE TABLE t (a TEXT DEFAULT 'it', f REFERENCES p (id),"
                + " CONSTRAINT c CHECK (a <> 1), FOREIGN KEY (a) REFERENCES p (id) ON DELETE SET DEFAULT ON UPDATE CASCADE);"
                + " CREATE INDEX i ON t (a COLLATE nocase) WHERE a > 1;"
                + " CREATE VIEW v AS SELECT a AS total, count(f) FROM t GROUP BY total ORDER BY total;"
                + " CREATE VIEW w AS SELECT total FROM v WHERE total > 1;"
                + " CREATE TRIGGER g AFTER INSERT ON t BEGIN UPDATE p SET x = new.a WHERE id = new.f; END;"
                + " CREATE VIRTUAL TABLE s USING fts5(title, content='p');"
                + " CREATE VIEW y AS SELECT title FROM s WHERE title > 1;";
        String quoted = plain.replaceAll("\\b(id|x|p|t|a|f|c|i|v|w|g|s|y|total|title|nocase|count)\\b", "\"$1\"")
                .replace("'\"p\"'", "'p'")
                .replace("DEFAULT 'it'", "DEFAULT \"it\"");
        assertThat(quoted).contains("CHECK (\"a\" <> 1)");
        assertThat(said(plain, quoted)).isEmpty();
        assertThat(said(
                        plain,
                        quoted.replaceAll("\"(id|total|title|nocase|a)\"", "\"@$1@\"")
                                .replace("@id@", "ID")
                                .replace("@total@", "Total")
                                .replace("@title@", "Title")
                                .replace("@nocase@", "NoCase")
                                .replace("@a@", "A")))
                .isEmpty();
    }
}
