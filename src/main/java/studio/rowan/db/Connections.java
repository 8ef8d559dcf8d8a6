package studio.rowan.db;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.LocalCacheScope;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.defaults.DefaultSqlSessionFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConnection;

/// Opens connections to one file, in the one way that is safe for each purpose (F15, F16).
final class Connections {
    /// How readers reach the file.
    enum Way {
        /// `mode=ro`: sees the WAL, writes nothing to the file.
        READ_ONLY("mode=ro"),
        /// `immutable=1`: the folder cannot take the -shm that a WAL file needs, and there is no -wal to miss.
        STATIC("immutable=1");

        private final String parameter;

        Way(String parameter) {
            this.parameter = parameter;
        }
    }

    /// Values above this are neither read nor made by readers (F14). Bytes.
    static final int READER_LENGTH_LIMIT = 64 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final Home home;
    private final Way way;
    private final long busyMillis;
    /// Of the first connection; guarded by this.
    private @Nullable FileIdentity identity;
    private final SqlSessionFactory sessions = new DefaultSqlSessionFactory(configuration());

    Connections(Path file, DbFiles files, Way way, long busyMillis) {
        this.home = files.home(file);
        this.way = way;
        this.busyMillis = busyMillis;
    }

    /// Caches off, since they swallow writes and repeat stale rows (F10).
    private static Configuration configuration() {
        Configuration configuration = new RowConfiguration();
        configuration.setCacheEnabled(false);
        configuration.setLocalCacheScope(LocalCacheScope.STATEMENT);
        configuration.setMapUnderscoreToCamelCase(true);
        configuration.setArgNameBasedConstructorAutoMapping(true);
        configuration.getLanguageRegistry().register(FinalSql.class);
        configuration.getTypeHandlerRegistry().register(Value.class, new ValueHandler());
        return configuration;
    }

    Home home() {
        return home;
    }

    Way way() {
        return way;
    }

    Conn reader() {
        Conn conn = cellReader();
        try {
            conn.limitLength(READER_LENGTH_LIMIT);
            return conn;
        } catch (DbError e) {
            conn.close();
            throw e;
        }
    }

    /// A reader for one cell of any weight, which it takes in pieces (see [CellPieces]).
    Conn cellReader() {
        Conn conn = open(way.parameter);
        try {
            conn.exec("PRAGMA mmap_size = 0");
        } catch (DbError e) {
            conn.close();
            throw e;
        }
        return conn;
    }

    Conn writer() {
        return open("mode=rw");
    }

    /// Readers of a WAL file make an empty -wal and -shm and may not remove them. SQLite removes them, under its own
    /// lock
    /// and only if nobody else uses the file, when the last connection that may write is closed.
    void removeEmptyWal() {
        try {
            if (home.has("-wal") && home.size("-wal") == 0 && !home.has("-journal")) {
                try (Conn last = writer()) {
                    last.exec("SELECT count(*) FROM sqlite_schema");
                }
            }
        } catch (DbError e) {
            LOG.info("an empty -wal of {} stays: {}", home.file(), e.getMessage());
        }
    }

    /// For copying the whole file: values of any length, and for `abortable` a connection that can take the write lock,
    /// which is the one way to end a running copy (see [PageCopy]). It never writes.
    Conn copier(boolean abortable) {
        return open(abortable && way == Way.READ_ONLY ? "mode=rw" : way.parameter);
    }

    /// A database in memory, under a name that other connections of this process know it by.
    Conn memory(String uri) {
        try {
            SQLiteConnection jdbc = (SQLiteConnection) DriverManager.getConnection("jdbc:sqlite:" + uri, settings());
            return new Conn(jdbc, null, null, sessions, busyMillis);
        } catch (SQLException e) {
            throw DbError.of(e, null);
        }
    }

    /// For a library that manages its own transactions: each takes the write lock at once, and no other file can be
    /// attached (F11).
    Conn library(boolean writing, boolean foreignKeys) {
        Properties settings = settings();
        settings.setProperty("foreign_keys", String.valueOf(foreignKeys));
        settings.setProperty("limit_attached", "0");
        settings.setProperty("transaction_mode", writing ? "IMMEDIATE" : "DEFERRED");
        return open(writing ? "mode=rw" : way.parameter, settings);
    }

    private Conn open(String parameter) {
        return open(parameter, settings());
    }

    private Conn open(String parameter, Properties settings) {
        if (!home.has("")) {
            throw new DbError.Io(DbError.Io.Reason.VANISHED, "no such file: " + home.file(), 0, null, null);
        }
        FileIdentity opened = identity();
        Lease lease = home.lease();
        try {
            SQLiteConnection jdbc =
                    (SQLiteConnection) DriverManager.getConnection("jdbc:sqlite:" + home.uri(parameter), settings);
            protect(jdbc);
            Conn conn = new Conn(jdbc, lease, opened, sessions, busyMillis);
            return checked(conn);
        } catch (SQLException e) {
            end(lease);
            throw DbError.of(e, null);
        } catch (RuntimeException e) {
            end(lease);
            throw e;
        }
    }

    /// A file that came in the place of the first is not to pass for it, whichever connection meets it.
    private static Conn checked(Conn conn) {
        try {
            conn.checkFile();
            return conn;
        } catch (RuntimeException e) {
            conn.close();
            throw e;
        }
    }

    private synchronized @Nullable FileIdentity identity() {
        if (identity == null) {
            identity = home.identity();
        }
        return identity;
    }

    private static void end(@Nullable Lease lease) {
        if (lease != null) {
            lease.close();
        }
    }

    /// What the driver has no setting for: it drops names that it does not know without a word.
    static void protect(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA trusted_schema = OFF");
            statement.execute("PRAGMA cell_size_check = ON");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /// What every connection of the program is opened with (F15).
    static Properties settings() {
        Properties settings = new Properties();
        settings.setProperty("foreign_keys", "true");
        settings.setProperty("enable_load_extension", "false");
        return settings;
    }
}
