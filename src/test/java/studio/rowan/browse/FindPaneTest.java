package studio.rowan.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import studio.rowan.TestDb;
import studio.rowan.db.Job;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.grid.GridCurrent;
import studio.rowan.grid.GridState;
import studio.rowan.grid.GridView;
import studio.rowan.kit.Pictures;
import studio.rowan.kit.Waiting;

@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class FindPaneTest {
    @TempDir
    Path folder;

    private final RecordingNav nav = new RecordingNav();
    private TestDb db;
    private BrowseFixture window;

    @Start
    void start(Stage stage) {
        window = new BrowseFixture(stage, nav);
    }

    @AfterEach
    void close(FxRobot robot) {
        window.close(robot, db);
    }

    private void posts(String journal) {
        db = TestDb.create(
                folder,
                "CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT, note TEXT, size INTEGER, raw BLOB)",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
                        + " INSERT INTO posts SELECT i, 'Title ' || i, CASE i % 1000 WHEN 7 THEN 'needle' END,"
                        + " CASE i % 2000 WHEN 7 THEN 9990 + i END, CASE i WHEN 9 THEN CAST('needle' AS BLOB) END FROM n",
                "UPDATE posts SET title = 'the NEEDLE' WHERE id IN (2007, 4500)",
                "CREATE VIEW odd AS SELECT * FROM posts WHERE id % 2 = 1");
        if (!journal.equals("wal")) {
            db.db()
                    .exclusive("journal", access -> access.scalar(Sql.of("PRAGMA journal_mode = " + journal)))
                    .await();
            Path file = db.file();
            db.close();
            db = TestDb.open(file);
        }
    }

    private BrowsePane show(FxRobot robot, String name) {
        return show(robot, name, "");
    }

    private BrowsePane show(FxRobot robot, String name, String state) {
        BrowsePane shown = window.rows(robot, db, name, "", state);
        Waiting.until(() -> grid(robot).current().get() != null);
        return shown;
    }

    private static GridView grid(FxRobot robot) {
        return robot.lookup("#rows").queryAs(GridView.class);
    }

    private static String told(FxRobot robot) {
        return robot.lookup("#findCount").queryAs(Label.class).getText();
    }

    /// Shows the posts and searches them.
    private BrowsePane find(FxRobot robot, String text) {
        return find(robot, show(robot, "posts"), text);
    }

    private BrowsePane find(FxRobot robot, BrowsePane shown, String text) {
        BrowseFixture.run(robot, shown, "find");
        type(robot, text);
        return shown;
    }

    private static void type(FxRobot robot, String text) {
        robot.interact(() -> robot.lookup("#findField").queryAs(TextField.class).setText(text));
    }

    private static void press(FxRobot robot, String toggle) {
        robot.interact(() -> robot.lookup(toggle).queryAs(ToggleButton.class).fire());
    }

    private static void column(FxRobot robot, String name) {
        robot.interact(() -> robot.lookup("#findColumn")
                .queryAs(ComboBox.class)
                .getSelectionModel()
                .select(name));
    }

    /// Waits for what is said of all that was found.
    private static void says(FxRobot robot, String words) {
        Waiting.until(() -> told(robot).equals(words));
    }

    private static void next(FxRobot robot, long id, int column) {
        robot.type(KeyCode.ENTER);
        at(robot, id, column);
    }

    private static void at(FxRobot robot, long id, int column) {
        Waiting.until(() -> {
            GridCurrent here = grid(robot).current().get();
            return here != null
                    && here.row().get(0).asLong() == id
                    && here.column() == column
                    && grid(robot).range().get().isOneCell();
        });
    }

    @Test
    void hitsAreGoneToCellByCellAndAroundTheEnds(FxRobot robot) {
        posts("wal");
        BrowsePane shown = find(robot, "needle");
        at(robot, 7, 2);
        says(robot, "1 of 6 rows");
        Pictures.write(robot.capture(window.root).getImage(), "find");
        assertThat(robot.lookup(".grid-hit").<Node>queryAll()).anyMatch(Node::isVisible);
        next(robot, 1007, 2);
        next(robot, 2007, 1);
        next(robot, 2007, 2);
        BrowseFixture.run(robot, shown, "findNext");
        at(robot, 3007, 2);
        next(robot, 4007, 2);
        next(robot, 4500, 1);
        next(robot, 7, 2);
        BrowseFixture.run(robot, shown, "findPrevious");
        at(robot, 4500, 1);
        robot.type(KeyCode.ESCAPE);
        Waiting.until(() -> grid(robot).isFocused());
        assertThat(robot.lookup("#findBar").query().isVisible()).isFalse();
        Waiting.until(() -> robot.lookup(".grid-hit").<Node>queryAll().stream()
                .noneMatch(hit -> hit.isVisible() && hit.getParent().isVisible()));
    }

    /// No key is lost on a machine that is slower than the one who types.
    @Test
    void enterOnTheWayToAHitGoesToTheOneBehindIt(FxRobot robot) {
        posts("wal");
        BrowsePane shown = show(robot, "posts");
        CountDownLatch free = new CountDownLatch(1);
        Job<Boolean> held = db.db().query("held", _ -> awaited(free));
        find(robot, shown, "needle");
        says(robot, "1 of 6 rows");
        robot.type(KeyCode.ENTER);
        says(robot, "2 of 6 rows");
        robot.type(KeyCode.ENTER);
        says(robot, "3 of 6 rows");
        free.countDown();
        assertThat(held.await()).isTrue();
        at(robot, 2007, 1);
    }

    private static boolean awaited(CountDownLatch free) {
        try {
            return free.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Counts and ways are of the data that is shown, and the current hit stays.
    @Test
    void dataThatChangedIsSearchedAnew(FxRobot robot) {
        posts("wal");
        find(robot, "needle");
        says(robot, "1 of 6 rows");
        next(robot, 1007, 2);
        db.run(
                "UPDATE posts SET note = NULL WHERE id IN (7, 3007)",
                "UPDATE posts SET note = 'needle' WHERE id = 3000");
        says(robot, "1 of 5 rows");
        at(robot, 1007, 2);
        db.run("DELETE FROM posts WHERE id IN (2007, 3000)");
        says(robot, "1 of 3 rows");
        at(robot, 1007, 2);
        next(robot, 4007, 2);
    }

    /// SQLite's LIKE ends at a NUL character; the search must not.
    @Test
    void whatStandsBehindANulCharacterIsFoundToo(FxRobot robot) {
        posts("wal");
        db.run("UPDATE posts SET note = 'x' || char(0) || 'XYZZY' WHERE id IN (3, 8)");
        find(robot, "xyzzy");
        at(robot, 3, 2);
        says(robot, "1 of 2 rows");
        type(robot, "xyzzy ");
        says(robot, "No row holds it");
        type(robot, "yzz");
        says(robot, "1 of 2 rows");
        next(robot, 8, 2);
        db.run("UPDATE posts SET note = 'xyzzy' WHERE id = 8", "UPDATE posts SET note = NULL WHERE id = 3");
        says(robot, "1 of 1 row");
        at(robot, 8, 2);
    }

    /// Another window takes the place of the one that was searched: it has not read its rows yet.
    @Test
    void anotherOrderIsSearchedToItsEndAndAnewWhenDataChanges(FxRobot robot) {
        posts("wal");
        db.run("UPDATE posts SET note = 'x' || char(0) || 'XYZZY' WHERE id IN (3, 8)");
        find(robot, "needle");
        says(robot, "1 of 6 rows");
        robot.clickOn("#header-id");
        robot.clickOn("#header-id");
        at(robot, 4500, 1);
        says(robot, "1 of 6 rows");
        db.run("UPDATE posts SET note = NULL WHERE id IN (7, 1007)");
        says(robot, "1 of 4 rows");
        at(robot, 4500, 1);
    }

    /// What others write moves nobody, whether it makes hits or has nothing to do with them.
    @Test
    void dataThatChangesMovesNobody(FxRobot robot) {
        posts("wal");
        db.run("UPDATE posts SET note = 'x' || char(0) || 'XYZZY' WHERE id IN (3, 8)");
        find(robot, "nowhere");
        says(robot, "No row holds it");
        robot.interact(() -> grid(robot).select(15, 0, false));
        at(robot, 16, 0);
        db.run("UPDATE posts SET note = 'nowhere' WHERE id = 4000");
        says(robot, "1 row");
        at(robot, 16, 0);
        db.run("UPDATE posts SET note = 'nowhere' WHERE id = 4001");
        says(robot, "2 rows");
        at(robot, 16, 0);
    }

    @Test
    void caseBlobsAndTheColumnAreChosen(FxRobot robot) {
        posts("wal");
        find(robot, "needle");
        Waiting.until(() -> told(robot).endsWith("6 rows"));
        press(robot, "#findMatchCase");
        Waiting.until(() -> told(robot).endsWith("5 rows"));
        press(robot, "#findBlobs");
        Waiting.until(() -> told(robot).endsWith("6 rows"));
        column(robot, "title");
        says(robot, "No row holds it");
        column(robot, "size");
        type(robot, "9997");
        at(robot, 7, 3);
    }

    @Test
    void filterAndOrderAreKept(FxRobot robot) {
        posts("wal");
        ViewState state = new ViewState(
                GridState.NATURAL,
                Filter.NONE.withWhere("id > 1500"),
                List.of(new Sort("id", true)),
                false,
                false,
                List.of());
        BrowsePane shown = show(robot, "posts", state.write());
        find(robot, shown, "NEEDLE");
        at(robot, 4500, 1);
        says(robot, "1 of 4 rows");
        next(robot, 4007, 2);
    }

    @Test
    void aViewOfAFileThatIsNotInWalModeIsReadOnlyAfterAsking(FxRobot robot) {
        posts("delete");
        BrowsePane shown = show(robot, "odd");
        find(robot, shown, "needle");
        Waiting.until(() -> robot.lookup("#findAgree").query().isVisible());
        robot.interact(() -> robot.lookup("#findAgree").queryButton().fire());
        at(robot, 7, 2);
        says(robot, "1 of 5 rows");
    }

    @Test
    void aTableOfAFileThatIsNotInWalModeIsReadInPieces(FxRobot robot) {
        posts("delete");
        find(robot, "needle");
        at(robot, 7, 2);
        says(robot, "1 of 6 rows");
    }

    @Test
    void aRowIsGoneToByItsKeyAlsoThroughAFilter(FxRobot robot) {
        posts("wal");
        ViewState state =
                new ViewState(GridState.NATURAL, Filter.NONE.withWhere("id < 100"), List.of(), false, false, List.of());
        BrowsePane shown = show(robot, "posts", state.write());
        robot.interact(() -> shown.goTo(List.of(Value.of(99)), "note"));
        at(robot, 99, 2);
        robot.interact(() -> shown.goTo(List.of(Value.of(4321)), "size"));
        at(robot, 4321, 3);
    }
}
