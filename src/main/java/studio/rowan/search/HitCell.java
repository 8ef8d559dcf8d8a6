package studio.rowan.search;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Controls;

/// A row that was found: its title, what stands around the hits, and how good it is beside the best. The text of the
/// file is text and nothing else, whatever it holds.
final class HitCell extends ListCell<Hit> {
    private static final int LONGEST = 400;
    private static final double SCROLL_BAR = 16;

    private final TextFlow title = new TextFlow();
    private final TextFlow snippet = new TextFlow();
    private final Label rowid = new Label();
    private final Label column = Controls.badge("");
    private final Region bar = new Region();
    private final StackPane track = new StackPane(bar);
    private final VBox card;
    private double best = -1;

    HitCell() {
        title.getStyleClass().add("hit-title");
        snippet.getStyleClass().add("hit-snippet");
        title.setMinWidth(0);
        snippet.setMinWidth(0);
        rowid.getStyleClass().addAll("mono", "muted", "small");
        rowid.setMinWidth(USE_PREF_SIZE);
        bar.getStyleClass().add("hit-bar");
        track.getStyleClass().add("hit-track");
        StackPane.setAlignment(bar, Pos.CENTER_LEFT);
        bar.setMaxWidth(USE_PREF_SIZE);
        HBox side = new HBox(column, track, rowid);
        side.getStyleClass().add("hit-side");
        side.setMinWidth(USE_PREF_SIZE);
        HBox.setHgrow(title, Priority.ALWAYS);
        HBox head = new HBox(title, side);
        head.getStyleClass().add("hit-head");
        card = new VBox(head, snippet);
        card.getStyleClass().add("hit");
        getStyleClass().add("hit-cell");
        Rectangle bounds = new Rectangle();
        bounds.widthProperty().bind(widthProperty());
        bounds.heightProperty().bind(heightProperty());
        setClip(bounds);
        setPrefWidth(0);
        setText(null);
    }

    @Override
    protected void updateItem(@Nullable Hit hit, boolean empty) {
        super.updateItem(hit, empty);
        setText(null);
        if (empty || hit == null) {
            setGraphic(null);
            setAccessibleText("");
            return;
        }
        best = getListView().getItems().isEmpty()
                ? hit.rank()
                : getListView().getItems().getFirst().rank();
        String name = hit.missing()
                ? studio.rowan.kit.Text.of("search.hit.missing", hit.rowid())
                : studio.rowan.kit.Text.of("search.hit.untitled", hit.rowid());
        fill(title, hit.title().isEmpty() ? Marked.plain(name) : hit.title());
        fill(snippet, hit.snippet());
        title.getStyleClass().removeAll("hit-dim");
        if (hit.title().isEmpty()) {
            title.getStyleClass().add("hit-dim");
        }
        String from = hit.column();
        column.setText(from == null ? "" : from);
        show(column, from != null);
        rowid.setText("#" + hit.rowid());
        double part = Double.isNaN(hit.rank()) || best >= 0 ? 0 : Math.clamp(hit.rank() / best, 0.02, 1);
        show(track, part > 0);
        bar.prefWidthProperty().bind(track.widthProperty().multiply(part));
        setGraphic(card);
        setAccessibleText(hit.title().text() + ". " + hit.snippet().text());
    }

    /// As high as its text is in the width of the list: a label would ask its content without a width.
    @Override
    protected double computePrefHeight(double width) {
        double wide = getListView() == null ? width : getListView().getWidth() - SCROLL_BAR;
        return getGraphic() == null || wide <= 0
                ? super.computePrefHeight(width)
                : snappedTopInset() + snappedBottomInset() + card.prefHeight(wide);
    }

    private static void show(javafx.scene.Node node, boolean on) {
        node.setVisible(on);
        node.setManaged(on);
    }

    private static void fill(TextFlow flow, Marked marked) {
        flow.getChildren().clear();
        int left = LONGEST;
        for (Marked.Run run : marked.runs()) {
            if (left <= 0) {
                break;
            }
            String shown = run.text().length() > left ? run.text().substring(0, left) + "…" : run.text();
            left -= shown.length();
            Text text = new Text(shown.replaceAll("[\\s\\p{Cc}]+", " "));
            text.getStyleClass().add(run.hit() ? "hit-mark" : "hit-plain");
            flow.getChildren().add(text);
        }
    }
}
