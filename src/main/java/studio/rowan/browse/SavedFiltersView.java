package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Flyout;
import studio.rowan.kit.Icons;
import studio.rowan.kit.OffReason;
import studio.rowan.kit.Text;

/// The filters of this table that were given a name: put in force, renamed, deleted; and a name for the one in force.
final class SavedFiltersView {
    private final BrowseModel model;
    private final List<SavedFilter> saved = new ArrayList<>();
    private final VBox list = new VBox();
    private final TextField name = new TextField();
    private final Button save = new Button(Text.of("browse.saved.save"));
    private final VBox content = new VBox();
    private final Flyout flyout = new Flyout("savedFilters");

    SavedFiltersView(BrowseModel model) {
        this.model = model;
        name.setId("savedName");
        name.setPromptText(Text.of("browse.saved.prompt"));
        name.setAccessibleText(Text.of("browse.saved.prompt"));
        name.textProperty().subscribe(_ -> enable());
        name.setOnAction(_ -> save());
        HBox.setHgrow(name, Priority.ALWAYS);
        save.setId("saveFilter");
        save.setMinWidth(Button.USE_PREF_SIZE);
        save.setOnAction(_ -> save());
        OffReason.of(
                save,
                () -> Text.of(
                        model.filter().get().equals(Filter.NONE)
                                ? "browse.saved.why.noFilter"
                                : "browse.saved.why.noName"));
        HBox foot = new HBox(name, save);
        foot.getStyleClass().add("saved-line");
        ScrollPane scroll = new ScrollPane(list);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("conditions-scroll");
        list.heightProperty().subscribe(height -> scroll.setPrefHeight(height.doubleValue() + 2));
        scroll.setMaxHeight(320);
        Label heading = new Label(Text.of("browse.saved"));
        heading.getStyleClass().add("strong");
        content.getChildren().addAll(heading, scroll, foot);
        content.getStyleClass().add("saved-filters");
    }

    void show(Node below) {
        name.clear();
        build();
        flyout.show(below, content);
        name.requestFocus();
    }

    List<SavedFilter> saved() {
        return List.copyOf(saved);
    }

    void restore(List<SavedFilter> from) {
        saved.clear();
        saved.addAll(from);
    }

    private void enable() {
        save.setDisable(name.getText().isBlank() || model.filter().get().equals(Filter.NONE));
    }

    /// A name that is there already stands for the new filter from now on.
    private void save() {
        if (!save.isDisabled()) {
            SavedFilter next =
                    new SavedFilter(name.getText().strip(), model.filter().get());
            int at = at(next.name());
            if (at >= 0) {
                saved.set(at, next);
            } else {
                saved.add(next);
            }
            name.clear();
            build();
        }
    }

    private int at(String wanted) {
        for (int i = 0; i < saved.size(); i++) {
            if (saved.get(i).name().equals(wanted)) {
                return i;
            }
        }
        return -1;
    }

    private void build() {
        list.getChildren().clear();
        for (int i = 0; i < saved.size(); i++) {
            list.getChildren().add(line(i, saved.get(i)));
        }
        if (saved.isEmpty()) {
            Label none = new Label(Text.of("browse.saved.none"));
            none.getStyleClass().add("muted");
            none.setWrapText(true);
            list.getChildren().add(none);
        }
        enable();
    }

    private Node line(int number, SavedFilter each) {
        Button apply = new Button(each.name(), Icons.FILTER.node("muted"));
        apply.setId("applySaved" + number);
        apply.setMnemonicParsing(false);
        apply.getStyleClass().add("flat");
        apply.setAlignment(Pos.CENTER_LEFT);
        apply.setMaxWidth(Double.MAX_VALUE);
        boolean now = each.filter().equals(model.filter().get());
        if (now) {
            apply.setGraphic(Icons.CHECK.node("accent"));
            apply.setAccessibleHelp(Text.of("browse.saved.inForce"));
        }
        apply.setOnAction(_ -> {
            flyout.hide();
            apply(each.filter());
        });
        HBox.setHgrow(apply, Priority.ALWAYS);
        HBox line = new HBox(apply);
        line.getStyleClass().add("saved-line");
        line.getChildren()
                .addAll(
                        Controls.iconButton(
                                "renameSaved" + number,
                                Icons.EDIT,
                                Text.of("browse.saved.rename"),
                                () -> rename(line, each)),
                        Controls.iconButton(
                                "deleteSaved" + number, Icons.DELETE, Text.of("browse.saved.delete"), () -> {
                                    saved.remove(each);
                                    build();
                                }));
        return line;
    }

    /// What is said of columns that the table no longer has is left out.
    private void apply(Filter filter) {
        var table = model.table().get();
        model.filter(table == null ? filter : filter.on(table));
    }

    private void rename(HBox line, SavedFilter each) {
        TextField field = new TextField(each.name());
        field.setId("renameField");
        field.setAccessibleText(Text.of("browse.saved.rename"));
        HBox.setHgrow(field, Priority.ALWAYS);
        Runnable done = () -> {
            String next = field.getText().strip();
            int at = saved.indexOf(each);
            if (!next.isEmpty() && at >= 0 && (at(next) < 0 || at(next) == at)) {
                saved.set(at, new SavedFilter(next, each.filter()));
            }
            build();
        };
        field.setOnAction(_ -> done.run());
        line.getChildren()
                .setAll(field, Controls.iconButton("renameDone", Icons.CHECK, Text.of("browse.saved.rename"), done));
        field.requestFocus();
        field.selectAll();
    }
}
