package studio.rowan;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The test material beside the project; where it is absent the test is skipped with a word.
public final class SharedData {
    private SharedData() {}

    /// The folder of real, hostile and migration data.
    public static Path dir() {
        for (String candidate : new String[] {"../shared/data", "../../shared/data"}) {
            Path path = Path.of(candidate).toAbsolutePath().normalize();
            if (Files.isDirectory(path)) {
                return path;
            }
        }
        return abort("the folder ../shared/data is not here: test skipped");
    }

    /// Copies a database with its -wal, -shm and -journal into the folder, writable, and returns the copy.
    public static Path copy(Path database, Path folder) {
        try {
            Path target = folder.resolve(database.getFileName().toString());
            for (String suffix : new String[] {"", "-wal", "-shm", "-journal"}) {
                Path from = database.resolveSibling(database.getFileName() + suffix);
                if (Files.isRegularFile(from)) {
                    Path to = target.resolveSibling(target.getFileName() + suffix);
                    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
                    if (!to.toFile().setWritable(true)) {
                        throw new IOException("cannot make writable: " + to);
                    }
                }
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The regular files below the folder, sorted, without -wal, -shm, -journal.
    public static Stream<Path> databases(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk
                    .filter(Files::isRegularFile)
                    .filter(p -> !p.toString().matches(".*-(wal|shm|journal)$"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// SHA-256 of every file in the folder but -shm, which is no data.
    public static Map<String, String> checksums(Path folder) {
        Map<String, String> sums = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (!file.toString().endsWith("-shm")) {
                    byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                    sums.put(file.getFileName().toString(), HexFormat.of().formatHex(sum));
                }
            }
            return sums;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
