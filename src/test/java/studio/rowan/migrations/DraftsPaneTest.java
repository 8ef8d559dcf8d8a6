package studio.rowan.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import studio.rowan.kit.SqlEditor;
import studio.rowan.kit.Waiting;

/// Scripts that are written or drafted in the panel: none that was typed is lost.
class DraftsPaneTest extends MigrationsPaneFixture {
    @Start
    void start(Stage stage) throws IOException {
        open(stage);
    }

    /// A file whose one migration ran.
    private void begin(FxRobot robot) throws IOException {
        script("V1__users.sql", "CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT);\n");
        showScripts(robot);
        click(robot, "#runNext");
        Waiting.until(() -> states(robot).equals(List.of("Success")));
    }

    private static void write(FxRobot robot, String description, String text) {
        robot.interact(() -> {
            robot.lookup("#draftDescription").queryAs(TextField.class).setText(description);
            robot.lookup("#draftText").queryAs(SqlEditor.class).setText(text);
        });
    }

    private static String draft(FxRobot robot) {
        return robot.lookup("#draftText")
                .tryQueryAs(SqlEditor.class)
                .map(SqlEditor::getText)
                .orElse("");
    }

    @Test
    void whatWasTypedIsKeptOverOtherDraftsAndARestartUntilItIsSaved(FxRobot robot) throws IOException {
        begin(robot);
        choose(robot, "migrations.draft");
        write(robot, "notes", "CREATE TABLE notes(id INTEGER PRIMARY KEY);");
        assertThat(pane.title()).endsWith(" •");
        assertThat(notice(robot, "#draftsWaiting")).isEmpty();
        select(robot, 0);
        assertThat(draft(robot)).contains("notes");
        choose(robot, "migrations.undo");
        Waiting.until(() -> text(robot, "#stageTitle").contains("Take V1 users back"));
        assertThat(draft(robot)).contains("DROP TABLE").doesNotContain("notes");
        write(robot, "undo users", "-- mine\nDROP TABLE users;");
        click(robot, "#stageBack");
        assertThat(notice(robot, "#draftsWaiting")).contains("2 drafts are not saved");
        picture(robot, "drafts-waiting");
        String state = pane.state();
        robot.interact(pane::close);
        show(robot);
        robot.interact(() -> pane.restore(state));
        assertThat(pane.title()).endsWith(" •");
        Waiting.until(() -> states(robot).equals(List.of("Success")));
        click(robot, "#goOnDraft1");
        assertThat(text(robot, "#stageTitle")).isEqualTo("New migration");
        assertThat(text(robot, "#draftGoesOn")).isNotEmpty();
        click(robot, "#saveDraft");
        Waiting.until(() -> states(robot).equals(List.of("Success", "Pending")));
        assertThat(scripts.resolve("V2__notes.sql")).hasContent("CREATE TABLE notes(id INTEGER PRIMARY KEY);");
        click(robot, "#goOnDraft1");
        assertThat(draft(robot)).isEqualTo("-- mine\nDROP TABLE users;");
        dialogs.answer(false);
        click(robot, "#discardDraft");
        assertThat(draft(robot)).isEqualTo("-- mine\nDROP TABLE users;");
        dialogs.answer(true);
        click(robot, "#discardDraft");
        assertThat(dialogs.asked().getLast()).contains("Take V1 users back");
        assertThat(robot.lookup("#draftText").tryQuery()).isEmpty();
        assertThat(notice(robot, "#draftsWaiting")).isEmpty();
        assertThat(pane.state()).isEmpty();
        assertThat(pane.title()).doesNotContain("•");
    }

    @Test
    void theFirstMigrationOfAnEmptyFolderIsWrittenInThePanel(FxRobot robot) throws IOException {
        showScripts(robot);
        Waiting.until(() -> robot.lookup("#chooseAnother").tryQuery().isPresent());
        choose(robot, "migrations.draft");
        Waiting.until(() -> robot.lookup("#draftText").tryQuery().isPresent());
        assertThat(robot.lookup("#saveDraft").queryButton().isDisabled()).isTrue();
        write(robot, "users", "CREATE TABLE users(id INTEGER PRIMARY KEY);");
        assertThat(text(robot, "#draftName")).isEqualTo("V1__users.sql");
        click(robot, "#saveDraft");
        Waiting.until(() -> robot.lookup("#migrationTable").tryQuery().isPresent()
                && states(robot).equals(List.of("Pending")));
        assertThat(scripts.resolve("V1__users.sql")).hasContent("CREATE TABLE users(id INTEGER PRIMARY KEY);");
    }

    @Test
    void whereNoScriptTakesItBackNoneIsOffered(FxRobot robot) throws IOException {
        begin(robot);
        script("V2__fill.sql", "INSERT INTO users(id) VALUES(7);");
        refreshUntilPending(robot);
        click(robot, "#runAll");
        Waiting.until(() -> states(robot).equals(List.of("Success", "Success")));
        select(robot, 1);
        choose(robot, "migrations.undo");
        Waiting.until(() -> text(robot, "#stageTitle").equals("Take V2 fill back"));
        assertThat(robot.lookup("#returnToBackup").tryQuery()).isPresent();
        assertThat(robot.lookup("#draftText").tryQuery()).isEmpty();
        assertThat(robot.lookup("#saveDraft").tryQuery()).isEmpty();
    }

    @Test
    void anUndoIsDraftedSavedAndRun(FxRobot robot) throws IOException {
        begin(robot);
        script("V2__notes.sql", "CREATE TABLE notes(id INTEGER PRIMARY KEY, text TEXT);\n");
        refreshUntilPending(robot);
        click(robot, "#runAll");
        Waiting.until(() -> states(robot).equals(List.of("Success", "Success")));
        select(robot, 1);
        choose(robot, "migrations.undo");
        Waiting.until(() -> text(robot, "#stageTitle").equals("Take V2 notes back"));
        assertThat(draft(robot)).contains("DROP TABLE");
        assertThat(robot.lookup("#returnToBackup").tryQuery()).isPresent();
        picture(robot, "undo-draft");
        write(robot, "undo notes", "DROP TABLE notes;");
        click(robot, "#saveDraft");
        Waiting.until(() -> states(robot).equals(List.of("Success", "Success", "Pending")));
        assertThat(scripts.resolve("V3__undo_notes.sql")).content().contains("DROP TABLE");
        click(robot, "#runAll");
        Waiting.until(() -> states(robot).equals(List.of("Success", "Success", "Success")));
        assertThat(number("SELECT count(*) FROM sqlite_schema WHERE name = 'notes'"))
                .isZero();
        assertThat(pane.state()).isEmpty();
    }
}
