package studio.rowan.migrate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The texts of scripts as they were when they ran here, kept in the program's own folder where only the user reads
/// them, so that a script that was edited since can be laid beside what ran. Its methods block.
public final class AppliedTexts {
    private static final Logger LOG = LoggerFactory.getLogger(AppliedTexts.class);
    private static final int LARGEST = 4 * 1024 * 1024;

    private final Path folder;

    AppliedTexts(Path folder) {
        this.folder = folder;
    }

    /// Keeps one. That it cannot be kept is no reason to fail: the script ran.
    /// @param digest by which the history knows the text; empty where it does not
    void keep(Path database, String digest, String text) {
        if (digest.isEmpty() || text.length() > LARGEST) {
            return;
        }
        try {
            Path own = folderOf(database);
            make(own);
            Path fresh = Files.createTempFile(own, "new", ".sql");
            Files.writeString(fresh, text, StandardCharsets.UTF_8);
            Files.move(fresh, file(database, digest), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("the text of what ran is not kept: {}", database, e);
        }
    }

    private static void make(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Files.createDirectories(folder);
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /// Empty where it was not kept: it ran before, or elsewhere.
    Optional<String> find(Path database, String digest) {
        if (digest.isEmpty()) {
            return Optional.empty();
        }
        Path file = file(database, digest);
        try {
            return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            LOG.warn("not readable: {}", file, e);
            return Optional.empty();
        }
    }

    private Path file(Path database, String digest) {
        return folderOf(database).resolve(hash(digest).substring(0, 32) + ".sql");
    }

    private Path folderOf(Path database) {
        String name = database.toAbsolutePath().normalize().toString();
        return folder.resolve(hash(name).substring(0, 32));
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
