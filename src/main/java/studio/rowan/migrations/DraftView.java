package studio.rowan.migrations;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
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
        editor.setText(model.text().get());
        editor.textProperty().subscribe(text -> {
            if (model.draft().get() != null) {
                model.text().set(text);
            }
        });
        FindingsView findings = new FindingsView();
        model.findings().subscribe(findings::show);
        BorderPane script = new BorderPane(editor);
        script.setTop(findings);
        List<Node> more = new ArrayList<>(List.of(buttons));
        more.addFirst(discarding(discard));
        setTop(head(draft, saved, more));
        setCenter(script);
    }

    private Node head(DraftModel.Draft draft, Runnable saved, List<Node> more) {
        Label title = new Label(draft.title());
        title.setId("draftTitle");
        title.getStyleClass().add("heading");
        VBox head = new VBox(title);
        head.getStyleClass().add("convert-head");
        for (String line : draft.words()) {
            head.getChildren().add(TrialView.words(line, "plain"));
        }
        if (model.isUnsaved()) {
            Label goesOn = TrialView.words(Text.of("draft.goesOn"), "muted");
            goesOn.setId("draftGoesOn");
            head.getChildren().add(goesOn);
        }
        String hindrance = model.hindrance();
        if (hindrance.isEmpty()) {
            head.getChildren().add(form(saved, more));
        } else {
            Label why = TrialView.words(hindrance, "muted");
            why.setId("draftHindrance");
            List<Node> buttons = new ArrayList<>(more);
            buttons.add(copy());
            FlowPane row = new FlowPane(buttons.toArray(Node[]::new));
            row.getStyleClass().add("convert-form");
            head.getChildren().addAll(why, row);
        }
        return head;
    }

    private FlowPane form(Runnable saved, List<Node> more) {
        description.setId("draftDescription");
        description.setPrefColumnCount(22);
        description.setPromptText(Text.of("draft.description.prompt"));
        description.setText(model.description().get());
        description.textProperty().subscribe(text -> model.description().set(text));
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
        Button save = Controls.button("saveDraft", Icons.SAVE, Text.of("draft.save"), () -> model.save(saved));
        save.getStyleClass().add("primary");
        save.disableProperty().bind(model.savable().not());
        FlowPane form = new FlowPane(field, name, save, copy());
        form.getChildren().addAll(more);
        form.getStyleClass().add("convert-form");
        return form;
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
        if (model.hindrance().isEmpty() && description.getText().isEmpty()) {
            description.requestFocus();
        } else {
            editor.requestFocus();
        }
    }
}
