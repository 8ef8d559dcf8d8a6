package studio.rowan.db;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Connections to one file for a library that wants a [DataSource] (Flyway): with the program's own settings, leased so
/// that nobody reads the file's bytes meanwhile (F9), transactions that take the write lock at once, and no way to
/// attach another file (F11).
public final class FileDataSource implements DataSource {
    /// What its connections may do.
    public enum Mode {
        READ_ONLY("mode=ro"),
        READ_WRITE("mode=rw");

        private final String parameter;

        Mode(String parameter) {
            this.parameter = parameter;
        }
    }

    private final Path file;
    private final DbFiles files;
    private final Mode mode;

    /// @param file an existing database file
    public FileDataSource(Path file, DbFiles files, Mode mode) {
        this.file = file.toAbsolutePath().normalize();
        this.files = files;
        this.mode = mode;
    }

    /// Whether its connections can change the file.
    public boolean isReadOnly() {
        return mode == Mode.READ_ONLY;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (!Files.exists(file)) {
            throw new SQLException("no such file: " + file);
        }
        DbFiles.Lease lease = files.lease(file);
        try {
            Properties settings = Connections.settings();
            settings.setProperty("transaction_mode", "IMMEDIATE");
            settings.setProperty("limit_attached", "0");
            settings.setProperty("busy_timeout", "5000");
            Connection connection =
                    DriverManager.getConnection("jdbc:sqlite:" + file.toUri() + "?" + mode.parameter, settings);
            Connections.protect(connection);
            return leased(connection, lease);
        } catch (SQLException | RuntimeException e) {
            lease.close();
            throw e;
        }
    }

    /// The lease ends after the connection did.
    private static Connection leased(Connection connection, DbFiles.Lease lease) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, args) -> {
                    try {
                        return method.invoke(connection, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    } finally {
                        if (method.getName().equals("close")) {
                            lease.close();
                        }
                    }
                });
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
