package studio.rowan.db;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Sees that the file changed, by `PRAGMA data_version` each second: on the writer's connection while that is open
/// (there it moves only at foreign commits), else on a reader that does nothing else (F17). Own commits are told by
/// the writer itself.
final class Watch implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Sql DATA_VERSION = Sql.of("PRAGMA data_version");

    private final Readers readers;
    private final Db.ChangeListener listener;
    private final AtomicBoolean asking = new AtomicBoolean();
    private Clock.@Nullable Timer timer;
    private volatile long readerVersion = -1;
    private volatile long writerVersion = -1;
    private volatile boolean toldGone;

    Watch(Readers readers, Db.ChangeListener listener) {
        this.readers = readers;
        this.listener = listener;
    }

    /// What is committed from now on will be told. Blocks until a reader saw the file.
    void start(Clock clock, Writer writer) {
        readerSettled();
        timer = clock.every(PERIOD, () -> poll(writer));
    }

    private void poll(Writer writer) {
        if (!asking.compareAndSet(false, true)) {
            return;
        }
        Job<Boolean> answer =
                writer.isOpen() ? writer.run("watch", null, Task.Frame.GLANCE, this::writerMoved) : askReader();
        answer.whenDone(
                moved -> {
                    asking.set(false);
                    if (moved) {
                        listener.changed(true);
                    }
                },
                // A file that cannot be asked now says so to whoever reads it next.
                error -> {
                    asking.set(false);
                    if (error instanceof DbError.Io io && io.reason() == DbError.Io.Reason.VANISHED && !toldGone) {
                        toldGone = true;
                        listener.changed(true);
                    }
                });
    }

    private Job<Boolean> askReader() {
        Job<Boolean> job = new Job<>("watch", () -> false);
        readers.watch(new Task(job, Task.Frame.GLANCE, null, this::readerMoved));
        return job;
    }

    private boolean readerMoved(Access access) {
        long now = access.scalar(DATA_VERSION).asLong();
        boolean moved = readerVersion >= 0 && now != readerVersion;
        readerVersion = now;
        return moved;
    }

    private boolean writerMoved(Access access) {
        long now = access.scalar(DATA_VERSION).asLong();
        boolean moved = now != writerVersion;
        writerVersion = now;
        return moved;
    }

    /// The watch moves over to the writer's connection; what was committed before is asked of the reader once more.
    void writerOpened(Conn conn) {
        writerVersion = conn.dataVersion();
        if (askReader().await()) {
            listener.changed(true);
        }
    }

    /// A session's commit moves the version that the writer's connection sees; it is ours all the same.
    void writerSettled(Conn conn) {
        writerVersion = conn.dataVersion();
    }

    /// No connection is open any more: what the next ones see is where the watch begins anew.
    void forget() {
        readerVersion = -1;
    }

    /// A reader sees the file as it is now; changes are those that come after.
    void readerSettled() {
        try {
            boolean unused = askReader().await();
        } catch (DbError e) {
            // A file that cannot be asked now says so to whoever reads it next.
            forget();
        }
    }

    /// A job of our own writer ended.
    void own() {
        listener.changed(false);
    }

    @Override
    public void close() {
        if (timer != null) {
            timer.close();
        }
    }
}
