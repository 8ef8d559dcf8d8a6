import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/// The measure of the start: a window of JavaFX with an empty table in it, and the same libraries on its class path.
final class Bare {
    private static final String SOURCE = """
            import java.nio.file.*;
            import javafx.animation.AnimationTimer;
            import javafx.application.Application;
            import javafx.scene.Scene;
            import javafx.scene.control.*;
            import javafx.stage.Stage;

            public final class BareWindow extends Application {
                public static class Start {
                    public static void main(String[] args) {
                        Application.launch(BareWindow.class, args);
                    }
                }

                @Override
                public void start(Stage stage) {
                    TableView<String> table = new TableView<>();
                    table.getColumns().add(new TableColumn<>("name"));
                    stage.setScene(new Scene(table, 1280, 800));
                    stage.show();
                    new AnimationTimer() {
                        private int frames;

                        @Override
                        public void handle(long now) {
                            if (++frames == 2) {
                                stop();
                                try {
                                    Path log = Path.of(System.getenv("ROWAN_HOME"), "logs", "rowan.log");
                                    Files.createDirectories(log.getParent());
                                    Files.writeString(log, "the window is on the screen");
                                } catch (java.io.IOException e) {
                                    throw new java.io.UncheckedIOException(e);
                                }
                            }
                        }
                    }.start();
                }
            }
            """;

    private Bare() {}

    /// Puts bare.jar into the folder.
    static void compile(Path folder, Path lib) throws IOException {
        Path work = Files.createDirectories(folder.resolveSibling("bare-classes"));
        Path source = Files.writeString(work.resolve("BareWindow.java"), SOURCE);
        String path = Package.list(lib).stream().map(Path::toString).collect(Collectors.joining(java.io.File.pathSeparator));
        tool("javac", "-cp", path, "-d", work.toString(), source.toString());
        tool("jar", "--create", "--file", folder.resolve("bare.jar").toString(), "-C", work.toString(), ".");
    }

    private static void tool(String name, String... args) {
        if (ToolProvider.findFirst(name).orElseThrow().run(System.out, System.err, args) != 0) {
            throw new IllegalStateException(name + " failed");
        }
    }
}
