package studio.rowan.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Objects;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;
import studio.rowan.TestDb;
import studio.rowan.change.Edit;
import studio.rowan.db.Value;
import studio.rowan.grid.GridView;
import studio.rowan.kit.Waiting;

/// Columns shown in a format: what is seen, where the raw value is, what typing writes.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class BrowseFormatsPaneTest {
    private static final long MS = Instant.parse("2024-03-01T11:00:00Z").toEpochMilli();
    private static final String UUID = "0190a5c88e7b7c3f8a1b2c3d4e5f6071";

    @TempDir
    Path folder;

    private final RecordingNav nav = new RecordingNav();
    private final ObjectProperty<ZoneId> zone = new SimpleObjectProperty<>(ZoneOffset.UTC);
    private TestDb db;
    private BrowseFixture window;
    private EditsModel edits;
    private @Nullable BrowsePane pane;
    private GridView grid;

    @Start
    void start(Stage stage) {
        window = new BrowseFixture(stage, nav);
    }

    @AfterEach
    void close(FxRobot robot) {
        window.close(robot, db);
    }

    private void open(FxRobot robot, String state) {
        robot.interact(() -> {
            edits = window.edits(db);
            pane = window.rows(db, "t", "", edits).in(zone);
            pane.restore(state);
            window.show(pane);
        });
        grid = robot.lookup("#rows").queryAs(GridView.class);
        Waiting.until(() -> nav.status.contains("rows 1–"));
        robot.interact(grid::requestFocus);
    }

    private void fill() {
        db = TestDb.create(
                folder,
                "CREATE TABLE t(id INTEGER PRIMARY KEY, done BOOLEAN, created_at INTEGER, uuid BLOB)",
                "INSERT INTO t VALUES (1, 1, " + MS + ", x'" + UUID + "'), (2, 0, " + (MS + 1) + ", NULL), (3, NULL, "
                        + MS + ", NULL)");
    }

    private void at(FxRobot robot, long row, int column) {
        robot.interact(() -> grid.select(row, column, false));
        Waiting.until(() -> {
            var current = grid.current().get();
            return current != null && current.ordinal() == row && current.column() == column;
        });
    }

    private static void key(FxRobot robot, KeyCode... keys) {
        robot.push(keys);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private String cell(FxRobot robot, long row, int position) {
        String[] text = {""};
        robot.interact(() -> {
            grid.applyCss();
            grid.layout();
            Node node =
                    (Node) grid.queryAccessibleAttribute(AccessibleAttribute.CELL_AT_ROW_COLUMN, (int) row, position);
            text[0] = node == null ? "" : String.valueOf(node.queryAccessibleAttribute(AccessibleAttribute.TEXT));
        });
        return text[0];
    }

    private Value staged(String column) {
        Edit.Update update =
                (Edit.Update) edits.changes().get().edits().iterator().next();
        return update.changed().get(column);
    }

    private static TextArea editor(FxRobot robot) {
        return robot.lookup("#cell-editor").queryAs(TextArea.class);
    }

    /// Opens the editor and writes over what it shows.
    private void type(FxRobot robot, String text) {
        key(robot, KeyCode.F2);
        robot.interact(() -> editor(robot).setText(text));
        key(robot, KeyCode.ENTER);
    }

    @Test
    void whatIsSureIsShownAndTheRawValueStandsBeside(FxRobot robot) {
        fill();
        open(robot, "");
        assertThat(cell(robot, 0, 2)).isEqualTo("created_at: 2024-03-01 11:00:00, stored: " + MS + " (INTEGER)");
        assertThat(cell(robot, 0, 1)).isEqualTo("done: ☑, stored: 1 (INTEGER)");
        assertThat(cell(robot, 0, 3)).startsWith("uuid: 0190a5c8-8e7b-7c3f-8a1b-2c3d4e5f6071, stored: ");
        assertThat(cell(robot, 1, 3)).isEqualTo("uuid: NULL");
        Node header = robot.lookup("#header-created_at").query();
        assertThat(String.valueOf(header.queryAccessibleAttribute(AccessibleAttribute.TEXT)))
                .contains("INTEGER · unix ms");
        at(robot, 0, 2);
        Waiting.until(() -> nav.status.contains("stored: " + MS + " (INTEGER)"));
        robot.interact(() -> zone.set(ZoneId.of("Europe/Berlin")));
        assertThat(cell(robot, 0, 2)).startsWith("created_at: 2024-03-01 12:00:00,");
        key(robot, KeyCode.SHORTCUT, KeyCode.C);
        robot.interact(
                () -> assertThat(Clipboard.getSystemClipboard().getString()).isEqualTo(String.valueOf(MS)));
        robot.interact(grid::copyShown);
        robot.interact(
                () -> assertThat(Clipboard.getSystemClipboard().getString()).isEqualTo("2024-03-01 12:00:00"));
    }

    @Test
    void theChoiceOfTheUserIsKept(FxRobot robot) {
        fill();
        open(robot, "");
        robot.rightClickOn("#header-created_at");
        Waiting.until(() -> robot.lookup("#show-as").tryQuery().isPresent());
        robot.clickOn("#show-as");
        Waiting.until(() -> robot.lookup("#format-raw").tryQuery().isPresent());
        robot.clickOn("#format-raw");
        Waiting.until(() -> pane != null && pane.state().contains("\"raw\""));
        assertThat(cell(robot, 0, 2)).isEqualTo("created_at: " + MS);
        String state = pane == null ? "" : pane.state();
        robot.interact(() -> {
            window.close(Objects.requireNonNull(pane));
            window.close(edits);
        });
        open(robot, state);
        assertThat(cell(robot, 0, 2)).isEqualTo("created_at: " + MS);
        assertThat(cell(robot, 0, 1)).startsWith("done: ☑");
    }

    @Test
    void whatIsTypedIsWrittenInTheFormOfTheColumn(FxRobot robot) {
        fill();
        open(robot, "");
        at(robot, 1, 2);
        key(robot, KeyCode.F2);
        assertThat(editor(robot).getText()).isEqualTo("2024-03-01 11:00:00.001");
        key(robot, KeyCode.ESCAPE);
        type(robot, "2024-03-02 12:30");
        assertThat(staged("created_at"))
                .isEqualTo(Value.of(Instant.parse("2024-03-02T12:30:00Z").toEpochMilli()));
        robot.interact(() -> edits.changeSet().discard());
        at(robot, 1, 2);
        type(robot, String.valueOf(MS + 5));
        assertThat(staged("created_at")).as("a bare number is the raw value").isEqualTo(Value.of(MS + 5));
        robot.interact(() -> edits.changeSet().discard());
        at(robot, 1, 3);
        type(robot, "{0190A5C8-8E7B-7C3F-8A1B-2C3D4E5F6071}");
        assertThat(staged("uuid")).isEqualTo(Value.of(HexFormat.of().parseHex(UUID)));
        robot.interact(() -> edits.changeSet().discard());
        at(robot, 0, 1);
        key(robot, KeyCode.SPACE);
        assertThat(staged("done")).isEqualTo(Value.of(0));
        assertThat(cell(robot, 0, 1)).startsWith("done: ☐");
        key(robot, KeyCode.SPACE);
        assertThat(edits.changes().get().isEmpty()).as("set back").isTrue();
        robot.interact(() -> {
            ClipboardContent content = new ClipboardContent();
            content.putString("2024-03-02 12:30");
            Clipboard.getSystemClipboard().setContent(content);
        });
        at(robot, 0, 2);
        key(robot, KeyCode.SHORTCUT, KeyCode.V);
        assertThat(staged("created_at"))
                .isEqualTo(Value.of(Instant.parse("2024-03-02T12:30:00Z").toEpochMilli()));
    }

    @Test
    void theMouseFindsTheRawValue(FxRobot robot) {
        fill();
        open(robot, "");
        Node cell = (Node) grid.queryAccessibleAttribute(AccessibleAttribute.CELL_AT_ROW_COLUMN, 0, 2);
        Bounds bounds = cell.localToScreen(cell.getBoundsInLocal());
        robot.moveTo(bounds.getMinX() + 4, bounds.getCenterY());
        robot.moveTo(bounds.getMinX() + 8, bounds.getCenterY());
        Waiting.until(() -> Window.getWindows().stream()
                .anyMatch(window -> window instanceof Tooltip tip
                        && tip.isShowing()
                        && tip.getText().equals("stored: " + MS + " (INTEGER)")));
    }

    @Test
    void whatCannotBeReadIsRefusedUnlessItIsMeant(FxRobot robot) {
        fill();
        open(robot, "");
        at(robot, 0, 2);
        type(robot, "2024-13-01");
        assertThat(robot.lookup("#cell-editor").tryQuery())
                .as("it can be mended")
                .isPresent();
        assertThat(edits.changes().get().isEmpty()).isTrue();
        Waiting.until(() -> robot.lookup("#storeRaw").tryQuery().isPresent());
        robot.clickOn("#storeRaw");
        assertThat(staged("created_at")).isEqualTo(Value.of("2024-13-01"));
        assertThat(robot.lookup("#cell-editor").tryQuery()).isEmpty();
        assertThat(cell(robot, 0, 2)).isEqualTo("created_at: 2024-13-01, text in a column declared INTEGER (changed)");
    }
}
