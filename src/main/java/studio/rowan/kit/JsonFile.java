package studio.rowan.kit;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One record kept as JSON in a file of the program's own. A crash while writing leaves the version before; a file that
/// cannot be understood is put aside, never in the way of starting. Blocks: for [Jobs#background] and start-up.
public final class JsonFile<T> {
    private static final Logger LOG = LoggerFactory.getLogger(JsonFile.class);

    private final Path file;
    private final Class<T> type;
    /// Values as long as a cell can be are read again: a bound would lose all that was kept beside them.
    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // A file that people may write by hand as well.
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    public JsonFile(Path file, Class<T> type) {
        this.file = file;
        this.type = type;
    }

    /// What the file holds, else `otherwise`.
    public T load(T otherwise) {
        return load(otherwise, _ -> {});
    }

    /// What the file holds, else `otherwise`.
    /// @param aside told where a file lies now that was not understood
    public T load(T otherwise, Consumer<? super Path> aside) {
        try {
            T value = mapper.readValue(Files.readAllBytes(file), type);
            return value == null ? otherwise : value;
        } catch (NoSuchFileException e) {
            return otherwise;
        } catch (JacksonException e) {
            LOG.warn("not understood, put aside: {}", file, e);
            putAside(aside);
            return otherwise;
        } catch (IOException e) {
            LOG.warn("not readable: {}", file, e);
            return otherwise;
        }
    }

    /// What the file holds, for whoever tells people about it: nothing is put aside. Empty where there is no such file.
    /// @throws JacksonException where it is not understood
    /// @throws IOException where it cannot be read
    public Optional<T> read() throws IOException {
        try {
            return Optional.ofNullable(mapper.readValue(Files.readAllBytes(file), type));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /// Writes a temporary file beside it and moves that into place.
    public void save(T value) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel out = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(mapper.writeValueAsBytes(value));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// Keeps what the file holds now beside it, for it is not understood in part and will be written anew.
    /// @return where the copy lies
    public Path copyAside() throws IOException {
        return Files.copy(file, broken(), StandardCopyOption.REPLACE_EXISTING);
    }

    /// Whether something of it lies aside.
    public boolean isAside() {
        return Files.exists(broken());
    }

    private Path broken() {
        return file.resolveSibling(file.getFileName() + ".broken");
    }

    private void putAside(Consumer<? super Path> told) {
        try {
            told.accept(Files.move(file, broken(), StandardCopyOption.REPLACE_EXISTING));
        } catch (IOException e) {
            LOG.warn("cannot be put aside: {}", file, e);
        }
    }
}
