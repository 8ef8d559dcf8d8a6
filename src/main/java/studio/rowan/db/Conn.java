package studio.rowan.db;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.jspecify.annotations.Nullable;
import org.sqlite.BusyHandler;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteLimits;

/// One open connection of a lane, with the handlers through which the flag of the running job ends it (F12).
final class Conn implements AutoCloseable {
    private static final int PROGRESS_STEPS = 1000;
    private static final long BUSY_STEP_MILLIS = 10;

    private final SQLiteConnection jdbc;
    private final @Nullable Lease lease;
    private final @Nullable FileIdentity identity;
    private final SqlSessionFactory sessions;
    private final Connection unclosable;
    private final long busyMillis;
    private volatile @Nullable Job<?> job;
    private volatile long deadline = Long.MAX_VALUE;
    private final List<String> attached = new ArrayList<>();
    private boolean spoilt;
    private volatile boolean deaf;

    Conn(
            SQLiteConnection jdbc,
            @Nullable Lease lease,
            @Nullable FileIdentity identity,
            SqlSessionFactory sessions,
            long busyMillis)
            throws SQLException {
        this.jdbc = jdbc;
        this.lease = lease;
        this.identity = identity;
        this.sessions = sessions;
        this.busyMillis = busyMillis;
        this.unclosable = unclosable(jdbc);
        installHandlers();
    }

    private void installHandlers() throws SQLException {
        ProgressHandler.setHandler(jdbc, PROGRESS_STEPS, new ProgressHandler() {
            @Override
            protected int progress() {
                Job<?> running = job;
                if (running != null) {
                    running.stepped(PROGRESS_STEPS);
                }
                return !deaf && isEnded() ? 1 : 0;
            }
        });
        Regexp.install(jdbc, Regexp.LONGEST_TEXT, this::isEnded);
        BusyHandler.setHandler(jdbc, new BusyHandler() {
            @Override
            protected int callback(int previous) {
                return keepWaiting(previous) ? 1 : 0;
            }
        });
    }

    private boolean isEnded() {
        Job<?> running = job;
        return (running != null && running.isCancelled()) || System.nanoTime() > deadline;
    }

    private boolean keepWaiting(int previous) {
        Job<?> running = job;
        boolean over = previous * BUSY_STEP_MILLIS >= busyMillis || (running != null && running.isCancelled());
        if (running != null) {
            running.waitingForLock(!over);
        }
        if (over) {
            return false;
        }
        try {
            Thread.sleep(BUSY_STEP_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// MyBatis closes the connection of a session with it; the lane's connection stays (F10).
    private static Connection unclosable(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, args) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    try {
                        return method.invoke(connection, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }

    /// Makes a scratch file writable on this connection, until the job ends. No journal protects it, and nothing waits
    /// for the disk: a file that was not filled to the end is thrown away. That is settled outside a transaction:
    /// the job's own begins anew.
    void attachToFill(Home scratch, String name) {
        control("COMMIT");
        attach(scratch.target(), name);
        scalar("PRAGMA " + Ident.quote(name) + ".journal_mode = OFF");
        exec("PRAGMA " + Ident.quote(name) + ".synchronous = OFF");
        begin("BEGIN");
    }

    /// Makes a scratch file readable on this connection, until the job ends; it may be so already.
    void attach(Home scratch, String name) {
        if (!attached.contains(name)) {
            attach(scratch.uri("mode=ro"), name);
        }
    }

    private void attach(String file, String name) {
        try (PreparedStatement statement = jdbc.prepareStatement("ATTACH ? AS " + Ident.quote(name))) {
            statement.setString(1, file);
            statement.execute();
        } catch (SQLException e) {
            // How far it came is not known.
            spoilt = true;
            throw DbError.of(e, "ATTACH");
        }
        attached.add(name);
    }

    /// Outside any transaction. A scratch file whose filling was ended has no journal to go back by: SQLite may
    /// no longer read it, nor then let go of it.
    void detach() {
        try {
            for (String name : List.copyOf(attached)) {
                exec("DETACH " + Ident.quote(name));
                attached.remove(name);
            }
        } catch (DbError e) {
            spoilt = true;
        }
    }

    /// True where nothing runs on this connection any more, and another has to take its place.
    boolean isSpoilt() {
        return spoilt;
    }

    SQLiteConnection jdbc() {
        return jdbc;
    }

    /// Which job the handlers listen to while it runs.
    void running(@Nullable Job<?> current) {
        Job<?> before = job;
        if (before != null) {
            before.waitingForLock(false);
        }
        job = current;
    }

    /// @throws DbError.Io where the file is no longer the one that was opened
    void checkFile() {
        if (identity != null) {
            identity.check();
        }
    }

    /// Statements that run at this time of [System#nanoTime] end as if cancelled; `Long.MAX_VALUE` for no bound.
    void endAt(long nanos) {
        deadline = nanos;
    }

    /// Begins a read transaction and takes its snapshot at once.
    void snapshot() {
        begin("BEGIN");
        scalar("SELECT 1 FROM sqlite_schema");
    }

    /// The first cell of a statement of the program's own, as text; null for NULL or no row.
    @Nullable
    String scalar(String sql) {
        try (Statement statement = jdbc.createStatement();
                var result = statement.executeQuery(sql)) {
            return result.next() ? result.getString(1) : null;
        } catch (SQLException e) {
            throw DbError.of(e, sql);
        }
    }

    /// The first cell of a statement that always answers one integer.
    long number(String sql) {
        return Long.parseLong(java.util.Objects.requireNonNull(scalar(sql), sql));
    }

    SqlSession session() {
        return sessions.openSession(unclosable);
    }

    <M> M mapper(SqlSession session, Class<M> type) {
        synchronized (sessions) {
            if (!sessions.getConfiguration().hasMapper(type)) {
                sessions.getConfiguration().addMapper(type);
            }
        }
        return session.getMapper(type);
    }

    /// Bounds what one value may weigh, so that no expression runs deaf to cancel (F14). Bytes.
    /// @return the bound before
    int limitLength(int bytes) {
        try {
            return jdbc.getDatabase().limit(SQLiteLimits.SQLITE_LIMIT_LENGTH.getId(), bytes);
        } catch (SQLException e) {
            throw DbError.of(e, null);
        }
    }

    void exec(String sql) {
        try (Statement statement = jdbc.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw DbError.of(e, sql);
        }
    }

    /// Begins or ends a transaction, without hearing the flag: after each statement outside a transaction
    /// the driver runs a BEGIN and a COMMIT of its own (`DB.ensureAutoCommit`). Ended by the flag when it has
    /// taken effect already, its BEGIN would leave a transaction open, and its COMMIT would have a commit of
    /// ours told as cancelled. Locks are waited for as ever.
    void control(String sql) {
        deaf = true;
        try {
            exec(sql);
        } finally {
            deaf = false;
        }
    }

    /// Begins a transaction. One that is open now is the driver's (see [#control]), left behind by a statement
    /// that ran by itself; nothing was done in it.
    void begin(String sql) {
        try {
            control(sql);
        } catch (DbError e) {
            if (!e.words().contains("within a transaction")) {
                throw e;
            }
            control("ROLLBACK");
            control(sql);
        }
    }

    /// The driver does not show `sqlite3_get_autocommit`, but BEGIN fails inside a transaction and costs nothing
    /// outside.
    boolean inTransaction() {
        try {
            control("BEGIN");
        } catch (DbError e) {
            return true;
        }
        control("COMMIT");
        return false;
    }

    long dataVersion() {
        try (Statement statement = jdbc.createStatement();
                var result = statement.executeQuery("PRAGMA data_version")) {
            return result.getLong(1);
        } catch (SQLException e) {
            throw DbError.of(e, "PRAGMA data_version");
        }
    }

    void rollbackIfOpen() {
        try {
            control("ROLLBACK");
        } catch (DbError e) {
            if (!e.words().contains("no transaction is active")) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        try {
            jdbc.close();
        } catch (SQLException e) {
            throw DbError.of(e, null);
        } finally {
            if (lease != null) {
                lease.close();
            }
        }
    }
}
