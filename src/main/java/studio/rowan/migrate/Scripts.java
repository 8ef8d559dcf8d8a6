package studio.rowan.migrate;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The migration scripts of a folder, and what else lies there: Flyway would run shell scripts and callbacks while it
/// merely looks (F8), so it is shown `migrations` and nothing else.
/// @param migrations `V…__x.sql`, `R__x.sql`, `B…__x.sql`, in the order of their paths
/// @param notRun paths of scripts and callbacks that stock Flyway would run and this program never does
public record Scripts(List<Script> migrations, List<String> notRun) {
    private static final Pattern MIGRATION = Pattern.compile("(?:[VB][0-9][0-9._]*|R)__.*\\.sql");
    private static final Pattern RUNNABLE = Pattern.compile(".*\\.(?:sql|sh|bash|cmd|bat|ps1|py)");

    public Scripts {
        migrations = List.copyOf(migrations);
        notRun = List.copyOf(notRun);
    }

    /// What lies in a folder and below it.
    /// @throws IOException where it cannot be read
    public static Scripts ofFolder(Path folder) throws IOException {
        Found found = new Found();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                String path = folder.relativize(file).toString().replace('\\', '/');
                found.add(path, () -> Files.newInputStream(file));
            }
        }
        return found.scripts();
    }

    /// What lies in a folder of the class path: in a folder of classes or in a jar.
    /// @throws IOException where it is not there or cannot be read
    public static Scripts ofClasspath(ClassLoader loader, String folder) throws IOException {
        URL url = loader.getResource(folder + "/");
        if (url == null) {
            throw new IOException("not on the class path: " + folder);
        }
        if (url.openConnection() instanceof JarURLConnection connection) {
            connection.setUseCaches(false);
            try (JarFile jar = connection.getJarFile()) {
                return ofJar(jar, folder + "/");
            }
        }
        try {
            return ofFolder(Path.of(url.toURI()));
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static Scripts ofJar(JarFile jar, String prefix) throws IOException {
        Found found = new Found();
        for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
            JarEntry entry = entries.nextElement();
            if (!entry.isDirectory() && entry.getName().startsWith(prefix)) {
                found.add(entry.getName().substring(prefix.length()), () -> jar.getInputStream(entry));
            }
        }
        return found.scripts();
    }

    private static final class Found {
        private final List<Script> migrations = new ArrayList<>();
        private final List<String> notRun = new ArrayList<>();

        void add(String path, Content content) throws IOException {
            String name = path.substring(path.lastIndexOf('/') + 1);
            if (MIGRATION.matcher(name).matches()) {
                try (InputStream in = content.open()) {
                    migrations.add(new Script(path, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
                }
            } else if (RUNNABLE.matcher(name).matches()) {
                notRun.add(path);
            }
        }

        Scripts scripts() {
            migrations.sort(java.util.Comparator.comparing(Script::path));
            return new Scripts(migrations, notRun);
        }
    }

    private interface Content {
        InputStream open() throws IOException;
    }
}
