package studio.rowan.browse;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.change.Clash;
import studio.rowan.change.Contents;
import studio.rowan.change.Edit;
import studio.rowan.db.Value;
import studio.rowan.kit.Text;

/// One row that is no longer as the user saw it: what it held, what it holds now, and what the user wants, column by
/// column, with the choice between them.
final class ClashView extends VBox {
    private static final int MOST = 120;
    private static final int MOST_COLUMNS = 12;
    private static final int DIGITS = 8;

    ClashView(EditsModel edits, Clash clash, int number) {
        setId("clash-" + number);
        getStyleClass().add("clash");
        Label title = new Label(words(clash));
        title.setId("clashText-" + number);
        title.getStyleClass().add("medium");
        title.setWrapText(true);
        getChildren().add(title);
        if (clash.theirs() != null) {
            getChildren().add(columns(clash, clash.theirs()));
        }
        FlowPane buttons = new FlowPane();
        buttons.getStyleClass().add("clash-buttons");
        buttons.setAlignment(Pos.CENTER_RIGHT);
        if (clash.theirs() != null) {
            buttons.getChildren().add(button("goToClash-" + number, "browse.edits.go", () -> edits.goTo(clash.edit())));
        }
        if (clash.ownDoing()) {
            buttons.getChildren()
                    .add(button(
                            "leaveClash-" + number,
                            "browse.edits.reviewWithout",
                            () -> edits.reviewWithout(clash.edit().target())));
        }
        buttons.getChildren()
                .add(button(
                        "takeTheirs-" + number,
                        clash.theirs() == null || clash.ownDoing() ? "browse.edits.letGo" : "browse.edits.theirs",
                        () -> edits.takeTheirs(clash)));
        if (canKeep(clash)) {
            buttons.getChildren().add(button("keepMine-" + number, "browse.edits.mine", () -> edits.keepMine(clash)));
        }
        getChildren().add(buttons);
    }

    /// A row that is gone takes no values, and what the commit itself would do to it comes again.
    static boolean canKeep(Clash clash) {
        return clash.theirs() != null && !clash.ownDoing();
    }

    /// What happened, in a sentence.
    static String words(Clash clash) {
        String key = clash.ownDoing()
                ? "browse.edits.clash.own"
                : clash.theirs() == null ? "browse.edits.clash.gone" : "browse.edits.clash.changed";
        return Text.of(key, RowName.of(clash.edit()));
    }

    private static Button button(String id, String key, Runnable run) {
        Button button = new Button(Text.of(key));
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> run.run());
        return button;
    }

    private static GridPane columns(Clash clash, Map<String, Value> theirs) {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("clash-grid");
        for (double share : List.of(19.0, 27.0, 27.0, 27.0)) {
            ColumnConstraints column = new ColumnConstraints();
            column.setPercentWidth(share);
            grid.getColumnConstraints().add(column);
        }
        grid.addRow(
                0,
                head("browse.edits.clash.column"),
                head("browse.edits.clash.original"),
                head("browse.edits.clash.theirs"),
                head("browse.edits.clash.mine"));
        Map<String, Value> old = old(clash.edit());
        int row = 1;
        for (String column : interesting(clash, old, theirs)) {
            if (row > MOST_COLUMNS) {
                grid.addRow(row, head("browse.edits.clash.moreColumns"));
                break;
            }
            Label name = new Label(column);
            name.setTooltip(new Tooltip(column));
            GridPane.setValignment(name, VPos.TOP);
            grid.addRow(row, name, cell(old.get(column)), cell(theirs.get(column)), mine(clash.edit(), column));
            row++;
        }
        return grid;
    }

    private static Set<String> interesting(Clash clash, Map<String, Value> old, Map<String, Value> theirs) {
        Set<String> columns = new LinkedHashSet<>();
        old.forEach((column, value) -> {
            if (Contents.isOther(value, theirs.get(column))) {
                columns.add(column);
            }
        });
        if (clash.edit() instanceof Edit.Update update) {
            columns.addAll(update.changed().keySet());
        }
        return columns;
    }

    private static Map<String, Value> old(Edit edit) {
        return switch (edit) {
            case Edit.Insert _ -> Map.of();
            case Edit.Update update -> update.old();
            case Edit.Delete delete -> delete.old();
        };
    }

    private static Node mine(Edit edit, String column) {
        return switch (edit) {
            case Edit.Insert insert -> cell(insert.values().get(column));
            case Edit.Update update -> cell(update.changed().get(column));
            case Edit.Delete _ -> word("browse.edits.deleted");
        };
    }

    private static Label head(String key) {
        return word(key);
    }

    private static Label word(String key) {
        Label label = new Label(Text.of(key));
        label.getStyleClass().addAll("muted", "small");
        label.setWrapText(true);
        return label;
    }

    /// Two large values of one length are told apart by what their content is known by.
    private static String shown(Value value) {
        String shown = ValueText.shown(value, MOST);
        return value instanceof Value.Large(Value.StorageClass _, long _, String digest) && digest != null
                ? Text.of("browse.edits.clash.content", shown, digest.substring(0, DIGITS))
                : shown;
    }

    /// A value that is not changed is told by a dash.
    private static Node cell(@Nullable Value value) {
        if (value == null) {
            Label same = new Label("–");
            same.getStyleClass().add("muted");
            return same;
        }
        Label label = new Label(shown(value).replace('\n', '⏎'));
        label.getStyleClass().addAll("clash-value", ValueText.styleClass(value));
        label.setWrapText(true);
        label.setTooltip(new Tooltip(ValueText.shown(value, 2_000)));
        return label;
    }
}
