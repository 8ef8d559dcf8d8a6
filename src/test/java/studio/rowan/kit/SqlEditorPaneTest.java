package studio.rowan.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.testfx.util.WaitForAsyncUtils.waitForFxEvents;

import java.util.List;
import java.util.Objects;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class SqlEditorPaneTest {
    @SuppressWarnings("NullAway.Init")
    private SqlEditor editor;

    @SuppressWarnings("NullAway.Init")
    private Theme theme;

    @Start
    void start(Stage stage) {
        editor = new SqlEditor();
        editor.setVocabulary(() -> new SqlVocabulary(
                List.of(new SqlVocabulary.Table(
                        "users",
                        "table",
                        List.of(new SqlVocabulary.Column("id", "INTEGER"), new SqlVocabulary.Column("email", "TEXT")))),
                List.of()));
        StackPane root = new StackPane();
        Scene scene = new Scene(root, 700, 500);
        theme = new Theme();
        theme.install(scene);
        root.getChildren().add(editor);
        stage.setScene(scene);
        stage.show();
        editor.requestFocus();
    }

    @Test
    void typedTextIsColouredByToken(FxRobot robot) {
        robot.interact(editor::requestFocus);
        robot.write("select 1, 'a' ");
        assertThat(styles(robot, "select")).contains("sql-keyword");
        assertThat(styles(robot, "'a'")).contains("sql-string");
        robot.interact(() -> editor.replace(0, 0, "--"));
        waitForFxEvents();
        assertThat(styles(robot, "--select 1, 'a' ")).contains("sql-comment");
    }

    @Test
    void theStatementAtTheCaretIsKnownAndMarked(FxRobot robot) {
        robot.interact(() -> {
            editor.setText("select 1;\nselect 2;\nselect 3");
            editor.moveTo(12);
        });
        waitForFxEvents();
        assertThat(Objects.requireNonNull(editor.currentStatement()).text(editor.getText()))
                .isEqualTo("select 2;");
        assertThat(robot.from(editor)
                        .lookup(".line-number.current-statement")
                        .queryAllAs(javafx.scene.control.Label.class))
                .extracting(javafx.scene.control.Label::getText)
                .containsExactly("2");
    }

    @Test
    void anErrorIsUnderlinedUntilTheTextChanges(FxRobot robot) {
        robot.interact(() -> {
            editor.setText("selec 1");
            editor.markError(0, 5);
        });
        waitForFxEvents();
        assertThat(styles(robot, "selec")).contains("sql-error");
        robot.interact(() -> editor.insert("x"));
        waitForFxEvents();
        assertThat(styles(robot, "xselec")).doesNotContain("sql-error");
        robot.interact(() -> {
            editor.setText("select 1 from ");
            editor.markError(14, 14);
        });
        assertThat(editor.error()).isEqualTo(new javafx.scene.control.IndexRange(9, 13));
    }

    @Test
    void keysForCommentTabAndNewLine(FxRobot robot) {
        robot.interact(() -> {
            editor.setText("  a\n  b");
            editor.selectAll();
        });
        robot.push(KeyCode.CONTROL, KeyCode.SLASH);
        assertThat(editor.getText()).isEqualTo("  -- a\n  -- b");
        robot.push(KeyCode.CONTROL, KeyCode.Z);
        assertThat(editor.getText()).isEqualTo("  a\n  b");
        robot.interact(editor::selectAll);
        robot.push(KeyCode.TAB);
        assertThat(editor.getText()).isEqualTo("      a\n      b");
        robot.push(KeyCode.SHIFT, KeyCode.TAB);
        assertThat(editor.getText()).isEqualTo("  a\n  b");
        robot.interact(() -> editor.moveTo(3));
        robot.push(KeyCode.ENTER);
        assertThat(editor.getText()).isEqualTo("  a\n  \n  b");
    }

    @Test
    void completionOnDemandAndWhileTyping(FxRobot robot) {
        robot.interact(() -> editor.setText("select u. from users u"));
        robot.interact(() -> editor.moveTo(9));
        robot.push(KeyCode.CONTROL, KeyCode.SPACE);
        assertThat(editor.isCompleting()).isTrue();
        robot.push(KeyCode.DOWN);
        robot.push(KeyCode.ENTER);
        assertThat(editor.getText()).isEqualTo("select u.email from users u");
        assertThat(editor.isCompleting()).isFalse();
        robot.interact(() -> editor.setText(""));
        robot.write("sel");
        Waiting.until(() -> editor.isCompleting());
        robot.interact(
                () -> Pictures.write(robot.lookup("#sqlCompletion").query().snapshot(null, null), "completion"));
        robot.push(KeyCode.ESCAPE);
        assertThat(editor.isCompleting()).isFalse();
        robot.write("ect ");
        assertThat(editor.getText()).isEqualTo("select ");
    }

    /// Whatever is pasted or typed, the text stays as it is and nothing throws.
    @Test
    void anyTextIsShownAndOfferedFor(FxRobot robot) {
        String[] texts = {
            "'",
            "\"",
            "/*",
            "select 'a\nb' /* c\nd",
            "x'0",
            "$a(",
            "[",
            "\uD83D\uDE00 é \u0000 \t",
            ";;;",
            "a.b.c.",
            "\n\n"
        };
        for (String sql : texts) {
            robot.interact(() -> {
                editor.setText(sql);
                for (int caret = 0; caret <= editor.getText().length(); caret++) {
                    editor.moveTo(caret);
                    editor.offer();
                }
                editor.insert("u");
                editor.markError(0, 0);
            });
            assertThat(editor.getText()).isEqualTo(sql + "u");
        }
        robot.push(KeyCode.ESCAPE);
    }

    @Test
    void readOnlyTextCannotBeTypedInto(FxRobot robot) {
        robot.interact(() -> {
            editor.setText("create table t(a)");
            editor.setEditable(false);
        });
        robot.write("x");
        robot.push(KeyCode.TAB);
        assertThat(editor.getText()).isEqualTo("create table t(a)");
    }

    @Test
    void bothThemesForThePicture(FxRobot robot) {
        for (Theme.Mode mode : List.of(Theme.Mode.LIGHT, Theme.Mode.DARK)) {
            robot.interact(() -> {
                theme.mode().set(mode);
                editor.setText("""
                        -- the last ten posts
                        SELECT p.id, p.title, u.name, 'it''s' AS note, x'00ff', 1_000.5, :tag
                        FROM posts p JOIN "users" AS u ON u.id = p.user_id
                        WHERE p.published = 1 /* only these */
                        ORDER BY p.created_at DESC LIMIT 10;

                        UPDATE users SET verified = TRUE WHERE id = ?1;
                        """);
                editor.moveTo(40);
                editor.select(200, 220);
                editor.markError(26, 33);
            });
            waitForFxEvents();
            robot.interact(() -> Pictures.write(editor.getScene().snapshot(null), "editor-" + mode));
        }
        assertThat(editor.error().getLength()).isEqualTo(7);
    }

    private List<String> styles(FxRobot robot, String text) {
        waitForFxEvents();
        return robot.from(editor).lookup(".text").queryAllAs(Text.class).stream()
                .filter(t -> t.getText().strip().equals(text.strip()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no piece " + text + " in " + pieces(robot)))
                .getStyleClass();
    }

    private List<String> pieces(FxRobot robot) {
        return robot.from(editor).lookup(".text").queryAllAs(Text.class).stream()
                .map(Text::getText)
                .toList();
    }
}
