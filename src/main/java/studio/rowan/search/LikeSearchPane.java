package studio.rowan.search;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Controls;
import studio.rowan.kit.EmptyState;
import studio.rowan.kit.Fxml;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Text;
import studio.rowan.schema.Workspace;

/// Searches a table that has no full-text index, as far as a few seconds reach, and offers to go on or to make it
/// searchable.
public final class LikeSearchPane extends BorderPane {
    private static final javafx.util.Duration LOOK = javafx.util.Duration.millis(150);

    private final LikeSearchModel model;
    private final Nav nav;
    private final Jobs jobs;
    private final ComboBox<String> tables = new ComboBox<>();
    private final TextField field = new TextField();
    private final ListView<LikeSearch.Hit> list = new ListView<>();
    private final StackPane center = new StackPane(list);
    private final Label words = new Label();
    private final ProgressBar progress = new ProgressBar(-1);
    private final Button stop;
    private final Button goOn;
    private final Button make;
    private Jobs.@Nullable Repeated look;

    /// @param back leaves the page
    /// @param makeSearchable shows how a table gets an index
    public LikeSearchPane(Workspace workspace, Nav nav, Jobs jobs, Runnable back, Consumer<String> makeSearchable) {
        this(workspace, nav, jobs, back, makeSearchable, LikeSearchModel.MOST);
    }

    LikeSearchPane(
            Workspace workspace, Nav nav, Jobs jobs, Runnable back, Consumer<String> makeSearchable, Duration most) {
        this.model = new LikeSearchModel(workspace, jobs, most);
        this.nav = nav;
        this.jobs = jobs;
        this.stop = Controls.button("likeStop", Icons.STOP, Text.of("search.like.stop"), model::stop);
        this.goOn = Controls.button("likeGoOn", Icons.PLAY, Text.of("search.like.goOn"), model::goOn);
        this.make = Controls.button("likeMake", Icons.FULL_TEXT, Text.of("search.care.make"), () -> {
            String table = model.table().get();
            if (table != null) {
                makeSearchable.accept(table);
            }
        });
        getStyleClass().add("like-search");
        Fxml.style(this);
        fillBar(back);
        fillList();
        fillFoot();
        setCenter(center);
        model.state().subscribe(_ -> tell());
    }

    private void fillBar(Runnable back) {
        tables.setId("likeTable");
        tables.getItems().setAll(model.tables());
        tables.setAccessibleText(Text.of("search.make.table"));
        tables.setTooltip(new Tooltip(Text.of("search.make.table")));
        tables.setMaxWidth(260);
        tables.valueProperty().bindBidirectional(model.table());
        field.setId("likeField");
        field.setPromptText(Text.of("search.like.prompt"));
        field.setAccessibleText(Text.of("search.like.prompt"));
        field.textProperty().bindBidirectional(model.text());
        field.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.DOWN && !list.getItems().isEmpty()) {
                list.getSelectionModel().select(0);
                list.requestFocus();
                event.consume();
            } else if (event.getCode() == KeyCode.ESCAPE) {
                model.stop();
                event.consume();
            }
        });
        HBox.setHgrow(field, Priority.ALWAYS);
        HBox bar =
                new HBox(Controls.iconButton("likeBack", Icons.BACK, Text.of("search.make.back"), back), tables, field);
        bar.getStyleClass().add("pane-bar");
        setTop(bar);
        if (!tables.getItems().isEmpty()) {
            tables.setValue(tables.getItems().getFirst());
        }
    }

    private void fillList() {
        list.setId("likeHits");
        list.setItems(model.hits());
        list.setCellFactory(_ -> new LikeHitCell());
        list.setAccessibleText(Text.of("search.like.title"));
        list.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                open();
                event.consume();
            }
        });
        list.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                open();
            }
        });
    }

    private void fillFoot() {
        words.setId("likeWords");
        words.setWrapText(true);
        progress.setId("likeProgress");
        FlowPane foot = new FlowPane(words, progress, stop, goOn, make);
        foot.getStyleClass().add("like-told");
        setBottom(foot);
    }

    private void open() {
        LikeSearch.Hit hit = list.getSelectionModel().getSelectedItem();
        String table = model.table().get();
        if (hit != null && table != null) {
            nav.openRow(table, hit.key().values(), hit.column());
        }
    }

    private void tell() {
        LikeSearchModel.State state = model.state().get();
        boolean running = state instanceof LikeSearchModel.State.Running;
        boolean goes =
                state instanceof LikeSearchModel.State.Reached(var reached) && !reached.isEnd() && !reached.isFull();
        words.setText(words(state));
        Controls.show(progress, running);
        Controls.show(stop, running);
        Controls.show(goOn, goes);
        Controls.show(make, goes || state instanceof LikeSearchModel.State.Idle);
        boolean none =
                state instanceof LikeSearchModel.State.Reached && model.hits().isEmpty();
        Node empty = switch (state) {
            case LikeSearchModel.State.Idle _ ->
                new EmptyState(Icons.SEARCH, Text.of("search.like.title"), Text.of("search.like.idle"));
            case LikeSearchModel.State.Unsearchable _ ->
                new EmptyState(Icons.SEARCH, Text.of("search.like.title"), Text.of("search.like.cannot"));
            case LikeSearchModel.State.Reached _,
                    LikeSearchModel.State.Running _,
                    LikeSearchModel.State.Stopped _,
                    LikeSearchModel.State.Failed _ ->
                none ? new EmptyState(Icons.SEARCH, Text.of("search.like.none"), "") : list;
        };
        center.getChildren().setAll(List.of(empty));
        watch(running);
    }

    private void watch(boolean running) {
        Jobs.Repeated before = look;
        if (running && before == null) {
            look = jobs.every(LOOK, () -> progress.setProgress(model.progress()));
        } else if (!running && before != null) {
            before.stop();
            look = null;
        }
    }

    private String words(LikeSearchModel.State state) {
        return switch (state) {
            case LikeSearchModel.State.Idle _ -> "";
            case LikeSearchModel.State.Unsearchable _ -> "";
            case LikeSearchModel.State.Running _ -> Text.of("search.like.running");
            case LikeSearchModel.State.Reached(LikeSearch.Reached reached) -> words(reached);
            case LikeSearchModel.State.Stopped _ ->
                Text.of(
                        "search.like.stopped",
                        Text.count("search.like.rows", model.hits().size()));
            case LikeSearchModel.State.Failed(var error) -> Notice.of(error).message();
        };
    }

    private String words(LikeSearch.Reached reached) {
        String found = Text.count("search.like.rows", model.hits().size());
        if (reached.isFull()) {
            return Text.of("search.like.full", found);
        }
        if (reached.isEnd()) {
            return Text.of("search.like.done", found, reached.looked());
        }
        return reached.of() < 0
                ? Text.of("search.like.reached", found, reached.looked())
                : Text.of("search.like.reachedOf", found, reached.looked(), reached.of());
    }

    /// What is typed goes into the field.
    void focusField() {
        field.requestFocus();
    }

    /// Ends what runs.
    public void close() {
        watch(false);
        model.close();
    }
}
