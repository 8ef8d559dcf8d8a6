package studio.rowan.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AppFoldersTest {
    private static final Path HOME = Path.of("/home/ada");

    @Test
    void oneVariablePutsAllIntoOneFolder() {
        AppFolders folders = AppFolders.of(Map.of("ROWAN_HOME", "/tmp/r")::get, "Linux", HOME);
        assertThat(folders.data()).isEqualTo(Path.of("/tmp/r"));
        assertThat(folders.cache()).isEqualTo(Path.of("/tmp/r/cache"));
        assertThat(folders.log()).isEqualTo(Path.of("/tmp/r/logs"));
    }

    @Test
    void aRelativeFolderCountsFromWhereTheProgramWasStarted() {
        AppFolders folders = AppFolders.of(Map.of("ROWAN_HOME", "own/../here")::get, "Linux", HOME);
        assertThat(folders.data()).isEqualTo(Path.of("here").toAbsolutePath());
    }

    @Test
    void aTestHasAFolderOfItsOwnThatGoesWithIt() throws Exception {
        AppFolders folders = AppFolders.of(Map.of("ROWAN_HOME", "/tmp/r", "ROWAN_ENV", "Test")::get, "Linux", HOME);
        assertThat(folders.data()).doesNotExist().isNotEqualTo(Path.of("/tmp/r"));
        Files.writeString(Files.createDirectories(folders.cache()).resolve("file"), "x");
        folders.end();
        assertThat(folders.data()).doesNotExist();
    }

    @Test
    void linuxFollowsXdgAndIgnoresRelativePaths() {
        Map<String, String> env = Map.of("XDG_DATA_HOME", "/data", "XDG_CACHE_HOME", "relative");
        AppFolders folders = AppFolders.of(env::get, "Linux", HOME);
        assertThat(folders.data()).isEqualTo(Path.of("/data/rowan-studio"));
        assertThat(folders.cache()).isEqualTo(HOME.resolve(".cache/rowan-studio"));
    }

    @Test
    void macAndWindowsHaveTheirOwnCustoms() {
        assertThat(AppFolders.of(_ -> null, "Mac OS X", HOME).data())
                .isEqualTo(HOME.resolve("Library/Application Support/Rowan Studio"));
        assertThat(AppFolders.of(_ -> null, "Windows 11", HOME).cache())
                .isEqualTo(HOME.resolve("AppData/Local/Rowan Studio/cache"));
    }
}
