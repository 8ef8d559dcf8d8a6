package studio.rowan.migrations;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import studio.rowan.kit.Command;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;

/// What else can be done with migrations, in the menu and in the palette. Another capability joins by one line of
/// [MigrationsPane#more]: a [Command] whose action shows its view on the [StageView].
final class MigrationsMoreView extends MenuButton {
    private final List<Command> commands = new ArrayList<>();

    MigrationsMoreView() {
        super(Text.of("migrations.more"));
        setId("migrationsMore");
        setGraphic(Icons.MORE.node());
        setMinWidth(USE_PREF_SIZE);
        visibleProperty().bind(Bindings.isNotEmpty(getItems()));
        managedProperty().bind(visibleProperty());
        setOnShowing(_ -> enable());
    }

    /// The id of the menu's item is the command's, with hyphens for dots.
    void add(Command command) {
        MenuItem item = new MenuItem(command.title(), command.icon().node());
        item.setId(command.id().replace('.', '-'));
        item.setOnAction(_ -> command.run().run());
        commands.add(command);
        getItems().add(item);
    }

    private void enable() {
        for (int i = 0; i < commands.size(); i++) {
            getItems().get(i).setDisable(!commands.get(i).enabled().getAsBoolean());
        }
    }

    List<Command> commands() {
        return commands;
    }
}
