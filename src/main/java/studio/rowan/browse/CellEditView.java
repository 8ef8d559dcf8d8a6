package studio.rowan.browse;

import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;

/// A text that is being changed. Staged by Ctrl+Enter or its button; nothing is staged while one types.
final class CellEditView extends VBox {
    /// Bytes that the text control can bear to be typed in.
    static final int MOST = 200_000;

    private final TextArea area = new TextArea();
    private final Label verdict = new Label();
    private final Jobs.Debounced check;
    private final Runnable done;
    private Consumer<Value> stage = _ -> {};
    private boolean json;
    private boolean windows;
    private boolean blob;

    /// @param done called when editing ends, either way
    CellEditView(Jobs jobs, Runnable done) {
        this.done = done;
        getStyleClass().add("cell-pages");
        area.setId("valueEditor");
        area.getStyleClass().add("mono");
        area.setMinHeight(0);
        area.setAccessibleText(Text.of("inspector.edit"));
        area.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        VBox.setVgrow(area, Priority.ALWAYS);
        verdict.setId("valueVerdict");
        verdict.setWrapText(true);
        verdict.setMinHeight(USE_PREF_SIZE);
        verdict.getStyleClass().addAll("muted", "small");
        verdict.managedProperty().bind(verdict.visibleProperty());
        check = jobs.debounce(javafx.util.Duration.millis(250), this::check);
        area.textProperty().subscribe(_ -> check.trigger());
        Button apply = Controls.button("valueApply", Icons.CHECK, Text.of("inspector.apply"), this::apply);
        apply.getStyleClass().add("primary");
        Button cancel = Controls.button("valueEditCancel", Icons.CLOSE, Text.of("inspector.editCancel"), done);
        HBox buttons = new HBox(Controls.spacer(), cancel, apply);
        buttons.getStyleClass().add("cell-pager");
        getChildren().addAll(area, verdict, buttons);
    }

    /// Why a content cannot be typed in, as a key of a text; `null` where it can.
    static @Nullable String reason(CellContent content) {
        CellBytes text = content.text();
        if (text == null || text != content.stored() || content.bytes() < 0) {
            return "inspector.edit.notText";
        }
        if (content.wrongBytes() > 0) {
            return "inspector.edit.wrongBytes";
        }
        if (text.length() > MOST) {
            return "inspector.edit.long";
        }
        String words = new String(text.all(), java.nio.charset.StandardCharsets.UTF_8);
        String lines = isWindows(words) ? words.replace("\r\n", "\n") : words;
        return Utf8.visible(lines).equals(lines) && lines.indexOf('\r') < 0 ? null : "inspector.edit.control";
    }

    /// Every line ends as Windows writes it.
    private static boolean isWindows(String words) {
        return words.contains("\r\n")
                && words.chars().filter(c -> c == '\n').count() == words.split("\r\n", -1).length - 1;
    }

    /// @param shown for which [#reason] knows none
    void edit(CellContent shown, boolean wrap, Consumer<Value> toStage) {
        String words = new String(shown.stored().all(), java.nio.charset.StandardCharsets.UTF_8);
        windows = isWindows(words);
        blob = shown.value().type() == Value.StorageClass.BLOB;
        json = shown.document() != null || shown.fault() != null;
        stage = toStage;
        area.setWrapText(wrap);
        area.setText(windows ? words.replace("\r\n", "\n") : words);
        area.positionCaret(0);
        check.now();
    }

    void focus() {
        area.requestFocus();
    }

    /// Puts the caret at a place of the text.
    void caret(int offset) {
        area.requestFocus();
        area.positionCaret(Math.min(area.getLength(), offset));
    }

    private void check() {
        verdict.setVisible(json);
        if (json) {
            Json.Fault fault = Json.fault(area.getText());
            verdict.setText(
                    fault == null
                            ? Text.of("inspector.json.valid")
                            : Text.of(
                                    "inspector.json.fault",
                                    fault.line(),
                                    fault.column(),
                                    Text.of("inspector.json.wrong." + fault.wrong())));
        }
    }

    private void apply() {
        String words = windows ? area.getText().replace("\n", "\r\n") : area.getText();
        Value value =
                blob ? new Value.Blob(words.getBytes(java.nio.charset.StandardCharsets.UTF_8)) : new Value.Text(words);
        done.run();
        stage.accept(value);
    }

    private void keyPressed(KeyEvent event) {
        if (event.isShortcutDown() && (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.S)) {
            apply();
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE) {
            done.run();
            event.consume();
        }
    }
}
