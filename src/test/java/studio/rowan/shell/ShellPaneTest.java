package studio.rowan.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.rowan.shell.ShellFixture.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;
import studio.rowan.SharedData;
import studio.rowan.kit.Clipped;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Pictures;
import studio.rowan.kit.Theme;

@ExtendWith(ApplicationExtension.class)
final class ShellPaneTest {
    @TempDir
    private static Path folder;

    private ShellFixture f;

    @Start
    void start(Stage stage) {
        f = new ShellFixture(stage, folder);
        f.shell.begun();
    }

    @AfterEach
    void end() {
        f.close();
    }

    private static Path database(String name, String... statements) throws Exception {
        Path file = folder.resolve(name);
        Files.deleteIfExists(file);
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement s = c.createStatement()) {
            s.execute("CREATE TABLE posts(id INTEGER PRIMARY KEY, title)");
            s.execute("CREATE TABLE users(id INTEGER PRIMARY KEY, name)");
            s.execute("INSERT INTO posts(title) VALUES ('a'), ('b')");
            for (String statement : statements) {
                s.execute(statement);
            }
        }
        return file;
    }

    @Test
    void aFileOpensOnItsFirstTableWithStatusAndFacts(FxRobot robot) throws Exception {
        assertThat(f.exists("#welcome")).isTrue();
        f.openAndWait(database("one.db"));
        await(() -> f.front().equals("table:posts"));
        await(() -> ((Label) f.scene.lookup("#statusText")).getText().equals("status of table:posts"));
        await(() -> ((Label) f.scene.lookup("#statusEncoding")).getText().equals("UTF-8"));
        await(() -> ((Label) f.scene.lookup("#statusForeignKeys")).getText().equals("foreign keys on"));
        assertThat(f.exists("#welcome")).isFalse();
    }

    @Test
    void theKeysOfTabs(FxRobot robot) throws Exception {
        f.openAndWait(database("keys.db"));
        robot.press(KeyCode.CONTROL, KeyCode.T).release(KeyCode.T, KeyCode.CONTROL);
        await(() -> f.front().equals("sql:1"));
        robot.press(KeyCode.CONTROL, KeyCode.TAB).release(KeyCode.TAB, KeyCode.CONTROL);
        await(() -> f.front().equals("table:posts"));
        robot.press(KeyCode.CONTROL, KeyCode.PAGE_DOWN).release(KeyCode.PAGE_DOWN, KeyCode.CONTROL);
        await(() -> f.front().equals("table:users"));
        robot.press(KeyCode.ALT, KeyCode.LEFT).release(KeyCode.LEFT, KeyCode.ALT);
        await(() -> f.front().equals("table:posts"));
        robot.press(KeyCode.CONTROL, KeyCode.PAGE_DOWN).release(KeyCode.PAGE_DOWN, KeyCode.CONTROL);
        await(() -> f.front().equals("table:users"));
        robot.press(KeyCode.F5).release(KeyCode.F5);
        await(() -> f.events.contains("refresh table:users"));
        robot.press(KeyCode.CONTROL, KeyCode.W).release(KeyCode.W, KeyCode.CONTROL);
        await(() -> f.places().equals("table:posts sql:1"));
        assertThat(f.events).contains("closed table:users");
        robot.press(KeyCode.F1).release(KeyCode.F1);
        await(() -> f.events.contains("keys"));
    }

    @Test
    void aPressInAPanelDoesNotGiveTheKeyboardToTheTabs(FxRobot robot) throws Exception {
        f.openAndWait(database("press.db"));
        await(() -> f.front().equals("table:posts"));
        Node before = f.scene.lookup("#sidebarFilter");
        robot.interact(before::requestFocus);
        robot.clickOn("panel table:posts");
        assertThat(f.scene.getFocusOwner()).isSameAs(before);
    }

    @Test
    void theButtonForANewTabStandsBehindTheLastTab(FxRobot robot) throws Exception {
        f.openAndWait(database("plus.db"));
        for (int tabs = 2; tabs < 5; tabs++) {
            robot.press(KeyCode.CONTROL, KeyCode.T).release(KeyCode.T, KeyCode.CONTROL);
            int number = tabs;
            await(() -> f.scene.getRoot().lookupAll(".tab").size() == number);
            await(() -> left("#newSqlTab") >= rightOfTabs() && left("#newSqlTab") < rightOfTabs() + 20);
        }
    }

    private double left(String query) {
        Node node = f.scene.getRoot().lookup(query);
        return node.localToScene(node.getLayoutBounds()).getMinX();
    }

    private double rightOfTabs() {
        return f.scene.getRoot().lookupAll(".tab").stream()
                .mapToDouble(tab -> tab.localToScene(tab.getLayoutBounds()).getMaxX())
                .max()
                .orElseThrow();
    }

    @Test
    void aMiddleClickClosesATab(FxRobot robot) throws Exception {
        f.openAndWait(database("middle.db"));
        robot.interact(() -> Objects.requireNonNull(f.shell.active()).openTable("users"));
        await(() -> f.places().equals("table:posts table:users"));
        Node tab = robot.lookup((Predicate<Node>) n -> "tab-table:posts".equals(n.getId()))
                .query();
        robot.clickOn(tab, MouseButton.MIDDLE);
        await(() -> f.places().equals("table:users"));
    }

    @Test
    void severalFilesEachWithTabsOfTheirOwn(FxRobot robot) throws Exception {
        Path one = database("a.db");
        Path two = database("b.db", "DROP TABLE posts");
        f.openAndWait(one);
        f.openAndWait(two);
        await(() -> f.front().equals("table:users"));
        assertThat(f.events).contains("hidden table:posts");
        f.open(one);
        await(() -> Objects.requireNonNull(f.shell.active()).workspace().file().equals(one));
        assertThat(f.shell.files()).as("the same file is not opened twice").hasSize(2);
        robot.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.W).release(KeyCode.W, KeyCode.SHIFT, KeyCode.CONTROL);
        await(() -> f.shell.files().size() == 1);
        await(() -> f.front().equals("table:users"));
    }

    /// What is done next must not be done to the file that merely opened first.
    /// Files open side by side: the first and the last cannot both be the one that opens last.
    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void theFileThatIsWantedComesToTheFrontWhicheverOpensFirst(int place, FxRobot robot) throws Exception {
        List<Session.OpenFile> files = new ArrayList<>();
        for (String name : List.of("w1.db", "w2.db", "w3.db", "w4.db")) {
            files.add(new Session.OpenFile(database(name).toString(), false, List.of(), null, Map.of()));
        }
        Path wanted = Path.of(files.get(place).path());
        Session session = new Session(Session.Window.DEFAULT, files, wanted.toString(), List.of(), List.of());
        robot.interact(() -> f.shell.restore(session));
        await(() -> f.shell.files().size() == 4);
        await(() -> wanted.equals(
                Objects.requireNonNull(f.shell.active()).workspace().file()));
    }

    @Test
    void nobodyIsWelcomedWhileFilesAreComing(FxRobot robot) throws Exception {
        f.close();
        Stage stage = (Stage) f.scene.getWindow();
        String missing = folder.resolve("missing.db").toString();
        Session session = new Session(
                Session.Window.DEFAULT,
                List.of(new Session.OpenFile(missing, false, List.of(), null, Map.of())),
                missing,
                List.of(),
                List.of());
        robot.interact(() -> {
            f = new ShellFixture(stage, folder);
            assertThat(f.exists("#welcome")).isFalse();
            f.shell.restore(session);
            f.shell.begun();
            assertThat(f.exists("#welcome")).isFalse();
        });
        await(() -> f.exists("#welcome") && f.exists("#noticeMessage"));
    }

    @Test
    void roomsAreAskedOnceForEachFileAndMayCloseItLater(FxRobot robot) throws Exception {
        f.openAndWait(database("ask.db"));
        robot.interact(() -> Objects.requireNonNull(f.shell.active()).openTable("users"));
        robot.interact(() -> f.shell.deeds().closeTab());
        assertThat(f.events).noneMatch(event -> event.startsWith("may close"));
        f.mayClose = false;
        robot.interact(() -> f.shell.deeds().closeFile());
        assertThat(f.events.stream().filter(event -> event.equals("may close ask.db")))
                .hasSize(1);
        assertThat(f.shell.files()).hasSize(1);
        robot.interact(() -> assertThat(f.shell.mayClose(() -> {})).isFalse());
        robot.interact(() -> f.shell.deeds().closeFile());
        f.mayClose = true;
        robot.interact(() -> f.closeAgain.run());
        assertThat(f.shell.files()).isEmpty();
    }

    @Test
    void whatCannotBeOpenedSaysWhyAndWhatToDo(FxRobot robot) throws Exception {
        Path png = Files.write(folder.resolve("picture.db"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 1, 2, 3});
        f.open(png);
        await(() -> f.scene.lookup(".notice") instanceof NoticeBar);
        assertThat(((Label) f.scene.lookup("#noticeMessage")).getText())
                .isEqualTo("picture.db: This is not an SQLite database.");
        f.chosen = List.of(database("right.db"));
        robot.clickOn("#openOther");
        await(() -> f.front().equals("table:posts"));
        assertThat(f.scene.lookup(".notice"))
                .as("the notice went with its answer")
                .isNull();
    }

    @Test
    void aHotJournalIsAskedAboutAndRecovered(FxRobot robot) {
        Path file = SharedData.copy(SharedData.dir().resolve("hostile/synthetic/hot-journal.db"), folder);
        f.open(file);
        await(() -> f.exists("#openRecover") && f.exists("#openCopy"));
        robot.clickOn("#openRecover");
        await(() -> f.shell.active() != null);
        assertThat(folder.resolve("hot-journal.db-journal")).doesNotExist();
    }

    @Test
    void aNewDatabaseIsCreatedAndOpened(FxRobot robot) {
        f.saved = folder.resolve("fresh.db");
        robot.press(KeyCode.CONTROL, KeyCode.N).release(KeyCode.N, KeyCode.CONTROL);
        await(() -> f.shell.active() != null && f.exists(".empty-state"));
        assertThat(folder.resolve("fresh.db")).exists();
    }

    @Test
    void theSessionComesBackAndBuildsOnlyWhatIsInFront(FxRobot robot) throws Exception {
        Path file = database("session.db");
        Session session = new Session(
                Session.Window.DEFAULT,
                List.of(new Session.OpenFile(
                        file.toString(),
                        false,
                        List.of(
                                new Session.Tab("table:users", "users state"),
                                new Session.Tab("table:gone", ""),
                                new Session.Tab("sql:1", "SELECT 42"),
                                new Session.Tab("panel:health", "")),
                        "sql:1",
                        Map.of("table:posts", "posts state"))),
                file.toString(),
                List.of(file.toString()),
                List.of());
        robot.interact(() -> f.shell.restore(session));
        await(() -> f.front().equals("sql:1"));
        assertThat(f.built).containsExactly("sql:1");
        Session.OpenFile now = f.shell.snapshot(Session.Window.DEFAULT).files().getFirst();
        assertThat(now.tabs())
                .containsExactly(
                        new Session.Tab("table:users", "users state"),
                        new Session.Tab("sql:1", "SELECT 42"),
                        new Session.Tab("panel:health", ""));
        assertThat(now.views()).containsEntry("table:posts", "posts state");
        robot.interact(() -> Objects.requireNonNull(f.shell.active()).openTable("posts"));
        assertThat(((ShellFixture.TestPanel) Objects.requireNonNull(
                                Objects.requireNonNull(f.shell.active()).front()))
                        .state())
                .as("how a table was looked at comes back with it")
                .isEqualTo("posts state");
        robot.interact(() -> {
            ShellFixture.TestPanel posts = (ShellFixture.TestPanel) Objects.requireNonNull(
                    Objects.requireNonNull(f.shell.active()).front());
            posts.text = "";
            f.shell.deeds().closeTab();
        });
        assertThat(f.shell.snapshot(Session.Window.DEFAULT).files().getFirst().views())
                .as("what was given up does not come back")
                .doesNotContainKey("table:posts");
    }

    @Test
    void aChangeByAnotherProgramIsToldAndTheListFollows(FxRobot robot) throws Exception {
        Path file = database("outside.db");
        f.openAndWait(file);
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement s = c.createStatement()) {
            s.execute("CREATE TABLE later(x)");
        }
        await(() -> ((Label) f.scene.lookup("#statusOutside")).getText().startsWith("Changed outside"));
        await(() -> Objects.requireNonNull(f.shell.active()).side().indexOf("later") >= 0);
    }

    @Test
    void quickCheckGoesToTheHealthPage(FxRobot robot) throws Exception {
        f.openAndWait(database("check.db"));
        robot.interact(f.shell.deeds()::quickCheck);
        assertThat(f.front()).isEqualTo("panel:health");
        assertThat(f.events).contains("check health");
    }

    @Test
    void sidebarAndInspectorComeAndGo(FxRobot robot) throws Exception {
        f.openAndWait(database("sides.db"));
        await(() -> f.exists("#sidebarList") && f.scene.lookup("#testInspector") != null);
        robot.press(KeyCode.F9).release(KeyCode.F9);
        await(() -> f.scene.lookup("#sidebarList") == null);
        robot.press(KeyCode.F4).release(KeyCode.F4);
        await(() -> f.scene.lookup("#testInspector") == null);
        Session.Window window = f.shell.snapshot(Session.Window.DEFAULT).window();
        assertThat(window.sidebarShown()).isFalse();
        assertThat(window.inspectorShown()).isFalse();
        robot.press(KeyCode.F9).release(KeyCode.F9);
        await(() -> f.scene.lookup("#sidebarList") != null);
        robot.interact(() -> Objects.requireNonNull(f.shell.active()).openPanel("health"));
        robot.press(KeyCode.F4).release(KeyCode.F4);
        assertThat(f.scene.lookup("#testInspector"))
                .as("no inspector beside panels")
                .isNull();
    }

    @Test
    void fontKeys(FxRobot robot) {
        robot.press(KeyCode.CONTROL, KeyCode.EQUALS).release(KeyCode.EQUALS, KeyCode.CONTROL);
        await(() -> f.theme.fontSize().get() == 14);
        robot.press(KeyCode.CONTROL, KeyCode.MINUS).release(KeyCode.MINUS, KeyCode.CONTROL);
        await(() -> f.theme.fontSize().get() == 13);
    }

    /// Names of the user's own may be cut (their tooltips say them in full), texts of the program may not.
    @Test
    void nothingOfOursIsCutAt1000By700AndTwiceTheFont(FxRobot robot) throws Exception {
        Path png = Files.write(folder.resolve("a picture that is not one.db"), new byte[] {(byte) 0x89, 'P', 'N', 'G'});
        robot.interact(() -> f.scene.getWindow().setWidth(1000));
        f.open(png);
        f.openAndWait(database("fit.db"));
        await(() -> f.exists("#openOther"));
        for (int size : new int[] {13, 26}) {
            for (Theme.Mode mode : List.of(Theme.Mode.LIGHT, Theme.Mode.DARK)) {
                robot.interact(() -> {
                    f.theme.fontSize().set(size);
                    f.theme.mode().set(mode);
                });
                WaitForAsyncUtils.waitForFxEvents(5);
                robot.interact(() -> {
                    Pictures.write(f.scene.snapshot(null), "shell-" + mode + "-" + size);
                    assertThat(Clipped.in(f.scene, node -> node.getStyleClass().contains("side-list")))
                            .as(mode + " " + size)
                            .isEmpty();
                });
            }
        }
    }

    @Test
    void commaOpensTheSettings(FxRobot robot) {
        robot.press(KeyCode.CONTROL, KeyCode.COMMA).release(KeyCode.COMMA, KeyCode.CONTROL);
        await(() -> f.events.contains("settings"));
    }
}
