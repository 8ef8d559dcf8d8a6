package studio.rowan.migrations;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import studio.rowan.kit.Command;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;

/// What else can be done with migrations, in the menu and in the palette. Another capability joins by one line of
/// [MigrationsPane#more]: a [Command] whose action shows its view on the [StageView].
final class MigrationsMoreView extends MenuButton {
    /// @param why says what keeps it from being done; empty where it does not belong to this database
    private record Entry(Command command, MenuItem item, Supplier<String> why) {}

    private final List<Entry> entries = new ArrayList<>();

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
    /// @param why says in a few words what keeps it from being done; empty to leave it out of the menu then
    void add(Command command, Supplier<String> why) {
        MenuItem item = new MenuItem(command.title(), command.icon().node());
        item.setId(command.id().replace('.', '-'));
        item.setMnemonicParsing(false);
        item.setOnAction(_ -> command.run().run());
        entries.add(new Entry(command, item, why));
        getItems().add(item);
    }

    /// What is added from here on is of another kind.
    void divide() {
        getItems().add(new SeparatorMenuItem());
    }

    private void enable() {
        for (Entry entry : entries) {
            boolean can = entry.command().enabled().getAsBoolean();
            String why = can ? "" : entry.why().get();
            entry.item().setDisable(!can);
            entry.item().setVisible(can || !why.isEmpty());
            entry.item()
                    .setText(
                            can
                                    ? entry.command().title()
                                    : Text.of(
                                            "migrations.more.not",
                                            entry.command().title(),
                                            why));
        }
        // Where nothing of a kind can be seen, no line sets it apart.
        for (int i = 0; i < getItems().size(); i++) {
            if (getItems().get(i) instanceof SeparatorMenuItem line) {
                line.setVisible(getItems().subList(i + 1, getItems().size()).stream()
                        .takeWhile(item -> !(item instanceof SeparatorMenuItem))
                        .anyMatch(MenuItem::isVisible));
            }
        }
    }

    List<Command> commands() {
        return entries.stream().map(Entry::command).toList();
    }
}
