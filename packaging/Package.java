import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Makes what people install on this platform from what `mvn package` left in target/, into target/installer: a runtime
/// of the JDK and JavaFX, the program's image with its two launchers and their AOT caches, and the platform's installer.
/// Then the installer is unpacked and tried: see Trial.
///
///     java packaging/Package.java VERSION [deb|rpm|msi|dmg]
///
/// The settings of each platform lie beside this file, as argument files of jpackage. Those of rpm, msi and dmg have not
/// been run yet.
final class Package {
    /// Libraries name more modules than they use; these are what the program reaches.
    private static final String MODULES = "java.base,java.desktop,java.logging,java.management,java.naming,java.sql,"
            + "jdk.unsupported,jdk.zipfs,javafx.controls,javafx.fxml";

    private static final Path TARGET = Path.of("target");
    private static final Path OUT = TARGET.resolve("installer");
    private static final Path PACKAGING = Path.of("packaging");

    private final String version;
    private final Platform platform;
    private final String type;
    /// Of every file that is installed.
    private final Instant age = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    /// Where jpackage puts the parts of an image, and which installer is usual.
    enum Platform {
        LINUX("deb"),
        WINDOWS("msi"),
        MACOS("dmg");

        private final String usual;

        Platform(String usual) {
            this.usual = usual;
        }

        static Platform here() {
            String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
            return os.startsWith("windows") ? WINDOWS : os.startsWith("mac") ? MACOS : LINUX;
        }

        Path settings(String name) {
            return PACKAGING.resolve(name().toLowerCase(Locale.ROOT)).resolve(name + ".args");
        }

        Path image(Path folder, String name) {
            return folder.resolve(this == MACOS ? name + ".app" : name);
        }

        Path launcher(Path image, String name) {
            return switch (this) {
                case LINUX -> image.resolve("bin").resolve(name);
                case WINDOWS -> image.resolve(name + ".exe");
                case MACOS -> image.resolve("Contents/MacOS").resolve(name);
            };
        }

        Path app(Path image) {
            return switch (this) {
                case LINUX -> image.resolve("lib/app");
                case WINDOWS -> image.resolve("app");
                case MACOS -> image.resolve("Contents/app");
            };
        }
    }

    private Package(String version, Platform platform, String type) {
        this.version = version;
        this.platform = platform;
        this.type = type;
    }

    public static void main(String[] args) throws Exception {
        Platform platform = Platform.here();
        new Package(args[0], platform, args.length > 1 && !args[1].isBlank() ? args[1] : platform.usual).make();
    }

    private void make() throws Exception {
        delete(OUT);
        Files.createDirectories(OUT);
        Path runtime = runtime();
        Path app = stage(OUT.resolve("app"));
        Path image = image("rowan-studio", app, runtime, PACKAGING.resolve("image.args"));
        Path bareApp = stage(OUT.resolve("bare"));
        Bare.compile(bareApp, TARGET.resolve("lib"));
        Path bare = image("bare", bareApp, runtime, PACKAGING.resolve("bare.args"));
        try (Display display = Display.open()) {
            Training training = new Training(platform, display, OUT.resolve("homes"));
            training.window(image, "rowan-studio");
            training.command(image, "rowan", "health", "--json");
            training.window(bare, "bare");
            Path installer = installer(image);
            new Trial(platform, display, OUT).run(installer, bare, Path.of("target", "installer.json"));
        }
    }

    /// The program and its libraries, without JavaFX, which is in the runtime.
    private Path stage(Path folder) throws IOException, InterruptedException {
        Path lib = Files.createDirectories(folder.resolve("lib"));
        Files.copy(TARGET.resolve("rowan-studio.jar"), folder.resolve("rowan-studio.jar"));
        for (Path jar : list(TARGET.resolve("lib"))) {
            if (!jar.getFileName().toString().startsWith("javafx-")) {
                Files.copy(jar, lib.resolve(jar.getFileName()));
            }
        }
        List<String> sheets = new ArrayList<>(List.of(
                "-classpath", OUT.resolve("modules") + "/*", PACKAGING.resolve("Sheets.java").toString(),
                folder.resolve("rowan-studio.jar").toString()));
        list(lib).forEach(jar -> sheets.add(jar.toString()));
        tool("java", sheets);
        store(folder.resolve("rowan-studio.jar"));
        return folder;
    }

    /// Fonts, pages and sheets are read at each start: stored as they are, they need no inflating. The installer
    /// compresses them all the same.
    private void store(Path jar) throws IOException, InterruptedException {
        Path content = Files.createTempDirectory(OUT, "content");
        tool("jar", List.of("--extract", "--file", jar.toString(), "--dir", content.toString()));
        Path manifest = content.resolve("META-INF/MANIFEST.MF");
        Path kept = Files.move(manifest, OUT.resolve(content.getFileName() + ".mf"));
        tool("jar", List.of(
                "--create", "--no-compress", "--file", jar.toString(), "--manifest", kept.toString(),
                "-C", content.toString(), "."));
    }

    /// The plain JavaFX jars hold nothing; those with the platform in their name are modules.
    private Path runtime() throws IOException, InterruptedException {
        Path modules = Files.createDirectories(OUT.resolve("modules"));
        for (Path jar : list(TARGET.resolve("lib"))) {
            if (jar.getFileName().toString().matches("javafx-.*-(linux|win|mac).*\\.jar")) {
                Files.copy(jar, modules.resolve(jar.getFileName()));
            }
        }
        Path runtime = OUT.resolve("runtime");
        say("jlink: a runtime of the JDK and JavaFX");
        tool("jlink", List.of(
                "--module-path", modules.toString(), "--add-modules", MODULES, "--strip-debug",
                "--no-header-files", "--no-man-pages", "--output", runtime.toString()));
        return runtime;
    }

    private Path image(String name, Path app, Path runtime, Path settings)
            throws IOException, InterruptedException {
        say("jpackage: the image of " + name);
        tool("jpackage", List.of(
                "@" + settings, "@" + platform.settings("image"), "--type", "app-image", "--app-version", version,
                "--input", app.toString(), "--runtime-image", runtime.toString(),
                "--dest", OUT.resolve("images").toString()));
        Path image = platform.image(OUT.resolve("images"), name);
        age(image);
        return image;
    }

    /// An AOT cache only serves jars that are exactly as old as they were in training.
    private void age(Path image) throws IOException {
        try (Stream<Path> below = Files.walk(image)) {
            for (Path path : below.toList()) {
                Files.setLastModifiedTime(path, FileTime.from(age));
            }
        }
    }

    private Path installer(Path image) throws IOException, InterruptedException {
        say("jpackage: " + type);
        tool("jpackage", List.of(
                "@" + PACKAGING.resolve("installer.args"), "@" + platform.settings(type), "--app-version", version,
                "--app-image", image.toString(), "--dest", OUT.toString()));
        return list(OUT).stream()
                .filter(file -> file.toString().endsWith("." + type))
                .findFirst()
                .orElseThrow();
    }

    static void say(String words) {
        System.out.println("packaging: " + words);
    }

    /// Packagers cut the age of files down to SOURCE_DATE_EPOCH (reproducible-builds.org), which jpackage's copies of
    /// them would lose.
    private void tool(String name, List<String> args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", name).toString()));
        command.addAll(args);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("SOURCE_DATE_EPOCH", String.valueOf(age.getEpochSecond()));
        int code = builder.start().waitFor();
        if (code != 0) {
            throw new IOException(name + " ended with " + code);
        }
    }

    static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            List<Path> all = new ArrayList<>();
            try (Stream<Path> below = Files.walk(folder)) {
                below.sorted(Comparator.reverseOrder()).forEach(all::add);
            }
            for (Path path : all) {
                Files.delete(path);
            }
        }
    }
}
