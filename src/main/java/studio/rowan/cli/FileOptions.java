package studio.rowan.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What every command that works on a file takes.
final class FileOptions {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description = "The database; DATABASE_PATH, else the sample, if left out.")
    @Nullable
    Path file;

    @Option(names = "--json", description = "Write one JSON document to standard output.")
    boolean json;
}
