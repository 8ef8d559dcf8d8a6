package studio.rowan.browse;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Job;
import studio.rowan.grid.CsvRows;
import studio.rowan.grid.GridState;
import studio.rowan.grid.GridView;
import studio.rowan.kit.Command;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.Table;

/// The buttons at the right of the bar: what kind of rows these are, columns, structure, export, refresh.
final class BrowseActionsView {
    private final BrowseModel model;
    private final GridView grid;
    private final ExportActionModel export;
    private final Consumer<GridState> arrange;
    private final HBox badges = new HBox(4);
    private final ToggleButton structure = new ToggleButton(Text.of("browse.structure"), Icons.STRUCTURE.node());
    private final Button columns;
    private final Button exportButton;
    private final Button refresh;

    /// @param arrange takes another arrangement of columns
    BrowseActionsView(
            BrowseModel model, GridView grid, ExportActionModel export, Runnable refresh, Consumer<GridState> arrange) {
        this.model = model;
        this.grid = grid;
        this.export = export;
        this.arrange = arrange;
        badges.setAlignment(javafx.geometry.Pos.CENTER);
        structure.setId("structureToggle");
        structure.getStyleClass().addAll("flat", "icon-button");
        structure.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        structure.setTooltip(new Tooltip(Text.of("browse.structure")));
        structure.setAccessibleText(Text.of("browse.structure"));
        columns = Controls.iconButton("columnsButton", Icons.COLUMN, Text.of("browse.columns"), this::chooseColumns);
        exportButton = Controls.iconButton("exportButton", Icons.EXPORT, Text.of("browse.export"), this::chooseExport);
        this.refresh = Controls.iconButton("refreshButton", Icons.REFRESH, Text.of("browse.refresh"), refresh);
    }

    List<Node> nodes() {
        return List.of(badges, columns, structure, exportButton, refresh);
    }

    /// On while the structure stands in place of the rows.
    ToggleButton structure() {
        return structure;
    }

    void show(@Nullable Table table) {
        badges.getChildren().clear();
        if (table == null) {
            return;
        }
        List<String> kinds = new ArrayList<>();
        SchemaObject.Kind kind = table.object().kind();
        if (kind == SchemaObject.Kind.VIEW) {
            kinds.add("view");
        } else if (kind == SchemaObject.Kind.VIRTUAL || kind == SchemaObject.Kind.FULL_TEXT) {
            kinds.add("virtual");
        }
        if (!model.workspace().db().isWritable()) {
            kinds.add("readOnly");
        }
        for (String each : kinds) {
            Label badge = Controls.badge(Text.of("browse.badge." + each));
            badge.setTooltip(new Tooltip(Text.of("browse.badge." + each + ".text")));
            badges.getChildren().add(badge);
        }
    }

    private void chooseColumns() {
        List<String> names = new ArrayList<>();
        Set<String> hidden = new HashSet<>();
        for (GridState.Item item : grid.state().columns()) {
            names.add(item.name());
            if (item.hidden()) {
                hidden.add(item.name());
            }
        }
        CustomMenuItem content = new CustomMenuItem(new ColumnsView(names, hidden, this::showColumn), false);
        content.getStyleClass().add("plain");
        new ContextMenu(content).show(columns, Side.BOTTOM, 0, 4);
    }

    private void showColumn(String name, boolean shown) {
        arrange.accept(new GridState(grid.state().columns().stream()
                .map(item -> item.name().equals(name) ? item.withHidden(!shown) : item)
                .toList()));
    }

    private void chooseExport() {
        MenuItem hex = new MenuItem(Text.of("browse.export.hex"));
        hex.setId("exportHex");
        hex.setOnAction(_ -> exportHex());
        MenuItem base64 = new MenuItem(Text.of("browse.export.base64"));
        base64.setId("exportBase64");
        base64.setOnAction(_ -> export.start(CsvRows.Blobs.BASE64));
        new ContextMenu(hex, base64).show(exportButton, Side.BOTTOM, 0, 4);
    }

    List<Command> commands() {
        return List.of(
                Command.of("structure", Icons.STRUCTURE, Text.of("browse.structure"), null, structure::fire),
                Command.of("exportCsv", Icons.EXPORT, Text.of("browse.export.hex"), null, this::exportHex)
                        .when(() -> model.source() != null)
                        .because(() -> Text.of("browse.why.noRows")));
    }

    private void exportHex() {
        export.start(CsvRows.Blobs.HEX);
    }

    @Nullable
    Job<Long> exporting() {
        return export.running();
    }
}
