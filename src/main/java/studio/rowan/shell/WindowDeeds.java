package studio.rowan.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Command;
import studio.rowan.kit.FileDialogs;
import studio.rowan.kit.Text;

/// What the window's commands do.
final class WindowDeeds implements Commands.Deeds {
    /// The parts of the window that commands reach.
    interface Window {
        void showPalette();

        void focusFilter();

        SidePanes sides();
    }

    private final ShellPane.Parts parts;
    private final OpenFiles files;
    private final Openings openings;
    private final Window window;

    WindowDeeds(ShellPane.Parts parts, OpenFiles files, Openings openings, Window window) {
        this.parts = parts;
        this.files = files;
        this.openings = openings;
        this.window = window;
    }

    /// Opens a file, or brings it to the front where it is open.
    void open(OpenFlow.Request request) {
        files.wantInFront(request.file());
        openings.open(request);
    }

    @Override
    public void chooseFile(boolean readOnly) {
        String title = Text.of(readOnly ? "shell.choose.readOnly" : "shell.choose.title");
        for (Path file : parts.dialogs().files().openFiles(title, lastFolder(), filters())) {
            open(new OpenFlow.Request(file, readOnly));
        }
    }

    @Override
    public void newFile() {
        Path file = parts.dialogs()
                .files()
                .saveFile(Text.of("shell.choose.new"), lastFolder(), Text.of("shell.choose.newName"), filters());
        if (file != null) {
            OpenFlow.Request request = OpenFlow.Request.of(file);
            files.wantInFront(request.file());
            openings.create(request);
        }
    }

    private @Nullable Path lastFolder() {
        return files.recent().isEmpty()
                ? null
                : Path.of(files.recent().getFirst()).getParent();
    }

    private static FileDialogs.Filter[] filters() {
        return new FileDialogs.Filter[] {
            new FileDialogs.Filter(Text.of("shell.choose.all"), List.of("*.*", "*")),
            new FileDialogs.Filter(
                    Text.of("shell.choose.databases"),
                    List.of("*.db", "*.sqlite", "*.sqlite3", "*.db3", "*.gpkg", "*.mbtiles"))
        };
    }

    @Override
    public void openSample() {
        openings.sample(parts.rooms()::sample, this::open);
    }

    @Override
    public void closeFile() {
        onFile(files::close);
    }

    @Override
    public void exit() {
        parts.exit().run();
    }

    @Override
    public void settings() {
        parts.rooms().settings();
    }

    @Override
    public void newSql() {
        onFile(file -> file.openSql(""));
    }

    @Override
    public void closeTab() {
        onFile(file -> file.tabs().closeFront());
    }

    @Override
    public void cycleTab(int by) {
        onFile(file -> file.tabs().cycle(by));
    }

    @Override
    public void back() {
        onFile(file -> file.tabs().back());
    }

    @Override
    public void neighbourTable(int by) {
        onFile(file -> {
            String now = file.placeProperty().get() instanceof Place.Rows(String name, String _) ? name : "";
            String next = file.side().neighbour(now, by);
            if (!next.isEmpty()) {
                file.openTable(next);
            }
        });
    }

    @Override
    public void refresh() {
        onFile(file -> {
            file.refresh();
            runPanelCommand("refresh");
        });
    }

    @Override
    public void quickCheck() {
        onFile(file -> {
            file.openPanel("health");
            runPanelCommand("quickCheck");
        });
    }

    @Override
    public void findInFile() {
        onFile(file -> file.openToType("find"));
    }

    @Override
    public void searchIndexes() {
        onFile(file -> file.openToType("search"));
    }

    @Override
    public void backupNow() {
        onFile(file -> {
            file.openPanel("backups");
            runPanelCommand("backupNow");
        });
    }

    /// What the panel in front can do.
    List<Command> panelCommands() {
        FilePane file = files.active();
        return file == null || file.front() == null ? List.of() : file.front().commands();
    }

    private void runPanelCommand(String id) {
        for (Command command : panelCommands()) {
            if (command.id().equals(id) && command.enabled().getAsBoolean()) {
                command.run().run();
                return;
            }
        }
    }

    @Override
    public void palette() {
        window.showPalette();
    }

    @Override
    public void filterObjects() {
        window.sides().setSidebarWanted(true);
        window.focusFilter();
    }

    @Override
    public void toggleSidebar() {
        window.sides().setSidebarWanted(!window.sides().isSidebarWanted());
    }

    @Override
    public void toggleInspector() {
        window.sides().setInspectorWanted(!window.sides().isInspectorShown());
    }

    @Override
    public void focusInspector() {
        window.sides().focusInspector();
    }

    @Override
    public void toggleSystem() {
        files.toggleSystem();
    }

    @Override
    public void keys() {
        parts.keys().run();
    }

    @Override
    public void about() {
        parts.about().run();
    }

    @Override
    public boolean hasFile() {
        return files.active() != null;
    }

    @Override
    public boolean hasTab() {
        FilePane file = files.active();
        return file != null && file.front() != null;
    }

    private void onFile(Consumer<FilePane> deed) {
        FilePane file = files.active();
        if (file != null) {
            deed.accept(file);
        }
    }
}
