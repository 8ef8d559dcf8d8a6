package studio.rowan.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementsTest {
    @Test
    void boundariesAreSqlites() {
        for (SharedSql.Known known : SharedSql.known()) {
            assertThat(pieces(known.script()))
                    .isEqualTo(known.statements().stream()
                            .filter(s -> !s.equals(";"))
                            .toList());
        }
    }

    @Test
    void fuzzedTextNeitherHangsNorThrows() {
        for (String sql : SharedSql.fuzzed()) {
            Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
                for (SqlStatement statement : Statements.of(sql)) {
                    Statements.isDeleteOrUpdateWithoutWhere(statement.text(sql));
                }
            });
        }
    }

    @Test
    void triggersEndAfterTheirEnd() {
        String trigger = "create temp trigger t after insert on a when new.x > 1 begin\n"
                + "  select case when 1 then 2 end; delete from b; end;";
        assertThat(texts(trigger + " select 1")).containsExactly(trigger, "select 1");
        assertThat(texts("explain query plan " + trigger + "select 2;"))
                .containsExactly("explain query plan " + trigger, "select 2;");
        assertThat(texts("create trigger t; select 1")).containsExactly("create trigger t;", "select 1");
        assertThat(texts("create table trigger(begin); select 1;"))
                .containsExactly("create table trigger(begin);", "select 1;");
        assertThat(texts("begin; end; select 1")).containsExactly("begin;", "end;", "select 1");
        assertThat(texts("create trigger t after insert on a begin select 1; select 2"))
                .hasSize(1);
    }

    @Test
    void semicolonsInTextAndCommentsSeparateNothing() {
        assertThat(texts("select ';', \";\", [;], `;` -- ;\n /* ; */; ; /* ; */ -- ;"))
                .containsExactly("select ';', \";\", [;], `;` -- ;\n /* ; */;");
        assertThat(texts("")).isEmpty();
        assertThat(texts(" ;; -- nothing")).isEmpty();
    }

    @Test
    void theStatementAtTheCaret() {
        String script = "select 1; -- one\n\n-- leads two\nselect 2;\n\n\nselect 3";
        assertThat(at(script, 0)).isEqualTo("select 1;");
        assertThat(at(script, script.indexOf(';') + 1)).isEqualTo("select 1;");
        assertThat(at(script, script.indexOf("one"))).isEqualTo("select 1;");
        assertThat(at(script, script.indexOf("leads"))).isEqualTo("select 2;");
        assertThat(at(script, script.indexOf("select 3") - 1)).isEqualTo("select 3");
        assertThat(at(script, script.length())).isEqualTo("select 3");
        assertThat(at("select 1;\n\n", 11)).isEqualTo("select 1;");
        assertThat(Statements.at("", List.of(), 0)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '\0',
            value = {
                "select 1 => SELECT",
                "values(1) => SELECT",
                "/* x */ with recursive a(x) as (select 1) select * from a => SELECT",
                "with a as (delete) insert into b select 1 => WRITE",
                "with replace as (select 1) select 1 => SELECT",
                "with a as not materialized (select 1), b(c) as (values(1)) update t set x = 1 => WRITE",
                "replace into t values(1) => WRITE",
                "delete from t => WRITE",
                "create index i on t(x) => DDL",
                "drop table t => DDL",
                "alter table t rename to u => DDL",
                "pragma user_version => PRAGMA",
                "begin immediate => TRANSACTION",
                "end => TRANSACTION",
                "rollback to x => TRANSACTION",
                "attach 'x' as y => ATTACH",
                "detach y => ATTACH",
                "explain query plan select 1 => EXPLAIN",
                "vacuum => OTHER",
                "analyze => OTHER",
                "selec 1 => OTHER",
                "with => OTHER",
            })
    void kinds(String sql, SqlStatement.Kind kind) {
        assertThat(Statements.kind(sql)).isEqualTo(kind);
        assertThat(Statements.of(sql).getFirst().kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from t",
                "DELETE FROM t;",
                "update t set x = (select 1 from u where y)",
                "with a as (select 1 where 1) delete from t where_",
                "update or ignore t set x = 1 returning (select 2 where 1)",
                "delete from t limit 5",
                "/* where */ delete from t -- where",
                "update t set \"where\" = 'where'"
            })
    void withoutWhere(String sql) {
        assertThat(Statements.isDeleteOrUpdateWithoutWhere(sql)).isTrue();
        assertThat(Objects.requireNonNull(Statements.withoutWhere(sql)).quoted())
                .isEqualTo("\"t\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from t where 1",
                "update t set x = (select 1) where (y)",
                "with a as (select 1) delete from t where x in a",
                "select 1",
                "insert into t select 1",
                "explain delete from t",
                "create trigger g after insert on t begin delete from t; end",
                "replace into t values(1)",
                ""
            })
    void notWithoutWhere(String sql) {
        assertThat(Statements.isDeleteOrUpdateWithoutWhere(sql)).isFalse();
    }

    @Test
    void theTargetKeepsItsSchemaAndQuotes() {
        assertThat(Statements.withoutWhere("update main.[a b] set x = 1"))
                .isEqualTo(new Statements.Target("main", "a b"));
        assertThat(Objects.requireNonNull(Statements.withoutWhere("delete from \"a\"\"b\""))
                        .quoted())
                .isEqualTo("\"a\"\"b\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "select 1;", "create trigger t begin ;end;", "(", "-- a\n"})
    void aLongScriptTakesNoTime(String unit) {
        String script = unit.repeat(1_000_000 / unit.length());
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            Statements.of(script);
            Statements.isDeleteOrUpdateWithoutWhere(script);
        });
    }

    private static String at(String script, int caret) {
        return Objects.requireNonNull(Statements.at(script, Statements.of(script), caret))
                .text(script);
    }

    private static List<String> texts(String script) {
        return Statements.of(script).stream().map(s -> s.text(script)).toList();
    }

    /// The script cut behind each statement, as SQLite's shell would hand the pieces on: comments belong to what
    /// follows.
    private static List<String> pieces(String script) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (SqlStatement statement : Statements.of(script)) {
            pieces.add(script.substring(from, statement.end()).replaceFirst("^[;\\s]+", ""));
            from = statement.end();
        }
        return pieces;
    }
}
