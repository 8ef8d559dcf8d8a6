package studio.rowan.browse;

import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.change.Edit;
import studio.rowan.change.Plan;
import studio.rowan.db.Value;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Text;

/// A statement of the review: whether it runs, at which row, what each column held and will hold.
final class ReviewCell extends ListCell<ReviewModel.Item> {
    private static final int MOST_COLUMNS = 5;
    private static final int MOST = 80;

    private final ReviewModel model;
    private final CheckBox in = new CheckBox();
    private final Label sign = Controls.badge("");
    private final Label what = new Label();
    private final Label row = new Label();
    private final VBox values = new VBox();
    private final Label clash = new Label();
    private final HBox graphic;

    ReviewCell(ReviewModel model) {
        this.model = model;
        getStyleClass().add("review-cell");
        setPrefWidth(0);
        what.getStyleClass().add("medium");
        what.setMinWidth(60);
        row.getStyleClass().add("muted");
        clash.getStyleClass().add("warning");
        clash.setWrapText(true);
        values.getStyleClass().add("review-values");
        HBox head = new HBox(sign, what, row);
        head.getStyleClass().add("review-line");
        VBox words = new VBox(head, values, clash);
        words.getStyleClass().add("review-words");
        words.setMinWidth(0);
        HBox.setHgrow(words, javafx.scene.layout.Priority.ALWAYS);
        in.setFocusTraversable(false);
        graphic = new HBox(in, words);
        graphic.getStyleClass().add("review-item");
        graphic.setAlignment(Pos.TOP_LEFT);
    }

    @Override
    protected void updateItem(ReviewModel.@Nullable Item item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        Edit edit = item.edit();
        in.setId("review-" + getIndex());
        in.setOnAction(_ -> model.include(edit.target(), in.isSelected()));
        in.setSelected(item.included());
        in.setAccessibleText(Text.of("browse.edits.review.include", RowName.of(edit)));
        sign(edit);
        what.setText(meaning(item));
        row.setText(RowName.within(edit));
        values.getChildren().clear();
        lines(item);
        values.setManaged(!values.getChildren().isEmpty());
        clash.setText(item.clash() == null ? "" : ClashView.words(item.clash()));
        clash.setManaged(item.clash() != null);
        clash.setVisible(item.clash() != null);
        graphic.setOpacity(item.included() ? 1 : 0.55);
        setGraphic(graphic);
        setAccessibleText(what.getText() + ", " + row.getText());
    }

    private static String meaning(ReviewModel.Item item) {
        Plan.Step step = item.step();
        String text = step == null ? item.edit().table() : step.text();
        return item.included() ? text : Text.of("browse.edits.review.out", text);
    }

    private void sign(Edit edit) {
        sign.getStyleClass().removeAll("success", "warning", "danger");
        switch (edit) {
            case Edit.Insert _ -> {
                sign.setText("+");
                sign.getStyleClass().add("success");
            }
            case Edit.Update _ -> {
                sign.setText("~");
                sign.getStyleClass().add("warning");
            }
            case Edit.Delete _ -> {
                sign.setText("−");
                sign.getStyleClass().add("danger");
            }
        }
    }

    private void lines(ReviewModel.Item item) {
        switch (item.edit()) {
            case Edit.Insert insert -> lines(Map.of(), insert.values());
            case Edit.Update update -> lines(update.old(), update.changed());
            case Edit.Delete delete -> lines(delete.old(), Map.of());
        }
    }

    private void lines(Map<String, Value> old, Map<String, Value> now) {
        Map<String, Value> columns = now.isEmpty() ? old : now;
        int shown = 0;
        for (String column : columns.keySet()) {
            if (shown++ == MOST_COLUMNS) {
                Label more = new Label(Text.count("browse.edits.review.more", columns.size() - MOST_COLUMNS));
                more.getStyleClass().addAll("muted", "small");
                values.getChildren().add(more);
                return;
            }
            values.getChildren().add(line(column, old.get(column), now.get(column)));
        }
    }

    private static HBox line(String column, @Nullable Value before, @Nullable Value after) {
        Label name = new Label(column);
        name.getStyleClass().addAll("muted", "review-column");
        HBox line = new HBox(name);
        line.getStyleClass().add("review-line");
        if (before != null) {
            Label old = value(before);
            old.getStyleClass().add(after == null ? "review-gone" : "review-old");
            line.getChildren().add(old);
        }
        if (before != null && after != null) {
            Label arrow = new Label("→");
            arrow.getStyleClass().add("muted");
            arrow.setMinWidth(Region.USE_PREF_SIZE);
            line.getChildren().add(arrow);
        }
        if (after != null) {
            line.getChildren().add(value(after));
        }
        return line;
    }

    private static Label value(Value value) {
        Label label = new Label(ValueText.shown(value, MOST).replace('\n', '⏎'));
        label.getStyleClass().add(ValueText.styleClass(value));
        label.setMinWidth(24);
        return label;
    }
}
