package studio.rowan.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import studio.rowan.TestDb;
import studio.rowan.db.Sql;
import studio.rowan.kit.Clipped;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Pictures;
import studio.rowan.kit.Theme;
import studio.rowan.kit.Waiting;

@ExtendWith(ApplicationExtension.class)
class MakeSearchablePaneTest extends IndexPaneFixture {
    @SuppressWarnings("NullAway.Init")
    private MakeSearchablePane pane;

    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Start
    void start(Stage stage) throws Exception {
        folder = Files.createTempDirectory("rowan-make");
        TestDb notes = TestDb.create(
                folder,
                "CREATE TABLE notes(id INTEGER PRIMARY KEY, title TEXT NOT NULL, body TEXT, weight REAL)",
                "CREATE TABLE pairs(a TEXT, b TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID",
                "CREATE TABLE loose(body TEXT)",
                "INSERT INTO notes(title, body) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)"
                        + " SELECT 'Straße ' || i, 'Running runners ran to the café, e-mail C++ and ' || i || ' more' FROM n");
        pane = new MakeSearchablePane(notes.workspace(), tools(folder, notes, _ -> false), "notes", () -> {});
        show(stage, pane);
    }

    @AfterEach
    void close() {
        pane.close();
    }

    private static boolean isShown(FxRobot robot, String id) {
        return robot.lookup(id).tryQuery().filter(Node::isVisible).isPresent();
    }

    private static List<String> words(FxRobot robot) {
        return robot.lookup(".word").queryAllAs(Label.class).stream()
                .map(Label::getText)
                .toList();
    }

    private static void type(FxRobot robot, String id, String text) {
        robot.interact(() -> robot.lookup(id).queryTextInputControl().setText(text));
    }

    @Test
    void showsTheWordsOfRealRowsAsTheChoicesCutThem(FxRobot robot) {
        Waiting.until(() -> words(robot).contains("straße"));
        assertThat(words(robot))
                .contains("running", "runners", "cafe", "c", "mail")
                .doesNotContain("c++");
        type(robot, "#makeTokenChars", "+-");
        Waiting.until(() -> words(robot).contains("c++"));
        assertThat(words(robot)).contains("e-mail");
        robot.interact(() -> robot.lookup("#makeKind1")
                .queryAs(javafx.scene.control.ToggleButton.class)
                .fire());
        Waiting.until(() -> words(robot).contains("run"));
        robot.interact(() -> robot.lookup("#makeKind2")
                .queryAs(javafx.scene.control.ToggleButton.class)
                .fire());
        Waiting.until(() -> words(robot).contains("unn"));
        assertThat(isShown(robot, "#charsBox")).isFalse();
        assertThat(robot.lookup("#makeScript").queryAs(TextArea.class).getText())
                .contains("trigram");
    }

    @Test
    void isTriedThenMadeAndTheNextOneHasAnotherName(FxRobot robot) {
        Waiting.until(
                () -> !text(robot, "#makeEstimate").isEmpty() && !words(robot).isEmpty());
        assertThat(text(robot, "#makeEstimate")).startsWith("40 rows");
        assertThat(robot.lookup("#makeGo").queryButton().isDisabled()).isTrue();
        fire(robot, "#makeRehearse");
        Waiting.until(() -> isShown(robot, "#makeTried"));
        assertThat(text(robot, "#makeTried")).endsWith("all is well");
        Pictures.write(robot.capture(pane).getImage(), "make-searchable-light");
        robot.interact(() -> theme.mode().set(Theme.Mode.DARK));
        Pictures.write(robot.capture(pane).getImage(), "make-searchable-dark");
        fire(robot, "#makeGo");
        Waiting.until(() -> robot.lookup("#notice").queryAs(NoticeBar.class).notice() != null);
        assertThat(robot.lookup("#notice").queryAs(NoticeBar.class).notice().message())
                .contains("notes is searchable now");
        assertThat(db.db()
                        .read(
                                "hits",
                                access -> access.scalar(Sql.of(
                                                "SELECT count(*) FROM notes_fts WHERE notes_fts MATCH 'runners'"))
                                        .asLong())
                        .await())
                .isEqualTo(40);
        Waiting.until(() ->
                robot.lookup("#makeIndex").queryTextInputControl().getText().equals("notes_fts2"));
        assertThat(folder.resolve("scratch")).isEmptyDirectory();
    }

    @Test
    void saysWhatCannotBeAndWhatHasToBeKnown(FxRobot robot) {
        Waiting.until(() -> !words(robot).isEmpty());
        type(robot, "#makeIndex", "pairs");
        assertThat(text(robot, "#makeTrouble")).contains("pairs is there already");
        type(robot, "#makeIndex", "notes_fts");
        type(robot, "#makePrefixes", "two");
        assertThat(text(robot, "#makeTrouble")).contains("2 3");
        type(robot, "#makePrefixes", "");
        robot.interact(() -> {
            robot.lookup("#makeColumn1").queryAs(CheckBox.class).fire();
            robot.lookup("#makeColumn2").queryAs(CheckBox.class).fire();
        });
        assertThat(text(robot, "#makeTrouble")).contains("at least one");
        type(robot, "#makeCategories", "Q*");
        robot.interact(
                () -> robot.lookup("#makeColumn1").queryAs(CheckBox.class).fire());
        Waiting.until(() -> text(robot, "#makeTrouble").startsWith("SQLite does not take this"));
        assertThat(robot.lookup("#makeRehearse").queryButton().isDisabled()).isTrue();
        type(robot, "#makeCategories", "");
        robot.interact(() -> robot.lookup("#makeTable").<String>queryComboBox().setValue("pairs"));
        Waiting.until(() -> text(robot, "#makeTrouble").contains("WITHOUT ROWID"));
        robot.interact(() -> robot.lookup("#makeTable").<String>queryComboBox().setValue("loose"));
        Waiting.until(() -> robot.lookup(".caution").tryQuery().isPresent());
        assertThat(robot.lookup(".caution").queryAs(Label.class).getText()).contains("VACUUM");
    }

    @Test
    void theMigrationCanBeSavedAndABackupIsNotLeftOutByASlip(FxRobot robot) {
        Waiting.until(() -> !words(robot).isEmpty());
        dialogs.answer(folder.resolve("V2__notes.sql"));
        fire(robot, "#makeSave");
        Waiting.until(() -> robot.lookup("#notice").queryAs(NoticeBar.class).notice() != null);
        assertThat(folder.resolve("V2__notes.sql")).content().contains("CREATE VIRTUAL TABLE", "AFTER UPDATE OF");
        dialogs.answer(false);
        robot.interact(() -> robot.lookup("#makeBackup").queryAs(CheckBox.class).fire());
        assertThat(robot.lookup("#makeBackup").queryAs(CheckBox.class).isSelected())
                .isTrue();
    }

    @Test
    void nothingIsCutOffInASmallWindowNorInLargeLetters(FxRobot robot) {
        Waiting.until(
                () -> !text(robot, "#makeEstimate").isEmpty() && !words(robot).isEmpty());
        robot.interact(() -> pane.setMaxSize(740, 600));
        Waiting.until(() -> pane.getWidth() < 750);
        Pictures.write(robot.capture(pane).getImage(), "make-searchable-small");
        Waiting.until(() -> Clipped.in(pane.getScene(), _ -> false).isEmpty());
        robot.interact(() -> {
            pane.setMaxSize(980, 900);
            theme.fontSize().set(26);
        });
        Waiting.until(() -> pane.getWidth() > 900);
        Pictures.write(robot.capture(pane).getImage(), "make-searchable-large");
        Waiting.until(() -> Clipped.in(pane.getScene(), _ -> false).isEmpty());
    }
}
