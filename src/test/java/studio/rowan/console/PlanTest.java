package studio.rowan.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.TestDb;
import studio.rowan.db.Row;
import studio.rowan.db.Value;

class PlanTest {
    @Test
    void stepsFormATreeInPlainWords() {
        Plan plan = Plan.of(List.of(
                step(3, 0, "SCAN p USING COVERING INDEX i b"),
                step(9, 0, "CORRELATED SCALAR SUBQUERY 1"),
                step(12, 9, "SEARCH u USING INTEGER PRIMARY KEY (rowid=?) LEFT-JOIN"),
                step(20, 0, "USE TEMP B-TREE FOR ORDER BY"),
                step(30, 0, "SOMETHING NEW")));
        assertThat(plan.steps())
                .extracting(Plan.Step::words)
                .containsExactly(
                        "Reads all of index i b, which holds everything needed of p",
                        "For each row again, subquery 1:",
                        "Sorts in temporary storage for ORDER BY: no index gives this order",
                        "SOMETHING NEW");
        assertThat(plan.steps().get(1).steps()).singleElement().satisfies(s -> {
            assertThat(s.words()).isEqualTo("Goes straight to the rows of u by its key (rowid=?)");
            assertThat(s.cost()).isEqualTo(Plan.Cost.LOOKUP);
        });
        assertThat(plan.raw()).contains("CORRELATED SCALAR SUBQUERY 1\n  SEARCH u");
    }

    /// Every step of these has words of its own: none is shown raw.
    @Test
    void sqlitesStepsAreKnown(@TempDir Path folder) {
        try (TestDb db = TestDb.create(
                        folder,
                        "CREATE TABLE t(a, b, c)",
                        "CREATE INDEX i ON t(a)",
                        "CREATE VIRTUAL TABLE f USING fts5(x)");
                Console console = new Console(db.db(), "SQL")) {
            List<String> raw = new ArrayList<>();
            for (String sql : List.of(
                    "select * from t x left join t y on x.a = y.a where x.b in (select 1 union select 2) order by x.b",
                    "with recursive c(x) as (select 1 union all select x+1 from c limit 3) select * from c, t where b = x",
                    "select (select max(a) from t u where u.b = t.b), * from t where a = 1 group by b",
                    "select * from t where a > 1 and a < 5 or a = 9",
                    "values(1),(2)",
                    "select a from t union select b from t union all select c from t",
                    "select distinct b from t full join (select 1 x) on x = a",
                    "select * from f where f match 'x'",
                    "select * from t x join t y on x.b = y.b and x.c = y.c",
                    "select * from t where a in (select b from t) and exists (select 1 from t)",
                    "delete from t limit 2")) {
                collectRaw(console.plan(sql).await().steps(), raw);
            }
            assertThat(raw).isEmpty();
        }
    }

    private static void collectRaw(List<Plan.Step> steps, List<String> raw) {
        for (Plan.Step step : steps) {
            if (step.words().equals(step.raw())) {
                raw.add(step.raw());
            }
            collectRaw(step.steps(), raw);
        }
    }

    private static Row step(long id, long parent, String detail) {
        return new Row(new Value[] {Value.of(id), Value.of(parent), Value.of(0), Value.of(detail)});
    }
}
