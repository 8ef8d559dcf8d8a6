package studio.rowan.shell;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/// The panes left and right of the centre: shown or not, with widths in pixels that a larger window leaves alone.
final class SidePanes {
    /// In units of the font size: where the centre would get less, the inspector makes room unless it is asked for.
    private static final double SMALLEST_CENTRE = 30;

    private static final double GOOD_CENTRE = 36;
    private static final double SMALLEST_INSPECTOR = 240;

    private final SplitPane split;
    private final Region sidebar;
    private final Region inspector;
    private final ObservableValue<? extends Number> fontSize;
    private double sidebarWidth = Session.Window.DEFAULT.sidebar();
    private double inspectorWidth = Session.Window.DEFAULT.inspector();
    private double placedScale = 1;
    private boolean sidebarWanted = true;
    private boolean inspectorWanted = true;
    private boolean fileOpen;
    private boolean inspectable;
    private boolean inspectorForced;
    private boolean unsettled;
    private Subscription following = Subscription.EMPTY;

    /// @param fontSize widths are meant for a font of 13 pixels and grow with it
    SidePanes(SplitPane split, Region sidebar, Region inspector, ObservableValue<? extends Number> fontSize) {
        this.split = split;
        this.sidebar = sidebar;
        this.inspector = inspector;
        this.fontSize = fontSize;
        SplitPane.setResizableWithParent(sidebar, false);
        SplitPane.setResizableWithParent(inspector, false);
        sidebar.setMinWidth(160);
        fontSize.subscribe(_ -> inspector.setMinWidth(SMALLEST_INSPECTOR * scale()));
        inspector.widthProperty().subscribe(_ -> settle());
        split.addEventFilter(MouseEvent.MOUSE_RELEASED, event -> {
            if (event.getTarget() instanceof Node node && isOfDivider(node)) {
                measure();
            }
        });
        split.widthProperty().subscribe(_ -> {
            arrange();
            place();
        });
        fontSize.subscribe((_, _) -> {
            arrange();
            place();
        });
    }

    /// The divider, or the grip in it.
    private static boolean isOfDivider(Node node) {
        return node.getStyleClass().contains("split-pane-divider")
                || (node.getParent() != null && node.getParent().getStyleClass().contains("split-pane-divider"));
    }

    void showSidebar(boolean shown) {
        fileOpen = shown;
        arrange();
    }

    boolean isSidebarWanted() {
        return sidebarWanted;
    }

    void setSidebarWanted(boolean wanted) {
        sidebarWanted = wanted;
        arrange();
    }

    boolean isInspectorShown() {
        return split.getItems().contains(inspector);
    }

    void setInspectorWanted(boolean wanted) {
        inspectorWanted = wanted;
        inspectorForced = wanted;
        arrange();
    }

    /// The keyboard goes to what the inspector shows. Esc takes it back.
    void focusInspector() {
        setInspectorWanted(true);
        inspector.lookupAll(".toggle-button").stream()
                .filter(node -> node instanceof ToggleButton button && button.isSelected())
                .findFirst()
                .ifPresent(Node::requestFocus);
    }

    /// The inspector stands beside rows and results, not beside other panels.
    void follow(@Nullable ReadOnlyObjectProperty<@Nullable Place> place) {
        following.unsubscribe();
        following = Subscription.EMPTY;
        if (place == null) {
            inspectable = false;
            arrange();
            return;
        }
        following = place.subscribe(now -> {
            inspectable = switch (now) {
                case Place.Rows _, Place.Sql _ -> true;
                case Place.Structure _, Place.Room _ -> false;
                case null -> false;
            };
            arrange();
        });
    }

    private void arrange() {
        boolean left = fileOpen && sidebarWanted;
        boolean right = fileOpen && inspectorWanted && inspectable && (inspectorForced || hasRoom());
        var items = split.getItems();
        boolean hasLeft = items.contains(sidebar);
        boolean hasRight = items.contains(inspector);
        if (left == hasLeft && right == hasRight) {
            return;
        }
        if (left != hasLeft) {
            if (left) {
                items.addFirst(sidebar);
            } else {
                items.remove(sidebar);
            }
        }
        if (right != hasRight) {
            if (right) {
                items.addLast(inspector);
                unsettled = true;
            } else {
                items.remove(inspector);
            }
        }
        place();
    }

    /// A split pane that is made wider as well gives a new item the least width, whatever its divider was set to.
    private void settle() {
        if (unsettled && inspector.getWidth() > 0) {
            unsettled = false;
            place();
        }
    }

    private boolean hasRoom() {
        double width = split.getWidth();
        double centre = width - sidebarNow() - inspectorNow();
        return width <= 0 || centre >= SMALLEST_CENTRE * fontSize.getValue().doubleValue();
    }

    private double sidebarNow() {
        return Math.min(sidebarWidth * scale(), split.getWidth() * 0.32);
    }

    /// In a narrow window it gives room to the centre, down to what it needs itself.
    private double inspectorNow() {
        double left = split.getWidth()
                - sidebarNow()
                - GOOD_CENTRE * fontSize.getValue().doubleValue();
        return Math.min(inspectorWidth * scale(), Math.max(SMALLEST_INSPECTOR * scale(), left));
    }

    private double scale() {
        return fontSize.getValue().doubleValue() / 13;
    }

    /// Remembers the widths the user dragged to; those that a layout passes through are nobody's wish.
    private void measure() {
        if (split.getItems().contains(sidebar) && sidebar.getWidth() > 0) {
            sidebarWidth = sidebar.getWidth() / placedScale;
        }
        if (split.getItems().contains(inspector) && inspector.getWidth() > 0) {
            inspectorWidth = inspector.getWidth() / placedScale;
        }
    }

    private void place() {
        double width = split.getWidth();
        if (width <= 0) {
            return;
        }
        placedScale = scale();
        boolean right = split.getItems().contains(inspector);
        double sidebarNow = sidebarNow();
        double inspectorNow = right ? inspectorNow() : 0;
        int divider = 0;
        if (split.getItems().contains(sidebar)) {
            split.setDividerPosition(divider++, sidebarNow / width);
        }
        if (right) {
            split.setDividerPosition(divider, 1 - inspectorNow / width);
        }
    }

    void restore(Session.Window from) {
        sidebarWidth = from.sidebar() > 0 ? from.sidebar() : sidebarWidth;
        inspectorWidth = from.inspector() > 0 ? from.inspector() : inspectorWidth;
        sidebarWanted = from.sidebarShown();
        inspectorWanted = from.inspectorShown();
        arrange();
        place();
    }

    Session.Window save(Session.Window at) {
        return new Session.Window(
                at.x(),
                at.y(),
                at.width(),
                at.height(),
                at.maximized(),
                Math.rint(sidebarWidth),
                Math.rint(inspectorWidth),
                sidebarWanted,
                inspectorWanted,
                at.systemShown());
    }
}
