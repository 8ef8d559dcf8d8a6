package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav.Inspected;
import studio.rowan.kit.Text;

/// The content of a cell in one of the ways that it allows: the choice among them, the tools above, the view itself.
final class CellWaysView extends VBox {
    private final Supplier<Inspected.@Nullable Deeds> deeds;
    private final Consumer<? super DbError> failed;
    private final HBox bar = new HBox();
    private final CellToolsView tools;
    private final CellFindModel find;
    private final CellFindView findView;
    private final StackPane body = new StackPane();
    private final CellTextView textView;
    private final CellHexView hexView;
    private final CellTreeView treeView = new CellTreeView();
    private final CellJsonView jsonView = new CellJsonView();
    private final CellPictureView pictureView;
    private @Nullable CellContent content;
    private CellContent.@Nullable Way chosen;

    /// @param deeds what can be done with the cell in front, beside looking
    /// @param acts what the buttons do that change or copy the cell
    CellWaysView(
            Jobs jobs,
            Supplier<Inspected.@Nullable Deeds> deeds,
            CellToolsView.Acts acts,
            Consumer<? super DbError> failed) {
        this.deeds = deeds;
        this.failed = failed;
        textView = new CellTextView(new CellReads(jobs, failed), new CellReads(jobs, failed));
        hexView = new CellHexView(new CellReads(jobs, failed));
        pictureView = new CellPictureView(jobs);
        find = new CellFindModel(jobs);
        findView = new CellFindView(find, this::closeFind);
        tools = new CellToolsView(
                acts,
                new CellToolsView.Sights(this::toggleFind, textView::wrap, textView::number, this::goTo, treeView));
        getStyleClass().add("cell-value");
        bar.getStyleClass().add("cell-bar");
        bar.managedProperty().bind(bar.visibleProperty());
        body.getStyleClass().add("cell-body");
        body.setMinHeight(0);
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(bar, tools, findView, body);
    }

    /// Lets go of what was shown.
    void leave() {
        content = null;
        find.in(CellBytes.NONE, false, null);
        findView.setVisible(false);
        bar.setVisible(false);
        bar.setDisable(false);
        tools.hide();
    }

    /// Shows something else in the content's place.
    void stand(Node... nodes) {
        body.getChildren().setAll(nodes);
    }

    /// @param words in its place where there is no way to show it
    void show(CellContent made, String words) {
        content = made;
        if (made.ways().isEmpty()) {
            stand(state(words));
            tools.show(made, null, deeds.get());
        } else {
            offer(made.ways());
        }
    }

    /// What can be done with the cell may have changed.
    void refresh() {
        CellContent shown = content;
        if (shown != null && !shown.ways().isEmpty()) {
            tools.show(shown, way(shown), deeds.get());
        }
    }

    private void offer(List<CellContent.Way> offered) {
        ToggleGroup group = new ToggleGroup();
        List<ToggleButton> buttons = new ArrayList<>();
        for (CellContent.Way each : offered) {
            ToggleButton button = new ToggleButton(Text.of("inspector.way." + each));
            button.setId("valueWay" + each);
            button.setUserData(each);
            buttons.add(button);
        }
        HBox segments = Controls.segments(group, buttons.toArray(ToggleButton[]::new));
        HBox.setHgrow(segments, Priority.ALWAYS);
        bar.getChildren().setAll(segments);
        bar.setVisible(buttons.size() > 1);
        // The way chosen last stays where the next cell allows it, so that one can walk down a column in hex.
        CellContent.Way preferred = chosen;
        buttons.stream()
                .filter(button -> button.getUserData() == preferred)
                .findFirst()
                .ifPresent(group::selectToggle);
        group.selectedToggleProperty().subscribe((_, now) -> {
            if (now != null && now.getUserData() instanceof CellContent.Way way) {
                chosen = way;
                render(way);
            }
        });
        if (group.getSelectedToggle().getUserData() instanceof CellContent.Way first) {
            render(first);
        }
    }

    private void choose(CellContent.Way wanted) {
        bar.lookupAll(".toggle-button").forEach(node -> {
            if (node instanceof ToggleButton button && button.getUserData() == wanted) {
                button.setSelected(true);
            }
        });
    }

    private void render(CellContent.Way way) {
        CellContent shown = content;
        if (shown == null) {
            return;
        }
        bar.setDisable(false);
        String document = shown.document() == null ? "" : shown.document();
        CellBytes text = shown.text() == null ? CellBytes.NONE : shown.text();
        stand(
                switch (way) {
                    case TEXT -> text.length() == 0 ? state(Text.of("inspector.emptyText")) : textView;
                    case HEX -> shown.stored().length() == 0 ? state(Text.of("inspector.emptyText")) : hexView;
                    case JSON -> jsonView;
                    case TREE -> treeView;
                    case IMAGE -> pictureView;
                });
        tools.show(shown, way, deeds.get());
        switch (way) {
            case TEXT -> {
                textView.show(text);
                find.in(text, false, textView);
            }
            case HEX -> {
                hexView.show(shown.stored());
                find.in(shown.stored(), true, hexView);
            }
            case JSON -> jsonView.show(document);
            case TREE -> treeView.show(document);
            case IMAGE -> pictureView.show(shown, failed);
        }
        if (way != CellContent.Way.TEXT && way != CellContent.Way.HEX) {
            findView.setVisible(false);
        }
        findView.prompt(way == CellContent.Way.HEX);
    }

    /// In which way a content with any is shown.
    CellContent.Way way(CellContent shown) {
        CellContent.Way way = chosen;
        return way != null && shown.ways().contains(way) ? way : shown.ways().getFirst();
    }

    private static Node state(String words) {
        Label label = new Label(words);
        label.setId("valueState");
        label.setWrapText(true);
        label.getStyleClass().add("value-null");
        VBox box = new VBox(label);
        box.getStyleClass().add("cell-state");
        return box;
    }

    // ---- typing ----

    boolean isWrapped() {
        return tools.isWrapped();
    }

    /// An editor stands in the content's place, until [#edited].
    void edit(Node editor) {
        findView.setVisible(false);
        bar.setDisable(true);
        tools.hide();
        stand(editor);
    }

    void edited() {
        CellContent shown = content;
        if (shown != null) {
            render(way(shown));
            body.getChildren().forEach(Node::requestFocus);
        }
    }

    // ---- what is in sight ----

    /// The JSON as the tree or the page of it has it.
    String json(CellContent shown) {
        String picked = treeView.chosen();
        return way(shown) == CellContent.Way.JSON
                ? jsonView.pretty()
                : picked == null ? String.valueOf(shown.document()) : picked;
    }

    /// Selects a byte of the text.
    void point(long at) {
        choose(CellContent.Way.TEXT);
        textView.reveal(new CellFind.Hit(at, 1));
        textView.focus();
    }

    private void goTo(long offset) {
        hexView.reveal(new CellFind.Hit(offset, 1));
    }

    // ---- find ----

    void find() {
        CellContent shown = content;
        if (shown == null || bar.isDisable() || shown.ways().isEmpty()) {
            return;
        }
        CellContent.Way now = way(shown);
        if (now != CellContent.Way.TEXT && now != CellContent.Way.HEX) {
            choose(shown.ways().contains(CellContent.Way.TEXT) ? CellContent.Way.TEXT : CellContent.Way.HEX);
        }
        findView.open();
    }

    private void toggleFind() {
        if (findView.isVisible()) {
            closeFind();
        } else {
            find();
        }
    }

    private void closeFind() {
        findView.setVisible(false);
        body.getChildren().forEach(Node::requestFocus);
    }

    /// @return false where no search was open
    boolean escape() {
        boolean open = findView.isVisible();
        if (open) {
            closeFind();
        }
        return open;
    }
}
