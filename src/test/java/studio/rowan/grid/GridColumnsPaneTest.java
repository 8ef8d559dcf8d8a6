package studio.rowan.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.rowan.kit.Waiting.until;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import studio.rowan.db.Row;
import studio.rowan.db.Value;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Theme;

@ExtendWith(ApplicationExtension.class)
class GridColumnsPaneTest {
    private static final int COLUMNS = 40;

    private final List<Throwable> unexpected = new ArrayList<>();
    private GridView grid;
    private Jobs jobs;

    @Start
    void start(Stage stage) {
        jobs = new Jobs(unexpected::add);
        grid = new GridView(jobs);
        Scene scene = new Scene(new StackPane(grid), 700, 400);
        new Theme().install(scene);
        stage.setScene(scene);
        stage.show();
    }

    @BeforeEach
    void show(FxRobot robot) {
        List<String> names = IntStream.range(0, COLUMNS).mapToObj(i -> "c" + i).toList();
        List<Row> rows = IntStream.range(0, 5)
                .mapToObj(r -> new Row(IntStream.range(0, COLUMNS)
                        .mapToObj(c -> Value.of(r * 100L + c))
                        .toArray(Value[]::new)))
                .toList();
        robot.interact(() -> {
            grid.show(
                    RowWindow.of(RowSource.of(names, rows)),
                    names.stream().map(name -> GridColumn.of(name, "INTEGER")).toList());
            grid.requestFocus();
        });
        until(() -> cell(0, 0) != null);
    }

    @AfterEach
    void close(FxRobot robot) {
        robot.interact(grid::clear);
        jobs.close();
        assertThat(unexpected).isEmpty();
    }

    private Node cell(long row, int position) {
        return (Node) grid.queryAccessibleAttribute(AccessibleAttribute.CELL_AT_ROW_COLUMN, (int) row, position);
    }

    private Bounds header(FxRobot robot, String name) {
        Node header = robot.lookup("#header-" + name).query();
        return header.localToScreen(header.getLayoutBounds());
    }

    private void menu(FxRobot robot, String column, String item) {
        robot.rightClickOn("#header-" + column);
        until(() -> robot.lookup("#" + item).tryQuery().isPresent());
        robot.clickOn("#" + item);
        org.testfx.util.WaitForAsyncUtils.waitForFxEvents();
    }

    private void scroll(FxRobot robot, double to) {
        ScrollBar bar = (ScrollBar) robot.lookup("#grid-horizontal").query();
        robot.interact(() -> bar.setValue(to));
        org.testfx.util.WaitForAsyncUtils.waitForFxEvents();
    }

    private String text(long row, int position) {
        Node cell = cell(row, position);
        return cell == null ? "" : String.valueOf(cell.queryAccessibleAttribute(AccessibleAttribute.TEXT));
    }

    @Test
    void frozenColumnsStandStillAndAreSelectedAndCopiedLikeAny(FxRobot robot) {
        menu(robot, "c1", "freeze-columns");
        double before = header(robot, "c1").getMinX();
        scroll(robot, 500);
        assertThat(header(robot, "c1").getMinX()).isEqualTo(before);
        assertThat(text(0, 0)).isEqualTo("c0: 0");
        assertThat(cell(0, 2)).isNull();
        Bounds frozen = cell(2, 1).localToScreen(cell(2, 1).getBoundsInLocal());
        robot.clickOn(frozen.getCenterX(), frozen.getCenterY());
        assertThat(grid.range().get()).isEqualTo(new GridRange(2, 2, 1, 1, false));
        // From the frozen ones, the next column is brought beside them.
        robot.push(KeyCode.RIGHT);
        until(() -> text(2, 2).equals("c2: 202"));
        double edge = header(robot, "c1").getMaxX();
        assertThat(header(robot, "c2").getMinX()).isGreaterThanOrEqualTo(edge - 1);
        robot.push(KeyCode.END);
        until(() -> text(2, COLUMNS - 1).equals("c39: 239"));
        robot.push(KeyCode.HOME);
        robot.push(KeyCode.SHIFT, KeyCode.RIGHT);
        robot.push(KeyCode.SHIFT, KeyCode.RIGHT);
        robot.push(KeyCode.SHORTCUT, KeyCode.C);
        String[] copied = {""};
        robot.interact(() -> copied[0] = Clipboard.getSystemClipboard().getString());
        assertThat(copied[0]).isEqualTo("200\t201\t202");
    }

    @Test
    void headersAreSizedAndMovedAcrossTheEdge(FxRobot robot) {
        menu(robot, "c1", "freeze-columns");
        scroll(robot, 300);
        double width = grid.columns().width(1);
        Bounds last = header(robot, "c1");
        robot.drag(last.getMaxX() - 2, last.getCenterY(), MouseButton.PRIMARY).dropBy(30, 0);
        assertThat(grid.columns().width(1)).isEqualTo(width + 30);
        // Dropped among the frozen ones it is frozen with them.
        String moved = grid.columns().name(10);
        Bounds from = header(robot, moved);
        Bounds first = header(robot, "c0");
        robot.drag(from.getCenterX(), from.getCenterY(), MouseButton.PRIMARY)
                .dropTo(first.getMinX() + 5, first.getCenterY());
        until(() -> grid.columns().name(0).equals(moved));
        assertThat(grid.columns().frozen()).isEqualTo(3);
        menu(robot, "c0", "unfreeze-columns");
        assertThat(grid.columns().frozen()).isZero();
        menu(robot, grid.columns().name(8), "reset-columns");
        assertThat(grid.columns().name(0)).isEqualTo("c0");
        assertThat(grid.columns().width(1)).isEqualTo(width);
    }

    @Test
    void aDoubleClickOnTheEdgeFits(FxRobot robot) {
        robot.interact(() -> grid.arrangement().resize(0, 300));
        until(() -> header(robot, "c0").getWidth() == 300);
        Bounds wide = header(robot, "c0");
        robot.doubleClickOn(wide.getMaxX() - 2, wide.getCenterY());
        until(() -> grid.columns().width(0) < 150);
        GridState state = grid.state();
        assertThat(state.columns().getFirst().width()).isPositive();
    }

    /// The headless screen's mouse knows no modifiers.
    private void shiftClick(FxRobot robot, String column) {
        Node header = robot.lookup("#header-" + column).query();
        robot.interact(() -> {
            for (EventType<MouseEvent> type :
                    List.of(MouseEvent.MOUSE_PRESSED, MouseEvent.MOUSE_RELEASED, MouseEvent.MOUSE_CLICKED)) {
                Bounds at = header.localToScene(header.getBoundsInLocal());
                Event.fireEvent(
                        header,
                        new MouseEvent(
                                type,
                                at.getCenterX(),
                                at.getMinY() + 9,
                                0,
                                0,
                                MouseButton.PRIMARY,
                                1,
                                true,
                                false,
                                false,
                                false,
                                true,
                                false,
                                false,
                                false,
                                false,
                                true,
                                null));
            }
        });
    }

    @Test
    void rowsAreSortedBySeveralColumns(FxRobot robot) {
        List<@Nullable RowOrder> orders = new ArrayList<>();
        robot.interact(() -> grid.setOnSort(order -> {
            orders.add(order);
            if (grid.window() instanceof RowWindow before && before.source() instanceof ListRows rows) {
                grid.show(RowWindow.of(rows.orderedBy(order)), grid.columns().all());
            }
        }));
        robot.clickOn("#header-c1");
        shiftClick(robot, "c3");
        shiftClick(robot, "c3");
        RowOrder both = new RowOrder(1, false).with(3, true);
        assertThat(orders.getLast()).isEqualTo(both);
        until(() -> "c3, INTEGER, , sorted descending, 2"
                .equals(robot.lookup("#header-c3").query().queryAccessibleAttribute(AccessibleAttribute.TEXT)));
        shiftClick(robot, "c3");
        assertThat(orders.getLast()).isEqualTo(new RowOrder(1, false));
        // By the keyboard, from the menu of the current column.
        robot.interact(() -> {
            grid.requestFocus();
            grid.select(0, 2, false);
        });
        robot.push(KeyCode.ALT, KeyCode.DOWN);
        until(() -> robot.lookup("#sort-also-down").tryQuery().isPresent());
        robot.clickOn("#sort-also-down");
        assertThat(orders.getLast()).isEqualTo(new RowOrder(1, false).with(2, true));
        menu(robot, "c2", "sort-none");
        assertThat(orders.getLast()).isNull();
    }
}
