package studio.rowan.migrate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What lies in a folder of scripts and just below it.
/// @param files their paths below the folder, with `/`, sorted
record Listing(Path folder, List<String> files) {
    private static final int DEPTH = 3;
    private static final int MOST_FILES = 20_000;

    static Listing of(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder, DEPTH)) {
            return new Listing(
                    folder,
                    walk.limit(MOST_FILES)
                            .filter(Files::isRegularFile)
                            .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                            .sorted()
                            .toList());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// SQL files in the folder itself.
    List<String> scripts() {
        return files.stream()
                .filter(path -> path.endsWith(".sql") && path.indexOf('/') < 0)
                .toList();
    }

    /// What the file holds, without a byte order mark.
    /// @throws FolderRefused where it cannot be read, or is not UTF-8: what is read here is written anew
    String text(String path) throws FolderRefused {
        try {
            byte[] bytes = Files.readAllBytes(folder.resolve(path));
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new FolderRefused(new Refusal(Refusal.Reason.ENCODING, path, 0, ""));
        } catch (IOException e) {
            throw new FolderRefused(new Refusal(Refusal.Reason.PART, path, 0, String.valueOf(e.getMessage())));
        }
    }
}
