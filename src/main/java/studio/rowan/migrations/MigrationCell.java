package studio.rowan.migrations;

import java.util.function.Function;
import javafx.scene.control.TableCell;
import javafx.scene.layout.Region;
import studio.rowan.migrate.Migration;

/// One figure of a migration; the state also has a dot whose form and colour tell it.
final class MigrationCell extends TableCell<Migration, Migration> {
    private final Function<Migration, String> text;
    private final boolean state;

    private MigrationCell(Function<Migration, String> text, boolean state) {
        this.text = text;
        this.state = state;
    }

    static MigrationCell of(Function<Migration, String> text) {
        return new MigrationCell(text, false);
    }

    static MigrationCell state() {
        return new MigrationCell(Migration::state, true);
    }

    @Override
    protected void updateItem(Migration item, boolean empty) {
        super.updateItem(item, empty);
        getStyleClass().removeAll("applied", "pending", "skipped", "trouble");
        setGraphic(null);
        if (empty || item == null) {
            setText(null);
            return;
        }
        setText(text.apply(item));
        if (state) {
            String kind = item.kind().name().toLowerCase(java.util.Locale.ROOT);
            getStyleClass().add(kind);
            Region dot = new Region();
            dot.getStyleClass().add("state-dot");
            setGraphic(dot);
        }
    }
}
