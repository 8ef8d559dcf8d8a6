package studio.rowan.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeView;
import javafx.scene.image.ImageView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Text;
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
import studio.rowan.db.Db;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Job;
import studio.rowan.db.Lease;
import studio.rowan.db.Spool;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.kit.AnsweringDialogs;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav.Inspected;
import studio.rowan.kit.Pictures;
import studio.rowan.kit.Theme;
import studio.rowan.kit.Waiting;

@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class InspectorPaneTest {
    private static final String PNG = "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000"
            + "000d49444154789c63304e3bf31f00049a026573f9061f0000000049454e44ae426082";

    @TempDir
    static Path folder;

    private final AnsweringDialogs dialogs = new AnsweringDialogs();
    private final DbFiles files = new DbFiles();
    private final SimpleObjectProperty<ZoneId> zone = new SimpleObjectProperty<>(ZoneId.of("UTC"));
    private Jobs jobs;
    private Theme theme;
    private InspectorPane pane;

    @Start
    void start(Stage stage) {
        jobs = new Jobs(e -> {
            throw new AssertionError(e);
        });
        pane = new InspectorPane(jobs, dialogs, files, zone);
        StackPane root = new StackPane();
        Scene scene = new Scene(root, 320, 700);
        theme = new Theme();
        theme.install(scene);
        // The stage is shared by the tests of a run and keeps a size that one of them set.
        pane.setMaxSize(320, 700);
        root.getChildren().add(pane);
        stage.setScene(scene);
        stage.show();
    }

    @AfterEach
    void close() {
        jobs.close();
    }

    private static Inspected.Cell cell(String column, String type, Value value) {
        return new Inspected.Cell(column, type, value, null);
    }

    private void show(FxRobot robot, int current, Inspected.Cell... cells) {
        robot.interact(() -> pane.show(new Inspected("posts", "row 1", List.of(cells), current)));
    }

    private void showValue(FxRobot robot, String type, Value value) {
        show(robot, 0, cell("c", type, value));
        robot.clickOn("#inspectorValue");
    }

    private static String label(FxRobot robot, String id) {
        return robot.lookup(id).queryAs(Label.class).getText();
    }

    @Test
    void theRowIsAFormWhoseFieldsNameTypeValueAndDate(FxRobot robot) {
        show(
                robot,
                1,
                cell("id", "INTEGER", Value.of(7)),
                cell("title", "TEXT", Value.of("Keeping rows you did not mean to lose")),
                cell("content", "TEXT", Value.NULL),
                cell("note", "TEXT", Value.of("")),
                cell("score", "", Value.of(1.5)),
                cell("avatar", "BLOB", Value.of(HexFormat.of().parseHex(PNG))),
                cell("big", "TEXT", new Value.Large(Value.StorageClass.TEXT, 5_000_000)),
                cell("created_at", "INTEGER", Value.of(1_700_000_000_000L)));
        assertThat(label(robot, "#inspectorTitle")).isEqualTo("posts · row 1");
        List<String> values = robot.lookup(".field-value").queryAllAs(Label.class).stream()
                .map(Label::getText)
                .toList();
        assertThat(values)
                .startsWith(
                        "7",
                        "Keeping rows you did not mean to lose",
                        "NULL",
                        "(empty)",
                        "1.5",
                        "PNG · 70 bytes",
                        "TEXT · 4.8 MB");
        assertThat(robot.lookup(".field-moment").queryAllAs(Label.class))
                .extracting(Label::getText)
                .contains("2023-11-14 22:13:20 UTC · as Unix milliseconds");
        ListView<?> fields = robot.lookup("#inspectorFields").query();
        assertThat(fields.getSelectionModel().getSelectedIndex()).isEqualTo(1);
        robot.interact(() -> Pictures.write(pane.getScene().snapshot(null), "inspector-row-light"));
        robot.interact(() -> zone.set(ZoneId.of("Asia/Tokyo")));
        assertThat(robot.lookup(".field-moment").queryAllAs(Label.class))
                .extracting(Label::getText)
                .contains("2023-11-15 07:13:20 Asia/Tokyo · as Unix milliseconds");
        robot.doubleClickOn("Keeping rows you did not mean to lose");
        assertThat(label(robot, "#valueColumn")).isEqualTo("title · TEXT");
    }

    @Test
    void aCellLeftToTheDatabaseIsNamedAsTheGridNamesIt(FxRobot robot) {
        show(
                robot,
                1,
                new Inspected.Cell("id", "INTEGER", Value.NULL, null, "auto"),
                new Inspected.Cell("state", "TEXT", Value.NULL, null, "default"),
                cell("note", "TEXT", Value.NULL));
        assertThat(robot.lookup(".field-value").queryAllAs(Label.class))
                .extracting(Label::getText)
                .startsWith("auto", "default", "NULL");
        assertThat(robot.lookup(".field-type").queryAllAs(Label.class))
                .extracting(Label::getText)
                .startsWith("INTEGER", "TEXT", "TEXT");
        robot.clickOn("#inspectorValue");
        assertThat(label(robot, "#valueColumn")).isEqualTo("state · TEXT");
        assertThat(label(robot, "#valueFacts")).isEmpty();
        assertThat(label(robot, "#valueState")).isEqualTo("default");
        show(robot, 0, cell("note", "TEXT", Value.NULL));
        assertThat(label(robot, "#valueFacts")).isEqualTo("NULL");
    }

    @Test
    void twoThousandColumnsMakeNoTwoThousandNodes(FxRobot robot) {
        List<Inspected.Cell> cells = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            cells.add(cell("c" + i, "INTEGER", Value.of(i)));
        }
        robot.interact(() -> pane.show(new Inspected("wide", "row 1", cells, 1990)));
        Waiting.until(() -> robot.lookup(".field-name").queryAllAs(Label.class).stream()
                .anyMatch(l -> l.getText().equals("c1990")));
        assertThat(robot.lookup(".field-name").queryAll()).hasSizeLessThan(60);
    }

    @Test
    void jsonIsLaidOutAndColouredAndCopied(FxRobot robot) {
        showValue(
                robot,
                "BLOB",
                Value.of("{\"theme\":\"dark\",\"n\":12345678901234567890}".getBytes(StandardCharsets.UTF_8)));
        TreeView<?> tree = robot.lookup("#valueTree").query();
        assertThat(tree.getExpandedItemCount()).isEqualTo(3);
        robot.interact(() -> Pictures.write(pane.getScene().snapshot(null), "inspector-tree-light"));
        robot.clickOn("#valueWayJSON");
        ListView<String> lines = robot.lookup("#valueJson").query();
        assertThat(lines.getItems())
                .containsExactly("{", "  \"theme\": \"dark\",", "  \"n\": 12345678901234567890", "}");
        assertThat(label(robot, "#valueFacts")).isEqualTo("BLOB · JSON · 41 bytes");
        robot.interact(() -> {
            theme.mode().set(Theme.Mode.DARK);
            Pictures.write(pane.getScene().snapshot(null), "inspector-json-dark");
        });
        robot.clickOn("#valueCopy");
        String[] copied = new String[1];
        robot.interact(() -> copied[0] = Clipboard.getSystemClipboard().getString());
        assertThat(copied[0]).contains("  \"n\": 12345678901234567890");
        robot.clickOn("#valueWayTEXT");
        assertThat(robot.lookup("#valueText").queryAs(TextArea.class).getText()).startsWith("{\"theme\":\"dark\"");
    }

    @Test
    void picturesHexAndFactsOfABlob(FxRobot robot) {
        byte[] png = HexFormat.of().parseHex(PNG);
        showValue(robot, "BLOB", Value.of(png));
        Waiting.until(() -> robot.lookup("#valuePicture").tryQuery().isPresent());
        assertThat(robot.lookup("#valuePicture")
                        .queryAs(ImageView.class)
                        .getImage()
                        .getWidth())
                .isEqualTo(1);
        robot.clickOn("#valueWayHEX");
        assertThat(hex(robot).lines().filter(line -> line.startsWith("00"))).hasSize(9);
        // The way chosen stays for the next cell that allows it.
        show(robot, 0, cell("c", "BLOB", Value.of(new byte[] {0, 1, 2})));
        assertThat(hex(robot).lines().filter(line -> line.startsWith("00"))).hasSize(1);
    }

    @Test
    void aPictureThatUnfoldsToGigabytesIsNotDecoded(FxRobot robot) {
        byte[] bomb = HexFormat.of().parseHex(PNG);
        bomb[16] = 0x10;
        bomb[20] = 0x10;
        showValue(robot, "BLOB", Value.of(bomb));
        assertThat(label(robot, "#valueState")).contains("too many");
    }

    @Test
    void invalidUtf8IsMarkedAndSaved(FxRobot robot) throws Exception {
        byte[] stored = HexFormat.of().parseHex("61c32862");
        showValue(robot, "TEXT", new Value.Text(new String(stored, StandardCharsets.UTF_8), stored));
        assertThat(robot.lookup("#valueText").queryAs(TextArea.class).getText()).isEqualTo("a⟨C3⟩(b");
        assertThat(label(robot, "#noticeMessage")).contains("1 byte is not valid UTF-8");
        Path file = folder.resolve("out.txt");
        dialogs.answer(file);
        robot.clickOn("#valueSave");
        Waiting.until(() -> Files.exists(file) && label(robot, "#noticeMessage").startsWith("Saved"));
        assertThat(Files.readAllBytes(file)).isEqualTo(stored);
        assertThat(folder.resolve("out.txt.part")).doesNotExist();
    }

    @Test
    void anOpenDatabaseIsNeverOverwritten(FxRobot robot) throws Exception {
        Path file = folder.resolve("open.db");
        Files.writeString(file, "x");
        showValue(robot, "TEXT", Value.of("text"));
        try (Lease _ = files.lease(file)) {
            dialogs.answer(file);
            robot.clickOn("#valueSave");
            Waiting.until(() -> robot.lookup("#noticeMessage").tryQuery().isPresent());
            assertThat(label(robot, "#noticeMessage")).contains("open here as a database");
        }
        assertThat(Files.readString(file)).isEqualTo("x");
    }

    @Test
    void longTextComesInPages(FxRobot robot) {
        showValue(robot, "TEXT", Value.of("0123456789".repeat(10_000)));
        Waiting.until(() -> robot.lookup("#valueText").tryQuery().isPresent());
        assertThat(robot.lookup("#valueText").queryAs(TextArea.class).getText()).hasSize(20_000);
        assertThat(robot.lookup("#valuePageBefore").query().isDisabled()).isTrue();
        robot.clickOn("#valuePageAfter");
        assertThat(robot.lookup("#valuePageBefore").query().isDisabled()).isFalse();
        assertThat(label(robot, "#valueFacts")).isEqualTo("TEXT · 100,000 bytes");
    }

    @Test
    void linesHaveNumbersWhereOneWantsThem(FxRobot robot) {
        showValue(
                robot,
                "TEXT",
                Value.of("a long line that is wrapped in the narrow pane of the inspector\n".repeat(1_000)));
        Waiting.until(() -> robot.lookup("#valueText").tryQuery().isPresent());
        assertThat(robot.lookup("#valueLines").query().isVisible()).isFalse();
        robot.clickOn("#valueNumbers");
        Waiting.until(() -> lineNumbers(robot).contains("3"));
        assertThat(lineNumbers(robot)).startsWith("1", "2", "3").doesNotContain("100");
        robot.interact(() -> Pictures.write(pane.getScene().snapshot(null), "inspector-lines-light"));
        robot.clickOn("#valuePageAfter");
        // 64 bytes each, in pages of 20,000 cut at a line's end.
        Waiting.until(() -> lineNumbers(robot).contains("313"));
        robot.clickOn("#valueNumbers");
        assertThat(robot.lookup("#valueLines").query().isVisible()).isFalse();
    }

    private static List<String> lineNumbers(FxRobot robot) {
        return robot.lookup("#valueLines .cell-line").queryAllAs(Text.class).stream()
                .filter(Text::isVisible)
                .map(Text::getText)
                .toList();
    }

    /// A cell of the file as a table's row would hand it over.
    private static Inspected.Deeds deeds(TestDb db, String select, List<Value> staged) {
        return new Inspected.Deeds() {
            @Override
            public Job<Optional<Spool>> spool() {
                return db.db().spool("cell", Sql.of(select));
            }

            @Override
            public Job<Value> ask(Sql sql) {
                return db.db().read("ask", access -> access.scalar(sql));
            }

            @Override
            public @Nullable String locked() {
                return null;
            }

            @Override
            public void stage(Value value) {
                staged.add(value);
            }
        };
    }

    /// As the window opens one: its own thread may wait for nothing.
    private static TestDb database(String name) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        TestDb.create(own).close();
        return TestDb.open(
                own.resolve("test.db"),
                new Db.Options(false, own.resolve("scratch"), Platform::isFxApplicationThread, Duration.ofSeconds(5)));
    }

    @Test
    void aLargeCellIsReadIntoAFileSearchedAndSaved(FxRobot robot) throws Exception {
        try (TestDb db = database("large")) {
            db.run(
                    "CREATE TABLE t(b)",
                    "INSERT INTO t VALUES (replace(printf('%.*c', 600000, 'x'), 'x', 'ten letter') || ' Ünd ENDE')");
            Value.Large large = new Value.Large(Value.StorageClass.TEXT, 6_000_010);
            show(robot, 0, new Inspected.Cell("b", "", large, deeds(db, "SELECT b FROM t", new ArrayList<>())));
            robot.clickOn("#inspectorValue");
            assertThat(label(robot, "#valueFacts")).isEqualTo("TEXT · 6,000,010 bytes");
            robot.clickOn("#valueLoad");
            Waiting.until(() ->
                    robot.lookup("#valueText").queryAs(TextArea.class).getText().startsWith("ten letterten"));
            robot.clickOn("#valueText").press(KeyCode.CONTROL).type(KeyCode.F).release(KeyCode.CONTROL);
            robot.interact(() ->
                    robot.lookup("#valueFindField").queryAs(TextField.class).setText("ünd ende"));
            Waiting.until(() -> label(robot, "#valueFindCount").equals("1 of 1"));
            TextArea text = robot.lookup("#valueText").queryAs(TextArea.class);
            Waiting.until(() -> text.getSelectedText().equals("Ünd ENDE"));
            assertThat(label(robot, "#valuePage")).isEqualTo("Page 301 of 301");
            robot.clickOn("#valuePageBefore");
            Waiting.until(() -> label(robot, "#valuePage").equals("Page 300 of 301"));
            robot.clickOn("#valueWayHEX");
            Waiting.until(() -> hex(robot).contains("000000  74 65 6e"));
            robot.interact(
                    () -> robot.lookup("#valueOffset").queryAs(TextField.class).setText("6000009"));
            robot.clickOn("#valueOffset").type(KeyCode.ENTER);
            Waiting.until(() -> hex(robot).contains("5b8d80  20 c3 9c 6e 64 20 45 4e"));
            robot.clickOn("#valueWayTEXT");
            Waiting.until(() -> label(robot, "#valuePage").equals("Page 1 of 301"));
            robot.clickOn("#valueFindCase");
            Waiting.until(() -> label(robot, "#valueFindCount").equals("Not found"));
            Path file = folder.resolve("large.txt");
            dialogs.answer(file);
            robot.clickOn("#valueSave");
            Waiting.until(() -> robot.lookup("#noticeMessage").tryQuery().isPresent());
            assertThat(Files.readString(file)).endsWith("ten letter Ünd ENDE").hasSize(6_000_009);
            show(robot, 0, cell("c", "TEXT", Value.of("other")));
            assertThat(label(robot, "#valueColumn")).isEqualTo("c · TEXT");
        }
    }

    @Test
    void whatLiesInAFileIsTypedInCopiedAndDecodedToo(FxRobot robot) throws Exception {
        try (TestDb db = database("spooled")) {
            db.run(
                    "CREATE TABLE t(x, p, j)",
                    "INSERT INTO t VALUES (printf('%.*c', 100000, 'x'), x'" + PNG + "', "
                            + "jsonb(json_object('k', printf('%.*c', 100000, 'x'))))");
            List<Value> staged = new ArrayList<>();
            Value.Large text = new Value.Large(Value.StorageClass.TEXT, 100_000);
            show(robot, 0, new Inspected.Cell("x", "", text, deeds(db, "SELECT x FROM t", staged)));
            robot.clickOn("#inspectorValue");
            Waiting.until(() -> robot.lookup("#valueEdit").query().isVisible());
            robot.clickOn("#valueEdit");
            Waiting.until(() -> robot.lookup("#valueEditor").tryQuery().isPresent());
            robot.interact(
                    () -> robot.lookup("#valueEditor").queryAs(TextArea.class).setText("y"));
            robot.clickOn("#valueApply");
            assertThat(staged).containsExactly(Value.of("y"));
            robot.interact(() -> Clipboard.getSystemClipboard().clear());
            robot.clickOn("#valueCopy");
            Waiting.until(() ->
                    "x".repeat(100_000).equals(Clipboard.getSystemClipboard().getString()));
            Value.Large picture = new Value.Large(Value.StorageClass.BLOB, 70);
            show(robot, 0, new Inspected.Cell("p", "", picture, deeds(db, "SELECT p FROM t", staged)));
            Waiting.until(() -> robot.lookup("#valuePicture").tryQuery().isPresent());
            Value.Large jsonb = new Value.Large(Value.StorageClass.BLOB, 100_010);
            show(robot, 0, new Inspected.Cell("j", "", jsonb, deeds(db, "SELECT j FROM t", staged)));
            Waiting.until(() -> robot.lookup("#valueTree").tryQuery().isPresent());
        }
    }

    @Test
    void aRowThatIsGoneAndAQueryResultSaySo(FxRobot robot) throws Exception {
        try (TestDb db = database("gone")) {
            db.run("CREATE TABLE t(b)");
            Value.Large large = new Value.Large(Value.StorageClass.BLOB, 300_000);
            show(robot, 0, new Inspected.Cell("b", "", large, deeds(db, "SELECT b FROM t", new ArrayList<>())));
            robot.clickOn("#inspectorValue");
            Waiting.until(() -> robot.lookup("#valueState").tryQuery().isPresent()
                    && label(robot, "#valueState").contains("no longer"));
            showValue(robot, "BLOB", large);
            assertThat(label(robot, "#valueState")).contains("293 KB", "not from here");
            assertThat(robot.lookup("#valueLoad").tryQuery()).isEmpty();
        }
    }

    @Test
    void textIsEditedAndJsonCheckedAndBytesComeFromAFile(FxRobot robot) throws Exception {
        try (TestDb db = database("edit")) {
            List<Value> staged = new ArrayList<>();
            Inspected.Deeds deeds = deeds(db, "SELECT 1", staged);
            show(robot, 0, new Inspected.Cell("j", "TEXT", Value.of("{\"a\":\r\n 1}"), deeds));
            robot.clickOn("#inspectorValue");
            robot.clickOn("#valueEdit");
            TextArea editor = robot.lookup("#valueEditor").queryAs(TextArea.class);
            robot.interact(() -> editor.setText("{\"a\":\n 1"));
            Waiting.until(() -> label(robot, "#valueVerdict").contains("line 2, column 3: a comma"));
            robot.interact(() -> Pictures.write(pane.getScene().snapshot(null), "inspector-edit-light"));
            robot.interact(() -> editor.setText("{\"a\":\n 2}"));
            robot.clickOn("#valueApply");
            assertThat(staged).containsExactly(Value.of("{\"a\":\r\n 2}"));
            robot.clickOn("#valueEdit");
            robot.interact(() -> editor.setText("[]"));
            show(robot, 0, new Inspected.Cell("b", "BLOB", Value.of(new byte[] {0, 1}), deeds));
            Waiting.until(() -> staged.contains(Value.of("[]")));
            robot.clickOn("#valueEdit");
            robot.interact(() -> editor.setText("00 0"));
            Waiting.until(() -> robot.lookup("#valueApply").query().isDisabled());
            robot.interact(() -> editor.setText("00 0f\n"));
            Waiting.until(() -> !robot.lookup("#valueApply").query().isDisabled());
            robot.clickOn("#valueApply");
            assertThat(staged.removeLast()).isEqualTo(Value.of(new byte[] {0, 15}));
            staged.removeLast();
            Path file = folder.resolve("in.bin");
            Files.write(file, new byte[] {1, 2, 3});
            dialogs.answer(file);
            robot.clickOn("#valueLoadFile");
            Waiting.until(() -> staged.size() == 2);
            assertThat(staged.getLast()).isEqualTo(Value.of(new byte[] {1, 2, 3}));
        }
    }

    @Test
    void brokenJsonLeadsToItsPlaceAndJsonbIsReadBySqlite(FxRobot robot) throws Exception {
        showValue(robot, "TEXT", Value.of("{\"a\": 1,\n \"b\" 2}"));
        assertThat(label(robot, "#noticeMessage"))
                .isEqualTo("Not valid JSON: line 2, column 6: a colon is expected here");
        robot.clickOn("#valueFaultShow");
        assertThat(robot.lookup("#valueText").queryAs(TextArea.class).getSelectedText())
                .isEqualTo("2");
        try (TestDb db = database("jsonb")) {
            Value stored = db.db()
                    .read(
                            "jsonb",
                            a -> a.scalar(Sql.of("SELECT jsonb('{\"k\": [1, 12345678901234567890], \"k\": 2}')")))
                    .await();
            show(robot, 0, new Inspected.Cell("b", "BLOB", stored, deeds(db, "SELECT 1", new ArrayList<>())));
            Waiting.until(() -> robot.lookup("#valueTree").tryQuery().isPresent());
            assertThat(label(robot, "#valueFacts")).startsWith("BLOB · JSONB");
            TreeView<?> tree = robot.lookup("#valueTree").query();
            assertThat(tree.getExpandedItemCount()).isEqualTo(5);
            assertThat(robot.lookup("#valueEdit").query().isDisabled()).isTrue();
        }
    }

    @Test
    void escapeGoesBackToWhereTheKeyboardCameFrom(FxRobot robot) {
        TextField outside = new TextField();
        robot.interact(() -> {
            ((StackPane) pane.getParent()).getChildren().addFirst(outside);
            outside.requestFocus();
        });
        showValue(robot, "TEXT", Value.of("some words"));
        robot.clickOn("#valueText").type(KeyCode.ESCAPE);
        Waiting.until(outside::isFocused);
    }

    @Test
    void hexIsSearchedForBytesAndGoesToAnOffset(FxRobot robot) {
        byte[] bytes = new byte[3_000_000];
        bytes[2_500_000] = 0x48;
        bytes[2_500_001] = 0x69;
        showValue(robot, "BLOB", Value.of(bytes));
        Waiting.until(() -> robot.lookup("#valueHex").tryQuery().isPresent());
        robot.clickOn("#valueFind");
        robot.interact(
                () -> robot.lookup("#valueFindField").queryAs(TextField.class).setText("0x48 69"));
        Waiting.until(() -> label(robot, "#valueFindCount").equals("1 of 1"));
        assertThat(hex(robot)).contains("48 69");
        assertThat(robot.lookup(".hex-hit").queryAllAs(Text.class))
                .extracting(Text::getText)
                .contains("48 69", "Hi");
        robot.interact(
                () -> robot.lookup("#valueOffset").queryAs(TextField.class).setText("0x10"));
        robot.clickOn("#valueOffset").type(KeyCode.ENTER);
        assertThat(hex(robot)).contains("000010  00 00");
        robot.interact(() -> Pictures.write(pane.getScene().snapshot(null), "inspector-hex-light"));
    }

    private static String hex(FxRobot robot) {
        return String.valueOf(robot.lookup("#valueHex").query().getAccessibleText());
    }
}
