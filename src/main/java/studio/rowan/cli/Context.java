package studio.rowan.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import studio.rowan.blog.Sample;
import studio.rowan.db.AppFolders;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbFiles;
import studio.rowan.kit.Text;

/// What every command works with, so that tests can give their own.
/// @param env variables of the environment, `null` for those not set
/// @param out what was asked for
/// @param err what went wrong
public record Context(
        UnaryOperator<@Nullable String> env,
        AppFolders folders,
        DbFiles files,
        Clock clock,
        PrintWriter out,
        PrintWriter err,
        Window window) {
    /// Starts the window; the only way from a command to JavaFX.
    @FunctionalInterface
    public interface Window {
        /// @param files to open, none for what was open last
        void open(java.util.List<Path> files, boolean readOnly);
    }

    /// The file a command works on: the one named, else `DATABASE_PATH`, else the sample. Where it is none, but memory,
    /// that is said.
    Path file(@Nullable Path named) {
        Path file = chosen(named);
        if (files.areInMemory()) {
            err.println(Text.of("cli.test", file));
        }
        return file;
    }

    /// As [#file], for commands on backups.
    /// @throws CommandFailed where databases are in memory, and so have none
    Path keptFile(@Nullable Path named) {
        if (files.areInMemory()) {
            throw new CommandFailed(Text.of("cli.test.noBackups"));
        }
        return chosen(named);
    }

    private Path chosen(@Nullable Path named) {
        if (named != null) {
            return named.toAbsolutePath().normalize();
        }
        String path = env.apply("DATABASE_PATH");
        if (path != null && !path.isBlank()) {
            return Path.of(path).toAbsolutePath().normalize();
        }
        return Sample.ensure(folders.data(), files, clock);
    }

    Db.Options options(boolean readOnly) {
        return new Db.Options(
                readOnly, folders.copies(), () -> false, Db.Options.defaults().busyWait());
    }
}
