package studio.rowan.db;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The scratch files of one open database, in a folder of their own.
final class ScratchFolder implements AutoCloseable {
    private final Path parent;
    private final List<Scratch> files = new ArrayList<>();
    private @Nullable PrivateFolder folder;
    private int made;
    private boolean closed;

    ScratchFolder(Path parent) {
        this.parent = parent;
    }

    synchronized Scratch make() {
        if (closed) {
            throw new DbError.Cancelled(null);
        }
        PrivateFolder home = folder;
        if (home == null) {
            home = PrivateFolder.in(parent, "spill");
            folder = home;
        }
        files.removeIf(Scratch::isClosed);
        Scratch scratch = new Scratch(home.path().resolve("keys-" + ++made + ".db"));
        files.add(scratch);
        return scratch;
    }

    @Override
    public synchronized void close() {
        closed = true;
        files.forEach(Scratch::close);
        if (folder != null) {
            folder.close();
        }
    }
}
