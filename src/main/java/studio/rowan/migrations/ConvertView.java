package studio.rowan.migrations;

import java.nio.file.Path;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Dialogs;
import studio.rowan.kit.Icons;
import studio.rowan.kit.SqlEditor;
import studio.rowan.kit.Text;
import studio.rowan.migrate.Conversion;
import studio.rowan.migrate.OtherWords;
import studio.rowan.migrate.Standing;

/// What another tool's migrations become as Flyway's, where they are written, and what comes after that.
final class ConvertView extends BorderPane {
    private final ConvertModel model;
    private final Dialogs dialogs;
    private final Runnable leave;
    private final TextField target = new TextField();
    private final ComboBox<Conversion.Undo> undo = new ComboBox<>();
    private final Label problem = TrialView.words("", "danger");
    private final ListView<Conversion.File> files = new ListView<>();
    private final VBox notes = new VBox();
    private final SqlEditor script = SqlEditor.readOnly("");

    /// @param leave brings back what was shown before
    ConvertView(ConvertModel model, Dialogs dialogs, Runnable leave) {
        this.model = model;
        this.dialogs = dialogs;
        this.leave = leave;
        setId("convertView");
        files.setId("convertedFiles");
        files.setAccessibleText(Text.of("migrations.convert.files"));
        files.setCellFactory(_ -> new FileCell());
        files.getSelectionModel().selectedItemProperty().subscribe(this::showFile);
        script.setId("convertedScript");
        notes.setId("convertedNotes");
        notes.getStyleClass().addAll("guard", "convert-notes");
        BorderPane reading = new BorderPane(script);
        reading.setTop(notes);
        SplitPane split = new SplitPane(files, reading);
        split.setDividerPositions(0.36);
        setCenter(split);
        model.plan().subscribe(this::show);
        model.written().subscribe(this::showWritten);
    }

    private void show(ConvertModel.@Nullable Plan plan) {
        if (plan == null) {
            files.getItems().clear();
            setTop(null);
            return;
        }
        List<Conversion.File> all = plan.conversion().files();
        files.getItems().setAll(all);
        files.getSelectionModel().selectFirst();
        setTop(ask(plan));
        target.setText(plan.proposed().toString());
    }

    // ---- before ----

    private Node ask(ConvertModel.Plan plan) {
        int count = plan.conversion().files().size();
        Label title = new Label(
                Text.count("migrations.convert.title", count, plan.conversion().tool()));
        title.setId("convertTitle");
        title.getStyleClass().add("strong");
        target.setId("convertTarget");
        target.setPrefColumnCount(34);
        target.setAccessibleText(Text.of("migrations.convert.target"));
        target.textProperty().subscribe(model::target);
        Button browse = Controls.button("browseTarget", Icons.FOLDER, Text.of("migrations.convert.browse"), () -> {
            Path chosen = dialogs.files()
                    .chooseFolder(
                            Text.of("migrations.convert.browse.title"),
                            plan.source().getParent());
            if (chosen != null) {
                target.setText(chosen.toString());
            }
        });
        Button write = Controls.button(
                "writeConverted",
                Icons.SAVE,
                Text.count("migrations.convert.write", count),
                () -> model.write(undo.getValue()));
        write.getStyleClass().add("primary");
        write.disableProperty().bind(model.problem().isNotEmpty().or(model.writing()));
        FlowPane form = new FlowPane(labelled("migrations.convert.target", target), browse);
        if (plan.conversion().downs() > 0) {
            form.getChildren().add(labelled("migrations.convert.undo", undo()));
        }
        form.getChildren().add(write);
        form.getStyleClass().add("convert-form");
        problem.setId("convertProblem");
        problem.textProperty().bind(model.problem());
        problem.visibleProperty().bind(model.problem().isNotEmpty());
        problem.managedProperty().bind(problem.visibleProperty());
        Label text = TrialView.words(Text.of("migrations.convert.text", plan.source()), "muted");
        return head(title, text, form, problem);
    }

    private static HBox labelled(String key, javafx.scene.control.Control control) {
        Label label = new Label(Text.of(key));
        label.setLabelFor(control);
        label.setMinWidth(USE_PREF_SIZE);
        HBox both = new HBox(label, control);
        both.setAlignment(Pos.CENTER_LEFT);
        both.getStyleClass().add("convert-field");
        return both;
    }

    private ComboBox<Conversion.Undo> undo() {
        undo.setId("convertUndo");
        undo.setAccessibleText(Text.of("migrations.convert.undo"));
        undo.getItems().setAll(Conversion.Undo.TEXT, Conversion.Undo.SCRIPTS, Conversion.Undo.NONE);
        undo.setConverter(new StringConverter<>() {
            @Override
            public String toString(Conversion.@Nullable Undo value) {
                return switch (value) {
                    case null -> "";
                    case TEXT -> Text.of("migrations.convert.undo.text");
                    case SCRIPTS -> Text.of("migrations.convert.undo.scripts");
                    case NONE -> Text.of("migrations.convert.undo.none");
                };
            }

            @Override
            public Conversion.@Nullable Undo fromString(String text) {
                return null;
            }
        });
        undo.setValue(Conversion.Undo.TEXT);
        return undo;
    }

    private static VBox head(Node... content) {
        VBox head = new VBox(content);
        head.getStyleClass().add("convert-head");
        return head;
    }

    // ---- after ----

    private void showWritten(@Nullable Path folder) {
        ConvertModel.Plan plan = model.plan().get();
        if (folder == null || plan == null) {
            return;
        }
        Label title = TrialView.words(
                Text.count(
                        "migrations.convert.written", plan.conversion().files().size(), folder),
                "heading");
        title.setId("convertWritten");
        Label standing = TrialView.words(OtherWords.of(plan.standing(), model.database()), "plain");
        standing.setId("convertStanding");
        Button use = Controls.button("useConverted", Icons.FOLDER, Text.of("migrations.convert.use"), () -> {
            leave.run();
            model.use();
        });
        FlowPane buttons = new FlowPane(use);
        buttons.getStyleClass().add("convert-form");
        VBox head = head(title, standing);
        if (plan.standing() instanceof Standing.At at && model.isWritable()) {
            head.getChildren()
                    .add(TrialView.words(
                            Text.of(
                                    "migrations.convert.based.text",
                                    at.version(),
                                    plan.conversion().tool()),
                            "muted"));
            Button based =
                    Controls.button("baselineConverted", Icons.SHIELD, Text.of("migrations.convert.based"), () -> {
                        leave.run();
                        model.baseline(at);
                    });
            based.getStyleClass().add("primary");
            buttons.getChildren().addFirst(based);
        } else {
            use.getStyleClass().add("primary");
        }
        head.getChildren().add(buttons);
        setTop(head);
    }

    // ---- the files ----

    private void showFile(Conversion.@Nullable File file) {
        script.setText(file == null ? "" : file.text());
        notes.getChildren().clear();
        if (file == null) {
            return;
        }
        Label from = TrialView.words(file.from(), "muted");
        notes.getChildren().add(from);
        if (file.notes().isEmpty()) {
            notes.getChildren().add(TrialView.words(Text.of("migrations.convert.same"), "plain"));
        }
        for (Conversion.Note note : file.notes()) {
            notes.getChildren().add(TrialView.words(OtherWords.of(note), "plain"));
        }
    }

    private static final class FileCell extends ListCell<Conversion.File> {
        @Override
        protected void updateItem(Conversion.@Nullable File file, boolean empty) {
            super.updateItem(file, empty);
            String name = file == null ? "" : file.name();
            setText(file == null || file.notes().isEmpty() ? name : Text.of("migrations.convert.changed", name));
        }
    }
}
