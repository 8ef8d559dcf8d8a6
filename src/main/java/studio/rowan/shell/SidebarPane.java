package studio.rowan.shell;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Format;
import studio.rowan.kit.Fxml;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;
import studio.rowan.schema.Schema;
import studio.rowan.schema.SchemaObject;

/// The left of the window: the open files, the objects of the one in front, and the panels.
public final class SidebarPane extends VBox {
    /// What a click here does.
    interface Actions {
        void activate(FilePane file);

        void close(FilePane file);

        void copy(String text);

        void settings();
    }

    private static final PseudoClass ACTIVE = PseudoClass.getPseudoClass("active");

    private static final PseudoClass HERE = PseudoClass.getPseudoClass("here");

    private final Actions actions;
    private final List<PanelKind> kinds;
    private final ObservableList<FilePane> open;
    private @Nullable FilePane active;
    private Subscription following = Subscription.EMPTY;

    @FXML
    private VBox files;

    @FXML
    private TextField sidebarFilter;

    @FXML
    private ListView<SideRow> sidebarList;

    @FXML
    private Label sidebarEmpty;

    @FXML
    private VBox rail;

    SidebarPane(ObservableList<FilePane> open, List<PanelKind> kinds, Actions actions) {
        this.open = open;
        this.kinds = kinds;
        this.actions = actions;
        Fxml.load(this);
        sidebarList.setCellFactory(_ -> new SideCell(this));
        sidebarList.addEventHandler(KeyEvent.KEY_PRESSED, this::listKey);
        sidebarFilter.addEventHandler(KeyEvent.KEY_PRESSED, this::filterKey);
        open.subscribe(this::drawFiles);
        drawRail();
        follow(null);
    }

    /// Shows this file; null for none.
    void follow(@Nullable FilePane file) {
        following.unsubscribe();
        following = Subscription.EMPTY;
        if (active != null) {
            sidebarFilter.textProperty().unbindBidirectional(active.side().filter());
        }
        active = file;
        drawFiles();
        sidebarFilter.setDisable(file == null);
        rail.setDisable(file == null);
        if (file == null) {
            sidebarFilter.setText("");
            sidebarList.setItems(FXCollections.observableArrayList());
            sidebarEmpty.setText("");
            fitRail(Schema.EMPTY);
            select(null);
            return;
        }
        SidebarModel model = file.side();
        sidebarFilter.textProperty().bindBidirectional(model.filter());
        sidebarList.setItems(model.rows());
        following = Subscription.combine(
                file.placeProperty().subscribe(this::select),
                file.factsProperty().subscribe(_ -> drawFiles()),
                model.schema().subscribe(this::fitRail),
                model.filter().subscribe(_ -> explainEmpty(model)),
                model.rows().subscribe(() -> {
                    explainEmpty(model);
                    select(file.placeProperty().get());
                }));
        explainEmpty(model);
    }

    private void explainEmpty(SidebarModel model) {
        boolean none = model.rows().isEmpty();
        sidebarEmpty.setVisible(none);
        sidebarEmpty.setText(none ? Text.of("shell.side.noMatch", model.filter().get()) : "");
    }

    Optional<CountsModel> counts() {
        return Optional.ofNullable(active).map(FilePane::counts);
    }

    /// Puts the keyboard into the filter box.
    void focusFilter() {
        sidebarFilter.requestFocus();
        sidebarFilter.selectAll();
    }

    // ---- files ----

    private void drawFiles() {
        files.getChildren().setAll(open.stream().map(this::head).toList());
    }

    private VBox head(FilePane file) {
        Label name = new Label(file.workspace().name());
        name.getStyleClass().add("side-file-name");
        name.setMinWidth(0);
        HBox first = new HBox(name);
        first.getStyleClass().add("side-file-line");
        first.setAlignment(Pos.CENTER_LEFT);
        if (file.workspace().db().isInMemory()) {
            first.getChildren().add(badge(Icons.SYSTEM, "shell.badge.memory", "shell.badge.memory.tip"));
        }
        if (file.workspace().db().isStatic()) {
            first.getChildren().add(badge(Icons.LOCK, "shell.badge.static", "shell.badge.static.tip"));
        } else if (!file.workspace().db().isWritable()) {
            first.getChildren().add(badge(Icons.LOCK, "shell.badge.readOnly", "shell.badge.readOnly.tip"));
        }
        first.getChildren()
                .addAll(
                        Controls.spacer(),
                        Controls.iconButton(
                                "closeFile",
                                Icons.CLOSE,
                                Text.of("shell.file.close", file.workspace().name()),
                                () -> actions.close(file)));
        VBox head = new VBox(first);
        head.getStyleClass().add("side-file");
        head.setAccessibleText(file.workspace().name());
        head.setFocusTraversable(open.size() > 1);
        Tooltip.install(name, new Tooltip(file.workspace().file().toString()));
        boolean here = file == active;
        head.pseudoClassStateChanged(HERE, here);
        head.pseudoClassStateChanged(ACTIVE, here && open.size() > 1);
        if (here) {
            Label details = new Label(details(file));
            details.getStyleClass().add("side-file-details");
            head.getChildren().add(details);
        }
        head.setOnMouseClicked(_ -> actions.activate(file));
        head.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
                actions.activate(file);
                event.consume();
            }
        });
        return head;
    }

    private static Label badge(Icons icon, String key, String tip) {
        Label badge = Controls.badge(Text.of(key));
        badge.setGraphic(icon.node("small", "muted"));
        badge.setTooltip(new Tooltip(Text.of(tip)));
        return badge;
    }

    private static String details(FilePane file) {
        FileFacts facts = file.factsProperty().get();
        if (facts.bytes() < 0) {
            return "";
        }
        return Text.of(
                "shell.file.details",
                Format.bytes(facts.bytes()),
                facts.journal().toUpperCase(Locale.ROOT));
    }

    // ---- panels ----

    private void drawRail() {
        rail.getChildren()
                .add(railItem("sql", Icons.SQL, Text.of("shell.panel.sql"), () -> onActive(FilePane::showSql)));
        for (PanelKind kind : kinds.stream().filter(PanelKind::listed).toList()) {
            rail.getChildren()
                    .add(railItem(kind.id(), kind.icon(), kind.title(), () -> onActive(f -> f.openPanel(kind.id()))));
        }
        rail.getChildren()
                .add(railItem("settings", Icons.SETTINGS, Text.of("shell.panel.settings"), actions::settings));
    }

    /// A panel that only some files have is shown for those.
    private void fitRail(Schema schema) {
        for (PanelKind kind : kinds) {
            boolean fits = kind.fits().test(schema);
            rail.getChildren().stream()
                    .filter(item -> item.getId().equals("panel-" + kind.id()))
                    .forEach(item -> {
                        item.setVisible(fits);
                        item.setManaged(fits);
                    });
        }
    }

    private static Button railItem(String id, Icons icon, String title, Runnable run) {
        Button item = new Button(title, icon.node("muted"));
        item.setId("panel-" + id);
        item.getStyleClass().addAll("flat", "rail-item");
        item.setMaxWidth(Double.MAX_VALUE);
        item.setOnAction(_ -> run.run());
        return item;
    }

    private void onActive(Consumer<FilePane> run) {
        if (active != null) {
            run.accept(active);
        }
    }

    // ---- objects ----

    void toggle(SideRow row) {
        onActive(file -> file.side().toggle(row));
    }

    /// One click selects, and brings what is open already to the front; two open it.
    void clicked(SideRow row, int clicks) {
        switch (row) {
            case SideRow.Heading heading -> toggle(heading);
            case SideRow.Item item -> {
                Place.Rows rows = new Place.Rows(item.object().name(), "");
                if (clicks == 2) {
                    open(item.object());
                } else if (clicks == 1) {
                    onActive(file -> {
                        if (file.isOpen(rows)) {
                            file.open(rows);
                        }
                    });
                }
            }
        }
    }

    private void open(SchemaObject object) {
        onActive(file -> {
            if (object.kind().isRelation()) {
                file.openTable(object.name());
            } else {
                file.openStructure(object.name());
            }
        });
    }

    private void listKey(KeyEvent event) {
        SideRow row = sidebarList.getSelectionModel().getSelectedItem();
        if (row == null) {
            return;
        }
        switch (event.getCode()) {
            case ENTER -> {
                switch (row) {
                    case SideRow.Heading heading -> toggle(heading);
                    case SideRow.Item item -> open(item.object());
                }
                event.consume();
            }
            case LEFT, RIGHT -> {
                boolean wanted = event.getCode() == KeyCode.RIGHT;
                boolean folds = switch (row) {
                    case SideRow.Heading heading -> heading.open() != wanted;
                    case SideRow.Item item -> item.parent() && item.open() != wanted;
                };
                if (folds) {
                    int at = sidebarList.getSelectionModel().getSelectedIndex();
                    toggle(row);
                    sidebarList.getSelectionModel().select(at);
                }
                event.consume();
            }
            default -> {}
        }
    }

    /// Down goes from the filter box into the list, Enter opens the first match, Esc empties the box.
    private void filterKey(KeyEvent event) {
        switch (event.getCode()) {
            case DOWN -> {
                sidebarList.requestFocus();
                sidebarList
                        .getSelectionModel()
                        .select(Math.min(1, sidebarList.getItems().size() - 1));
                event.consume();
            }
            case ENTER -> {
                sidebarList.getItems().stream()
                        .filter(SideRow.Item.class::isInstance)
                        .findFirst()
                        .ifPresent(row -> open(((SideRow.Item) row).object()));
                event.consume();
            }
            case ESCAPE -> {
                if (!sidebarFilter.getText().isEmpty()) {
                    sidebarFilter.clear();
                    event.consume();
                }
            }
            default -> {}
        }
    }

    /// Marks what the tab in front shows.
    private void select(@Nullable Place place) {
        String panel = switch (place) {
            case Place.Room(String id) -> id;
            case Place.Sql _ -> "sql";
            case Place.Rows _, Place.Structure _ -> "";
            case null -> "";
        };
        rail.getChildren()
                .forEach(item -> item.pseudoClassStateChanged(ACTIVE, ("panel-" + panel).equals(item.getId())));
        String name = switch (place) {
            case Place.Rows(String table, String _) -> table;
            case Place.Structure(String object) -> object;
            case Place.Sql _, Place.Room _ -> "";
            case null -> "";
        };
        int at = active == null || name.isEmpty() ? -1 : active.side().indexOf(name);
        if (at >= 0) {
            sidebarList.getSelectionModel().clearAndSelect(at);
        } else if (place != null) {
            sidebarList.getSelectionModel().clearSelection();
        }
    }

    ContextMenu menu(SchemaObject object) {
        ContextMenu menu = new ContextMenu();
        if (object.kind().isRelation()) {
            menu.getItems().add(item("sideOpen", "shell.side.open", () -> open(object)));
        }
        if (object.kind() == SchemaObject.Kind.FULL_TEXT) {
            menu.getItems()
                    .addAll(
                            item(
                                    "sideSearchIn",
                                    "shell.side.searchIn",
                                    () -> onActive(f -> f.openPanel("search", object.name()))),
                            item(
                                    "sideWorkbench",
                                    "shell.side.workbench",
                                    () -> onActive(f -> f.openPanel("fulltext", object.name()))));
        }
        menu.getItems()
                .addAll(
                        item(
                                "sideStructure",
                                "shell.side.structure",
                                () -> onActive(f -> f.openStructure(object.name()))),
                        new SeparatorMenuItem(),
                        item("sideCopyName", "shell.side.copyName", () -> actions.copy(object.name())));
        String sql = object.sql();
        if (sql != null) {
            menu.getItems().add(item("sideCopyDdl", "shell.side.copyDdl", () -> actions.copy(sql + ";")));
        }
        return menu;
    }

    private static MenuItem item(String id, String key, Runnable run) {
        MenuItem item = new MenuItem(Text.of(key));
        item.setId(id);
        item.setOnAction(_ -> run.run());
        return item;
    }
}
