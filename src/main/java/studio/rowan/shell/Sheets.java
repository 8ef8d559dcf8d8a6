package studio.rowan.shell;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.layout.Region;
import javafx.stage.Modality;
import javafx.stage.Window;
import studio.rowan.kit.Text;
import studio.rowan.kit.Theme;

/// Windows over the window that only show something: shortcuts, settings, About. One of each; the window below stays
/// usable.
public final class Sheets {
    private static final double MARGIN = 80;
    private static final double BUTTONS = 10;

    private final Window owner;
    private final Theme theme;
    private final Map<String, Dialog<ButtonType>> open = new HashMap<>();

    public Sheets(Window owner, Theme theme) {
        this.owner = owner;
        this.theme = theme;
    }

    /// Shows the sheet, or brings it to the front where it is open.
    /// @param width of the content in units of the font size, as far as the owner leaves room; the height likewise
    public void show(String id, String title, Supplier<? extends Region> content, double width, double height) {
        Dialog<ButtonType> shown = open.get(id);
        if (shown == null) {
            shown = build(id, title, content.get(), width, height);
            open.put(id, shown);
            shown.setOnHidden(_ -> open.remove(id));
            shown.show();
        }
        shown.getDialogPane().getScene().getWindow().requestFocus();
    }

    private Dialog<ButtonType> build(String id, String title, Region content, double width, double height) {
        Dialog<ButtonType> dialog = new Dialog<>();
        dialog.initOwner(owner);
        dialog.initModality(Modality.NONE);
        dialog.setTitle(title);
        dialog.setResizable(true);
        ButtonType close = new ButtonType(Text.of("shell.dialog.close"), ButtonData.CANCEL_CLOSE);
        var pane = dialog.getDialogPane();
        pane.setId(id);
        pane.getStyleClass().addAll("rowan-dialog", "sheet");
        pane.getButtonTypes().setAll(close);
        pane.setContent(content);
        // A dialog is sized by what its content needs least: without this, lists in it are squeezed to a line.
        double em = theme.fontSize().get();
        double wide = Math.min(width * em, owner.getWidth() - MARGIN);
        double high = Math.min(height * em, owner.getHeight() - BUTTONS * em);
        content.setMinSize(wide, high);
        content.setPrefSize(wide, high);
        Objects.requireNonNull(pane.lookupButton(close)).setId("dialogClose");
        return dialog;
    }
}
