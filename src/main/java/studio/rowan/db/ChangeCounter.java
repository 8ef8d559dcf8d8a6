package studio.rowan.db;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The count of commits that a file without a write-ahead log carries in its header, and its number of pages
/// ([fileformat2, 1.3.7](https://www.sqlite.org/fileformat2.html#file_change_counter)), readable while another
/// connection of this process has the file locked, when SQLite lets nobody look.
///
/// Reading leaves SQLite's locks alone; closing would drop them (F9), so that waits for the last connection to go.
final class ChangeCounter implements AutoCloseable {
    private static final int PLACE = 24;

    private final Path file;
    private final Leases leases;
    private final FileChannel channel;

    private ChangeCounter(Path file, Leases leases, FileChannel channel) {
        this.file = file;
        this.leases = leases;
        this.channel = channel;
    }

    static ChangeCounter of(Path file, Leases leases) {
        try {
            return new ChangeCounter(file, leases, FileChannel.open(file, StandardOpenOption.READ));
        } catch (IOException e) {
            throw DbFiles.io(file, e);
        }
    }

    /// Another number after each commit of whomever; 0 for a file of no bytes.
    long read() {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES);
        try {
            while (bytes.hasRemaining() && channel.read(bytes, PLACE + bytes.position()) >= 0) {
                continue;
            }
        } catch (IOException e) {
            throw DbFiles.io(file, e);
        }
        return bytes.getLong(0);
    }

    @Override
    public void close() {
        leases.whenShut(file, channel);
    }
}
