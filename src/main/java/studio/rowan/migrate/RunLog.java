package studio.rowan.migrate;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import studio.rowan.kit.Format;
import studio.rowan.kit.Text;
import studio.rowan.vault.Backups;

/// A run of migrations as plain text, to be put into a mail or an issue.
public final class RunLog {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private RunLog() {}

    /// @param readings what was to be seen in the scripts before they ran
    public static String of(Path database, Migrator.Result result, List<Guard.Reading> readings, ZoneId zone) {
        StringBuilder log = new StringBuilder();
        line(log, "migrations.log.file", database);
        Backups.Made backup = result.backup();
        if (backup == null) {
            line(log, "migrations.log.noBackup");
        } else {
            line(log, "migrations.log.backup", backup.file());
        }
        for (Migrator.Ran ran : result.ran()) {
            Migration migration = ran.migration();
            Instant on = migration.installedOn();
            line(
                    log,
                    "migrations.log.ran",
                    on == null ? "" : MOMENT.format(on.atZone(zone)),
                    migration.name(),
                    migration.script(),
                    Format.duration(Duration.ofMillis(ran.ms())),
                    migration.state());
            findings(log, migration, readings);
        }
        Stop stop = result.stop();
        log.append(
                stop == null
                        ? Text.count("migrations.run", result.ran().size())
                        : MigrationWords.of(stop).both());
        return log.append('\n').toString();
    }

    private static void findings(StringBuilder log, Migration migration, List<Guard.Reading> readings) {
        for (Guard.Reading reading : readings) {
            if (reading.script().path().equals(migration.script())) {
                for (Finding finding : reading.findings()) {
                    String severity = finding.severity().name().toLowerCase(Locale.ROOT);
                    log.append("    ")
                            .append(Text.of("migrations.guard." + severity))
                            .append(": ")
                            .append(Text.of(
                                    "migrations.guard.line",
                                    finding.line(),
                                    MigrationWords.of(finding).sentence()))
                            .append('\n');
                }
            }
        }
    }

    private static void line(StringBuilder log, String key, Object... args) {
        log.append(Text.of(key, args).strip()).append('\n');
    }
}
