package studio.rowan.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.layout.FlowPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import studio.rowan.TestDb;
import studio.rowan.kit.Clipped;
import studio.rowan.kit.SqlEditor;
import studio.rowan.kit.Theme;
import studio.rowan.kit.Waiting;
import studio.rowan.migrate.Place;
import studio.rowan.vault.Backups;

class MigrationsPaneTest extends MigrationsPaneFixture {
    @Start
    void start(Stage stage) throws IOException {
        open(stage);
    }

    /// The tables, with the first script run, and what else was put into the folder.
    private void begin(FxRobot robot) throws IOException {
        script("V1__tables.sql", """
                CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT);
                CREATE TABLE posts(id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users ON DELETE CASCADE);
                INSERT INTO users VALUES(1, 'Ann'), (2, 'Bob');
                INSERT INTO posts VALUES(1, 1), (2, 1), (3, 2);
                """);
        showScripts(robot);
        click(robot, "#runNext");
        Waiting.until(() -> states(robot).contains("Success"));
    }

    @Test
    void aRehearsalShowsWhatWouldGoAndAppliesJustThatOnceApproved(FxRobot robot) throws IOException {
        begin(robot);
        script("V2__ann.sql", "-- she left\nDELETE FROM users WHERE id = 1;\nALTER TABLE users ADD COLUMN mail TEXT;");
        script("V3__rename.sql", "ALTER TABLE users DROP COLUMN name;");
        refreshUntilPending(robot);
        select(robot, 2);
        assertThat(robot.lookup("#guardFindings .label").queryAllAs(Label.class))
                .extracting(Label::getText)
                .contains("Line 1: Column name of users goes, and its values with it.");
        click(robot, "#showScript");
        picture(robot, "guard-light");
        click(robot, "#rehearse");
        Waiting.until(() -> robot.lookup("#approve-2").tryQuery().isPresent());
        assertThat(number("SELECT count(*) FROM posts")).isEqualTo(3);
        assertThat(robot.lookup("#applyRehearsed").queryButton().isDisabled()).isTrue();
        CheckBox approve = robot.lookup("#approve-2").queryAs(CheckBox.class);
        assertThat(approve.getText()).isEqualTo("I approve that these rows go: posts: 2 rows lost; users: 1 row lost");
        assertThat(verdict(robot)).isEqualTo("1 migration takes rows and needs your approval: V2 ann");
        robot.interact(robot.lookup("#toTrial-2").queryAs(Hyperlink.class)::fire);
        assertThat(approve.isFocused()).isTrue();
        picture(robot, "rehearsal-light");
        robot.interact(() -> theme.mode().set(Theme.Mode.DARK));
        picture(robot, "rehearsal-dark");
        robot.interact(() -> theme.mode().set(Theme.Mode.LIGHT));
        click(robot, "#openCopy");
        assertThat(nav.files()).hasSize(1);
        robot.interact(() -> approve.setSelected(true));
        assertThat(verdict(robot)).isEqualTo("Everything is approved: it can be applied.");
        click(robot, "#applyRehearsed");
        Waiting.until(() -> text(robot, "#runTitle").equals("2 migrations were run"));
        assertThat(number("SELECT count(*) FROM posts")).isEqualTo(1);
        assertThat(text(robot, "#runDetail")).contains("backup");
        dialogs.answer(true);
        click(robot, "#returnToBackup");
        Waiting.until(() -> notice(robot, "#notice").contains("as it was"));
        assertThat(number("SELECT count(*) FROM posts")).isEqualTo(3);
    }

    private static String verdict(FxRobot robot) {
        return robot.lookup("#verdict").queryAs(FlowPane.class).getChildren().stream()
                .flatMap(node -> node instanceof Labeled words ? Stream.of(words.getText()) : Stream.empty())
                .collect(Collectors.joining(" "));
    }

    /// What belongs together is named once.
    @Test
    void whatChangesStandsTogetherByTableAndKeysAreToldByWhatDiffers(FxRobot robot) throws IOException {
        begin(robot);
        script("V2__kept.sql", "CREATE TABLE t(id INTEGER PRIMARY KEY, user_id REFERENCES users, a, b, c);");
        script("V3__rebuilt.sql", """
                CREATE TABLE n(id INTEGER PRIMARY KEY, user_id REFERENCES users, post_id REFERENCES posts, c);
                INSERT INTO n(id, user_id, c) SELECT id, user_id, c FROM t;
                DROP TABLE t;
                ALTER TABLE n RENAME TO t;
                """);
        refreshUntilPending(robot);
        click(robot, "#rehearse");
        Waiting.until(() -> robot.lookup("#trial-3").tryQuery().isPresent());
        assertThat(robot.lookup("#trial-3 .label").queryAllAs(Label.class))
                .extracting(Label::getText)
                .contains("t", "column a (no type) is gone", "new foreign key post_id → posts");
        assertThat(verdict(robot)).isEqualTo("No table loses a row: it can be applied.");
    }

    @Test
    void aRehearsalThatFailsSaysWhereAndAppliesNothing(FxRobot robot) throws IOException {
        begin(robot);
        script("V2__bad.sql", "CREATE TABLE a(x);\nINSERT INTO nowhere VALUES(1);");
        refreshUntilPending(robot);
        click(robot, "#rehearse");
        Waiting.until(() -> robot.lookup("#trial-2").tryQuery().isPresent());
        assertThat(robot.lookup("#trial-2 .label").queryAllAs(Label.class))
                .extracting(Label::getText)
                .anyMatch(words -> words.contains("failed in line 2"));
        assertThat(verdict(robot)).isEqualTo("Nothing can be applied while this one fails: V2 bad");
        assertThat(robot.lookup("#applyRehearsed").queryButton().isDisabled()).isTrue();
        assertThat(number("SELECT count(*) FROM sqlite_schema WHERE name = 'a'"))
                .isZero();
        picture(robot, "rehearsal-failed");
    }

    /// The same work as the commands; what was there comes back in one click.
    @Test
    void theSampleIsFilledResetAndBroughtBack(FxRobot robot) {
        db.close();
        db = TestDb.sample(folder);
        show(robot);
        Waiting.until(() -> states(robot).size() == 6);
        dialogs.answer("a few");
        more(robot, "#migrations-seed");
        assertThat(notice(robot, "#notice")).contains("“a few” is no number of posts");
        dialogs.answer("20");
        more(robot, "#migrations-seed");
        Waiting.until(() -> notice(robot, "#notice").contains("more rows"));
        assertThat(number("SELECT count(*) FROM posts")).isEqualTo(20);
        dialogs.answer(false);
        more(robot, "#migrations-reset");
        assertThat(number("SELECT count(*) FROM posts")).isEqualTo(20);
        dialogs.answer(true);
        more(robot, "#migrations-reset");
        Waiting.until(() -> notice(robot, "#notice").contains("is the sample again"));
        assertThat(number("SELECT count(*) FROM posts")).isZero();
        assertThat(number("SELECT count(*) FROM users")).isEqualTo(2);
        picture(robot, "sample-reset");
        dialogs.answer(true);
        click(robot, "#returnFromReset");
        Waiting.until(() -> notice(robot, "#notice").contains("as it was"));
        assertThat(number("SELECT count(*) FROM posts")).isEqualTo(20);
    }

    private static void more(FxRobot robot, String item) {
        MenuButton menu = robot.lookup("#migrationsMore").queryAs(MenuButton.class);
        Waiting.until(() -> menu.isVisible());
        robot.interact(() -> menu.getItems().stream()
                .filter(each -> item.equals("#" + each.getId()))
                .findFirst()
                .orElseThrow()
                .fire());
    }

    @Test
    void theSamplesOwnHistoryIsShownFromTheStart(FxRobot robot) {
        db.close();
        db = TestDb.sample(folder);
        show(robot);
        Waiting.until(() -> states(robot).size() == 6);
        assertThat(states(robot)).containsOnly("Success");
        assertThat(text(robot, "#situation")).isEqualTo("All migrations were run.");
        assertThat(robot.lookup("#runAll").queryButton().isDisabled()).isTrue();
        assertThat(robot.lookup("#migrationsFolder").queryAs(MenuButton.class).getText())
                .isEqualTo("the sample’s own");
        assertThat(shownScript(robot).getText()).contains("updated_at");
        select(robot, 0);
        assertThat(shownScript(robot).getText()).contains("CREATE TABLE users");
        assertThat(text(robot, "#scriptName")).contains("V1__users.sql · SQL · checksum ");
        picture(robot, "sample-light");
        robot.interact(() -> theme.mode().set(Theme.Mode.DARK));
        picture(robot, "sample-dark");
    }

    @Test
    void aNumberMadeOfAMomentIsNotCut(FxRobot robot) throws IOException {
        script("V20240731203656__t.sql", "CREATE TABLE t(a);");
        showScripts(robot);
        Waiting.until(() ->
                robot
                        .lookup("#migrationTable .table-cell.number .text")
                        .queryAllAs(javafx.scene.text.Text.class)
                        .stream()
                        .anyMatch(shown -> shown.getText().equals("20240731203656")));
    }

    @Test
    void theKeyboardIsInTheTableAndStaysThereWhenTheFolderIsReadAnew(FxRobot robot) throws IOException {
        script("V1__t.sql", "CREATE TABLE t(a);");
        showScripts(robot);
        Waiting.until(() -> states(robot).equals(List.of("Pending")));
        robot.interact(pane::onShown);
        Waiting.until(() -> robot.lookup("#migrationTable").query().isFocused());
        script("V2__u.sql", "CREATE TABLE u(a);");
        robot.interact(pane::onShown);
        Waiting.until(() -> states(robot).equals(List.of("Pending", "Pending")));
        assertThat(robot.lookup("#migrationTable").query().isFocused()).isTrue();
    }

    @Test
    void aFolderIsAskedForAndKept(FxRobot robot) throws IOException {
        script("V1__t.sql", "CREATE TABLE t(a);");
        show(robot);
        dialogs.answer(scripts);
        click(robot, "#chooseFolderFirst");
        Waiting.until(() -> states(robot).equals(List.of("Pending")));
        assertThat(robot.lookup("#runAll").queryButton().getText()).isEqualTo("Run all pending (1)");
        Waiting.until(() -> new Place.Folder(scripts).equals(places.of(db.file())));
        robot.interact(pane::close);
        show(robot);
        Waiting.until(() -> states(robot).equals(List.of("Pending")));
    }

    @Test
    void anEmptyFolderSaysWhatItNeeds(FxRobot robot) throws IOException {
        showScripts(robot);
        Waiting.until(() -> robot.lookup("#chooseAnother").tryQuery().isPresent());
        picture(robot, "empty");
        robot.interact(pane::close);
        places.keep(db.file(), new Place.Folder(scripts.resolve("gone")));
        show(robot);
        Waiting.until(() -> notice(robot, "#notice").contains("gone")
                || !notice(robot, "#notice").isBlank());
    }

    @Test
    void allPendingRunBehindABackupAndReturnBringsItBack(FxRobot robot) throws IOException {
        begin(robot);
        script("V2__rebuild.sql", """
                CREATE TABLE new_users(id INTEGER PRIMARY KEY, name TEXT NOT NULL);
                INSERT INTO new_users SELECT * FROM users;
                DROP TABLE users;
                ALTER TABLE new_users RENAME TO users;
                """);
        script("V3__more.sql", "CREATE TABLE more(a);");
        click(robot, "#refreshMigrations");
        Waiting.until(() -> robot.lookup("#runAll").queryButton().getText().equals("Run all pending (2)"));
        click(robot, "#runAll");
        Waiting.until(() -> text(robot, "#runTitle").equals("2 migrations were run"));
        Waiting.until(() -> states(robot).equals(List.of("Success", "Success", "Success")));
        assertThat(text(robot, "#runDetail")).contains("behind the backup test-");
        assertThat(number("SELECT count(*) FROM posts")).isEqualTo(3);
        picture(robot, "ran-light");
        dialogs.answer(true);
        click(robot, "#returnToBackup");
        Waiting.until(() -> states(robot).equals(List.of("Success", "Pending", "Pending")));
        assertThat(dialogs.asked().getLast()).contains("test.db becomes what it was at");
        assertThat(notice(robot, "#notice")).contains("is as it was before the migrations");
        assertThat(number("SELECT count(*) FROM sqlite_schema WHERE name = 'more'"))
                .isZero();
        List<String> reasons = new Backups(db.file().resolveSibling("backups"), files, clock)
                .list(db.file()).stream().map(backup -> backup.reason()).toList();
        assertThat(reasons).containsExactly("before a restore", "before migrations 2 to 3");
    }

    @Test
    void aFailureShowsStatementPlaceAndWords(FxRobot robot) throws IOException {
        begin(robot);
        script("V2__broken.sql", "CREATE TABLE half(a);\nINSERT INTO nowhere\nVALUES(1);\n");
        refreshUntilPending(robot);
        click(robot, "#runAll");
        Waiting.until(() -> !text(robot, "#stopSentence").isEmpty());
        assertThat(text(robot, "#stopSentence")).isEqualTo("V2 broken failed in line 2: no such table: nowhere");
        assertThat(text(robot, "#failedStatement")).isEqualTo("INSERT INTO nowhere\nVALUES(1)");
        picture(robot, "failed-light");
        robot.interact(() -> theme.mode().set(Theme.Mode.DARK));
        picture(robot, "failed-dark");
        click(robot, "#showPlace");
        SqlEditor editor = shownScript(robot);
        assertThat(editor.getText()).contains("INSERT INTO nowhere");
        assertThat(editor.error().getLength()).isPositive();
        assertThat(number("SELECT count(*) FROM sqlite_schema WHERE name = 'half'"))
                .isZero();
    }

    @Test
    void aScriptThatReliesOnCascadesRunsWhenTheUserAgrees(FxRobot robot) throws IOException {
        begin(robot);
        script("V2__leave.sql", "DELETE FROM users WHERE id = 1;");
        refreshUntilPending(robot);
        click(robot, "#runNext");
        Waiting.until(() -> robot.lookup("#agreeToCascades").tryQuery().isPresent());
        assertThat(robot.lookup(".loss").queryAs(Label.class).getText()).isEqualTo("posts: 2 rows deleted");
        assertThat(number("SELECT count(*) FROM posts")).isEqualTo(3);
        picture(robot, "cascades-light");
        click(robot, "#agreeToCascades");
        Waiting.until(() -> states(robot).equals(List.of("Success", "Success")));
        assertThat(number("SELECT count(*) FROM posts")).isEqualTo(1);
    }

    @Test
    void cancelInTheMiddle(FxRobot robot) throws IOException {
        begin(robot);
        script("V2__long.sql", """
                CREATE TABLE big(a);
                INSERT INTO big WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c) SELECT i FROM c;
                """);
        refreshUntilPending(robot);
        click(robot, "#runAll");
        Waiting.until(() -> text(robot, "#progressTitle").equals("Migration 1 of 1: V2 long, statement 2 of 2"));
        picture(robot, "running-light");
        click(robot, "#cancelMigration");
        Waiting.until(() -> text(robot, "#stopSentence").contains("was cancelled"));
        Waiting.until(() -> states(robot).equals(List.of("Success", "Pending")));
        assertThat(number("SELECT count(*) FROM sqlite_schema WHERE name = 'big'"))
                .isZero();
    }

    @Test
    void theBackupIsSwitchedOffOnlyWithAWarning(FxRobot robot) throws IOException {
        begin(robot);
        script("V2__two.sql", "CREATE TABLE two(a);");
        refreshUntilPending(robot);
        CheckBox box = robot.lookup("#backupFirst").queryAs(CheckBox.class);
        dialogs.answer(false);
        robot.interact(box::fire);
        assertThat(box.isSelected()).isTrue();
        assertThat(dialogs.asked().getLast()).contains("no way back");
        dialogs.answer(true);
        robot.interact(box::fire);
        assertThat(box.isSelected()).isFalse();
        click(robot, "#runAll");
        Waiting.until(() -> states(robot).equals(List.of("Success", "Success")));
        assertThat(robot.lookup("#returnToBackup").tryQuery()).isEmpty();
        assertThat(folder.resolve("backups")).doesNotExist();
    }

    @Test
    void aDatabaseWithoutHistoryIsOfferedABaseline(FxRobot robot) throws IOException {
        db.run("CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT)");
        script("V1__users.sql", "CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT);");
        script("V2__two.sql", "CREATE TABLE two(a);");
        showScripts(robot);
        Waiting.until(() -> notice(robot, "#standing").contains("no history of migrations"));
        assertThat(robot.lookup("#runAll").queryButton().isDisabled()).isTrue();
        assertThat(number("SELECT count(*) FROM sqlite_schema")).isEqualTo(1);
        picture(robot, "baseline-light");
        dialogs.answer("nonsense");
        click(robot, "#setBaseline");
        assertThat(notice(robot, "#notice")).contains("“nonsense” is no version");
        dialogs.answer("1");
        click(robot, "#setBaseline");
        Waiting.until(() -> states(robot).contains("Baseline"));
        Waiting.until(() -> notice(robot, "#standing").isBlank());
        click(robot, "#runAll");
        Waiting.until(() -> text(robot, "#runTitle").equals("1 migration was run"));
    }

    @Test
    void whatDoesNotAgreeIsExplained(FxRobot robot) throws IOException {
        begin(robot);
        script("V1__tables.sql", "CREATE TABLE users(id INTEGER PRIMARY KEY);");
        click(robot, "#refreshMigrations");
        Waiting.until(() -> notice(robot, "#standing").contains("V1 tables: the script was changed after it ran"));
        assertThat(robot.lookup("#runAll").queryButton().isDisabled()).isTrue();
        picture(robot, "mismatch-light");
    }

    @Test
    void aReadOnlyFileIsOnlyLookedAt(FxRobot robot) throws IOException {
        begin(robot);
        robot.interact(pane::close);
        Path file = db.file();
        db.close();
        db = TestDb.openReadOnly(file);
        script("V2__two.sql", "CREATE TABLE two(a);");
        show(robot);
        Waiting.until(() -> states(robot).equals(List.of("Success", "Pending")));
        assertThat(notice(robot, "#standing")).contains("read-only");
        assertThat(robot.lookup("#runNext").queryButton().isDisabled()).isTrue();
    }

    @Test
    void filesThatAreNotRunAreListedWithTheReason(FxRobot robot) throws IOException {
        script("beforeInfo.sh", "touch ran");
        script("afterConnect.sql", "SELECT 1;");
        script("V9__x.sh", "touch ran");
        begin(robot);
        assertThat(((ButtonBase) robot.lookup("#showNotRun").query()).getText()).isEqualTo("Other files (3)");
        click(robot, "#showNotRun");
        assertThat(robot.lookup("#notRunList").queryListView().getItems()).hasSize(3);
        Waiting.until(() -> robot.lookup(".list-cell .muted").queryAllAs(Label.class).stream()
                .anyMatch(label -> label.getText().contains("a program")));
        picture(robot, "notrun-light");
    }

    @Test
    void aChangeFromElsewhereIsSeen(FxRobot robot) throws IOException {
        begin(robot);
        try (var other = studio.rowan.OtherProcess.on(db.file())) {
            other.must("DELETE FROM flyway_schema_history");
        }
        Waiting.until(() -> states(robot).equals(List.of("Pending")));
    }

    @Test
    void nothingIsCutOffInASmallWindowNorInLargeLetters(FxRobot robot) throws IOException {
        begin(robot);
        script("V2__leave.sql", "DELETE FROM users WHERE id = 1;");
        refreshUntilPending(robot);
        click(robot, "#runAll");
        Waiting.until(() -> robot.lookup("#agreeToCascades").tryQuery().isPresent());
        robot.interact(() -> pane.setMaxSize(740, 580));
        Waiting.until(() -> pane.getWidth() < 750);
        robot.interact(() -> root.layout());
        assertThat(Clipped.in(pane.getScene(), _ -> false)).isEmpty();
        picture(robot, "small");
        robot.interact(() -> {
            pane.setMaxSize(980, 800);
            theme.fontSize().set(26);
        });
        Waiting.until(() -> pane.getWidth() > 900);
        robot.interact(() -> root.layout());
        picture(robot, "large");
        assertThat(Clipped.in(pane.getScene(), _ -> false)).isEmpty();
    }
}
