package studio.rowan.diff;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.db.Memory;
import studio.rowan.db.Sql;
import studio.rowan.kit.Text;
import studio.rowan.schema.SchemaObject;

/// A script that turns one structure into another and keeps the rows: by ALTER TABLE where SQLite allows it soundly,
/// else by making the table anew. Before it is handed out it was run on a private copy of the structure, and what it
/// left was compared. What SQLite refuses there is not in it, and a note says so.
/// @param keysOff foreign keys must be off while it runs, and what it leaves be checked
/// @param remains what it could not make alike
public record SchemaScript(List<Step> steps, boolean keysOff, List<ScriptNote> notes, List<Change> remains) {
    /// What a step does.
    public enum Kind {
        RENAME_TABLE,
        RENAME_COLUMN,
        DROP_TRIGGER,
        DROP_VIEW,
        DROP_INDEX,
        DROP_TABLE,
        ADD_COLUMN,
        DROP_COLUMN,
        /// A table is made anew.
        REBUILD,
        /// A virtual table is made anew.
        REMAKE,
        CREATE_TABLE,
        CREATE_INDEX,
        CREATE_VIEW,
        /// A full-text index takes up the text of another table or view again.
        REFILL,
        CREATE_TRIGGER
    }

    /// One step, of one or more statements.
    /// @param table the table or view that it concerns
    /// @param name of the object or column that it makes, changes or takes away
    public record Step(Kind kind, String table, String name, List<String> statements) {
        public Step {
            statements = List.copyOf(statements);
        }
    }

    private static final Comparator<SchemaObject> CREATION = Comparator.comparingInt(object -> switch (object.kind()) {
        case TABLE -> 0;
        case FULL_TEXT, VIRTUAL -> 1;
        case INDEX -> 2;
        case VIEW -> 3;
        case TRIGGER -> 4;
        case SHADOW, SYSTEM -> 5;
    });

    public SchemaScript {
        steps = List.copyOf(steps);
        notes = List.copyOf(notes);
        remains = List.copyOf(remains);
    }

    /// Blocks; uses no file.
    /// @param job whose cancel ends it
    public static SchemaScript between(Job<?> job, Outline from, Outline to) {
        return new Search(job, from, to).script();
    }

    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /// The statements in their order, without the pragmas around them.
    public List<Sql> statements() {
        return steps.stream()
                .flatMap(step -> step.statements().stream())
                .map(Sql::of)
                .toList();
    }

    /// As a script to be read, kept and run as a migration.
    public String text() {
        StringBuilder out = new StringBuilder();
        if (keysOff) {
            out.append("-- ").append(Text.of("diff.step.keysOff")).append("\nPRAGMA foreign_keys = OFF;\n\n");
        }
        for (Step step : steps) {
            String key = "diff.step." + step.kind().name().toLowerCase(Locale.ROOT);
            if (Text.has(key)) {
                out.append("-- ")
                        .append(Text.of(key, step.table(), step.name()))
                        .append('\n');
            }
            for (String statement : step.statements()) {
                out.append(ended(statement)).append('\n');
            }
            out.append('\n');
        }
        if (keysOff) {
            out.append("PRAGMA foreign_key_check;\nPRAGMA foreign_keys = ON;\n");
        }
        return out.toString().strip() + "\n";
    }

    /// A comment at the end would swallow the semicolon.
    private static String ended(String statement) {
        String text = statement.strip();
        return text.endsWith(";")
                ? text
                : text.lines().reduce((_, last) -> last).orElse("").contains("--") ? text + "\n;" : text + ";";
    }

    /// @param words SQLite's
    private record Failure(Step step, String words) {
        ScriptNote note() {
            return new ScriptNote(ScriptNote.Kind.REFUSED, step.name(), words);
        }
    }

    /// Looks for the gentlest script that SQLite runs: it knows best what it can alter.
    private static final class Search {
        private final Job<?> job;
        private final Outline from;
        private final Outline to;
        private final Set<String> forced = new HashSet<>();
        /// What SQLite cannot make, by name in lower case.
        private final Map<String, ScriptNote> refused = new LinkedHashMap<>();

        private boolean renames = true;
        private boolean all;

        Search(Job<?> job, Outline from, Outline to) {
            this.job = job;
            this.from = from;
            this.to = to;
        }

        SchemaScript script() {
            Optional<SchemaScript> found = Optional.empty();
            while (found.isEmpty()) {
                job.checkCancelled();
                found = Memory.with(job, this::attempt);
            }
            return found.get();
        }

        /// @return empty where another way is to be tried
        private Optional<SchemaScript> attempt(Access access) {
            access.execute(Sql.of("PRAGMA foreign_keys = OFF"));
            Set<String> unknown = make(access);
            Outline reach = to.only(object -> !unknown.contains(SqlWords.lower(object.name()))
                    && !refused.containsKey(SqlWords.lower(object.name())));
            Renames renamed =
                    Renames.between(from.only(object -> !unknown.contains(SqlWords.lower(object.name()))), reach);
            List<Step> steps = new ArrayList<>(renames ? renamed.steps() : List.of());
            List<ScriptNote> notes = new ArrayList<>(renames ? renamed.notes() : List.of());
            if (run(access, steps) != null) {
                renames = false;
                return Optional.empty();
            }
            ScriptPlan plan = new ScriptPlan(Outline.of(access), reach, forced, all);
            Failure failed = run(access, plan.steps());
            if (failed != null) {
                return gaveWay(failed.step().kind(), failed.step().table()) || leftOut(failed)
                        ? Optional.empty()
                        : Optional.of(new SchemaScript(
                                List.of(), false, List.of(failed.note()), SchemaDiff.between(from, to)));
            }
            List<Change> remains = SchemaDiff.between(Outline.of(access), to);
            if (plan.steps().stream()
                    .filter(step ->
                            remains.stream().anyMatch(change -> change.table().equalsIgnoreCase(step.table())))
                    .anyMatch(step -> gaveWay(step.kind(), step.table()))) {
                return Optional.empty();
            }
            steps.addAll(plan.steps());
            notes.addAll(plan.notes());
            notes.addAll(refused.values());
            return Optional.of(new SchemaScript(steps, plan.needsKeysOff(), notes, remains));
        }

        /// Whether there is a less gentle way that was not tried yet.
        private boolean gaveWay(Kind kind, String table) {
            boolean alters = kind == Kind.ADD_COLUMN || kind == Kind.DROP_COLUMN;
            if (alters && forced.add(SqlWords.lower(table))) {
                return true;
            }
            boolean first = !all;
            all = true;
            return first;
        }

        /// Whether the rest can do without it: nothing that is there already is concerned.
        private boolean leftOut(Failure failed) {
            boolean makes = switch (failed.step().kind()) {
                case CREATE_TABLE, CREATE_INDEX, CREATE_VIEW, CREATE_TRIGGER, REFILL -> true;
                case RENAME_TABLE,
                        RENAME_COLUMN,
                        DROP_TRIGGER,
                        DROP_VIEW,
                        DROP_INDEX,
                        DROP_TABLE,
                        ADD_COLUMN,
                        DROP_COLUMN,
                        REBUILD,
                        REMAKE -> false;
            };
            String name = failed.step().name();
            boolean leaves =
                    makes && from.object(name).isEmpty() && refused.put(SqlWords.lower(name), failed.note()) == null;
            // The rest may go a gentle way.
            all &= !leaves;
            return leaves;
        }

        /// @return names of what SQLite cannot make here, such as by a function or module that is missing
        private Set<String> make(Access access) {
            Set<String> unknown = new HashSet<>();
            for (SchemaObject object :
                    from.schema().objects().stream().sorted(CREATION).toList()) {
                boolean own = object.kind() == SchemaObject.Kind.SHADOW || object.kind() == SchemaObject.Kind.SYSTEM;
                String sql = object.sql();
                if (sql != null && !own && run(access, sql) != null) {
                    unknown.add(SqlWords.lower(object.name()));
                }
            }
            return unknown;
        }

        private static @Nullable Failure run(Access access, List<Step> steps) {
            for (Step step : steps) {
                for (String statement : step.statements()) {
                    DbError error = run(access, statement);
                    if (error != null) {
                        return new Failure(step, error.words());
                    }
                }
            }
            return null;
        }

        private static @Nullable DbError run(Access access, String statement) {
            try {
                access.execute(Sql.of(statement));
                return null;
            } catch (DbError.Cancelled e) {
                throw e;
            } catch (DbError e) {
                return e;
            }
        }
    }
}
