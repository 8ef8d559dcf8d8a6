package studio.rowan.db;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.apache.ibatis.session.SqlSession;
import org.jspecify.annotations.Nullable;

/// Connections to one file for a library that wants a [DataSource] (Flyway): with the program's own settings, leased so
/// that nobody reads the file's bytes meanwhile (F9), transactions that take the write lock at once, and no way to
/// attach another file (F11).
public final class FileDataSource implements DataSource {
    /// What its connections may do.
    public enum Mode {
        READ_ONLY,
        READ_WRITE
    }

    private static final long BUSY_MILLIS = 5000;

    private final Connections connections;
    private final Mode mode;
    private final boolean foreignKeys;
    private final Job<?> job;

    /// @param file an existing database file
    public FileDataSource(Path file, DbFiles files, Mode mode) {
        this(
                new Connections(file.toAbsolutePath().normalize(), files, Connections.Way.READ_ONLY, BUSY_MILLIS),
                mode,
                true,
                new Job<>("library", () -> false));
    }

    FileDataSource(Connections connections, Mode mode, boolean foreignKeys, Job<?> job) {
        this.connections = connections;
        this.mode = mode;
        this.foreignKeys = foreignKeys;
        this.job = job;
    }

    /// The same, whose connections enforce foreign keys or not. Inside a transaction nothing can change that.
    public FileDataSource withForeignKeys(boolean on) {
        return new FileDataSource(connections, mode, on, job);
    }

    /// The same, whose connections end what they run when the job is cancelled, and show it when they wait for a lock.
    public FileDataSource during(Job<?> work) {
        return new FileDataSource(connections, mode, foreignKeys, work);
    }

    /// Whether its connections can change the file.
    public boolean isReadOnly() {
        return mode == Mode.READ_ONLY;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Conn conn = connections.library(mode == Mode.READ_WRITE, foreignKeys);
        conn.running(job);
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, new Handed(conn));
    }

    /// Runs a function on a connection of this source, inside whatever transaction the library has open on it.
    public <T> T on(Connection connection, Work<T> body) {
        if (!(Proxy.getInvocationHandler(connection) instanceof Handed(Conn conn))) {
            throw new IllegalArgumentException("not a connection of this source");
        }
        try (SqlSession session = conn.session()) {
            return body.apply(new Access(conn, session, job, false));
        }
    }

    /// Runs a function on a connection of its own, in one transaction. Blocks.
    public <T> T once(Work<T> body) {
        try (Conn conn = connections.library(mode == Mode.READ_WRITE, foreignKeys)) {
            conn.running(job);
            conn.control("BEGIN IMMEDIATE");
            try (SqlSession session = conn.session()) {
                T result = body.apply(new Access(conn, session, job, false));
                conn.control("COMMIT");
                return result;
            } catch (Throwable e) {
                conn.rollbackIfOpen();
                throw e;
            }
        }
    }

    /// Runs a function that only reads on a connection of its own, all of it in one snapshot. Blocks.
    public <T> T reading(Work<T> body) {
        try (Conn conn = connections.library(false, foreignKeys)) {
            conn.running(job);
            conn.control("BEGIN");
            try (SqlSession session = conn.session()) {
                return body.apply(new Access(conn, session, job, false));
            } finally {
                conn.rollbackIfOpen();
            }
        }
    }

    /// A connection in the library's hands; its lease ends after it.
    private record Handed(Conn conn) implements InvocationHandler {
        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args) throws Throwable {
            if (method.getName().equals("close")) {
                conn.close();
                return null;
            }
            try {
                return method.invoke(conn.jdbc(), args);
            } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
            }
        }
    }

    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password) throws SQLException {
        return getConnection();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("not a " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
