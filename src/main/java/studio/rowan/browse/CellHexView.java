package studio.rowan.browse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Text;

/// The bytes of a cell of any length as offset, hexadecimal and ASCII: only the lines in sight exist, and only their
/// bytes are read.
final class CellHexView extends Region implements CellFindModel.Body {
    private static final int NARROW = 8;
    private static final int WIDE = 16;

    /// A shorter thumb is hard to take hold of.
    private static final double SHORTEST_THUMB = 28;

    private final List<Line> lines = new ArrayList<>();
    private final ScrollBar bar = new ScrollBar();
    private final Rectangle clip = new Rectangle();
    private final javafx.scene.text.Text ruler = new javafx.scene.text.Text("0");
    private CellBytes bytes = CellBytes.NONE;
    private CellFind.@Nullable Hit hit;
    private int perLine = NARROW;
    private double lineHeight = 18;
    private long first;
    private final CellReads reads;
    private @Nullable Window inSight;

    /// What stands in the lines.
    private record Window(Span span, byte[] read) {}

    /// @param first line of it
    private record Span(CellBytes bytes, long first, int lines, int perLine) {
        byte[] read(CellBytes from) {
            return from.read(first * perLine, lines * perLine);
        }
    }

    CellHexView(CellReads reads) {
        this.reads = reads;
        setId("valueHex");
        getStyleClass().add("cell-hex");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.TEXT_AREA);
        setAccessibleText(Text.of("inspector.way.HEX"));
        ruler.getStyleClass().add("hex-bytes");
        ruler.setVisible(false);
        bar.setOrientation(Orientation.VERTICAL);
        bar.setFocusTraversable(false);
        bar.valueProperty().subscribe(value -> scrollTo(Math.round(value.doubleValue())));
        setClip(clip);
        getChildren().addAll(ruler, bar);
        addEventHandler(ScrollEvent.SCROLL, event -> {
            scrollTo(first - Math.round(event.getDeltaY() / 14));
            event.consume();
        });
        addEventHandler(MouseEvent.MOUSE_PRESSED, _ -> requestFocus());
        addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
    }

    void show(CellBytes shown) {
        reads.drop();
        bytes = shown;
        hit = null;
        first = 0;
        inSight = null;
        lines.forEach(line -> line.setVisible(false));
        requestLayout();
        fill();
    }

    /// Brings a byte into sight and marks it.
    @Override
    public void reveal(CellFind.Hit found) {
        hit = found;
        goTo(found.at());
    }

    /// The offset of the first byte in sight.
    @Override
    public long top() {
        return first * perLine;
    }

    void goTo(long offset) {
        scrollTo(Math.max(0, offset / perLine - 2));
        fill();
    }

    private long count() {
        return (bytes.length() + perLine - 1) / perLine;
    }

    private void scrollTo(long line) {
        long last = Math.max(0, count() - Math.max(1, visible() - 1));
        long now = Math.clamp(line, 0, last);
        if (now != first) {
            first = now;
            bar.setValue(now);
            fill();
        }
    }

    private int visible() {
        double inside = getHeight() - snappedTopInset() - snappedBottomInset();
        return (int) Math.max(1, Math.floor(inside / lineHeight));
    }

    private void keyPressed(KeyEvent event) {
        long to = switch (event.getCode()) {
            case UP -> first - 1;
            case DOWN -> first + 1;
            case PAGE_UP -> first - visible() + 1;
            case PAGE_DOWN -> first + visible() - 1;
            case HOME -> 0;
            case END -> count();
            default -> -2;
        };
        if (to > -2 && !event.isShortcutDown() || to == 0 || to == count()) {
            scrollTo(to);
            event.consume();
        }
    }

    /// @param characters that have room behind the offset
    private static int perLine(double characters) {
        return characters >= 3 + 4 * WIDE ? WIDE : characters >= 1 + 4 * NARROW ? NARROW : NARROW / 2;
    }

    @Override
    protected double computeMinHeight(double width) {
        return 40;
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth() - snappedLeftInset() - snappedRightInset();
        double height = getHeight() - snappedTopInset() - snappedBottomInset();
        clip.setWidth(getWidth());
        clip.setHeight(getHeight());
        double digit = Math.max(1, ruler.prefWidth(-1));
        lineHeight = Math.ceil(ruler.prefHeight(-1) * 1.15);
        double barWidth = bar.prefWidth(-1);
        int digits =
                Math.max(4, Long.toHexString(Math.max(0, bytes.length() - 1)).length());
        long top = top();
        perLine = perLine((width - barWidth) / digit - digits);
        first = Math.min(top / perLine, Math.max(0, count() - 1));
        boolean scrolls = count() > visible();
        bar.setVisible(scrolls);
        bar.setMax(Math.max(0, count() - Math.max(1, visible() - 1)));
        double part = Math.max(visible() / Math.max(1.0, count()), SHORTEST_THUMB / Math.max(SHORTEST_THUMB, height));
        bar.setVisibleAmount(Math.max(1, bar.getMax() * part));
        bar.setUnitIncrement(1);
        bar.setBlockIncrement(Math.max(1, visible() - 1));
        bar.setValue(first);
        bar.resizeRelocate(getWidth() - snappedRightInset() - barWidth, snappedTopInset(), barWidth, height);
        int wanted = visible() + 1;
        while (lines.size() < wanted) {
            Line line = new Line();
            lines.add(line);
            getChildren().add(lines.size() - 1, line);
        }
        while (lines.size() > wanted) {
            getChildren().remove(lines.removeLast());
        }
        for (int i = 0; i < lines.size(); i++) {
            lines.get(i)
                    .resizeRelocate(
                            snappedLeftInset(), snappedTopInset() + i * lineHeight, Math.max(width, 1000), lineHeight);
        }
        fill();
    }

    /// The lines in sight stay until the others are read.
    private void fill() {
        Span wanted = new Span(bytes, first, lines.size(), perLine);
        Window now = inSight;
        if (now != null && now.span.equals(wanted)) {
            paint(now);
        } else {
            reads.ask(bytes, wanted::read, read -> paint(new Window(wanted, read)));
        }
    }

    private void paint(Window window) {
        inSight = window;
        int wide = window.span.perLine;
        long top = window.span.first;
        StringBuilder spoken = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            int from = i * wide;
            boolean there = from < window.read.length;
            lines.get(i).setVisible(there);
            if (there) {
                byte[] part = Arrays.copyOfRange(window.read, from, Math.min(window.read.length, from + wide));
                HexLine line = HexLine.of(part, (top + i) * wide, bytes.length(), wide);
                lines.get(i).show(line, (top + i) * wide, part.length, hit, wide == WIDE ? "  " : " ");
                spoken.append(line).append('\n');
            }
        }
        setAccessibleText(Text.of("inspector.way.HEX") + "\n" + spoken);
    }

    /// One line: its words are made once, since new ones would ask for another layout each time.
    private static final class Line extends TextFlow {
        private final javafx.scene.text.Text offset = word("hex-offset");
        private final List<javafx.scene.text.Text> hex = List.of(word("hex-bytes"), word("hex-hit"), word("hex-bytes"));
        private final List<javafx.scene.text.Text> ascii =
                List.of(word("hex-ascii"), word("hex-hit"), word("hex-ascii"));

        Line() {
            setManaged(false);
            getChildren().add(offset);
            getChildren().addAll(hex);
            getChildren().addAll(ascii);
        }

        void show(HexLine line, long from, int length, CellFind.@Nullable Hit hit, String gap) {
            int begin = hit == null ? 0 : (int) Math.clamp(hit.at() - from, 0, length);
            int end = hit == null ? 0 : (int) Math.clamp(hit.at() + hit.length() - from, 0, length);
            offset.setText(line.offset() + gap);
            split(hex, line.hex() + gap, begin * 3, Math.max(begin * 3, end * 3 - 1));
            split(ascii, line.ascii(), begin, end);
        }

        private static void split(List<javafx.scene.text.Text> words, String text, int begin, int end) {
            set(words.get(0), text.substring(0, begin));
            set(words.get(1), text.substring(begin, end));
            set(words.get(2), text.substring(end));
        }

        /// Between others an empty word would shift where each begins.
        private static void set(javafx.scene.text.Text word, String text) {
            word.setText(text);
            word.setVisible(!text.isEmpty());
            word.setManaged(!text.isEmpty());
        }

        private static javafx.scene.text.Text word(String styleClass) {
            javafx.scene.text.Text text = new javafx.scene.text.Text();
            text.getStyleClass().add(styleClass);
            return text;
        }
    }
}
