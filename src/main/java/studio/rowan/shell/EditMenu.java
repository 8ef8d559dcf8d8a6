package studio.rowan.shell;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Command;
import studio.rowan.kit.MenuReason;
import studio.rowan.kit.Text;
import studio.rowan.kit.TextDeeds;

/// The Edit menu: the text that has the keyboard, else the panel in front; below that what else the panel can do, in
/// submenus where it is much.
final class EditMenu {
    private final Menu menu;
    private final Supplier<@Nullable Node> focused;
    private final Supplier<List<Command>> panelCommands;

    /// @param focused what has the keyboard
    EditMenu(Menu menu, Supplier<@Nullable Node> focused, Supplier<List<Command>> panelCommands) {
        this.menu = menu;
        this.focused = focused;
        this.panelCommands = panelCommands;
        menu.setOnShowing(_ -> fill());
        fill();
    }

    private void fill() {
        List<Command> panel = panelCommands.get();
        Set<String> taken = new HashSet<>();
        List<MenuItem> items = new ArrayList<>();
        items.add(common("undo", "Shortcut+Z", TextDeeds::undo, panel, taken));
        items.add(common("redo", "Shortcut+Y", TextDeeds::redo, panel, taken));
        items.add(new SeparatorMenuItem());
        items.add(common("cut", "Shortcut+X", TextDeeds::cut, panel, taken));
        items.add(common("copy", "Shortcut+C", TextDeeds::copy, panel, taken));
        items.add(common("paste", "Shortcut+V", TextDeeds::paste, panel, taken));
        items.add(common("selectAll", "Shortcut+A", TextDeeds::selectAll, panel, taken));
        List<MenuItem> own = own(panel, taken);
        if (!own.isEmpty()) {
            items.add(new SeparatorMenuItem());
            items.addAll(own);
        }
        menu.getItems().setAll(items);
    }

    /// Of the text that has the keyboard, else of the panel, else off.
    private MenuItem common(
            String id, String keys, Function<TextDeeds, Runnable> deed, List<Command> panel, Set<String> taken) {
        MenuItem item = new MenuItem(named(Text.of("shell.edit." + id), KeyCombination.valueOf(keys)));
        item.setId("menu-" + id);
        item.setMnemonicParsing(false);
        TextDeeds text = TextDeeds.of(focused.get());
        Command command =
                panel.stream().filter(c -> c.id().equals(id)).findFirst().orElse(null);
        if (text != null) {
            item.setOnAction(_ -> deed.apply(text).run());
        } else if (command != null) {
            MenuReason.set(item, command.obstacle());
            item.setOnAction(_ -> command.run().run());
        } else {
            MenuReason.set(item, "");
        }
        if (command != null && text == null) {
            taken.add(id);
        }
        return item;
    }

    private static List<MenuItem> own(List<Command> panel, Set<String> taken) {
        List<MenuItem> items = new ArrayList<>();
        Map<String, Menu> groups = new LinkedHashMap<>();
        for (Command command : panel) {
            if (taken.contains(command.id())) {
                continue;
            }
            MenuItem item = item(command);
            if (command.group().isEmpty()) {
                items.add(item);
            } else {
                Menu group = groups.get(command.group());
                if (group == null) {
                    group = new Menu(command.group());
                    group.setId("menu-group-" + command.id());
                    groups.put(command.group(), group);
                    items.add(group);
                }
                group.getItems().add(item);
            }
        }
        return items;
    }

    /// Its keys are words only: a panel's own are heard by the window.
    private static MenuItem item(Command command) {
        MenuItem item = new MenuItem(named(command.title(), command.keys()));
        item.setMnemonicParsing(false);
        item.setId("menu-panel-" + command.id());
        MenuReason.set(item, command.obstacle());
        item.setOnAction(_ -> {
            if (command.enabled().getAsBoolean()) {
                command.run().run();
            }
        });
        return item;
    }

    /// Some titles name their keys already.
    private static String named(String title, @Nullable KeyCombination keys) {
        String shown = keys == null ? "" : " (" + keys.getDisplayText() + ")";
        return title.endsWith(")") ? title : title + shown;
    }
}
