package studio.rowan;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/// Another program that uses the same file: a virtual machine of its own, since locks do not bind one process with
/// itself. Answers each line with one line. Its connection waits for no lock.
public final class OtherProcess implements AutoCloseable {
    private final Process process;
    private final PrintStream in;
    private final BufferedReader out;

    private OtherProcess(Process process) {
        this.process = process;
        this.in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    public static OtherProcess on(Path file) {
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-Xmx256m",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            OtherProcess.class.getName(),
                            file.toUri().toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            OtherProcess other = new OtherProcess(process);
            other.answer();
            return other;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs a statement; gives `ok`, with the first cell where there is one, or `error` with SQLite's words.
    public String sql(String statement) {
        return tell("sql " + statement);
    }

    /// Like [#sql(String)], for what must succeed once the studio's readers let go of their short locks.
    public String must(String statement) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        String answer = sql(statement);
        while (answer.contains("SQLITE_BUSY") && System.nanoTime() < end) {
            answer = sql(statement);
        }
        if (!answer.startsWith("ok")) {
            throw new AssertionError(statement + ": " + answer);
        }
        return answer.substring(2).strip();
    }

    /// Cuts the file to a length, as a broken program would.
    public void truncate(long bytes) {
        tell("truncate " + bytes);
    }

    /// Puts another file in place of this one by renaming it.
    public void replaceBy(Path newer) {
        tell("replace " + newer);
    }

    /// Starts a statement and does not wait for its end.
    public void begin(String statement) {
        in.println("sql " + statement);
    }

    /// Waits for the answer to [#begin(String)].
    public String answer() {
        try {
            String line = out.readLine();
            return line == null ? "gone" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String tell(String line) {
        in.println(line);
        return answer();
    }

    /// The end that no program can prepare for (SIGKILL).
    public void kill() {
        try {
            process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        in.close();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void main(String[] args) throws IOException, SQLException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path file = Path.of(java.net.URI.create(args[0]));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        out.println("ready");
        Connection connection = null;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String rest = line.substring(line.indexOf(' ') + 1);
            try {
                switch (line.substring(0, line.indexOf(' '))) {
                    case "truncate" -> {
                        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                            channel.truncate(Long.parseLong(rest));
                        }
                        out.println("ok");
                    }
                    case "replace" -> {
                        Files.move(Path.of(rest), file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
                        out.println("ok");
                    }
                    default -> {
                        if (connection == null) {
                            connection = DriverManager.getConnection("jdbc:sqlite:" + args[0] + "?busy_timeout=0");
                        }
                        out.println(run(connection, rest));
                    }
                }
            } catch (SQLException | IOException e) {
                out.println("error " + String.valueOf(e.getMessage()).replace('\n', ' '));
            }
        }
        if (connection != null) {
            connection.close();
        }
    }

    private static String run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                try (ResultSet rows = statement.getResultSet()) {
                    return rows.next() ? "ok " + rows.getString(1) : "ok";
                }
            }
            return "ok";
        }
    }
}
