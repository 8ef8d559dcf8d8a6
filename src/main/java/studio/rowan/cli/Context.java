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

    /// The file a command works on: the one named, else `DATABASE_PATH`, else the sample.
    Path file(@Nullable Path named) {
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
