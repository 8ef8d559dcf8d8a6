package studio.rowan.shell;

import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.stage.Modality;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Text;

/// A window over the window that only shows something, and is closed again. The window below stays usable.
public final class SheetDialog extends Dialog<ButtonType> {
    /// @param id of the pane, for whoever looks for it
    public SheetDialog(@Nullable Window owner, String id, String title, Node content) {
        if (owner != null) {
            initOwner(owner);
        }
        initModality(Modality.NONE);
        setTitle(title);
        setResizable(true);
        ButtonType close = new ButtonType(Text.of("shell.dialog.close"), ButtonData.CANCEL_CLOSE);
        getDialogPane().setId(id);
        getDialogPane().getStyleClass().add("rowan-dialog");
        getDialogPane().getButtonTypes().setAll(close);
        getDialogPane().setContent(content);
        Node button = Objects.requireNonNull(getDialogPane().lookupButton(close));
        button.setId("dialogClose");
    }
}
