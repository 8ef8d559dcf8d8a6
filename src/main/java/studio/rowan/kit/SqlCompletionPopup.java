package studio.rowan.kit;

import java.util.function.BiConsumer;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.stage.Popup;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Tokenizer;

/// The list of offers under the caret. The editor keeps the focus and hands its keys on.
final class SqlCompletionPopup {
    private static final double ROW = 26;
    private static final int ROWS = 9;

    private final Popup popup = new Popup();
    private final ListView<SqlCompletion.Word> list = new ListView<>();
    private final BiConsumer<SqlCompletion, SqlCompletion.Word> chosen;
    private @Nullable SqlCompletion shown;

    SqlCompletionPopup(String stylesheet, BiConsumer<SqlCompletion, SqlCompletion.Word> chosen) {
        this.chosen = chosen;
        list.setId("sqlCompletion");
        list.getStyleClass().add("sql-completion");
        list.setFocusTraversable(false);
        list.setFixedCellSize(ROW);
        list.setPrefWidth(380);
        list.getStylesheets().add(stylesheet);
        list.setCellFactory(_ -> new WordCell());
        list.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY) {
                choose();
            }
        });
        popup.setAutoHide(true);
        popup.setAutoFix(true);
        popup.getContent().add(list);
    }

    boolean isShowing() {
        return popup.isShowing();
    }

    void show(Node owner, Bounds caret, SqlCompletion completion) {
        shown = completion;
        // The popup's own scene takes the window's sheets only when it is shown, after the first pass over its styles.
        popup.getScene().getStylesheets().setAll(owner.getScene().getStylesheets());
        list.getItems().setAll(completion.words());
        list.getSelectionModel().select(0);
        list.scrollTo(0);
        list.setPrefHeight(Math.min(ROWS, completion.words().size()) * ROW + 4);
        if (!popup.isShowing()) {
            popup.show(owner, caret.getMinX(), caret.getMaxY() + 2);
        }
    }

    void hide() {
        popup.hide();
    }

    /// Whether the caret still stands in the word that the offers are for.
    boolean follows(int caret, String text) {
        SqlCompletion completion = shown;
        if (completion == null || caret < completion.start() || completion.start() > text.length()) {
            return false;
        }
        return text.substring(completion.start(), Math.min(caret, text.length()))
                .chars()
                .allMatch(c -> Tokenizer.isIdentifierPart((char) c));
    }

    /// True where the key was the popup's.
    boolean keyPressed(KeyEvent event) {
        if (!popup.isShowing() || event.isShortcutDown() || event.isAltDown()) {
            return false;
        }
        int selected = list.getSelectionModel().getSelectedIndex();
        switch (event.getCode()) {
            case DOWN -> select(selected + 1);
            case UP -> select(selected - 1);
            case PAGE_DOWN -> select(selected + ROWS);
            case PAGE_UP -> select(selected - ROWS);
            case ENTER, TAB -> choose();
            case ESCAPE -> hide();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void select(int index) {
        int at = Math.clamp(index, 0, list.getItems().size() - 1);
        list.getSelectionModel().select(at);
        list.scrollTo(Math.max(0, at - ROWS + 1));
    }

    private void choose() {
        SqlCompletion completion = shown;
        SqlCompletion.Word word = list.getSelectionModel().getSelectedItem();
        hide();
        if (completion != null && word != null) {
            chosen.accept(completion, word);
        }
    }

    /// Kind, name and detail of one offer.
    private static final class WordCell extends ListCell<SqlCompletion.Word> {
        private final Label kind = new Label();
        private final Label name = new Label();
        private final Label detail = new Label();
        private final HBox row = new HBox(8, kind, name, detail);

        WordCell() {
            kind.getStyleClass().add("completion-kind");
            name.getStyleClass().add("completion-name");
            detail.getStyleClass().add("completion-detail");
            kind.setMinWidth(Region.USE_PREF_SIZE);
            name.setMinWidth(0);
            HBox.setHgrow(name, Priority.ALWAYS);
            name.setMaxWidth(Double.MAX_VALUE);
        }

        @Override
        protected void updateItem(SqlCompletion.@Nullable Word word, boolean empty) {
            super.updateItem(word, empty);
            setText(null);
            if (empty || word == null) {
                setGraphic(null);
                return;
            }
            kind.setText(
                    switch (word.kind()) {
                        case COLUMN -> "C";
                        case TABLE -> "T";
                        case FUNCTION -> "ƒ";
                        case KEYWORD -> "K";
                    });
            name.setText(word.name());
            detail.setText(word.detail());
            setGraphic(row);
        }
    }
}
