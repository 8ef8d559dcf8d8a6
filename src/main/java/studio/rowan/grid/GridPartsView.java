package studio.rowan.grid;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;

/// What few cells have beside their text: paler signs within it, a word at its side. Made for a cell when
/// it first needs them, and used again.
final class GridPartsView {
    /// Marks beyond which a cell has more signs than text.
    static final int MOST_MARKS = 12;

    private final Pane row;
    private final List<Text> runs = new ArrayList<>();
    private final List<Double> offsets = new ArrayList<>();
    private final Label badge = new Label();
    private final Rectangle swatch = new Rectangle();
    private boolean badgeAdded;
    private int used;

    /// @param row where the cell stands
    GridPartsView(Pane row) {
        this.row = row;
        swatch.setVisible(false);
        badge.setVisible(false);
        badge.setManaged(false);
        badge.setMouseTransparent(true);
        badge.getStyleClass().add("grid-odd");
        badge.setMinWidth(Region.USE_PREF_SIZE);
        badge.setAccessibleRole(AccessibleRole.NODE);
    }

    // ---- the text ----

    /// Takes the text behind the first `from` characters, in pieces by its marks.
    /// @param styleClass of what is no mark
    void text(String text, int from, List<MarkedText.Span> marks, String styleClass, GridFontModel font) {
        used = 0;
        int at = from;
        double x = font.width(text.substring(0, from));
        for (MarkedText.Span mark : marks.subList(0, Math.min(MOST_MARKS, marks.size()))) {
            if (mark.from() >= text.length()) {
                break;
            }
            x = add(text.substring(at, mark.from()), x, styleClass, font);
            at = Math.min(mark.to(), text.length());
            x = add(text.substring(mark.from(), at), x, "cell-mark", font);
        }
        add(text.substring(at), x, styleClass, font);
        hideRest();
    }

    private double add(String part, double x, String styleClass, GridFontModel font) {
        if (part.isEmpty()) {
            return x;
        }
        boolean isNew = used == runs.size();
        Text run = isNew ? run() : runs.get(used);
        run.setText(part);
        if (!run.getStyleClass().getLast().equals(styleClass)) {
            run.getStyleClass().setAll("grid-text", styleClass);
        }
        run.setVisible(true);
        if (isNew) {
            run.applyCss();
        }
        offsets.set(used, x);
        used++;
        return x + font.width(part);
    }

    private Text run() {
        Text run = new Text();
        run.setManaged(false);
        run.setMouseTransparent(true);
        run.setTextOrigin(VPos.CENTER);
        run.setAccessibleRole(AccessibleRole.NODE);
        run.getStyleClass().addAll("grid-text", "cell-mark");
        runs.add(run);
        offsets.add(0.0);
        row.getChildren().add(run);
        return run;
    }

    private void hideRest() {
        for (int i = used; i < runs.size(); i++) {
            runs.get(i).setVisible(false);
        }
    }

    void noText() {
        used = 0;
        hideRest();
    }

    // ---- the badge ----

    /// @return how much room it takes; 0 for none
    double badge(String word, GridFontModel font) {
        if (word.isEmpty()) {
            badge.setVisible(false);
            return 0;
        }
        if (!badgeAdded) {
            badgeAdded = true;
            row.getChildren().add(badge);
        }
        badge.setVisible(true);
        if (!badge.getText().equals(word)) {
            badge.setText(word);
            badge.applyCss();
        }
        return Math.ceil(badge.prefWidth(-1)) + font.padding() / 2;
    }

    // ---- the colour ----

    /// @param rgb -1 for none
    /// @return how much room it takes
    double swatch(int rgb, GridFontModel font) {
        swatch.setVisible(rgb >= 0);
        if (rgb < 0) {
            return 0;
        }
        if (swatch.getParent() == null) {
            swatch.setManaged(false);
            swatch.setMouseTransparent(true);
            swatch.getStyleClass().add("grid-swatch");
            swatch.setAccessibleRole(AccessibleRole.NODE);
            row.getChildren().add(swatch);
            swatch.applyCss();
        }
        double side = Math.round(font.size() * 0.88);
        swatch.setWidth(side);
        swatch.setHeight(side);
        swatch.setFill(Color.rgb(rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255));
        return side + Math.round(font.padding() * 0.75);
    }

    // ---- places ----

    /// @param x where the text begins
    /// @param badgeX where the badge begins
    void place(double x, double y, double badgeX, GridFontModel font) {
        for (int i = 0; i < used; i++) {
            runs.get(i).setX(x + offsets.get(i));
            runs.get(i).setY(y);
        }
        if (swatch.isVisible()) {
            swatch.setX(x - swatch.getWidth() - Math.round(font.padding() * 0.75) + 0.5);
            swatch.setY(Math.round((font.rowHeight() - swatch.getHeight()) / 2) - 0.5);
        }
        if (badge.isVisible()) {
            double height = badge.prefHeight(-1);
            badge.resizeRelocate(
                    Math.round(badgeX), Math.round((font.rowHeight() - height) / 2), badge.prefWidth(-1), height);
        }
    }

    void hide() {
        noText();
        badge.setVisible(false);
        swatch.setVisible(false);
    }
}
