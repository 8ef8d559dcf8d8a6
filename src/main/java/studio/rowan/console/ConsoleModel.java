package studio.rowan.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.db.SqlStatement;
import studio.rowan.db.Statements;
import studio.rowan.db.Value;
import studio.rowan.kit.Dialogs;
import studio.rowan.kit.Format;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;

/// A console's state: runs statements one after the other, asks before what cannot be meant, and remembers.
final class ConsoleModel {
    /// So many results of one run are kept; together they weigh at most so much.
    static final int MOST_RESULTS = 25;

    private static final long MOST_BYTES = 128L << 20;

    private final Console console;
    private final Jobs jobs;
    private final Dialogs dialogs;
    private final HistoryModel history;
    private final String database;
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper transaction = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<@Nullable Plan> plan = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Outcome> trouble = new ReadOnlyObjectWrapper<>();
    private final ObservableList<Outcome> outcomes = FXCollections.observableArrayList();
    /// Kept, since the view of a list listens to it weakly.
    private final ObservableList<Outcome> outcomesToSee = FXCollections.unmodifiableObservableList(outcomes);
    private final Map<String, String> lastValues = new HashMap<>();
    private @Nullable Run run;
    private @Nullable Job<?> job;

    /// @param database the file's name, as the history shows it
    ConsoleModel(Console console, Jobs jobs, Dialogs dialogs, HistoryModel history, String database) {
        this.console = console;
        this.jobs = jobs;
        this.dialogs = dialogs;
        this.history = history;
        this.database = database;
    }

    /// One press of a button: the statements it runs and how far it is.
    private static final class Run {
        private final String script;
        private final List<SqlStatement> statements;
        private final long began = System.nanoTime();
        private int next;
        private boolean agreed;
        private boolean stopped;

        Run(String script, List<SqlStatement> statements) {
            this.script = script;
            this.statements = statements;
        }
    }

    ReadOnlyBooleanProperty running() {
        return running.getReadOnlyProperty();
    }

    /// A transaction that the user began is open.
    ReadOnlyBooleanProperty transaction() {
        return transaction.getReadOnlyProperty();
    }

    /// What the run did, in a few words.
    ReadOnlyStringProperty summary() {
        return summary.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Plan> plan() {
        return plan.getReadOnlyProperty();
    }

    /// The statement that ended the run, null where none did.
    ReadOnlyObjectProperty<@Nullable Outcome> trouble() {
        return trouble.getReadOnlyProperty();
    }

    /// What became of each statement of the run, in order.
    ObservableList<Outcome> outcomes() {
        return outcomesToSee;
    }

    HistoryModel history() {
        return history;
    }

    /// Runs the statements of the script in order, up to the first that fails.
    void run(String script, List<SqlStatement> statements) {
        if (running.get()) {
            return;
        }
        begin();
        if (statements.isEmpty()) {
            summary.set(Text.of("console.nothing"));
            return;
        }
        run = new Run(script, List.copyOf(statements));
        running.set(true);
        step();
    }

    /// Asks how SQLite would run the statement.
    void explain(String script, SqlStatement statement) {
        if (running.get()) {
            return;
        }
        begin();
        plan.set(null);
        String text = statement.text(script);
        Run asked = new Run(script, List.of(statement));
        run = asked;
        running.set(true);
        job = jobs.run(
                console.plan(text),
                answer -> {
                    plan.set(answer);
                    finish(asked);
                },
                error -> fail(asked, error));
    }

    private void begin() {
        outcomes.clear();
        trouble.set(null);
        summary.set("");
    }

    /// Ends what is running: the statement under way, and those after it.
    void cancel() {
        Run current = run;
        Job<?> running = job;
        if (current != null) {
            current.stopped = true;
        }
        if (running != null) {
            running.cancel();
        }
    }

    void commit() {
        endTransaction(console.commit());
    }

    void rollback() {
        endTransaction(console.rollback());
    }

    private void endTransaction(Job<Boolean> ending) {
        jobs.run(ending, _ -> transaction.set(console.holdsTransaction()), error -> {
            transaction.set(console.holdsTransaction());
            summary.set(Text.error(error).sentence());
        });
    }

    private void step() {
        Run current = Objects.requireNonNull(run);
        if (current.stopped || current.next == current.statements.size()) {
            finish(current);
            return;
        }
        if (current.statements.size() > 1) {
            summary.set(Text.of("console.running.of", current.next + 1, current.statements.size()));
        } else {
            summary.set(Text.of("console.running"));
        }
        String text = current.statements.get(current.next).text(current.script);
        Statements.Target target = current.agreed ? null : Statements.withoutWhere(text);
        if (target == null) {
            send(current);
            return;
        }
        job = jobs.run(
                console.touched(target),
                rows -> {
                    current.agreed = !current.stopped && agree(target, rows, text);
                    current.stopped |= !current.agreed;
                    step();
                },
                error -> {
                    // SQLite will say of the statement itself what is wrong, such as a table that is not there.
                    current.agreed = true;
                    current.stopped |= error instanceof DbError.Cancelled;
                    step();
                });
    }

    private boolean agree(Statements.Target target, long rows, String text) {
        if (rows == 0) {
            return true;
        }
        String sentence = rows > Console.COUNTED
                ? Text.of("console.noWhere.many", Console.COUNTED, target.table())
                : Text.count("console.noWhere", rows, target.table());
        return dialogs.confirm(
                Dialogs.Question.of(Text.of("console.noWhere.title"), sentence, Text.of("console.noWhere.yes"))
                        .detail(text)
                        .dangerous());
    }

    private void send(Run current) {
        List<Console.Request> requests = requests(current);
        if (requests.isEmpty()) {
            finish(current);
            return;
        }
        current.agreed = false;
        job = jobs.run(console.run(requests, limits()), answered -> took(current, answered), error -> {
            if (current.next < current.statements.size()) {
                SqlStatement statement = current.statements.get(current.next);
                took(
                        current,
                        List.of(new Outcome(
                                statement,
                                statement.text(current.script),
                                new Outcome.Failed(error, false),
                                Duration.ZERO)));
            }
        });
        job.whenDone(_ -> {}, thrown -> {
            if (!(thrown instanceof DbError)) {
                // The error window tells it; the console can be used again.
                jobs.ui(() -> endBroken(current));
            }
        });
    }

    private void endBroken(Run broken) {
        if (run == broken) {
            finish(broken);
        }
    }

    /// From the next statement on up to one that has to be asked about first; empty where the user gave no values.
    private List<Console.Request> requests(Run current) {
        List<Console.Request> requests = new ArrayList<>();
        for (SqlStatement statement : current.statements.subList(current.next, current.statements.size())) {
            String text = statement.text(current.script);
            List<String> parameters = Parameters.of(text);
            if (!requests.isEmpty() && (!parameters.isEmpty() || Statements.isDeleteOrUpdateWithoutWhere(text))) {
                break;
            }
            List<Value> values = values(parameters, text);
            if (values == null) {
                break;
            }
            requests.add(new Console.Request(statement, text, values));
        }
        return requests;
    }

    private @Nullable List<Value> values(List<String> parameters, String text) {
        List<Value> values = new ArrayList<>();
        for (String name : parameters) {
            if (name.isEmpty()) {
                values.add(Value.NULL);
                continue;
            }
            String line = text.strip().lines().findFirst().orElse("");
            String written = dialogs.ask(
                    Text.of("console.parameter.title"),
                    Text.of("console.parameter.label", name, line),
                    lastValues.getOrDefault(name, ""));
            if (written == null) {
                return null;
            }
            lastValues.put(name, written);
            values.add(Parameters.value(written));
        }
        return values;
    }

    /// What is left to this run of the memory for results.
    private Console.Limits limits() {
        long bytes = 0;
        int results = 0;
        for (Outcome outcome : outcomes) {
            if (outcome.result() instanceof Outcome.Rows rows) {
                bytes += rows.bytes();
                results++;
            }
        }
        Console.Limits most = Console.Limits.DEFAULT;
        return results >= MOST_RESULTS || bytes >= MOST_BYTES
                ? new Console.Limits(0, 0)
                : new Console.Limits(most.rows(), Math.min(most.bytes(), MOST_BYTES - bytes));
    }

    private void took(Run current, List<Outcome> answered) {
        if (answered.getLast().result() instanceof Outcome.Lengthy && letsLock(current, answered.getLast())) {
            console.lockForLong();
            step();
            return;
        }
        outcomes.addAll(answered);
        current.next += answered.size();
        transaction.set(console.holdsTransaction());
        history.add(answered, database);
        Outcome last = answered.getLast();
        if (last.isSuccess()) {
            step();
        } else {
            finish(current);
            trouble.set(last);
        }
    }

    /// A long read of a file that is not in WAL mode lets nobody write (F18).
    private boolean letsLock(Run current, Outcome lengthy) {
        return !current.stopped
                && dialogs.confirm(Dialogs.Question.of(
                                Text.of("console.lengthy.title"),
                                Text.of("console.lengthy", database),
                                Text.of("console.lengthy.yes"))
                        .detail(lengthy.text()));
    }

    private void fail(Run current, DbError error) {
        SqlStatement statement = current.statements.getFirst();
        finish(current);
        trouble.set(new Outcome(
                statement, statement.text(current.script), new Outcome.Failed(error, false), Duration.ZERO));
    }

    private void finish(Run current) {
        Duration time = Duration.ofNanos(System.nanoTime() - current.began);
        job = null;
        run = null;
        if (outcomes.isEmpty()) {
            summary.set("");
        } else if (current.statements.size() == 1) {
            summary.set(Text.of("console.time", describe(outcomes.getFirst()), Format.duration(time)));
        } else {
            long ran = outcomes.stream().filter(Outcome::isSuccess).count();
            summary.set(Text.of("console.summary", ran, current.statements.size(), Format.duration(time)));
        }
        running.set(false);
    }

    /// What a statement did, in a few words.
    static String describe(Outcome outcome) {
        return switch (outcome.result()) {
            case Outcome.Rows rows when rows.changed() >= 0 -> Text.count("console.changed", rows.changed());
            case Outcome.Rows rows when rows.cut() && rows.rows().isEmpty() -> Text.of("console.rows.notKept");
            case Outcome.Rows rows
            when rows.cut() -> Text.of("console.rows.cut", rows.rows().size());
            case Outcome.Rows rows -> Text.count("console.rows", rows.rows().size());
            case Outcome.Done(long changed) when changed >= 0 -> Text.count("console.changed", changed);
            case Outcome.Done _ -> Text.of("console.done");
            case Outcome.Failed(DbError error, boolean _) -> Text.error(error).sentence();
            case Outcome.Refused(String sentence, String _) -> sentence;
            case Outcome.Lengthy _ -> Text.of("console.lengthy.not");
        };
    }

    /// Ends what runs and rolls back what is open.
    void close() {
        cancel();
        console.close();
    }
}
