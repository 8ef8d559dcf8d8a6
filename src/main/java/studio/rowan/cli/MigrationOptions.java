package studio.rowan.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import studio.rowan.blog.Sample;
import studio.rowan.kit.Text;
import studio.rowan.migrate.MigrationWords;
import studio.rowan.migrate.Place;
import studio.rowan.migrate.Places;
import studio.rowan.migrate.Scripts;
import studio.rowan.schema.Workspace;

/// Where the commands that deal with migrations find the scripts.
final class MigrationOptions {
    @Option(
            names = "--dir",
            paramLabel = "D",
            description = "The folder of the migrations; the one chosen for FILE in the studio, if left out.")
    @Nullable
    Path dir;

    @Spec(Spec.Target.MIXEE)
    @Nullable
    CommandSpec spec;

    /// The folder named, else the one kept for the file, else the sample's own.
    /// @throws CommandLine.ParameterException where there is none
    Scripts scripts(Workspace workspace, Context context) {
        Path named = folder();
        if (named != null) {
            return new Place.Folder(named.toAbsolutePath().normalize()).scripts();
        }
        Place kept = new Places(context.folders().data()).of(workspace.file());
        if (kept == null && Sample.isSample(workspace.schema())) {
            kept = Place.BUNDLED;
        }
        if (kept == null) {
            throw usage(Text.of("cli.migrations.whichFolder", workspace.file()));
        }
        return kept.scripts();
    }

    /// The folder named; null where none was.
    /// @throws CommandLine.ParameterException where it is not there
    @Nullable
    Path folder() {
        if (dir != null && !Files.isDirectory(dir)) {
            throw usage(Text.of("cli.migrations.noFolder", dir));
        }
        return dir;
    }

    private CommandLine.ParameterException usage(String message) {
        return new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }

    /// Files of the folder that are never run, one line each.
    static void tellNotRun(Scripts scripts, java.io.PrintWriter out) {
        for (Scripts.NotRun file : scripts.notRun()) {
            out.println(Text.of("cli.migrations.notRun", file.path(), MigrationWords.of(file.reason())));
        }
    }
}
