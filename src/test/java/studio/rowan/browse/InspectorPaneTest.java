package studio.rowan.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.image.ImageView;
import javafx.scene.input.Clipboard;
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
import studio.rowan.db.DbFiles;
import studio.rowan.db.Lease;
import studio.rowan.db.Row;
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
        ListView<Integer> hex = robot.lookup("#valueHex").query();
        assertThat(hex.getItems()).hasSize(9);
        // The way chosen stays for the next cell that allows it.
        show(robot, 0, cell("c", "BLOB", Value.of(new byte[] {0, 1, 2})));
        assertThat(robot.lookup("#valueHex").<ListView<Integer>>query().getItems())
                .hasSize(1);
        robot.interact(() -> Pictures.write(pane.getScene().snapshot(null), "inspector-hex-light"));
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
    void aLargeCellIsLoadedOnDemand(FxRobot robot) {
        try (TestDb db = TestDb.create(folder.resolve("large").toFile().mkdirs() ? folder.resolve("large") : folder)) {
            db.run("CREATE TABLE t(b)", "INSERT INTO t VALUES (printf('%.*c', 300000, 'x'))");
            Inspected.Cell large = new Inspected.Cell(
                    "b",
                    "",
                    new Value.Large(Value.StorageClass.TEXT, 300_000),
                    () -> db.db().read("cell", access -> {
                        @Nullable Row row = access.first(Sql.of("SELECT b FROM t"));
                        return row == null ? Value.NULL : row.get(0);
                    }));
            show(robot, 0, large);
            robot.clickOn("#inspectorValue");
            assertThat(label(robot, "#valueFacts")).isEqualTo("TEXT · 300,000 bytes");
            robot.clickOn("#valueLoad");
            Waiting.until(() -> robot.lookup("#valueText").tryQuery().isPresent());
            assertThat(robot.lookup("#valueText").queryAs(TextArea.class).getText())
                    .startsWith("xxxx");
        }
    }

    @Test
    void aboveTheLimitItSaysSo(FxRobot robot) {
        showValue(robot, "BLOB", new Value.Large(Value.StorageClass.BLOB, 500L << 20));
        assertThat(robot.lookup(".cell-state .label").queryAs(Label.class).getText())
                .contains("500 MB", "64 MB", "writefile");
        assertThat(robot.lookup("#valueLoad").tryQuery()).isEmpty();
    }
}
