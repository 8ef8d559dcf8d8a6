import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs each launcher once, so that the virtual machine writes down the classes it loaded and linked (JEP 514, 515), and
/// has the launcher use that from then on.
final class Training {
    private static final int SECONDS_OF_USE = 8;

    private final Package.Platform platform;
    private final Display display;
    private final Path homes;

    Training(Package.Platform platform, Display display, Path homes) {
        this.platform = platform;
        this.display = display;
        this.homes = homes;
    }

    void window(Path image, String name) throws IOException, InterruptedException {
        Package.say("a training run of " + name);
        Program program = new Program(platform.launcher(image, name), homes.resolve(name), display);
        // The first start makes the sample; the second, which counts, opens it as every later one does.
        program.window("", () -> TimeUnit.SECONDS.sleep(SECONDS_OF_USE));
        Path cache = cache(image, name);
        program.window("-XX:AOTCacheOutput=" + cache, () -> TimeUnit.SECONDS.sleep(SECONDS_OF_USE));
        use(image, name, cache);
    }

    void command(Path image, String name, String... arguments) throws IOException, InterruptedException {
        Package.say("a training run of " + name);
        Program program = new Program(platform.launcher(image, name), homes.resolve(name), display);
        program.command("", List.of(arguments));
        Path cache = cache(image, name);
        program.command("-XX:AOTCacheOutput=" + cache, List.of(arguments));
        use(image, name, cache);
    }

    private Path cache(Path image, String name) {
        return platform.app(image).resolve(name + ".aot").toAbsolutePath();
    }

    private void use(Path image, String name, Path cache) throws IOException {
        if (!Files.isRegularFile(cache) || Files.size(cache) == 0) {
            throw new IOException("no AOT cache was written: " + cache);
        }
        Files.deleteIfExists(Path.of(cache + ".config"));
        Files.writeString(
                platform.app(image).resolve(name + ".cfg"),
                "java-options=-XX:AOTCache=$APPDIR/" + name + ".aot\n",
                StandardOpenOption.APPEND);
    }
}
