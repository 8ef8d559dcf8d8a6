package studio.rowan.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Clock;
import studio.rowan.kit.Command;
import studio.rowan.kit.Dialogs;
import studio.rowan.kit.FileDialogs;
import studio.rowan.kit.Fxml;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Notice;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Text;
import studio.rowan.kit.Theme;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.Workspace;

/// All that is in the window: menu, sidebar, the tabs of the file in front, inspector, status bar, palette.
public final class ShellPane extends StackPane
        implements FilePane.Host, SidebarPane.Actions, Openings.Host, Commands.Deeds {
    private static final int MOST_NOTICES = 4;

    /// What the window is made with.
    /// @param keys shows the list of shortcuts
    /// @param about shows what this program is
    /// @param exit ends the program
    public record Parts(
            Jobs jobs,
            Clock clock,
            Theme theme,
            Rooms rooms,
            OpenFlow flow,
            Dialogs dialogs,
            Runnable keys,
            Runnable about,
            Runnable exit) {}

    private final Parts parts;
    private final Openings openings;
    private final Commands commands;
    private final ObservableList<FilePane> files = FXCollections.observableArrayList();
    private final ObservableList<String> recent = FXCollections.observableArrayList();
    private final SidebarPane sidebar;
    private final SidePanes sides;
    private final StatusBarPane statusBar;
    private final PalettePane palette;
    private final WelcomePane welcome;
    private final Rooms.Inspector inspector;
    private final List<Session.OpenFile> awaited = new ArrayList<>();
    private List<Session.FileViews> views = List.of();
    private @Nullable FilePane active;
    private @Nullable String frontWanted;
    private boolean systemShown;
    private Consumer<@Nullable String> title = _ -> {};

    @FXML
    private BorderPane frame;

    @FXML
    private HBox menuRow;

    @FXML
    private Button paletteButton;

    @FXML
    private Label palettePrompt;

    @FXML
    private Label paletteKeys;

    @FXML
    private SplitPane split;

    @FXML
    private VBox centre;

    @FXML
    private ScrollPane noticesScroll;

    @FXML
    private VBox notices;

    @FXML
    private StackPane stage;

    public ShellPane(Parts parts) {
        this.parts = parts;
        this.openings = new Openings(parts.flow(), parts.jobs(), this::openPaths, this);
        this.commands = new Commands(this, parts.theme());
        Fxml.load(this);
        Consumer<Path> open = file -> openings.open(OpenFlow.Request.of(file));
        inspector = parts.rooms().inspector();
        sidebar = new SidebarPane(files, parts.rooms().panels(), this);
        sides = new SidePanes(split, sidebar, inspector.node(), parts.theme().fontSize());
        statusBar = new StatusBarPane(parts.jobs(), parts.clock());
        welcome = new WelcomePane(recent, () -> chooseFile(false), this::newFile, this::openSample, open);
        palette =
                new PalettePane(new PaletteEntries(this, commands, parts.rooms().panels(), recent, open));
        MenuPane menu = new MenuPane(commands, this::panelCommands, recent, open);
        menu.setMinWidth(Region.USE_PREF_SIZE);
        menuRow.getChildren().add(1, menu);
        paletteButton.setOnAction(_ -> palette());
        Command go = commands.get("palette");
        paletteKeys.setText(go.keys() == null ? "" : go.keys().getDisplayText());
        paletteButton.widthProperty().subscribe(width -> fitPalette(width.doubleValue()));
        noticesScroll.maxHeightProperty().bind(centre.heightProperty().multiply(0.45));
        frame.setBottom(statusBar);
        getChildren().add(palette);
        addEventFilter(KeyEvent.KEY_PRESSED, this::windowKey);
        addEventHandler(KeyEvent.KEY_PRESSED, this::panelKey);
        addEventHandler(DragEvent.DRAG_OVER, this::dragOver);
        addEventHandler(DragEvent.DRAG_DROPPED, this::dropped);
        show(null);
    }

    /// Told which file is in front, null for none.
    public void onTitle(Consumer<@Nullable String> listener) {
        title = listener;
    }

    /// In a narrow window, or with a large font, the way to the palette says less.
    private void fitPalette(double width) {
        double em = parts.theme().fontSize().get();
        palettePrompt.setText(Text.of(width < 20 * em ? "shell.palette.short" : "shell.palette.prompt"));
        paletteKeys.setVisible(width > 11 * em);
        paletteKeys.setManaged(width > 11 * em);
    }

    // ---- keys ----

    /// These must not depend on who has the keyboard: a text field would eat them, or a layout name them otherwise.
    private void windowKey(KeyEvent event) {
        if (!event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        switch (event.getCode()) {
            case TAB -> cycleTab(event.isShiftDown() ? -1 : 1);
            case PAGE_DOWN -> neighbourTable(1);
            case PAGE_UP -> neighbourTable(-1);
            case PLUS, ADD, EQUALS -> parts.theme().largerFont();
            case SUBTRACT -> parts.theme().smallerFont();
            case NUMPAD0 -> parts.theme().defaultFont();
            case P -> palette();
            default -> {
                return;
            }
        }
        event.consume();
    }

    /// The panel in front hears its keys before the menu does.
    private void panelKey(KeyEvent event) {
        if (palette.isVisible()) {
            return;
        }
        for (Command command : panelCommands()) {
            if (command.keys() != null
                    && command.keys().match(event)
                    && command.enabled().getAsBoolean()) {
                command.run().run();
                event.consume();
                return;
            }
        }
        if (event.isShortcutDown() && event.getCode() == javafx.scene.input.KeyCode.R && !event.isShiftDown()) {
            refresh();
            event.consume();
        }
    }

    private List<Command> panelCommands() {
        FilePane file = active;
        return file == null || file.front() == null ? List.of() : file.front().commands();
    }

    /// Runs the first of these commands that the panel in front has.
    private void runPanelCommand(String... ids) {
        for (Command command : panelCommands()) {
            if (List.of(ids).contains(command.id()) && command.enabled().getAsBoolean()) {
                command.run().run();
                return;
            }
        }
    }

    // ---- drop ----

    private void dragOver(DragEvent event) {
        if (event.getGestureSource() == null && event.getDragboard().hasFiles()) {
            event.acceptTransferModes(TransferMode.COPY);
            event.consume();
        }
    }

    private void dropped(DragEvent event) {
        boolean taken = event.getDragboard().hasFiles();
        if (taken) {
            event.getDragboard().getFiles().forEach(file -> open(OpenFlow.Request.of(file.toPath())));
        }
        event.setDropCompleted(taken);
        event.consume();
    }

    // ---- files ----

    /// Opens a file, or brings it to the front where it is open.
    public void open(OpenFlow.Request request) {
        frontWanted = request.file().toString();
        openings.open(request);
    }

    private List<Path> openPaths() {
        return files.stream().map(file -> file.workspace().file()).toList();
    }

    @Override
    public void opened(OpenFlow.Outcome.Opened opened) {
        Workspace workspace = opened.workspace();
        String path = workspace.file().toString();
        Session.OpenFile from =
                awaited.stream().filter(f -> f.path().equals(path)).findFirst().orElse(null);
        Map<String, String> known = from != null
                ? from.views()
                : views.stream()
                        .filter(v -> v.path().equals(path))
                        .findFirst()
                        .map(Session.FileViews::views)
                        .orElse(Map.of());
        boolean readOnly = opened.request().readOnly();
        FilePane file = new FilePane(workspace, readOnly, parts.rooms(), this, parts.jobs(), parts.clock(), known);
        file.side().systemShown().set(systemShown);
        files.add(file);
        remember(path);
        if (from != null) {
            awaited.remove(from);
            file.restore(from);
        } else if (!openFirst(file)) {
            sidebar.focusFilter();
        }
        if (active == null || path.equals(frontWanted)) {
            show(file);
        }
    }

    /// A file that is new here shows the rows of its first table; tables that join two others, and those of migration
    /// tools, are rarely what one came for.
    private static boolean openFirst(FilePane file) {
        List<String> tables = file.workspace().schema().of(SchemaObject.Kind.TABLE).stream()
                .filter(table -> SideRow.Group.of(table) == SideRow.Group.TABLES)
                .map(SchemaObject::name)
                .toList();
        Set<String> names = new HashSet<>(tables);
        tables.stream()
                .filter(name -> name.indexOf('_') < 0 || !names.contains(name.substring(name.lastIndexOf('_') + 1)))
                .findFirst()
                .or(() -> tables.stream().findFirst())
                .ifPresent(file::openTable);
        return !tables.isEmpty();
    }

    @Override
    public void activate(Path path) {
        files.stream()
                .filter(f -> f.workspace().file().equals(path))
                .findFirst()
                .ifPresent(this::activate);
    }

    @Override
    public void activate(FilePane file) {
        show(file);
    }

    private void show(@Nullable FilePane file) {
        if (active != null && active != file) {
            active.setShown(false);
        }
        active = file;
        title.accept(file == null ? null : file.workspace().name());
        inspector.show(null);
        stage.getChildren().setAll(file == null ? welcome : file);
        sidebar.follow(file);
        statusBar.follow(file);
        sides.showSidebar(file != null);
        if (file != null) {
            file.setShown(true);
            sides.follow(file.placeProperty());
            frontWanted = null;
        } else {
            sides.follow(null);
        }
    }

    @Override
    public void close(FilePane file) {
        if (!file.mayClose()) {
            return;
        }
        Session.OpenFile last = file.snapshot();
        views = Session.withViews(views, new Session.FileViews(last.path(), last.views()));
        file.setShown(false);
        file.closeTabs();
        int at = files.indexOf(file);
        files.remove(file);
        if (file == active) {
            show(files.isEmpty() ? null : files.get(Math.min(at, files.size() - 1)));
        }
        closeWorkspace(file.workspace(), () -> {});
    }

    private void closeWorkspace(Workspace workspace, Runnable then) {
        parts.jobs()
                .run(
                        parts.jobs().<Boolean>task(Text.of("shell.job.close", workspace.name()), _ -> {
                            workspace.close();
                            return true;
                        }),
                        _ -> then.run(),
                        error -> {
                            notify(Notice.of(error));
                            then.run();
                        });
    }

    /// Whether all files can be closed now; asks the user where something would be lost.
    public boolean mayClose() {
        return List.copyOf(files).stream().allMatch(FilePane::mayClose);
    }

    /// Closes all files off the window's thread, then calls back.
    public void closeAll(Runnable then) {
        List<FilePane> all = List.copyOf(files);
        int[] left = {all.size()};
        if (all.isEmpty()) {
            then.run();
        }
        for (FilePane file : all) {
            file.setShown(false);
            file.closeTabs();
            closeWorkspace(file.workspace(), () -> {
                if (--left[0] == 0) {
                    then.run();
                }
            });
        }
    }

    private void remember(String path) {
        recent.setAll(Session.withRecent(recent, path));
    }

    @Override
    public void forget(Path file) {
        recent.remove(file.toString());
    }

    // ---- Nav's window side ----

    @Override
    public void notify(Notice notice) {
        NoticeBar bar = new NoticeBar();
        List<Notice.Action> actions = notice.actions().stream()
                .map(action -> new Notice.Action(action.id(), action.text(), () -> {
                    bar.clear();
                    action.run().run();
                }))
                .toList();
        bar.show(new Notice(notice.kind(), notice.message(), notice.nextStep(), notice.details(), actions));
        bar.visibleProperty().subscribe(visible -> {
            if (!visible) {
                notices.getChildren().remove(bar);
            }
        });
        notices.getChildren().addFirst(bar);
        noticesScroll.setVvalue(0);
        while (notices.getChildren().size() > MOST_NOTICES) {
            notices.getChildren().removeLast();
        }
    }

    @Override
    public void inspect(FilePane source, Nav.@Nullable Inspected cell) {
        if (source == active) {
            inspector.show(cell);
        }
    }

    @Override
    public void changed(FilePane source, boolean outside) {
        if (outside && source == active) {
            statusBar.changedOutside();
        }
    }

    // ---- deeds ----

    @Override
    public void chooseFile() {
        chooseFile(false);
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
            frontWanted = file.toAbsolutePath().normalize().toString();
            openings.create(OpenFlow.Request.of(file));
        }
    }

    private @Nullable Path lastFolder() {
        return recent.isEmpty() ? null : Path.of(recent.getFirst()).getParent();
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
        openings.sample(parts.rooms()::sample);
    }

    @Override
    public void closeFile() {
        if (active != null) {
            close(active);
        }
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
        if (active != null) {
            active.openSql("");
        }
    }

    @Override
    public void closeTab() {
        if (active != null) {
            active.closeFront();
        }
    }

    @Override
    public void cycleTab(int by) {
        if (active != null) {
            active.cycle(by);
        }
    }

    @Override
    public void neighbourTable(int by) {
        if (active != null) {
            String now = active.placeProperty().get() instanceof Place.Rows(String name, String _) ? name : "";
            String next = active.side().neighbour(now, by);
            if (!next.isEmpty()) {
                active.openTable(next);
            }
        }
    }

    @Override
    public void refresh() {
        if (active != null) {
            active.refresh();
            runPanelCommand("refresh");
        }
    }

    @Override
    public void quickCheck() {
        if (active != null) {
            active.openPanel("health");
            runPanelCommand("quickCheck");
        }
    }

    @Override
    public void palette() {
        palette.show();
    }

    @Override
    public void filterObjects() {
        sides.setSidebarWanted(true);
        sidebar.focusFilter();
    }

    @Override
    public void toggleSidebar() {
        sides.setSidebarWanted(!sides.isSidebarWanted());
    }

    @Override
    public void toggleInspector() {
        sides.setInspectorWanted(!sides.isInspectorShown());
    }

    @Override
    public void toggleSystem() {
        systemShown = !systemShown;
        files.forEach(file -> file.side().systemShown().set(systemShown));
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
        return active != null;
    }

    @Override
    public boolean hasTab() {
        return active != null && active.front() != null;
    }

    @Override
    public void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    @Nullable
    FilePane active() {
        return active;
    }

    ObservableList<FilePane> files() {
        return files;
    }

    // ---- session ----

    /// Opens what was open, and puts the panes where they were.
    public void restore(Session session) {
        recent.setAll(session.recent());
        views = session.views();
        systemShown = session.window().systemShown();
        sides.restore(session.window());
        awaited.addAll(session.files());
        frontWanted = session.active();
        for (Session.OpenFile file : session.files()) {
            openings.open(new OpenFlow.Request(Path.of(file.path()), file.readOnly()));
        }
    }

    /// What to bring back at the next start. Files still being opened are kept as they were.
    /// @param window where the window stands
    public Session snapshot(Session.Window window) {
        List<Session.OpenFile> open = new ArrayList<>();
        files.forEach(file -> open.add(file.snapshot()));
        if (openings.isOpening()) {
            open.addAll(awaited);
        }
        FilePane front = active;
        return new Session(
                sides.save(window, systemShown),
                open,
                front == null ? frontWanted : front.workspace().file().toString(),
                recent,
                views);
    }
}
