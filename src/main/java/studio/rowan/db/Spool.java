package studio.rowan.db;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/// The content of one large cell in a private file, read piece by piece, so that its length costs no memory. The system
/// removes the file with its last user, at the latest when the program ends. Any thread may read but the one that must
/// never wait.
public final class Spool implements AutoCloseable {
    private final Value.StorageClass type;
    private final Path file;
    private final FileChannel channel;
    private final BooleanSupplier forbiddenThread;
    private final AtomicInteger users = new AtomicInteger(1);
    private volatile long length;

    Spool(Value.StorageClass type, Path folder, BooleanSupplier forbiddenThread) throws IOException {
        this.type = type;
        this.forbiddenThread = forbiddenThread;
        Files.createDirectories(folder);
        file = Files.createTempFile(folder, "cell-", ".spool");
        channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    /// The storage class of the cell when it was read.
    public Value.StorageClass type() {
        return type;
    }

    void write(long at, byte[] piece) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(piece);
        while (bytes.hasRemaining()) {
            channel.write(bytes, at + bytes.position());
        }
        length = Math.max(length, at + piece.length);
    }

    /// Bytes, which any thread may ask for.
    public long length() {
        return length;
    }

    /// At most `most` bytes from `at` on; fewer at the end.
    /// @throws DbError.Cancelled where it was closed meanwhile: nobody wants it any more
    /// @throws IllegalStateException on a thread that must never wait
    public byte[] read(long at, int most) {
        if (forbiddenThread.getAsBoolean()) {
            throw new IllegalStateException("the window's thread must not wait for a file");
        }
        int wanted = (int) Math.clamp(length() - at, 0, most);
        ByteBuffer bytes = ByteBuffer.allocate(wanted);
        try {
            while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) >= 0) {
                // until all are there
            }
        } catch (IOException e) {
            throw failed(e);
        }
        return bytes.position() == wanted ? bytes.array() : java.util.Arrays.copyOf(bytes.array(), bytes.position());
    }

    private DbError failed(IOException e) {
        return e instanceof ClosedChannelException ? new DbError.Cancelled(e) : DbFiles.io(file, e);
    }

    /// Keeps it for another user, who closes it as well.
    /// @return false where it is gone already
    public boolean hold() {
        return users.getAndUpdate(n -> n == 0 ? 0 : n + 1) > 0;
    }

    @Override
    public void close() {
        if (users.getAndUpdate(n -> Math.max(0, n - 1)) == 1) {
            try {
                channel.close();
            } catch (IOException e) {
                throw DbFiles.io(file, e);
            }
        }
    }
}
