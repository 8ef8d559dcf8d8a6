package studio.rowan.migrate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.UUID;

/// Writes one new script into a folder of migrations.
public final class ScriptFile {
    private ScriptFile() {}

    /// The folder below the folder of migrations in which the newest script lies: there the next one belongs.
    public static Path folderOf(Path folder, Scripts scripts) {
        ScriptNames names = scripts.names();
        return scripts.migrations().stream()
                .filter(script -> names.version(script.path()) != null)
                .max(Comparator.comparing(
                        Script::path, (a, b) -> NextScript.compare(names.version(a), names.version(b))))
                .map(script -> folder.resolve(script.path()).getParent())
                .filter(Files::isDirectory)
                .orElse(folder);
    }

    /// The file is there with all of its text, or not at all; one of that name is never replaced. Blocks.
    /// @throws FileAlreadyExistsException where there is one of that name
    public static Path write(Path folder, String name, String text) throws IOException {
        Path target = folder.resolve(name);
        if (Path.of(name).getNameCount() != 1 || name.startsWith(".")) {
            throw new IOException("not a name for a script: " + name);
        }
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        Path part = folder.resolve("." + name + "." + UUID.randomUUID() + ".part");
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.endsWith("\n") ? text : text + "\n");
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
            publish(part, target);
        } finally {
            Files.deleteIfExists(part);
        }
        return target;
    }

    /// A link is made only where nothing has that name; not every file system has links.
    private static void publish(Path part, Path target) throws IOException {
        try {
            Files.createLink(target, part);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.move(part, target);
        }
    }
}
