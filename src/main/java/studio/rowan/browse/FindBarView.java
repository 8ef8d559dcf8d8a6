package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.util.Duration;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import studio.rowan.grid.GridState;
import studio.rowan.grid.GridView;
import studio.rowan.kit.Command;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Text;

/// The bar over the rows in which a text is found: what to look for and where, how many rows hold it, and the way from
/// one to the next.
final class FindBarView extends FlowPane {
    private static final String SHEET = Objects.requireNonNull(FindBarView.class.getResource("FindBarView.css"))
            .toExternalForm();
    private static final Duration LOOK = Duration.millis(150);

    private final FindModel model;
    private final GridView grid;
    private final Jobs jobs;
    private final TextField field = new TextField();
    private final ComboBox<String> columns = new ComboBox<>();
    private final ToggleButton matchCase = new ToggleButton("Aa");
    private final ToggleButton blobs = new ToggleButton(Text.of("browse.find.blobs"), Icons.BINARY.node());
    private final Label words = new Label();
    private final ProgressBar progress = new ProgressBar(-1);
    private final Button stop;
    private final Button agree;
    private final Subscription watching;
    private Jobs.@Nullable Repeated look;

    FindBarView(FindModel model, GridView grid, Jobs jobs, String table) {
        this.model = model;
        this.grid = grid;
        this.jobs = jobs;
        setId("findBar");
        getStyleClass().add("find-bar");
        getStylesheets().add(SHEET);
        stop = Controls.iconButton("findStop", Icons.STOP, Text.of("browse.find.stop"), model::stop);
        agree = Controls.button("findAgree", Icons.SEARCH, Text.of("browse.find.locks.yes"), model::agree);
        field.setId("findField");
        field.setPromptText(Text.of("browse.find.prompt", table));
        field.setAccessibleText(Text.of("browse.find.field"));
        // In a narrow window the choices stand beside it still.
        field.prefWidthProperty().bind(widthProperty().map(width -> Math.clamp(width.doubleValue() * 0.35, 150, 320)));
        field.textProperty().bindBidirectional(model.text());
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        fillChoices();
        words.setId("findCount");
        progress.setId("findProgress");
        HBox ways = new HBox(
                Controls.iconButton("findPrevious", Icons.UP, Text.of("browse.find.previous"), () -> model.go(-1)),
                Controls.iconButton("findNext", Icons.DOWN, Text.of("browse.find.next"), () -> model.go(1)));
        HBox told = new HBox(words, progress, stop, agree);
        told.getStyleClass().add("find-told");
        HBox choices = new HBox(columns, matchCase, blobs);
        choices.getStyleClass().add("find-choices");
        getChildren()
                .addAll(
                        field,
                        ways,
                        choices,
                        told,
                        Controls.iconButton("findClose", Icons.CLOSE, Text.of("browse.find.close"), this::dismiss));
        visibleProperty().bind(model.open());
        managedProperty().bind(model.open());
        watching = Subscription.combine(
                model.state().subscribe(_ -> tell()),
                model.rows().subscribe(_ -> tell()),
                model.at().subscribe(_ -> tell()));
    }

    private void fillChoices() {
        columns.setId("findColumn");
        columns.setAccessibleText(Text.of("browse.find.column"));
        columns.setOnAction(_ ->
                model.column().set(columns.getSelectionModel().getSelectedIndex() <= 0 ? null : columns.getValue()));
        matchCase.setId("findMatchCase");
        matchCase.getStyleClass().addAll("flat", "icon-button");
        matchCase.setTooltip(new Tooltip(Text.of("browse.find.matchCase")));
        matchCase.setAccessibleText(Text.of("browse.find.matchCase"));
        matchCase.selectedProperty().bindBidirectional(model.matchCase());
        blobs.setId("findBlobs");
        blobs.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        blobs.getStyleClass().addAll("flat", "icon-button");
        blobs.setTooltip(new Tooltip(Text.of("browse.find.blobs")));
        blobs.setAccessibleText(Text.of("browse.find.blobs"));
        blobs.selectedProperty().bindBidirectional(model.blobs());
    }

    List<Command> commands(Runnable showRows) {
        return Stream.of(
                        Command.of("find", Icons.SEARCH, Text.of("browse.find"), "Shortcut+F", () -> {
                            showRows.run();
                            open();
                        }),
                        Command.of("findNext", Icons.DOWN, Text.of("browse.find.next"), "F3", () -> model.go(1))
                                .when(() -> model.open().get())
                                .because(() -> Text.of("browse.why.notFinding")),
                        Command.of(
                                        "findPrevious",
                                        Icons.UP,
                                        Text.of("browse.find.previous"),
                                        "Shift+F3",
                                        () -> model.go(-1))
                                .when(() -> model.open().get())
                                .because(() -> Text.of("browse.why.notFinding")))
                .map(command -> command.in(Text.of("browse.menu.find")))
                .toList();
    }

    /// Shows the bar with the keyboard in its field.
    void open() {
        List<String> names = new ArrayList<>();
        names.add(Text.of("browse.find.allColumns"));
        grid.state().columns().stream()
                .filter(item -> !item.hidden())
                .map(GridState.Item::name)
                .forEach(names::add);
        if (!names.equals(columns.getItems())) {
            columns.getItems().setAll(names);
            columns.getSelectionModel().select(0);
        }
        model.open().set(true);
        field.requestFocus();
        field.selectAll();
    }

    private void dismiss() {
        model.open().set(false);
        grid.requestFocus();
    }

    /// Whether a field is one of the bar, which has keys of its own.
    boolean owns(Node node) {
        return node == field;
    }

    private void keyPressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            dismiss();
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER && !event.isShortcutDown()) {
            model.go(event.isShiftDown() ? -1 : 1);
            event.consume();
        }
    }

    private void tell() {
        FindState state = model.state().get();
        boolean running = state instanceof FindState.Running;
        words.setText(words(state));
        Controls.show(words, !words.getText().isEmpty());
        Controls.show(progress, running);
        Controls.show(stop, running);
        Controls.show(agree, state instanceof FindState.Locks);
        Jobs.Repeated before = look;
        if (running && before == null) {
            look = jobs.every(LOOK, () -> progress.setProgress(model.progress()));
        } else if (!running && before != null) {
            before.stop();
            look = null;
        }
    }

    private String words(FindState state) {
        long rows = model.rows().get();
        String count = Text.count("browse.find.rows", rows);
        int at = model.at().get();
        String placed = at < 0 ? count : Text.of("browse.find.at", at + 1, count);
        return switch (state) {
            case FindState.Idle _ -> "";
            case FindState.Running _ ->
                rows == 0 ? Text.of("browse.find.looking") : Text.of("browse.find.soFar", placed);
            case FindState.Done(boolean guarded) -> {
                String none = Text.of(grid.showsReferences() ? "browse.find.none.labels" : "browse.find.none");
                String found = rows == 0 ? none : placed;
                yield guarded ? Text.of("browse.find.guarded", found) : found;
            }
            case FindState.Stopped _ -> Text.of("browse.find.stopped", placed);
            case FindState.Locks _ -> Text.of("browse.find.locks", grid.getAccessibleText());
            case FindState.Failed(var error) -> Notice.of(error).message();
        };
    }

    void close() {
        watching.unsubscribe();
        Jobs.Repeated looking = look;
        if (looking != null) {
            looking.stop();
        }
        model.close();
    }
}
