package studio.rowan.change;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Sql;
import studio.rowan.kit.Text;
import studio.rowan.schema.Schema;

/// What a commit runs, in its order. What a step displays is what runs.
/// @param clashes edits whose rows are no longer as they were seen; a commit would refuse
public record Plan(Changes changes, List<Step> steps, List<Clash> clashes) {
    /// @param doomedBy earlier deletions of this plan whose cascade may take the row: then the step counts as done
    public record Step(Sql sql, Edit edit, Meaning meaning, Set<Edit> doomedBy) {
        public Step {
            doomedBy = Set.copyOf(doomedBy);
        }

        /// What the step is for, in words.
        public String text() {
            return Text.of("change.plan." + meaning.name().toLowerCase(Locale.ROOT), edit.table());
        }
    }

    public enum Meaning {
        INSERT,
        UPDATE,
        DELETE,
        /// Of a row that gives way to an intermediate value, so that values can be swapped.
        STEP_ASIDE,
        /// Of that row to its final values.
        SETTLE
    }

    public Plan {
        steps = List.copyOf(steps);
        clashes = List.copyOf(clashes);
    }

    /// Plans against what the file holds now; for a review, on a reader lane.
    /// @throws DbError where an edit's table, column or key is no longer there
    public static Plan of(Access access, Schema schema, Changes changes) {
        try {
            return new Planner(access, schema, changes).plan();
        } catch (EditError e) {
            throw e.error();
        }
    }

    /// All statements as they run, to be copied.
    public String script() {
        StringBuilder script = new StringBuilder("BEGIN IMMEDIATE;\nPRAGMA defer_foreign_keys = ON;\n");
        steps.forEach(step -> script.append(step.sql().display()).append(";\n"));
        return script.append("COMMIT;\n").toString();
    }
}
