package studio.rowan.browse;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;
import studio.rowan.relate.Hop;

/// Rows of the other side of a join table, to be searched by what they are called and chosen.
final class TiePickerView extends VBox {
    private static final Duration QUIET = Duration.millis(120);

    private final RelatedModel model;
    private final Hop.Through hop;
    private final @Nullable String label;
    private final Consumer<Related.Choice> chosen;
    private final TextField search = new TextField();
    private final ListView<Related.Choice> list = new ListView<>();
    private final Label empty = new Label(Text.of("related.looking"));
    private final Jobs.Debounced quiet;
    private long asked;

    TiePickerView(
            RelatedModel model, Hop.Through hop, @Nullable String label, Jobs jobs, Consumer<Related.Choice> chosen) {
        this.model = model;
        this.hop = hop;
        this.label = label;
        this.chosen = chosen;
        getStyleClass().add("tie-picker");
        Label heading = new Label(Text.of("related.pick", hop.table().name()));
        heading.getStyleClass().add("strong");
        search.setId("tieSearch");
        search.setPromptText(Text.of("related.pick.prompt"));
        search.setAccessibleText(heading.getText());
        list.setId("tieChoices");
        list.setAccessibleText(heading.getText());
        list.setPlaceholder(empty);
        list.setPrefSize(280, 260);
        list.getStyleClass().add("plain");
        list.setCellFactory(_ -> new ChoiceCell());
        quiet = jobs.debounce(QUIET, this::ask);
        search.textProperty().subscribe((_, _) -> quiet.trigger());
        search.setOnAction(_ -> take(list.getSelectionModel().getSelectedItem()));
        search.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.DOWN) {
                list.requestFocus();
                list.getSelectionModel().selectNext();
                event.consume();
            }
        });
        list.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                take(list.getSelectionModel().getSelectedItem());
                event.consume();
            }
        });
        list.setOnMouseClicked(_ -> take(list.getSelectionModel().getSelectedItem()));
        getChildren().addAll(heading, search, list);
        ask();
    }

    void focus() {
        search.requestFocus();
    }

    private void take(Related.@Nullable Choice choice) {
        if (choice != null) {
            chosen.accept(choice);
        }
    }

    private void ask() {
        long mine = ++asked;
        model.choices(hop, label, search.getText(), found -> show(mine, found), error -> failed(mine, error));
    }

    /// The newest question wins.
    private void show(long answered, List<Related.Choice> found) {
        if (answered == asked) {
            empty.setText(Text.of("related.pick.none"));
            list.getItems().setAll(found);
            list.getSelectionModel().selectFirst();
        }
    }

    private void failed(long answered, DbError error) {
        if (answered == asked) {
            empty.setText(error.words());
            list.getItems().clear();
        }
    }

    private final class ChoiceCell extends ListCell<Related.Choice> {
        @Override
        protected void updateItem(Related.@Nullable Choice choice, boolean isEmpty) {
            super.updateItem(choice, isEmpty);
            if (isEmpty || choice == null) {
                setText("");
                return;
            }
            String key = choice.key().stream().map(Related::words).collect(Collectors.joining(", "));
            setText(label == null ? key : choice.text() + "  ·  " + key);
        }
    }
}
