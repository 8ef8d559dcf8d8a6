package studio.rowan.backups;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;
import studio.rowan.HandClock;
import studio.rowan.RecordingNav;
import studio.rowan.db.Db;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Sql;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Waiting;
import studio.rowan.schema.Workspace;
import studio.rowan.vault.BackupChoices;
import studio.rowan.vault.BackupSettings;

@ExtendWith(ApplicationExtension.class)
class AttendModelTest {
    @TempDir
    Path folder;

    @Test
    void leftoversGoAndAFailureIsToldOnce() throws Exception {
        DbFiles files = new DbFiles();
        Path file = folder.resolve("a.db");
        Db.create(file, files);
        Path left = Files.writeString(folder.resolve(".a.999999999-123-0123abcd.rowan-part"), "x");
        Path blocked = Files.createFile(folder.resolve("blocked"));
        List<Throwable> unexpected = new ArrayList<>();
        RecordingNav nav = new RecordingNav();
        Jobs jobs = WaitForAsyncUtils.waitForAsyncFx(10_000, () -> new Jobs(unexpected::add));
        Duration hour = Duration.ofHours(1);
        try (HandClock clock = new HandClock();
                Workspace workspace = Workspace.open(file, Db.Options.defaults(), files, clock)) {
            workspace
                    .db()
                    .write("make", access -> {
                        access.execute(Sql.of("CREATE TABLE t(a)"));
                        return true;
                    })
                    .await();
            BackupChoices choices = new BackupChoices(folder.resolve("data"), new BackupSettings(blocked, true, hour));
            Runnable end = WaitForAsyncUtils.waitForAsyncFx(
                    10_000, () -> new AttendModel(workspace, nav, jobs, clock).begin(choices, files));
            Waiting.until(() -> !Files.exists(left));
            Waiting.until(() -> {
                clock.advance(hour);
                return nav.notices().size() == 1;
            });
            assertThat(nav.notices().getFirst().message())
                    .contains("timed backup of a.db was not made")
                    .contains(blocked.toString());
            Files.delete(blocked);
            Waiting.until(() -> {
                clock.advance(hour);
                return Files.isDirectory(blocked);
            });
            end.run();
            assertThat(nav.notices()).as("the same trouble is told once").hasSize(1);
        }
        assertThat(unexpected).isEmpty();
        jobs.close();
    }
}
