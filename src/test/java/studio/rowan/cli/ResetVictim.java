package studio.rowan.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import studio.rowan.db.AppFolders;
import studio.rowan.db.Clock;
import studio.rowan.db.DbFiles;

/// Resets a file as the command does, in a process of its own, and waits to be killed.
final class ResetVictim {
    private ResetVictim() {}

    /// `FILE FOLDER`
    static void main(String[] args) throws IOException {
        Path folder = Path.of(args[1]);
        System.out.println("ready");
        int code = Commands.run(
                new String[] {"reset", args[0], "--yes"},
                new Context(
                        _ -> null,
                        new AppFolders(folder.resolve("data"), folder.resolve("cache")),
                        new DbFiles(),
                        Clock.system(),
                        new PrintWriter(System.out, true),
                        new PrintWriter(System.err, true),
                        (_, _) -> {}));
        System.out.println(code);
        while (System.in.read() >= 0) {
            // until the pipe is closed, or this process killed
        }
    }
}
