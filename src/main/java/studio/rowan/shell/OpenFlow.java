package studio.rowan.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.DbFiles;
import studio.rowan.schema.Workspace;

/// Opens database files, and decides what a user can do when one cannot be opened. Blocks: for
/// [studio.rowan.kit.Jobs#task].
public final class OpenFlow {
    private static final Logger LOG = LoggerFactory.getLogger(OpenFlow.class);

    /// A wish to open a file.
    public record Request(Path file, boolean readOnly) {
        public Request {
            file = file.toAbsolutePath().normalize();
        }

        public static Request of(Path file) {
            return new Request(file, false);
        }
    }

    /// What can be done about a file that was not opened.
    public enum Step {
        /// The reason may pass.
        RETRY,
        /// Another file.
        CHOOSE_OTHER,
        /// Roll back the unfinished transaction in the file itself.
        RECOVER,
        /// Roll it back in a copy, and open that.
        OPEN_COPY,
        /// Take it from the list of recent files.
        FORGET
    }

    /// What a user should know of a file that was opened.
    public enum Hint {
        /// A file of no bytes: a new database.
        EMPTY,
        /// Written by a newer SQLite: it can be read only.
        NEWER_FORMAT,
        /// The file's permissions, or its folder's, allow no writing.
        NO_WRITE_PERMISSION,
        /// Opened as a recovered copy.
        RECOVERED_COPY
    }

    /// How an attempt ended.
    public sealed interface Outcome {
        record Opened(Request request, Workspace workspace, List<Hint> hints) implements Outcome {}

        /// @param file as it is open already, maybe under another name
        record AlreadyOpen(Request request, Path file) implements Outcome {}

        record Refused(Request request, DbError error, List<Step> steps) implements Outcome {}
    }

    private final DbFiles files;
    private final Clock clock;
    private final Db.Options options;
    private final Path copies;

    /// @param copies where recovered copies are put
    public OpenFlow(DbFiles files, Clock clock, Db.Options options, Path copies) {
        this.files = files;
        this.clock = clock;
        this.options = options;
        this.copies = copies;
    }

    /// @param open what is open in this window
    public Outcome open(Request request, List<Path> open) {
        for (Path file : open) {
            if (same(file, request.file())) {
                return new Outcome.AlreadyOpen(request, file);
            }
        }
        try {
            Workspace workspace =
                    Workspace.open(request.file(), options.withReadOnly(request.readOnly()), files, clock);
            return new Outcome.Opened(request, workspace, hints(workspace, request));
        } catch (DbError e) {
            LOG.info("not opened: {} ({} {})", request.file(), e.getClass().getSimpleName(), e.words());
            return new Outcome.Refused(request, e, steps(e));
        }
    }

    /// Makes a new, empty database and opens it.
    public Outcome create(Request request) {
        try {
            Db.create(request.file(), files);
        } catch (DbError e) {
            return new Outcome.Refused(request, e, List.of(Step.CHOOSE_OTHER));
        }
        return open(request, List.of());
    }

    /// Rolls the unfinished transaction back in the file, as the user agreed, and opens it.
    public Outcome recover(Request request) {
        try {
            Db.recover(request.file(), files);
        } catch (DbError e) {
            return new Outcome.Refused(request, e, steps(e));
        }
        return open(request, List.of());
    }

    /// Leaves the file as it is: copies it with its journal, and recovers and opens the copy.
    public Outcome openCopy(Request request) {
        try {
            Path folder = copies.resolve(Long.toString(clock.now().toEpochMilli(), 36));
            Path copy = files.copyAside(request.file(), folder);
            Db.recover(copy, files);
            return switch (open(new Request(copy, request.readOnly()), List.of())) {
                case Outcome.Opened opened ->
                    new Outcome.Opened(opened.request(), opened.workspace(), List.of(Hint.RECOVERED_COPY));
                case Outcome.AlreadyOpen already -> already;
                case Outcome.Refused refused -> refused;
            };
        } catch (DbError e) {
            return new Outcome.Refused(request, e, steps(e));
        }
    }

    private static List<Hint> hints(Workspace workspace, Request request) {
        var header = workspace.db().header();
        if (header != null && header.empty()) {
            return List.of(Hint.EMPTY);
        }
        if (header != null && header.newerForWriting()) {
            return List.of(Hint.NEWER_FORMAT);
        }
        return workspace.db().isWritable() || request.readOnly() ? List.of() : List.of(Hint.NO_WRITE_PERMISSION);
    }

    static List<Step> steps(DbError error) {
        return switch (error) {
            case DbError.Busy _, DbError.Full _, DbError.Cancelled _, DbError.Unexpected _ -> List.of(Step.RETRY);
            case DbError.HotJournal _ -> List.of(Step.RECOVER, Step.OPEN_COPY);
            case DbError.NotADatabase _ -> List.of(Step.CHOOSE_OTHER);
            case DbError.Io e ->
                switch (e.reason()) {
                    case NOT_FOUND, VANISHED -> List.of(Step.CHOOSE_OTHER, Step.FORGET);
                    case DIRECTORY, NOT_A_FILE -> List.of(Step.CHOOSE_OTHER);
                    case IN_MEMORY -> List.of(Step.FORGET);
                    case NO_PERMISSION, OTHER -> List.of(Step.RETRY);
                };
            case DbError.Constraint _, DbError.ReadOnly _, DbError.Corrupt _, DbError.Syntax _, DbError.TooBig _ ->
                List.of();
        };
    }

    private static boolean same(Path a, Path b) {
        try {
            return a.equals(b) || Files.isSameFile(a, b);
        } catch (IOException e) {
            return false;
        }
    }
}
