package studio.rowan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MainTest {
    @TempDir
    Path folder;

    /// What is asked for early on must not ask for a logger: its place is not known yet.
    @Test
    void theLogLiesInTheDataFolder() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        Process process = Children.start(
                Map.of(
                        "ROWAN_ENV",
                        "",
                        "ROWAN_HOME",
                        folder.resolve("home").toString(),
                        "JAVA_TOOL_OPTIONS",
                        "-Djava.io.tmpdir=" + temporary),
                Main.class,
                "health",
                "--json");
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("\"status\"");
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(folder.resolve("home/logs/rowan.log")).exists();
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void argumentsAreFilesWithWholePaths() {
        var message = Main.message(List.of("open", "--read-only", "a b.db", "/x/../y.db"));
        assertThat(message.readOnly()).isTrue();
        assertThat(message.files())
                .containsExactly(Path.of("a b.db").toAbsolutePath().toString(), "/y.db");
    }

    @Test
    void aFileMayBeCalledOpen() {
        assertThat(Main.message(List.of("open", "open")).files())
                .containsExactly(Path.of("open").toAbsolutePath().toString());
    }

    @Test
    void withoutArgumentsTheWindowIsAskedForNothing() {
        assertThat(Main.message(List.of("open")).readOnly()).isFalse();
    }
}
