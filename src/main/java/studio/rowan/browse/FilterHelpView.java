package studio.rowan.browse;

import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import studio.rowan.kit.Text;

/// What can be typed into the box over a column.
final class FilterHelpView extends GridPane {
    private static final String[] LINES = {
        "contains", "equals", "compares", "between", "null", "list", "glob", "regex", "not", "quoted", "empty", "values"
    };

    FilterHelpView() {
        setId("filterHelp");
        getStyleClass().add("filter-help");
        for (int row = 0; row < LINES.length; row++) {
            Label typed = new Label(Text.of("browse.filter.help." + LINES[row]));
            typed.getStyleClass().addAll("mono", "strong");
            Label meaning = new Label(Text.of("browse.filter.help." + LINES[row] + ".text"));
            meaning.getStyleClass().add("muted");
            addRow(row, typed, meaning);
        }
    }
}
