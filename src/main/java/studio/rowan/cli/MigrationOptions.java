package studio.rowan.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import studio.rowan.blog.Sample;
import studio.rowan.kit.Text;
import studio.rowan.migrate.MigrationSettings;
import studio.rowan.migrate.MigrationWords;
import studio.rowan.migrate.Place;
import studio.rowan.migrate.Places;
import studio.rowan.migrate.Scripts;
import studio.rowan.migrate.Setting;
import studio.rowan.schema.Workspace;

/// Where the commands that deal with migrations find the scripts.
final class MigrationOptions {
    @Option(
            names = "--dir",
            paramLabel = "D",
            description = "The folder of the migrations; the one chosen for FILE in the studio, if left out.")
    @Nullable
    Path dir;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The flyway.conf or flyway.toml to go by; the one in or beside the folder, if left out.")
    @Nullable
    Path config;

    @Option(
            names = "--placeholder",
            paramLabel = "NAME=VALUE",
            description = "A value for ${NAME} in scripts; above what the configuration says. May be repeated.")
    Map<String, String> placeholders = new TreeMap<>();

    @Option(names = "--out-of-order", description = "Run scripts too that are older than what ran last.")
    boolean outOfOrder;

    @Spec(Spec.Target.MIXEE)
    @Nullable
    CommandSpec spec;

    /// The folder named, else the one kept for the file, else the sample's own.
    /// @throws CommandLine.ParameterException where there is none
    Scripts scripts(Workspace workspace, Context context) {
        Path named = folder();
        if (named != null) {
            return new Place.Folder(named.toAbsolutePath().normalize()).scripts(choice(MigrationSettings.Choice.NONE));
        }
        Places places = new Places(context.folders().data());
        Place kept = places.of(workspace.file());
        if (kept == null && Sample.isSample(workspace.schema())) {
            kept = Place.BUNDLED;
        }
        if (kept == null) {
            throw usage(Text.of("cli.migrations.whichFolder", workspace.file()));
        }
        return kept.scripts(choice(places.choice(workspace.file())));
    }

    /// What was said on the command line goes above what was chosen in the studio.
    MigrationSettings.Choice choice(MigrationSettings.Choice kept) {
        Path file = config;
        if (file != null && !Files.isRegularFile(file)) {
            throw usage(Text.of("cli.migrations.noConfig", file));
        }
        Map<String, String> values = new HashMap<>(kept.values());
        placeholders.forEach((name, value) -> values.put(MigrationSettings.PLACEHOLDERS + name, value));
        if (outOfOrder) {
            values.put(Setting.OUT_OF_ORDER.key(), "true");
        }
        return new MigrationSettings.Choice(file == null ? kept.config() : file.toAbsolutePath(), values);
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
