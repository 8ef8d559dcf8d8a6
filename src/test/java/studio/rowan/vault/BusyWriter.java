package studio.rowan.vault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import studio.rowan.Children;

/// Another program that commits again and again, in a process of its own, until its input ends: each commit raises a
/// number in two tables. Then says what it did, and how long its slowest commit was shut out.
final class BusyWriter implements AutoCloseable {
    /// @param longestMillis from the wish to write to the end of the commit, waits for locks included
    record Report(long commits, long failures, long longestMillis) {}

    private final Process process;
    private final BufferedReader out;

    private BusyWriter(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /// Starts it and waits for its first commit.
    static BusyWriter on(Path file, int pauseMillis) throws IOException {
        Process process = Children.start(BusyWriter.class, file.toString(), String.valueOf(pauseMillis));
        BusyWriter writer = new BusyWriter(process);
        if (!"ready".equals(writer.out.readLine())) {
            throw new IOException("the writer did not start");
        }
        return writer;
    }

    /// Waits until it has let go of the file.
    Report stop() throws IOException {
        process.getOutputStream().close();
        String[] part = out.readLine().split(" ");
        awaitEnd();
        return new Report(Long.parseLong(part[0]), Long.parseLong(part[1]), Long.parseLong(part[2]));
    }

    @Override
    public void close() {
        process.destroyForcibly();
        awaitEnd();
    }

    /// Nothing of it is left that could write while the test's folder is removed.
    private void awaitEnd() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static void main(String[] args) throws SQLException, InterruptedException {
        long pause = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(args[1]));
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + Path.of(args[0]).toUri() + "?busy_timeout=20000");
                Statement statement = connection.createStatement()) {
            // The locks are what is measured, not the disk.
            statement.execute("PRAGMA synchronous = OFF");
            long commits = 0;
            long failures = 0;
            long longest = 0;
            long next = System.nanoTime();
            while (!ended()) {
                long begin = System.nanoTime();
                try {
                    statement.execute("BEGIN IMMEDIATE");
                    statement.execute("UPDATE a SET n = n + 1 WHERE id = " + (1 + commits % 1000));
                    statement.execute("UPDATE b SET n = n + 1 WHERE id = " + (1 + commits % 1000));
                    statement.execute("COMMIT");
                    commits++;
                } catch (SQLException e) {
                    failures++;
                    System.err.println(e.getMessage());
                }
                longest = Math.max(longest, System.nanoTime() - begin);
                if (commits == 1) {
                    System.out.println("ready");
                    System.out.flush();
                }
                next = Math.max(next + pause, System.nanoTime());
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            }
            System.out.println(commits + " " + failures + " " + TimeUnit.NANOSECONDS.toMillis(longest));
        }
    }

    /// The input of a process ends when who started it closes it or is gone.
    private static boolean ended() {
        return Ended.NOW.get();
    }

    private static final class Ended {
        static final java.util.concurrent.atomic.AtomicBoolean NOW = new java.util.concurrent.atomic.AtomicBoolean();

        static {
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    while (System.in.read() >= 0) {
                        // only its end matters
                    }
                } catch (IOException e) {
                    // gone: the same as its end
                }
                NOW.set(true);
            });
        }
    }
}
