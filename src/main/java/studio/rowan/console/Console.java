package studio.rowan.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.db.Session;
import studio.rowan.db.Sql;
import studio.rowan.db.SqlStatement;
import studio.rowan.db.Statements;
import studio.rowan.db.Token;
import studio.rowan.db.Tokenizer;
import studio.rowan.db.Value;
import studio.rowan.db.Work;
import studio.rowan.kit.Text;

/// Runs a user's statements, each where it belongs: what reads on a reader lane that can write nothing, what writes on
/// a session of the writer, and there too what has to see the user's open transaction, temporary tables or own changes.
public final class Console implements AutoCloseable {
    /// How much of a result is kept in memory.
    public record Limits(int rows, long bytes) {
        public static final Limits DEFAULT = new Limits(100_000, 64L << 20);
    }

    /// A job ends after this long at the next statement, so that the window shows how far a script is.
    private static final long SLICE_NANOS = 300_000_000L;

    /// Asked how many rows a statement would touch, the counting stops here.
    public static final long COUNTED = 1_000_000;

    /// These functions speak of the connection that wrote.
    private static final Set<String> OF_THE_CONNECTION = Set.of("changes", "total_changes", "last_insert_rowid");

    /// A read that nobody agreed to locks others out for at most so long (F18).
    private static final Duration LONGEST_LOCK = Duration.ofMillis(200);

    private static final Value WAL = Value.of("wal");

    private final Db db;
    private final String title;
    private @Nullable Session session;
    private volatile boolean temporaries;
    private volatile boolean locksForLong;

    public Console(Db db, String title) {
        this.db = db;
        this.title = title;
    }

    /// True while a transaction that the user began is open.
    public boolean holdsTransaction() {
        Session open = session;
        return open != null && open.holdsTransaction();
    }

    /// A statement with the values of its parameters, ready to run.
    public record Request(SqlStatement statement, String text, List<Value> args) {
        public Request {
            args = List.copyOf(args);
        }
    }

    /// Runs the statements in order until one fails, the lane changes, or some time has passed: the outcomes tell how
    /// many ran. At least one does.
    public Job<List<Outcome>> run(List<Request> requests, Limits limits) {
        Request first = requests.getFirst();
        Outcome.Refused refused = refusal(first);
        if (refused != null) {
            return Job.done(title, List.of(new Outcome(first.statement(), first.text(), refused, Duration.ZERO)));
        }
        return switch (lane(first)) {
            case READER -> db.query(title, access -> List.of(readOne(access, first, limits)));
            case SESSION -> onSession(access -> runSome(access, requests, limits));
            case FILE_ITSELF -> db.exclusive(title, access -> List.of(runOne(access, first, limits, false)));
        };
    }

    /// From now on a read takes the time it needs, also where nobody can write to the file meanwhile.
    public void lockForLong() {
        locksForLong = true;
    }

    private Outcome readOne(Access access, Request request, Limits limits) {
        if (locksForLong || db.isStatic() || access.pragma("journal_mode").equals(WAL)) {
            return runOne(access, request, limits, false);
        }
        Outcome lengthy = new Outcome(request.statement(), request.text(), new Outcome.Lengthy(), LONGEST_LOCK);
        return access.within(LONGEST_LOCK, () -> {
                    Outcome outcome = runOne(access, request, limits, false);
                    if (outcome.result() instanceof Outcome.Failed(DbError.Cancelled ended, boolean _)) {
                        throw ended;
                    }
                    return outcome;
                })
                .orElse(lengthy);
    }

    private enum Lane {
        READER,
        SESSION,
        FILE_ITSELF
    }

    private Lane lane(Request request) {
        boolean own = holdsTransaction() || temporaries;
        return switch (request.statement().kind()) {
            case SELECT -> own || asksTheConnection(request.text()) ? Lane.SESSION : Lane.READER;
            case EXPLAIN -> own ? Lane.SESSION : Lane.READER;
            case WRITE, DDL, TRANSACTION, ATTACH -> Lane.SESSION;
            case PRAGMA -> pragmaLane(request, own);
            case OTHER -> isMaintenance(request.text()) || own ? Lane.SESSION : Lane.READER;
        };
    }

    private Lane pragmaLane(Request request, boolean own) {
        Pragmas pragma = Pragmas.of(request.text());
        if (pragma == null) {
            return Lane.READER;
        }
        if (pragma.needsFileForItself() && !holdsTransaction()) {
            return Lane.FILE_ITSELF;
        }
        // What the console set on its own connection is read there.
        boolean used = session != null;
        return pragma.reads() && !own && !used ? Lane.READER : Lane.SESSION;
    }

    private static boolean isMaintenance(String text) {
        return Tokenizer.tokens(text).stream()
                .filter(t -> !t.isTrivia())
                .findFirst()
                .map(t -> t.text(text).toUpperCase(Locale.ROOT))
                .filter(Set.of("VACUUM", "ANALYZE", "REINDEX")::contains)
                .isPresent();
    }

    private static boolean asksTheConnection(String text) {
        return Tokenizer.tokens(text).stream()
                .anyMatch(t -> t.kind() == Token.Kind.IDENTIFIER
                        && OF_THE_CONNECTION.contains(t.text(text).toLowerCase(Locale.ROOT)));
    }

    private static Outcome.@Nullable Refused refusal(Request request) {
        if (request.text().indexOf('\0') >= 0) {
            return new Outcome.Refused(Text.of("console.refused.nul"), Text.of("console.refused.nul.next"));
        }
        if (request.statement().kind() == SqlStatement.Kind.ATTACH) {
            return new Outcome.Refused(Text.of("console.refused.attach"), Text.of("console.refused.attach.next"));
        }
        Pragmas pragma = request.statement().kind() == SqlStatement.Kind.PRAGMA ? Pragmas.of(request.text()) : null;
        return pragma != null && pragma.isRefused()
                ? new Outcome.Refused(
                        Text.of("console.refused.pragma", pragma.name()), Text.of("console.refused.pragma.next"))
                : null;
    }

    private <T> Job<T> onSession(Work<T> body) {
        Session open = session;
        if (open == null) {
            if (!db.isWritable()) {
                return db.write(title, body); // refused, with the reason
            }
            open = db.session(title);
            session = open;
        }
        return open.run(title, body);
    }

    private List<Outcome> runSome(Access access, List<Request> requests, Limits limits) {
        List<Outcome> outcomes = new ArrayList<>();
        long start = System.nanoTime();
        for (Request request : requests) {
            boolean first = outcomes.isEmpty();
            boolean leavesLane = !access.inTransaction() && lane(request) != Lane.SESSION;
            if (!first
                    && (leavesLane
                            || refusal(request) != null
                            || Statements.isDeleteOrUpdateWithoutWhere(request.text())
                            || System.nanoTime() - start > SLICE_NANOS)) {
                break;
            }
            Outcome outcome = runOne(access, request, limits, true);
            outcomes.add(outcome);
            if (!outcome.isSuccess()) {
                break;
            }
        }
        temporaries = hasTemporaries(access);
        return outcomes;
    }

    private static boolean hasTemporaries(Access access) {
        try {
            return access.scalar(Sql.of("SELECT EXISTS(SELECT 1 FROM temp.sqlite_schema)"))
                            .asLong()
                    != 0;
        } catch (DbError e) {
            return true; // Not known, since cancelled: the session sees all in any case.
        }
    }

    private Outcome runOne(Access access, Request request, Limits limits, boolean ownConnection) {
        boolean open = ownConnection && access.inTransaction();
        long start = System.nanoTime();
        Outcome.Result result;
        try {
            result = answer(access, request, limits);
        } catch (DbError e) {
            result = new Outcome.Failed(e, open && !access.inTransaction());
        }
        return new Outcome(request.statement(), request.text(), result, Duration.ofNanos(System.nanoTime() - start));
    }

    private static Outcome.Result answer(Access access, Request request, Limits limits) {
        Sql sql = new Sql(request.text(), request.args());
        boolean writes = request.statement().kind() == SqlStatement.Kind.WRITE;
        List<Access.Shape> columns = access.describe(sql);
        if (columns.isEmpty()) {
            if (writes) {
                return new Outcome.Done(access.update(sql));
            }
            access.execute(sql);
            return new Outcome.Done(-1);
        }
        Kept kept = new Kept(limits.rows(), limits.bytes());
        // A write that returns rows is read to its end: the rows are counted, even where they are not kept.
        access.queryWhile(sql, row -> kept.take(row) || writes);
        return new Outcome.Rows(columns, kept.rows(), kept.isCut(), writes ? kept.seen() : -1, kept.bytes());
    }

    /// How many rows an UPDATE or DELETE without WHERE can touch, counted up to [#COUNTED] and one.
    public Job<Long> touched(Statements.Target target) {
        Sql count = Sql.of("SELECT count(*) FROM (SELECT 1 FROM " + target.quoted() + " LIMIT " + (COUNTED + 1) + ")");
        return holdsTransaction() || temporaries
                ? onSession(access -> access.scalar(count).asLong())
                : db.query(title, access -> access.scalar(count).asLong());
    }

    /// How SQLite would run the statement; one that is an EXPLAIN already is taken without that word.
    public Job<Plan> plan(String statement) {
        Sql sql = Sql.of("EXPLAIN QUERY PLAN " + explained(statement));
        return holdsTransaction() || temporaries
                ? onSession(access -> Plan.of(access.query(sql)))
                : db.query(title, access -> Plan.of(access.query(sql)));
    }

    private static String explained(String statement) {
        for (Token token : Tokenizer.tokens(statement)) {
            String word = token.text(statement).toUpperCase(Locale.ROOT);
            if (!token.isTrivia() && !Set.of("EXPLAIN", "QUERY", "PLAN").contains(word)) {
                return statement.substring(token.start());
            }
        }
        return statement;
    }

    public Job<Boolean> commit() {
        return end("COMMIT");
    }

    public Job<Boolean> rollback() {
        return end("ROLLBACK");
    }

    private Job<Boolean> end(String verb) {
        return onSession(access -> {
            access.execute(Sql.of(verb));
            return true;
        });
    }

    /// Rolls back what is open.
    @Override
    public void close() {
        Session open = session;
        session = null;
        if (open != null) {
            open.close();
        }
    }
}
