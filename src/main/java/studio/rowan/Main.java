package studio.rowan;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import studio.rowan.cli.Commands;
import studio.rowan.db.AppFolders;
import studio.rowan.db.Profile;
import studio.rowan.kit.Fxml;
import studio.rowan.kit.Jobs;
import studio.rowan.shell.SessionKeeper;
import studio.rowan.shell.SingleInstance;

/// The entry: decides between the window and a command, and never loads JavaFX for a command, nor for a start that only
/// hands its files to the running window.
public final class Main {
    private Main() {}

    static void main(String[] args) {
        AppFolders folders = AppFolders.ofSystem();
        Profile profile = Profile.of(System::getenv);
        // The log's place: read by the logging library when the first class asks for a logger.
        System.setProperty(
                "rowan.data", profile == Profile.TEST ? "" : folders.data().toString());
        if (profile != null && Arrays.stream(args).allMatch(Main::isAbsolute)) {
            // The usual starts, by an icon or a file: to make a parser of options takes longer than to make the window.
            window(folders, Arrays.stream(args).map(Path::of).toList(), false);
            return;
        }
        int code = Commands.run(args, (files, readOnly) -> window(folders, files, readOnly));
        // The window system's thread outlives a dialog that had no window.
        if (code != 0 || args[0].equals("choose")) {
            System.exit(code);
        }
    }

    private static boolean isAbsolute(String arg) {
        try {
            return Path.of(arg).isAbsolute();
        } catch (InvalidPathException e) {
            return false; // the parser of options has the words for it
        }
    }

    private static void window(AppFolders folders, List<Path> files, boolean readOnly) {
        List<String> args = new ArrayList<>(List.of("open"));
        if (readOnly) {
            args.add("--read-only");
        }
        files.forEach(file -> args.add(file.toString()));
        boolean another = Files.exists(folders.data().resolve(SingleInstance.DOOR));
        if (!another || !SingleInstance.hand(folders.data(), message(args))) {
            Jobs.ahead("start", () -> {
                Fxml.prepare();
                SessionKeeper.load(folders.data());
            });
            if (Profile.of(System::getenv) == Profile.TEST) {
                folders.endWithProcess();
            }
            App.run(args.toArray(String[]::new));
        }
    }

    /// What the arguments ask the window to open: `[open] [--read-only] [FILE…]`, else `DATABASE_PATH`.
    static SingleInstance.Message message(List<String> args) {
        List<String> files = new ArrayList<>();
        boolean readOnly = false;
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            if (arg.equals("--read-only")) {
                readOnly = true;
            } else if (!(i == 0 && arg.equals("open"))) {
                files.add(Path.of(arg).toAbsolutePath().normalize().toString());
            }
        }
        String named = System.getenv("DATABASE_PATH");
        if (files.isEmpty() && named != null && !named.isBlank()) {
            files.add(Path.of(named).toAbsolutePath().normalize().toString());
        }
        return new SingleInstance.Message(files, readOnly);
    }
}
