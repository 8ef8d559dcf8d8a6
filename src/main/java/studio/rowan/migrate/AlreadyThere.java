package studio.rowan.migrate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import studio.rowan.db.Db;
import studio.rowan.db.Job;
import studio.rowan.db.SqlStatement;
import studio.rowan.diff.Change;
import studio.rowan.diff.DiffWords;
import studio.rowan.diff.Outline;
import studio.rowan.diff.SchemaDiff;
import studio.rowan.schema.SchemaObject;

/// The next pending migrations whose work on the structure the file has done already, such as one that writes down
/// what was done by hand. Running them here would fail; they are to be entered as run.
/// @param entries in the order in which they would run
public record AlreadyThere(List<Entry> entries) {
    static final AlreadyThere NONE = new AlreadyThere(List.of());

    /// One of them.
    /// @param rows lines of its script that write rows or marks of the file, which no structure tells of
    public record Entry(Migration migration, List<Integer> rows) {
        public Entry {
            rows = List.copyOf(rows);
        }
    }

    public AlreadyThere {
        entries = List.copyOf(entries);
    }

    /// Compares on a thread of its own.
    public static Job<AlreadyThere> start(Db db, String title, Scripts scripts) {
        return db.aside(title, job -> find(job, db, scripts));
    }

    /// Blocks; only reads.
    /// @throws studio.rowan.db.DbError where the database cannot be read
    static AlreadyThere find(Job<?> job, Db db, Scripts scripts) {
        History history = History.read(job, db, scripts);
        AppliedScripts applied = AppliedScripts.of(history);
        if (!(Replay.of(job, applied.scripts()) instanceof Replay.Done(Outline before))) {
            return NONE;
        }
        return of(job, history, applied, before, job.follow(db.read("structure", Outline::of)));
    }

    /// @param before what the applied scripts come to
    /// @param file what the file is
    static AlreadyThere of(Job<?> job, History history, AppliedScripts applied, Outline before, Outline file) {
        if (history.situation() != History.Situation.PENDING
                || !history.scripts().isFlyway()) {
            return NONE;
        }
        Predicate<SchemaObject> counts = object -> !history.scripts().isHistory(object.table());
        Outline live = file.only(counts);
        Outline last = before.only(counts);
        List<Script> ran = new ArrayList<>(applied.scripts());
        List<Entry> entries = new ArrayList<>();
        for (Migration migration : history.pending()) {
            Optional<Script> script = history.scripts().find(migration.script());
            if (script.isEmpty() || words(last, live).isEmpty()) {
                break;
            }
            ran.add(script.get());
            if (!(Replay.of(job, ran) instanceof Replay.Done(Outline with))) {
                break;
            }
            Outline next = with.only(counts);
            if (!lies(last, next, live)) {
                break;
            }
            entries.add(new Entry(migration, rows(script.get().text(), live)));
            last = next;
        }
        return new AlreadyThere(entries);
    }

    /// Whether all that a script changes is among what the file has otherwise, and is so no more after it.
    private static boolean lies(Outline before, Outline after, Outline file) {
        Set<String> made = words(before, after);
        Set<String> left = words(after, file);
        Set<String> both = new HashSet<>(made);
        both.addAll(left);
        return !made.isEmpty() && Collections.disjoint(made, left) && both.equals(words(before, file));
    }

    private static Set<String> words(Outline from, Outline to) {
        return SchemaDiff.between(from, to).stream().map(AlreadyThere::words).collect(Collectors.toSet());
    }

    private static String words(Change change) {
        return change.getClass().getSimpleName() + " " + DiffWords.of(change);
    }

    /// What fills a table that is made anew and takes the old one's name is no work on rows of its own.
    private static List<Integer> rows(String text, Outline file) {
        Set<String> tables = file.schema().objects().stream()
                .map(object -> object.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        List<Integer> lines = new ArrayList<>();
        Lines of = Lines.of(text);
        for (SqlStatement statement : ScriptFacts.of(text).statements()) {
            String own = statement.text(text);
            Set<String> filled = ScriptFacts.of(own).filled();
            boolean marks = statement.kind() == SqlStatement.Kind.PRAGMA
                    && own.toLowerCase(Locale.ROOT).matches("(?s).*\\b(user_version|application_id)\\b.*[=(].*");
            boolean writes = statement.kind() == SqlStatement.Kind.WRITE
                    && (filled.isEmpty() || filled.stream().anyMatch(tables::contains));
            if (marks || writes) {
                lines.add(of.at(statement.code()));
            }
        }
        return lines;
    }

    public boolean isNone() {
        return entries.isEmpty();
    }

    public List<Migration> migrations() {
        return entries.stream().map(Entry::migration).toList();
    }
}
