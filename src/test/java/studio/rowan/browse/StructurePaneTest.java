package studio.rowan.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
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
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Pictures;
import studio.rowan.kit.SqlEditor;
import studio.rowan.kit.Theme;
import studio.rowan.kit.Waiting;

@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class StructurePaneTest {
    @TempDir
    static Path folder;

    private final RecordingNav nav = new RecordingNav();
    private TestDb db;
    private Jobs jobs;
    private StackPane root;

    @Start
    void start(Stage stage) {
        db = TestDb.create();
        jobs = new Jobs(e -> {
            throw new AssertionError(e);
        });
        root = new StackPane();
        Scene scene = new Scene(root, 960, 900);
        new Theme().install(scene);
        stage.setScene(scene);
        stage.show();
    }

    @AfterEach
    void close() {
        db.close();
        jobs.close();
    }

    private StructurePane show(FxRobot robot, String name) {
        StructurePane[] pane = new StructurePane[1];
        robot.interact(() -> {
            pane[0] = new StructurePane(db.workspace(), name, nav, jobs);
            root.getChildren().setAll(pane[0]);
            pane[0].onShown();
        });
        Waiting.until(
                () -> robot.from(pane[0]).lookup("#structureTitle").tryQuery().isPresent());
        return pane[0];
    }

    private static String cell(TableView<?> view, int row, String column) {
        return view.getColumns().stream()
                .filter(c -> c.getId().endsWith("-" + column))
                .findFirst()
                .orElseThrow()
                .getCellData(row)
                .toString();
    }

    @Test
    void columnsKeysIndexesTriggersAndSqlOfATable(FxRobot robot) {
        StructurePane pane = show(robot, "posts");
        TableView<?> columns = robot.from(pane).lookup("#structureColumns").query();
        assertThat(columns.getItems()).hasSameSizeAs(db.table("posts").columns());
        assertThat(cell(columns, 0, "name")).isEqualTo("id");
        assertThat(cell(columns, 0, "key")).isEqualTo("PK 1");
        assertThat(cell(columns, 1, "notNull")).isEqualTo("✓");
        TableView<?> keys = robot.from(pane).lookup("#structureForeignKeys").query();
        assertThat(cell(keys, 0, "references")).isEqualTo("users (id)");
        assertThat(cell(keys, 0, "onDelete")).isEqualTo("CASCADE");
        TableView<?> indexes = robot.from(pane).lookup("#structureIndexes").query();
        assertThat(indexes.getItems()).isNotEmpty();
        TableView<?> triggers = robot.from(pane).lookup("#structureTriggers").query();
        assertThat(triggers.getItems()).isNotEmpty();
        SqlEditor sql = robot.from(pane).lookup("#structureSql").queryAs(SqlEditor.class);
        assertThat(sql.getText()).startsWith("CREATE TABLE").contains("CREATE INDEX", "CREATE TRIGGER");
        robot.interact(() -> Pictures.write(pane.getScene().snapshot(null), "structure-light"));
        robot.clickOn("#structureBrowse");
        assertThat(nav.calls).contains("table posts ");
    }

    @Test
    void anIndexShowsItsPartsAndATriggerWhenItFires(FxRobot robot) {
        db.run("CREATE UNIQUE INDEX odd ON posts (lower(title) DESC, id) WHERE published = 1");
        StructurePane pane = show(robot, "odd");
        TableView<?> parts = robot.from(pane).lookup("#structureParts").query();
        assertThat(cell(parts, 0, "name")).isEqualTo("(expression)");
        assertThat(cell(parts, 0, "order")).isEqualTo("Descending");
        assertThat(cell(parts, 1, "name")).isEqualTo("id");
        robot.clickOn("#structureTable");
        assertThat(nav.calls).contains("structure posts");
        assertThat(Ddl.event("CREATE TRIGGER \"on\" AFTER UPDATE OF a, b ON t BEGIN DELETE FROM x; END"))
                .isEqualTo("AFTER UPDATE OF");
        assertThat(Ddl.event("create trigger if not exists before instead of insert on v begin select 1; end"))
                .isEqualTo("BEFORE INSTEAD OF INSERT");
    }

    @Test
    void aBrokenViewSaysWhyAndStillShowsItsSql(FxRobot robot) {
        db.run("CREATE TABLE tmp(a)", "CREATE VIEW broken AS SELECT a FROM tmp", "DROP TABLE tmp");
        StructurePane pane = show(robot, "broken");
        Waiting.until(() -> robot.from(pane).lookup("#noticeMessage").tryQuery().isPresent());
        assertThat(robot.from(pane)
                        .lookup("#noticeMessage")
                        .queryAs(Label.class)
                        .getText())
                .contains("tmp");
        assertThat(robot.from(pane)
                        .lookup("#structureSql")
                        .queryAs(SqlEditor.class)
                        .getText())
                .contains("VIEW broken");
    }

    @Test
    void aChangeOfTheSchemaIsShown(FxRobot robot) {
        db.run("CREATE TABLE t(a)");
        StructurePane pane = show(robot, "t");
        db.run("ALTER TABLE t ADD COLUMN \"b \"\" ${x}\" TEXT DEFAULT 'z'");
        Waiting.until(() -> robot.from(pane)
                        .lookup("#structureColumns")
                        .<TableView<?>>query()
                        .getItems()
                        .size()
                == 2);
        assertThat(cell(robot.from(pane).lookup("#structureColumns").query(), 1, "default"))
                .isEqualTo("'z'");
        db.run("DROP TABLE t");
        Waiting.until(() -> robot.from(pane).lookup(".empty-state").tryQuery().isPresent());
        assertThat(List.copyOf(nav.calls)).contains("changed t · structure");
    }
}
