package studio.rowan.shell;

import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.collections.ObservableList;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
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
import studio.rowan.kit.Fxml;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Text;
import studio.rowan.kit.Theme;

/// All that is in the window: menu, sidebar, the tabs of the file in front, inspector, status bar, palette.
public final class ShellPane extends StackPane
        implements FilePane.Host, SidebarPane.Actions, Openings.Host, WindowDeeds.Window {

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
    private final OpenFiles files;
    private final Openings openings;
    private final WindowDeeds deeds;
    private final Side<SidebarPane> sidebar;
    private final SidePanes sides;
    private final StatusBarPane statusBar;
    private final Side<PalettePane> palette;
    private final Side<WelcomePane> welcome;
    private final Side<Rooms.Inspector> inspector;
    private Consumer<@Nullable String> title = _ -> {};
    private boolean expecting;

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
    private NoticesView said;

    @FXML
    private StackPane stage;

    /// @param expecting files follow at once (see [#begun]): until then nobody is welcomed
    public ShellPane(Parts parts, boolean expecting) {
        this.parts = parts;
        this.expecting = expecting;
        files = new OpenFiles(
                parts.jobs(),
                (workspace, readOnly, views) ->
                        new FilePane(workspace, readOnly, parts.rooms(), this, parts.jobs(), parts.clock(), views),
                this::notify);
        openings = new Openings(parts.flow(), parts.jobs(), files::paths, this);
        deeds = new WindowDeeds(parts, files, openings, this);
        Commands commands = new Commands(deeds, parts.theme());
        Consumer<Path> open = file -> deeds.open(OpenFlow.Request.of(file));
        Fxml.load(this);
        inspector = new Side<>(parts.rooms()::inspector, Rooms.Inspector::node);
        sidebar = new Side<>(() -> new SidebarPane(files.all(), parts.rooms().panels(), this), pane -> pane);
        sides = new SidePanes(split, sidebar, inspector, parts.theme().fontSize());
        statusBar = new StatusBarPane(parts.jobs(), parts.clock());
        welcome = new Side<>(
                () -> new WelcomePane(
                        files.recent(), () -> deeds.chooseFile(false), deeds::newFile, deeds::openSample, open),
                pane -> pane);
        PaletteEntries entries =
                new PaletteEntries(files, deeds, commands, parts.rooms().panels(), open);
        palette = new Side<>(() -> new PalettePane(entries), pane -> pane);
        palette.setPickOnBounds(false);
        MenuPane menu = new MenuPane(commands, deeds::panelCommands, files.recent(), open);
        menu.setMinWidth(Region.USE_PREF_SIZE);
        menuRow.getChildren().add(1, menu);
        Command go = commands.get("palette");
        paletteKeys.setText(go.keys() == null ? "" : go.keys().getDisplayText());
        paletteButton.setOnAction(_ -> palette.get().show());
        paletteButton.widthProperty().subscribe(width -> fitPalette(width.doubleValue()));
        said.maxHeightProperty().bind(centre.heightProperty().multiply(0.45));
        frame.setBottom(statusBar);
        getChildren().add(palette);
        addEventFilter(KeyEvent.KEY_PRESSED, this::windowKey);
        addEventHandler(KeyEvent.KEY_PRESSED, this::panelKey);
        addEventHandler(DragEvent.DRAG_OVER, ShellPane::dragOver);
        addEventHandler(DragEvent.DRAG_DROPPED, this::dropped);
        files.activeProperty().subscribe(this::show);
        show(null, null);
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

    private void show(@Nullable FilePane before, @Nullable FilePane file) {
        if (before != null) {
            before.setShown(false);
        }
        title.accept(file == null ? null : file.workspace().name());
        fillStage(file);
        statusBar.follow(file);
        sides.showSidebar(file != null);
        if (file == null) {
            inspector.made().ifPresent(pane -> pane.show(null));
            sidebar.made().ifPresent(pane -> pane.follow(null));
        } else {
            inspector.get().show(null);
            sidebar.get().follow(file);
            file.setShown(true);
        }
        sides.follow(file == null ? null : file.placeProperty());
        palette.made().ifPresent(PalettePane::refresh);
    }

    private void fillStage(@Nullable FilePane file) {
        if (file != null) {
            stage.getChildren().setAll(file);
        } else if (expecting || openings.isOpening()) {
            stage.getChildren().clear();
        } else {
            welcome.get();
            stage.getChildren().setAll(welcome);
        }
    }

    // ---- keys ----

    /// These must not depend on who has the keyboard: a text field would eat them, or a layout name them otherwise.
    private void windowKey(KeyEvent event) {
        if (!event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        switch (event.getCode()) {
            case TAB -> deeds.cycleTab(event.isShiftDown() ? -1 : 1);
            case PAGE_DOWN -> deeds.neighbourTable(1);
            case PAGE_UP -> deeds.neighbourTable(-1);
            case PLUS, ADD, EQUALS -> parts.theme().largerFont();
            case SUBTRACT -> parts.theme().smallerFont();
            case NUMPAD0 -> parts.theme().defaultFont();
            case P -> palette.get().show();
            default -> {
                return;
            }
        }
        event.consume();
    }

    /// The panel in front hears its keys before the menu does.
    private void panelKey(KeyEvent event) {
        if (palette.made().filter(Node::isVisible).isPresent()) {
            return;
        }
        for (Command command : deeds.panelCommands()) {
            if (command.keys() != null
                    && command.keys().match(event)
                    && command.enabled().getAsBoolean()) {
                command.run().run();
                event.consume();
                return;
            }
        }
        if (event.isShortcutDown() && event.getCode() == KeyCode.R && !event.isShiftDown()) {
            deeds.refresh();
            event.consume();
        }
    }

    // ---- drop ----

    private static void dragOver(DragEvent event) {
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
    @Override
    public void open(OpenFlow.Request request) {
        deeds.open(request);
    }

    /// Makes the sample database where it is missing, and opens it.
    public void openSample() {
        deeds.openSample();
    }

    @Override
    public void opened(OpenFlow.Outcome.Opened opened) {
        FilePane file = files.add(opened);
        if (file.front() == null) {
            sidebar.made().ifPresent(SidebarPane::focusFilter);
        }
    }

    @Override
    public void settled() {
        if (files.active() == null) {
            fillStage(null);
        }
    }

    /// What was expected is being opened, or there was nothing.
    public void begun() {
        expecting = false;
        settled();
    }

    @Override
    public void activate(Path path) {
        files.activate(path);
    }

    @Override
    public void activate(FilePane file) {
        files.activate(file);
    }

    @Override
    public void close(FilePane file) {
        files.close(file);
    }

    @Override
    public void chooseFile() {
        deeds.chooseFile(false);
    }

    @Override
    public void forget(Path file) {
        files.forget(file);
    }

    @Override
    public void settings() {
        deeds.settings();
    }

    @Override
    public void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    /// Whether all files can be closed now; asks the user where something would be lost.
    /// @param again closes all after all, where something had to be finished first
    public boolean mayClose(Runnable again) {
        return files.mayClose(again);
    }

    /// Closes all files off the window's thread, then calls back.
    public void closeAll(Runnable then) {
        files.closeAll(then);
    }

    // ---- what panels tell the window ----

    @Override
    public void notify(Notice notice) {
        said.show(notice);
    }

    @Override
    public void replace(Notice shown, @Nullable Notice now) {
        said.replace(shown, now);
    }

    @Override
    public void inspect(FilePane source, Nav.@Nullable Inspected row) {
        if (source == files.active()) {
            inspector.get().show(row);
        }
    }

    @Override
    public void changed(FilePane source, boolean outside) {
        if (outside && source == files.active()) {
            statusBar.changedOutside();
        }
    }

    // ---- for the commands ----

    @Override
    public void showPalette() {
        palette.get().show();
    }

    @Override
    public void focusFilter() {
        sidebar.made().ifPresent(SidebarPane::focusFilter);
    }

    @Override
    public SidePanes sides() {
        return sides;
    }

    @Nullable
    FilePane active() {
        return files.active();
    }

    ObservableList<FilePane> files() {
        return files.all();
    }

    WindowDeeds deeds() {
        return deeds;
    }

    // ---- session ----

    /// Opens what was open, and puts the panes where they were.
    public void restore(Session session) {
        sides.restore(session.window());
        files.restore(session).forEach(openings::open);
    }

    /// What to bring back at the next start.
    /// @param window where the window stands
    public Session snapshot(Session.Window window) {
        return files.snapshot(sides.save(window), openings.isOpening());
    }
}
