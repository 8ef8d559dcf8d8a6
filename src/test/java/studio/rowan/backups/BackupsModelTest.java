package studio.rowan.backups;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;
import studio.rowan.HandClock;
import studio.rowan.TestDb;
import studio.rowan.db.DbFiles;
import studio.rowan.kit.Jobs;
import studio.rowan.vault.BackupChoices;
import studio.rowan.vault.BackupSettings;
import studio.rowan.vault.Backups;
import studio.rowan.vault.Manifest;

@ExtendWith(ApplicationExtension.class)
class BackupsModelTest {
    @TempDir
    Path folder;

    @Test
    void anEarlierListIsShownUntilALaterOneIsThere() {
        try (HandClock clock = new HandClock();
                TestDb db = TestDb.create(folder)) {
            WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
                Jobs jobs = new Jobs(e -> {
                    throw new AssertionError(e);
                });
                BackupChoices choices =
                        new BackupChoices(folder.resolve("data"), new BackupSettings(null, false, Duration.ofDays(1)));
                BackupsModel model = new BackupsModel(db.workspace(), new DbFiles(), clock, jobs, choices);
                Path backups = choices.folderFor(db.workspace().file());
                // Nothing of what these find comes before this is over.
                model.refresh();
                model.refresh();
                BackupsModel.Seen first = seen(backups);
                BackupsModel.Seen second = seen(backups);
                model.show(1, seen(folder.resolve("other")));
                assertThat(model.seen().get()).as("of another folder").isNull();
                model.show(1, first);
                assertThat(model.seen().get()).as("the later one may fail").isSameAs(first);
                model.show(2, second);
                assertThat(model.seen().get()).isSameAs(second);
                model.show(1, first);
                assertThat(model.seen().get())
                        .as("an earlier one that ends later")
                        .isSameAs(second);
                model.close();
                jobs.close();
                return true;
            });
        }
    }

    private static BackupsModel.Seen seen(Path folder) {
        return new BackupsModel.Seen(
                folder,
                new Backups.Look(Manifest.State.FINE, List.of(), List.of()),
                List.of(),
                List.of(),
                List.of(),
                false);
    }
}
