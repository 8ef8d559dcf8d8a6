package studio.rowan.db;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The scratch files of one open database, in a folder of their own.
final class ScratchFolder implements AutoCloseable {
    private final Path parent;
    private final DbFiles all;
    private final List<Scratch> files = new ArrayList<>();
    private @Nullable PrivateFolder folder;
    private int made;
    private boolean closed;

    ScratchFolder(Path parent, DbFiles files) {
        this.parent = parent;
        this.all = files;
    }

    synchronized Scratch make() {
        if (closed) {
            throw new DbError.Cancelled(null);
        }
        PrivateFolder home = folder;
        if (home == null) {
            home = all.privateFolder(parent, "spill");
            folder = home;
        }
        files.removeIf(Scratch::isClosed);
        Scratch scratch = new Scratch(home, made(all.home(home.path().resolve("keys-" + ++made + ".db"))));
        files.add(scratch);
        return scratch;
    }

    /// In memory it lasts from one connection to the next only where it was made before.
    private static Home made(Home home) {
        try {
            home.create();
            return home;
        } catch (IOException e) {
            throw DbFiles.io(home.file(), e);
        }
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
