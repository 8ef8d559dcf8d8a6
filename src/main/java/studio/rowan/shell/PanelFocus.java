package studio.rowan.shell;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Predicate;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TreeTableView;
import javafx.scene.control.TreeView;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Focus;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Panel;

/// Gives the keyboard to the panel that comes to the front: to what had it there last, else to its first useful
/// control, so that arrows and Tab work at once.
final class PanelFocus {
    private final Jobs jobs;
    private final Node tabs;
    private final Map<Panel, WeakReference<Node>> last = new WeakHashMap<>();
    private @Nullable Panel front;
    /// The first panel of a file is in front before the file is in the window.
    private boolean due;

    /// @param tabs what the panels stand in
    PanelFocus(Node tabs, Jobs jobs) {
        this.tabs = tabs;
        this.jobs = jobs;
        tabs.sceneProperty().flatMap(Scene::focusOwnerProperty).subscribe(owner -> remember(owner));
        tabs.sceneProperty().subscribe(scene -> {
            if (scene != null && due) {
                ask();
            }
        });
    }

    private void remember(@Nullable Node owner) {
        Panel panel = front;
        if (panel != null && owner != null && isIn(panel.node(), owner)) {
            last.put(panel, new WeakReference<>(owner));
        }
    }

    /// @param now null where no tab is left
    void fronted(@Nullable Panel now) {
        front = now;
        if (now != null) {
            ask();
        }
    }

    /// Behind what the panel itself asks for when it is shown: that goes first.
    private void ask() {
        jobs.ui(this::settle);
    }

    private void settle() {
        Panel panel = front;
        Scene scene = tabs.getScene();
        due = scene == null;
        if (panel == null || scene == null || isIn(panel.node(), scene.getFocusOwner())) {
            return;
        }
        WeakReference<Node> known = last.get(panel);
        Node before = known == null ? null : known.get();
        Node chosen = before != null && isIn(panel.node(), before) && isUsable(before) ? before : panel.first();
        Node node = chosen != null && !chosen.isDisabled() ? chosen : firstIn(panel.node());
        if (node != null) {
            Focus.give(node, jobs, () -> {});
        }
    }

    /// A list is what most panels are about; else the first that Tab would reach.
    private static @Nullable Node firstIn(Node panel) {
        Node list = find(panel, PanelFocus::isList);
        return list != null ? list : find(panel, node -> true);
    }

    private static boolean isList(Node node) {
        return switch (node) {
            case ListView<?> list -> !list.getItems().isEmpty();
            case TreeView<?> tree -> tree.getRoot() != null;
            case TableView<?> table -> !table.getItems().isEmpty();
            case TreeTableView<?> tree -> tree.getRoot() != null;
            default -> false;
        };
    }

    private static @Nullable Node find(Node panel, Predicate<Node> wanted) {
        Deque<Node> left = new ArrayDeque<>(List.of(panel));
        while (!left.isEmpty()) {
            Node node = left.pop();
            if (!node.isVisible() || node.isDisabled()) {
                continue;
            }
            if (node != panel && node.isFocusTraversable() && wanted.test(node)) {
                return node;
            }
            if (node instanceof Parent parent) {
                List<Node> children = parent.getChildrenUnmodifiable();
                for (int i = children.size() - 1; i >= 0; i--) {
                    left.push(children.get(i));
                }
            }
        }
        return null;
    }

    private static boolean isUsable(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible() || at.isDisabled()) {
                return false;
            }
        }
        return node.isFocusTraversable();
    }

    private static boolean isIn(Node panel, @Nullable Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at == panel) {
                return true;
            }
        }
        return false;
    }
}
