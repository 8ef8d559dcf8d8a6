package studio.rowan.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Modality;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.jspecify.annotations.Nullable;

/// The real dialogs, over the window in front.
public final class StageDialogs implements Dialogs {
    private final Supplier<? extends @Nullable Window> owner;
    private final FileDialogs files;

    public StageDialogs(Supplier<? extends @Nullable Window> owner) {
        this.owner = owner;
        this.files = new SystemFileDialogs(owner);
    }

    /// @param jobs brings back what a file dialog in a process of its own answers
    public StageDialogs(Supplier<? extends @Nullable Window> owner, Jobs jobs) {
        this.owner = owner;
        this.files = SeparateFileDialogs.isNeeded()
                ? new SeparateFileDialogs(jobs, SeparateFileDialogs.program(), new TypedPaths(this)::ask)
                : new SystemFileDialogs(owner);
    }

    @Override
    public FileDialogs files() {
        return files;
    }

    @Override
    public boolean confirm(Question question) {
        ButtonType yes = new ButtonType(question.yes(), ButtonData.OK_DONE);
        ButtonType cancel = cancel();
        Dialog<ButtonType> dialog = dialog(question.title(), List.of(yes, cancel));
        VBox content = content(question.message());
        if (!question.detail().isBlank()) {
            TextArea detail = new TextArea(question.detail());
            detail.setId("dialogDetail");
            detail.setEditable(false);
            detail.setWrapText(true);
            detail.getStyleClass().add("mono");
            detail.setPrefRowCount((int) Math.clamp(question.detail().lines().count() + 1, 2, 14));
            content.getChildren().add(detail);
        }
        Button button = (Button) dialog.getDialogPane().lookupButton(yes);
        button.setId("dialogYes");
        if (question.danger()) {
            button.getStyleClass().add("danger");
            button.setDefaultButton(false);
            // JavaFX gives the keyboard to the button of OK_DONE when the window is shown: Enter would say yes.
            Node no = dialog.getDialogPane().lookupButton(cancel);
            dialog.getDialogPane()
                    .getScene()
                    .getWindow()
                    .addEventHandler(WindowEvent.WINDOW_SHOWN, _ -> no.requestFocus());
        }
        if (!question.typed().isEmpty()) {
            TextField typed = new TextField();
            typed.setId("dialogTyped");
            Label label = new Label(Text.of("dialog.type", question.typed()));
            label.setLabelFor(typed);
            label.setWrapText(true);
            content.getChildren().addAll(label, typed);
            button.disableProperty()
                    .bind(typed.textProperty().map(text -> !text.strip().equals(question.typed())));
            dialog.getDialogPane()
                    .getScene()
                    .getWindow()
                    .addEventHandler(WindowEvent.WINDOW_SHOWN, _ -> typed.requestFocus());
        }
        dialog.getDialogPane().setContent(content);
        return dialog.showAndWait().orElse(ButtonType.CANCEL) == yes;
    }

    @Override
    public int choose(String title, String message, List<String> choices) {
        List<ButtonType> types = new ArrayList<>();
        for (String choice : choices) {
            types.add(new ButtonType(choice, types.isEmpty() ? ButtonData.OK_DONE : ButtonData.OTHER));
        }
        ButtonType cancel = cancel();
        types.add(cancel);
        Dialog<ButtonType> dialog = dialog(title, types);
        for (int i = 0; i < choices.size(); i++) {
            Button button = (Button) dialog.getDialogPane().lookupButton(types.get(i));
            button.setId("dialogChoice" + i);
            button.setMinWidth(Region.USE_PREF_SIZE);
            ButtonBar.setButtonUniformSize(button, false);
        }
        dialog.getDialogPane().setContent(content(message));
        ButtonType answer = dialog.showAndWait().orElse(cancel);
        return answer == cancel ? -1 : types.indexOf(answer);
    }

    @Override
    public @Nullable String ask(String title, String label, String initial) {
        ButtonType ok = new ButtonType(Text.of("dialog.ok"), ButtonData.OK_DONE);
        Dialog<ButtonType> dialog = dialog(title, List.of(ok, cancel()));
        TextField field = new TextField(initial);
        field.setId("dialogText");
        VBox content = content(label);
        ((Label) content.getChildren().getFirst()).setLabelFor(field);
        content.getChildren().add(field);
        dialog.getDialogPane().setContent(content);
        dialog.getDialogPane().lookupButton(ok).setId("dialogYes");
        // As above: what is typed and confirmed by Enter must not go past the field.
        dialog.getDialogPane().getScene().getWindow().addEventHandler(WindowEvent.WINDOW_SHOWN, _ -> {
            field.requestFocus();
            field.selectAll();
        });
        return dialog.showAndWait().orElse(ButtonType.CANCEL) == ok ? field.getText() : null;
    }

    private Dialog<ButtonType> dialog(String title, List<ButtonType> buttons) {
        Dialog<ButtonType> dialog = new Dialog<>();
        Window window = owner.get();
        if (window != null) {
            dialog.initOwner(window);
            dialog.initModality(Modality.WINDOW_MODAL);
        }
        dialog.setTitle(title);
        dialog.setHeaderText(title);
        dialog.setResizable(true);
        dialog.getDialogPane().getStyleClass().add("rowan-dialog");
        dialog.getDialogPane().getButtonTypes().setAll(buttons);
        Node cancel = dialog.getDialogPane().lookupButton(buttons.getLast());
        cancel.setId("dialogCancel");
        return dialog;
    }

    private static VBox content(String message) {
        Label label = new Label(message);
        label.setId("dialogMessage");
        label.setWrapText(true);
        VBox content = new VBox(label);
        content.getStyleClass().add("dialog-content");
        return content;
    }

    private static ButtonType cancel() {
        return new ButtonType(Text.of("dialog.cancel"), ButtonData.CANCEL_CLOSE);
    }
}
