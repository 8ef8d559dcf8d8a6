package studio.rowan.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.Start;
import studio.rowan.kit.SqlEditor;
import studio.rowan.kit.Waiting;

/// What was done by hand is seen beside the migrations, and written down or taken back from there.
class DriftPaneTest extends MigrationsPaneFixture {
    private static final String HAS_MAIL = "SELECT count(*) FROM pragma_table_info('users') WHERE name = 'mail'";

    @Start
    void start(Stage stage) throws IOException {
        open(stage);
    }

    /// One migration ran, and then somebody changed the table by hand.
    private void begin(FxRobot robot) throws IOException {
        script("V1__users.sql", "CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT);\n");
        showScripts(robot);
        click(robot, "#runNext");
        Waiting.until(() -> states(robot).equals(List.of("Success")));
        db.run("ALTER TABLE users ADD COLUMN mail TEXT");
    }

    private static void compare(FxRobot robot, MigrationsPaneFixture on) {
        on.choose(robot, "migrations.drift");
        Waiting.until(() -> !text(robot, "#driftSentence").isEmpty());
    }

    private static void save(FxRobot robot, String description) {
        robot.interact(
                () -> robot.lookup("#draftDescription").queryAs(TextField.class).setText(description));
        click(robot, "#saveDraft");
    }

    @Test
    void whatStaysIsWrittenDownAndEnteredAsRunHere(FxRobot robot) throws IOException {
        begin(robot);
        compare(robot, this);
        assertThat(text(robot, "#driftSentence")).isEqualTo("1 difference between the migrations and the file");
        assertThat(robot.lookup("#enterAsRun").tryQuery()).isEmpty();
        picture(robot, "drift");
        click(robot, "#recordDrift");
        assertThat(robot.lookup("#draftText").queryAs(SqlEditor.class).getText())
                .contains("ADD COLUMN mail TEXT;");
        save(robot, "mail");
        dialogs.cancel();
        click(robot, "#enterSaved");
        Waiting.until(() -> dialogs.asked().size() == 1);
        assertThat(dialogs.asked().getFirst()).contains("V2 mail", "checksum of the script");
        Waiting.until(() -> states(robot).equals(List.of("Success", "Pending")));
        compare(robot, this);
        assertThat(text(robot, "#driftThere")).contains("V2 mail");
        picture(robot, "drift-there");
        dialogs.answer(true);
        click(robot, "#enterAsRun");
        Waiting.until(() -> notice(robot, "#notice").contains("Entered as run: V2 mail"));
        Waiting.until(() -> states(robot).equals(List.of("Success", "Success")));
        assertThat(scripts.resolve("V2__mail.sql")).content().contains("ADD COLUMN mail TEXT;");
        assertThat(number(HAS_MAIL)).isEqualTo(1);
        assertThat(Flyway.configure()
                        .dataSource("jdbc:sqlite:" + db.file().toUri(), null, null)
                        .locations("filesystem:" + scripts)
                        .load()
                        .validateWithResult()
                        .getAllErrorMessages())
                .isEmpty();
        compare(robot, this);
        assertThat(text(robot, "#driftSentence")).contains("no difference");
    }

    @Test
    void whatGoesIsTakenBackByTheNextMigration(FxRobot robot) throws IOException {
        begin(robot);
        compare(robot, this);
        click(robot, "#mendDrift");
        save(robot, "no mail");
        Waiting.until(() -> states(robot).equals(List.of("Success", "Pending")));
        assertThat(robot.lookup("#enterSaved").tryQuery()).isEmpty();
        choose(robot, "migrations.markApplied");
        Waiting.until(() -> notice(robot, "#notice").contains("does not have yet"));
        click(robot, "#runAll");
        Waiting.until(() -> states(robot).equals(List.of("Success", "Success")));
        assertThat(number(HAS_MAIL)).isZero();
    }
}
