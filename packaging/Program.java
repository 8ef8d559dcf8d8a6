import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A launcher of an image, run with a data folder of its own.
final class Program {
    /// What both programs write into their log when their first frame is drawn.
    private static final String SHOWN = "the window is on the screen";

    private final Path launcher;
    private final Path home;
    private final Display display;

    Program(Path launcher, Path home, Display display) {
        this.launcher = launcher.toAbsolutePath();
        this.home = home.toAbsolutePath();
        this.display = display;
    }

    /// @param options for the virtual machine, beside the launcher's own
    private ProcessBuilder builder(List<String> arguments, String options) throws IOException {
        Files.createDirectories(home);
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().put("ROWAN_HOME", home.toString());
        builder.environment().remove("DISPLAY");
        builder.environment().remove("DATABASE_PATH");
        if (!options.isEmpty()) {
            builder.environment().put("JAVA_TOOL_OPTIONS", options);
        }
        return builder;
    }

    /// Starts the window and ends it once its first frame is drawn and `more` is done.
    /// @return ms from the start of the process to the first frame
    long window(String options, Waiting more) throws IOException, InterruptedException {
        Path log = home.resolve("logs/rowan.log");
        Files.deleteIfExists(log);
        // As after a window that was closed, not ended.
        Files.deleteIfExists(home.resolve("window.json"));
        ProcessBuilder builder = builder(List.of(), options);
        display.into(builder.environment());
        builder.redirectErrorStream(true).redirectOutput(home.resolve("out.txt").toFile());
        long start = System.nanoTime();
        Process process = builder.start();
        while (!Files.exists(log) || !Files.readString(log).contains(SHOWN)) {
            if (!process.isAlive() || System.nanoTime() - start > TimeUnit.SECONDS.toNanos(120)) {
                process.destroyForcibly();
                throw new IOException("no window: " + Files.readString(home.resolve("out.txt")));
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
        long millis = (System.nanoTime() - start) / 1_000_000;
        more.run();
        process.destroy();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("it does not end");
        }
        return millis;
    }

    /// What to wait for while the window is open.
    @FunctionalInterface
    interface Waiting {
        void run() throws InterruptedException;
    }

    /// What a run of a command said and how long it took.
    record Said(int code, String out, long millis) {}

    /// Runs a command without any display.
    Said command(String options, List<String> arguments) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = builder(arguments, options)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        return new Said(code, out, (System.nanoTime() - start) / 1_000_000);
    }
}
