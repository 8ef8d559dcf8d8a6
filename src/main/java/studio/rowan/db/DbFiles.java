package studio.rowan.db;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The only place that touches the bytes of a database, -wal, -shm or -journal file, and only while no connection of
/// this process is open on that inode: closing any descriptor of a file drops all POSIX locks the process has on it,
/// and rows of other programs are lost (F9). One instance serves the whole process. It also says where databases lie:
/// with `ROWAN_ENV=test` in memory instead of files, as long as this instance lives, and no file of theirs is touched.
public final class DbFiles {
    private static final int CHUNK = 1 << 20;

    private final Leases leases = new Leases();
    private final Object locks = new Object();
    private final @Nullable MemoryStore memory;

    /// For databases in files.
    public DbFiles() {
        this(null);
    }

    private DbFiles(@Nullable MemoryStore memory) {
        this.memory = memory;
    }

    /// For databases in memory, of which there are none yet.
    public static DbFiles inMemory() {
        return new DbFiles(new MemoryStore());
    }

    /// For databases where the environment wants them: in memory with `ROWAN_ENV=test`, else in files.
    public static DbFiles of(UnaryOperator<@Nullable String> env) {
        return Profile.of(env) == Profile.TEST ? inMemory() : new DbFiles();
    }

    /// Whether databases are in memory, and so are kept nowhere.
    public boolean areInMemory() {
        return memory != null;
    }

    /// Where the database of that name lies.
    Home home(Path file) {
        Path name = file.toAbsolutePath().normalize();
        return memory == null ? new DiskHome(name, leases) : new MemoryHome(name, memory);
    }

    /// Whether there is such a database, or something else in its place.
    public boolean exists(Path file) {
        return home(file).has("");
    }

    /// Bytes of the database; 0 where there is none.
    public long size(Path file) {
        return home(file).size("");
    }

    /// A folder for databases that nobody needs after this run of the program.
    /// @param prefix of the folder's name, without `-`: its kind
    /// @throws DbError.Io where it cannot be made
    public PrivateFolder privateFolder(Path parent, String prefix) {
        return memory == null ? PrivateFolder.in(parent, prefix) : PrivateFolder.inMemory(parent, prefix, memory);
    }

    /// To be taken before a connection is opened, and closed after it was closed; null where none is needed.
    public @Nullable Lease lease(Path file) {
        return home(file).lease();
    }

    /// True while a connection of this process is open on the file, under whatever name. What is in memory is never in
    /// the way of anybody.
    public boolean isOpen(Path file) {
        return memory == null && leases.isOpen(file);
    }

    /// Looks at a path before SQLite does: what a user should be told of it.
    /// @return the header; `null` where the file is open in this process already and so must not be read
    /// @throws DbError.Io where it is not a readable file
    /// @throws DbError.NotADatabase where SQLite could not read it either
    public @Nullable Header sniff(Path file) {
        if (memory != null) {
            checkMemory(file);
            return null;
        }
        checkFile(file);
        return leases.ifShut(file, () -> {
                    try (InputStream in = Files.newInputStream(file)) {
                        return Header.parse(in.readNBytes(4096), Files.size(file));
                    }
                })
                .orElse(null);
    }

    /// Tells commits of others from the header; null where there are no others.
    @Nullable
    ChangeCounter changeCounter(Path file) {
        return memory == null ? ChangeCounter.of(real(file), leases) : null;
    }

    /// Copies a database with its -wal or -journal into a folder, before any connection is open on it.
    /// @return the copy, of the same name
    public Path copyAside(Path file, Path folder) {
        return leases.ifShut(file, () -> {
                    Files.createDirectories(folder);
                    Path name = file.getFileName();
                    for (String suffix : new String[] {"", "-wal", "-journal"}) {
                        Path from = file.resolveSibling(name + suffix);
                        if (Files.isRegularFile(from)) {
                            Files.copy(from, folder.resolve(name + suffix), StandardCopyOption.REPLACE_EXISTING);
                        }
                    }
                    return folder.resolve(name);
                })
                .orElseThrow(() -> new IllegalStateException("open in this process: " + file));
    }

    /// Brings the names in a folder to the disk, so that a rename survives a power cut.
    public static void syncFolder(Path folder) {
        if (System.getProperty("os.name", "").startsWith("Windows")) {
            // A folder cannot be opened there; NTFS keeps a journal of its names.
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            throw io(folder, e);
        }
    }

    /// The SHA-256 of a file's bytes, in hex.
    /// @throws DbError.Busy where the file is open in this process, so that it must not be read
    public String sha256(Path file, Job<?> job) {
        Home home = home(file);
        return home.reading(() -> {
            MessageDigest digest = sha256();
            try (InputStream in = home.read()) {
                long size = home.size("");
                long done = 0;
                byte[] buffer = new byte[CHUNK];
                for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                    job.checkCancelled();
                    digest.update(buffer, 0, n);
                    done += n;
                    job.report(done >> 20, size >> 20, "MB");
                }
                return HexFormat.of().formatHex(digest.digest());
            }
        });
    }

    /// Copies a database that nobody has open and that has no log or journal beside it, such as a backup, to a new
    /// file.
    /// @return the SHA-256 of the bytes that were copied, in hex
    /// @throws DbError.Busy where the file is open in this process, so that it must not be read
    public String copyStill(Path file, Path target, Job<?> job) {
        home(target).createLike(home(file));
        return leases.reading(file, () -> {
            MessageDigest digest = sha256();
            try (InputStream in = Files.newInputStream(file);
                    FileChannel out = FileChannel.open(target, StandardOpenOption.WRITE)) {
                long size = Files.size(file);
                long done = 0;
                byte[] buffer = new byte[CHUNK];
                for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                    job.checkCancelled();
                    digest.update(buffer, 0, n);
                    for (ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n); bytes.hasRemaining(); ) {
                        out.write(bytes);
                    }
                    done += n;
                    job.report(done >> 20, size >> 20, "MB");
                }
                out.force(true);
                return HexFormat.of().formatHex(digest.digest());
            }
        });
    }

    /// False where a log or a journal beside it holds a part of the database.
    public static boolean isAlone(Path file) {
        return !Files.exists(file.resolveSibling(file.getFileName() + "-wal"))
                && !Files.exists(file.resolveSibling(file.getFileName() + "-journal"));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Where two databases without a -wal begin to differ, but for the few header fields that a copy by SQLite sets
    /// anew; -1 where they do not.
    /// @throws DbError.Busy where one is open in this process
    long mismatch(Path one, Path other, Job<?> job) {
        Home left = home(one);
        Home right = home(other);
        return left.reading(() -> right.reading(() -> mismatch(left, right, job)));
    }

    private static long mismatch(Home one, Home other, Job<?> job) throws IOException {
        long size = one.size("");
        if (size != other.size("")) {
            return Math.min(size, other.size(""));
        }
        try (InputStream a = one.read();
                InputStream b = other.read()) {
            int page = 0;
            for (long at = 0; at < size; at += CHUNK) {
                job.checkCancelled();
                byte[] left = a.readNBytes(CHUNK);
                byte[] right = b.readNBytes(CHUNK);
                page = at == 0 && left.length >= 100 ? Header.pageSize(left) : page;
                Header.unify(at, page, left, right);
                int differs = Arrays.mismatch(left, right);
                if (differs >= 0) {
                    return at + differs;
                }
                job.report((at + left.length) >> 20, size >> 20, "MB");
            }
            return -1L;
        }
    }

    /// Runs `body` while no other thread or process does so under the same lock file.
    public <T> T locked(Path lockFile, Supplier<T> body) {
        synchronized (locks) {
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = channel.lock()) {
                return body.get();
            } catch (IOException e) {
                throw io(lockFile, e);
            }
        }
    }

    /// Removes a folder that [#copyAside] filled.
    static void removeCopy(Path folder) {
        try (Stream<Path> inside = Files.list(folder)) {
            for (Path file : inside.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw io(folder, e);
        }
    }

    private void checkMemory(Path file) {
        if (!exists(file)) {
            throw new DbError.Io(DbError.Io.Reason.IN_MEMORY, "no database in memory is called " + file, 0, null, null);
        }
    }

    private static void checkFile(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                throw new DbError.Io(DbError.Io.Reason.DIRECTORY, "is a directory: " + file, 0, null, null);
            }
            if (!attributes.isRegularFile()) {
                throw new DbError.Io(DbError.Io.Reason.NOT_A_FILE, "not a regular file: " + file, 0, null, null);
            }
            if (!Files.isReadable(file)) {
                throw new DbError.Io(DbError.Io.Reason.NO_PERMISSION, "not readable: " + file, 0, null, null);
            }
        } catch (IOException e) {
            throw io(file, e);
        }
    }

    /// What an error of the file system means for a database.
    public static DbError io(Path file, IOException e) {
        DbError.Io.Reason reason = switch (e) {
            case NoSuchFileException _ -> DbError.Io.Reason.NOT_FOUND;
            case AccessDeniedException _ -> DbError.Io.Reason.NO_PERMISSION;
            default -> DbError.Io.Reason.OTHER;
        };
        if (isFull(e)) {
            return new DbError.Full(file + ": " + e.getMessage(), 13, null, e);
        }
        // These two say nothing but the name.
        String words = switch (e) {
            case NoSuchFileException _ -> "no such file";
            case AccessDeniedException _ -> "permission denied";
            default -> e.getMessage();
        };
        return new DbError.Io(reason, file + ": " + words, 0, null, e);
    }

    /// Each system says it in words of its own, and none by a type.
    private static boolean isFull(IOException e) {
        String why = e instanceof FileSystemException named ? named.getReason() : e.getMessage();
        return why != null && why.toLowerCase(Locale.ROOT).matches(".*(no space|enough space|quota).*");
    }

    /// The file behind a link: its -wal and -shm stand beside it, not beside the link.
    Path real(Path file) {
        if (memory != null) {
            return file;
        }
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw io(file, e);
        }
    }
}
