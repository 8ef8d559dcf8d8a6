package studio.rowan.change;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import studio.rowan.db.Value;

/// Large values of drafts, each in a file of its own that is named after its content: written once however often the
/// drafts around it are saved, and never turned into text in memory.
final class DraftValues {
    /// Bytes from which a value is large.
    static final int LARGE = 1 << 20;

    private static final int PIECE = 1 << 20;

    private final Path folder;
    private Map<Value, String> names = new IdentityHashMap<>();
    private Map<Value, String> before = new IdentityHashMap<>();

    DraftValues(Path folder) {
        this.folder = folder;
    }

    /// The drafts are saved anew: what is not kept from now on is no longer wanted.
    void begin() {
        before = names;
        names = new IdentityHashMap<>();
    }

    /// Keeps the value and gives the name it is found by.
    String keep(Value value, byte[] bytes) {
        String known = before.get(value);
        String name = known == null ? names.get(value) : known;
        if (name == null || !Files.exists(folder.resolve(name))) {
            name = name(bytes);
            write(folder.resolve(name), bytes);
        }
        names.put(value, name);
        return name;
    }

    private static String name(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(Path file, byte[] bytes) {
        try {
            if (Files.exists(file) && Files.size(file) == bytes.length) {
                return;
            }
            Files.createDirectories(folder);
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            try (FileChannel out = FileChannel.open(
                    fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                ByteBuffer left = ByteBuffer.wrap(bytes);
                // In pieces: a channel copies what it is given at once out of the heap.
                while (left.position() < bytes.length) {
                    left.limit(Math.min(bytes.length, left.position() + PIECE));
                    out.write(left);
                }
                out.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The bytes kept under that name.
    /// @throws UncheckedIOException where they are not there
    byte[] load(String name) {
        if (!name.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a name of ours: " + name);
        }
        try {
            return Files.readAllBytes(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Removes what was not kept since [#begin].
    void sweep() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.toList();
        }
        Set<String> kept = new HashSet<>(names.values());
        for (Path file : files) {
            if (!kept.contains(String.valueOf(file.getFileName()))) {
                Files.deleteIfExists(file);
            }
        }
    }
}
