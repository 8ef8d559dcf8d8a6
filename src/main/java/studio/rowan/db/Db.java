package studio.rowan.db;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One open database file: decides when and on which thread a statement runs. You pass a function; nobody holds or
/// leaks a connection, and no lock is held while the user thinks.
public final class Db implements AutoCloseable {
    /// How a file is opened.
    /// @param readOnly the user asked to look only: every write is refused
    /// @param still nobody writes to the file, such as a backup: it is read as it lies, nothing appears beside it
    /// @param scratch folder for private copies of files that cannot be read where they lie
    /// @param forbiddenThread true on a thread that must never wait (the window's)
    /// @param busyWait how long a lock of another program is waited for
    public record Options(
            boolean readOnly, boolean still, Path scratch, BooleanSupplier forbiddenThread, Duration busyWait) {
        public Options(boolean readOnly, Path scratch, BooleanSupplier forbiddenThread, Duration busyWait) {
            this(readOnly, false, scratch, forbiddenThread, busyWait);
        }

        public static Options defaults() {
            return new Options(
                    false,
                    false,
                    Path.of(System.getProperty("java.io.tmpdir"), "rowan-scratch"),
                    () -> false,
                    Duration.ofSeconds(5));
        }

        public Options withReadOnly(boolean on) {
            return new Options(on, still, scratch, forbiddenThread, busyWait);
        }

        /// To look at a file that nobody writes to.
        public Options asStill() {
            return new Options(true, true, scratch, forbiddenThread, busyWait);
        }
    }

    /// Told after a commit that readers can see, on a lane's thread.
    @FunctionalInterface
    public interface ChangeListener {
        /// @param outside another connection, most likely another program, changed the file
        void changed(boolean outside);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Db.class);

    private final Path file;
    private final Options options;
    private final @Nullable Header header;
    private final DbFiles files;
    private final Connections connections;
    private final Readers readers;
    private final Writer writer;
    private final Watch watch;
    private final Copies copies;
    private final ScratchFolder scratches;
    private final CopyOnWriteArrayList<ChangeListener> listeners = new CopyOnWriteArrayList<>();
    private final boolean writable;
    private final @Nullable Path copyFolder;
    private final boolean foundWal;

    private Db(Path file, Options options, Source source, DbFiles files, Clock clock) {
        this.file = file;
        this.options = options;
        this.header = source.header;
        this.foundWal = source.home.has("-wal");
        this.connections = new Connections(source.home.file(), files, source.way, options.busyWait.toMillis());
        String name = String.valueOf(file.getFileName());
        this.readers = new Readers(name, connections, 2);
        this.watch = new Watch(readers, this::tell);
        this.writer = new Writer(name, connections, readers, options.forbiddenThread, watch);
        this.copies = new Copies(name, options.forbiddenThread);
        this.scratches = new ScratchFolder(options.scratch, files);
        this.files = files;
        this.writable = !options.readOnly && source.writable;
        this.copyFolder = source.copyFolder;
    }

    private record Source(
            Home home,
            Connections.Way way,
            boolean writable,
            @Nullable Header header,
            @Nullable Path copyFolder) {}

    /// Opens a file without writing to it. Blocks: never call it on the window's thread.
    /// @throws DbError where it cannot be opened, with the reason
    public static Db open(Path path, Options options, DbFiles files, Clock clock) {
        Path file = path.toAbsolutePath().normalize();
        Header header = files.sniff(file);
        Db db = new Db(file, options, source(files.home(files.real(file)), header, options, files), files, clock);
        try {
            db.read("open", access -> access.query(Sql.of("SELECT count(*) FROM sqlite_schema")))
                    .await();
            db.watch.start(clock, db.writer);
            return db;
        } catch (RuntimeException e) {
            db.close();
            throw e;
        }
    }

    /// Where the folder cannot take a -shm, a WAL file is read as it lies if there is no -wal, else from a copy (F16).
    private static Source source(Home home, @Nullable Header header, Options options, DbFiles files) {
        boolean fileWritable = home.isWritable() && (header == null || !header.newerForWriting());
        if (options.still && !home.has("-wal")) {
            return new Source(home, Connections.Way.STATIC, false, header, null);
        }
        if (header == null || !header.wal() || home.takesSidecars()) {
            return new Source(home, Connections.Way.READ_ONLY, fileWritable, header, null);
        }
        if (!home.has("-wal")) {
            return new Source(home, Connections.Way.STATIC, false, header, null);
        }
        Path copyFolder = options.scratch.resolve("copy-" + UUID.randomUUID());
        Home copy = files.home(files.copyAside(home.file(), copyFolder));
        return new Source(copy, Connections.Way.READ_ONLY, false, header, copyFolder);
    }

    /// Rolls back the unfinished transaction that a hot journal holds. Writes to the file: ask first.
    public static void recover(Path file, DbFiles files) {
        try (Conn conn = new Connections(file.toAbsolutePath(), files, Connections.Way.READ_ONLY, 5000).writer()) {
            conn.exec("SELECT count(*) FROM sqlite_schema");
        }
    }

    /// The version of the driver, whose first three numbers are SQLite's own.
    public static String driverVersion() {
        return org.sqlite.SQLiteJDBCLoader.getVersion();
    }

    /// Makes a new, empty database, in WAL mode where it is a file.
    /// @throws DbError.Io where the file exists already or cannot be made
    public static void create(Path file, DbFiles files) {
        try {
            files.home(file).create();
        } catch (java.nio.file.FileAlreadyExistsException e) {
            throw new DbError.Io(DbError.Io.Reason.OTHER, "exists already: " + file, 0, null, e);
        } catch (java.io.IOException e) {
            throw DbFiles.io(file, e);
        }
        try (Conn conn = new Connections(file.toAbsolutePath(), files, Connections.Way.READ_ONLY, 5000).writer()) {
            conn.exec("PRAGMA journal_mode = WAL");
        }
    }

    public Path file() {
        return file;
    }

    /// True where the database is no file and kept nowhere (`ROWAN_ENV=test`).
    public boolean isInMemory() {
        return files.areInMemory();
    }

    /// Bytes of the database itself, as the file system knows them.
    public long bytes() {
        return connections.home().size("");
    }

    /// Bytes of the log beside it; 0 where there is none.
    public long walBytes() {
        return connections.home().size("-wal");
    }

    /// A folder for copies of this database that nobody needs after this run of the program.
    /// @param prefix of the folder's name, without `-`: its kind
    public PrivateFolder privateFolder(Path parent, String prefix) {
        return files.privateFolder(parent, prefix);
    }

    /// What the file's first bytes said when it was opened; `null` where it was open in this process already.
    public @Nullable Header header() {
        return header;
    }

    /// False where the user asked to look only, or the file cannot be written.
    public boolean isWritable() {
        return writable;
    }

    /// True where a private copy is read, since the file's folder takes no -shm (F16).
    public boolean isCopy() {
        return copyFolder != null;
    }

    /// True where the file is read as it lies, blind to changes (F16).
    public boolean isStatic() {
        return connections.way() == Connections.Way.STATIC;
    }

    /// True where nobody can write to the file while it is read: what may last is read in pieces (F18).
    public boolean readsLock() {
        return !isWal() && !isStatic() && !isCopy();
    }

    /// True where the header asks for a write-ahead log; `false` where it could not be read.
    public boolean isWal() {
        return header != null && header.wal();
    }

    /// Reads on a reader lane, all statements of `body` in one snapshot.
    public <T> Job<T> read(String title, Work<T> body) {
        return submit(title, readers::page, body);
    }

    /// Reads what a user wrote and may take any time, on a lane where it delays nothing else.
    public <T> Job<T> query(String title, Work<T> body) {
        return submit(title, readers::query, body);
    }

    /// Reads the one cell that `cell` selects into a private file, in pieces, on a lane where it delays nothing else.
    /// The caller closes what it gets; empty where there is no such row.
    public Job<Optional<Spool>> spool(String title, Sql cell) {
        return cells(title, access -> CellPieces.read(access, cell, options.scratch, options.forbiddenThread));
    }

    /// Reads cells of any weight, on a lane where that delays nothing else.
    public <T> Job<T> cells(String title, Work<T> body) {
        return submit(title, readers::cell, body);
    }

    /// Reads on the lane for long work, so that pages are not delayed.
    public <T> Job<T> background(String title, Work<T> body) {
        return submit(title, readers::background, body);
    }

    /// Reads a part of what a search looks at, on a lane where it delays no page and no count.
    public <T> Job<T> search(String title, Work<T> body) {
        return submit(title, readers::search, body);
    }

    /// Reads on the lane for sorting whole tables into a [Scratch]: one at a time, and nothing else waits for it.
    public <T> Job<T> sort(String title, Work<T> body) {
        return submit(title, readers::sort, body);
    }

    /// Reads rows that go to a file of the user, however many, on a lane where nothing else waits for that.
    public <T> Job<T> export(String title, Work<T> body) {
        return submit(title, readers::export, body);
    }

    /// A private file to keep sorted keys in; removed when it is closed, with the database at the latest.
    public Scratch scratch() {
        return scratches.make();
    }

    private <T> Job<T> submit(String title, Consumer<Task> lane, Work<T> body) {
        Job<T> job = new Job<>(title, options.forbiddenThread);
        lane.accept(new Task(job, Task.Frame.SNAPSHOT, null, body));
        return job;
    }

    /// Writes in one `BEGIN IMMEDIATE … COMMIT`; any error rolls all of it back.
    public <T> Job<T> write(String title, Work<T> body) {
        return writable ? writer.run(title, null, Task.Frame.WRITE, body) : refused(title);
    }

    /// As [#write(String, Work)]; after an error rolled all back, what `afterRollback` makes of it is the result. What
    /// it throws fails the job; a cancelled job is not asked.
    public <T> Job<T> write(String title, Work<T> body, Function<? super RuntimeException, ? extends T> afterRollback) {
        return writable ? writer.write(title, body, afterRollback) : refused(title);
    }

    /// Runs without a transaction and without readers, for work that needs the file for itself.
    public <T> Job<T> exclusive(String title, Work<T> body) {
        return writable ? writer.exclusive(title, body) : refused(title);
    }

    /// Copies all of the database, at one moment, to a file that must not exist yet, while others go on writing. The
    /// copy is on the disk when the job ends, and nothing is left of one that fails; it is not verified yet.
    /// @param mayLock who writes too often to a file that is not in WAL mode may be shut out while it lasts;
    ///     otherwise that is a [DbError.Busy] of code [DbError.Busy#CHANGING]
    public Job<Copied> copyTo(Path target, boolean mayLock) {
        Home home = files.home(target);
        return copies.start("copy", job -> new Copier(connections, isEndable(), mayLock, job, home).run());
    }

    /// A running copy is ended over a connection that could write (and does not), even where the user only looks: a
    /// reader stays open, so that closing it folds no log in, and a journal that might be hot is left alone.
    private boolean isEndable() {
        Home source = connections.home();
        boolean may = connections.way() == Connections.Way.READ_ONLY
                && (header == null || !header.newerForWriting())
                && source.isWritable()
                && source.takesSidecars();
        return may && (writable || !source.has("-journal"));
    }

    /// Long work beside the database, such as verifying a copy of it: on a thread of its own, cancelled when
    /// the file is closed. It may wait for jobs of this database.
    public <T> Job<T> aside(String title, Function<Job<T>, T> body) {
        return copies.start(title, body);
    }

    /// Puts the content of another database in place of this one's, in one transaction, and compares the file with it
    /// afterwards. Other programs that have the file open may go on; while the present state is kept, they wait.
    /// @param source a private file that nobody has open
    /// @param keep keeps the present state, such as by [#copyTo]; what it throws ends all. It has no readers here.
    public Job<Replaced> restoreFrom(Path source, Consumer<Job<?>> keep) {
        Path absolute = source.toAbsolutePath().normalize();
        return writable
                ? writer.alone("restore", job -> new Restorer(file, absolute, files, connections, job).run(keep))
                : refused("restore");
    }

    /// Connections for a library that wants a [javax.sql.DataSource]. Those that write belong inside [#exclusive].
    /// @throws DbError.ReadOnly where the file cannot be written and that was asked for
    public FileDataSource dataSource(FileDataSource.Mode mode) {
        if (mode == FileDataSource.Mode.READ_WRITE && !writable) {
            throw readOnly();
        }
        return new FileDataSource(connections, mode, true, new Job<>("library", options.forbiddenThread));
    }

    /// A console's own way to the writer.
    public Session session(String title) {
        if (!writable) {
            throw readOnly();
        }
        return new Session(title, writer);
    }

    /// Who holds the writer by an open transaction; `null` if nobody.
    public @Nullable String holder() {
        Session holder = writer.holder();
        return holder == null ? null : holder.title();
    }

    private <T> Job<T> refused(String title) {
        Job<T> job = new Job<>(title, options.forbiddenThread);
        job.fail(readOnly());
        return job;
    }

    private static DbError readOnly() {
        return new DbError.ReadOnly("attempt to write a readonly database", 8, null, null);
    }

    public void addChangeListener(ChangeListener listener) {
        listeners.add(listener);
    }

    public void removeChangeListener(ChangeListener listener) {
        listeners.remove(listener);
    }

    private void tell(boolean outside) {
        for (ChangeListener listener : listeners) {
            try {
                listener.changed(outside);
            } catch (Throwable e) {
                // The commit is done whatever they throw. A lane that died of it would leave every later job waiting
                // for ever.
                LOG.error("a listener to changes of {} failed", file, e);
            }
        }
    }

    /// Ends running work, rolls back what is open, closes readers first and the writer last.
    @Override
    public void close() {
        watch.close();
        // A copy that is waited for may itself wait for the writer behind a statement that never ends.
        writer.cancelConsole();
        copies.close();
        readers.close();
        scratches.close();
        writer.close();
        if (!foundWal) {
            connections.removeEmptyWal();
        }
        if (copyFolder != null) {
            DbFiles.removeCopy(copyFolder);
        }
    }
}
