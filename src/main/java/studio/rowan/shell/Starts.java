package studio.rowan.shell;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.rowan.kit.Jobs;

/// What this start and later ones ask the window to open: two starts at the same moment still make one window.
public final class Starts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Starts.class);

    private final SingleInstance.Message asked;
    private final @Nullable SingleInstance door;
    private final boolean handedOver;

    private Starts(SingleInstance.Message asked, @Nullable SingleInstance door, boolean handedOver) {
        this.asked = asked;
        this.door = door;
        this.handedOver = handedOver;
    }

    /// Becomes the one window of this folder, or hands over to it.
    public static Starts with(Path data, SingleInstance.Message asked) {
        try {
            SingleInstance door = SingleInstance.claim(data);
            return new Starts(asked, door, door == null && SingleInstance.hand(data, asked));
        } catch (IOException e) {
            LOG.warn("cannot tell whether another window is open", e);
            return new Starts(asked, null, false);
        }
    }

    /// Whether no other window of this folder is open.
    public boolean isOnly() {
        return door != null;
    }

    /// Whether another window does what this start was asked for.
    public boolean isHandedOver() {
        return handedOver;
    }

    /// Whether files will be open soon.
    public boolean expects(Session last) {
        return !last.files().isEmpty() || !asked.files().isEmpty();
    }

    /// What the last session left, what this start was asked for, or the sample at the very first start.
    public void begin(Session last, ShellPane shell) {
        shell.restore(last);
        open(asked, shell);
        shell.begun();
        if (!expects(last) && last.recent().isEmpty()) {
            shell.openSample();
        }
    }

    private static void open(SingleInstance.Message asked, ShellPane shell) {
        asked.files().forEach(file -> shell.open(new OpenFlow.Request(Path.of(file), asked.readOnly())));
    }

    /// Hears later starts until closed.
    public void listen(Jobs jobs, ShellPane shell, MainWindow window) {
        SingleInstance heard = door;
        if (heard != null) {
            jobs.<Boolean>task("hear later starts", _ -> {
                heard.listen(message -> jobs.ui(() -> {
                    window.toFront();
                    open(message, shell);
                }));
                return true;
            });
        }
    }

    @Override
    public void close() {
        if (door != null) {
            door.close();
        }
    }
}
