package studio.rowan.backups;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import studio.rowan.db.DbError;
import studio.rowan.kit.Dialogs;
import studio.rowan.kit.Format;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Text;
import studio.rowan.vault.Backup;
import studio.rowan.vault.Backups;
import studio.rowan.vault.Reason;
import studio.rowan.vault.Restore;

/// What the panel says and asks.
final class BackupWords {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm:ss", Locale.ENGLISH);
    private static final int SHORT_HASH = 12;

    private BackupWords() {}

    static String moment(Instant at, ZoneId zone) {
        return MOMENT.format(at.atZone(zone));
    }

    static String reason(Backup backup) {
        return Reason.of(backup.reason())
                .map(reason -> Text.of("backups.reason." + reason.name().toLowerCase(Locale.ROOT)))
                .orElse(backup.reason());
    }

    /// What was looked at, or what is wrong.
    static String check(Backup backup, Instant now, ZoneId zone) {
        if (!backup.verified()) {
            return Text.of("backups.check.not", backup.remark());
        }
        String looked = backup.counted() && !backup.tables().isEmpty()
                ? Text.count("backups.check.counted", backup.tables().size(), backup.pages(), hash(backup))
                : Text.of("backups.check.uncounted", backup.pages(), hash(backup));
        String gap = backup.remark().isEmpty() ? "" : " " + Text.of("backups.check.gap", backup.remark());
        String again = backup.checked() == 0
                ? ""
                : " " + Text.of("backups.check.again", Format.age(Instant.ofEpochMilli(backup.checked()), now, zone));
        return looked + gap + again;
    }

    private static String hash(Backup backup) {
        return backup.sha256().substring(0, Math.min(SHORT_HASH, backup.sha256().length()));
    }

    static String names(List<Backup> backups) {
        return backups.stream().map(Backup::file).collect(Collectors.joining("\n"));
    }

    // ---- how it went ----

    static Notice made(Backups.Made made) {
        Backup backup = made.backup();
        Notice notice = Notice.success(
                Text.of("backups.made", backup.file(), Format.bytes(backup.bytes()), Format.duration(made.took())));
        StringBuilder next = new StringBuilder();
        if (!made.locked().isZero()) {
            next.append(Text.of("backups.made.locked", Format.duration(made.locked())));
        }
        if (!made.pruned().isEmpty()) {
            next.append(next.isEmpty() ? "" : " ")
                    .append(Text.count("backups.made.pruned", made.pruned().size()))
                    .append(' ')
                    .append(made.pruned().stream()
                            .map(file -> String.valueOf(file.getFileName()))
                            .collect(Collectors.joining(", ")));
        }
        return notice.next(next.toString());
    }

    /// @param locking tries again, shutting writers out
    static Notice notMade(DbError error, Runnable locking) {
        if (error instanceof DbError.Cancelled) {
            return Notice.info(Text.of("backups.cancelled"));
        }
        Notice notice = failed("backups.notMade", "", error);
        return error instanceof DbError.Busy && error.code() == DbError.Busy.CHANGING
                ? notice.action("backupsLocking", Text.of("backups.locking"), locking)
                : notice;
    }

    private static Notice failed(String key, String name, DbError error) {
        Notice plain = Notice.of(error);
        return new Notice(
                plain.kind(), Text.of(key, plain.message(), name), plain.nextStep(), plain.details(), List.of());
    }

    /// @param back restores what was there before
    static Notice restored(String database, String backup, Restore.Done done, Consumer<Path> back) {
        Notice notice = switch (done.match()) {
            case SAME -> Notice.success(Text.of("backups.restored", database, backup));
            case NOT_COMPARED -> Notice.warning(Text.of("backups.restored.notCompared", database, backup));
            case DIFFERS -> Notice.error(Text.of("backups.restored.differs", database, backup));
        };
        Backups.Made before = done.before();
        if (before == null) {
            return notice;
        }
        return notice.next(Text.of("backups.restored.before", before.backup().file()))
                .action("backupsBack", Text.of("backups.restored.back"), () -> back.accept(before.file()));
    }

    static Notice notRestored(String database, DbError error) {
        if (error instanceof DbError.Cancelled) {
            return Notice.info(Text.of("backups.restoreCancelled", database));
        }
        return failed("backups.notRestored", database, error);
    }

    static Notice adopted(int listed, List<Path> unsound) {
        Notice notice = Notice.info(Text.count("backups.adopted", listed));
        return unsound.isEmpty()
                ? notice
                : notice.next(Text.of(
                        "backups.adopted.not",
                        unsound.stream()
                                .map(file -> String.valueOf(file.getFileName()))
                                .collect(Collectors.joining(", "))));
    }

    // ---- questions ----

    static Dialogs.Question restore(
            BackupsModel.Line line, String database, List<RowLoss> losses, Instant now, ZoneId zone) {
        Backup backup = line.backup();
        StringBuilder message = new StringBuilder(Text.of(
                "backups.ask.restore", database, moment(backup.time(), zone), Format.age(backup.time(), now, zone)));
        if (!backup.verified()) {
            message.append("\n\n").append(Text.of("backups.ask.unverified", backup.remark()));
        }
        if (!line.own()) {
            message.append("\n\n").append(Text.of("backups.ask.other", backup.database()));
        }
        return Dialogs.Question.of(
                        Text.of("backups.ask.restore.title", database),
                        message.toString(),
                        Text.of("backups.ask.restore.yes"))
                .detail(RowLoss.words(losses))
                .dangerous();
    }

    static Dialogs.Question delete(Backup backup, boolean last, ZoneId zone) {
        String message = Text.of("backups.ask.delete", moment(backup.time(), zone), Format.bytes(backup.bytes()));
        return Dialogs.Question.of(
                        Text.of("backups.ask.delete.title"),
                        last ? message + "\n\n" + Text.of("backups.ask.delete.last") : message,
                        Text.of("backups.ask.delete.yes"))
                .detail(backup.file())
                .dangerous();
    }

    static Dialogs.Question prune(List<Backup> backups, int keep) {
        long bytes = backups.stream().mapToLong(Backup::bytes).sum();
        return Dialogs.Question.of(
                        Text.of("backups.ask.prune.title"),
                        Text.count("backups.ask.prune", backups.size(), Format.bytes(bytes), keep),
                        Text.of("backups.ask.prune.yes"))
                .detail(names(backups))
                .dangerous();
    }
}
