package studio.rowan.cli;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import studio.rowan.kit.Format;
import studio.rowan.kit.Text;
import studio.rowan.vault.Backup;
import studio.rowan.vault.Backups;
import studio.rowan.vault.Manifest;

/// Lists the backups of a database.
@Command(
        name = "backups",
        description = "List the backups of a database, newest first. Exits with 1 if their list is damaged.",
        mixinStandardHelpOptions = true)
final class BackupsCommand implements Callable<Integer> {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    /// One of the list that is written with `--json`.
    record Listed(
            String file,
            long bytes,
            long pages,
            String sha256,
            boolean verified,
            String remark,
            String created,
            String reason,
            boolean pinned) {
        static Listed of(Backups backups, Backup backup) {
            return new Listed(
                    backups.file(backup).toString(),
                    backup.bytes(),
                    backup.pages(),
                    backup.sha256(),
                    backup.verified(),
                    backup.remark(),
                    backup.time().toString(),
                    backup.reason(),
                    backup.pinned());
        }
    }

    private final Context context;

    @Mixin
    private final FileOptions of = new FileOptions();

    @Mixin
    private final FolderOption folder = new FolderOption();

    BackupsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Path file = context.keptFile(of.file);
        Backups backups = folder.backups(context, file);
        Backups.sweep(backups.folder());
        Backups.Look look = backups.look(file);
        List<Backup> mine = look.backups().stream()
                .filter(backup -> Backups.isOf(backup, file))
                .toList();
        if (of.json) {
            JsonOut.print(
                    context.out(),
                    mine.stream().map(backup -> Listed.of(backups, backup)).toList());
        } else if (mine.isEmpty()) {
            context.out().println(Text.of("cli.backups.none", file, backups.folder()));
        } else {
            context.out().println(backups.folder());
            mine.forEach(this::print);
        }
        return trouble(look);
    }

    private void print(Backup backup) {
        String state = Text.of(backup.verified() ? "cli.backups.verified" : "cli.backups.notVerified");
        context.out()
                .printf(
                        "  %s  %8s  %-12s  %-18s  %s%s%n",
                        MOMENT.format(backup.time()),
                        Format.bytes(backup.bytes()),
                        state,
                        backup.reason(),
                        backup.file(),
                        backup.pinned() ? "  " + Text.of("cli.backups.pinned") : "");
        if (!backup.remark().isEmpty()) {
            context.out().println("    " + backup.remark());
        }
    }

    private int trouble(Backups.Look look) {
        String key = switch (look.state()) {
            case FINE, MISSING -> "";
            case DAMAGED -> "backups.list.damaged";
            case UNREADABLE -> "backups.list.unreadable";
        };
        if (!key.isEmpty()) {
            context.err().println(Text.of(key, Manifest.FILE_NAME));
        }
        if (!look.strays().isEmpty()) {
            context.err()
                    .println(Text.count("backups.list.strays", look.strays().size()));
        }
        return key.isEmpty() ? 0 : 1;
    }
}
