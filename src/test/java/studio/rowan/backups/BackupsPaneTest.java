package studio.rowan.backups;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import studio.rowan.RecordingNav;
import studio.rowan.TestDb;
import studio.rowan.db.Clock;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Sql;
import studio.rowan.kit.AnsweringDialogs;
import studio.rowan.kit.Clipped;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Notice;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Pictures;
import studio.rowan.kit.Theme;
import studio.rowan.kit.Waiting;
import studio.rowan.vault.BackupChoices;
import studio.rowan.vault.BackupSettings;
import studio.rowan.vault.Manifest;

@ExtendWith(ApplicationExtension.class)
class BackupsPaneTest {
    private final List<Throwable> unexpected = new ArrayList<>();
    private final RecordingNav nav = new RecordingNav();
    private final AnsweringDialogs dialogs = new AnsweringDialogs();
    private final List<Path> revealed = new ArrayList<>();
    private final Clock clock = Clock.system();

    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestDb db;

    @SuppressWarnings("NullAway.Init")
    private Jobs jobs;

    @SuppressWarnings("NullAway.Init")
    private BackupsPane pane;

    @SuppressWarnings("NullAway.Init")
    private BackupChoices choices;

    @SuppressWarnings("NullAway.Init")
    private Theme theme;

    @Start
    void start(Stage stage) throws Exception {
        folder = Files.createTempDirectory("rowan-backups").toRealPath();
        db = TestDb.create(folder, "CREATE TABLE t(a)", "INSERT INTO t VALUES (1), (2), (3)", "CREATE TABLE u(b)");
        jobs = new Jobs(unexpected::add);
        choices = new BackupChoices(folder.resolve("data"), new BackupSettings(null, false, Duration.ofDays(1)));
        theme = new Theme();
        pane = new BackupsPane(
                db.workspace(),
                nav,
                new BackupsPane.Tools(
                        jobs,
                        dialogs,
                        new DbFiles(),
                        clock,
                        choices,
                        new SimpleObjectProperty<>(ZoneId.of("UTC")),
                        revealed::add));
        Scene scene = new Scene(new StackPane(pane), 980, 900);
        theme.install(scene);
        stage.setScene(scene);
        stage.show();
        pane.onShown();
    }

    @AfterEach
    void close() {
        pane.close();
        jobs.close();
        db.close();
        clock.close();
        assertThat(unexpected).isEmpty();
    }

    private Path backups() {
        return folder.resolve("backups");
    }

    private List<String> names() {
        if (!Files.isDirectory(backups())) {
            return List.of();
        }
        try (Stream<Path> inside = Files.list(backups())) {
            return inside.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".db"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(FxRobot robot, String id) {
        return robot.lookup(id).queryAs(Label.class).getText();
    }

    private static boolean visible(FxRobot robot, String id) {
        return robot.lookup(id).tryQuery().map(Node::isVisible).orElse(false);
    }

    private static List<BackupsModel.Line> lines(FxRobot robot) {
        return List.copyOf(
                robot.lookup("#backupList").<BackupsModel.Line>queryListView().getItems());
    }

    private static String notice(FxRobot robot) {
        Notice notice = robot.lookup("#notice").queryAs(NoticeBar.class).notice();
        return notice == null ? "" : notice.kind() + " " + notice.message() + " " + notice.nextStep();
    }

    private void backUp(FxRobot robot) {
        int before = names().size();
        robot.clickOn("#backupNow");
        Waiting.until(() -> notice(robot).startsWith("SUCCESS")
                && lines(robot).size() == Math.min(before + 1, choices.keep())
                && !visible(robot, "#progressBar"));
    }

    private static void menu(FxRobot robot, int row, String id) {
        robot.interact(() ->
                robot.lookup("#backupList").queryListView().getSelectionModel().select(row));
        robot.interact(() -> robot.lookup("#backupMore").queryAllAs(javafx.scene.control.Button.class).stream()
                .filter(Node::isVisible)
                .sorted(java.util.Comparator.comparingDouble(
                        b -> b.localToScene(0, 0).getY()))
                .skip(row)
                .findFirst()
                .orElseThrow()
                .fire());
        ContextMenu menu = Window.getWindows().stream()
                .filter(ContextMenu.class::isInstance)
                .map(ContextMenu.class::cast)
                .filter(Window::isShowing)
                .findFirst()
                .orElseThrow();
        robot.interact(() -> {
            menu.getItems().stream()
                    .filter(item -> id.equals(item.getId()))
                    .findFirst()
                    .orElseThrow()
                    .fire();
            menu.hide();
        });
    }

    private long count(String table) {
        return db.db()
                .read(
                        "count",
                        access -> access.scalar(Sql.of("SELECT count(*) FROM " + table))
                                .asLong())
                .await();
    }

    @Test
    void withoutBackupsItSaysSo(FxRobot robot) {
        Waiting.until(() -> text(robot, "#summary").contains("no verified backup yet"));
        assertThat(robot.lookup(".empty-state").tryQuery()).isPresent();
        assertThat(visible(robot, "#shortLock")).as("the file is in WAL mode").isFalse();
        Pictures.write(robot.capture(pane).getImage(), "backups-empty");
    }

    @Test
    void oneClickMakesAVerifiedBackup(FxRobot robot) {
        backUp(robot);
        assertThat(names()).hasSize(1);
        BackupsModel.Line line = lines(robot).getFirst();
        assertThat(line.backup().verified()).isTrue();
        assertThat(line.backup().reason()).isEqualTo("asked for");
        assertThat(notice(robot))
                .contains("Backed up and verified: " + line.backup().file());
        assertThat(text(robot, "#summary")).isEqualTo("Last verified backup just now");
        assertThat(robot.lookup(".backup-line .label").queryAllAs(Label.class).stream()
                        .map(Label::getText))
                .anyMatch(words -> words.contains("rows of 2 tables equal"));
        Pictures.write(robot.capture(pane).getImage(), "backups-light");
        robot.interact(() -> theme.mode().set(Theme.Mode.DARK));
        Pictures.write(robot.capture(pane).getImage(), "backups-dark");
    }

    @Test
    void whatGoesNextIsShownBeforeItGoes(FxRobot robot) {
        backUp(robot);
        backUp(robot);
        backUp(robot);
        List<String> all = names();
        Waiting.until(() -> text(robot, "#keepPreview").contains("removes none"));
        robot.interact(() ->
                robot.lookup("#backupsKeep").queryAs(Spinner.class).getEditor().setText("2"));
        robot.interact(() -> robot.lookup("#backupsKeep").queryAs(Spinner.class).commitValue());
        Waiting.until(() -> text(robot, "#keepPreview").contains("removes 2"));
        assertThat(lines(robot)).extracting(BackupsModel.Line::leaving).containsExactly(false, true, true);
        assertThat(names()).as("a smaller number alone removes none").isEqualTo(all);
        dialogs.answer(false).answer(true);
        robot.clickOn("#backupsPrune");
        assertThat(dialogs.asked().getFirst()).contains(all.getFirst()).doesNotContain(all.get(1));
        assertThat(names()).isEqualTo(all);
        robot.clickOn("#backupsPrune");
        Waiting.until(() -> names().equals(all.subList(1, 3)));
        backUp(robot);
        assertThat(names()).hasSize(2).contains(all.get(2)).doesNotContain(all.get(1));
        assertThat(notice(robot)).contains(all.get(1));
        assertThat(new BackupChoices(folder.resolve("data"), choices.environment()).keep())
                .isEqualTo(2);
    }

    @Test
    void aRestoreSaysWhatIsLostAndCanBeTakenBack(FxRobot robot) {
        backUp(robot);
        db.run("DELETE FROM t WHERE a > 1", "INSERT INTO u VALUES (1)");
        dialogs.answer(false).answer(true);
        robot.clickOn("#backupRestore");
        Waiting.until(() -> dialogs.asked().size() == 1);
        assertThat(dialogs.asked().getFirst())
                .contains("Restore test.db?")
                .containsPattern("t +1 +3")
                .containsPattern("u +1 +0");
        assertThat(count("t")).isEqualTo(1);
        Waiting.until(() -> !visible(robot, "#progressBar"));
        robot.clickOn("#backupRestore");
        Waiting.until(() -> notice(robot).contains("is restored"));
        assertThat(count("t")).isEqualTo(3);
        assertThat(count("u")).isZero();
        Waiting.until(() -> lines(robot).size() == 2);
        assertThat(lines(robot).getFirst().backup().reason()).isEqualTo("before a restore");
        assertThat(notice(robot)).contains(lines(robot).getFirst().backup().file());
        robot.clickOn("#backupsBack");
        Waiting.until(() -> lines(robot).size() == 3 && notice(robot).contains("is restored"));
        assertThat(count("t")).isEqualTo(1);
    }

    @Test
    void aBackupBecomesANewFileAndIsOpenedToLook(FxRobot robot) {
        backUp(robot);
        Path target = folder.resolve("copy.db");
        dialogs.answer(target);
        menu(robot, 0, "backupMenuNewFile");
        Waiting.until(() -> notice(robot).contains("is restored, verified"));
        robot.clickOn("#backupsOpenNew");
        robot.clickOn("#backupOpen");
        robot.clickOn("#backupList").type(KeyCode.ENTER);
        String look = backups().resolve(names().getFirst()) + " read-only";
        assertThat(nav.files()).containsExactly(target.toString(), look, look);
        try (TestDb copy = TestDb.open(target)) {
            assertThat(copy.db()
                            .read(
                                    "count",
                                    a -> a.scalar(Sql.of("SELECT count(*) FROM t"))
                                            .asLong())
                            .await())
                    .isEqualTo(3);
        }
        robot.clickOn("#backupsFolderOpen");
        Waiting.until(() -> revealed.equals(List.of(backups())));
    }

    @Test
    void verifyingAgainFindsWhatWasTouched(FxRobot robot) throws Exception {
        backUp(robot);
        menu(robot, 0, "backupMenuVerify");
        Waiting.until(() -> notice(robot).contains("as it was written")
                && lines(robot).getFirst().backup().checked() > 0);
        Path file = backups().resolve(names().getFirst());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        menu(robot, 0, "backupMenuVerify");
        Waiting.until(() -> notice(robot).startsWith("ERROR")
                && !lines(robot).getFirst().backup().verified());
        assertThat(text(robot, "#summary")).contains("no verified backup");
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        menu(robot, 0, "backupMenuVerify");
        Waiting.until(() -> notice(robot).startsWith("SUCCESS")
                && lines(robot).getFirst().backup().verified());
    }

    @Test
    void pinnedOnesAreMarkedAndDeletingAsks(FxRobot robot) {
        backUp(robot);
        menu(robot, 0, "backupMenuPin");
        Waiting.until(() -> lines(robot).getFirst().backup().pinned());
        dialogs.answer(false).answer(true);
        menu(robot, 0, "backupMenuDelete");
        assertThat(dialogs.asked().getFirst()).contains("only verified backup");
        assertThat(names()).hasSize(1);
        robot.interact(() -> robot.lookup("#backupList").query().requestFocus());
        robot.type(KeyCode.DELETE);
        Waiting.until(() -> names().isEmpty() && lines(robot).isEmpty());
    }

    @Test
    void aListThatIsLostOrDamagedIsSaidAndMadeAgain(FxRobot robot) throws Exception {
        backUp(robot);
        Path list = backups().resolve(Manifest.FILE_NAME);
        Files.writeString(list, "{ broken");
        robot.clickOn("#backupsRefresh");
        NoticeBar bar = robot.lookup("#folderNotice").queryAs(NoticeBar.class);
        Waiting.until(() -> bar.notice() != null && bar.notice().message().contains("damaged"));
        assertThat(list).as("looking changes nothing").hasContent("{ broken");
        Files.delete(list);
        robot.clickOn("#backupsRefresh");
        Waiting.until(() -> bar.notice() != null && bar.notice().message().contains("missing"));
        robot.clickOn("#backupsAdopt");
        Waiting.until(() -> lines(robot).size() == 1 && bar.notice() == null);
        assertThat(lines(robot).getFirst().backup().pinned()).isTrue();
        assertThat(lines(robot).getFirst().backup().verified()).isFalse();
        Pictures.write(robot.capture(pane).getImage(), "backups-adopted");
    }

    @Test
    void cancelLeavesNothingAndProgressIsShown(FxRobot robot) {
        db.run("INSERT INTO t WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 150)"
                + " SELECT zeroblob(2000000) FROM c");
        robot.clickOn("#backupNow");
        Waiting.until(() -> text(robot, "#progressTitle").startsWith("Step 1 of 2")
                && text(robot, "#progressText").contains("pages"));
        // At once: a picture or a mouse's way would give the copy time to end.
        robot.interact(() -> robot.lookup("#backupsCancel").queryButton().fire());
        Waiting.until(() -> notice(robot).contains("Cancelled: no backup was made"));
        assertThat(names()).isEmpty();
        Waiting.until(() -> {
            try (Stream<Path> inside = Files.list(backups())) {
                return inside.noneMatch(file -> file.toString().contains("rowan-part"));
            }
        });
    }

    @Test
    void whereTheFolderCannotBeWrittenItSaysWhich(FxRobot robot) throws Exception {
        Path blocked = Files.createFile(folder.resolve("blocked"));
        dialogs.answer(blocked);
        robot.clickOn("#backupsFolderChange");
        Waiting.until(() -> text(robot, "#folderPath").equals(blocked.toString()));
        robot.clickOn("#backupNow");
        Waiting.until(() -> notice(robot).startsWith("ERROR No backup was made."));
        assertThat(notice(robot)).contains(blocked.toString());
        robot.clickOn("#backupsFolderBeside");
        Waiting.until(() -> text(robot, "#folderPath").equals(backups().toString()));
        backUp(robot);
    }

    @Test
    void aFileThatIsNotInWalModeHasItsNotice(FxRobot robot) {
        db.db()
                .exclusive("mode", access -> access.scalar(Sql.of("PRAGMA journal_mode = delete")))
                .await();
        robot.clickOn("#backupsRefresh");
        Waiting.until(() -> visible(robot, "#shortLock"));
        backUp(robot);
    }

    @Test
    void nothingIsCutOffInASmallWindowNorInLargeLetters(FxRobot robot) {
        backUp(robot);
        robot.interact(() -> pane.setMaxSize(740, 600));
        Waiting.until(() -> pane.getWidth() < 750);
        assertThat(Clipped.in(pane.getScene(), BackupsPaneTest::mayBeCut)).isEmpty();
        Pictures.write(robot.capture(pane).getImage(), "backups-small");
        robot.interact(() -> {
            pane.setMaxSize(980, 900);
            theme.fontSize().set(26);
        });
        Waiting.until(() -> pane.getWidth() > 900);
        assertThat(Clipped.in(pane.getScene(), BackupsPaneTest::mayBeCut)).isEmpty();
        Pictures.write(robot.capture(pane).getImage(), "backups-large");
    }

    /// Names and paths of files, which are as long as they are.
    private static boolean mayBeCut(Node node) {
        return node.getStyleClass().contains("mono");
    }
}
