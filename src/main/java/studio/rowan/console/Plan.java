package studio.rowan.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import studio.rowan.db.Row;
import studio.rowan.kit.Text;

/// How SQLite runs a statement ([eqp](https://www.sqlite.org/eqp.html)): its own steps, each also in plain words.
public record Plan(List<Step> steps) {
    public Plan {
        steps = List.copyOf(steps);
    }

    /// What a step costs, roughly.
    public enum Cost {
        /// Goes straight to the rows.
        LOOKUP,
        /// Reads everything, or sorts: grows with the table.
        GROWS,
        /// A frame around other steps.
        NEUTRAL
    }

    /// @param raw SQLite's words
    /// @param words what it means
    public record Step(String raw, String words, Cost cost, List<Step> steps) {
        public Step {
            steps = List.copyOf(steps);
        }
    }

    /// From the rows that `EXPLAIN QUERY PLAN` answers: id, parent, unused, detail.
    public static Plan of(List<Row> rows) {
        Map<Long, Draft> drafts = new LinkedHashMap<>();
        Draft root = new Draft("");
        for (Row row : rows) {
            Draft draft = new Draft(row.text(3));
            drafts.put(row.asLong(0), draft);
            Draft parent = drafts.get(row.asLong(1));
            (parent == null || parent == draft ? root : parent).children.add(draft);
        }
        return new Plan(root.steps());
    }

    /// The steps as text, indented, for copying.
    public String raw() {
        StringBuilder out = new StringBuilder();
        raw(steps, 0, out);
        return out.toString();
    }

    private static void raw(List<Step> steps, int depth, StringBuilder out) {
        for (Step step : steps) {
            out.append("  ".repeat(depth)).append(step.raw()).append('\n');
            raw(step.steps(), depth + 1, out);
        }
    }

    private static final class Draft {
        private final String raw;
        private final List<Draft> children = new ArrayList<>();

        Draft(String raw) {
            this.raw = raw;
        }

        List<Step> steps() {
            return children.stream().map(d -> Words.step(d.raw, d.steps())).toList();
        }
    }

    /// Reads SQLite's words for a step.
    private static final class Words {
        /// A form of step: its pattern, the text's key, what it costs.
        private record Form(Pattern pattern, String key, Cost cost) {
            static Form of(String pattern, String key, Cost cost) {
                return new Form(Pattern.compile(pattern), "console.plan." + key, cost);
            }
        }

        /// The first that fits is taken.
        private static final List<Form> FORMS = List.of(
                Form.of("SCAN (?:\\d+ )?CONSTANT ROWS?", "constant", Cost.LOOKUP),
                Form.of("SCAN (\\d+)-ROW VALUES CLAUSE", "values", Cost.LOOKUP),
                Form.of("S(?:CAN|EARCH) (.+?) VIRTUAL TABLE INDEX (.*)", "virtual", Cost.NEUTRAL),
                Form.of("SCAN (.+) USING COVERING INDEX (.+)", "scanCovering", Cost.GROWS),
                Form.of("SCAN (.+) USING INDEX (.+)", "scanIndex", Cost.GROWS),
                Form.of("SCAN (.+)", "scan", Cost.GROWS),
                Form.of("SEARCH (.+) USING INTEGER PRIMARY KEY \\((.+)\\)", "key", Cost.LOOKUP),
                Form.of("SEARCH (.+) USING PRIMARY KEY \\((.+)\\)", "key", Cost.LOOKUP),
                Form.of(
                        "SEARCH (.+) USING AUTOMATIC (?:PARTIAL )?(?:COVERING )?INDEX \\((.+)\\)",
                        "automatic",
                        Cost.GROWS),
                Form.of("SEARCH (.+) USING COVERING INDEX (.+) \\((.+)\\)", "covering", Cost.LOOKUP),
                Form.of("SEARCH (.+) USING INDEX (.+) \\((.+)\\)", "index", Cost.LOOKUP),
                Form.of("SEARCH (.+) USING (?:COVERING )?INDEX (.+)", "indexEnd", Cost.LOOKUP),
                Form.of("USE TEMP B-TREE FOR (.+)", "sort", Cost.GROWS),
                Form.of("(?:UNION|EXCEPT|INTERSECT) USING TEMP B-TREE", "setSort", Cost.GROWS),
                Form.of("CORRELATED SCALAR SUBQUERY (.+)", "correlated", Cost.GROWS),
                Form.of("CORRELATED LIST SUBQUERY (.+)", "correlated", Cost.GROWS),
                Form.of("SCALAR SUBQUERY (.+)", "scalar", Cost.NEUTRAL),
                Form.of("(?:REUSE )?LIST SUBQUERY (.+)", "list", Cost.NEUTRAL),
                Form.of("CO-ROUTINE (.+)", "coroutine", Cost.NEUTRAL),
                Form.of("MATERIALIZE (.+)", "materialize", Cost.NEUTRAL),
                Form.of("COMPOUND QUERY", "compound", Cost.NEUTRAL),
                Form.of("MERGE \\((.+)\\)", "merge", Cost.NEUTRAL),
                Form.of("LEFT-MOST SUBQUERY", "leftMost", Cost.NEUTRAL),
                Form.of("UNION ALL", "unionAll", Cost.NEUTRAL),
                Form.of("LEFT", "left", Cost.NEUTRAL),
                Form.of("RIGHT", "right", Cost.NEUTRAL),
                Form.of("RIGHT-JOIN (.+)", "rightJoin", Cost.NEUTRAL),
                Form.of("MULTI-INDEX OR", "or", Cost.NEUTRAL),
                Form.of("INDEX (\\d+)", "orPart", Cost.NEUTRAL),
                Form.of("SETUP", "setup", Cost.NEUTRAL),
                Form.of("RECURSIVE STEP", "recursive", Cost.NEUTRAL),
                Form.of("(?:CREATE )?BLOOM FILTER(?: ON (.+))?", "bloom", Cost.NEUTRAL));

        private static final String LEFT_JOIN = " LEFT-JOIN";

        static Step step(String raw, List<Step> steps) {
            String plain = raw.endsWith(LEFT_JOIN) ? raw.substring(0, raw.length() - LEFT_JOIN.length()) : raw;
            for (Form form : FORMS) {
                Matcher matcher = form.pattern().matcher(plain);
                if (matcher.matches()) {
                    return new Step(raw, Text.of(form.key(), groups(matcher)), form.cost(), steps);
                }
            }
            return new Step(raw, raw, Cost.NEUTRAL, steps);
        }

        private static Object[] groups(Matcher matcher) {
            Object[] groups = new Object[matcher.groupCount()];
            for (int i = 0; i < groups.length; i++) {
                String group = matcher.group(i + 1);
                groups[i] = group == null ? "" : group;
            }
            return groups;
        }
    }
}
