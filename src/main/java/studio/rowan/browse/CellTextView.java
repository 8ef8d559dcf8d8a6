package studio.rowan.browse;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import studio.rowan.db.DbError;
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
    private TextPages pages = new TextPages(CellBytes.NONE, PAGE);
    private int page;

    CellTextView() {
        getStyleClass().add("cell-pages");
        area.setId("valueText");
        area.setEditable(false);
        area.setWrapText(true);
        area.setMinHeight(0);
        area.getStyleClass().add("mono");
        area.setAccessibleText(Text.of("inspector.value"));
        VBox.setVgrow(area, Priority.ALWAYS);
        first = Controls.iconButton("valuePageFirst", Icons.FIRST, Text.of("inspector.pageFirst"), () -> turn(0));
        before = Controls.iconButton(
                "valuePageBefore", Icons.CHEVRON_LEFT, Text.of("inspector.pageBefore"), () -> turn(page - 1));
        after = Controls.iconButton(
                "valuePageAfter", Icons.CHEVRON_RIGHT, Text.of("inspector.pageAfter"), () -> turn(page + 1));
        last = Controls.iconButton("valuePageLast", Icons.LAST, Text.of("inspector.pageLast"), this::toEnd);
        pageLabel.setId("valuePage");
        pageLabel.getStyleClass().addAll("muted", "small");
        pager = new HBox(first, before, pageLabel, after, last);
        pager.getStyleClass().add("cell-pager");
        getChildren().addAll(area, pager);
    }

    void show(CellBytes text) {
        pages = new TextPages(text, PAGE);
        turn(0);
    }

    void wrap(boolean on) {
        area.setWrapText(on);
    }

    /// Selects what was found.
    @Override
    public void reveal(CellFind.Hit hit) {
        int wanted = pages.pageOf(hit.at());
        if (wanted != page) {
            turn(wanted);
        }
        int from = pages.charactersBefore(page, hit.at());
        int to = pages.charactersBefore(page, hit.at() + hit.length());
        area.selectRange(from, Math.min(area.getLength(), to));
    }

    void focus() {
        area.requestFocus();
    }

    /// The byte at which the page in sight begins.
    @Override
    public long top() {
        return pages.start(page);
    }

    private void toEnd() {
        turn(pages.count() - 1);
        area.end();
    }

    private void turn(int to) {
        int count = pages.count();
        page = Math.clamp(to, 0, count - 1);
        try {
            area.setText(pages.page(page));
        } catch (DbError.Cancelled e) {
            // Another cell was chosen, and this one's file is gone.
            area.clear();
        }
        pageLabel.setText(Text.of("inspector.page", page + 1, count));
        first.setDisable(page == 0);
        before.setDisable(page == 0);
        after.setDisable(page == count - 1);
        last.setDisable(page == count - 1);
        pager.setVisible(count > 1);
        pager.setManaged(count > 1);
    }
}
