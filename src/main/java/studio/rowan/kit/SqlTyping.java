package studio.rowan.kit;

import java.util.List;
import java.util.function.UnaryOperator;
import javafx.scene.control.IndexRange;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.fxmisc.richtext.CodeArea;
import org.fxmisc.richtext.model.TwoDimensional;

/// The keys by which whole lines are typed: indented, commented, begun below another.
final class SqlTyping {
    private final CodeArea area;

    SqlTyping(CodeArea area) {
        this.area = area;
    }

    /// @return false for other keys
    boolean keyPressed(KeyEvent event) {
        if (!area.isEditable()) {
            return false;
        }
        if (event.getCode() == KeyCode.SLASH && event.isShortcutDown()) {
            editLines(SqlText::toggleComment);
        } else if (event.getCode() == KeyCode.TAB && event.isShiftDown()) {
            editLines(SqlText::outdent);
        } else if (event.getCode() == KeyCode.TAB && !event.isShortcutDown() && !event.isAltDown()) {
            tab();
        } else if (event.getCode() == KeyCode.ENTER && !event.isShortcutDown() && !event.isAltDown()) {
            newLine();
        } else {
            return false;
        }
        return true;
    }

    private void tab() {
        if (area.getSelectedText().indexOf('\n') >= 0) {
            editLines(SqlText::indent);
        } else {
            area.replaceSelection(" ".repeat(SqlText.INDENT - area.getCaretColumn() % SqlText.INDENT));
        }
    }

    private void newLine() {
        String line = area.getParagraph(area.getCurrentParagraph()).getText();
        int indent = Math.min(SqlText.indentOf(line), area.getCaretColumn());
        area.replaceSelection("\n" + line.substring(0, indent));
        area.requestFollowCaret();
    }

    /// Rewrites the lines that the selection touches as one step of undo, and selects them again.
    private void editLines(UnaryOperator<List<String>> edit) {
        IndexRange selection = area.getSelection();
        int first = line(selection.getStart());
        int last = line(selection.getLength() > 0 ? selection.getEnd() - 1 : selection.getEnd());
        int start = area.getAbsolutePosition(first, 0);
        int end = area.getAbsolutePosition(last, area.getParagraphLength(last));
        String text = area.getText(start, end);
        String edited = String.join("\n", edit.apply(List.of(text.split("\n", -1))));
        if (edited.equals(text)) {
            return;
        }
        area.replaceText(start, end, edited);
        if (selection.getLength() > 0) {
            area.selectRange(start, start + edited.length());
        } else {
            area.moveTo(
                    Math.clamp(selection.getStart() + edited.length() - text.length(), start, start + edited.length()));
        }
    }

    private int line(int offset) {
        return area.offsetToPosition(offset, TwoDimensional.Bias.Forward).getMajor();
    }
}
