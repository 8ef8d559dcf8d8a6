package studio.rowan.migrations;

import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.VBox;
import studio.rowan.kit.Text;
import studio.rowan.migrate.MigrationWords;
import studio.rowan.migrate.Scripts;

/// A file of the folder that is never run, and why.
final class NotRunCell extends ListCell<Scripts.NotRun> {
    private final Label path = new Label();
    private final Label reason = new Label();
    private final VBox lines = new VBox(path, reason);

    NotRunCell() {
        path.getStyleClass().add("mono");
        reason.getStyleClass().add("muted");
        for (Label label : new Label[] {path, reason}) {
            label.setWrapText(true);
            label.setMinHeight(USE_PREF_SIZE);
        }
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(Scripts.NotRun item, boolean empty) {
        super.updateItem(item, empty);
        setText(null);
        if (empty || item == null) {
            setGraphic(null);
            return;
        }
        path.setText(item.path());
        reason.setText(Text.of("migrations.notRun.line", MigrationWords.of(item.reason())));
        setGraphic(lines);
    }
}
