package studio.rowan.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import studio.rowan.TestDb;
import studio.rowan.db.Value;
import studio.rowan.kit.Pictures;
import studio.rowan.kit.Waiting;

@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class FileFindPaneTest {
    private static final class Asked extends RecordingNav {
        private final List<String> rows = new ArrayList<>();

        @Override
        public void openRow(String table, List<Value> key, String column) {
            rows.add(table + " " + key.stream().map(Value::asText).toList() + " " + column);
        }
    }

    @TempDir
    Path folder;

    private final Asked nav = new Asked();
    private TestDb db;
    private BrowseFixture window;
    private @Nullable FileFindPane pane;

    @Start
    void start(Stage stage) {
        window = new BrowseFixture(stage, nav);
    }

    @AfterEach
    void close(FxRobot robot) {
        window.close(robot, db);
    }

    private void show(FxRobot robot) {
        db = TestDb.create(
                folder,
                "CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT, n INTEGER)",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)"
                        + " INSERT INTO posts SELECT i, 'Rowan ' || i, i FROM n",
                "CREATE TABLE pairs (a TEXT, b INTEGER, note TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID",
                "INSERT INTO pairs VALUES ('x', 1, NULL), ('y', 2, 'a long word before the rowan tree'), ('z', 3, 'ash')",
                "CREATE TABLE empty (a)",
                "CREATE VIEW seen AS SELECT * FROM pairs",
                "CREATE VIRTUAL TABLE words USING fts5(title)",
                "INSERT INTO words VALUES ('rowan')");
        robot.interact(() -> {
            pane = new FileFindPane(db.workspace(), nav, window.jobs);
            window.show(pane);
        });
    }

    private void search(FxRobot robot, String text) {
        TextField field = robot.lookup("#fileFindField").queryAs(TextField.class);
        robot.interact(() -> {
            field.setText(text);
            Objects.requireNonNull(field.getOnAction()).handle(null);
        });
        Waiting.until(() -> !robot.lookup("#fileFindStop").query().isVisible());
    }

    @SuppressWarnings("unchecked")
    private static ListView<FileFindModel.Entry> list(FxRobot robot) {
        return robot.lookup("#fileFindHits").queryAs(ListView.class);
    }

    private static String words(FxRobot robot) {
        return robot.lookup("#fileFindWords").queryAs(Label.class).getText();
    }

    @Test
    void rowsOfAllTablesAreGroupedAndOpenAtTheirCell(FxRobot robot) {
        show(robot);
        search(robot, "rowan");
        Waiting.until(() -> words(robot).startsWith("401 rows in 2 tables"));
        Pictures.write(robot.capture(window.root).getImage(), "find-in-file");
        List<FileFindModel.Entry> entries = list(robot).getItems();
        assertThat(entries.stream().filter(FileFindModel.Head.class::isInstance))
                .containsExactlyInAnyOrder(
                        new FileFindModel.Head("pairs", 1, 1, null),
                        new FileFindModel.Head("posts", 400, FileFind.SHOWN, null));
        int pair = entries.indexOf(new FileFindModel.Head("pairs", 1, 1, null)) + 1;
        robot.interact(() -> {
            list(robot).getSelectionModel().select(pair);
            list(robot).requestFocus();
        });
        robot.type(KeyCode.ENTER);
        Waiting.until(() -> nav.rows.equals(List.of("pairs [y, 2] note")));
    }

    @Test
    void nothingFoundIsSaid(FxRobot robot) {
        show(robot);
        assertThat(words(robot)).contains("left out");
        search(robot, "no such text");
        Waiting.until(() -> words(robot).startsWith("0 rows in 0 tables · 3 tables were searched"));
        assertThat(list(robot).isVisible()).isFalse();
        search(robot, "9");
        Waiting.until(() -> words(robot).startsWith("76 rows in 1 table"));
    }
}
