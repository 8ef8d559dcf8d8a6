package studio.rowan.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import studio.rowan.RecordingNav;
import studio.rowan.TestDb;
import studio.rowan.db.Clock;
import studio.rowan.db.DbFiles;
import studio.rowan.kit.AnsweringDialogs;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Theme;
import studio.rowan.kit.Waiting;
import studio.rowan.migrate.Places;
import studio.rowan.relate.FileRelations;
import studio.rowan.relate.KeptRelations;
import studio.rowan.vault.BackupChoices;
import studio.rowan.vault.BackupSettings;

@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class SearchExportPaneTest {
    private final List<Throwable> unexpected = new ArrayList<>();
    private final AnsweringDialogs dialogs = new AnsweringDialogs();
    private final Clock clock = Clock.system();
    private Path folder;
    private TestDb db;
    private Jobs jobs;
    private SearchPane pane;

    @Start
    void start(Stage stage) throws Exception {
        folder = Files.createTempDirectory("rowan-export");
        db = TestDb.create(
                folder,
                "CREATE TABLE t (id INTEGER PRIMARY KEY, title TEXT)",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 130) INSERT INTO t"
                        + " SELECT i, 'Rowan ' || i FROM n",
                "CREATE VIRTUAL TABLE f USING fts5(title, content=t, content_rowid=id)",
                "INSERT INTO f(f) VALUES ('rebuild')");
        jobs = new Jobs(unexpected::add);
        pane = new SearchPane(
                        db.workspace(),
                        new FileRelations(db.workspace(), new KeptRelations(folder)),
                        new KeptWeights(folder),
                        new RecordingNav(),
                        jobs)
                .with(new SearchTools(
                        jobs,
                        dialogs,
                        new DbFiles(),
                        clock,
                        new BackupChoices(folder.resolve("data"), BackupSettings.ofSystem()),
                        new Places(folder.resolve("data")),
                        _ -> false,
                        folder.resolve("scratch")));
        Scene scene = new Scene(pane, 900, 600);
        new Theme().install(scene);
        stage.setScene(scene);
        stage.show();
    }

    @AfterEach
    void close(FxRobot robot) {
        robot.interact(pane::close);
        jobs.close();
        db.close();
        clock.close();
        assertThat(unexpected).isEmpty();
    }

    @Test
    void writesMoreThanIsShown(FxRobot robot) throws Exception {
        MenuButton button = robot.lookup("#searchExport").queryAs(MenuButton.class);
        assertThat(button.isDisabled()).as("before anything is found").isTrue();
        robot.interact(
                () -> robot.lookup("#searchField").queryAs(TextField.class).setText("rowan"));
        Waiting.until(() ->
                robot.lookup("#searchWords").queryAs(Label.class).getText().equals("130 matches"));
        Path file = folder.resolve("found.csv");
        boolean asks = !db.db().isWal();
        dialogs.answer(file);
        if (asks) {
            dialogs.answer(true);
        }
        MenuItem csv = button.getItems().getFirst();
        assertThat(csv.getId()).isEqualTo("searchExportCSV");
        robot.interact(csv::fire);
        Waiting.until(() ->
                Files.exists(file) && robot.lookup("#searchExport").tryQuery().isPresent());
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(131);
        assertThat(lines.getFirst()).isEqualTo("id,title,rank");
        assertThat(dialogs.asked()).hasSize(asks ? 2 : 1);
    }
}
