package studio.rowan.kit;

import java.util.function.Supplier;
import javafx.event.EventHandler;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Control;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/// Says under the mouse why a button is off. Its own tooltip never shows then, since nothing that is off hears of the
/// mouse: what stands around it does.
public final class OffReason {
    private final Control control;
    private final Supplier<@Nullable String> why;
    private final Tooltip tooltip = new Tooltip();
    private final EventHandler<MouseEvent> moved = this::moved;
    private final EventHandler<MouseEvent> exited = _ -> say(null);
    private @Nullable Node around;

    private OffReason(Control control, Supplier<@Nullable String> why) {
        this.control = control;
        this.why = why;
        tooltip.setId("off-reason");
        tooltip.setShowDelay(Duration.millis(400));
        tooltip.setMaxWidth(400);
        tooltip.setWrapText(true);
        control.parentProperty().subscribe(this::moveTo);
        control.disabledProperty().subscribe(this::help);
    }

    /// @param why asked each time; `null` or empty where nothing is to be said
    public static void of(Control control, Supplier<@Nullable String> why) {
        OffReason reason = new OffReason(control, why);
        control.getProperties().put(OffReason.class, reason);
    }

    private void help() {
        control.setAccessibleHelp(control.isDisabled() ? why.get() : null);
    }

    private void moveTo(@Nullable Parent parent) {
        say(null);
        Node before = around;
        if (before != null) {
            before.removeEventHandler(MouseEvent.MOUSE_MOVED, moved);
            before.removeEventHandler(MouseEvent.MOUSE_EXITED, exited);
        }
        around = parent;
        if (parent != null) {
            parent.addEventHandler(MouseEvent.MOUSE_MOVED, moved);
            parent.addEventHandler(MouseEvent.MOUSE_EXITED, exited);
        }
    }

    private void moved(MouseEvent e) {
        // The reason may have become another one meanwhile.
        help();
        boolean over = control.isDisabled()
                && control.isVisible()
                && control.contains(control.sceneToLocal(e.getSceneX(), e.getSceneY()));
        say(over ? why.get() : null);
    }

    private void say(@Nullable String now) {
        Node node = around;
        String words = now == null ? "" : now;
        if (node == null || words.equals(tooltip.getText())) {
            return;
        }
        tooltip.hide();
        tooltip.setText(words);
        if (words.isEmpty()) {
            Tooltip.uninstall(node, tooltip);
        } else {
            Tooltip.install(node, tooltip);
        }
    }
}
