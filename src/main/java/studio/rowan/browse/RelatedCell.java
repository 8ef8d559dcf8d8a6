package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeCell;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Format;
import studio.rowan.kit.Icons;
import studio.rowan.kit.MenuReason;
import studio.rowan.kit.Text;
import studio.rowan.relate.Way;

/// A line of the tree of what belongs to a row.
final class RelatedCell extends TreeCell<RelatedLine> {
    private final RelatedDeedsModel deeds;

    RelatedCell(RelatedDeedsModel deeds) {
        this.deeds = deeds;
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        // Words end where the pane ends: nobody scrolls sideways in a tree.
        setPrefWidth(0);
        setOnMouseClicked(event -> {
            if (event.getClickCount() == 2 && getItem() instanceof RelatedLine.Row row) {
                deeds.open(row);
            }
        });
    }

    @Override
    protected void updateItem(@Nullable RelatedLine line, boolean isEmpty) {
        super.updateItem(line, isEmpty);
        setContextMenu(null);
        setTooltip(null);
        getStyleClass().removeAll("related-added", "related-removed");
        if (isEmpty || line == null) {
            setGraphic(null);
            setAccessibleText("");
            return;
        }
        switch (line) {
            case RelatedLine.Heading(String text) -> {
                Label heading = new Label(text);
                heading.getStyleClass().add("related-heading");
                setGraphic(heading);
                setAccessibleText(text);
            }
            case RelatedLine.Section section -> show(section);
            case RelatedLine.Row row -> show(row);
            case RelatedLine.Words words -> show(words);
        }
    }

    private void show(RelatedLine.Section section) {
        Label name = new Label(section.way.table());
        name.getStyleClass().add("strong");
        name.setMinWidth(30);
        Label by = new Label(by(section));
        by.getStyleClass().addAll("muted", "small");
        by.setMinWidth(0);
        HBox box = new HBox(name, by);
        String count = count(section);
        if (!count.isEmpty()) {
            box.getChildren().add(Controls.badge(count));
        }
        if (section.count != null && section.count.rows().isEmpty()) {
            box.getChildren().add(Icons.WARNING.node("warning"));
            setTooltip(new Tooltip(Text.of("related.notCounted")));
        }
        box.getChildren().add(Controls.spacer());
        box.setAlignment(Pos.CENTER_LEFT);
        box.getStyleClass().add("related-section");
        ContextMenu menu = new ContextMenu();
        actions(section, box, menu);
        setContextMenu(menu);
        setGraphic(box);
        setAccessibleText(String.join(" ", section.way.table(), by.getText(), count));
    }

    private void actions(RelatedLine.Section section, HBox box, ContextMenu menu) {
        String table = section.way.table();
        if (deeds.isTied(section)) {
            String locked = deeds.locked(section, true);
            String text = locked == null ? Text.of("related.add", table) : locked;
            Button add = Controls.iconButton("relatedAdd-" + table, Icons.PLUS, text, () -> deeds.add(section, box));
            add.setFocusTraversable(false);
            add.setDisable(locked != null);
            box.getChildren().add(add);
            menu.getItems()
                    .add(item("relatedMenuAdd", text, Icons.PLUS, locked == null, () -> deeds.add(section, box)));
        }
        if (!section.isParent()) {
            String text = Text.of("related.options");
            Button options = Controls.iconButton(
                    "relatedOptions-" + table, Icons.FILTER, text, () -> deeds.options(section, box));
            options.setFocusTraversable(false);
            if (!section.options.isPlain()) {
                options.getStyleClass().add("accent");
            }
            box.getChildren().add(options);
            menu.getItems()
                    .add(item("relatedMenuOptions", text, Icons.FILTER, true, () -> deeds.options(section, box)));
        }
        String text = Text.of("related.open", table);
        Button open = Controls.iconButton("relatedOpen-" + table, Icons.EXTERNAL, text, () -> deeds.open(section));
        open.setFocusTraversable(false);
        open.setDisable(!deeds.mayOpen(section));
        box.getChildren().add(open);
        MenuItem inMenu = item("relatedMenuOpen", text, Icons.EXTERNAL, true, () -> deeds.open(section));
        MenuReason.set(inMenu, deeds.mayOpen(section) ? null : Text.of("browse.why.noKey"));
        menu.getItems().add(inMenu);
    }

    private static MenuItem item(String id, String text, Icons icon, boolean enabled, Runnable run) {
        MenuItem item = new MenuItem(text, icon.node("muted"));
        item.setId(id);
        item.setMnemonicParsing(false);
        item.setDisable(!enabled);
        item.setOnAction(_ -> run.run());
        return item;
    }

    private static String by(RelatedLine.Section section) {
        return Text.of(
                switch (section.way) {
                    case Way.Parent _ -> "related.by.parent";
                    case Way.Children _ -> "related.by.children";
                    case Way.Tied _ -> "related.by.tied";
                },
                section.way.by());
    }

    private static String count(RelatedLine.Section section) {
        Related.Count count = section.count;
        if (section.isParent() || count == null) {
            return "";
        }
        return count.rows()
                .map(rows -> rows >= Related.BOUND ? Format.count(Related.BOUND - 1) + "+" : Format.count(rows))
                .orElse("?");
    }

    private void show(RelatedLine.Row row) {
        Label key = new Label(row.keyText());
        key.getStyleClass().add("related-key");
        key.setMinWidth(Region.USE_PREF_SIZE);
        key.setMaxWidth(120);
        Label text = new Label(row.text());
        text.setMinWidth(0);
        HBox box = new HBox(key, text);
        box.getStyleClass().add("related-row");
        box.setAlignment(Pos.CENTER_LEFT);
        if (row.mark() != RelatedLine.Mark.NONE) {
            boolean added = row.mark() == RelatedLine.Mark.ADDED;
            box.getChildren()
                    .add(Controls.badge(
                            Text.of(added ? "related.added" : "related.removed"), added ? "success" : "danger"));
            getStyleClass().add(added ? "related-added" : "related-removed");
        }
        Region spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        box.getChildren().add(spacer);
        List<MenuItem> items = new ArrayList<>();
        if (row.node() != null) {
            items.add(item("relatedMenuRow", Text.of("related.openRow"), Icons.FOLLOW, true, () -> deeds.open(row)));
        }
        if (deeds.mayCut(row)) {
            boolean staged = row.staged() != null;
            String words = Text.of(staged ? "related.takeBack" : "related.cut");
            Button cut = Controls.iconButton(
                    "relatedCut-" + row.keyText(), staged ? Icons.UNDO : Icons.CLOSE, words, () -> deeds.cut(row));
            cut.setFocusTraversable(false);
            box.getChildren().add(cut);
            items.add(item("relatedMenuCut", words, staged ? Icons.UNDO : Icons.CLOSE, true, () -> deeds.cut(row)));
        }
        setContextMenu(new ContextMenu(items.toArray(MenuItem[]::new)));
        if (!row.details().isEmpty()) {
            setTooltip(new Tooltip(row.details()));
        }
        setGraphic(box);
        setAccessibleText(String.join(
                " ",
                row.table(),
                row.keyText(),
                row.text(),
                row.mark().name().toLowerCase(Locale.ROOT).replace("none", "")));
    }

    private void show(RelatedLine.Words words) {
        Label text = new Label(words.text());
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        text.getStyleClass().addAll(words.warning() ? "warning" : "muted", "small");
        VBox box = new VBox(text);
        box.getStyleClass().add("related-words");
        // Words wrap at the width that the tree leaves them.
        text.maxWidthProperty().bind(widthProperty().subtract(90));
        if (!words.actions().isEmpty()) {
            FlowPane links = new FlowPane();
            links.getStyleClass().add("related-links");
            for (RelatedLine.Action action : words.actions()) {
                Hyperlink link = new Hyperlink(action.text());
                link.setId(action.id());
                link.setFocusTraversable(false);
                link.setOnAction(_ -> action.run().run());
                links.getChildren().add(link);
            }
            box.getChildren().add(links);
        }
        setGraphic(box);
        setAccessibleText(words.text());
    }
}
