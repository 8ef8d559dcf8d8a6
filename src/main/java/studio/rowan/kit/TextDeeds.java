package studio.rowan.kit;

import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import org.jspecify.annotations.Nullable;

/// What a menu does to the text that has the keyboard.
public record TextDeeds(Runnable undo, Runnable redo, Runnable cut, Runnable copy, Runnable paste, Runnable selectAll) {
    /// Those of a text field or an editor; `null` where something else has the keyboard.
    public static @Nullable TextDeeds of(@Nullable Node focused) {
        if (focused instanceof TextInputControl text) {
            return new TextDeeds(text::undo, text::redo, text::cut, text::copy, text::paste, text::selectAll);
        }
        for (Node at = focused; at != null; at = at.getParent()) {
            if (at instanceof SqlEditor editor) {
                return editor.deeds();
            }
        }
        return null;
    }
}
