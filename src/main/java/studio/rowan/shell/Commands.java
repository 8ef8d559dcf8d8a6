package studio.rowan.shell;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Command;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;
import studio.rowan.kit.Theme;

/// What the window itself can do, by menu, key and palette alike: one list of [Command].
final class Commands {
    /// The deeds behind the commands.
    interface Deeds {
        void newFile();

        void chooseFile(boolean readOnly);

        void openSample();

        void closeFile();

        void exit();

        void settings();

        void newSql();

        void closeTab();

        void cycleTab(int by);

        void back();

        void neighbourTable(int by);

        void refresh();

        void quickCheck();

        void findInFile();

        void searchIndexes();

        void backupNow();

        void palette();

        void filterObjects();

        void toggleSidebar();

        void toggleInspector();

        void focusInspector();

        void toggleSystem();

        void keys();

        void about();

        boolean hasFile();

        boolean hasTab();
    }

    /// What has to be there for a command, and the text that says that it is not.
    private record Need(BooleanSupplier met, String why) {}

    private final Map<String, Command> byId = new LinkedHashMap<>();

    Commands(Deeds deeds, Theme theme) {
        Need file = new Need(deeds::hasFile, "shell.why.noFile");
        Need tab = new Need(deeds::hasTab, "shell.why.noTab");
        add("newFile", Icons.FILE_NEW, "Shortcut+N", null, deeds::newFile);
        add("openFile", Icons.FOLDER, "Shortcut+O", null, () -> deeds.chooseFile(false));
        add("openReadOnly", Icons.LOCK, "Shortcut+Shift+O", null, () -> deeds.chooseFile(true));
        add("openSample", Icons.DATABASE, null, null, deeds::openSample);
        add("closeFile", Icons.CLOSE, "Shortcut+Shift+W", file, deeds::closeFile);
        add("backupNow", Icons.BACKUPS, "Shortcut+Shift+B", file, deeds::backupNow);
        add("settings", Icons.SETTINGS, "Shortcut+Comma", null, deeds::settings);
        add("exit", Icons.CANCEL, "Shortcut+Q", null, deeds::exit);
        add("newSql", Icons.SQL, "Shortcut+T", file, deeds::newSql);
        add("closeTab", Icons.CLOSE, "Shortcut+W", tab, deeds::closeTab);
        add("nextTab", Icons.CHEVRON_RIGHT, "Ctrl+Tab", tab, () -> deeds.cycleTab(1));
        add("previousTab", Icons.CHEVRON_LEFT, "Ctrl+Shift+Tab", tab, () -> deeds.cycleTab(-1));
        add("nextTable", Icons.DOWN, "Shortcut+Page Down", file, () -> deeds.neighbourTable(1));
        add("previousTable", Icons.UP, "Shortcut+Page Up", file, () -> deeds.neighbourTable(-1));
        add("back", Icons.BACK, "Alt+Left", tab, deeds::back);
        add("refresh", Icons.REFRESH, "F5", file, deeds::refresh);
        add("findInFile", Icons.SEARCH, "Shortcut+Shift+F", file, deeds::findInFile);
        add("searchIndexes", Icons.FULL_TEXT, "Shortcut+Shift+K", file, deeds::searchIndexes);
        add("quickCheck", Icons.HEALTH, null, file, deeds::quickCheck);
        add("palette", Icons.SEARCH, "Shortcut+K", null, deeds::palette);
        add("filterObjects", Icons.FILTER, "Shortcut+L", file, deeds::filterObjects);
        add("toggleSidebar", Icons.SIDEBAR, "F9", null, deeds::toggleSidebar);
        add("toggleInspector", Icons.EYE, "F4", null, deeds::toggleInspector);
        add("focusInspector", Icons.EYE, "Shift+F4", file, deeds::focusInspector);
        add("toggleSystem", Icons.SYSTEM, null, file, deeds::toggleSystem);
        add("themeSystem", Icons.SETTINGS, null, null, () -> theme.mode().set(Theme.Mode.SYSTEM));
        add("themeLight", Icons.SUN, null, null, () -> theme.mode().set(Theme.Mode.LIGHT));
        add("themeDark", Icons.MOON, null, null, () -> theme.mode().set(Theme.Mode.DARK));
        add("largerFont", Icons.PLUS, "Shortcut+Plus", null, theme::largerFont);
        add("smallerFont", Icons.MINUS, "Shortcut+Minus", null, theme::smallerFont);
        add("defaultFont", Icons.TEXT, "Shortcut+0", null, theme::defaultFont);
        add("keys", Icons.COMMAND, "F1", null, deeds::keys);
        add("about", Icons.INFO, null, null, deeds::about);
    }

    private void add(String id, Icons icon, @Nullable String keys, @Nullable Need need, Runnable run) {
        Command command = Command.of(id, icon, Text.of("shell.command." + id), keys, run);
        byId.put(id, need == null ? command : command.when(need.met).because(() -> Text.of(need.why)));
    }

    Command get(String id) {
        Command command = byId.get(id);
        if (command == null) {
            throw new IllegalArgumentException(id);
        }
        return command;
    }

    Iterable<Command> all() {
        return byId.values();
    }
}
