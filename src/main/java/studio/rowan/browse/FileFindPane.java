package studio.rowan.browse;

import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Controls;
import studio.rowan.kit.EmptyState;
import studio.rowan.kit.Focus;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Panel;
import studio.rowan.kit.Text;
import studio.rowan.schema.Workspace;

/// Finds a text in all tables of the file; a row that is chosen opens in its table with the cell selected.
public final class FileFindPane extends BorderPane implements Panel {
    /// How the window knows it.
    public static final String ID = "find";

    private static final String SHEET = Objects.requireNonNull(FileFindPane.class.getResource("FindBarView.css"))
            .toExternalForm();
    private static final Duration LOOK = Duration.millis(150);

    private final FileFindModel model;
    private final Nav nav;
    private final Jobs jobs;
    private final TextField field = new TextField();
    private final ToggleButton matchCase = new ToggleButton("Aa");
    private final ToggleButton blobs = new ToggleButton(Text.of("browse.find.blobs"), Icons.BINARY.node());
    private final Button search;
    private final Button stop;
    private final ProgressBar progress = new ProgressBar(-1);
    private final Label words = new Label();
    private final ListView<FileFindModel.Entry> list = new ListView<>();
    private final StackPane center = new StackPane(list);
    private Jobs.@Nullable Repeated look;

    public FileFindPane(Workspace workspace, Nav nav, Jobs jobs) {
        this.model = new FileFindModel(workspace, jobs);
        this.nav = nav;
        this.jobs = jobs;
        search = Controls.button("fileFindSearch", Icons.SEARCH, Text.of("browse.fileFind.search"), model::search);
        stop = Controls.iconButton("fileFindStop", Icons.STOP, Text.of("browse.find.stop"), model::stop);
        setId("fileFind");
        getStyleClass().add("file-find");
        getStylesheets().add(SHEET);
        fillBar();
        fillList();
        setCenter(center);
        model.state().subscribe(_ -> tell());
        model.table().subscribe(_ -> tell());
    }

    private void fillBar() {
        field.setId("fileFindField");
        field.setPromptText(Text.of("browse.fileFind.prompt"));
        field.setAccessibleText(Text.of("browse.find.field"));
        field.textProperty().bindBidirectional(model.text());
        field.setOnAction(_ -> model.search());
        field.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.DOWN && !list.getItems().isEmpty()) {
                list.getSelectionModel()
                        .select(Math.max(0, list.getSelectionModel().getSelectedIndex()));
                list.requestFocus();
                event.consume();
            }
        });
        HBox.setHgrow(field, Priority.ALWAYS);
        search.getStyleClass().add("primary");
        matchCase.setId("fileFindMatchCase");
        matchCase.getStyleClass().addAll("flat", "icon-button");
        matchCase.setTooltip(new Tooltip(Text.of("browse.find.matchCase")));
        matchCase.setAccessibleText(Text.of("browse.find.matchCase"));
        matchCase.selectedProperty().bindBidirectional(model.matchCase());
        matchCase.setMinWidth(USE_PREF_SIZE);
        blobs.setId("fileFindBlobs");
        blobs.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        blobs.getStyleClass().addAll("flat", "icon-button");
        blobs.setTooltip(new Tooltip(Text.of("browse.find.blobs")));
        blobs.setAccessibleText(Text.of("browse.find.blobs"));
        blobs.selectedProperty().bindBidirectional(model.blobs());
        blobs.setMinWidth(USE_PREF_SIZE);
        HBox bar = new HBox(field, matchCase, blobs, search);
        bar.getStyleClass().addAll("pane-bar", "find-choices");
        setTop(bar);
        words.setId("fileFindWords");
        words.setWrapText(true);
        progress.setId("fileFindProgress");
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMaxWidth(Double.MAX_VALUE);
        HBox told = new HBox(words, progress, stop);
        told.getStyleClass().addAll("find-told", "file-find-foot");
        setBottom(told);
    }

    private void fillList() {
        list.setId("fileFindHits");
        list.setItems(model.entries());
        list.setCellFactory(_ -> new FileFindCell());
        list.setAccessibleText(Text.of("browse.fileFind.title"));
        list.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                go(list.getSelectionModel().getSelectedItem());
                event.consume();
            }
        });
        list.setOnMouseClicked(event -> {
            if (event.getTarget() instanceof Node && event.getClickCount() == 1) {
                go(list.getSelectionModel().getSelectedItem());
            }
        });
    }

    private void go(FileFindModel.@Nullable Entry entry) {
        switch (entry) {
            case null -> {}
            case FileFindModel.Head head -> nav.openTable(head.table());
            case FileFindModel.Line(FileFind.Hit hit) ->
                nav.openRow(hit.table(), hit.key().values(), hit.column());
        }
    }

    private void tell() {
        FindState state = model.state().get();
        boolean running = state instanceof FindState.Running;
        words.setText(words(state));
        Controls.show(progress, running);
        Controls.show(stop, running);
        center.getChildren().removeIf(node -> node != list);
        boolean none = state instanceof FindState.Done && model.entries().isEmpty();
        if (state instanceof FindState.Idle) {
            center.getChildren()
                    .add(new EmptyState(
                            Icons.SEARCH, Text.of("browse.fileFind.title"), Text.of("browse.fileFind.idle")));
        } else if (none) {
            center.getChildren()
                    .add(new EmptyState(
                            Icons.SEARCH, Text.of("browse.fileFind.none"), Text.of("browse.fileFind.leftOut")));
        }
        list.setVisible(!none && !(state instanceof FindState.Idle));
        Jobs.Repeated before = look;
        if (running && before == null) {
            look = jobs.every(LOOK, () -> progress.setProgress(model.progress()));
        } else if (!running && before != null) {
            before.stop();
            look = null;
        }
    }

    private String words(FindState state) {
        String found = Text.of(
                "browse.fileFind.found",
                Text.count("browse.find.rows", model.rows()),
                Text.count("browse.fileFind.tables", model.holding()));
        return switch (state) {
            case FindState.Idle _, FindState.Locks _ -> Text.of("browse.fileFind.leftOut");
            case FindState.Running _ ->
                Text.of("browse.fileFind.looking", model.table().get());
            case FindState.Done _ -> Text.of("browse.fileFind.done", found, model.tables());
            case FindState.Stopped _ -> Text.of("browse.find.stopped", found);
            case FindState.Failed(var error) -> Notice.of(error).message();
        };
    }

    // ---- Panel ----

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return Text.of("browse.fileFind.title");
    }

    @Override
    public Icons icon() {
        return Icons.TEXT;
    }

    @Override
    public Node node() {
        return this;
    }

    @Override
    public void onShown() {
        Focus.give(field, jobs, field::selectAll);
    }

    @Override
    public String state() {
        return model.text().get();
    }

    @Override
    public void restore(String state) {
        model.text().set(state);
    }

    @Override
    public void close() {
        Jobs.Repeated looking = look;
        if (looking != null) {
            looking.stop();
        }
        model.close();
    }
}
