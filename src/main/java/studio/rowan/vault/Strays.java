package studio.rowan.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.rowan.db.Clock;
import studio.rowan.db.DbFiles;
import studio.rowan.db.FileCheck;
import studio.rowan.db.Job;

/// Files that are named like backups and of which no list tells, since it was lost or damaged.
final class Strays {
    private static final Logger LOG = LoggerFactory.getLogger(Strays.class);

    private Strays() {}

    /// @param name of the database, without its extension
    static List<Path> in(Path folder, String name, List<Backup> known) {
        Pattern pattern = Pattern.compile(Pattern.quote(name) + "-\\d{8}-\\d{9}(\\.unverified)?\\.db");
        List<String> listed = known.stream().map(Backup::file).toList();
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(file ->
                            pattern.matcher(String.valueOf(file.getFileName())).matches()
                                    && !listed.contains(String.valueOf(file.getFileName())))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            LOG.info("not readable: {}", folder, e);
            return List.of();
        }
    }

    /// An entry for a sound one. Nothing is left to compare it with, so it is not called verified, and it is pinned
    /// until somebody has looked. Blocks.
    /// @return nothing where it is no sound database
    static List<Backup> entry(Job<?> job, String database, Path file, DbFiles files, Clock clock) {
        job.checkCancelled();
        FileCheck check = FileCheck.of(file, files, job);
        if (!check.sound()) {
            return List.of();
        }
        List<Backup> entry = new ArrayList<>();
        entry.add(new Backup(
                String.valueOf(file.getFileName()),
                database,
                modified(file),
                "",
                check.bytes(),
                check.contents().pages(),
                check.sha256(),
                false,
                "listed again after its list was lost: sound by itself, not compared with its source",
                true,
                false,
                clock.now().toEpochMilli(),
                Backups.listed(check)));
        return entry;
    }

    private static long modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            throw DbFiles.io(file, e);
        }
    }
}
