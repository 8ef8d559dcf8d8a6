package studio.rowan.vault;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What the environment says about backups: `BACKUP_DIR`, `DB_BACKUP_ENABLED`, `DB_BACKUP_INTERVAL` (milliseconds).
/// @param folder where all backups go; null for a folder beside each database
/// @param automatic while a file is open in the window, it is backed up each `interval` if it changed
public record BackupSettings(@Nullable Path folder, boolean automatic, Duration interval) {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Set<String> YES = Set.of("true", "1", "yes", "on");

    public static BackupSettings ofSystem() {
        return of(System::getenv);
    }

    public static BackupSettings of(UnaryOperator<@Nullable String> env) {
        String folder = env.apply("BACKUP_DIR");
        String enabled = env.apply("DB_BACKUP_ENABLED");
        return new BackupSettings(
                folder == null || folder.isBlank()
                        ? null
                        : Path.of(folder).toAbsolutePath().normalize(),
                enabled != null && YES.contains(enabled.strip().toLowerCase(Locale.ROOT)),
                interval(env.apply("DB_BACKUP_INTERVAL")));
    }

    /// What is not a number of milliseconds, or less than a second, is not meant.
    private static Duration interval(@Nullable String millis) {
        if (millis == null || !millis.strip().matches("\\d{1,15}")) {
            return DAY;
        }
        Duration asked = Duration.ofMillis(Long.parseLong(millis.strip()));
        return asked.compareTo(SHORTEST) < 0 ? DAY : asked;
    }

    /// Where backups of the database go.
    public Path folderFor(Path database) {
        return folder != null ? folder : database.toAbsolutePath().normalize().resolveSibling("backups");
    }
}
