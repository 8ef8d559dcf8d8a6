import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Puts the binary form beside each style sheet of a jar: JavaFX looks for it first, and need not parse the text at each
/// start. Runs in a process of its own, with JavaFX on the class path.
final class Sheets {
    private Sheets() {}

    public static void main(String[] jars) throws IOException {
        for (String jar : jars) {
            try (FileSystem content = FileSystems.newFileSystem(Path.of(jar));
                    Stream<Path> all = Files.walk(content.getPath("/"))) {
                List<Path> sheets = all.filter(file -> file.toString().endsWith(".css")).toList();
                for (Path sheet : sheets) {
                    convert(sheet);
                }
            }
        }
    }

    private static void convert(Path sheet) throws IOException {
        Path text = Files.createTempFile("sheet", ".css");
        Path binary = Files.createTempFile("sheet", ".bss");
        try {
            Files.write(text, Files.readAllBytes(sheet));
            javafx.css.Stylesheet.convertToBinary(text.toFile(), binary.toFile());
            String name = sheet.toString();
            Files.write(sheet.resolveSibling(name.substring(name.lastIndexOf('/') + 1).replaceAll("css$", "bss")), Files.readAllBytes(binary));
        } finally {
            Files.delete(text);
            Files.delete(binary);
        }
    }
}
