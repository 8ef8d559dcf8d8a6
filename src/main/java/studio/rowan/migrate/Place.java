package studio.rowan.migrate;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbFiles;

/// Where the scripts of a database lie: a folder, or inside the program.
public sealed interface Place {
    /// The sample's own, on the class path.
    Place BUNDLED = new Bundled("migrations");

    String CLASSPATH = "classpath:";

    /// A folder on the disk.
    record Folder(Path path) implements Place {}

    /// A folder on the class path.
    record Bundled(String name) implements Place {}

    /// As Flyway writes it, but for the disk, whose paths stand alone.
    default String text() {
        return switch (this) {
            case Folder(Path path) -> path.toString();
            case Bundled(String name) -> CLASSPATH + name;
        };
    }

    static @Nullable Place of(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        return text.startsWith(CLASSPATH)
                ? new Bundled(text.substring(CLASSPATH.length()))
                : new Folder(Path.of(text).toAbsolutePath().normalize());
    }

    /// Reads what lies there. Blocks.
    /// @throws studio.rowan.db.DbError where it cannot be read
    default Scripts scripts() {
        return scripts(MigrationSettings.Choice.NONE);
    }

    /// The same, where what the user chose goes above the place's own configuration. Blocks.
    /// @throws studio.rowan.db.DbError where it cannot be read
    default Scripts scripts(MigrationSettings.Choice choice) {
        try {
            return switch (this) {
                case Folder(Path path) -> Scripts.ofFolder(path, choice);
                case Bundled(String name) -> Scripts.ofClasspath(Place.class.getClassLoader(), name);
            };
        } catch (IOException e) {
            throw DbFiles.io(Path.of(text()), e);
        }
    }
}
