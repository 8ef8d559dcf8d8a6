package studio.rowan.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Where the program keeps what is its own, by the custom of each system (XDG on Linux). `ROWAN_HOME` puts all of it
/// into one folder, so that tests and demonstrations touch nothing else; with `ROWAN_ENV=test` it is a folder of this
/// run alone. Nothing is created here.
/// @param data settings, session, the sample, the file that names the running window
/// @param cache what can be made again: spilled sorts, private copies
public record AppFolders(Path data, Path cache) {
    private static final String NAME = "rowan-studio";

    /// The folders of this user on this system.
    public static AppFolders ofSystem() {
        return of(System::getenv, System.getProperty("os.name", ""), Path.of(System.getProperty("user.home", ".")));
    }

    /// The rolling log file lies here ([LogSetup] says the same).
    public Path log() {
        return data.resolve("logs");
    }

    /// Private copies of files that cannot be read where they lie.
    public Path copies() {
        return cache.resolve("copies");
    }

    /// Copies of databases that are made to try something on.
    public Path clones() {
        return cache.resolve("clones");
    }

    /// Removes the private copies, where no other window of the program runs that might need them.
    public void clearCopies() {
        clear(copies());
    }

    /// Removes all of it when the process ends, where it is for this run alone.
    public void endWithProcess() {
        if (data.equals(ofRun())) {
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().name("rowan-end").unstarted(this::end));
        }
    }

    void end() {
        if (data.equals(ofRun())) {
            clear(data);
        }
    }

    private static void clear(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // Not asked for earlier: where the log lies is only known once these folders are.
            LoggerFactory.getLogger(AppFolders.class).info("it stays: {}", folder, e);
        }
    }

    private static Path ofRun() {
        return Path.of(
                System.getProperty("java.io.tmpdir"),
                "rowan-test-" + ProcessHandle.current().pid());
    }

    static AppFolders of(UnaryOperator<@Nullable String> env, String system, Path home) {
        Path own = Profile.of(env) == Profile.TEST ? ofRun() : given(env.apply("ROWAN_HOME"));
        if (own != null) {
            return new AppFolders(own, own.resolve("cache"));
        }
        String os = system.toLowerCase(Locale.ROOT);
        if (os.startsWith("windows")) {
            Path roaming = or(absolute(env.apply("APPDATA")), home.resolve("AppData/Roaming"))
                    .resolve("Rowan Studio");
            Path local = or(absolute(env.apply("LOCALAPPDATA")), home.resolve("AppData/Local"))
                    .resolve("Rowan Studio");
            return new AppFolders(roaming, local.resolve("cache"));
        }
        if (os.startsWith("mac")) {
            Path library = home.resolve("Library");
            return new AppFolders(
                    library.resolve("Application Support/Rowan Studio"), library.resolve("Caches/Rowan Studio"));
        }
        return new AppFolders(
                or(absolute(env.apply("XDG_DATA_HOME")), home.resolve(".local/share"))
                        .resolve(NAME),
                or(absolute(env.apply("XDG_CACHE_HOME")), home.resolve(".cache"))
                        .resolve(NAME));
    }

    /// A relative one counts from where the program was started, as any path that a user types: were it ignored, what
    /// was meant for that folder would be written into the user's own.
    private static @Nullable Path given(@Nullable String path) {
        return path == null || path.isBlank()
                ? null
                : Path.of(path).toAbsolutePath().normalize();
    }

    /// The XDG standard has relative paths ignored.
    private static @Nullable Path absolute(@Nullable String path) {
        return path == null || path.isBlank() || !Path.of(path).isAbsolute()
                ? null
                : Path.of(path).normalize();
    }

    private static Path or(@Nullable Path path, Path otherwise) {
        return path == null ? otherwise : path;
    }
}
