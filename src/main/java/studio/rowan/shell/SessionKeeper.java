package studio.rowan.shell;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.util.Duration;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.JsonFile;

/// Writes the session every two seconds where it changed, so that a crash costs no tab and no unsaved SQL.
public final class SessionKeeper {
    private static final Duration PERIOD = Duration.seconds(2);

    private final JsonFile<Session> file;
    private final Jobs jobs;
    private final Supplier<Session> now;
    private final Consumer<? super Exception> onFailure;
    private final Jobs.Repeated repeated;
    private Session saved;
    private boolean failed;

    /// What the last session left; read before the window is built, since it says where that stands.
    public static Session load(Path folder) {
        return file(folder).load(Session.EMPTY);
    }

    private static JsonFile<Session> file(Path folder) {
        return new JsonFile<>(folder.resolve("session.json"), Session.class);
    }

    /// @param loaded what the file holds
    /// @param onFailure told once that the session cannot be written
    public SessionKeeper(
            Path folder, Session loaded, Jobs jobs, Supplier<Session> now, Consumer<? super Exception> onFailure) {
        this.file = file(folder);
        this.saved = loaded;
        this.jobs = jobs;
        this.now = now;
        this.onFailure = onFailure;
        this.repeated = jobs.every(PERIOD, this::keep);
    }

    private void keep() {
        Session session = now.get();
        if (!session.equals(saved)) {
            saved = session;
            write(session, () -> {});
        }
    }

    private void write(Session session, Runnable then) {
        jobs.background(
                () -> {
                    file.save(session);
                    return true;
                },
                _ -> {
                    failed = false;
                    then.run();
                },
                e -> {
                    if (!failed) {
                        failed = true;
                        onFailure.accept(e);
                    }
                    then.run();
                });
    }

    /// Writes the session a last time, then calls back.
    public void close(Runnable then) {
        repeated.stop();
        write(now.get(), then);
    }
}
