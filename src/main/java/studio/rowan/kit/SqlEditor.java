package studio.rowan.kit;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.scene.Scene;
import javafx.scene.control.IndexRange;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import org.fxmisc.flowless.VirtualizedScrollPane;
import org.fxmisc.richtext.CodeArea;
import org.fxmisc.richtext.model.TwoDimensional;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.SqlStatement;
import studio.rowan.db.Statements;
import studio.rowan.db.Tokenizer;

/// An editor for SQL: colours by SQLite's own tokens, line numbers, the statement at the caret marked in the margin,
/// errors underlined, completion. The only class that knows the text control beneath.
public final class SqlEditor extends StackPane {
    private static final String SHEET =
            Objects.requireNonNull(SqlEditor.class.getResource("SqlEditor.css")).toExternalForm();

    private final CodeArea area = new CodeArea();
    private final SqlColours colours = new SqlColours(area);
    private final SqlTyping typing = new SqlTyping(area);
    private final ObjectProperty<SqlLineNumber.Lines> currentLines =
            new SimpleObjectProperty<>(SqlLineNumber.Lines.NONE);
    private final ReadOnlyObjectWrapper<@Nullable SqlStatement> current = new ReadOnlyObjectWrapper<>();
    private final SqlCompletionPopup popup = new SqlCompletionPopup(SHEET, this::complete);
    private Supplier<SqlVocabulary> vocabulary = () -> SqlVocabulary.EMPTY;

    public SqlEditor() {
        getStyleClass().add("sql-editor");
        getStylesheets().add(SHEET);
        area.setId("sqlText");
        area.getStyleClass().add("sql-area");
        area.setParagraphGraphicFactory(line -> SqlLineNumber.of(line, currentLines));
        // Rich changes, since text replaced by equal text loses its styles and is no plain change.
        area.multiRichChanges().subscribe(_ -> {
            if (!colours.isStyling() && colours.changed()) {
                caretMoved();
            }
        });
        area.caretPositionProperty().addListener((_, _, _) -> caretMoved());
        area.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        area.addEventHandler(KeyEvent.KEY_TYPED, this::keyTyped);
        area.focusedProperty().subscribe(focused -> {
            if (!focused) {
                popup.hide();
            }
        });
        getChildren().add(new VirtualizedScrollPane<>(area));
        area.setAccessibleText(Text.of("editor.sql"));
    }

    /// Shows a statement to be read and copied, not edited.
    public static SqlEditor readOnly(String text) {
        SqlEditor editor = new SqlEditor();
        editor.setText(text);
        editor.setEditable(false);
        return editor;
    }

    public void setEditable(boolean editable) {
        area.setEditable(editable);
        getStyleClass().remove("read-only");
        if (!editable) {
            getStyleClass().add("read-only");
        }
    }

    /// Breaks long lines at the right edge, for texts that are read.
    public void setWrapText(boolean wrap) {
        area.setWrapText(wrap);
    }

    public String getText() {
        return area.getText();
    }

    public ObservableValue<String> textProperty() {
        return area.textProperty();
    }

    /// Replaces the whole text; it cannot be undone and the caret goes to the beginning.
    public void setText(String text) {
        area.replaceText(text);
        area.getUndoManager().forgetHistory();
        moveTo(0);
    }

    /// Puts the text in at the caret, in place of the selection.
    public void insert(String text) {
        area.replaceSelection(text);
    }

    /// Replaces the range; can be undone.
    public void replace(int start, int end, String text) {
        area.replaceText(start, end, text);
    }

    public int caret() {
        return area.getCaretPosition();
    }

    public ObservableValue<Integer> caretProperty() {
        return area.caretPositionProperty();
    }

    /// Puts the caret there and brings it into view.
    public void moveTo(int offset) {
        area.moveTo(Math.clamp(offset, 0, area.getLength()));
        area.requestFollowCaret();
    }

    public void select(int start, int end) {
        area.selectRange(start, end);
        area.requestFollowCaret();
    }

    public void selectAll() {
        area.selectAll();
    }

    /// What the Edit menu does to it.
    TextDeeds deeds() {
        return new TextDeeds(area::undo, area::redo, area::cut, area::copy, area::paste, area::selectAll);
    }

    public IndexRange selection() {
        return area.getSelection();
    }

    public ObservableValue<IndexRange> selectionProperty() {
        return area.selectionProperty();
    }

    public String selectedText() {
        return area.getSelectedText();
    }

    /// All statements of the text.
    public List<SqlStatement> statements() {
        return colours.statements();
    }

    /// The statement at the caret, null in an empty text.
    public ReadOnlyObjectProperty<@Nullable SqlStatement> currentStatementProperty() {
        return current.getReadOnlyProperty();
    }

    public @Nullable SqlStatement currentStatement() {
        return current.get();
    }

    /// Where the offered names come from; asked each time an offer is made.
    public void setVocabulary(Supplier<SqlVocabulary> vocabulary) {
        this.vocabulary = vocabulary;
    }

    /// Underlines the range until the text changes; an empty range takes the token that stands there or before.
    public void markError(int start, int end) {
        colours.markError(start, end);
    }

    public void clearError() {
        colours.clearError();
    }

    /// The underlined range, empty where there is none.
    public IndexRange error() {
        return colours.error();
    }

    /// Takes the focus, also where the editor comes to the screen with the next layout only, as in a fresh tab.
    @Override
    public void requestFocus() {
        area.requestFocus();
        if (getScene() == null) {
            sceneProperty().addListener(new ChangeListener<>() {
                @Override
                public void changed(ObservableValue<? extends Scene> scene, Scene before, Scene now) {
                    scene.removeListener(this);
                    afterLayout(area::requestFocus);
                }
            });
        } else if (getScene().getFocusOwner() != area) {
            afterLayout(area::requestFocus);
        }
    }

    /// Whether the offers are on the screen.
    public boolean isCompleting() {
        return popup.isShowing();
    }

    /// Makes an offer at the caret, as Ctrl+Space does.
    public void offer() {
        if (!area.isEditable()) {
            return;
        }
        SqlCompletion completion = SqlCompletion.at(area.getText(), caret(), vocabulary.get());
        if (completion.words().isEmpty()) {
            popup.hide();
            return;
        }
        area.getCaretBounds().ifPresent(bounds -> popup.show(area, bounds, completion));
    }

    private void complete(SqlCompletion completion, SqlCompletion.Word word) {
        area.replaceText(completion.start(), caret(), word.insert());
        area.requestFocus();
    }

    private void caretMoved() {
        String shown = colours.shown();
        int caret = Math.min(area.getCaretPosition(), shown.length());
        SqlStatement statement = Statements.at(shown, colours.statements(), caret);
        current.set(statement);
        currentLines.set(statement == null || !area.isEditable() ? SqlLineNumber.Lines.NONE : linesOf(statement));
        if (popup.isShowing() && !popup.follows(caret, shown)) {
            popup.hide();
        }
    }

    private SqlLineNumber.Lines linesOf(SqlStatement statement) {
        return new SqlLineNumber.Lines(lineOf(statement.start()), lineOf(statement.end()));
    }

    private int lineOf(int offset) {
        return area.offsetToPosition(offset, TwoDimensional.Bias.Backward).getMajor();
    }

    private void keyPressed(KeyEvent event) {
        if (popup.keyPressed(event)) {
            event.consume();
            return;
        }
        boolean handled = typing.keyPressed(event);
        if (event.getCode() == KeyCode.SPACE && event.isControlDown()) {
            offer();
            handled = true;
        }
        if (handled) {
            event.consume();
        }
    }

    private void keyTyped(KeyEvent event) {
        String typed = event.getCharacter();
        if (typed.isEmpty() || event.isShortcutDown() || event.isAltDown() || !area.isEditable()) {
            return;
        }
        char c = typed.charAt(0);
        if (c == '.' || popup.isShowing() || Tokenizer.isIdentifierPart(c) && wordLength() >= 2) {
            afterLayout(this::offerWhileTyping);
        }
    }

    private int wordLength() {
        String shown = colours.shown();
        int at = caret();
        int from = at;
        while (from > 0 && Tokenizer.isIdentifierPart(shown.charAt(from - 1))) {
            from--;
        }
        return at - from;
    }

    private void offerWhileTyping() {
        int caret = caret();
        String shown = colours.shown();
        boolean afterDot = caret > 0 && caret <= shown.length() && shown.charAt(caret - 1) == '.';
        if (area.isFocused() && (afterDot || wordLength() >= 2)) {
            offer();
        } else {
            popup.hide();
        }
    }

    /// The caret's place on the screen is known only after the next layout.
    private void afterLayout(Runnable action) {
        if (getScene() == null) {
            return;
        }
        getScene().addPostLayoutPulseListener(new Runnable() {
            @Override
            public void run() {
                if (getScene() != null) {
                    getScene().removePostLayoutPulseListener(this);
                }
                action.run();
            }
        });
        Platform.requestNextPulse();
    }
}
