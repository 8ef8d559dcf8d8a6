package studio.rowan.kit;

import javafx.scene.control.MenuItem;
import org.jspecify.annotations.Nullable;

/// Says in a menu entry that is off, beneath its words, why it is: nothing else of such an entry could be asked.
public final class MenuReason {
    private static final String WORDS = "rowan.words";

    private MenuReason() {}

    /// Turns the entry off for a reason, or on with its own words where there is none.
    /// @param reason in a few words; empty where the entry is off and that speaks for itself, `null` where it is on
    public static void set(MenuItem item, @Nullable String reason) {
        Object known = item.getProperties().putIfAbsent(WORDS, item.getText());
        String words = known == null ? item.getText() : known.toString();
        item.setDisable(reason != null);
        item.setText(reason == null || reason.isEmpty() ? words : words + "\n" + reason);
    }
}
