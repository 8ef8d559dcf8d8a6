package studio.rowan.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;
import studio.rowan.db.Row;
import studio.rowan.db.Value;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Theme;

/// The grid's side of editing: the field, the marks, the new rows, who gets which key.
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class GridEditingPaneTest {
    private static final List<String> COLUMNS = List.of("a", "b", "c");

    private final List<Throwable> unexpected = new ArrayList<>();
    private final Recorded editing = new Recorded();
    private GridView grid;
    private Button beside;
    private Jobs jobs;

    /// Stages what is typed, in memory.
    private static final class Recorded implements GridEditing {
        private final Map<RowKey, RowEdit> staged = new HashMap<>();
        private final List<KeyedRow> fresh = new ArrayList<>();
        private final List<GridDeed> done = new ArrayList<>();
        private final List<String> typed = new ArrayList<>();
        private boolean may = true;

        @Override
        public int freshRows() {
            return fresh.size();
        }

        @Override
        public KeyedRow fresh(int at) {
            return fresh.get(at);
        }

        @Override
        public int freshAt(RowKey.Fresh key) {
            for (int i = 0; i < fresh.size(); i++) {
                if (fresh.get(i).key().equals(key)) {
                    return i;
                }
            }
            return -1;
        }

        @Override
        public @Nullable RowEdit of(KeyedRow row) {
            return staged.get(row.key());
        }

        @Override
        public Map<RowKey, RowEdit> staged() {
            return Map.copyOf(staged);
        }

        @Override
        public String unset(int column) {
            return "default";
        }

        @Override
        public boolean mayType(KeyedRow row, int column) {
            return may;
        }

        @Override
        public void typed(KeyedRow row, int column, String text) {
            typed.add(row.key() + " " + column + " " + text);
        }

        @Override
        public boolean can(GridDeed deed) {
            return deed != GridDeed.REDO;
        }

        @Override
        public void run(GridDeed deed) {
            done.add(deed);
        }

        private void mark(RowKey key, RowEdit.Mark mark, @Nullable Value... cells) {
            staged.put(key, new RowEdit(mark, false, cells));
        }

        private RowKey add(long number) {
            RowKey key = new RowKey.Fresh(number);
            fresh.add(new KeyedRow(key, new Row(new Value[] {Value.NULL, Value.NULL, Value.NULL})));
            mark(key, RowEdit.Mark.NEW, null, Value.of("set"), null);
            return key;
        }
    }

    @Start
    void start(Stage stage) {
        jobs = new Jobs(unexpected::add);
        grid = new GridView(jobs);
        beside = new Button("beside");
        VBox.setVgrow(grid, Priority.ALWAYS);
        Scene scene = new Scene(new VBox(beside, grid), 700, 500);
        new Theme().install(scene);
        stage.setScene(scene);
        stage.show();
    }

    @BeforeEach
    void show(FxRobot robot) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            rows.add(new Row(new Value[] {Value.of(i), Value.of("text " + i), Value.NULL}));
        }
        robot.interact(() -> {
            grid.show(
                    RowWindow.of(RowSource.of(COLUMNS, rows)),
                    COLUMNS.stream().map(name -> GridColumn.of(name, "")).toList());
            grid.edits().set(editing);
            grid.requestFocus();
        });
    }

    @AfterEach
    void close() {
        jobs.close();
        assertThat(unexpected).isEmpty();
    }

    private void key(FxRobot robot, KeyCode... keys) {
        robot.push(keys);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private @Nullable Node cell(FxRobot robot, int row, int position) {
        Node[] found = {null};
        robot.interact(() -> {
            grid.applyCss();
            grid.layout();
            found[0] = (Node) grid.queryAccessibleAttribute(AccessibleAttribute.CELL_AT_ROW_COLUMN, row, position);
        });
        return found[0];
    }

    private String text(FxRobot robot, int row, int position) {
        Node node = cell(robot, row, position);
        return node == null ? "" : String.valueOf(node.queryAccessibleAttribute(AccessibleAttribute.TEXT));
    }

    private List<String> signs(FxRobot robot) {
        return robot.lookup(".grid-sign").queryAllAs(Text.class).stream()
                .filter(Node::isVisible)
                .map(Text::getText)
                .toList();
    }

    @Test
    void theFieldStandsOverItsCellAndGrowsWithTheText(FxRobot robot) {
        robot.interact(() -> grid.select(2, 1, false));
        key(robot, KeyCode.F2);
        TextArea area = robot.lookup("#cell-editor").queryAs(TextArea.class);
        Bounds cell = grid.sceneToLocal(java.util.Objects.requireNonNull(cell(robot, 2, 1))
                .localToScene(cell(robot, 2, 1).getBoundsInLocal()));
        Bounds field = grid.sceneToLocal(area.localToScene(area.getLayoutBounds()));
        assertThat(field.contains(cell.getCenterX(), cell.getCenterY())).isTrue();
        double height = area.getHeight();
        double width = area.getWidth();
        robot.interact(() -> area.setText("one\ntwo\nthree " + "long ".repeat(20)));
        robot.interact(grid::layout);
        assertThat(area.getHeight()).isGreaterThan(2 * height);
        assertThat(area.getWidth()).isGreaterThan(width);
        robot.interact(() -> grid.scrollTo(20));
        assertThat(editing.typed).isEmpty();
    }

    @Test
    void typedTextIsKeptWhereverTheKeyboardGoes(FxRobot robot) {
        robot.interact(() -> grid.select(0, 1, false));
        robot.write("x", 0);
        robot.clickOn(beside);
        assertThat(editing.typed).containsExactly("Ordinal[ordinal=0] 1 x");
        robot.interact(() -> {
            grid.requestFocus();
            grid.select(1, 1, false);
        });
        robot.write("y", 0);
        Node other = java.util.Objects.requireNonNull(cell(robot, 5, 0));
        robot.clickOn(
                other.localToScreen(other.getBoundsInLocal()).getMinX() + 2,
                other.localToScreen(other.getBoundsInLocal()).getMinY() + 2);
        assertThat(editing.typed).hasSize(2).last().isEqualTo("Ordinal[ordinal=1] 1 y");
        assertThat(grid.current().get().ordinal()).isEqualTo(5);
        assertThat(grid.isFocused()).isTrue();
        Node third = java.util.Objects.requireNonNull(cell(robot, 8, 0));
        robot.doubleClickOn(
                third.localToScreen(third.getBoundsInLocal()).getMinX() + 2,
                third.localToScreen(third.getBoundsInLocal()).getMinY() + 2);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(robot.lookup("#cell-editor").tryQuery()).isPresent();
        robot.write("9", 0);
        robot.interact(() -> grid.edits().set(editing));
        assertThat(editing.typed).hasSize(3).last().isEqualTo("Ordinal[ordinal=8] 0 9");
    }

    @Test
    void keysOfTheGridAreDeedsAndKeysOfTheFieldAreNot(FxRobot robot) {
        key(robot, KeyCode.INSERT);
        key(robot, KeyCode.DELETE);
        key(robot, KeyCode.ALT, KeyCode.DELETE);
        key(robot, KeyCode.SHORTCUT, KeyCode.D);
        key(robot, KeyCode.SHORTCUT, KeyCode.U);
        key(robot, KeyCode.SHORTCUT, KeyCode.V);
        key(robot, KeyCode.SHIFT, KeyCode.INSERT);
        key(robot, KeyCode.SHORTCUT, KeyCode.Z);
        key(robot, KeyCode.SHORTCUT, KeyCode.Y);
        key(robot, KeyCode.SHIFT, KeyCode.SPACE);
        assertThat(editing.done)
                .containsExactly(
                        GridDeed.INSERT,
                        GridDeed.DELETE,
                        GridDeed.SET_NULL,
                        GridDeed.CLONE,
                        GridDeed.REVERT_ROWS,
                        GridDeed.PASTE,
                        GridDeed.PASTE,
                        GridDeed.UNDO);
        editing.done.clear();
        key(robot, KeyCode.F2);
        key(robot, KeyCode.SHORTCUT, KeyCode.Z);
        key(robot, KeyCode.DELETE);
        key(robot, KeyCode.SHORTCUT, KeyCode.D);
        assertThat(editing.done).isEmpty();
        key(robot, KeyCode.ALT, KeyCode.DELETE);
        assertThat(editing.done).containsExactly(GridDeed.SET_NULL);
        assertThat(editing.typed).isEmpty();
    }

    @Test
    void marksHaveSignsAndWordsAndGoAgain(FxRobot robot) {
        assertThat(signs(robot)).isEmpty();
        editing.mark(new RowKey.Ordinal(1), RowEdit.Mark.CHANGED, null, Value.of("staged"), null);
        editing.mark(new RowKey.Ordinal(2), RowEdit.Mark.DELETED);
        editing.staged.put(
                new RowKey.Ordinal(3),
                new RowEdit(RowEdit.Mark.CHANGED, true, new @Nullable Value[] {null, null, Value.of(5)}));
        robot.interact(grid.edits()::changed);
        assertThat(text(robot, 1, 1)).isEqualTo("b: staged (changed)");
        assertThat(text(robot, 1, 0)).isEqualTo("a: 1 (changed)");
        assertThat(text(robot, 2, 1)).isEqualTo("b: text 2 (to be deleted)");
        assertThat(text(robot, 3, 2)).isEqualTo("c: 5 (changed, the last commit stopped here)");
        assertThat(signs(robot)).containsExactlyInAnyOrder("~", "−", "!");
        assertThat(robot.lookup(".grid-staged").queryAllAs(Node.class).stream().filter(Node::isVisible))
                .hasSize(2);
        robot.interact(() -> grid.select(1, 1, false));
        assertThat(grid.current().get().shown()).isEqualTo(Value.of("staged"));
        assertThat(grid.current().get().value()).isEqualTo(Value.of("text 1"));
        editing.staged.clear();
        robot.interact(grid.edits()::changed);
        assertThat(text(robot, 1, 1)).isEqualTo("b: text 1");
        assertThat(signs(robot)).isEmpty();
        assertThat(robot.lookup(".grid-mark").queryAllAs(Node.class)).noneMatch(Node::isVisible);
    }

    @Test
    void newRowsStandBelowAndAreHeldByTheirKey(FxRobot robot) {
        editing.add(1);
        RowKey second = editing.add(2);
        robot.interact(() -> {
            grid.edits().changed();
            grid.edits().selectFresh(1, 1);
        });
        assertThat(grid.current().get().ordinal()).isEqualTo(41);
        assertThat(grid.current().get().key()).isEqualTo(second);
        assertThat(text(robot, 41, 0)).isEqualTo("a: default (new)");
        assertThat(text(robot, 41, 1)).isEqualTo("b: set (new)");
        editing.fresh.removeFirst();
        robot.interact(grid.edits()::changed);
        assertThat(grid.current().get().ordinal()).isEqualTo(40);
        assertThat(grid.current().get().key()).isEqualTo(second);
        editing.fresh.clear();
        robot.interact(grid.edits()::changed);
        assertThat(grid.current().get().ordinal()).isEqualTo(39);
        key(robot, KeyCode.SHORTCUT, KeyCode.HOME);
        assertThat(grid.current().get().ordinal()).isZero();
    }

    @Test
    void whereRowsAreOnlyLookedAtEnterOpensThem(FxRobot robot) {
        List<GridCurrent> opened = new ArrayList<>();
        robot.interact(() -> {
            grid.edits().set(null);
            grid.setOnOpen(opened::add);
            grid.select(1, 1, false);
        });
        key(robot, KeyCode.ENTER);
        assertThat(opened).hasSize(1);
        robot.write("x", 0);
        key(robot, KeyCode.DELETE);
        assertThat(robot.lookup("#cell-editor").tryQuery()).isEmpty();
        robot.interact(() -> grid.edits().set(editing));
        editing.may = false;
        key(robot, KeyCode.ENTER);
        assertThat(robot.lookup("#cell-editor").tryQuery()).isEmpty();
        assertThat(opened).hasSize(1);
        key(robot, KeyCode.SHIFT, KeyCode.ENTER);
        assertThat(opened).hasSize(2);
    }
}
