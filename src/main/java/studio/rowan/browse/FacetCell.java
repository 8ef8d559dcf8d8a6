package studio.rowan.browse;

import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Value;
import studio.rowan.kit.Format;

/// One value with a bar as long as it is frequent.
final class FacetCell extends ListCell<Facets.Facet> {
    private static final double LONGEST = 64;

    private final Predicate<Value> isChosen;
    private final BiConsumer<Value, Boolean> choose;
    private final LongSupplier most;
    private final CheckBox box = new CheckBox();
    private final Label count = new Label();
    private final Region bar = new Region();
    private final HBox line;
    private boolean filling;

    FacetCell(Predicate<Value> isChosen, BiConsumer<Value, Boolean> choose, LongSupplier most) {
        this.isChosen = isChosen;
        this.choose = choose;
        this.most = most;
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        box.setMnemonicParsing(false);
        box.setFocusTraversable(false);
        box.setMinWidth(0);
        box.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(box, Priority.ALWAYS);
        box.selectedProperty().addListener((_, _, on) -> {
            Facets.Facet shown = getItem();
            if (!filling && shown != null) {
                choose.accept(shown.value(), on);
            }
        });
        bar.getStyleClass().add("facet-bar");
        bar.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        StackPane room = new StackPane(bar);
        room.setAlignment(Pos.CENTER_RIGHT);
        room.setMinWidth(LONGEST);
        room.setPrefWidth(LONGEST);
        count.getStyleClass().addAll("muted", "small");
        count.setMinWidth(Region.USE_PREF_SIZE);
        line = new HBox(box, room, count);
        line.getStyleClass().add("facet");
        line.setAlignment(Pos.CENTER_LEFT);
        line.setMaxWidth(Double.MAX_VALUE);
        // Not wider than the list: a long value is cut instead.
        line.setPrefWidth(1);
    }

    @Override
    protected void updateItem(Facets.@Nullable Facet facet, boolean isEmpty) {
        super.updateItem(facet, isEmpty);
        if (isEmpty || facet == null) {
            setGraphic(null);
            return;
        }
        filling = true;
        box.setText(FilterWords.value(facet.value()));
        box.setSelected(isChosen.test(facet.value()));
        filling = false;
        box.getStyleClass().removeIf(name -> name.startsWith("value-"));
        box.getStyleClass()
                .add(
                        switch (facet.value().type()) {
                            case NULL -> "value-null";
                            case INTEGER -> "value-int";
                            case REAL -> "value-real";
                            case TEXT -> "value-text";
                            case BLOB -> "value-blob";
                        });
        count.setText(facet.rows() < 0 ? "" : Format.count(facet.rows()));
        double share = Math.max(0, facet.rows()) / (double) most.getAsLong();
        bar.setPrefWidth(facet.rows() <= 0 ? 0 : Math.max(2, share * LONGEST));
        setGraphic(line);
    }
}
