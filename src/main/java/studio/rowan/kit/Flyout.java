package studio.rowan.kit;

import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import javafx.stage.Popup;
import javafx.stage.Screen;

/// A small window that hangs below a node and goes when somebody clicks elsewhere or presses Esc. It looks like the
/// window it belongs to.
public final class Flyout {
    private final Popup popup = new Popup();
    private final VBox frame = new VBox();

    /// @param id of its frame
    public Flyout(String id) {
        frame.setId(id);
        frame.getStyleClass().add("flyout");
        popup.getContent().add(frame);
        // What is typed here must not reach the window below too, which gets all that nobody takes.
        frame.addEventHandler(KeyEvent.ANY, event -> {
            if (event.getCode() != KeyCode.ESCAPE) {
                event.consume();
            }
        });
        popup.setAutoHide(true);
        popup.setHideOnEscape(true);
        // A click elsewhere is meant for what is there.
        popup.setConsumeAutoHidingEvents(false);
    }

    /// What is to happen when it went.
    public Flyout onHidden(Runnable then) {
        popup.setOnHidden(_ -> then.run());
        return this;
    }

    /// Leaves the keyboard where it is: for words that are only to be read.
    public Flyout passive() {
        popup.setAutoHide(false);
        popup.setHideOnEscape(false);
        frame.setMouseTransparent(true);
        return this;
    }

    public boolean isShowing() {
        return popup.isShowing();
    }

    public void show(Node below, Node content) {
        Bounds bounds = below.localToScreen(below.getLayoutBounds());
        if (bounds == null || below.getScene() == null) {
            return;
        }
        // The popup's own scene takes the window's sheets only when it is shown, after the first pass over its styles.
        popup.getScene().getStylesheets().setAll(below.getScene().getStylesheets());
        frame.getStylesheets().clear();
        for (Parent parent = below.getParent(); parent != null; parent = parent.getParent()) {
            frame.getStylesheets().addAll(parent.getStylesheets());
        }
        frame.getChildren().setAll(content);
        frame.applyCss();
        double width = frame.prefWidth(-1);
        double height = frame.prefHeight(width);
        Rectangle2D screen = Screen.getScreensForRectangle(bounds.getMinX(), bounds.getMinY(), 1, 1).stream()
                .findFirst()
                .orElse(Screen.getPrimary())
                .getVisualBounds();
        double x = Math.max(screen.getMinX(), Math.min(bounds.getMinX(), screen.getMaxX() - width - 4));
        boolean fits = bounds.getMaxY() + 4 + height <= screen.getMaxY();
        double y = fits ? bounds.getMaxY() + 4 : Math.max(screen.getMinY(), screen.getMaxY() - height - 4);
        popup.show(below, x, y);
        popup.sizeToScene();
    }

    public void hide() {
        popup.hide();
    }
}
