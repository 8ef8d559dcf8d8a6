package studio.rowan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MainTest {
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
