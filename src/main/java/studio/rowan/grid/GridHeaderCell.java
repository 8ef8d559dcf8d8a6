package studio.rowan.grid;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;

/// The header of one column in sight: name and badges, the type below, the sort mark, and the filter field.
final class GridHeaderCell extends Region {
    /// In widths of the font's size: longer declarations are cut, and stand in the tooltip.
    private static final double WIDEST_TYPE = 14;

    private final GridView grid;
    private final Label name = new Label();
    private final Label type = new Label();
    private final List<Label> badges = new ArrayList<>();
    private final Node up = Icons.SORT_UP.node("small", "accent");
    private final Node down = Icons.SORT_DOWN.node("small", "accent");
    private final Label rank = new Label();
    private final StackPane menu = new StackPane(Icons.CHEVRON_DOWN.node("small"));
    private final GridFilterView filter;
    private final Tooltip tooltip = new Tooltip() {
        @Override
        public void show(Window owner, double x, double y) {
            // It would lie over the menu that was opened here.
            if (!grid.menus().isOpen()) {
                super.show(owner, x, y);
            }
        }
    };
    private @Nullable GridColumn column;
    private int index = -1;

    GridHeaderCell(GridView grid) {
        this.grid = grid;
        this.filter = new GridFilterView(grid);
        getStyleClass().add("grid-header-cell");
        setManaged(false);
        setAccessibleRole(AccessibleRole.TABLE_COLUMN);
        name.getStyleClass().add("grid-header-name");
        type.getStyleClass().add("grid-header-type");
        rank.getStyleClass().add("grid-rank");
        menu.getStyleClass().add("grid-header-menu");
        menu.setOnMousePressed(Event::consume);
        menu.setOnMouseReleased(Event::consume);
        menu.setOnMouseClicked(this::menuClicked);
        getChildren().addAll(name, type, up, down, rank, menu);
    }

    private void menuClicked(MouseEvent e) {
        int position = grid.columns().position(index);
        if (e.getButton() == MouseButton.PRIMARY && position >= 0) {
            Bounds bounds = localToScreen(getLayoutBounds());
            grid.menus().showHeader(position, this, bounds.getMinX(), bounds.getMaxY());
        }
        e.consume();
    }

    int index() {
        return index;
    }

    GridFilterView filter() {
        return filter;
    }

    void show(int newIndex, GridColumn newColumn, @Nullable RowOrder order, boolean filters) {
        index = newIndex;
        setVisible(true);
        if (newColumn != column) {
            column = newColumn;
            fill(newColumn);
        }
        String line = grid.formats().typeLine(newIndex, newColumn);
        if (!line.equals(type.getText())) {
            type.setText(line);
            tip(newColumn, newIndex);
        }
        RowOrder.Part part = order == null ? null : order.part(newIndex);
        up.setVisible(part != null && !part.descending());
        down.setVisible(part != null && part.descending());
        String place = order == null || part == null || order.parts().size() < 2
                ? ""
                : String.valueOf(order.rank(newIndex) + 1);
        rank.setVisible(!place.isEmpty());
        rank.setText(place);
        filter.setVisible(filters);
        if (filters && filter.getParent() == null) {
            getChildren().add(filter);
        }
        filter.show(newIndex);
        boolean filtered = grid.filters().isFiltered(newIndex);
        if (filtered != getStyleClass().contains("filtered")) {
            if (filtered) {
                getStyleClass().add("filtered");
            } else {
                getStyleClass().remove("filtered");
            }
        }
        requestLayout();
    }

    /// Shows no column: none is found here by its name.
    void clear() {
        setVisible(false);
        if (column != null) {
            column = null;
            index = -1;
            setId(null);
            filter.setId(null);
        }
    }

    private void fill(GridColumn shown) {
        setId("header-" + shown.name());
        // One line, whatever the name holds.
        name.setText(shown.name().replaceAll("\\p{Cntrl}", "␣"));
        type.setText("");
        filter.setId("filter-" + shown.name());
        filter.setAccessibleText(Text.of("grid.filterOf", shown.name()));
        getChildren().removeAll(badges);
        badges.clear();
        for (String text : shown.badges()) {
            Label badge = new Label(text);
            badge.getStyleClass().addAll("grid-badge", styleClass(text));
            badge.setMinWidth(USE_PREF_SIZE);
            badges.add(badge);
        }
        getChildren().addAll(badges);
        tip(shown, index);
    }

    private void tip(GridColumn shown, int of) {
        String text = (shown.tooltip() + "\n" + grid.formats().words(of)).strip();
        if (text.isEmpty()) {
            Tooltip.uninstall(this, tooltip);
        } else {
            tooltip.setText(text);
            tooltip.setWrapText(true);
            tooltip.setMaxWidth(grid.font().size() * 32);
            Tooltip.install(this, tooltip);
        }
    }

    /// `PK2` looks like `PK`.
    private static String styleClass(String badge) {
        return "grid-badge-" + badge.toLowerCase(Locale.ROOT).replaceAll("[0-9]", "");
    }

    /// How wide the header wants to be, with its name uncut.
    /// @param typeLine the smaller second line
    static double natural(GridColumn column, String typeLine, GridFontModel font) {
        double badges = column.badges().stream()
                .mapToDouble(badge -> font.width(badge) * 0.8 + font.size() * 1.1)
                .sum();
        double top = font.width(column.name()) * 1.1 + badges + font.size() * 1.4;
        double bottom = Math.min(font.width(typeLine) * 0.9, font.size() * WIDEST_TYPE);
        return Math.max(top, bottom) + 2 * font.padding() + 2;
    }

    @Override
    protected void layoutChildren() {
        double padding = grid.font().padding();
        double size = grid.font().size();
        double width = getWidth() - 2 * padding;
        double top = Math.round(size * 0.4);
        double badgesWidth =
                badges.stream().mapToDouble(b -> b.prefWidth(-1) + size * 0.3).sum();
        boolean sorted = up.isVisible() || down.isVisible();
        double rankWidth = rank.isVisible() ? Math.ceil(rank.prefWidth(-1)) : 0;
        double mark = sorted ? size * 1.2 + rankWidth : 0;
        double nameWidth = Math.max(0, Math.min(name.prefWidth(-1), width - badgesWidth - mark));
        double line = name.prefHeight(-1);
        name.resizeRelocate(padding, top, nameWidth, line);
        double x = padding + nameWidth + size * 0.4;
        for (Label badge : badges) {
            double height = badge.prefHeight(-1);
            badge.resizeRelocate(x, top + Math.round((line - height) / 2), badge.prefWidth(-1), height);
            x += badge.getWidth() + size * 0.3;
        }
        for (Node node : List.of(up, down)) {
            double height = node.prefHeight(-1);
            node.relocate(x, top + Math.round((line - height) / 2));
        }
        double rankHeight = rank.prefHeight(-1);
        rank.resizeRelocate(x + size * 1.05, top + Math.round((line - rankHeight) / 2), rankWidth, rankHeight);
        double side = Math.round(size * 1.5);
        double below = top + line + Math.round((type.prefHeight(-1) - side) / 2);
        menu.resizeRelocate(getWidth() - side - 4, below, side, side);
        type.resizeRelocate(padding, top + line, Math.max(0, width), type.prefHeight(-1));
        if (filter.isVisible()) {
            double height = filter.prefHeight(-1);
            filter.resizeRelocate(4, getHeight() - height - 5, getWidth() - 9, height);
        }
    }

    @Override
    public @Nullable Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        GridColumn shown = column;
        return attribute == AccessibleAttribute.TEXT && shown != null
                ? String.join(", ", shown.name(), type.getText(), String.join(" ", shown.badges()), sortWords())
                : super.queryAccessibleAttribute(attribute, parameters);
    }

    private String sortWords() {
        if (!up.isVisible() && !down.isVisible()) {
            return "";
        }
        return Text.of(up.isVisible() ? "grid.sorted.up" : "grid.sorted.down", rank.isVisible() ? rank.getText() : "1");
    }
}
