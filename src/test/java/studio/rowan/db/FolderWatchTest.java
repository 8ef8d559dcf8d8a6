package studio.rowan.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {
    @TempDir
    Path folder;

    private final BlockingQueue<FolderWatch.Changed> told = new LinkedBlockingQueue<>();

    private FolderWatch.Changed next() throws InterruptedException {
        FolderWatch.Changed changed = told.poll(60, TimeUnit.SECONDS);
        assertThat(changed).as("told within a minute").isNotNull();
        return changed;
    }

    /// Whatever comes first and however it is grouped, in the end all of it was told.
    @Test
    void whatComesChangesAndGoesIsToldAlsoInAFolderBelow() throws Exception {
        Path old = Files.writeString(folder.resolve("V1__a.sql"), "SELECT 1;");
        Path below = Files.createDirectories(folder.resolve("below"));
        try (FolderWatch _ = new FolderWatch(folder, file -> file.toString().endsWith(".sql"), told::add)) {
            assertThat(next().isNone()).as("from now on").isTrue();
            Path first = Files.writeString(folder.resolve("V2__b.sql"), "SELECT 2;");
            Path second = Files.writeString(below.resolve("V3__c.sql"), "SELECT 3;");
            Files.writeString(folder.resolve("notes.txt"), "not looked at");
            Set<Path> added = new HashSet<>();
            while (added.size() < 2) {
                added.addAll(next().added());
            }
            assertThat(added).containsExactlyInAnyOrder(first, second);

            // A file may be seen when it is made or emptied, and once more when it is filled.
            Files.writeString(old, "SELECT 1, 'longer than it was';");
            FolderWatch.Changed changed = next();
            while (!changed.altered().contains(old)) {
                assertThat(changed.altered()).isSubsetOf(first, second);
                changed = next();
            }

            Files.delete(second);
            for (changed = next(); changed.removed().isEmpty(); changed = next()) {
                assertThat(changed.altered()).isSubsetOf(old, first, second);
            }
            assertThat(changed.removed()).containsExactly(second);
        }
    }
}
