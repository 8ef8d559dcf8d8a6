package studio.rowan.grid;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/// The font of the cells and what follows from it: the height of a row, how wide a text is, where it is cut.
/// Widths are sums of the widths of characters, measured once each: laying out every text would take the whole frame.
final class GridFontModel {
    private static final int CELL_PADDING = 8;

    private final Text probe = new Text("0");
    private final Text measure = new Text();
    private final float[] widths = new float[0x3000];
    private final Map<Integer, Float> others = new HashMap<>();
    private int version;

    /// @param changed told when another font came
    GridFontModel(Runnable changed) {
        probe.getStyleClass().add("grid-text");
        probe.setVisible(false);
        probe.setManaged(false);
        reset(probe.getFont());
        probe.fontProperty().subscribe((_, font) -> {
            reset(font);
            changed.run();
        });
    }

    /// To be put into the scene: it takes the font from the style sheets.
    Text probe() {
        return probe;
    }

    private void reset(Font font) {
        measure.setFont(font);
        Arrays.fill(widths, Float.NaN);
        others.clear();
        version++;
    }

    /// Moves with the font.
    int version() {
        return version;
    }

    double size() {
        return measure.getFont().getSize();
    }

    /// 27 px at the usual size.
    double rowHeight() {
        return Math.round(size() * 2.16);
    }

    double padding() {
        return Math.round(CELL_PADDING * size() / 12.5);
    }

    double width(String text) {
        double width = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            width += width(c);
            i += Character.charCount(c);
        }
        return width;
    }

    /// How wide the text is with the widest digits in place of its own, so that other dates and numbers of that
    /// form fit too.
    double widthOfForm(String text) {
        double width = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            width += width(c >= '0' && c <= '9' ? '0' : c);
            i += Character.charCount(c);
        }
        return width;
    }

    /// The text, or as much of its beginning as fits with `…` behind.
    String fit(String text, double room) {
        double width = 0;
        double ellipsis = width('…');
        int cut = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            width += width(c);
            if (width > room) {
                return text.substring(0, cut) + "…";
            }
            i += Character.charCount(c);
            if (width + ellipsis <= room) {
                cut = i;
            }
        }
        return text;
    }

    private float width(int c) {
        if (c >= widths.length) {
            return others.computeIfAbsent(c, this::measured);
        }
        float known = widths[c];
        if (Float.isNaN(known)) {
            known = measured(c);
            widths[c] = known;
        }
        return known;
    }

    private float measured(int c) {
        measure.setText(Character.toString(c));
        return (float) measure.getLayoutBounds().getWidth();
    }
}
