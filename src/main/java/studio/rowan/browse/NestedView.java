package studio.rowan.browse;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Controls;
import studio.rowan.kit.EmptyState;
import studio.rowan.kit.Flyout;
import studio.rowan.kit.Format;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;
import studio.rowan.relate.Level;
import studio.rowan.relate.Link;

/// The relation query builder: what is wanted with the rows, and the nested rows as a table or as JSON.
final class NestedView extends BorderPane {
    private final NestedModel model;
    private final Jobs jobs;
    private final TreeView<NestedChoice> choices = new TreeView<>();
    private final NestedRowsView rows = new NestedRowsView();
    private final TextArea json = new TextArea();
    private final StackPane content = new StackPane();
    private final Label status = new Label();
    private final ToggleButton asTable = new ToggleButton(Text.of("nested.table"));
    private final ToggleButton asJson = new ToggleButton("JSON");
    private final Button copySql;
    private final Button copyJson;

    /// @param close brings the rows back
    NestedView(NestedModel model, Jobs jobs, Runnable close) {
        this.model = model;
        this.jobs = jobs;
        setId("nested");
        getStyleClass().add("nested");
        choices.setId("nestedChoices");
        choices.setAccessibleText(Text.of("nested.title"));
        choices.getStyleClass().add("plain");
        choices.setCellFactory(_ -> new ChoiceCell());
        choices.addEventFilter(KeyEvent.KEY_PRESSED, this::choiceKey);
        Label heading = new Label(Text.of("nested.title"));
        heading.getStyleClass().add("strong");
        VBox side = new VBox(heading, choices);
        side.getStyleClass().add("nested-side");
        VBox.setVgrow(choices, Priority.ALWAYS);
        json.setId("nestedJson");
        json.setEditable(false);
        json.getStyleClass().add("mono");
        json.setAccessibleText("JSON");
        ToggleGroup group = new ToggleGroup();
        asTable.setId("nestedAsTable");
        asJson.setId("nestedAsJson");
        copySql = Controls.button("nestedCopySql", Icons.CODE, Text.of("nested.copySql"), () -> copy(answer().sql()));
        copyJson =
                Controls.button("nestedCopyJson", Icons.COPY, Text.of("nested.copyJson"), () -> copy(answer().json()));
        Button back = Controls.iconButton("nestedClose", Icons.CLOSE, Text.of("nested.close"), close);
        status.setId("nestedStatus");
        status.getStyleClass().addAll("muted", "nested-status");
        HBox bar = new HBox(Controls.segments(group, asTable, asJson), Controls.spacer(), copySql, copyJson, back);
        bar.getStyleClass().add("nested-bar");
        group.selectedToggleProperty().subscribe((_, _) -> show(answer()));
        setLeft(side);
        setCenter(new BorderPane(content, bar, null, status, null));
        model.answer().subscribe(this::show);
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                close.run();
                event.consume();
            }
        });
        fill();
        model.relations().relations().subscribe((_, _) -> fill());
    }

    private NestedModel.Answer answer() {
        return model.answer().get();
    }

    void focus() {
        choices.requestFocus();
    }

    private static void copy(String text) {
        ClipboardContent clip = new ClipboardContent();
        clip.putString(text);
        Clipboard.getSystemClipboard().setContent(clip);
    }

    // ---- choosing ----

    private void fill() {
        TreeItem<NestedChoice> root = item(model.root());
        choices.setRoot(root);
        root.setExpanded(true);
        choices.getSelectionModel().select(0);
    }

    private TreeItem<NestedChoice> item(NestedChoice choice) {
        TreeItem<NestedChoice> item = new TreeItem<>(choice);
        boolean[] filled = {false};
        item.getChildren().add(new TreeItem<>(null));
        item.expandedProperty().subscribe((_, now) -> {
            if (now && !filled[0]) {
                filled[0] = true;
                item.getChildren()
                        .setAll(choice.with(model.relations().relations().get()).stream()
                                .map(this::item)
                                .toList());
            }
        });
        return item;
    }

    private void want(NestedChoice choice, boolean on) {
        choice.wanted = on;
        for (TreeItem<NestedChoice> item = find(choices.getRoot(), choice);
                item != null && item.getParent() != null && on;
                item = item.getParent()) {
            // A level is wanted with those above it, or not at all.
            item.getValue().wanted = true;
        }
        choices.refresh();
        model.run();
    }

    private static @Nullable TreeItem<NestedChoice> find(TreeItem<NestedChoice> from, NestedChoice choice) {
        if (from.getValue() == choice) {
            return from;
        }
        for (TreeItem<NestedChoice> child : from.getChildren()) {
            TreeItem<NestedChoice> found = find(child, choice);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private void choiceKey(KeyEvent event) {
        TreeItem<NestedChoice> item = choices.getSelectionModel().getSelectedItem();
        NestedChoice choice = item == null ? null : item.getValue();
        if (choice == null) {
            return;
        }
        if (event.getCode() == KeyCode.SPACE && choice.way != null) {
            want(choice, !choice.wanted);
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER) {
            options(choice, choices);
            event.consume();
        }
    }

    private void options(NestedChoice choice, Node below) {
        model.table(choice.table, table -> {
            Flyout flyout = new Flyout("nestedOptions");
            RelatedOptionsView view =
                    new RelatedOptionsView(model.workspace(), table, choice.options, jobs, options -> {
                        flyout.hide();
                        choice.options = options;
                        choices.refresh();
                        model.run();
                    });
            Set<String> hidden = new HashSet<>();
            List<String> names = NestedChoice.names(table);
            names.stream()
                    .filter(name -> choice.hidden.contains(name.toLowerCase(Locale.ROOT)))
                    .forEach(hidden::add);
            ColumnsView columns = new ColumnsView(names, hidden, (name, shown) -> {
                String key = name.toLowerCase(Locale.ROOT);
                boolean unused = shown ? choice.hidden.remove(key) : choice.hidden.add(key);
                model.run();
            });
            flyout.show(below, new HBox(view, columns));
            view.focus();
        });
    }

    private final class ChoiceCell extends TreeCell<NestedChoice> {
        @Override
        protected void updateItem(@Nullable NestedChoice choice, boolean isEmpty) {
            super.updateItem(choice, isEmpty);
            setText(null);
            if (isEmpty || choice == null) {
                setGraphic(null);
                setAccessibleText("");
                return;
            }
            Label name = new Label(choice.name);
            HBox box = new HBox();
            box.getStyleClass().add("related-section");
            if (choice.way != null) {
                CheckBox check = new CheckBox();
                check.setId("nestedWant-" + choice.name);
                check.setSelected(choice.wanted);
                check.setFocusTraversable(false);
                check.setOnAction(_ -> want(choice, check.isSelected()));
                box.getChildren().add(check);
            } else {
                name.getStyleClass().add("strong");
            }
            Button options = Controls.iconButton(
                    "nestedOptions-" + choice.name,
                    Icons.PRAGMAS,
                    Text.of("nested.options"),
                    () -> options(choice, box));
            options.setFocusTraversable(false);
            if (!choice.options.isPlain() || !choice.hidden.isEmpty()) {
                options.getStyleClass().add("accent");
            }
            name.setMinWidth(0);
            box.getChildren().addAll(name, Controls.spacer(), options);
            setGraphic(box);
            setAccessibleText(Text.of(choice.wanted ? "nested.wanted" : "nested.unwanted", choice.name));
        }
    }

    // ---- what was found ----

    private void show(NestedModel.Answer answer) {
        Level level = answer.level();
        copySql.setDisable(level == null);
        copyJson.setDisable(level == null);
        if (answer.error() != null) {
            status.setText("");
            content.getChildren()
                    .setAll(new EmptyState(
                            Icons.WARNING,
                            Text.of("nested.failed"),
                            answer.error().words()));
        } else if (answer.slow() != null) {
            status.setText("");
            content.getChildren().setAll(slow(answer.slow()));
        } else if (level == null) {
            status.setText("");
            content.getChildren()
                    .setAll(new EmptyState(
                            Icons.LINK,
                            Text.of(answer.running() ? "related.looking" : "nested.empty"),
                            answer.running() ? "" : Text.of("nested.empty.text")));
        } else {
            status.setText(Text.count(
                    "nested.status",
                    answer.statements().size(),
                    answer.rows().rows().size()));
            if (asJson.isSelected()) {
                json.setText(answer.json());
                content.getChildren().setAll(json);
            } else {
                rows.show(level, answer.rows());
                content.getChildren().setAll(rows);
            }
        }
    }

    private Node slow(Link link) {
        String columns = link.child().name() + "." + String.join(", ", link.columns());
        return new EmptyState(
                        Icons.WARNING,
                        Text.of("nested.slow", columns),
                        Text.of("nested.slow.text", link.child().name(), Format.duration(NestedModel.MOST)))
                .action(
                        "nestedIndex",
                        Text.of("nested.slow.index"),
                        () -> model.relations().nav().openSql(link.createIndex()))
                .action("nestedGoOn", Text.of("nested.slow.goOn"), model::runPatiently);
    }
}
