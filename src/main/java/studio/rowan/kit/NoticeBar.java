package studio.rowan.kit;

import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The place of a pane where its [Notice] stands, above the content; takes no room while there is none.
public final class NoticeBar extends VBox {
    private @Nullable Notice notice;
    private boolean closable = true;

    public NoticeBar() {
        getStyleClass().add("notice");
        setAccessibleRole(AccessibleRole.TEXT);
        setMinHeight(USE_PREF_SIZE);
        clear();
    }

    /// What it shows stays until it holds no more: nobody can close it.
    public NoticeBar lasting() {
        closable = false;
        return this;
    }

    /// What is shown now.
    public @Nullable Notice notice() {
        return notice;
    }

    public void clear() {
        notice = null;
        getChildren().clear();
        setVisible(false);
        setManaged(false);
    }

    /// Shows what this holds, from now on.
    public void follow(ObservableValue<@Nullable Notice> told) {
        told.subscribe(now -> {
            if (now == null) {
                clear();
            } else {
                show(now);
            }
        });
    }

    /// Shows the notice in place of the one before.
    public void show(Notice shown) {
        clear();
        notice = shown;
        for (Notice.Kind kind : Notice.Kind.values()) {
            pseudoClassStateChanged(PseudoClass.getPseudoClass(Controls.lower(kind)), kind == shown.kind());
        }
        VBox words = words(shown);
        HBox line = new HBox(icon(shown.kind()), words);
        if (closable) {
            line.getChildren()
                    .add(Controls.iconButton("noticeClose", Icons.CLOSE, Text.of("notice.close"), this::clear));
        }
        line.getStyleClass().add("notice-line");
        line.setAlignment(Pos.TOP_LEFT);
        getChildren().add(line);
        FlowPane actions = actions(shown);
        if (!actions.getChildren().isEmpty()) {
            words.getChildren().add(actions);
        }
        setAccessibleText(shown.message() + " " + shown.nextStep());
        setVisible(true);
        setManaged(true);
    }

    /// Below the words and not beside them: in a narrow pane the words would be left without room.
    private FlowPane actions(Notice shown) {
        FlowPane actions = new FlowPane();
        actions.getStyleClass().add("notice-actions");
        for (Notice.Action action : shown.actions()) {
            Button button = new Button(action.text());
            button.setId(action.id());
            button.setMinWidth(USE_PREF_SIZE);
            button.setOnAction(_ -> action.run().run());
            actions.getChildren().add(button);
        }
        if (!shown.details().isBlank()) {
            actions.getChildren().add(details(shown.details()));
        }
        return actions;
    }

    private Hyperlink details(String details) {
        Hyperlink toggle = new Hyperlink(Text.of("notice.details"));
        toggle.setId("noticeDetails");
        toggle.setMinWidth(USE_PREF_SIZE);
        TextArea text = new TextArea(details);
        text.setId("noticeDetailsText");
        text.setEditable(false);
        text.setWrapText(true);
        text.setPrefRowCount((int) Math.clamp(details.lines().count() + 1, 2, 8));
        text.getStyleClass().add("mono");
        toggle.setOnAction(_ -> {
            if (!getChildren().remove(text)) {
                getChildren().add(text);
            }
        });
        return toggle;
    }

    private static VBox words(Notice notice) {
        Label message = new Label(notice.message());
        message.setId("noticeMessage");
        message.setWrapText(true);
        message.setMinHeight(USE_PREF_SIZE);
        message.getStyleClass().add("notice-message");
        VBox words = new VBox(message);
        if (!notice.nextStep().isBlank()) {
            Label next = new Label(notice.nextStep());
            next.setId("noticeNext");
            next.setWrapText(true);
            next.setMinHeight(USE_PREF_SIZE);
            next.getStyleClass().add("notice-next");
            words.getChildren().add(next);
        }
        words.setMinWidth(0);
        words.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(words, Priority.ALWAYS);
        return words;
    }

    private static Node icon(Notice.Kind kind) {
        return switch (kind) {
            case INFO -> Icons.INFO.node("accent");
            case SUCCESS -> Icons.SUCCESS.node("success");
            case WARNING -> Icons.WARNING.node("warning");
            case ERROR -> Icons.ERROR.node("danger");
        };
    }
}
