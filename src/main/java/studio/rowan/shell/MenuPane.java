package studio.rowan.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextInputControl;
import studio.rowan.kit.Command;
import studio.rowan.kit.Text;

/// The menu bar. What the panel in front can do joins the Edit menu.
final class MenuPane extends MenuBar {
    private final Commands commands;
    private final Supplier<List<Command>> panelCommands;
    private final Consumer<Path> open;
    private final Menu edit = menu("edit");

    MenuPane(
            Commands commands,
            Supplier<List<Command>> panelCommands,
            ObservableList<String> recent,
            Consumer<Path> open) {
        this.commands = commands;
        this.panelCommands = panelCommands;
        this.open = open;
        setId("menuBar");
        Menu recentMenu = menu("recent");
        recent.subscribe(() -> fill(recentMenu, recent));
        fill(recentMenu, recent);
        getMenus()
                .addAll(
                        filled(
                                "file",
                                "newFile",
                                "openFile",
                                "openReadOnly",
                                recentMenu,
                                "openSample",
                                "-",
                                "backupNow",
                                "-",
                                "closeTab",
                                "closeFile",
                                "-",
                                "settings",
                                "-",
                                "exit"),
                        edit,
                        filled(
                                "view",
                                "palette",
                                "filterObjects",
                                "-",
                                "toggleSidebar",
                                "toggleInspector",
                                "focusInspector",
                                "toggleSystem",
                                "-",
                                filled("theme", "themeSystem", "themeLight", "themeDark"),
                                "largerFont",
                                "smallerFont",
                                "defaultFont",
                                "-",
                                "back",
                                "nextTab",
                                "previousTab",
                                "nextTable",
                                "previousTable"),
                        filled("database", "refresh", "newSql", "-", "searchIndexes", "findInFile", "-", "quickCheck"),
                        filled("help", "keys", "-", "about"));
        edit.setOnShowing(_ -> fillEdit());
        fillEdit();
    }

    private static Menu menu(String id) {
        Menu menu = new Menu(Text.of("shell.menu." + id));
        menu.setId("menu-" + id);
        return menu;
    }

    /// @param parts ids of commands, menus, `-` for a line
    private Menu filled(String id, Object... parts) {
        Menu menu = menu(id);
        for (Object part : parts) {
            menu.getItems()
                    .add(
                            switch (part) {
                                case Menu below -> below;
                                case String line when line.equals("-") -> new SeparatorMenuItem();
                                case String command -> item(commands.get(command), true);
                                default -> throw new IllegalArgumentException(part.toString());
                            });
        }
        menu.setOnShowing(_ -> menu.getItems().forEach(MenuPane::enable));
        return menu;
    }

    private static void enable(MenuItem item) {
        if (item.getUserData() instanceof Command command) {
            item.setDisable(!command.enabled().getAsBoolean());
        }
    }

    /// @param key the key works through the menu; a panel's own keys are heard by the window
    private static MenuItem item(Command command, boolean key) {
        MenuItem item = new MenuItem(command.title());
        item.setMnemonicParsing(false);
        item.setId("menu-" + command.id());
        item.setUserData(command);
        if (key && command.keys() != null) {
            item.setAccelerator(command.keys());
        } else if (command.keys() != null) {
            item.setText(command.title() + "   " + command.keys().getDisplayText());
        }
        item.setOnAction(_ -> {
            if (command.enabled().getAsBoolean()) {
                command.run().run();
            }
        });
        return item;
    }

    private void fillEdit() {
        List<MenuItem> items = new ArrayList<>();
        items.add(textItem("undo", TextInputControl::undo));
        items.add(textItem("redo", TextInputControl::redo));
        items.add(new SeparatorMenuItem());
        items.add(textItem("cut", TextInputControl::cut));
        items.add(textItem("copy", TextInputControl::copy));
        items.add(textItem("paste", TextInputControl::paste));
        items.add(textItem("selectAll", TextInputControl::selectAll));
        List<Command> panel = panelCommands.get();
        if (!panel.isEmpty()) {
            items.add(new SeparatorMenuItem());
            for (Command command : panel) {
                MenuItem item = item(command, false);
                item.setId("menu-panel-" + command.id());
                enable(item);
                items.add(item);
            }
        }
        edit.getItems().setAll(items);
    }

    /// For the text field that has the keyboard; elsewhere these keys are the panels' own.
    private MenuItem textItem(String id, Consumer<TextInputControl> run) {
        MenuItem item = new MenuItem(Text.of("shell.edit." + id));
        item.setId("menu-" + id);
        Node focused = getScene() == null ? null : getScene().getFocusOwner();
        item.setDisable(!(focused instanceof TextInputControl));
        if (focused instanceof TextInputControl field) {
            item.setOnAction(_ -> run.accept(field));
        }
        return item;
    }

    private void fill(Menu menu, ObservableList<String> recent) {
        menu.setDisable(recent.isEmpty());
        menu.getItems()
                .setAll(recent.stream()
                        .map(path -> {
                            MenuItem item = new MenuItem(path);
                            item.setMnemonicParsing(false);
                            item.setOnAction(_ -> open.accept(Path.of(path)));
                            return item;
                        })
                        .toList());
    }
}
