package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.control.TextArea;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;
import javafx.scene.text.TextLineInfo;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/// The numbers of lines beside a text control, each beside the first row of its line: only those in sight exist.
final class CellLinesView extends Region {
    private static final int FEWEST_DIGITS = 3;

    private final TextArea area;
    private final List<Text> numbers = new ArrayList<>();
    private final Text ruler = new Text("0");
    private final Rectangle clip = new Rectangle();
    private Subscription rows = Subscription.EMPTY;
    private @Nullable Text watched;
    private long first = -1;
    private boolean begins;

    CellLinesView(TextArea area) {
        this.area = area;
        setId("valueLines");
        getStyleClass().add("cell-lines");
        ruler.getStyleClass().add("cell-line");
        ruler.setVisible(false);
        getChildren().add(ruler);
        setClip(clip);
        // The control says the same to a screen reader, without numbers between.
        setAccessibleText("");
        managedProperty().bind(visibleProperty());
        setVisible(false);
        area.scrollTopProperty().subscribe(_ -> requestLayout());
        area.textProperty().subscribe(_ -> requestLayout());
        area.heightProperty().subscribe(_ -> requestLayout());
    }

    /// @param line the number of the line that the text begins in; -1 while it is not known
    /// @param start whether it begins at that line's start
    void show(long line, boolean start) {
        first = line;
        begins = start;
        requestLayout();
    }

    @Override
    protected double computePrefWidth(double height) {
        long lines = first < 0
                ? 0
                : first + area.getText().chars().filter(c -> c == '\n').count();
        int digits = Math.max(FEWEST_DIGITS, Long.toString(lines).length());
        return snappedLeftInset() + digits * ruler.prefWidth(-1) + snappedRightInset();
    }

    @Override
    protected double computeMinWidth(double height) {
        return computePrefWidth(height);
    }

    @Override
    protected double computePrefHeight(double width) {
        return 0;
    }

    @Override
    protected void layoutChildren() {
        clip.setWidth(getWidth());
        clip.setHeight(getHeight());
        int used = 0;
        Text text = text();
        if (text != null && first >= 0) {
            used = number(text);
        }
        for (int i = used; i < numbers.size(); i++) {
            numbers.get(i).setVisible(false);
        }
    }

    /// The node that the control draws its text with.
    private @Nullable Text text() {
        String shown = area.getText();
        Text found = area.lookupAll(".text").stream()
                .filter(node -> node instanceof Text text && text.getText().equals(shown))
                .map(Text.class::cast)
                .findFirst()
                .orElse(null);
        if (found != null && found != watched) {
            watched = found;
            rows.unsubscribe();
            rows = found.layoutBoundsProperty().subscribe(_ -> requestLayout());
        }
        return found;
    }

    /// @return how many numbers it took
    private int number(Text text) {
        String shown = text.getText();
        int used = 0;
        long line = first - 1;
        for (TextLineInfo row : text.getLayoutInfo().getTextLines(false)) {
            boolean starts = row.start() == 0 ? begins : shown.charAt(row.start() - 1) == '\n';
            // A page that begins inside a line has a row of it that bears no number.
            line += starts || row.start() == 0 ? 1 : 0;
            double at = sceneToLocal(
                            text.localToScene(new Point2D(0, row.bounds().getMinY())))
                    .getY();
            if (at > getHeight()) {
                break;
            }
            if (starts && at + row.bounds().getHeight() > 0) {
                place(used++, line, at, row.bounds().getHeight());
            }
        }
        return used;
    }

    private void place(int index, long line, double at, double height) {
        while (numbers.size() <= index) {
            Text number = new Text();
            number.getStyleClass().add("cell-line");
            number.setTextOrigin(javafx.geometry.VPos.TOP);
            number.setManaged(false);
            numbers.add(number);
            getChildren().add(number);
        }
        Text number = numbers.get(index);
        number.setText(Long.toString(line));
        number.setVisible(true);
        number.relocate(snapPositionX(getWidth() - snappedRightInset() - number.prefWidth(-1)), snapPositionY(at + 1));
    }
}
