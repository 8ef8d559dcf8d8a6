package studio.rowan.db;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/// A file. Only the percent-encoded URI is that file: unencoded names open, and even create, others (F16).
record DiskHome(Path file, Leases leases) implements Home {
    private static final Set<PosixFilePermission> OWN =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final Set<PosixFilePermission> EXECUTE = Set.of(
            PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE);

    private Path beside(String suffix) {
        return suffix.isEmpty() ? file : file.resolveSibling(file.getFileName() + suffix);
    }

    @Override
    public boolean has(String suffix) {
        return Files.exists(beside(suffix));
    }

    @Override
    public long size(String suffix) {
        try {
            BasicFileAttributes found = Files.readAttributes(beside(suffix), BasicFileAttributes.class);
            return found.isRegularFile() ? found.size() : 0;
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw DbFiles.io(beside(suffix), e);
        }
    }

    @Override
    public boolean isWritable() {
        return Files.isWritable(file);
    }

    @Override
    public boolean takesSidecars() {
        Path folder = file.getParent();
        return folder == null || Files.isWritable(folder);
    }

    @Override
    public String uri(String parameters) {
        return file.toUri() + "?" + parameters;
    }

    @Override
    public String target() {
        return file.toString();
    }

    @Override
    public Lease lease() {
        return leases.lease(file);
    }

    @Override
    public FileIdentity identity() {
        return FileIdentity.of(file);
    }

    @Override
    public <T> T reading(Leases.Reading<T> body) {
        return leases.reading(file, body);
    }

    @Override
    public InputStream read() throws IOException {
        return Files.newInputStream(file);
    }

    @Override
    public void create() throws IOException {
        Files.createFile(file);
    }

    @Override
    public void createLike(Home other) {
        try {
            PosixFileAttributeView view = Files.getFileAttributeView(other.file(), PosixFileAttributeView.class);
            if (view == null) {
                create();
                return;
            }
            Set<PosixFilePermission> allowed = EnumSet.copyOf(OWN);
            allowed.addAll(view.readAttributes().permissions());
            allowed.removeAll(EXECUTE);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(allowed));
        } catch (IOException e) {
            throw DbFiles.io(file, e);
        }
    }

    @Override
    public void sync() {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            throw DbFiles.io(file, e);
        }
    }

    @Override
    public void delete() throws IOException {
        IOException failed = null;
        for (String suffix : new String[] {"", "-journal", "-wal", "-shm"}) {
            try {
                Files.deleteIfExists(beside(suffix));
            } catch (IOException e) {
                failed = e;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
