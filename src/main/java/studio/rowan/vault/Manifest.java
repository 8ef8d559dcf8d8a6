package studio.rowan.vault;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbFiles;
import studio.rowan.kit.JsonFile;

/// The list of our backups, as JSON beside them. Only what stands in it is ours: nothing else is shown or deleted.
public final class Manifest {
    public static final String FILE_NAME = "rowan-backups.json";

    private static final String LOCK_NAME = ".rowan-backups.lock";

    private final Path folder;
    private final DbFiles files;
    private final JsonFile<Listing> json;

    /// How the list was found.
    public enum State {
        FINE,
        /// There is none.
        MISSING,
        /// It is no list of backups; it is put aside before the next one is written.
        DAMAGED,
        /// It, or its folder, cannot be read.
        UNREADABLE
    }

    /// What was found.
    /// @param backups those whose file is there
    record Seen(State state, List<Backup> backups) {}

    /// What the file holds.
    record Listing(int version, @Nullable List<Backup> backups) {
        static final Listing EMPTY = new Listing(1, List.of());
    }

    Manifest(Path folder, DbFiles files) {
        this.folder = folder;
        this.files = files;
        this.json = new JsonFile<>(folder.resolve(FILE_NAME), Listing.class);
    }

    /// Looks, and changes nothing.
    Seen look() {
        try {
            return json.read()
                    .map(listing -> new Seen(State.FINE, there(listing)))
                    .orElseGet(() -> new Seen(State.MISSING, List.of()));
        } catch (JacksonException e) {
            return new Seen(State.DAMAGED, List.of());
        } catch (IOException e) {
            return new Seen(State.UNREADABLE, List.of());
        }
    }

    private List<Backup> there(Listing listing) {
        List<Backup> all = listing.backups();
        List<Backup> there = new ArrayList<>();
        for (Backup backup : all == null ? List.<Backup>of() : all) {
            if (isPlain(backup) && Files.isRegularFile(folder.resolve(backup.file()))) {
                there.add(backup);
            }
        }
        return there;
    }

    /// A name that leads out of the folder is none of ours.
    @SuppressWarnings("ConstantValue") // the JSON may lack any of its fields
    private static boolean isPlain(@Nullable Backup backup) {
        return backup != null
                && backup.file() != null
                && backup.database() != null
                && backup.reason() != null
                && backup.sha256() != null
                && backup.remark() != null
                && !backup.file().isBlank()
                && !backup.file().startsWith(".")
                && !backup.file().contains("/")
                && !backup.file().contains("\\");
    }

    /// Changes the list; no other studio does so at the same time. A damaged one is put aside, never overwritten.
    /// @throws studio.rowan.db.DbError.Io where it cannot be read or the folder cannot be written
    List<Backup> change(UnaryOperator<List<Backup>> how) {
        return files.locked(folder.resolve(LOCK_NAME), () -> {
            try {
                List<Backup> now = List.copyOf(how.apply(there(before())));
                json.save(new Listing(1, now));
                return now;
            } catch (IOException e) {
                throw DbFiles.io(folder.resolve(FILE_NAME), e);
            }
        });
    }

    private Listing before() throws IOException {
        try {
            return json.read().orElse(Listing.EMPTY);
        } catch (JacksonException e) {
            return json.load(Listing.EMPTY);
        }
    }
}
