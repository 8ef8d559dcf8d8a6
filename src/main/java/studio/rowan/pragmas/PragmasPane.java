package studio.rowan.pragmas;

import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import studio.rowan.kit.Command;
import studio.rowan.kit.EmptyState;
import studio.rowan.kit.Fxml;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Notice;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Panel;
import studio.rowan.kit.Text;
import studio.rowan.schema.Workspace;

/// The page of pragmas: what each is set to and what for.
public final class PragmasPane extends BorderPane implements Panel, PragmaCell.Actions {
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

    private final PragmasModel model;
    private final Nav nav;
    private final Workspace.Listener listener;
    private boolean shown;

    @FXML
    private TextField filter;

    @FXML
    private CheckBox onlyDiffering;

    @FXML
    private Label count;

    @FXML
    private Button copyAll;

    @FXML
    private Button refresh;

    @FXML
    private NoticeBar notice;

    @FXML
    private GridPane header;

    @FXML
    private ListView<PragmasModel.Line> list;

    public PragmasPane(Workspace workspace, Nav nav, Jobs jobs) {
        this.model = new PragmasModel(workspace, jobs);
        this.nav = nav;
        this.listener = (_, _) -> jobs.ui(this::refreshIfShown);
        Fxml.load(this);
        build();
        workspace.addListener(listener);
    }

    private void build() {
        header.getColumnConstraints().addAll(PragmaCell.percent(24), PragmaCell.percent(24), PragmaCell.rest());
        header.addRow(
                0,
                new Label(Text.of("pragmas.column.name")),
                new Label(Text.of("pragmas.column.value")),
                new Label(Text.of("pragmas.column.explanation")),
                new Region());
        model.filter().bind(filter.textProperty());
        filter.setAccessibleText(Text.of("pragmas.filter"));
        model.onlyDiffering().bind(onlyDiffering.selectedProperty());
        copyAll.setGraphic(Icons.COPY.node());
        copyAll.setTooltip(new Tooltip(copyAll.getText()));
        copyAll.setOnAction(_ -> copy(model.asText()));
        refresh.setGraphic(Icons.REFRESH.node());
        refresh.setTooltip(new Tooltip(refresh.getText()));
        refresh.setOnAction(_ -> model.refresh());
        list.setCellFactory(_ -> new PragmaCell(this));
        list.setItems(model.lines());
        list.setAccessibleText(Text.of("pragmas.title"));
        list.setPlaceholder(new EmptyState(Icons.PRAGMAS, Text.of("pragmas.noMatch"), ""));
        list.setOnKeyPressed(event -> {
            if (COPY.match(event)
                    && list.getSelectionModel().getSelectedItem() instanceof PragmasModel.Line.Item(var entry)) {
                copy(entry.name() + "\t" + entry.value());
                event.consume();
            }
        });
        model.lines().addListener((ListChangeListener<PragmasModel.Line>) _ -> showCount());
        model.error().subscribe(error -> {
            if (error == null) {
                notice.clear();
            } else {
                notice.show(Notice.of(error));
            }
        });
    }

    private void showCount() {
        count.setText(
                model.matching() == model.size()
                        ? Text.count("pragmas.count", model.size())
                        : Text.of("pragmas.countOf", model.matching(), model.size()));
    }

    @Override
    public void copy(String text) {
        Clipboard.getSystemClipboard().setContent(java.util.Map.of(DataFormat.PLAIN_TEXT, text));
    }

    @Override
    public void openSql(String text) {
        nav.openSql(text);
    }

    private void refreshIfShown() {
        if (shown) {
            model.refresh();
        }
    }

    @Override
    public String id() {
        return "pragmas";
    }

    @Override
    public String title() {
        return Text.of("pragmas.title");
    }

    @Override
    public Icons icon() {
        return Icons.PRAGMAS;
    }

    @Override
    public Node node() {
        return this;
    }

    @Override
    public Node first() {
        return filter;
    }

    @Override
    public void onShown() {
        shown = true;
        model.refresh();
    }

    @Override
    public void onHidden() {
        shown = false;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.of("refresh", Icons.REFRESH, Text.of("pragmas.refresh"), "F5", model::refresh),
                Command.of(
                        "pragmas.find", Icons.SEARCH, Text.of("pragmas.filter"), "Shortcut+F", filter::requestFocus));
    }

    @Override
    public void close() {
        model.workspace().removeListener(listener);
        model.cancel();
    }
}
