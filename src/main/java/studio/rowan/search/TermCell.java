package studio.rowan.search;

import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Text;

/// A word of an index and in how many rows it is.
final class TermCell extends ListCell<FtsCare.Term> {
    @Override
    protected void updateItem(FtsCare.@Nullable Term term, boolean empty) {
        super.updateItem(term, empty);
        setText(null);
        if (term == null || empty) {
            setGraphic(null);
            return;
        }
        Label word = new Label(term.term());
        word.getStyleClass().add("term");
        Label counts = new Label(Text.count(
                "search.care.term",
                term.rows(),
                term.times() > term.rows() ? Text.of("search.care.term.times", term.times()) : ""));
        counts.getStyleClass().add("muted");
        counts.setMinWidth(USE_PREF_SIZE);
        setGraphic(new HBox(word, Controls.spacer(), counts));
    }
}
