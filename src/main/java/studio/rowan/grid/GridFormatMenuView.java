package studio.rowan.grid;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Menu;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import studio.rowan.kit.Text;

/// The formats of one column: the raw value and what fits first, then the others.
final class GridFormatMenuView {
    private final GridView grid;
    private final int index;
    private final ToggleGroup group = new ToggleGroup();

    GridFormatMenuView(GridView grid, int index) {
        this.grid = grid;
        this.index = index;
    }

    Menu menu() {
        Menu menu = new Menu(Text.of("grid.showAs"));
        menu.setId("show-as");
        List<DisplayFormat> fitting = new ArrayList<>(grid.formats().fitting(index));
        fitting.addFirst(DisplayFormat.RAW);
        fitting.forEach(format -> menu.getItems().add(item(format)));
        menu.getItems().add(new SeparatorMenuItem());
        for (DisplayFormat format : DisplayFormat.values()) {
            if (!fitting.contains(format)) {
                menu.getItems().add(item(format));
            }
        }
        return menu;
    }

    private RadioMenuItem item(DisplayFormat format) {
        RadioMenuItem item = new RadioMenuItem(format.title());
        item.setId("format-" + format.id());
        item.setMnemonicParsing(false);
        item.setToggleGroup(group);
        item.setSelected(grid.formats().of(index) == format);
        item.setOnAction(_ -> grid.arrangement().showAs(index, format));
        return item;
    }
}
