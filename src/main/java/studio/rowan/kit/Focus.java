package studio.rowan.kit;

import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/// Gives the keyboard to a node of a panel that comes to the front.
public final class Focus {
    private Focus() {}

    /// At once where the node can be seen, else in the moment in which it can: a key that is pressed while the panel is
    /// being built must find it there, and a later turn of the window's thread would come behind that key.
    /// @param then runs where the node had not had the keyboard before
    public static void give(Node node, Jobs jobs, Runnable then) {
        if (owns(node) || take(node, then)) {
            return;
        }
        Node hidden = hidden(node);
        if (hidden != null) {
            hidden.visibleProperty().addListener(new ChangeListener<>() {
                @Override
                public void changed(ObservableValue<? extends Boolean> value, Boolean before, Boolean now) {
                    hidden.visibleProperty().removeListener(this);
                    take(node, then);
                }
            });
        }
        jobs.ui(() -> {
            if (!owns(node)) {
                take(node, then);
            }
        });
    }

    private static boolean take(Node node, Runnable then) {
        node.requestFocus();
        if (owns(node)) {
            // It gets its skin by this, without which keys would find nobody who takes them.
            node.applyCss();
            then.run();
            return true;
        }
        return false;
    }

    private static boolean owns(Node node) {
        return node.getScene() != null && node.getScene().getFocusOwner() == node;
    }

    /// The part around the node that keeps it from being seen; null for none.
    private static @Nullable Node hidden(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return at;
            }
        }
        return null;
    }
}
