package studio.rowan.console;

import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Consumer;
import javafx.collections.transformation.FilteredList;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Dialogs;
import studio.rowan.kit.EmptyState;
import studio.rowan.kit.Format;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;

/// The statements that were run before, to be searched and taken up again.
final class HistoryPane extends BorderPane {
    private final ListView<History.Entry> list = new ListView<>();
    private final Consumer<String> taken;

    /// @param taken is given the statement that the user wants to have again
    HistoryPane(HistoryModel history, Dialogs dialogs, Consumer<String> taken) {
        this.taken = taken;
        getStyleClass().add("history");
        FilteredList<History.Entry> found = new FilteredList<>(history.entries());
        TextField search = new TextField();
        search.setId("historySearch");
        search.setPromptText(Text.of("console.history.search"));
        search.setAccessibleText(Text.of("console.history.search"));
        HBox.setHgrow(search, Priority.ALWAYS);
        search.textProperty().subscribe(words -> {
            found.setPredicate(entry -> entry.matches(words));
            list.setPlaceholder(placeholder(words));
        });
        search.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.DOWN) {
                list.requestFocus();
                list.getSelectionModel().selectFirst();
            }
        });
        list.setId("historyList");
        list.getStyleClass().add("plain");
        list.setItems(found);
        list.setCellFactory(_ -> new EntryCell());
        list.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                take();
            }
        });
        list.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                take();
            }
        });
        Button insert = Controls.button("historyInsert", Icons.UP, Text.of("console.history.insert"), this::take);
        insert.disableProperty()
                .bind(list.getSelectionModel().selectedItemProperty().isNull());
        Button clear = Controls.button(
                "historyClear", Icons.DELETE, Text.of("console.history.clear"), () -> clear(history, dialogs));
        HBox bar = new HBox(search, insert, clear);
        bar.getStyleClass().add("history-bar");
        setTop(bar);
        setCenter(list);
    }

    private static EmptyState placeholder(String search) {
        return new EmptyState(
                Icons.HISTORY, Text.of(search.isBlank() ? "console.history.empty" : "console.history.noMatch"), "");
    }

    private void take() {
        History.Entry entry = list.getSelectionModel().getSelectedItem();
        if (entry != null) {
            taken.accept(entry.sql());
        }
    }

    private static void clear(HistoryModel history, Dialogs dialogs) {
        if (dialogs.confirm(Dialogs.Question.of(
                        Text.of("console.history.clear"),
                        Text.of("console.history.clear.ask"),
                        Text.of("console.history.clear"))
                .dangerous())) {
            history.clear();
        }
    }

    private static final class EntryCell extends ListCell<History.Entry> {
        private final Label statement = new Label();
        private final Label note = new Label();
        private final VBox lines = new VBox(statement, note);

        EntryCell() {
            statement.getStyleClass().add("statement-line");
            note.getStyleClass().add("statement-note");
            lines.setAlignment(Pos.CENTER_LEFT);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(History.@Nullable Entry entry, boolean empty) {
            super.updateItem(entry, empty);
            setText(null);
            if (empty || entry == null) {
                setGraphic(null);
                return;
            }
            statement.setText(OutcomeCell.firstLine(entry.sql()));
            note.setText(note(entry));
            note.getStyleClass().remove("danger");
            if (!entry.succeeded()) {
                note.getStyleClass().add("danger");
            }
            setGraphic(lines);
        }

        private static String note(History.Entry entry) {
            String age = Format.age(Instant.ofEpochMilli(entry.at()), Instant.now(), ZoneId.systemDefault());
            String what = entry.succeeded()
                    ? entry.rows() < 0 ? Text.of("console.done") : Text.count("console.rows", entry.rows())
                    : Text.of("console.history.failed", entry.error());
            return String.join(" · ", age, entry.database(), what, Text.of("format.ms", entry.millis()));
        }
    }
}
