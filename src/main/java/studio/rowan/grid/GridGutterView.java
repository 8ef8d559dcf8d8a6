package studio.rowan.grid;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.layout.Pane;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/// Numbers of the rows in sight, and a sign before those for which something is staged.
final class GridGutterView extends Pane {
    private final GridView grid;
    private final GridFontModel font;
    private final List<Text> numbers = new ArrayList<>();
    private final List<Text> signs = new ArrayList<>();

    GridGutterView(GridView grid, GridFontModel font) {
        this.grid = grid;
        this.font = font;
        getStyleClass().add("grid-gutter");
        setMouseTransparent(true);
    }

    @Override
    protected void layoutChildren() {
        // Numbers are placed by paint.
    }

    /// @return how many there are: at least as many as fit
    int slots(int fitting) {
        while (numbers.size() < fitting) {
            numbers.add(text("grid-number"));
            signs.add(text("grid-sign"));
        }
        return numbers.size();
    }

    private Text text(String styleClass) {
        Text text = new Text();
        text.setManaged(false);
        text.setTextOrigin(VPos.CENTER);
        text.getStyleClass().add(styleClass);
        getChildren().add(text);
        return text;
    }

    void hide(int slot) {
        numbers.get(slot).setVisible(false);
        signs.get(slot).setVisible(false);
    }

    /// @param estimated the place is judged
    void paint(int slot, long ordinal, boolean estimated, @Nullable RowEdit edit, double y) {
        double middle = y + font.rowHeight() / 2 - 0.5;
        Text number = numbers.get(slot);
        number.setVisible(!grid.edits().isFresh(ordinal));
        String text = (estimated ? "≈" : "") + (ordinal + 1);
        if (!text.equals(number.getText())) {
            number.setText(text);
        }
        number.setX(Math.round(
                getWidth() - font.padding() - number.getLayoutBounds().getWidth()));
        number.setY(middle);
        style(number, "current", ordinal == grid.selection().row());
        sign(signs.get(slot), edit, middle);
    }

    private void sign(Text sign, @Nullable RowEdit edit, double middle) {
        sign.setVisible(edit != null);
        if (edit == null) {
            return;
        }
        if (!edit.sign().equals(sign.getText())) {
            sign.setText(edit.sign());
        }
        for (RowEdit.Mark mark : RowEdit.Mark.values()) {
            style(sign, mark.styleName(), mark == edit.mark());
        }
        style(sign, "failed", edit.failed());
        sign.setX(Math.round(font.padding() / 2));
        sign.setY(middle);
    }

    private static void style(Text node, String styleClass, boolean on) {
        if (on != node.getStyleClass().contains(styleClass)) {
            if (on) {
                node.getStyleClass().add(styleClass);
            } else {
                node.getStyleClass().remove(styleClass);
            }
        }
    }
}
