package studio.rowan.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
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
import studio.rowan.HandClock;
import studio.rowan.RecordingNav;
import studio.rowan.TestDb;
import studio.rowan.change.Drafts;
import studio.rowan.change.Edit;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Job;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.grid.KeyedRow;
import studio.rowan.grid.RowKey;
import studio.rowan.kit.AnsweringDialogs;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav.Inspected;
import studio.rowan.kit.Theme;
import studio.rowan.kit.Waiting;
import studio.rowan.relate.FileRelations;
import studio.rowan.relate.KeptRelations;
import studio.rowan.schema.Table;

@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class RelatedPaneTest {
    @TempDir
    private Path folder;

    private final RecordingNav nav = new RecordingNav();
    private Jobs jobs;
    private InspectorPane pane;
    private @Nullable TestDb db;
    private @Nullable EditsModel edits;
    private @Nullable RelationsModel relations;

    @Start
    void start(Stage stage) {
        jobs = new Jobs(e -> {
            throw new AssertionError(e);
        });
        pane = new InspectorPane(
                jobs, new AnsweringDialogs(), new DbFiles(), new SimpleObjectProperty<>(ZoneId.of("UTC")));
        StackPane root = new StackPane(pane);
        Scene scene = new Scene(root, 340, 700);
        new Theme().install(scene);
        pane.setMaxSize(340, 700);
        stage.setScene(scene);
        stage.show();
    }

    @AfterEach
    void close() {
        if (edits != null) {
            edits.close();
        }
        if (relations != null) {
            relations.close();
        }
        if (db != null) {
            db.close();
        }
        jobs.close();
    }

    private TestDb sample(FxRobot robot) {
        TestDb made = TestDb.sample(folder);
        made.run(
                "INSERT INTO users (id, name, email) VALUES (1, 'Ada', 'ada@x.org'), (2, 'Bob', 'bob@x.org')",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12)"
                        + " INSERT INTO posts (id, title, content, published, user_id)"
                        + " SELECT i, 'Post ' || i, 'c', i % 2, 1 FROM n",
                "INSERT INTO tags (id, name) VALUES (1, 'red'), (2, 'green'), (3, 'blue')",
                "INSERT INTO post_tags (post_id, tag_id) VALUES (3, 1), (3, 2)");
        use(robot, made);
        return made;
    }

    private void use(FxRobot robot, TestDb made) {
        db = made;
        robot.interact(() -> {
            edits = new EditsModel(
                    made.workspace(),
                    nav,
                    jobs,
                    new AnsweringDialogs(),
                    new Drafts(folder.resolve("drafts"), made.file()),
                    new HandClock()::now);
            relations = new RelationsModel(
                    made.workspace(), new FileRelations(made.workspace(), new KeptRelations(folder)), nav, jobs);
        });
    }

    private void show(FxRobot robot, TestDb from, String name, long rowid) {
        Table table = from.table(name);
        Row row = from.db()
                .read(
                        "row",
                        access -> access.query(
                                        Sql.of("SELECT * FROM \"" + name + "\" WHERE rowid = ?", Value.of(rowid)))
                                .getFirst())
                .await();
        RowOrigin origin = new RowOrigin(
                from.workspace(), table, new KeyedRow(new RowKey.Rowid(rowid), row), edits, relations, nav);
        robot.interact(() -> pane.show(new Inspected(name, "row " + rowid, List.of(), 0, origin)));
    }

    private static TreeView<RelatedLine> tree(FxRobot robot) {
        return robot.lookup("#relatedTree").queryAs(TreeView.class);
    }

    /// What the tree says, a line each, as deep as it is open.
    private static List<String> lines(FxRobot robot) {
        List<String> lines = new ArrayList<>();
        TreeView<RelatedLine> tree =
                robot.lookup("#relatedTree").<TreeView<RelatedLine>>tryQuery().orElse(null);
        if (tree != null && tree.getRoot() != null) {
            add(tree.getRoot(), "", lines);
        }
        return lines;
    }

    private static void add(TreeItem<RelatedLine> item, String indent, List<String> lines) {
        for (TreeItem<RelatedLine> child : item.getChildren()) {
            lines.add(indent
                    + switch (child.getValue()) {
                        case RelatedLine.Heading heading -> "= " + heading.text();
                        case RelatedLine.Section section ->
                            section.name
                                    + (section.count == null
                                            ? ""
                                            : " " + section.count.rows().orElse(-1L));
                        case RelatedLine.Row row ->
                            row.keyText() + " " + row.text()
                                    + (row.mark() == RelatedLine.Mark.NONE ? "" : " " + row.mark());
                        case RelatedLine.Words words -> "(" + words.text() + ")";
                    });
            if (child.isExpanded()) {
                add(child, indent + "  ", lines);
            }
        }
    }

    private static void expand(FxRobot robot, String starting) {
        robot.interact(() -> {
            TreeView<RelatedLine> tree = tree(robot);
            for (int i = 0; i < tree.getExpandedItemCount(); i++) {
                if (said(tree.getTreeItem(i).getValue()).startsWith(starting)) {
                    tree.getTreeItem(i).setExpanded(true);
                    return;
                }
            }
            throw new AssertionError("no line " + starting);
        });
    }

    private static String said(RelatedLine line) {
        return switch (line) {
            case RelatedLine.Section section -> section.name;
            case RelatedLine.Row row -> row.keyText() + " " + row.text();
            case RelatedLine.Heading heading -> heading.text();
            case RelatedLine.Words words -> words.text();
        };
    }

    @Test
    void walksFromAUserToPostsToTags(FxRobot robot) {
        TestDb from = sample(robot);
        show(robot, from, "users", 1);
        robot.clickOn("#inspectorRelations");

        Waiting.until(() -> lines(robot).equals(List.of("= Referred to by", "posts 12")));
        expand(robot, "posts");
        Waiting.until(() -> lines(robot).contains("  3 Post 3"));
        assertThat(lines(robot)).contains("  10 Post 10", "  (The first 10)").doesNotContain("  11 Post 11");
        expand(robot, "3 Post 3");
        Waiting.until(() -> lines(robot).contains("    tags 2"));
        expand(robot, "tags");
        Waiting.until(() -> lines(robot).containsAll(List.of("      1 red", "      2 green")));

        robot.clickOn("#relatedMore");
        Waiting.until(() -> lines(robot).contains("  12 Post 12"));
        assertThat(lines(robot)).as("what was open stays open").contains("    tags 2", "      1 red", "      2 green");
    }

    @Test
    void aRowShowsWhatItRefersToAndTheNewestRowWins(FxRobot robot) {
        TestDb from = sample(robot);
        show(robot, from, "users", 2);
        robot.clickOn("#inspectorRelations");
        show(robot, from, "posts", 3);

        Waiting.until(() -> lines(robot).containsAll(List.of("= Refers to", "users", "  1 Ada", "tags 2")));
        assertThat(lines(robot)).doesNotContain("posts 0");
        robot.clickOn((Node) robot.lookup("#relatedOpen-tags").query());
        Waiting.until(() -> nav.tables().equals(List.of("tags")));
    }

    @Test
    void aSectionIsAskedWithAConditionAndAnOrder(FxRobot robot) {
        TestDb from = sample(robot);
        show(robot, from, "users", 1);
        robot.clickOn("#inspectorRelations");
        Waiting.until(() -> lines(robot).contains("posts 12"));
        robot.clickOn("#relatedOptions-posts");
        Waiting.until(() -> robot.lookup("#relatedWhere").tryQuery().isPresent());
        robot.clickOn("#relatedWhere").write("publishd = 1").push(KeyCode.ENTER);
        Waiting.until(
                () -> robot.lookup("#relatedFault").queryLabeled().getText().contains("publishd"));
        robot.interact(
                () -> robot.lookup("#relatedWhere").queryAs(TextField.class).setText("published = 0 AND id > 8"));
        robot.clickOn("#relatedApply");

        Waiting.until(
                () -> lines(robot).equals(List.of("= Referred to by", "posts 2", "  10 Post 10", "  12 Post 12")));
    }

    @Test
    void tiesAreAddedAndCutAsStagedEditsOfTheJoinTable(FxRobot robot) {
        TestDb from = sample(robot);
        show(robot, from, "posts", 3);
        robot.clickOn("#inspectorRelations");
        Waiting.until(() -> lines(robot).contains("tags 2"));
        expand(robot, "tags");
        Waiting.until(() -> lines(robot).contains("  1 red"));

        robot.clickOn("#relatedAdd-tags");
        Waiting.until(() -> robot.lookup("#tieSearch").tryQuery().isPresent());
        robot.clickOn("#tieSearch").write("lu");
        Waiting.until(() -> choices(robot).equals(List.of("blue")));
        robot.push(KeyCode.ENTER);
        Waiting.until(() -> lines(robot).contains("  3 blue ADDED"));
        assertThat(edits.changes().get().edits())
                .containsExactly(new Edit.Insert(
                        new studio.rowan.change.Target.Fresh("post_tags", 1),
                        Map.of("post_id", Value.of(3), "tag_id", Value.of(3))));

        robot.interact(() -> select(robot, "1 red"));
        robot.clickOn("#relatedTree").interact(() -> select(robot, "1 red"));
        robot.push(KeyCode.DELETE);
        Waiting.until(() -> lines(robot).contains("  1 red REMOVED"));
        robot.interact(() -> edits.commit());
        Waiting.until(() -> lines(robot).containsAll(List.of("  2 green", "  3 blue"))
                && !lines(robot).toString().contains("1 red"));
        assertThat(from.db()
                        .read(
                                "ties",
                                access -> access.query(Sql.of("SELECT tag_id FROM post_tags ORDER BY 1")).stream()
                                        .map(row -> row.asLong(0))
                                        .toList())
                        .await())
                .containsExactly(2L, 3L);
    }

    @Test
    void aTieThatIsThereBeyondTheLinesInSightIsNotMadeAgain(FxRobot robot) {
        TestDb from = sample(robot);
        from.run(
                "WITH RECURSIVE n(i) AS (SELECT 4 UNION ALL SELECT i + 1 FROM n WHERE i < 20)"
                        + " INSERT INTO tags (id, name) SELECT i, 'tag ' || i || '.' FROM n",
                "INSERT INTO post_tags (post_id, tag_id) SELECT 3, id FROM tags WHERE id BETWEEN 4 AND 19");
        show(robot, from, "posts", 3);
        robot.clickOn("#inspectorRelations");
        Waiting.until(() -> lines(robot).contains("tags 18"));
        expand(robot, "tags");
        Waiting.until(() -> lines(robot).contains("  1 red"));
        assertThat(lines(robot).toString()).doesNotContain("tag 19.");
        tie(robot, "tag 19.");
        tie(robot, "tag 20.");
        Waiting.until(() -> !edits.changes().get().edits().isEmpty());
        assertThat(edits.changes().get().edits())
                .containsExactly(new Edit.Insert(
                        new studio.rowan.change.Target.Fresh("post_tags", 1),
                        Map.of("post_id", Value.of(3), "tag_id", Value.of(20))));
    }

    private static void tie(FxRobot robot, String tag) {
        robot.clickOn("#relatedAdd-tags");
        Waiting.until(() -> robot.lookup("#tieSearch").tryQuery().isPresent());
        robot.interact(() -> robot.lookup("#tieSearch").queryAs(TextField.class).setText(tag));
        Waiting.until(() -> choices(robot).equals(List.of(tag)));
        robot.clickOn("#tieSearch").push(KeyCode.ENTER);
        Waiting.until(() -> robot.lookup("#tieSearch").tryQuery().isEmpty());
    }

    private static void select(FxRobot robot, String line) {
        TreeView<RelatedLine> tree = tree(robot);
        for (int i = 0; i < tree.getExpandedItemCount(); i++) {
            if (said(tree.getTreeItem(i).getValue()).equals(line)) {
                tree.getSelectionModel().select(i);
                tree.requestFocus();
            }
        }
    }

    private static List<String> choices(FxRobot robot) {
        ListView<Related.Choice> list = robot.lookup("#tieChoices").queryAs(ListView.class);
        return list.getItems().stream().map(Related.Choice::text).toList();
    }

    /// The view of these rows never ends by itself, as a table of any size without an index would not.
    @Test
    void whatTakesTooLongIsStoppedAndNamesTheMissingIndex(FxRobot robot) {
        TestDb made = TestDb.create(
                folder,
                "CREATE TABLE owner (id INTEGER PRIMARY KEY, name TEXT)",
                "CREATE TABLE thing (id INTEGER PRIMARY KEY, owner_id INT REFERENCES owner, v)",
                "INSERT INTO owner VALUES (1, 'one'), (2, 'two')",
                "INSERT INTO thing VALUES (1, 1, NULL), (2, 2, NULL)");
        use(robot, made);
        show(robot, made, "owner", 1);
        robot.clickOn("#inspectorRelations");
        Waiting.until(() -> lines(robot).contains("thing 1"));
        robot.clickOn("#relatedOptions-thing");
        Waiting.until(() -> robot.lookup("#relatedWhere").tryQuery().isPresent());
        robot.interact(() -> robot.lookup("#relatedWhere")
                .queryAs(TextField.class)
                .setText("(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n)"));
        robot.clickOn("#relatedApply");

        Waiting.until(() -> lines(robot).toString().contains("no index on thing.owner_id"));
        robot.clickOn("#relatedIndex");
        assertThat(nav.sql()).containsExactly("CREATE INDEX \"idx_thing_owner_id\" ON \"thing\" (\"owner_id\");");
    }

    @Test
    void aTableWithoutRelationsSaysSo(FxRobot robot) {
        TestDb made =
                TestDb.create(folder, "CREATE TABLE alone (id INTEGER PRIMARY KEY)", "INSERT INTO alone VALUES (1)");
        use(robot, made);
        show(robot, made, "alone", 1);
        robot.clickOn("#inspectorRelations");
        Waiting.until(() -> robot.lookup("No relations").tryQuery().isPresent());
        robot.interact(() -> pane.show(null));
        assertThat(robot.lookup("#relatedTree").tryQuery()).isEmpty();
    }

    @Test
    void whatIsTiedOrCutIsStagedForItsOwnRowThoughAnotherIsLookedAtBeforeTheAnswer(FxRobot robot) {
        TestDb from = sample(robot);
        show(robot, from, "posts", 3);
        robot.clickOn("#inspectorRelations");
        Waiting.until(() -> lines(robot).contains("tags 2"));
        expand(robot, "tags");
        Waiting.until(() -> lines(robot).contains("  1 red"));
        robot.clickOn("#relatedAdd-tags");
        Waiting.until(() -> robot.lookup("#tieSearch").tryQuery().isPresent());
        robot.interact(() -> robot.lookup("#tieSearch").queryAs(TextField.class).setText("blue"));
        Waiting.until(() -> choices(robot).equals(List.of("blue")));

        CountDownLatch free = new CountDownLatch(1);
        Job<Boolean> busy = from.db().query("a long query", _ -> awaited(free));
        robot.clickOn("#tieSearch").push(KeyCode.ENTER);
        Waiting.until(() -> robot.lookup("#tieSearch").tryQuery().isEmpty());
        robot.interact(() -> select(robot, "1 red"));
        robot.push(KeyCode.DELETE);
        assertThat(edits.changes().get().edits())
                .as("nothing is known yet of what is there")
                .isEmpty();
        show(robot, from, "posts", 4);
        free.countDown();

        assertThat(busy.await()).isTrue();
        Waiting.until(() -> edits.changes().get().edits().size() == 2);
        assertThat(edits.changes().get().edits())
                .contains(new Edit.Insert(
                        new studio.rowan.change.Target.Fresh("post_tags", 1),
                        Map.of("post_id", Value.of(3), "tag_id", Value.of(3))))
                .anySatisfy(edit -> assertThat(edit)
                        .isInstanceOfSatisfying(
                                Edit.Delete.class,
                                cut -> assertThat(cut.old())
                                        .containsEntry("post_id", Value.of(3))
                                        .containsEntry("tag_id", Value.of(1))));
    }

    private static boolean awaited(CountDownLatch free) {
        try {
            return free.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
