package studio.rowan.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A small file of the program's own that this process holds a lock on, so that others can tell that it runs.
public final class HeldFile implements AutoCloseable {
    private final FileChannel channel;

    private HeldFile(FileChannel channel) {
        this.channel = channel;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Makes the file and holds it.
    /// @throws DbError.Io where it cannot be made
    public static HeldFile hold(Path file) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            channel.lock();
            return new HeldFile(channel);
        } catch (IOException e) {
            throw DbFiles.io(file, e);
        }
    }

    /// Whether another process holds the file. Not to be asked of one that this process holds: that would let go of it
    /// (F9).
    public static boolean isHeld(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
