package studio.rowan.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.HandClock;

/// What moments a change of the file can fall into, and that it is told in each.
class WatchTest {
    private static final int IMPATIENT = 50;

    @TempDir
    Path folder;

    private final DbFiles files = new DbFiles();
    private final HandClock clock = new HandClock();
    private final LinkedBlockingQueue<Boolean> told = new LinkedBlockingQueue<>();
    private Path file;

    @BeforeEach
    void create() throws Exception {
        file = Files.createFile(folder.resolve("watched.db"));
        try (Connection other = other()) {
            run(other, "CREATE TABLE t(n)");
        }
    }

    @AfterEach
    void stop() {
        clock.close();
    }

    /// Another program, without a write-ahead log: whoever writes locks readers out.
    private Connection other() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file.toUri() + "?busy_timeout=20000");
    }

    private static void run(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    @Test
    void whatChangedWhileTheFirstLookWasLockedOutIsTold() throws Exception {
        Connections connections = new Connections(file, files, Connections.Way.READ_ONLY, IMPATIENT);
        try (Connection other = other();
                Readers readers = new Readers("watched", connections, 1);
                Watch watch = new Watch(readers, told::add);
                Writer writer = new Writer("watched", connections, readers, () -> false, watch)) {
            run(other, "BEGIN EXCLUSIVE");
            run(other, "INSERT INTO t VALUES(1)");
            watch.start(clock, writer);
            run(other, "COMMIT");
            clock.advance(Duration.ofSeconds(1));
            assertThat(told.poll(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    /// The timer may find the writer shut, and its question reach the reader when the writer has committed.
    @Test
    void aQuestionThatComesLateDoesNotTakeOurOwnCommitForAnotherPrograms() throws Exception {
        Connections connections = new Connections(file, files, Connections.Way.READ_ONLY, 5000);
        try (Connection other = other();
                Readers readers = new Readers("watched", connections, 1);
                Watch watch = new Watch(readers, told::add);
                Writer writer = new Writer("watched", connections, readers, () -> false, watch)) {
            watch.start(clock, writer);
            Job<Long> write =
                    writer.run("ours", null, Task.Frame.WRITE, a -> a.update(Sql.of("INSERT INTO t VALUES(1)")));
            assertThat(write.await()).isEqualTo(1);
            assertThat(watch.askReader().await()).isFalse();
            assertThat(told).containsExactly(false);
            told.clear();
            run(other, "INSERT INTO t VALUES(2)");
            clock.advance(Duration.ofSeconds(1));
            assertThat(told.poll(60, TimeUnit.SECONDS))
                    .as("the writer tells it")
                    .isTrue();
            assertThat(watch.askReader().await()).isFalse();
        }
    }

    /// What a console committed is committed, though another program holds the file for itself right afterwards.
    @Test
    void aSessionsCommitIsDoneThoughNobodyCanLookAfterIt() throws Exception {
        Db.Options impatient = new Db.Options(false, folder, () -> false, Duration.ofMillis(IMPATIENT));
        try (Connection other = other();
                Db db = Db.open(file, impatient, files, clock);
                Session console = db.session("SQL 1")) {
            db.addChangeListener(told::add);
            Job<Long> insert = console.run("insert", access -> {
                long rows = access.update(Sql.of("INSERT INTO t VALUES(1)"));
                run(other, "BEGIN EXCLUSIVE");
                return rows;
            });
            assertThat(insert.await()).isEqualTo(1);
            assertThat(told.poll(60, TimeUnit.SECONDS)).as("ours").isFalse();
            run(other, "ROLLBACK");
        }
    }
}
