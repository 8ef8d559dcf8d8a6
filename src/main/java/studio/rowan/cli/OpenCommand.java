package studio.rowan.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Opens the window.
@Command(
        name = "open",
        description = "Open the studio, with the files if there are any.",
        mixinStandardHelpOptions = true)
final class OpenCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "FILE", description = "Databases to open; DATABASE_PATH, else what was open last.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--read-only", description = "Look only: nothing can be changed.")
    private boolean readOnly;

    OpenCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        context.window()
                .open(files.stream().map(f -> f.toAbsolutePath().normalize()).toList(), readOnly);
        return 0;
    }
}
