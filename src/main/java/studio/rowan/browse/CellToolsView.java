package studio.rowan.browse;

import java.util.function.Consumer;
import java.util.function.LongConsumer;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Nav.Inspected;
import studio.rowan.kit.OffReason;
import studio.rowan.kit.Text;

/// The buttons above a cell's content, as far as they make sense for what is shown.
final class CellToolsView extends FlowPane {
    /// What the buttons do with the cell.
    record Acts(Runnable edit, Runnable copy, Runnable load, Runnable save) {}

    /// What the buttons do to the way in which it is seen.
    record Sights(
            Runnable find, Consumer<Boolean> wrap, Consumer<Boolean> number, LongConsumer goTo, CellTreeView tree) {}

    /// Bytes that the eye takes in at once.
    private static final int SHORT = 20;

    private final ToggleButton wrap = new ToggleButton(Text.of("inspector.wrap"));
    private final ToggleButton numbers = new ToggleButton(Text.of("inspector.numbers"));
    private final TextField offset = new TextField();
    private final Button find;
    private final Button openAll;
    private final Button closeAll;
    private final Button edit;
    private final Button load;
    private final Button save;
    private final Button copy;

    CellToolsView(Acts acts, Sights sights) {
        getStyleClass().add("cell-tools");
        // Its height follows from its width: in a narrow pane the buttons take two lines.
        setMinHeight(USE_PREF_SIZE);
        wrap.setId("valueWrap");
        wrap.setSelected(true);
        wrap.setMinWidth(Region.USE_PREF_SIZE);
        wrap.getStyleClass().add("flat");
        wrap.selectedProperty().subscribe(sights.wrap()::accept);
        numbers.setId("valueNumbers");
        numbers.setMinWidth(Region.USE_PREF_SIZE);
        numbers.getStyleClass().add("flat");
        numbers.setTooltip(new Tooltip(Text.of("inspector.numbers.tip")));
        numbers.setAccessibleText(Text.of("inspector.numbers.tip"));
        numbers.selectedProperty().subscribe(sights.number()::accept);
        offset.setId("valueOffset");
        offset.setPrefColumnCount(7);
        offset.setMinWidth(60);
        offset.setPromptText(Text.of("inspector.offset"));
        offset.setAccessibleText(Text.of("inspector.offset.tip"));
        offset.setTooltip(new Tooltip(Text.of("inspector.offset.tip")));
        offset.setOnAction(_ -> goTo(sights.goTo()));
        find = Controls.iconButton("valueFind", Icons.SEARCH, Text.of("inspector.find.open"), sights.find());
        openAll = Controls.iconButton(
                "valueOpenAll", Icons.CHEVRON_DOWN, Text.of("inspector.tree.open"), sights.tree()::openAll);
        closeAll = Controls.iconButton(
                "valueCloseAll", Icons.CHEVRON_UP, Text.of("inspector.tree.close"), sights.tree()::closeAll);
        edit = Controls.iconButton("valueEdit", Icons.EDIT, Text.of("inspector.edit"), acts.edit());
        copy = Controls.iconButton("valueCopy", Icons.COPY, Text.of("inspector.copy"), acts.copy());
        load = Controls.iconButton("valueLoadFile", Icons.IMPORT, Text.of("inspector.loadFile"), acts.load());
        save = Controls.iconButton("valueSave", Icons.SAVE, Text.of("inspector.save"), acts.save());
        // Its reason is in its name.
        OffReason.of(edit, edit::getAccessibleText);
        OffReason.of(load, load::getAccessibleText);
        getChildren().addAll(find, wrap, numbers, offset, openAll, closeAll, edit, copy, load, save);
        managedProperty().bind(visibleProperty());
        getChildren().forEach(node -> node.managedProperty().bind(node.visibleProperty()));
    }

    boolean isWrapped() {
        return wrap.isSelected();
    }

    void hide() {
        setVisible(false);
    }

    /// @param way in which the cell is shown; null for NULL
    void show(CellContent shown, CellContent.@Nullable Way way, Inspected.@Nullable Deeds deeds) {
        setVisible(true);
        boolean isShort = shown.bytes() < SHORT;
        wrap.setVisible(way == CellContent.Way.TEXT && !isShort);
        numbers.setVisible(way == CellContent.Way.TEXT && !isShort);
        offset.setVisible(way == CellContent.Way.HEX);
        openAll.setVisible(way == CellContent.Way.TREE);
        closeAll.setVisible(way == CellContent.Way.TREE);
        find.setVisible(way != null && way != CellContent.Way.IMAGE && !isShort);
        save.setDisable(shown.value().isNull());
        copy.setDisable(shown.value().isNull());
        String locked = deeds == null ? Text.of("inspector.notEditable") : deeds.locked();
        boolean hex = way != null && CellEditView.isHex(shown, way);
        String notText = CellEditView.reason(shown, hex);
        edit.setVisible(deeds != null && (hex || shown.text() != null) && shown.bytes() >= 0);
        load.setVisible(deeds != null);
        allow(load, Text.of("inspector.loadFile"), locked);
        allow(edit, Text.of("inspector.edit"), locked != null || notText == null ? locked : Text.of(notText));
    }

    /// The reason why a button is off is in its name.
    private static void allow(Button button, String words, @Nullable String reason) {
        String said = reason == null ? words : words + ": " + reason;
        button.setAccessibleText(said);
        button.setTooltip(new Tooltip(said));
        button.setDisable(reason != null);
    }

    /// Decimal, or hexadecimal behind `0x`.
    private void goTo(LongConsumer to) {
        String typed = offset.getText().strip().replace("_", "").replace(",", "");
        try {
            to.accept(Math.max(0, Long.decode(typed)));
            offset.pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("error"), false);
        } catch (NumberFormatException e) {
            offset.pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("error"), true);
        }
    }
}
