package studio.rowan.browse;

import java.util.NavigableMap;
import java.util.TreeMap;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;

/// A text of any length: one page of it stands in the text control, which could not bear more.
final class CellTextView extends VBox implements CellFindModel.Body {
    static final int PAGE = 20_000;

    private final TextArea area = new TextArea();
    private final Button first;
    private final Button before;
    private final Button after;
    private final Button last;
    private final Label pageLabel = new Label();
    private final HBox pager;
    private final CellReads reads;
    private final CellReads lineReads;
    private final CellLinesView numbers = new CellLinesView(area);
    /// What was counted of this text, by byte.
    private final NavigableMap<Long, TextPages.Line> lines = new TreeMap<>();
    private TextPages pages = new TextPages(CellBytes.NONE, PAGE);
    private TextPages.Page page = new TextPages.Page(0, 0, "");
    /// The page asked for, which the buttons count from.
    private int wanted;

    /// @param lineReads to count lines with
    CellTextView(CellReads reads, CellReads lineReads) {
        this.reads = reads;
        this.lineReads = lineReads;
        getStyleClass().add("cell-pages");
        area.setId("valueText");
        area.setEditable(false);
        area.setWrapText(true);
        area.setMinHeight(0);
        area.getStyleClass().add("mono");
        area.setAccessibleText(Text.of("inspector.value"));
        BorderPane text = new BorderPane(area);
        text.setLeft(numbers);
        text.setMinHeight(0);
        VBox.setVgrow(text, Priority.ALWAYS);
        first = Controls.iconButton("valuePageFirst", Icons.FIRST, Text.of("inspector.pageFirst"), () -> turn(0));
        before = Controls.iconButton(
                "valuePageBefore", Icons.CHEVRON_LEFT, Text.of("inspector.pageBefore"), () -> turn(wanted - 1));
        after = Controls.iconButton(
                "valuePageAfter", Icons.CHEVRON_RIGHT, Text.of("inspector.pageAfter"), () -> turn(wanted + 1));
        last = Controls.iconButton("valuePageLast", Icons.LAST, Text.of("inspector.pageLast"), this::toEnd);
        pageLabel.setId("valuePage");
        pageLabel.getStyleClass().addAll("muted", "small");
        pager = new HBox(first, before, pageLabel, after, last);
        pager.getStyleClass().add("cell-pager");
        getChildren().addAll(text, pager);
    }

    void show(CellBytes text) {
        reads.drop();
        lineReads.drop();
        lines.clear();
        lines.put(0L, TextPages.Line.FIRST);
        pages = new TextPages(text, PAGE);
        present(new TextPages.Page(0, 0, ""));
        turn(0);
    }

    void wrap(boolean on) {
        area.setWrapText(on);
    }

    /// Numbers of lines beside the text, or none.
    void number(boolean on) {
        numbers.setVisible(on);
        count();
    }

    /// Counting takes as long as reading all that stands before: only where somebody wants to know.
    private void count() {
        TextPages of = pages;
        long at = page.from();
        TextPages.Line known = lines.floorEntry(at) == null
                ? TextPages.Line.FIRST
                : lines.floorEntry(at).getValue();
        numbers.show(known.at() == at ? known.number() : -1, known.start());
        if (numbers.isVisible() && known.at() != at) {
            lineReads.ask(of.bytes(), _ -> of.line(at, known), line -> {
                lines.put(at, line);
                if (page.from() == at) {
                    numbers.show(line.number(), line.start());
                }
            });
        }
    }

    /// Selects what was found.
    @Override
    public void reveal(CellFind.Hit hit) {
        TextPages of = pages;
        reads.ask(of.bytes(), _ -> of.place(hit.at(), hit.length()), place -> {
            wanted = place.page().index();
            if (place.page().from() != page.from() || !place.page().text().equals(page.text())) {
                present(place.page());
            }
            area.selectRange(place.from(), place.to());
        });
    }

    void focus() {
        area.requestFocus();
    }

    /// The byte at which the page in sight begins.
    @Override
    public long top() {
        return page.from();
    }

    private void toEnd() {
        turn(pages.count() - 1, area::end);
    }

    private void turn(int to) {
        turn(to, () -> {});
    }

    /// The page in sight stays until the other one is read.
    private void turn(int to, Runnable then) {
        TextPages of = pages;
        wanted = Math.clamp(to, 0, of.count() - 1);
        int index = wanted;
        reads.ask(of.bytes(), _ -> of.page(index), read -> {
            present(read);
            then.run();
        });
    }

    private void present(TextPages.Page shown) {
        int count = pages.count();
        page = shown;
        area.setText(shown.text());
        count();
        pageLabel.setText(Text.of("inspector.page", shown.index() + 1, count));
        first.setDisable(shown.index() == 0);
        before.setDisable(shown.index() == 0);
        after.setDisable(shown.index() == count - 1);
        last.setDisable(shown.index() == count - 1);
        pager.setVisible(count > 1);
        pager.setManaged(count > 1);
    }
}
