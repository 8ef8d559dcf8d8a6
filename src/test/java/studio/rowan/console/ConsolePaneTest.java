package studio.rowan.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.testfx.util.WaitForAsyncUtils.waitForFxEvents;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import studio.rowan.TestDb;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.grid.GridCurrent;
import studio.rowan.grid.GridView;
import studio.rowan.kit.AnsweringDialogs;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Panel;
import studio.rowan.kit.Pictures;
import studio.rowan.kit.SqlEditor;
import studio.rowan.kit.Theme;
import studio.rowan.kit.Waiting;

@ExtendWith(ApplicationExtension.class)
class ConsolePaneTest {
    private final List<Throwable> unexpected = new ArrayList<>();
    private final SeenNav nav = new SeenNav();
    private final AnsweringDialogs answers = new AnsweringDialogs();

    @SuppressWarnings("NullAway.Init")
    private TestDb db;

    @SuppressWarnings("NullAway.Init")
    private Jobs jobs;

    @SuppressWarnings("NullAway.Init")
    private ConsolePane console;

    @SuppressWarnings("NullAway.Init")
    private Theme theme;

    @Start
    void start(Stage stage) throws Exception {
        Path folder = Files.createTempDirectory("rowan-console");
        db = TestDb.create(
                folder,
                "CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT)",
                "CREATE TABLE posts(id INTEGER PRIMARY KEY, title TEXT, user_id REFERENCES users)",
                "INSERT INTO users VALUES(1,'Ada'),(2,'Grace'),(3,NULL)");
        jobs = new Jobs(unexpected::add);
        HistoryModel history = new HistoryModel(new History(folder), jobs, Clock.systemUTC());
        StackPane root = new StackPane();
        Scene scene = new Scene(root, 980, 720);
        theme = new Theme();
        theme.install(scene);
        console = new ConsolePane(db.workspace(), jobs, answers, nav, history, 1, "");
        root.getChildren().add(console);
        stage.setScene(scene);
        stage.show();
        console.onShown();
    }

    @AfterEach
    void close(FxRobot robot) {
        robot.interact(() -> {
            console.close();
            jobs.close();
        });
        db.close();
        assertThat(unexpected).isEmpty();
    }

    @Test
    void runsTheStatementAtTheCaretByKeyboard(FxRobot robot) {
        text(robot, "SELECT id FROM users; SELECT name FROM users WHERE id < 3;");
        robot.interact(() -> editor().moveTo(30));
        robot.push(KeyCode.CONTROL, KeyCode.ENTER);
        waitUntilDone();
        assertThat(tabs()).containsExactly("Result 1", "Messages");
        assertThat(summary()).startsWith("2 rows · ");
    }

    @Test
    void rowsAreShownInTheGridAndSorted(FxRobot robot) {
        text(robot, "SELECT id AS n, name FROM users ORDER BY id;");
        robot.push(KeyCode.F5);
        waitUntilDone();
        GridView grid = robot.lookup("#grid").queryAs(GridView.class);
        Waiting.until(() -> grid.current().get() != null);
        assertThat(Objects.requireNonNull(grid.current().get()).value()).isEqualTo(Value.of(1));
        Waiting.until(() -> !nav.inspected.isEmpty());
        robot.interact(() -> {
            grid.requestFocus();
            grid.select(0, 0, false);
            grid.select(2, 0, true);
        });
        Waiting.until(() -> nav.statuses.getLast().endsWith("3 selected · sum 6"));
        assertThat(nav.inspected.getLast().cells()).extracting(c -> c.column()).containsExactly("n", "name");
        Nav.Inspected.Deeds deeds = Objects.requireNonNull(
                nav.inspected.getLast().cells().getFirst().deeds());
        assertThat(deeds.locked()).isNotEmpty();
        assertThat(deeds.ask(Sql.of("SELECT json(jsonb('[1]'))")).await()).isEqualTo(Value.of("[1]"));
        robot.clickOn("#header-n").clickOn("#header-n");
        Waiting.until(() -> {
            grid.select(0, 0, false);
            return grid.current().get() instanceof GridCurrent cell
                    && cell.value().equals(Value.of(3));
        });
    }

    @Test
    void whatWasNotReadIsSaid(FxRobot robot) {
        text(robot, "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c;");
        robot.push(KeyCode.F5);
        waitUntilDone();
        assertThat(label(robot, "#cut")).isEqualTo("First 100,000 rows; more were not read");
        assertThat(summary()).startsWith("First 100,000 rows");
    }

    @Test
    void runsAllIntoSeveralResults(FxRobot robot) {
        text(robot, "SELECT 1; UPDATE users SET name = 'x' WHERE id > 1; SELECT 2, 3;");
        robot.push(KeyCode.F5);
        waitUntilDone();
        assertThat(tabs()).containsExactly("Result 1", "Result 2", "Messages");
        assertThat(summary()).startsWith("Ran 3 of 3 statements");
        assertThat(console.lookup("#results"))
                .isInstanceOfSatisfying(
                        TabPane.class,
                        t -> assertThat(t.getSelectionModel().getSelectedIndex())
                                .isZero());
    }

    @Test
    void runsTheSelectionOnly(FxRobot robot) {
        text(robot, "SELECT 1; SELECT 2, 3;");
        robot.interact(() -> editor().select(10, 18));
        robot.push(KeyCode.SHIFT, KeyCode.F5);
        waitUntilDone();
        assertThat(summary()).startsWith("1 row · ");
        assertThat(tabs()).containsExactly("Result 1", "Messages");
    }

    @Test
    void anErrorIsPlacedAndExplained(FxRobot robot) {
        text(robot, "SELECT 1;\n\nSELECT nme FROM users;\nSELECT 3;");
        robot.push(KeyCode.F5);
        waitUntilDone();
        assertThat(editor().error().getStart()).isEqualTo(18);
        assertThat(editor().error().getEnd()).isEqualTo(21);
        assertThat(editor().caret()).isEqualTo(18);
        assertThat(label(robot, "#noticeMessage")).contains("no such column: nme");
        assertThat(label(robot, "#noticeNext")).isNotBlank();
        robot.interact(() -> robot.lookup("#noticeDetails")
                .queryAs(javafx.scene.control.Hyperlink.class)
                .fire());
        assertThat(robot.lookup("#noticeDetailsText").queryTextInputControl().getText())
                .contains("SELECT nme FROM users");
        picture(robot, "console-error");
        robot.interact(() -> editor().insert("a"));
        assertThat(editor().error().getLength()).isZero();
    }

    @Test
    void aLongReadThatLocksOthersOutIsAskedAboutOnce(FxRobot robot) {
        String slow = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 3000000)"
                + " SELECT count(*) FROM c, (SELECT id FROM users LIMIT 1);";
        text(robot, "PRAGMA journal_mode = DELETE;");
        robot.push(KeyCode.F5);
        waitUntilDone();
        answers.answer(false).answer(true);
        text(robot, slow);
        robot.push(KeyCode.F5);
        waitUntilDone();
        assertThat(label(robot, "#noticeMessage")).startsWith("Stopped after 0.2 s");
        robot.push(KeyCode.F5);
        waitUntilDone();
        assertThat(summary()).startsWith("1 row · ");
        robot.push(KeyCode.F5);
        waitUntilDone();
        assertThat(summary()).startsWith("1 row · ");
        assertThat(answers.asked()).hasSize(2);
    }

    @Test
    void aQueryBombIsCancelledByKey(FxRobot robot) {
        text(robot, ConsoleTest.BOMB + " SELECT 2;");
        robot.interact(() -> editor().moveTo(0));
        robot.push(KeyCode.F5);
        Waiting.until(() -> !button("cancel").isDisabled());
        robot.push(KeyCode.ESCAPE);
        waitUntilDone();
        assertThat(label(robot, "#noticeMessage")).isEqualTo("Cancelled.");
        assertThat(tabs()).containsExactly("Messages");
        text(robot, "SELECT 2;");
        robot.push(KeyCode.F5);
        waitUntilDone();
        assertThat(summary()).startsWith("1 row");
    }

    @Test
    void asksBeforeAllRowsAreTouched(FxRobot robot) {
        text(robot, "DELETE FROM users;");
        answers.answer(false);
        robot.push(KeyCode.F5);
        Waiting.until(() -> answers.asked().size() == 1);
        waitUntilDone();
        assertThat(answers.asked().getFirst()).contains("all 3 rows of users").endsWith("DELETE FROM users;");
        assertThat(users()).isEqualTo(3);
        answers.answer(true);
        robot.push(KeyCode.F5);
        Waiting.until(() -> answers.asked().size() == 2);
        waitUntilDone();
        assertThat(users()).isZero();
        assertThat(summary()).startsWith("3 rows changed");
    }

    @Test
    void anOpenTransactionIsShownAndEnded(FxRobot robot) {
        text(robot, "BEGIN; INSERT INTO users VALUES(9, 'Eve');");
        robot.push(KeyCode.F5);
        waitUntilDone();
        Waiting.until(() -> node("transactionBar").isVisible());
        assertThat(users()).isEqualTo(3);
        picture(robot, "console-transaction");
        robot.interact(() -> button("commit").fire());
        Waiting.until(() -> !node("transactionBar").isVisible());
        assertThat(users()).isEqualTo(4);
        text(robot, "BEGIN; DELETE FROM users WHERE 1;");
        robot.push(KeyCode.F5);
        waitUntilDone();
        Waiting.until(() -> node("transactionBar").isVisible());
        answers.answer(false).answer(true);
        robot.interact(() -> {
            assertThat(console.mayClose()).isFalse();
            assertThat(console.mayClose()).isTrue();
        });
        robot.interact(() -> button("rollback").fire());
        Waiting.until(() -> !node("transactionBar").isVisible());
        assertThat(users()).isEqualTo(4);
        robot.interact(() -> assertThat(console.mayClose()).isTrue());
    }

    @Test
    void thePlanIsATreeInPlainWords(FxRobot robot) {
        text(robot, "SELECT * FROM posts p JOIN users u ON u.id = p.user_id ORDER BY p.title;");
        robot.interact(() -> button("explain").fire());
        Waiting.until(() -> tabs().contains("Plan"));
        waitUntilDone();
        TreeView<?> tree = robot.lookup("#plan").query();
        assertThat(tree.getRoot().getChildren())
                .extracting(i -> ((Plan.Step) i.getValue()).words())
                .containsExactly(
                        "Reads every row of p",
                        "Goes straight to the rows of u by its key (rowid=?)",
                        "Sorts in temporary storage for ORDER BY: no index gives this order");
        picture(robot, "console-plan");
    }

    @Test
    void historyIsSearchedAndTakenUp(FxRobot robot) {
        text(robot, "SELECT 'first'; SELECT 'second';");
        robot.push(KeyCode.F5);
        waitUntilDone();
        robot.push(KeyCode.CONTROL, KeyCode.H);
        ListView<History.Entry> list = robot.lookup("#historyList").queryListView();
        assertThat(list.getItems())
                .extracting(History.Entry::sql)
                .containsExactly("SELECT 'second';", "SELECT 'first';");
        robot.clickOn("#historySearch").write("FIRST");
        assertThat(list.getItems()).extracting(History.Entry::sql).containsExactly("SELECT 'first';");
        robot.interact(() -> list.getSelectionModel().select(0));
        picture(robot, "console-history");
        robot.interact(() -> button("historyInsert").fire());
        assertThat(console.text()).isEqualTo("SELECT 'first'; SELECT 'second';\n\nSELECT 'first';");
    }

    @Test
    void parametersAreAskedFor(FxRobot robot) {
        text(robot, "SELECT name FROM users WHERE id = :id;");
        answers.answer("2");
        robot.push(KeyCode.F5);
        waitUntilDone();
        assertThat(summary()).startsWith("1 row");
        answers.cancel();
        robot.push(KeyCode.F5);
        waitUntilDone();
        assertThat(tabs()).isEmpty();
    }

    @Test
    void namesOfTheDatabaseAreOffered(FxRobot robot) {
        text(robot, "SELECT u. FROM users u");
        robot.interact(() -> editor().moveTo(9));
        Waiting.until(() -> {
            editor().offer();
            return editor().isCompleting();
        });
        robot.push(KeyCode.DOWN).push(KeyCode.ENTER);
        assertThat(console.text()).isEqualTo("SELECT u.name FROM users u");
    }

    @Test
    void theKeyboardFindsOutOfTheEditorAndBack(FxRobot robot) {
        text(robot, "SELECT 1");
        robot.push(KeyCode.F6);
        assertThat(console.getScene().getFocusOwner()).isSameAs(node("results"));
        robot.push(KeyCode.F6);
        Waiting.until(() -> "sqlText".equals(console.getScene().getFocusOwner().getId()));
        assertThat(console.text()).isEqualTo("SELECT 1");
    }

    @Test
    void theTextIsTheStateOfTheTab(FxRobot robot) {
        robot.interact(() -> console.restore("SELECT 'kept';"));
        assertThat(console.state()).isEqualTo("SELECT 'kept';");
        assertThat(console.id()).isEqualTo("sql:1");
    }

    @Test
    void looksGoodInBothThemes(FxRobot robot) {
        text(robot, """
                -- who wrote what
                SELECT u.name, count(p.id) AS posts
                FROM users u LEFT JOIN posts p ON p.user_id = u.id
                GROUP BY u.id ORDER BY posts DESC;

                SELECT * FROM users WHERE name IS NOT NULL;
                """);
        robot.push(KeyCode.F5);
        waitUntilDone();
        for (Theme.Mode mode : List.of(Theme.Mode.LIGHT, Theme.Mode.DARK)) {
            robot.interact(() -> theme.mode().set(mode));
            picture(robot, "console-" + mode);
        }
        robot.interact(() -> theme.fontSize().set(26));
        picture(robot, "console-large");
        assertThat(tabs()).hasSize(3);
    }

    private void picture(FxRobot robot, String name) {
        waitForFxEvents();
        robot.interact(() -> Pictures.write(console.getScene().snapshot(null), name));
    }

    private void text(FxRobot robot, String sql) {
        robot.interact(() -> {
            editor().setText(sql);
            editor().requestFocus();
        });
        Waiting.until(() -> console.getScene().getWindow().isFocused()
                && console.getScene().getFocusOwner() != null
                && "sqlText".equals(console.getScene().getFocusOwner().getId()));
    }

    private void waitUntilDone() {
        waitForFxEvents();
        Waiting.until(() -> button("cancel").isDisabled());
    }

    private SqlEditor editor() {
        return (SqlEditor) node("editor");
    }

    private Button button(String id) {
        return (Button) node(id);
    }

    private javafx.scene.Node node(String id) {
        return Objects.requireNonNull(console.lookup("#" + id), id);
    }

    private String summary() {
        return ((Label) node("summary")).getText();
    }

    private static String label(FxRobot robot, String query) {
        return robot.lookup(query).queryAs(Label.class).getText();
    }

    private List<String> tabs() {
        return ((TabPane) node("results"))
                .getTabs().stream()
                        .map(Tab::getText)
                        .filter(t -> !t.equals("Results"))
                        .toList();
    }

    private long users() {
        return db.db()
                .read(
                        "count",
                        a -> a.scalar(Sql.of("SELECT count(*) FROM users")).asLong())
                .await();
    }

    private static final class SeenNav implements Nav {
        private final List<String> statuses = new ArrayList<>();
        private final List<Inspected> inspected = new ArrayList<>();

        @Override
        public void openTable(String name, String where) {}

        @Override
        public void openStructure(String name) {}

        @Override
        public void openSql(String text) {}

        @Override
        public void openPanel(String id) {}

        @Override
        public void openFile(Path file, boolean readOnly) {}

        @Override
        public void inspect(@Nullable Inspected row) {
            if (row != null) {
                inspected.add(row);
            }
        }

        @Override
        public void notify(Notice notice) {}

        @Override
        public void status(Panel source, String text) {
            statuses.add(text);
        }

        @Override
        public void changed(Panel source) {}
    }
}
