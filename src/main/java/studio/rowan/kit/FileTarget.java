package studio.rowan.kit;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import studio.rowan.db.DbError;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Job;

/// A file to be written whole or not at all: first under another name beside it, then moved into place.
public record FileTarget(Path file, DbFiles databases) {
    private static final List<String> COMPANIONS = List.of("-wal", "-shm", "-journal");
    private static final int MOST_NAMES = 1000;
    private static final int PIECE = 1 << 20;

    /// Writes the content; may throw anything, and then nothing is left behind.
    @FunctionalInterface
    public interface Body {
        void write(OutputStream out) throws IOException;
    }

    /// @throws DbError.Io where the file cannot be written, or is a database that is open here
    public void write(Body body) {
        refuseOpenDatabase();
        Path fresh;
        try {
            fresh = create();
        } catch (IOException e) {
            throw io(e);
        }
        boolean moved = false;
        try {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
                body.write(out);
                out.flush();
                channel.force(true);
            }
            refuseOpenDatabase();
            move(fresh);
            moved = true;
        } catch (IOException e) {
            throw io(e);
        } finally {
            if (!moved) {
                remove(fresh);
            }
        }
    }

    /// A new file under the first name beside the target that nobody has: what lies there is somebody's.
    private Path create() throws IOException {
        for (int i = 1; ; i++) {
            Path fresh = file.resolveSibling(file.getFileName() + (i == 1 ? ".part" : "." + i + ".part"));
            try {
                return Files.createFile(fresh);
            } catch (FileAlreadyExistsException e) {
                if (i == MOST_NAMES) {
                    throw e;
                }
            }
        }
    }

    /// All bytes of the file.
    /// @throws DbError.TooBig above `most` bytes
    /// @throws DbError.Io where it cannot be read, or is a database that is open here: a look would drop its locks
    public byte[] read(long most, Job<?> job) {
        refuseOpenDatabase();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long length = channel.size();
            if (length > most) {
                throw new DbError.TooBig(file + ": " + length + " bytes", 18, null, null);
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) length);
            while (bytes.hasRemaining()) {
                job.checkCancelled();
                bytes.limit((int) Math.min(length, bytes.position() + (long) PIECE));
                if (channel.read(bytes) < 0) {
                    break;
                }
                job.report(bytes.position(), length, "bytes");
                bytes.limit((int) length);
            }
            byte[] array = bytes.array();
            return bytes.position() == array.length ? array : Arrays.copyOf(array, bytes.position());
        } catch (IOException e) {
            throw io(e);
        }
    }

    private void move(Path fresh) throws IOException {
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// Replacing a database under its open connections would lose rows (F9).
    private void refuseOpenDatabase() {
        String name = String.valueOf(file.getFileName());
        boolean open = databases.isOpen(file);
        for (String companion : COMPANIONS) {
            if (name.endsWith(companion)) {
                String owner = name.substring(0, name.length() - companion.length());
                open |= databases.isOpen(file.resolveSibling(owner));
            }
        }
        if (open) {
            throw new DbError.Io(DbError.Io.Reason.OTHER, "is open here as a database: " + file, 0, null, null);
        }
    }

    private DbError.Io io(IOException e) {
        DbError.Io.Reason reason = switch (e) {
            case java.nio.file.AccessDeniedException _ -> DbError.Io.Reason.NO_PERMISSION;
            case java.nio.file.NoSuchFileException _ -> DbError.Io.Reason.NOT_FOUND;
            default -> DbError.Io.Reason.OTHER;
        };
        return new DbError.Io(reason, file + ": " + e.getMessage(), 0, null, e);
    }

    private void remove(Path fresh) {
        try {
            Files.deleteIfExists(fresh);
        } catch (IOException e) {
            throw io(e);
        }
    }
}
