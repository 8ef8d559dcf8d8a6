package studio.rowan.shell;

import javafx.geometry.Pos;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Format;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;
import studio.rowan.schema.SchemaObject;

/// A heading or an object in the sidebar, with its count.
final class SideCell extends ListCell<SideRow> {
    private final SidebarPane sidebar;
    private final HBox line = new HBox();
    private final StackPane fold = new StackPane();
    private final StackPane icon = new StackPane();
    private final Label name = new Label();
    private final Label count = new Label();
    private final Tooltip tip = new Tooltip();
    private @Nullable SchemaObject counted;

    SideCell(SidebarPane sidebar) {
        this.sidebar = sidebar;
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        name.setMinWidth(0);
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        count.getStyleClass().add("side-count");
        count.setMinWidth(Region.USE_PREF_SIZE);
        fold.getStyleClass().add("side-fold");
        icon.getStyleClass().add("side-icon");
        line.getStyleClass().add("side-line");
        line.setAlignment(Pos.CENTER_LEFT);
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        setPrefWidth(0);
        fold.setOnMouseClicked(event -> {
            SideRow row = getItem();
            if (row != null) {
                sidebar.toggle(row);
                event.consume();
            }
        });
        setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && getItem() != null) {
                sidebar.clicked(getItem(), event.getClickCount());
            }
        });
    }

    @Override
    protected void updateItem(@Nullable SideRow row, boolean empty) {
        super.updateItem(row, empty);
        count.textProperty().unbind();
        if (counted != null) {
            sidebar.counts().ifPresent(counts -> hide(counts));
        }
        getStyleClass().removeAll("side-heading", "side-child");
        setContextMenu(null);
        setTooltip(null);
        if (empty || row == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        switch (row) {
            case SideRow.Heading heading -> show(heading);
            case SideRow.Item item -> show(item);
        }
        setGraphic(line);
        // Made while the list is laid out, new icons would stay without style until the next change.
        line.applyCss();
    }

    private void hide(CountsModel counts) {
        counts.hide(this);
        counted = null;
    }

    private void show(SideRow.Heading heading) {
        getStyleClass().add("side-heading");
        name.setText(heading.group().title());
        count.setText(Format.count(heading.count()));
        fold.getChildren().setAll((heading.open() ? Icons.CHEVRON_DOWN : Icons.CHEVRON_RIGHT).node("small", "muted"));
        line.getChildren().setAll(name, count, fold);
        fold.setVisible(heading.count() > 0);
        setAccessibleText(Text.of(
                heading.open() ? "shell.side.headingOpen" : "shell.side.headingFolded",
                heading.group().title(),
                heading.count()));
    }

    private void show(SideRow.Item item) {
        SchemaObject object = item.object();
        if (item.child()) {
            getStyleClass().add("side-child");
        }
        name.setText(object.name());
        icon.getChildren().setAll(item.icon().node("small", "muted"));
        line.getChildren().setAll(icon, name);
        if (item.parent()) {
            fold.setVisible(true);
            fold.getChildren().setAll((item.open() ? Icons.CHEVRON_DOWN : Icons.CHEVRON_RIGHT).node("small", "muted"));
            line.getChildren().add(fold);
        }
        line.getChildren().add(count);
        count.setText("");
        if (object.kind().isRelation()) {
            sidebar.counts().ifPresent(counts -> {
                counted = object;
                count.textProperty().bind(counts.text(object));
                counts.show(this, object);
            });
        }
        tip.setText(tipOf(object));
        setTooltip(tip);
        setAccessibleText(object.name());
        setContextMenu(sidebar.menu(object));
    }

    private static String tipOf(SchemaObject object) {
        return switch (object.kind()) {
            case INDEX, TRIGGER -> Text.of("shell.side.belongs", object.name(), object.table());
            case TABLE, VIEW, FULL_TEXT, VIRTUAL, SHADOW, SYSTEM -> object.name();
        };
    }
}
