package studio.rowan.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SingleInstanceTest {
    private static final SingleInstance.Message FILES = new SingleInstance.Message(List.of("/a b/ü.db"), true);

    @TempDir
    private Path folder;

    private final BlockingQueue<SingleInstance.Message> heard = new LinkedBlockingQueue<>();

    private SingleInstance first() throws Exception {
        SingleInstance first = Objects.requireNonNull(SingleInstance.claim(folder));
        Thread.ofPlatform().daemon().start(() -> first.listen(heard::add));
        return first;
    }

    @Test
    void theSecondStartHandsItsFilesToTheFirst() throws Exception {
        try (SingleInstance _ = first()) {
            assertThat(SingleInstance.claim(folder)).isNull();
            assertThat(SingleInstance.hand(folder, FILES)).isTrue();
            assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo(FILES);
            assertThat(SingleInstance.hand(folder, new SingleInstance.Message(List.of(), false)))
                    .isTrue();
            assertThat(Objects.requireNonNull(heard.poll(60, TimeUnit.SECONDS)).files())
                    .isEmpty();
        }
    }

    @Test
    void withoutAWindowNothingIsHandedOver() {
        assertThat(SingleInstance.hand(folder, FILES)).isFalse();
    }

    @Test
    void afterTheWindowClosedTheNextStartIsTheFirst() throws Exception {
        first().close();
        assertThat(SingleInstance.hand(folder, FILES)).isFalse();
        try (SingleInstance again = first()) {
            assertThat(again).isNotNull();
            assertThat(SingleInstance.hand(folder, FILES)).isTrue();
        }
    }

    @Test
    void whatACrashLeftStandsInNobodysWay() throws Exception {
        Files.writeString(folder.resolve("window.json"), "{\"port\":1,\"token\":\"old\"}");
        Files.createFile(folder.resolve("window.lock"));
        assertThat(SingleInstance.hand(folder, FILES)).isFalse();
        try (SingleInstance _ = first()) {
            assertThat(SingleInstance.hand(folder, FILES)).isTrue();
        }
    }

    @Test
    void withoutTheTokenNobodyIsHeard() throws Exception {
        try (SingleInstance _ = first()) {
            Path door = folder.resolve("window.json");
            String content = Files.readString(door);
            Files.writeString(door, content.replaceAll("\"token\":\"..", "\"token\":\"zz"));
            assertThat(SingleInstance.hand(folder, FILES)).isFalse();
            assertThat(heard).isEmpty();
            Files.writeString(door, content);
            assertThat(SingleInstance.hand(folder, FILES)).isTrue();
        }
    }

    @Test
    void onlyThisUserReadsTheToken() throws Exception {
        try (SingleInstance _ = first()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("window.json"))))
                    .isEqualTo("rw-------");
        }
    }
}
