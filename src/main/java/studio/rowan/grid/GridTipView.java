package studio.rowan.grid;

import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.util.Duration;

/// What a cell has to say beside what it shows, under the mouse: one tooltip for all cells.
final class GridTipView {
    private final GridView grid;
    private final Region body;
    private final Tooltip tooltip = new Tooltip();
    private String said = "";

    GridTipView(GridView grid, Region body) {
        this.grid = grid;
        this.body = body;
        tooltip.setId("cell-tip");
        tooltip.setShowDelay(Duration.millis(400));
        tooltip.setMaxWidth(480);
        tooltip.setWrapText(true);
        body.addEventHandler(MouseEvent.MOUSE_MOVED, this::moved);
        body.addEventHandler(MouseEvent.MOUSE_EXITED, _ -> say(""));
    }

    private void moved(MouseEvent e) {
        long row = grid.place().rowAt(e.getY());
        int position = grid.place().columnAt(e.getX());
        GridTextCell cell = row < 0 || position < 0 ? null : grid.cell(row, position);
        say(cell == null ? "" : cell.tip());
    }

    private void say(String now) {
        if (now.equals(said)) {
            return;
        }
        said = now;
        tooltip.hide();
        if (now.isEmpty()) {
            Tooltip.uninstall(body, tooltip);
        } else {
            tooltip.setText(now);
            Tooltip.install(body, tooltip);
        }
    }
}
