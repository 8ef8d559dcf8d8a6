package studio.rowan.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.Slider;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
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
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Panel;
import studio.rowan.kit.Theme;
import studio.rowan.kit.Waiting;
import studio.rowan.relate.FileRelations;
import studio.rowan.relate.KeptRelations;

@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class SearchPaneTest {
    private static final class Asked implements Nav {
        private final List<String> rows = new ArrayList<>();

        @Override
        public void openTable(String name, String where) {
            rows.add(name + " where " + where);
        }

        @Override
        public void openRow(String table, List<Value> key, String column) {
            rows.add(table + " " + key.stream().map(Value::asText).toList() + " " + column);
        }

        @Override
        public void openStructure(String name) {}

        @Override
        public void openSql(String text) {}

        @Override
        public void openPanel(String id) {}

        @Override
        public void openFile(Path file, boolean readOnly) {}

        @Override
        public void inspect(@Nullable Inspected row) {}

        @Override
        public void notify(Notice notice) {
            rows.add(notice.message());
        }

        @Override
        public void status(Panel source, String text) {}

        @Override
        public void changed(Panel source) {}
    }

    @TempDir
    Path folder;

    private final Asked nav = new Asked();
    private TestDb db;
    private Jobs jobs;
    private StackPane root;
    private @Nullable SearchPane pane;

    @Start
    void start(Stage stage) {
        jobs = new Jobs(e -> {
            throw new AssertionError(e);
        });
        root = new StackPane();
        Scene scene = new Scene(root, 900, 600);
        new Theme().install(scene);
        stage.setScene(scene);
        stage.show();
    }

    @AfterEach
    void close(FxRobot robot) {
        SearchPane shown = pane;
        if (shown != null) {
            robot.interact(shown::close);
        }
        db.close();
        jobs.close();
    }

    private void show(FxRobot robot, String... statements) {
        db = TestDb.create(folder, statements);
        present(robot);
    }

    private void present(FxRobot robot) {
        robot.interact(() -> {
            SearchPane next = new SearchPane(
                            db.workspace(),
                            new FileRelations(db.workspace(), new KeptRelations(folder)),
                            new KeptWeights(folder),
                            nav,
                            jobs)
                    .offering(() -> nav.rows.add("make"));
            root.getChildren().setAll(next);
            next.onShown();
            pane = next;
        });
    }

    private static final String[] POSTS = {
        "CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT, content TEXT)",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 130) INSERT INTO posts"
                + " SELECT i, 'Rowan ' || i, CASE WHEN i % 10 = 0 THEN 'berries of the rowan' ELSE 'other words' END FROM n",
        "CREATE VIRTUAL TABLE posts_fts USING fts5(title, content, content=posts, content_rowid=id)",
        "INSERT INTO posts_fts(posts_fts) VALUES ('rebuild')",
        "CREATE VIRTUAL TABLE notes USING fts4(text)",
        "INSERT INTO notes VALUES ('a note of berries')"
    };

    @SuppressWarnings("unchecked")
    private static ListView<Hit> hits(FxRobot robot) {
        return robot.lookup("#searchHits").queryAs(ListView.class);
    }

    private static String words(FxRobot robot) {
        return robot.lookup("#searchWords").queryAs(Label.class).getText();
    }

    private static TextField field(FxRobot robot) {
        return robot.lookup("#searchField").queryAs(TextField.class);
    }

    private static void type(FxRobot robot, String text) {
        robot.interact(() -> field(robot).setText(text));
    }

    @Test
    void findsAsOneTypesAndOpensTheRow(FxRobot robot) {
        show(robot, POSTS);
        Waiting.until(() -> robot.lookup("#searchIndex").queryAs(ComboBox.class).getValue() != null);
        robot.clickOn("#searchField").write("berr");
        Waiting.until(() -> words(robot).equals("13 matches"));
        assertThat(hits(robot).getItems()).hasSize(13);
        assertThat(hits(robot).getItems().getFirst().snippet().runs()).contains(new Marked.Run("berries", true));
        robot.type(KeyCode.DOWN);
        robot.type(KeyCode.DOWN);
        Hit second = hits(robot).getItems().get(1);
        robot.type(KeyCode.ENTER);
        Waiting.until(() -> !nav.rows.isEmpty());
        assertThat(nav.rows).containsExactly("posts [" + second.rowid() + "] content");
        robot.type(KeyCode.ESCAPE);
        assertThat(field(robot).isFocused()).isTrue();
        robot.type(KeyCode.ESCAPE);
        assertThat(field(robot).getText()).isEmpty();
        Waiting.until(() -> robot.lookup(".empty-state").tryQuery().isPresent());
    }

    @Test
    void cardsAreAsHighAsTheirText(FxRobot robot) {
        show(
                robot,
                "CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT, content TEXT)",
                "INSERT INTO posts VALUES (1, 'Rowan', 'short'), (2, 'Rowan', '" + "several longer words ".repeat(40)
                        + "')",
                "CREATE VIRTUAL TABLE posts_fts USING fts5(title, content, content=posts, content_rowid=id)",
                "INSERT INTO posts_fts(posts_fts) VALUES ('rebuild')");
        type(robot, "rowan");
        Waiting.until(() -> words(robot).equals("2 matches"));
        Waiting.until(() -> heights(robot).size() == 2);
        List<Double> heights = heights(robot);
        assertThat(heights.getFirst()).isLessThan(heights.getLast());
        assertThat(heights.getFirst()).as("no empty space").isLessThan(70);
    }

    private static List<Double> heights(FxRobot robot) {
        return robot.lookup(".hit-cell").queryAll().stream()
                .filter(HitCell.class::isInstance)
                .map(HitCell.class::cast)
                .filter(cell -> cell.getItem() != null && cell.isVisible())
                .map(HitCell::getHeight)
                .sorted()
                .toList();
    }

    @Test
    void turnsToAnIndexByName(FxRobot robot) {
        show(robot, POSTS);
        robot.interact(() -> Objects.requireNonNull(pane).choose("notes"));
        Waiting.until(() -> robot.lookup("#searchIndex").queryAs(ComboBox.class).getValue() instanceof SearchIndex index
                && index.name().equals("notes"));
    }

    @Test
    void whatIsTypedWhileThePanelIsBuiltIsSearched(FxRobot robot) {
        db = TestDb.create(folder, POSTS);
        TextField before = new TextField();
        Tab first = new Tab("before", before);
        TabPane tabs = new TabPane(first);
        robot.interact(() -> {
            root.getChildren().setAll(tabs);
            before.requestFocus();
        });
        robot.interact(() -> {
            SearchPane next = new SearchPane(
                    db.workspace(),
                    new FileRelations(db.workspace(), new KeptRelations(folder)),
                    new KeptWeights(folder),
                    nav,
                    jobs);
            pane = next;
            Tab tab = new Tab("search", next);
            tabs.getSelectionModel().selectedItemProperty().subscribe(now -> {
                if (now == tab) {
                    next.onShown();
                }
            });
            tabs.getTabs().add(tab);
            tabs.getSelectionModel().select(tab);
            "berr".chars().forEach(c -> typeNow(Character.toString(c)));
        });
        Waiting.until(() -> words(robot).equals("13 matches"));
        assertThat(field(robot).getText()).isEqualTo("berr");
        assertThat(before.getText()).isEmpty();
    }

    private void typeNow(String letter) {
        Node owner = Objects.requireNonNull(root.getScene().getFocusOwner());
        Event.fireEvent(
                owner, new KeyEvent(KeyEvent.KEY_TYPED, letter, letter, KeyCode.UNDEFINED, false, false, false, false));
    }

    @Test
    void morePagesComeAtTheEnd(FxRobot robot) {
        show(robot, POSTS);
        type(robot, "rowan");
        Waiting.until(() -> words(robot).equals("130 matches"));
        assertThat(hits(robot).getItems()).hasSize(50);
        robot.interact(() -> hits(robot).getSelectionModel().select(49));
        Waiting.until(() -> hits(robot).getItems().size() == 100);
        robot.interact(() -> hits(robot).getSelectionModel().select(99));
        Waiting.until(() -> hits(robot).getItems().size() == 130);
        assertThat(hits(robot).getItems().stream().map(Hit::rowid).distinct()).hasSize(130);
    }

    @Test
    void anotherIndexAndAnExpressionThatIsWrong(FxRobot robot) {
        show(robot, POSTS);
        type(robot, "berries \" * AND (");
        Waiting.until(() -> !words(robot).isEmpty() && !words(robot).contains("…"));
        robot.interact(
                () -> robot.lookup("#searchRaw").queryAs(ToggleButton.class).setSelected(true));
        type(robot, "title : berries OR AND");
        Waiting.until(() ->
                words(robot).contains("“AND” cannot stand here") && words(robot).contains("20"));
        type(robot, "content : berries");
        Waiting.until(() -> words(robot).equals("13 matches"));
        robot.interact(() -> {
            robot.lookup("#searchRaw").queryAs(ToggleButton.class).setSelected(false);
            robot.lookup("#searchIndex")
                    .queryAs(ComboBox.class)
                    .getSelectionModel()
                    .select(1);
        });
        type(robot, "berries");
        Waiting.until(() -> words(robot).equals("1 match"));
        assertThat(hits(robot).getItems().getFirst().title().text()).isEqualTo("a note of berries");
    }

    @Test
    void partsNarrowWhatIsFound(FxRobot robot) {
        show(robot, POSTS);
        type(robot, "rowan");
        Waiting.until(() -> words(robot).equals("130 matches"));
        robot.clickOn("#searchBuild");
        robot.clickOn("#searchNone").write("berries");
        Waiting.until(() -> words(robot).equals("117 matches"));
        robot.clickOn("#searchPartsClear");
        Waiting.until(() -> words(robot).equals("130 matches"));
        robot.clickOn("#searchColumn-title");
        Waiting.until(() -> words(robot).equals("13 matches"));
    }

    @Test
    void anOldIndexSaysThatManyWordsAreNearEachOtherInParts(FxRobot robot) {
        show(
                robot,
                "CREATE VIRTUAL TABLE notes USING fts4(text)",
                "INSERT INTO notes VALUES ('one two three four five six')");
        type(robot, "one");
        Waiting.until(() -> words(robot).equals("1 match"));
        robot.clickOn("#searchBuild");
        TextField near = robot.lookup("#searchNear").queryAs(TextField.class);
        robot.interact(() -> near.setText("one two three four five"));
        Waiting.until(() -> words(robot).equals("1 match"));
        robot.interact(() -> near.setText("one two three four five six"));
        Waiting.until(() -> words(robot).startsWith("1 match · FTS3 and FTS4 hold at most five words to NEAR"));
        robot.interact(() -> near.setText("one two three four five seven"));
        Waiting.until(() -> words(robot).startsWith("Nothing") && words(robot).contains("NEAR"));
    }

    /// “alpha” is in the title of row 1 and, among fewer words, in the text of row 2.
    private static final String[] WEIGHED = {
        "CREATE VIRTUAL TABLE w USING fts5(title, content)",
        "INSERT INTO w(rowid, title, content) VALUES (1, 'alpha one two three four five', 'other'),"
                + " (2, 'something', 'alpha'), (3, 'no', 'no')",
        "CREATE VIRTUAL TABLE z_one USING fts5(text)",
        "INSERT INTO z_one VALUES ('alpha')"
    };

    @Test
    void columnsCountAsTheUserSays(FxRobot robot) {
        show(robot, WEIGHED);
        type(robot, "alpha");
        Waiting.until(() -> words(robot).equals("2 matches"));
        assertThat(hits(robot).getItems()).extracting(Hit::rowid).containsExactly(2L, 1L);
        Button weights = robot.lookup("#searchWeights").queryAs(Button.class);
        assertThat(weights.getText()).isEmpty();
        robot.clickOn(weights);
        Slider title = robot.lookup("#searchWeight-title").queryAs(Slider.class);
        assertThat(title.getAccessibleText()).isEqualTo("How much title counts");
        robot.interact(() -> title.setValue(7.9));
        Waiting.until(() -> hits(robot).getItems().getFirst().rowid() == 1);
        assertThat(weights.getText()).isEqualTo("1");
        assertThat(weights.getAccessibleText()).isEqualTo("1 column counts otherwise than usual");
        KeptWeights kept = new KeptWeights(folder);
        Waiting.until(() -> kept.of(db.file())
                .equals(List.of(new KeptWeights.Entry(
                        db.file().toAbsolutePath().normalize().toString(),
                        "w",
                        List.of(new KeptWeights.Weight("title", 8))))));
        robot.interact(() -> robot.lookup("#searchIndex")
                .queryAs(ComboBox.class)
                .getSelectionModel()
                .select(1));
        assertThat(weights.isVisible()).isFalse();
        robot.interact(() -> robot.lookup("#searchIndex")
                .queryAs(ComboBox.class)
                .getSelectionModel()
                .select(0));
        assertThat(weights.getText()).isEqualTo("1");
        Waiting.until(() -> hits(robot).getItems().size() == 2
                && hits(robot).getItems().getFirst().rowid() == 1);
        robot.clickOn(weights);
        robot.clickOn("#searchWeightsReset");
        Waiting.until(() -> hits(robot).getItems().getFirst().rowid() == 2);
        assertThat(weights.getText()).isEmpty();
        Waiting.until(() -> kept.of(db.file()).isEmpty());
    }

    @Test
    void whatColumnsCountIsRemembered(FxRobot robot) throws IOException {
        db = TestDb.create(folder, WEIGHED);
        new KeptWeights(folder).keep(db.file(), "w", List.of(new KeptWeights.Weight("content", 0)));
        present(robot);
        type(robot, "alpha");
        Waiting.until(() -> words(robot).equals("2 matches")
                && hits(robot).getItems().getFirst().rowid() == 1);
        assertThat(robot.lookup("#searchWeights").queryAs(Button.class).getText())
                .isEqualTo("1");
    }

    @Test
    void aFileWithoutAnIndexOffersToMakeOne(FxRobot robot) {
        show(robot, "CREATE TABLE t(a)");
        Waiting.until(() -> robot.lookup("#searchMake").tryQuery().isPresent());
        robot.clickOn(robot.lookup("#searchMake").queryAs(Button.class));
        assertThat(nav.rows).containsExactly("make");
        db.run("CREATE VIRTUAL TABLE later USING fts5(a)");
        Waiting.until(() -> robot.lookup("#searchIndex").queryAs(ComboBox.class).getValue() != null);
        assertThat(Objects.requireNonNull(pane).title()).isEqualTo("Search");
    }

    @Test
    void whatIsNoWordSaysSo(FxRobot robot) {
        show(robot, POSTS);
        type(robot, "+ - (");
        Waiting.until(() -> robot.lookup(".empty-state .heading").tryQuery().isPresent()
                && robot.lookup(".empty-state .heading")
                        .queryAs(Label.class)
                        .getText()
                        .equals("Type a word"));
    }

    @Test
    void whatTheRowsHaveInCommonNarrowsThem(FxRobot robot) {
        show(
                robot,
                "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)",
                "INSERT INTO users VALUES (1, 'Ada'), (2, 'Mei')",
                "CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT UNIQUE)",
                "INSERT INTO tags VALUES (1, 'Java'), (2, 'SQL')",
                "CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT, published INTEGER, user_id INTEGER REFERENCES users)",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60) INSERT INTO posts"
                        + " SELECT i, 'Rowan ' || i, i % 2, 1 + (i % 3 = 0) FROM n",
                "CREATE TABLE post_tags (post_id INTEGER REFERENCES posts, tag_id INTEGER REFERENCES tags,"
                        + " PRIMARY KEY (post_id, tag_id))",
                "INSERT INTO post_tags SELECT id, 1 FROM posts UNION ALL SELECT id, 2 FROM posts WHERE id <= 10",
                "CREATE VIRTUAL TABLE posts_fts USING fts5(title, content=posts, content_rowid=id)",
                "INSERT INTO posts_fts(posts_fts) VALUES ('rebuild')");
        type(robot, "rowan");
        Waiting.until(() -> robot.lookup("#facet-tags-SQL").tryQuery().isPresent());
        assertThat(robot.lookup("#facet-users-Mei").queryAs(ToggleButton.class).getAccessibleText())
                .isEqualTo("users: Mei, 20 rows");
        robot.clickOn("#facet-tags-SQL");
        Waiting.until(() -> words(robot).equals("10 matches"));
        Waiting.until(() -> robot.lookup("#facet-users-Mei").tryQuery().isPresent());
        robot.clickOn("#facet-users-Mei");
        Waiting.until(() -> words(robot).equals("3 matches"));
        Waiting.until(() -> robot.lookup("#facet-published-1").tryQuery().isPresent());
        robot.clickOn("#facet-published-1");
        Waiting.until(() -> words(robot).equals("2 matches"));
        assertThat(hits(robot).getItems().stream().map(Hit::rowid)).containsExactlyInAnyOrder(3L, 9L);
    }
}
