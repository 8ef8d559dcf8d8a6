package studio.rowan.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.text.Text;

/// Finds texts that do not fit: cut with an ellipsis, or standing outside the window.
public final class Clipped {
    private Clipped() {}

    /// What is visible and cut, as `id or class: text`; `allowed` may be cut (names of the user's own).
    public static List<String> in(Scene scene, Predicate<Node> allowed) {
        List<String> found = new ArrayList<>();
        walk(scene.getRoot(), scene, allowed, found);
        return found;
    }

    private static void walk(Node node, Scene scene, Predicate<Node> allowed, List<String> found) {
        if (!node.isVisible() || allowed.test(node)) {
            return;
        }
        if (node instanceof Labeled labeled && isCut(labeled, scene)) {
            found.add((labeled.getId() == null ? labeled.getStyleClass().toString() : labeled.getId()) + ": "
                    + labeled.getText());
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> walk(child, scene, allowed, found));
        }
    }

    private static boolean isCut(Labeled labeled, Scene scene) {
        String text = labeled.getText();
        if (text == null || text.isEmpty() || !(find(labeled) instanceof Text shown) || !shown.isVisible()) {
            return false;
        }
        Bounds bounds = shown.localToScene(shown.getLayoutBounds());
        boolean outside = bounds.getMinX() < -1 || bounds.getMaxX() > scene.getWidth() + 1;
        return outside || !shown.getText().equals(text);
    }

    /// The text itself; an icon before it is a text too.
    private static Node find(Labeled labeled) {
        return labeled.getChildrenUnmodifiable().stream()
                .filter(child -> child.getStyleClass().contains("text"))
                .findFirst()
                .orElse(null);
    }
}
