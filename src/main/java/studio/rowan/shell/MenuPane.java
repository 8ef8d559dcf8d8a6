package studio.rowan.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.collections.ObservableList;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import studio.rowan.kit.Command;
import studio.rowan.kit.MenuReason;
import studio.rowan.kit.Text;

/// The menu bar. What the panel in front can do joins the Edit menu.
final class MenuPane extends MenuBar {
    private final Commands commands;
    private final Consumer<Path> open;

    MenuPane(
            Commands commands,
            Supplier<List<Command>> panelCommands,
            ObservableList<String> recent,
            Consumer<Path> open) {
        this.commands = commands;
        this.open = open;
        setId("menuBar");
        Menu edit = menu("edit");
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
        EditMenu unused =
                new EditMenu(edit, () -> getScene() == null ? null : getScene().getFocusOwner(), panelCommands);
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
                                case String command -> item(commands.get(command));
                                default -> throw new IllegalArgumentException(part.toString());
                            });
        }
        menu.setOnShowing(_ -> menu.getItems().forEach(MenuPane::enable));
        return menu;
    }

    private static void enable(MenuItem item) {
        if (item.getUserData() instanceof Command command) {
            MenuReason.set(item, command.obstacle());
        }
    }

    private static MenuItem item(Command command) {
        MenuItem item = new MenuItem(command.title());
        item.setMnemonicParsing(false);
        item.setId("menu-" + command.id());
        item.setUserData(command);
        if (command.keys() != null) {
            item.setAccelerator(command.keys());
        }
        item.setOnAction(_ -> {
            if (command.enabled().getAsBoolean()) {
                command.run().run();
            }
        });
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
