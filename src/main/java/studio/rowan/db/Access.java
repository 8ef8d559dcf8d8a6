package studio.rowan.db;

import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.ibatis.session.SqlSession;
import org.jspecify.annotations.Nullable;

/// What a function on a lane may do with the database. Valid only while that function runs.
///
/// After the first error inside a write it is dead: SQLite may already have rolled back, and every further statement
/// would commit by itself (F13). An error inside [#savepoint(Supplier)] is survived while the transaction is open.
public final class Access {
    /// A result column as `prepare` knows it. `table` is filled where it comes straight from one; `declaredType` is
    /// null where none is declared, and for NUMERIC, which the driver does not tell from none.
    public record Shape(
            String name,
            @Nullable String declaredType,
            @Nullable String table) {}

    private static final int SQLITE_TOOBIG = 18;

    private final Conn conn;
    private final SqlSession session;
    private final Job<?> job;
    private final boolean diesOfErrors;
    private int savepoints;
    private @Nullable DbError death;

    Access(Conn conn, SqlSession session, Job<?> job, boolean diesOfErrors) {
        this.conn = conn;
        this.session = session;
        this.job = job;
        this.diesOfErrors = diesOfErrors;
    }

    /// The job this function runs as: to report progress and to look at its cancel flag.
    public Job<?> job() {
        return job;
    }

    /// The dynamic mapper. Prefer the shorter methods of this class, which turn failures into [DbError].
    public Records records() {
        return mapper(Records.class);
    }

    /// A typed MyBatis mapper on this lane's connection.
    public <M> M mapper(Class<M> type) {
        checkAlive(null);
        return Guarded.mapper(type, conn.mapper(session, type), this);
    }

    public List<Row> query(Sql sql) {
        return run(sql.text(), () -> raw().select(sql));
    }

    /// Streams the rows of a statement to `consumer`.
    public void query(Sql sql, Consumer<Row> consumer) {
        run(sql.text(), () -> {
            raw().stream(sql, context -> consumer.accept(context.getResultObject()));
            return true;
        });
    }

    /// Streams rows until `consumer` answers false.
    public void queryWhile(Sql sql, java.util.function.Predicate<Row> consumer) {
        run(sql.text(), () -> {
            raw().stream(sql, context -> {
                if (!consumer.test(context.getResultObject())) {
                    context.stop();
                }
            });
            return true;
        });
    }

    /// The rows of a statement, with no value above so many bytes: SQLite ends it before it reads one, and nothing is
    /// answered (F14). Nor is there an answer where it fails in another way, since the bound may be why; what the
    /// statement says without it is the truth.
    public Optional<List<Row>> queryWithin(int bytes, Sql sql) {
        checkAlive(sql.text());
        int before = conn.limitLength(bytes);
        try {
            return Optional.of(query(sql));
        } catch (DbError.Cancelled | DbError.Busy e) {
            throw e;
        } catch (DbError e) {
            // A value too big ends its statement alone, never the transaction; of anything else a write dies (F13).
            if (diesOfErrors && (e.code() & 0xff) != SQLITE_TOOBIG) {
                throw e;
            }
            death = null;
            return Optional.empty();
        } finally {
            conn.limitLength(before);
        }
    }

    /// The first row, `null` without one.
    public @Nullable Row first(Sql sql) {
        List<Row> rows = query(sql);
        return rows.isEmpty() ? null : rows.getFirst();
    }

    /// The first cell of the first row; [Value#NULL] without a row.
    public Value scalar(Sql sql) {
        Row row = first(sql);
        return row == null ? Value.NULL : row.get(0);
    }

    /// Runs a statement that writes and returns its rows (`RETURNING`).
    public List<Row> returning(Sql sql) {
        return run(sql.text(), () -> raw().returning(sql));
    }

    /// Runs a statement and gives the rows it changed itself: those of triggers and cascades are not counted
    /// (`changes()`, [c3ref](https://www.sqlite.org/c3ref/changes.html)).
    public long update(Sql sql) {
        execute(sql);
        return scalar(Sql.of("SELECT changes()")).asLong();
    }

    /// Runs a statement for its effect.
    public void execute(Sql sql) {
        run(sql.text(), () -> raw().execute(sql));
    }

    /// The value of a pragma that answers one row; [Value#NULL] where it answers none.
    public Value pragma(String name) {
        return scalar(Sql.of("PRAGMA " + Ident.quote(name)));
    }

    /// Sets a pragma to a value and gives what SQLite made of it.
    public Value setPragma(String name, Value value) {
        return scalar(Sql.of("PRAGMA " + Ident.quote(name) + " = " + Sql.literal(value)));
    }

    /// The columns of a statement, without running it; empty where it returns no rows.
    /// @throws DbError.Syntax where SQLite cannot prepare it
    public List<Shape> describe(Sql sql) {
        return run(sql.text(), () -> {
            try (PreparedStatement statement = conn.jdbc().prepareStatement(sql.text())) {
                ResultSetMetaData meta = statement.getMetaData();
                List<Shape> shape = new ArrayList<>();
                for (int i = 1; i <= columnCount(meta); i++) {
                    String table = meta.getTableName(i);
                    shape.add(new Shape(
                            meta.getColumnName(i), declared(meta, i), table == null || table.isEmpty() ? null : table));
                }
                return shape;
            } catch (SQLException e) {
                throw DbError.of(e, sql.text());
            }
        });
    }

    /// The driver throws, instead of answering 0, for a statement that returns no rows.
    private static int columnCount(ResultSetMetaData meta) {
        try {
            return meta.getColumnCount();
        } catch (SQLException e) {
            return 0;
        }
    }

    private static @Nullable String declared(ResultSetMetaData meta, int column) throws SQLException {
        String type = meta.getColumnTypeName(column);
        // The driver says NUMERIC where nothing is declared.
        return type == null || type.isEmpty() || type.equals("NUMERIC") ? null : type;
    }

    /// Runs `body` inside a savepoint: an error rolls back to it and is thrown on, and the access stays usable
    /// where the transaction around it is still open.
    public <T> T savepoint(Supplier<T> body) {
        String name = Ident.quote("rowan_" + savepoints++);
        execute(Sql.of("SAVEPOINT " + name));
        try {
            T result = body.get();
            execute(Sql.of("RELEASE " + name));
            return result;
        } catch (RuntimeException e) {
            DbError before = death;
            death = null;
            try {
                execute(Sql.of("ROLLBACK TO " + name));
                execute(Sql.of("RELEASE " + name));
            } catch (DbError gone) {
                death = before == null ? gone : before;
            }
            throw e;
        }
    }

    /// Runs `body`, which only reads, for at most so long; empty where its statement was ended because the time was
    /// over.
    /// A read holds its lock on a file that is not in WAL mode, and nobody can commit meanwhile (F18).
    public <T> Optional<T> within(Duration most, Supplier<T> body) {
        long end = System.nanoTime() + most.toNanos();
        conn.endAt(end);
        try {
            return Optional.of(body.get());
        } catch (DbError.Cancelled e) {
            if (job.isCancelled() || System.nanoTime() < end) {
                throw e;
            }
            return Optional.empty();
        } finally {
            conn.endAt(Long.MAX_VALUE);
        }
    }

    /// A fingerprint of the one cell that `cell` selects, whatever it weighs; empty where there is no such row. Equal
    /// for equal bytes, whether they are a text or a blob.
    public Optional<String> digest(Sql cell) {
        return CellPieces.digest(this, cell);
    }

    /// Runs `body` while SQL of this connection may call a function of the program's own.
    <T> T with(String name, int arguments, org.sqlite.Function function, Supplier<T> body) {
        try {
            org.sqlite.Function.create(conn.jdbc(), name, function, arguments, 0);
            try {
                return body.get();
            } finally {
                org.sqlite.Function.destroy(conn.jdbc(), name, arguments);
            }
        } catch (SQLException e) {
            throw DbError.of(e, null);
        }
    }

    /// Makes a scratch file part of this connection, to be written as the schema of that name until the job ends: the
    /// first thing that a job does, since its snapshot begins behind it. The database itself stays read-only (F19).
    public void fill(Scratch scratch, String schema) {
        scratch.checkOpen();
        conn.attachToFill(scratch.home(), schema);
    }

    /// Makes a filled scratch file part of this connection, to be read as the schema of that name until the job ends.
    /// @throws DbError.Cancelled once it is closed
    public void attach(Scratch scratch, String schema) {
        scratch.checkOpen();
        try {
            run("ATTACH", () -> {
                conn.attach(scratch.home(), schema);
                return true;
            });
        } catch (DbError e) {
            scratch.checkOpen();
            throw e;
        }
    }

    /// True while a transaction is open on this connection.
    public boolean inTransaction() {
        return conn.inTransaction();
    }

    private Records raw() {
        return conn.mapper(session, Records.class);
    }

    <T> T run(@Nullable String statement, Supplier<T> body) {
        checkAlive(statement);
        job.checkCancelled();
        try {
            return body.get();
        } catch (RuntimeException e) {
            DbError error = job.isCancelled() ? new DbError.Cancelled(e) : DbError.of(e, statement);
            if (diesOfErrors) {
                death = error;
            }
            throw error;
        }
    }

    private void checkAlive(@Nullable String statement) {
        if (death != null) {
            throw new IllegalStateException(
                    "the transaction is over: " + death.words() + (statement == null ? "" : "; not run: " + statement),
                    death);
        }
    }
}
