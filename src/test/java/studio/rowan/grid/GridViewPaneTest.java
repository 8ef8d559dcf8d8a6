package studio.rowan.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.rowan.kit.Waiting.until;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import studio.rowan.TestDb;
import studio.rowan.db.DbError;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Theme;

@ExtendWith(ApplicationExtension.class)
class GridViewPaneTest {
    private static final long ROWS = 300_000;

    @TempDir
    Path folder;

    private final List<Throwable> unexpected = new ArrayList<>();
    private final List<GridCurrent> opened = new ArrayList<>();
    private GridView grid;
    private Jobs jobs;
    private TestDb db;

    @Start
    void start(Stage stage) {
        jobs = new Jobs(unexpected::add);
        grid = new GridView(jobs);
        grid.setId("grid");
        grid.setTableName("t");
        grid.setOnOpen(opened::add);
        Scene scene = new Scene(new StackPane(grid), 900, 600);
        new Theme().install(scene);
        stage.setScene(scene);
        stage.show();
    }

    @BeforeEach
    void open() {
        db = TestDb.create(
                folder,
                "CREATE TABLE p(id INTEGER PRIMARY KEY)",
                "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT NOT NULL, b REAL, p INTEGER REFERENCES p(id), x)",
                "CREATE TABLE few(a, b)",
                "INSERT INTO few VALUES(1, 'one'), (NULL, ''), (2.5, 'tab' || char(9) || 'q\"'), (x'00ff', 'l' || char(10))");
    }

    @AfterEach
    void close(FxRobot robot) {
        robot.interact(grid::clear);
        db.close();
        jobs.close();
        assertThat(unexpected).isEmpty();
    }

    private void fill() {
        db.run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + ROWS
                + ") INSERT INTO t SELECT i * 2, 'row ' || i, i / 4.0, NULL, i % 10 FROM n");
    }

    private RowWindow show(FxRobot robot, SqlRows source, String table) {
        RowWindow window = RowWindow.of(db.db(), source);
        robot.interact(() -> {
            grid.show(window, GridColumn.of(db.table(table)));
            grid.requestFocus();
        });
        until(() -> window.row(0) != null || window.count().isExact() || window.failure() != null);
        return window;
    }

    private RowWindow show(FxRobot robot, String table) {
        return show(robot, RowSource.of(db.table(table)), table);
    }

    private GridCurrent current() {
        GridCurrent current = grid.current().get();
        assertThat(current).isNotNull();
        return current;
    }

    private @Nullable Node cell(long row, int position) {
        return (Node) grid.queryAccessibleAttribute(AccessibleAttribute.CELL_AT_ROW_COLUMN, (int) row, position);
    }

    private String text(long row, int position) {
        Node cell = cell(row, position);
        return cell == null ? "" : String.valueOf(cell.queryAccessibleAttribute(AccessibleAttribute.TEXT));
    }

    private void key(FxRobot robot, KeyCode... keys) {
        robot.push(keys);
        org.testfx.util.WaitForAsyncUtils.waitForFxEvents();
    }

    private String clipboard(FxRobot robot) {
        String[] text = {""};
        robot.interact(() -> text[0] = Clipboard.getSystemClipboard().getString());
        return text[0] == null ? "" : text[0];
    }

    @Test
    void keysMoveTheCurrentCell(FxRobot robot) {
        fill();
        RowWindow window = show(robot, "t");
        until(() -> window.count().isExact());
        until(() -> text(0, 1).equals("a: row 1"));
        key(robot, KeyCode.DOWN);
        key(robot, KeyCode.RIGHT);
        assertThat(current().ordinal()).isEqualTo(1);
        assertThat(current().value()).isEqualTo(Value.of("row 2"));
        assertThat(current().key()).isEqualTo(new RowKey.Rowid(4));
        key(robot, KeyCode.END);
        assertThat(current().column()).isEqualTo(4);
        key(robot, KeyCode.HOME);
        assertThat(current().column()).isZero();
        key(robot, KeyCode.PAGE_DOWN);
        assertThat(current().ordinal()).isGreaterThan(10);
        key(robot, KeyCode.PAGE_UP);
        assertThat(current().ordinal()).isEqualTo(1);
        key(robot, KeyCode.SHORTCUT, KeyCode.END);
        until(() -> current().ordinal() == ROWS - 1);
        assertThat(current().value()).isEqualTo(Value.of(0));
        until(() -> text(ROWS - 1, 1).equals("a: row 300000"));
        key(robot, KeyCode.SHORTCUT, KeyCode.HOME);
        until(() -> current().ordinal() == 0);
        key(robot, KeyCode.ENTER);
        key(robot, KeyCode.F4);
        assertThat(opened).hasSize(2);
        key(robot, KeyCode.TAB);
        assertThat(current().column()).isEqualTo(1);
    }

    @Test
    void goesToARowByItsNumber(FxRobot robot) {
        fill();
        RowWindow window = show(robot, "t");
        until(() -> window.count().isExact());
        key(robot, KeyCode.SHORTCUT, KeyCode.G);
        robot.lookup("#go-to-row-field").query();
        robot.write("123,456");
        key(robot, KeyCode.ENTER);
        until(() -> grid.current().get() != null && current().ordinal() == 123_455);
        until(() -> text(123_455, 1).equals("a: row 123456"));
        assertThat(grid.firstVisible()).isLessThanOrEqualTo(123_455);
        assertThat(grid.lastVisible()).isGreaterThanOrEqualTo(123_455);
    }

    @Test
    void rangesAreSelectedAndSummed(FxRobot robot) {
        fill();
        RowWindow window = show(robot, "t");
        until(() -> window.count().isExact());
        key(robot, KeyCode.SHIFT, KeyCode.DOWN);
        key(robot, KeyCode.SHIFT, KeyCode.DOWN);
        assertThat(grid.range().get()).isEqualTo(new GridRange(0, 2, 0, 0, false));
        until(() -> grid.aggregate().get().equals(new Aggregate(3, 3, "12", true)));
        key(robot, KeyCode.SHIFT, KeyCode.SPACE);
        assertThat(grid.range().get()).isEqualTo(new GridRange(0, 2, 0, 4, false));
        until(() -> grid.aggregate().get().equals(new Aggregate(15, 9, "19.5", true)));
        key(robot, KeyCode.HOME);
        key(robot, KeyCode.SHORTCUT, KeyCode.SPACE);
        assertThat(grid.range().get()).isEqualTo(new GridRange(0, ROWS - 1, 0, 0, true));
        until(() -> grid.aggregate().get().equals(new Aggregate(ROWS, ROWS, "90000300000", true)));
        key(robot, KeyCode.SHORTCUT, KeyCode.A);
        assertThat(grid.range().get().columns()).isEqualTo(5);
        key(robot, KeyCode.ESCAPE);
        assertThat(grid.range().get().isOneCell()).isTrue();
    }

    @Test
    void cellsAreCopiedExactlyInEachForm(FxRobot robot) {
        show(robot, "few");
        until(() -> grid.current().get() != null);
        key(robot, KeyCode.SHORTCUT, KeyCode.A);
        key(robot, KeyCode.SHORTCUT, KeyCode.C);
        assertThat(clipboard(robot)).isEqualTo("1\tone\n\t\n2.5\t\"tab\tq\"\"\"\nx'00ff'\t\"l\n\"");
        key(robot, KeyCode.SHORTCUT, KeyCode.SHIFT, KeyCode.C);
        assertThat(clipboard(robot)).startsWith("a\tb\n1\tone");
        robot.interact(() -> grid.copy(CopyFormat.CSV, true));
        assertThat(clipboard(robot)).isEqualTo("a,b\r\n1,one\r\n,\"\"\r\n2.5,\"tab\tq\"\"\"\r\nx'00ff',\"l\n\"\r\n");
        robot.interact(() -> grid.copy(CopyFormat.JSON, true));
        assertThat(clipboard(robot)).contains("{\"a\": null, \"b\": \"\"}", "{\"a\": 2.5, \"b\": \"tab\\tq\\\"\"}");
        robot.interact(() -> grid.copy(CopyFormat.MARKDOWN, true));
        assertThat(clipboard(robot)).startsWith("| a | b |\n|---|---|\n| 1 | one |\n| NULL |  |");
        key(robot, KeyCode.SHORTCUT, KeyCode.ALT, KeyCode.C);
        String inserts = clipboard(robot);
        assertThat(inserts).contains("INSERT INTO \"t\"(\"a\", \"b\") VALUES (x'00ff', 'l\n');");
        db.run("CREATE TABLE copy(a, b)");
        for (String insert : inserts.split(";\n")) {
            db.run(insert.replace("\"t\"", "copy"));
        }
        assertThat(db.db()
                        .read(
                                "same",
                                access -> access.query(
                                        Sql.of(
                                                "SELECT typeof(a), a, typeof(b), b FROM copy EXCEPT SELECT typeof(a), a, typeof(b), b FROM few")))
                        .await())
                .isEmpty();
    }

    @Test
    void aCopyLeavesOutWhatSqliteComputesAndTellsOfBytesThatAreNoText(FxRobot robot) {
        db.run(
                "CREATE TABLE made(a, twice AS (a * 2), b)",
                "INSERT INTO made VALUES(1, CAST(x'61c328' AS TEXT)), (2, 'b')");
        List<Long> told = new ArrayList<>();
        robot.interact(() -> grid.setOnMarkedCopy(told::add));
        show(robot, "made");
        until(() -> grid.current().get() != null);
        key(robot, KeyCode.SHORTCUT, KeyCode.A);
        robot.interact(() -> grid.copy(CopyFormat.INSERT, true));
        assertThat(clipboard(robot)).contains("INSERT INTO \"t\"(\"a\", \"b\") VALUES (2, 'b');", "61c328");
        assertThat(told).isEmpty();
        robot.interact(() -> grid.copy(CopyFormat.CSV, false));
        assertThat(clipboard(robot)).isEqualTo("1,2,a\ufffd(\r\n2,4,b\r\n");
        assertThat(told).containsExactly(1L);
    }

    @Test
    void whatIsNotLoadedIsCopiedToo(FxRobot robot) {
        fill();
        RowWindow window = show(robot, "t");
        until(() -> window.count().isExact());
        key(robot, KeyCode.SHORTCUT, KeyCode.SPACE);
        robot.interact(() -> grid.copy(CopyFormat.TSV, true));
        until(() -> clipboard(robot).length() > 1_000_000);
        String[] lines = clipboard(robot).split("\n");
        assertThat(lines).hasSize((int) ROWS + 1);
        assertThat(lines[0]).isEqualTo("id");
        assertThat(lines[(int) ROWS]).isEqualTo("600000");
        // A cell that was not read because of its size is copied whole.
        db.run("INSERT INTO few VALUES(printf('%.100000c', 'z'), 1)");
        RowWindow few = show(robot, "few");
        until(() -> few.count().isExact() && text(4, 0).equals("a: TEXT 98 KB"));
        key(robot, KeyCode.SHORTCUT, KeyCode.END);
        key(robot, KeyCode.HOME);
        until(() -> grid.current().get() != null
                && current().ordinal() == 4
                && current().column() == 0);
        key(robot, KeyCode.SHORTCUT, KeyCode.C);
        until(() -> clipboard(robot).equals("z".repeat(100_000)));
    }

    private static int nodes(Parent parent) {
        int count = 1;
        for (Node child : parent.getChildrenUnmodifiable()) {
            count += child instanceof Parent p ? nodes(p) : 1;
        }
        return count;
    }

    @Test
    void nodesAreUsedAgainHoweverFarOneScrolls(FxRobot robot) {
        fill();
        RowWindow window = show(robot, "t");
        until(() -> window.count().isExact());
        until(() -> !text(5, 0).isEmpty());
        int before = nodes(grid);
        for (long row : new long[] {1000, 77, 299_999, 150_000, 3, 200_001}) {
            robot.interact(() -> grid.scrollTo(row));
            long shown = Math.min(row, ROWS - 5);
            until(() -> text(shown, 1).equals("a: row " + (shown + 1)));
        }
        assertThat(nodes(grid)).isEqualTo(before);
        ScrollBar bar = (ScrollBar) robot.lookup("#grid-vertical").query();
        robot.interact(() -> bar.setValue(bar.getMax()));
        until(() -> text(ROWS - 1, 0).equals("id: 600000"));
        assertThat(nodes(grid)).isEqualTo(before);
    }

    @Test
    void twoThousandColumnsAreAFewNodes(FxRobot robot) {
        String columns = String.join(
                ", ",
                java.util.stream.IntStream.range(0, 2000).mapToObj(i -> "c" + i).toList());
        db.run("CREATE TABLE wide(" + columns + ")", "INSERT INTO wide(c0, c1999) VALUES('first', 'last')");
        show(robot, "wide");
        until(() -> text(0, 0).equals("c0: first"));
        // There and back again: by then all is shown that is read beside the cells.
        key(robot, KeyCode.END);
        until(() -> text(0, 1999).equals("c1999: last"));
        key(robot, KeyCode.HOME);
        until(() -> text(0, 0).equals("c0: first"));
        int before = nodes(grid);
        key(robot, KeyCode.END);
        until(() -> text(0, 1999).equals("c1999: last"));
        assertThat(nodes(grid)).isLessThan(before + 40).isLessThan(400);
    }

    /// Rows of the window before must not appear in the one that is shown now.
    @Test
    void latePagesNeverPaintOverANewerView(FxRobot robot) {
        fill();
        RowWindow first = show(robot, "t");
        until(() -> text(0, 1).equals("a: row 1"));
        var few = db.table("few");
        CountDownLatch gate = new CountDownLatch(1);
        for (int lane = 0; lane < 2; lane++) {
            db.db().read("held", _ -> {
                try {
                    return gate.await(60, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        robot.interact(() -> grid.scrollTo(100_000));
        RowWindow second = RowWindow.of(db.db(), RowSource.of(few));
        robot.interact(() -> grid.show(second, GridColumn.of(few)));
        assertThat(text(0, 1)).isEmpty();
        gate.countDown();
        until(() -> text(0, 1).equals("b: one"));
        until(() -> first.row(100_000) != null);
        assertThat(text(0, 1)).isEqualTo("b: one");
        assertThat(grid.rows()).isEqualTo(4);
    }

    @Test
    void readingAgainStaysAtTheCurrentRow(FxRobot robot) {
        fill();
        RowWindow window = show(robot, "t");
        until(() -> window.count().isExact());
        robot.interact(() -> grid.select(200_000, 1, false));
        until(() -> grid.current().get() != null && current().ordinal() == 200_000);
        robot.interact(() -> grid.select(200_003, 1, true));
        RowKey key = current().key();
        db.run(
                "DELETE FROM t WHERE id < 2001",
                "UPDATE t SET a = 'changed' WHERE id = "
                        + key.values().getFirst().asLong());
        robot.interact(grid::reload);
        until(() -> grid.current().get() != null && current().value().equals(Value.of("changed")));
        assertThat(current().key()).isEqualTo(key);
        assertThat(current().ordinal()).isEqualTo(199_003);
        until(() -> grid.range().get().equals(new GridRange(199_000, 199_003, 1, 1, false)));
        assertThat(grid.firstVisible()).isBetween(198_900L, 199_003L);
    }

    /// The current row is out of sight, and rows come and go between it and what is in sight.
    @Test
    void theCurrentRowIsHeldByItsKey(FxRobot robot) {
        fill();
        RowWindow window = show(robot, "t");
        until(() -> window.count().isExact());
        robot.interact(() -> grid.select(1000, 1, false));
        until(() -> grid.current().get() != null && current().ordinal() == 1000);
        RowKey key = current().key();
        robot.interact(() -> grid.scrollTo(5000));
        until(() -> text(5000, 1).equals("a: row 5001"));
        db.run("DELETE FROM t WHERE id BETWEEN 1001 AND 1100", "DELETE FROM t WHERE id BETWEEN 4001 AND 4100");
        robot.interact(grid::reload);
        until(() -> grid.firstVisible() == 4900);
        until(() -> grid.selection().row() == 950);
        robot.interact(() -> grid.scrollTo(940));
        until(() -> grid.current().get() != null && current().key().equals(key));
    }

    /// Another row comes to stand where the current one stood, out of sight but read already.
    @Test
    void theCurrentCellIsNeverTakenForThatOfAnotherRow(FxRobot robot) {
        fill();
        RowWindow window = show(robot, "t");
        until(() -> window.count().isExact());
        robot.interact(() -> grid.select(100, 1, false));
        until(() -> grid.current().get() != null && current().ordinal() == 100);
        RowKey key = current().key();
        robot.interact(() -> grid.scrollTo(180));
        until(() -> grid.firstVisible() > 130 && text(180, 1).equals("a: row 181"));
        List<RowKey> told = new ArrayList<>();
        robot.interact(() -> grid.current().subscribe(at -> {
            if (at != null) {
                told.add(at.key());
            }
        }));
        long first = grid.firstVisible();
        db.run("DELETE FROM t WHERE id = 240");
        robot.interact(grid::reload);
        until(() -> grid.firstVisible() == first - 1 && !grid.isFollowing());
        assertThat(grid.selection().row()).isEqualTo(100);
        assertThat(current().key()).isEqualTo(key);
        assertThat(told).containsOnly(key);
    }

    /// By sorted keys: what is in sight stays, and a row that comes before the current one moves it.
    @Test
    void aRowThatSortsBeforeTheCurrentOneDoesNotTakeItsPlace(FxRobot robot) {
        db.run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000)"
                + " INSERT INTO t SELECT i * 2, printf('row %06d', (i * 7919) % 12001), NULL, NULL, i FROM n");
        SqlRows sorted = RowSource.of(db.table("t")).orderedBy(new RowOrder(1, false));
        RowWindow window = show(robot, sorted, "t");
        until(() -> window.count().isExact() && window.sorting() instanceof RowSorting.None);
        robot.interact(() -> grid.scrollTo(6000));
        until(() -> text(6004, 1).equals("a: row 006005"));
        robot.interact(() -> grid.select(6004, 1, false));
        until(() -> grid.current().get() != null && current().ordinal() == 6004);
        RowKey key = current().key();
        List<RowKey> told = new ArrayList<>();
        robot.interact(() -> grid.current().subscribe(at -> {
            if (at != null) {
                told.add(at.key());
            }
        }));
        db.run("INSERT INTO t(id, a) VALUES(1, 'row 006002b'), (3, 'row 000000')");
        robot.interact(grid::reload);
        until(() -> grid.selection().row() == 6006 && !grid.isFollowing());
        until(() -> grid.current().get() != null && current().ordinal() == 6006);
        assertThat(current().key()).isEqualTo(key);
        assertThat(told).containsOnly(key);
    }

    @Test
    void noRowsNoMatchAndErrorsAreThreeThings(FxRobot robot) {
        show(robot, "p");
        until(() -> robot.lookup("No rows").tryQuery().isPresent());
        SqlRows few = RowSource.of(db.table("few"));
        show(robot, few.where(List.of(Sql.of("a = 'nothing'"))), "few");
        until(() -> robot.lookup("No match").tryQuery().isPresent());
        RowWindow wrong = show(robot, few.where(List.of(Sql.of("nonsense = 1"))), "few");
        assertThat(wrong.failure()).isInstanceOf(DbError.Syntax.class);
        until(() -> robot.lookup(".empty-state").tryQuery().isPresent()
                && robot.lookup("No match").tryQuery().isEmpty());
        show(robot, "few");
        until(() -> text(0, 1).equals("b: one"));
        assertThat(robot.lookup(".empty-state").tryQuery()).isEmpty();
    }

    @Test
    void columnsAreSortedSizedMovedAndHidden(FxRobot robot) {
        List<@Nullable RowOrder> orders = new ArrayList<>();
        robot.interact(() -> grid.setOnSort(orders::add));
        show(robot, "few");
        until(() -> !text(0, 0).isEmpty());
        robot.clickOn("#header-b");
        assertThat(orders).containsExactly(new RowOrder(1, false));
        SqlRows sorted = RowSource.of(db.table("few")).orderedBy(new RowOrder(1, false));
        show(robot, sorted, "few");
        robot.clickOn("#header-b");
        assertThat(orders.getLast()).isEqualTo(new RowOrder(1, true));
        show(robot, sorted.orderedBy(new RowOrder(1, true)), "few");
        robot.clickOn("#header-b");
        assertThat(orders.getLast()).isNull();
        show(robot, "few");
        until(() -> text(0, 1).equals("b: one"));

        Bounds a = robot.lookup("#header-a")
                .query()
                .localToScreen(robot.lookup("#header-a").query().getLayoutBounds());
        double width = grid.columns().width(0);
        robot.drag(a.getMaxX() - 1, a.getCenterY(), MouseButton.PRIMARY).dropBy(50, 0);
        assertThat(grid.columns().width(0)).isCloseTo(width + 50, org.assertj.core.data.Offset.offset(2.0));
        robot.interact(() -> grid.arrangement().fit(0));
        assertThat(grid.columns().width(0)).isLessThan(width + 20);

        robot.interact(() -> grid.arrangement().move(0, 2));
        until(() -> text(0, 0).equals("b: one"));
        robot.interact(() -> grid.arrangement().hide(0));
        until(() -> text(0, 0).equals("a: 1"));
        GridState state = grid.state();
        assertThat(state.columns()).extracting(GridState.Item::name).containsExactly("b", "a");
        assertThat(state.columns()).extracting(GridState.Item::hidden).containsExactly(true, false);
        show(robot, "t");
        show(robot, "few");
        until(() -> text(0, 0).equals("a: 1") && text(0, 1).equals("b: one"));
        robot.interact(() -> grid.restore(state));
        until(() -> text(0, 0).equals("a: 1") && text(0, 1).isEmpty());
        robot.interact(grid.arrangement()::showAll);
        until(() -> text(0, 0).equals("b: one"));
    }

    @Test
    void filtersAreToldAfterTyping(FxRobot robot) {
        List<String> told = new ArrayList<>();
        robot.interact(() -> {
            grid.filters().setRow(true);
            grid.filters().setRoom((index, text) -> told.add(index + text));
        });
        show(robot, "few");
        until(() -> !text(0, 0).isEmpty());
        robot.clickOn("#filter-b");
        robot.write("on");
        until(() -> !told.isEmpty());
        assertThat(told).containsExactly("1on");
        assertThat(((TextField) robot.lookup("#filter-b").query()).getText()).isEqualTo("on");
    }

    @Test
    void theMouseSelectsCellsRangesAndRows(FxRobot robot) {
        fill();
        show(robot, "t");
        until(() -> !text(8, 1).isEmpty());
        Node from = cell(2, 1);
        Node to = cell(5, 0);
        assertThat(from).isNotNull();
        assertThat(to).isNotNull();
        Bounds a = from.localToScreen(from.getLayoutBounds());
        Bounds b = to.localToScreen(to.getLayoutBounds());
        robot.drag(a.getCenterX(), a.getCenterY(), MouseButton.PRIMARY).dropTo(b.getCenterX(), b.getCenterY());
        assertThat(grid.range().get()).isEqualTo(new GridRange(2, 5, 0, 1, false));
        robot.clickOn(a.getCenterX(), a.getCenterY());
        assertThat(grid.range().get()).isEqualTo(new GridRange(2, 2, 1, 1, false));
        double gutter = grid.localToScreen(10, 0).getX();
        robot.clickOn(gutter, b.getCenterY());
        assertThat(grid.range().get()).isEqualTo(new GridRange(5, 5, 0, 4, false));
        robot.doubleClickOn(a.getCenterX(), a.getCenterY());
        assertThat(opened).last().satisfies(c -> assertThat(c.value()).isEqualTo(Value.of("row 3")));
        robot.scroll(30, javafx.geometry.VerticalDirection.DOWN);
        until(() -> grid.firstVisible() > 3);
        robot.rightClickOn(a.getCenterX(), a.getCenterY());
        until(() -> robot.lookup("#copy-headers").tryQuery().isPresent()
                || robot.lookup("Copy with headers").tryQuery().isPresent());
        key(robot, KeyCode.ESCAPE);
    }

    @Test
    void rowsInMemoryAreShownToo(FxRobot robot) {
        var rows = db.db()
                .read("rows", access -> access.query(Sql.of("SELECT a, b FROM few")))
                .await();
        RowWindow window = RowWindow.of(RowSource.of(List.of("a", "b"), rows));
        robot.interact(() -> grid.show(window, List.of(GridColumn.of("a", ""), GridColumn.of("b", "TEXT"))));
        until(() -> text(0, 1).equals("b: one"));
        assertThat(text(1, 0)).isEqualTo("a: NULL");
        assertThat(text(1, 1)).isEqualTo("b: (empty)");
        assertThat(text(3, 0)).isEqualTo("a: BLOB 2 bytes");
        assertThat(text(3, 1)).isEqualTo("b: l⏎");
    }

    @Test
    void manyRowsInMemoryAreCopied(FxRobot robot) {
        var rows = db.db()
                .read(
                        "rows",
                        access -> access.query(
                                Sql.of(
                                        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000) SELECT i FROM n")))
                .await();
        RowWindow window = RowWindow.of(RowSource.of(List.of("i"), rows));
        robot.interact(() -> {
            grid.show(window, List.of(GridColumn.of("i", "")));
            grid.selectAll();
            grid.copy(CopyFormat.CSV, false);
        });
        until(() -> clipboard(robot).endsWith("\n30000\r\n"));
        assertThat(clipboard(robot).split("\r\n")).hasSize(30_000);
    }
}
