package studio.rowan.backups;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import studio.rowan.RecordingNav;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbFiles;
import studio.rowan.kit.AnsweringDialogs;
import studio.rowan.kit.Jobs;
import studio.rowan.schema.Workspace;
import studio.rowan.vault.BackupChoices;
import studio.rowan.vault.BackupSettings;

/// Of a database in memory nothing is offered that cannot be.
@ExtendWith(ApplicationExtension.class)
class MemoryBackupsPaneTest {
    private final List<Throwable> unexpected = new ArrayList<>();
    private final Clock clock = Clock.system();
    private final DbFiles files = DbFiles.inMemory();

    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Jobs jobs;

    @SuppressWarnings("NullAway.Init")
    private Workspace workspace;

    @SuppressWarnings("NullAway.Init")
    private BackupsPane pane;

    @Start
    void start(Stage stage) throws Exception {
        folder = Files.createTempDirectory("rowan-memory").toRealPath();
        Path file = folder.resolve("a.db");
        Db.create(file, files);
        workspace = Workspace.open(file, Db.Options.defaults(), files, clock);
        jobs = new Jobs(unexpected::add);
        BackupChoices choices =
                new BackupChoices(folder.resolve("data"), new BackupSettings(null, true, Duration.ofMillis(1)));
        RecordingNav nav = new RecordingNav();
        pane = new BackupsPane(
                workspace,
                nav,
                new BackupsPane.Tools(
                        jobs,
                        new AnsweringDialogs(),
                        files,
                        clock,
                        choices,
                        new SimpleObjectProperty<>(ZoneId.of("UTC")),
                        _ -> {}));
        new AttendModel(workspace, nav, jobs, clock).begin(choices, files).run();
        stage.setScene(new Scene(new StackPane(pane), 900, 700));
        stage.show();
        pane.onShown();
    }

    @AfterEach
    void close() {
        pane.close();
        jobs.close();
        workspace.close();
        clock.close();
        assertThat(unexpected).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void itSaysThatThereAreNone(FxRobot robot) {
        Set<Labeled> labels = robot.from(pane).lookup(Labeled.class::isInstance).queryAll();
        assertThat(labels)
                .extracting(Labeled::getText)
                .contains("a.db has no backups")
                .doesNotContain("Back up now");
        assertThat(pane.commands())
                .filteredOn(command -> command.id().equals("backupNow"))
                .noneMatch(command -> command.enabled().getAsBoolean());
    }
}
