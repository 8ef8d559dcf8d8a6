package studio.rowan.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import studio.rowan.TestDb;
import studio.rowan.grid.RowCount;
import studio.rowan.grid.RowWindow;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;
import studio.rowan.kit.Theme;
import studio.rowan.kit.Waiting;

/// The strip over rows that are being sorted: how far it is, Stop, again, and the index that would spare it.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class SortingPaneTest {
    private static final String ENDLESS =
            "b = (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n)";

    @TempDir
    Path folder;

    private final RecordingNav nav = new RecordingNav();
    private TestDb db;
    private Jobs jobs;
    private BrowseModel model;
    private SortingView strip;
    private StackPane root;

    @Start
    void start(Stage stage) {
        jobs = new Jobs(e -> {
            throw new AssertionError(e);
        });
        root = new StackPane();
        Scene scene = new Scene(root, 900, 200);
        new Theme().install(scene);
        stage.setScene(scene);
        stage.show();
    }

    @AfterEach
    void close(FxRobot robot) {
        robot.interact(model::close);
        db.close();
        jobs.close();
    }

    private void show(FxRobot robot, Filter filter, Sort... sorts) {
        show(robot, "t", filter, sorts);
    }

    private void show(FxRobot robot, String name, Filter filter, Sort... sorts) {
        db = TestDb.create(
                folder,
                "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b)",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 11000)"
                        + " INSERT INTO t SELECT i, 'row ' || (i * 7919 % 1009), i % 100 FROM n",
                "CREATE VIEW partly AS SELECT id FROM t WHERE id < 500 OR abs(CASE b WHEN 99 THEN " + Long.MIN_VALUE
                        + " ELSE 1 END) > 0");
        robot.interact(() -> {
            model = new BrowseModel(db.workspace(), name, jobs);
            strip = new SortingView(model, nav, jobs);
            root.getChildren().setAll(strip);
            model.open(filter, List.of(sorts));
        });
    }

    private boolean isShown(String id) {
        Node node = strip.lookup("#" + id);
        return strip.isVisible() && node != null && node.isVisible();
    }

    private String words() {
        return ((Label) strip.lookup("#sortingWords")).getText();
    }

    @Test
    void aLongSortCanBeStoppedAndBegunAgainAndOffersAnIndex(FxRobot robot) {
        show(robot, new Filter(List.of(), List.of(), ENDLESS, false), new Sort("a", true));
        Waiting.until(() -> isShown("stopSortingButton") && isShown("createIndexButton"));
        assertThat(words()).startsWith(Text.of("browse.sorting.sort", 0, 11000).substring(0, 7));
        assertThat(isShown("sortAgainButton")).isFalse();
        robot.clickOn("#createIndexButton");
        Waiting.until(() -> !nav.calls.isEmpty());
        assertThat(nav.calls.getLast()).contains("CREATE INDEX \"t_a\" ON \"t\"(\"a\");");

        robot.clickOn("#stopSortingButton");
        Waiting.until(() -> words().equals(Text.of("browse.sorting.stopped")));
        assertThat(isShown("stopSortingButton")).isFalse();
        assertThat(isShown("createIndexButton")).isFalse();

        robot.clickOn("#sortAgainButton");
        Waiting.until(() -> isShown("stopSortingButton"));
    }

    @Test
    void whatIsSortedInNoTimeIsNotWorthAWord(FxRobot robot) {
        show(robot, Filter.NONE, new Sort("a", true));
        Waiting.until(() -> model.state().get() instanceof BrowseState.Rows
                && isSorted()
                && !strip.isVisible()
                && !strip.isManaged());
    }

    @Test
    void whyRowsCannotBeCountedIsSaidAboveThoseThatAreThere(FxRobot robot) {
        show(robot, "partly", Filter.NONE);
        Waiting.until(() -> isShown("countAnywayButton"));
        assertThat(words()).isEqualTo(Text.of("browse.sorting.countFailed", "integer overflow"));
        assertThat(model.state().get()).isInstanceOf(BrowseState.Rows.class);

        db.run("UPDATE t SET b = 1");
        robot.clickOn("#countAnywayButton");
        Waiting.until(() -> !strip.isVisible()
                && model.window().get() instanceof RowWindow window
                && window.count() instanceof RowCount.Exact(long rows)
                && rows == 11000);
    }

    private boolean isSorted() {
        var window = model.window().get();
        return window != null
                && window.count() instanceof RowCount.Exact(long rows)
                && rows == 11000
                && window.sorting() instanceof studio.rowan.grid.RowSorting.None;
    }
}
