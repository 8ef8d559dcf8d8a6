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
}
