package studio.rowan.migrations;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Icons;
import studio.rowan.kit.SqlEditor;
import studio.rowan.kit.Text;

/// A script that is being written: what it is, its name, what the guard sees in it, and the text.
final class DraftView extends BorderPane {
    private static final KeyCombination SAVE = KeyCombination.valueOf("Shortcut+S");

    private final DraftModel model;
    private final SqlEditor editor = new SqlEditor();
    private final TextField description = new TextField();

    /// @param saved told once it is in a file
    /// @param discard asks, and gives up what was typed
    /// @param buttons what else can be done with it
    DraftView(DraftModel model, DraftModel.Draft draft, Runnable saved, Runnable discard, Node... buttons) {
        this.model = model;
        setId("draftView");
        editor.setId("draftText");
        if (draft.isOnlyWords() && !model.isUnsaved()) {
            setTop(words(draft, buttons));
            return;
        }
        editor.setText(model.text().get());
        editor.textProperty().subscribe(text -> {
            if (model.draft().get() != null) {
                model.text().set(text);
            }
        });
        FindingsView findings = new FindingsView(draft.words());
        model.findings().subscribe(findings::show);
        BorderPane script = new BorderPane(editor);
        script.setTop(findings);
        List<Node> more = new ArrayList<>(List.of(buttons));
        more.addFirst(discarding(discard));
        setTop(head(saved, more));
        setCenter(script);
        addEventHandler(KeyEvent.KEY_PRESSED, pressed -> {
            if (SAVE.match(pressed)) {
                pressed.consume();
                model.save(saved);
            }
        });
    }

    /// No script can do it: there is nothing to name, to write or to save.
    private static Node words(DraftModel.Draft draft, Node... buttons) {
        VBox head = new VBox();
        head.getStyleClass().add("convert-head");
        for (String line : draft.words()) {
            head.getChildren().add(TrialView.words(line, head.getChildren().isEmpty() ? "strong" : "plain"));
        }
        if (buttons.length > 0) {
            head.getChildren().add(row(buttons));
        }
        return head;
    }

    private static FlowPane row(Node... content) {
        FlowPane row = new FlowPane(content);
        row.getStyleClass().add("convert-form");
        return row;
    }

    private Node head(Runnable saved, List<Node> more) {
        VBox head = new VBox();
        head.getStyleClass().add("convert-head");
        if (model.isUnsaved()) {
            Label goesOn = TrialView.words(Text.of("draft.goesOn"), "muted");
            goesOn.setId("draftGoesOn");
            head.getChildren().add(goesOn);
        }
        String hindrance = model.hindrance();
        List<Node> buttons = new ArrayList<>(more);
        buttons.addFirst(copy());
        if (hindrance.isEmpty()) {
            buttons.addFirst(save(saved));
            head.getChildren().add(naming());
        } else {
            Label why = TrialView.words(hindrance, "muted");
            why.setId("draftHindrance");
            head.getChildren().add(why);
        }
        head.getChildren().add(row(buttons.toArray(Node[]::new)));
        return head;
    }

    private FlowPane naming() {
        description.setId("draftDescription");
        description.setPrefColumnCount(22);
        description.setPromptText(Text.of("draft.description.prompt"));
        description.setText(model.description().get());
        description.textProperty().subscribe(text -> model.description().set(text));
        description.setOnAction(_ -> editor.requestFocus());
        Label label = new Label(Text.of("draft.description"));
        label.setLabelFor(description);
        label.setMinWidth(USE_PREF_SIZE);
        Label name = new Label();
        name.setId("draftName");
        name.getStyleClass().addAll("muted", "mono");
        name.textProperty().bind(model.name());
        HBox field = new HBox(label, description);
        field.setAlignment(Pos.CENTER_LEFT);
        field.getStyleClass().add("convert-field");
        return row(field, name);
    }

    private Button save(Runnable saved) {
        Button save = Controls.button("saveDraft", Icons.SAVE, Text.of("draft.save"), () -> model.save(saved));
        save.getStyleClass().add("primary");
        save.setTooltip(new Tooltip(Text.of("draft.save.tip", SAVE.getDisplayText())));
        save.disableProperty().bind(model.savable().not());
        return save;
    }

    /// There is nothing to discard before something was typed.
    private Button discarding(Runnable discard) {
        Button button = Controls.button("discardDraft", Icons.DELETE, Text.of("draft.discard"), discard);
        model.unsaved().subscribe(_ -> button.setDisable(!model.isUnsaved()));
        return button;
    }

    private Button copy() {
        return Controls.button(
                "copyDraft",
                Icons.COPY,
                Text.of("draft.copy"),
                () -> Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.PLAIN_TEXT, editor.getText())));
    }

    /// Where the user writes first.
    void begin() {
        if (getCenter() == null) {
            return;
        }
        if (model.hindrance().isEmpty() && description.getText().isEmpty()) {
            description.requestFocus();
        } else {
            editor.requestFocus();
        }
    }
}
