package studio.rowan.kit;

import java.util.List;
import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Slider;
import javafx.scene.control.Spinner;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import studio.rowan.db.DbError;

/// Every standard control and every part of kit in one pane, to be looked at in both themes.
final class Gallery {
    private Gallery() {}

    static BorderPane build() {
        BorderPane root = new BorderPane();
        root.setTop(menus());
        SplitPane split = new SplitPane(sidebar(), centre());
        split.setDividerPositions(0.26);
        root.setCenter(split);
        HBox status = new HBox(
                new Label("Row 1 of 2,000"), new Label("3 drafts"), Controls.spacer(), new Label("No job running"));
        status.getStyleClass().add("status-bar");
        root.setBottom(status);
        return root;
    }

    private static MenuBar menus() {
        MenuItem open = new MenuItem("Open…", Icons.FOLDER_OPEN.node());
        open.setAccelerator(KeyCombination.valueOf("Shortcut+O"));
        return new MenuBar(
                new Menu("File", null, open, new SeparatorMenuItem(), new MenuItem("Quit")),
                new Menu("Edit"),
                new Menu("Help"));
    }

    private static Node sidebar() {
        TreeItem<String> tables = new TreeItem<>("Tables", Icons.TABLE.node("muted"));
        tables.getChildren().addAll(List.of(new TreeItem<>("posts"), new TreeItem<>("users")));
        tables.setExpanded(true);
        TreeItem<String> root = new TreeItem<>("blog.db", Icons.DATABASE.node("brand"));
        root.setExpanded(true);
        root.getChildren().addAll(List.of(tables, new TreeItem<>("Views", Icons.VIEW.node("muted"))));
        TreeView<String> tree = new TreeView<>(root);
        tree.getStyleClass().add("plain");
        tree.getSelectionModel().select(2);
        TextField filter = new TextField();
        filter.setPromptText("Filter objects");
        ListView<String> list = new ListView<>(FXCollections.observableArrayList("SQL", "Search", "Health"));
        list.getSelectionModel().select(1);
        list.setPrefHeight(110);
        VBox box = new VBox(8, filter, tree, list);
        box.setStyle("-fx-background-color: -rw-bg2; -fx-padding: 8");
        VBox.setVgrow(tree, Priority.ALWAYS);
        return box;
    }

    private static Node centre() {
        NoticeBar error = new NoticeBar();
        error.show(Notice.of(new DbError.Busy("database is locked", 5, "UPDATE posts SET title = 'x'", null))
                .action("retry", "Try again", () -> {}));
        NoticeBar done = new NoticeBar();
        done.show(Notice.success("Exported 2,000 rows.").next("posts.csv, 1.2 MB"));
        NoticeBar warn = new NoticeBar();
        warn.show(Notice.warning("Another program changed this database."));
        VBox page =
                new VBox(new Label("Where the bytes are"), buttons(), fields(), choices(), badges(), cards(), table());
        page.getChildren().getFirst().getStyleClass().add("page-title");
        page.getStyleClass().add("page");
        ScrollPane scroll = new ScrollPane(page);
        scroll.setFitToWidth(true);
        Tab front = new Tab("posts", new VBox(error, done, warn, scroll));
        VBox.setVgrow(scroll, Priority.ALWAYS);
        front.setGraphic(Icons.TABLE.node());
        return new TabPane(
                front,
                new Tab("users"),
                new Tab(
                        "Empty",
                        new EmptyState(Icons.TABLE, "No rows", "This table is empty.")
                                .action("add", "Add a row", () -> {})));
    }

    private static Node buttons() {
        Button primary = new Button("Back up now");
        primary.getStyleClass().add("primary");
        Button danger = new Button("Delete");
        danger.getStyleClass().add("danger");
        Button off = new Button("Disabled");
        off.setDisable(true);
        return new FlowPane(
                8,
                8,
                primary,
                new Button("Integrity check"),
                Controls.button("refresh", Icons.REFRESH, "Refresh", () -> {}),
                danger,
                off,
                Controls.iconButton("more", Icons.MORE, "More", () -> {}),
                export(),
                new Hyperlink("users.id"));
    }

    private static MenuButton export() {
        MenuItem csv = new MenuItem("CSV", Icons.FILE.node());
        csv.setAccelerator(KeyCombination.valueOf("Shortcut+E"));
        CheckMenuItem header = new CheckMenuItem("With column names");
        header.setSelected(true);
        MenuItem off = new MenuItem("Excel");
        off.setDisable(true);
        MenuButton export = new MenuButton(
                "Export", Icons.EXPORT.node(), csv, new MenuItem("JSON"), off, new SeparatorMenuItem(), header);
        export.setId("export");
        return export;
    }

    private static Node fields() {
        TextField text = new TextField("length(title) > 8");
        text.setPrefColumnCount(18);
        text.getStyleClass().add("mono");
        TextField prompt = new TextField();
        prompt.setPromptText("WHERE");
        ComboBox<String> combo = new ComboBox<>(FXCollections.observableArrayList("System", "Light", "Dark"));
        combo.setId("combo");
        combo.getSelectionModel().selectFirst();
        ComboBox<String> editable = new ComboBox<>(FXCollections.observableArrayList("UTC"));
        editable.setEditable(true);
        editable.setPrefWidth(110);
        Spinner<Integer> spinner = new Spinner<>(9, 32, 13);
        spinner.setPrefWidth(90);
        return new FlowPane(8, 8, text, prompt, combo, editable, spinner, new PasswordField());
    }

    private static Node choices() {
        CheckBox on = new CheckBox("Published");
        on.setSelected(true);
        RadioButton radio = new RadioButton("Rows");
        radio.setSelected(true);
        ProgressBar bar = new ProgressBar(0.4);
        ToggleButton toggle = new ToggleButton("Pinned", Icons.PIN.node());
        toggle.setSelected(true);
        HBox segments = Controls.segments(
                new ToggleGroup(), new ToggleButton("Row"), new ToggleButton("Value"), new ToggleButton("Relations"));
        return new FlowPane(
                12,
                8,
                on,
                new CheckBox("Draft"),
                radio,
                new RadioButton("SQL"),
                toggle,
                segments,
                bar,
                new Slider(0, 10, 4));
    }

    private static Node badges() {
        return new FlowPane(
                8,
                8,
                Controls.badge("development"),
                Controls.badge("PK", "key"),
                Controls.badge("read-only", "warning"),
                Controls.badge("healthy", "success"),
                Controls.badge("locked", "danger"),
                Controls.badge("WAL", "accent"),
                Controls.chip("filter", "created_at > 2026-11-01", "Remove", () -> {}),
                Icons.INFO.node("accent"),
                Icons.KEY.node("brand"),
                Icons.WARNING.node("warning"),
                styled("NULL", "value-null"),
                styled("42", "value-int"),
                styled("2.5", "value-real"),
                styled("PNG 12 kB", "value-blob"));
    }

    private static Node cards() {
        Label figure = new Label("4.2 MB");
        figure.getStyleClass().add("figure");
        TextArea area = new TextArea("{\n  \"theme\": \"dark\"\n}");
        area.setPrefRowCount(3);
        area.getStyleClass().add("mono");
        HBox row = new HBox(
                12,
                Controls.card("", styled("File", "muted"), figure, styled("1,075 pages of 4,096 bytes", "small")),
                Controls.card("Findings", new Label("Statistics are 40 days old")),
                area,
                new TitledPane("Details", new Label("More")));
        HBox.setHgrow(area, Priority.ALWAYS);
        return row;
    }

    private static Node table() {
        TableView<String> table = new TableView<>(FXCollections.observableArrayList("users", "posts"));
        TableColumn<String, String> name = new TableColumn<>("Name");
        name.setCellValueFactory(row -> new javafx.beans.property.SimpleStringProperty(row.getValue()));
        table.getColumns().add(name);
        table.setPrefHeight(120);
        table.getSelectionModel().select(0);
        return table;
    }

    private static Label styled(String text, String styleClass) {
        Label label = new Label(text);
        label.getStyleClass().add(styleClass);
        return label;
    }
}
