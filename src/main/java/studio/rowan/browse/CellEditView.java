package studio.rowan.browse;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
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

    private static final int MOST_HEX = 65_536;
    private static final int HEX_LINE = 8;

    private final TextArea area = new TextArea();
    private final Label verdict = new Label();
    private final Jobs.Debounced check;
    private final Runnable done;
    private final Button apply;
    private Consumer<Value> stage = _ -> {};
    private String first = "";
    private boolean hex;
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
        apply = Controls.button("valueApply", Icons.CHECK, Text.of("inspector.apply"), this::apply);
        apply.getStyleClass().add("primary");
        Button cancel = Controls.button("valueEditCancel", Icons.CLOSE, Text.of("inspector.editCancel"), done);
        HBox buttons = new HBox(Controls.spacer(), cancel, apply);
        buttons.getStyleClass().add("cell-pager");
        getChildren().addAll(area, verdict, buttons);
    }

    /// True where bytes are typed, not text: those of a blob that is looked at in hex.
    static boolean isHex(CellContent content, CellContent.Way way) {
        return way == CellContent.Way.HEX && content.value().type() == Value.StorageClass.BLOB;
    }

    /// Why a content cannot be typed in, as a key of a text; `null` where it can.
    static @Nullable String reason(CellContent content, boolean hex) {
        if (hex) {
            return content.stored().length() > MOST_HEX ? "inspector.edit.longHex" : null;
        }
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
        return content.typeable() ? null : "inspector.edit.control";
    }

    /// True where a text control gives back what it was given: it keeps no control characters and no mixed line ends.
    /// Of longer ones than can be typed in it is not asked.
    static boolean isTypeable(CellBytes text) {
        if (text.length() > MOST) {
            return false;
        }
        String words = new String(text.all(), StandardCharsets.UTF_8);
        String lines = isWindows(words) ? words.replace("\r\n", "\n") : words;
        return Utf8.visible(lines).equals(lines) && lines.indexOf('\r') < 0;
    }

    /// Every line ends as Windows writes it.
    private static boolean isWindows(String words) {
        return words.contains("\r\n")
                && words.chars().filter(c -> c == '\n').count() == words.split("\r\n", -1).length - 1;
    }

    /// @param shown for which [#reason] knows none
    /// @param stored its bytes
    void edit(CellContent shown, byte[] stored, boolean inHex, boolean wrap, Consumer<Value> toStage) {
        hex = inHex;
        String words = hex ? hex(stored) : new String(stored, StandardCharsets.UTF_8);
        windows = !hex && isWindows(words);
        blob = shown.value().type() == Value.StorageClass.BLOB;
        json = !hex && (shown.document() != null || shown.fault() != null);
        stage = toStage;
        area.setWrapText(wrap);
        first = windows ? words.replace("\r\n", "\n") : words;
        area.setText(first);
        area.positionCaret(0);
        check.now();
    }

    void focus() {
        area.requestFocus();
    }

    private void check() {
        verdict.setVisible(json || hex);
        if (hex) {
            byte[] bytes = bytes(area.getText());
            apply.setDisable(bytes == null);
            verdict.setText(
                    bytes == null ? Text.of("inspector.edit.notHex") : Text.count("inspector.bytes", bytes.length));
        } else {
            apply.setDisable(false);
            Json.Fault fault = json ? Json.fault(area.getText()) : null;
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

    private static String hex(byte[] bytes) {
        StringBuilder lines = new StringBuilder(bytes.length * 3);
        for (int i = 0; i < bytes.length; i += HEX_LINE) {
            lines.append(HexFormat.ofDelimiter(" ").formatHex(bytes, i, Math.min(bytes.length, i + HEX_LINE)))
                    .append('\n');
        }
        return lines.toString();
    }

    /// `null` where it is not hexadecimal.
    private static byte @Nullable [] bytes(String typed) {
        String digits = typed.replaceAll("\\s+", "");
        boolean valid = digits.length() % 2 == 0 && digits.chars().allMatch(HexFormat::isHexDigit);
        return valid ? HexFormat.of().parseHex(digits) : null;
    }

    /// `null` where what stands there is no value.
    private @Nullable Value value() {
        if (hex) {
            byte[] bytes = bytes(area.getText());
            return bytes == null ? null : new Value.Blob(bytes);
        }
        String words = windows ? area.getText().replace("\n", "\r\n") : area.getText();
        return blob ? new Value.Blob(words.getBytes(StandardCharsets.UTF_8)) : new Value.Text(words);
    }

    private void apply() {
        Value value = value();
        if (value != null) {
            done.run();
            stage.accept(value);
        }
    }

    /// What is to be done when editing ends since something else is shown: stages what was typed.
    Runnable leave() {
        Value value = area.getText().equals(first) ? null : value();
        Consumer<Value> to = stage;
        return () -> {
            if (value != null) {
                to.accept(value);
            }
        };
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
