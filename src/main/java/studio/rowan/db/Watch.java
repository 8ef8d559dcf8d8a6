package studio.rowan.db;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees that the file changed, by `PRAGMA data_version` each second: on the writer's connection while that is open
/// (there it moves only at foreign commits), else on a reader that does nothing else (F17). Own commits are told by
/// the writer itself.
final class Watch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Sql DATA_VERSION = Sql.of("PRAGMA data_version");
    /// Instead of a version: what the reader sees next is where the watch begins.
    private static final long ANEW = -1;
    /// Instead of a version: nobody could look when the watch began, so that what is seen next may be a change.
    private static final long MISSED = -2;

    private final Readers readers;
    private final Db.ChangeListener listener;
    private final AtomicBoolean asking = new AtomicBoolean();
    private Clock.@Nullable Timer timer;
    private volatile long readerVersion = ANEW;
    private volatile long writerVersion = ANEW;
    /// The writer's connection is asked now. Set and read on the reader's lane, so that each commit is told by one of
    /// both: a question that reaches the lane late would take our own first commit for another program's.
    private volatile boolean byWriter;
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
                    boolean back = toldGone;
                    toldGone = false;
                    asking.set(false);
                    if (moved || back) {
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

    /// Whether the reader sees that another program wrote.
    Job<Boolean> askReader() {
        return askReader(this::readerMoved);
    }

    private Job<Boolean> askReader(Work<Boolean> question) {
        Job<Boolean> job = new Job<>("watch", () -> false);
        readers.watch(new Task(job, Task.Frame.GLANCE, null, question));
        return job;
    }

    private boolean readerMoved(Access access) {
        if (byWriter) {
            return false;
        }
        long now = access.scalar(DATA_VERSION).asLong();
        boolean moved = readerVersion != ANEW && now != readerVersion;
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
        boolean moved = askReader(access -> {
                    boolean last = readerMoved(access);
                    byWriter = true;
                    return last;
                })
                .await();
        if (moved) {
            listener.changed(true);
        }
    }

    /// A session's commit moves the version that the writer's connection sees; it is ours all the same.
    void writerSettled(Conn conn) {
        try {
            writerVersion = conn.dataVersion();
        } catch (DbError e) {
            // Another program locks it. What is done is done, and told once more by the next look at most.
            LOG.debug("the watch could not look after a session: {}", e.words());
        }
    }

    /// No connection is open any more, and no reader runs: what the next ones see is where the watch begins anew.
    void forget() {
        readerVersion = ANEW;
        byWriter = false;
    }

    /// A reader sees the file as it is now; changes are those that come after.
    void readerSettled() {
        try {
            boolean unused = askReader().await();
        } catch (DbError e) {
            // A file that cannot be asked now says so to whoever reads it next.
            readerVersion = MISSED;
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
