package studio.rowan.grid;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;

/// The header of one column in sight: name and badges, the type below, the sort mark, and the filter field.
final class GridHeaderCell extends Region {
    private final GridView grid;
    private final Label name = new Label();
    private final Label type = new Label();
    private final List<Label> badges = new ArrayList<>();
    private final Node up = Icons.SORT_UP.node("small", "accent");
    private final Node down = Icons.SORT_DOWN.node("small", "accent");
    private final TextField filter = new TextField();
    private final Tooltip tooltip = new Tooltip();
    private @Nullable GridColumn column;
    private int index = -1;
    private boolean filling;

    GridHeaderCell(GridView grid) {
        this.grid = grid;
        getStyleClass().add("grid-header-cell");
        setManaged(false);
        setAccessibleRole(AccessibleRole.TABLE_COLUMN);
        name.getStyleClass().add("grid-header-name");
        type.getStyleClass().add("grid-header-type");
        filter.getStyleClass().add("grid-filter");
        filter.setPromptText(Text.of("grid.filter"));
        filter.textProperty().subscribe(text -> {
            if (!filling && index >= 0) {
                grid.arrangement().filterTyped(index, text);
            }
        });
        getChildren().addAll(name, type, up, down, filter);
    }

    int index() {
        return index;
    }

    TextField filter() {
        return filter;
    }

    void show(int newIndex, GridColumn newColumn, @Nullable RowOrder order, boolean filters, String filterText) {
        index = newIndex;
        setVisible(true);
        if (newColumn != column) {
            column = newColumn;
            fill(newColumn);
        }
        boolean sorted = order != null && order.column() == newIndex;
        up.setVisible(sorted && order != null && !order.descending());
        down.setVisible(sorted && order != null && order.descending());
        filter.setVisible(filters);
        if (!filter.getText().equals(filterText)) {
            filling = true;
            filter.setText(filterText);
            filling = false;
        }
        boolean filtered = !filterText.isEmpty();
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
        name.setText(shown.name());
        type.setText(shown.typeLine());
        filter.setId("filter-" + shown.name());
        filter.setAccessibleText(Text.of("grid.filterOf", shown.name()));
        getChildren().removeAll(badges);
        badges.clear();
        for (String text : shown.badges()) {
            Label badge = new Label(text);
            badge.getStyleClass().addAll("grid-badge", "grid-badge-" + text.toLowerCase(java.util.Locale.ROOT));
            badge.setMinWidth(USE_PREF_SIZE);
            badges.add(badge);
        }
        getChildren().addAll(badges);
        if (shown.tooltip().isEmpty()) {
            Tooltip.uninstall(this, tooltip);
        } else {
            tooltip.setText(shown.tooltip());
            Tooltip.install(this, tooltip);
        }
    }

    /// How wide the header wants to be, without being cut.
    static double natural(GridColumn column, GridFontModel font) {
        double badges = column.badges().size() * font.size() * 1.9;
        double top = font.width(column.name()) * 1.1 + badges + font.size() * 1.4;
        double bottom = font.width(column.typeLine()) * 0.9;
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
        double mark = sorted ? size * 1.2 : 0;
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
                ? shown.name() + ", " + shown.typeLine() + " " + String.join(" ", shown.badges())
                : super.queryAccessibleAttribute(attribute, parameters);
    }
}
