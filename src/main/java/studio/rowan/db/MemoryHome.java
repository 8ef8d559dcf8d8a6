package studio.rowan.db;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A database in memory, under the path that its file would have. No such file is looked at, nothing lies beside it,
/// and nobody but this process can reach it.
record MemoryHome(Path file, MemoryStore store) implements Home {
    @Override
    public boolean has(String suffix) {
        return suffix.isEmpty() && store.has(file);
    }

    @Override
    public long size(String suffix) {
        return has(suffix) ? store.size(file) : 0;
    }

    @Override
    public boolean isWritable() {
        return true;
    }

    @Override
    public boolean takesSidecars() {
        return true;
    }

    @Override
    public String uri(String parameters) {
        return target() + "&" + parameters;
    }

    @Override
    public String target() {
        return store.uri(file);
    }

    @Override
    public @Nullable Lease lease() {
        return null;
    }

    @Override
    public @Nullable FileIdentity identity() {
        return null;
    }

    @Override
    public <T> T reading(Leases.Reading<T> body) {
        try {
            return body.read();
        } catch (IOException e) {
            throw DbFiles.io(file, e);
        }
    }

    @Override
    public InputStream read() {
        return new ByteArrayInputStream(store.bytes(file));
    }

    @Override
    public void create() throws FileAlreadyExistsException {
        if (!store.make(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
    }

    @Override
    public void createLike(Home other) {
        if (!store.make(file)) {
            throw new DbError.Io(DbError.Io.Reason.OTHER, "exists already: " + file, 0, null, null);
        }
    }

    @Override
    public void sync() {}

    @Override
    public void delete() {
        store.remove(file);
    }
}
