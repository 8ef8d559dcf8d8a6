package studio.rowan.kit;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one window for what nobody expected: it says that the studio goes on, and holds details to copy for a report.
/// Called on the window's thread; a second error joins the first in the same window.
public final class ErrorWindow implements Consumer<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorWindow.class);
    private static final int MOST_CHARACTERS = 200_000;

    private final Theme theme;
    private final About about;
    private @Nullable Stage stage;
    private final TextArea details = new TextArea();

    public ErrorWindow(Theme theme, About about) {
        this.theme = theme;
        this.about = about;
        details.setId("errorDetails");
        details.setEditable(false);
        details.getStyleClass().add("mono");
    }

    @Override
    public void accept(Throwable thrown) {
        LOG.error("unexpected", thrown);
        Stage window = stage;
        if (window == null) {
            window = build();
            stage = window;
        }
        if (!window.isShowing()) {
            details.setText(Text.of("errorWindow.system", about.version(), about.java(), about.system()) + "\n");
        }
        if (details.getLength() < MOST_CHARACTERS) {
            details.appendText("\n" + trace(thrown));
        }
        details.positionCaret(0);
        window.show();
        window.toFront();
    }

    /// What the window shows; for whoever writes a report.
    public String details() {
        return details.getText();
    }

    private Stage build() {
        Label heading = new Label(Text.of("errorWindow.heading"), Icons.ERROR.node("danger", "large"));
        heading.getStyleClass().add("heading");
        Label message = new Label(Text.of("errorWindow.message"));
        message.setWrapText(true);
        message.setMinHeight(Label.USE_PREF_SIZE);
        Button copy = Controls.button("errorCopy", Icons.COPY, Text.of("errorWindow.copy"), this::copy);
        Button close = new Button(Text.of("errorWindow.close"));
        close.setId("errorClose");
        close.setDefaultButton(true);
        close.setCancelButton(true);
        HBox buttons = new HBox(copy, Controls.spacer(), close);
        buttons.setAlignment(Pos.CENTER_LEFT);
        VBox.setVgrow(details, Priority.ALWAYS);
        VBox root = new VBox(heading, message, details, buttons);
        root.getStyleClass().add("error-window");
        Scene scene = new Scene(root, 720, 460);
        theme.install(scene);
        Stage window = new Stage();
        AppIcon.install(window);
        window.setTitle(Text.of("errorWindow.title"));
        window.setScene(scene);
        close.setOnAction(_ -> window.hide());
        return window;
    }

    private void copy() {
        ClipboardContent content = new ClipboardContent();
        content.putString(details.getText());
        Clipboard.getSystemClipboard().setContent(content);
    }

    private static String trace(Throwable thrown) {
        StringWriter out = new StringWriter();
        thrown.printStackTrace(new PrintWriter(out));
        return out.toString();
    }
}
