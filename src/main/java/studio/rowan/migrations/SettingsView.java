package studio.rowan.migrations;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Dialogs;
import studio.rowan.kit.FileDialogs;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;
import studio.rowan.migrate.MigrationSettings;
import studio.rowan.migrate.Setting;

/// The settings of these migrations: what the project's own file says, and what the user says above it.
final class SettingsView extends BorderPane {
    /// One thing that can be said. Null where nothing is said.
    private record Field(Supplier<String> key, Supplier<@Nullable String> value) {}

    private static final int WIDE = 28;
    private static final int NARROW = 14;

    private final SettingsModel model;
    private final Dialogs dialogs;
    private final Runnable leave;
    private final Runnable again;
    private final MigrationSettings settings;
    private final List<Field> fields = new ArrayList<>();
    private final GridPane placeholders = grid();
    private final Label unasked = TrialView.words(Text.of("migrations.settings.placeholders.none"), "muted");

    /// @param leave brings back what was shown before
    /// @param again shows the settings anew
    SettingsView(SettingsModel model, Dialogs dialogs, Runnable leave, Runnable again) {
        this.model = model;
        this.dialogs = dialogs;
        this.leave = leave;
        this.again = again;
        this.settings = model.settings();
        setId("migrationSettings");
        VBox page = new VBox(
                section(source(), configuration()),
                section(
                        "placeholders",
                        placeholders,
                        unasked,
                        Controls.button(
                                "addPlaceholder", Icons.PLUS, Text.of("migrations.settings.add"), () -> added("", ""))),
                section("order", order()),
                section("rest", rest()));
        page.getStyleClass().addAll("page", "settings-page");
        ScrollPane scroll = new ScrollPane(page);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("page-scroll");
        setCenter(scroll);
        setBottom(buttons());
        fillPlaceholders();
    }

    private Label source() {
        Path from = settings.from();
        Path named = model.choice().config();
        Label source = TrialView.words(
                from != null
                        ? Text.of("migrations.settings.from", from)
                        : named != null
                                ? Text.of("migrations.settings.unread", named)
                                : Text.of("migrations.settings.none"),
                "muted");
        source.setId("settingsSource");
        return source;
    }

    /// Another file to go by than the one that lies in or beside the folder.
    private Node configuration() {
        Button choose = Controls.button(
                "chooseConfig", Icons.FOLDER, Text.of("migrations.settings.config"), this::chooseConfig);
        Button found = Controls.button(
                "foundConfig", Icons.REVERT, Text.of("migrations.settings.config.found"), () -> goBy(null));
        found.setVisible(model.choice().config() != null);
        found.setManaged(found.isVisible());
        FlowPane row = new FlowPane(choose, found);
        row.getStyleClass().add("convert-form");
        return row;
    }

    private void chooseConfig() {
        List<Path> chosen = dialogs.files()
                .openFiles(
                        Text.of("migrations.settings.config.title"),
                        model.folder(),
                        new FileDialogs.Filter(
                                Text.of("migrations.settings.config.files"), List.of("*.toml", "*.conf")));
        if (!chosen.isEmpty()) {
            goBy(chosen.getFirst().toAbsolutePath().normalize());
        }
    }

    /// What stands in the fields is taken with it, so that nothing that was typed is lost.
    private void goBy(@Nullable Path config) {
        model.choose(new MigrationSettings.Choice(config, said()), again);
    }

    private static VBox section(String name, Node... content) {
        VBox section = section(content);
        section.getChildren().addFirst(TrialView.words(Text.of("migrations.settings." + name), "strong"));
        return section;
    }

    private static VBox section(Node... content) {
        VBox section = new VBox(content);
        section.getStyleClass().add("settings-section");
        return section;
    }

    private static GridPane grid() {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("convert-form");
        return grid;
    }

    // ---- placeholders ----

    private void fillPlaceholders() {
        Map<String, String> chosen = new HashMap<>();
        settings.placeholders().forEach((name, value) -> {
            String key = MigrationSettings.PLACEHOLDERS + name;
            if (settings.isChosen(key)) {
                chosen.put(name, value);
            } else {
                fixed(name, value);
            }
        });
        model.missing().forEach(name -> fixed(name, ""));
        chosen.forEach(this::added);
        tellUnasked();
    }

    private void tellUnasked() {
        Controls.show(unasked, placeholders.getChildren().isEmpty());
        Controls.show(placeholders, !placeholders.getChildren().isEmpty());
    }

    /// One that the project or a script names.
    private void fixed(String name, String beneath) {
        Label label =
                new Label(settings.get(Setting.PLACEHOLDER_PREFIX) + name + settings.get(Setting.PLACEHOLDER_SUFFIX));
        label.getStyleClass().add("mono");
        TextField value = field("placeholder-" + name, name, beneath, "");
        label.setLabelFor(value);
        placeholders.addRow(placeholders.getRowCount(), label, value);
        fields.add(new Field(() -> MigrationSettings.PLACEHOLDERS + name, () -> said(value)));
    }

    private void added(String name, String value) {
        TextField naming = field("placeholderName", Text.of("migrations.settings.name"), "", name);
        naming.setPromptText(Text.of("migrations.settings.name"));
        naming.setPrefColumnCount(NARROW);
        TextField valued = field("placeholderValue", Text.of("migrations.settings.value"), "", value);
        valued.setPromptText(Text.of("migrations.settings.value"));
        Field field = new Field(
                () -> MigrationSettings.PLACEHOLDERS + naming.getText().strip(),
                () -> naming.getText().isBlank() ? null : valued.getText());
        fields.add(field);
        Button remove =
                Controls.iconButton("removePlaceholder", Icons.DELETE, Text.of("migrations.settings.remove"), () -> {});
        remove.setOnAction(_ -> {
            fields.remove(field);
            placeholders.getChildren().removeAll(naming, valued, remove);
            tellUnasked();
        });
        placeholders.addRow(placeholders.getRowCount(), naming, valued, remove);
        tellUnasked();
        naming.requestFocus();
    }

    // ---- the others ----

    private Node order() {
        Label text = TrialView.words(Text.of("migrations.settings.outOfOrder.text"), "muted");
        text.getStyleClass().add("beside-box");
        return new VBox(switched(Setting.OUT_OF_ORDER), text);
    }

    private CheckBox switched(Setting setting) {
        CheckBox box = new CheckBox(Text.of("migrations.settings." + name(setting)));
        box.setId(name(setting));
        box.setSelected(settings.isOn(setting));
        boolean beneath = Boolean.parseBoolean(settings.beneath(setting).strip());
        fields.add(
                new Field(setting::key, () -> box.isSelected() == beneath ? null : String.valueOf(box.isSelected())));
        return box;
    }

    private Node rest() {
        GridPane grid = grid();
        for (Setting setting : Setting.values()) {
            switch (setting) {
                case OUT_OF_ORDER -> {}
                case VALIDATE_MIGRATION_NAMING, PLACEHOLDER_REPLACEMENT ->
                    grid.add(switched(setting), 1, grid.getRowCount());
                case LOCATIONS -> locations(grid);
                case TABLE,
                        BASELINE_VERSION,
                        BASELINE_DESCRIPTION,
                        TARGET,
                        IGNORE_MIGRATION_PATTERNS,
                        SQL_MIGRATION_PREFIX,
                        REPEATABLE_PREFIX,
                        SQL_MIGRATION_SEPARATOR,
                        SQL_MIGRATION_SUFFIXES,
                        ENCODING,
                        INSTALLED_BY,
                        PLACEHOLDER_PREFIX,
                        PLACEHOLDER_SUFFIX,
                        PLACEHOLDER_SEPARATOR -> written(grid, setting);
            }
        }
        return grid;
    }

    /// The folder that was chosen above, and others beside it.
    private void locations(GridPane grid) {
        TextField field = written(grid, Setting.LOCATIONS);
        Path folder = model.place();
        if (field.getPromptText().isEmpty() && folder != null) {
            field.setPromptText(MigrationSettings.location(folder));
        }
        Button add = Controls.button(
                "addLocation", Icons.FOLDER, Text.of("migrations.settings.locations.add"), () -> addFolder(field));
        grid.add(add, 2, grid.getRowCount() - 1);
        grid.add(TrialView.words(Text.of("migrations.settings.locations.text"), "muted"), 1, grid.getRowCount(), 2, 1);
    }

    private void addFolder(TextField field) {
        Path chosen = dialogs.files().chooseFolder(Text.of("migrations.settings.locations.title"), model.place());
        if (chosen != null) {
            // What held so far goes on holding: the new folder is one more.
            String before = field.getText().isBlank() ? String.join(",", model.locations()) : field.getText();
            field.setText(before + "," + MigrationSettings.location(chosen));
            field.requestFocus();
            field.end();
        }
    }

    private TextField written(GridPane grid, Setting setting) {
        String title = Text.of("migrations.settings." + name(setting));
        String chosen = settings.isChosen(setting.key()) ? settings.get(setting) : "";
        TextField value = field(name(setting), title, settings.beneath(setting), chosen);
        Label label = new Label(title);
        label.setLabelFor(value);
        grid.addRow(grid.getRowCount(), label, value);
        fields.add(new Field(setting::key, () -> said(value)));
        return value;
    }

    private static String name(Setting setting) {
        return setting.key().substring(setting.key().indexOf('.') + 1);
    }

    /// What holds where nothing is said stands in it faintly.
    private TextField field(String id, String title, String beneath, String value) {
        TextField field = new TextField(value);
        field.setId(id);
        field.setAccessibleText(title);
        field.setPromptText(beneath);
        field.setPrefColumnCount(WIDE);
        field.setOnAction(_ -> use());
        return field;
    }

    private static @Nullable String said(TextField field) {
        return field.getText().isBlank() ? null : field.getText();
    }

    // ---- the end ----

    private Node buttons() {
        Button use = Controls.button("useSettings", Icons.CHECK, Text.of("migrations.settings.use"), this::use);
        use.getStyleClass().add("primary");
        Button forget = Controls.button("forgetSettings", Icons.REVERT, Text.of("migrations.settings.forget"), () -> {
            model.choose(MigrationSettings.Choice.NONE, () -> {});
            leave.run();
        });
        forget.setDisable(model.choice().equals(MigrationSettings.Choice.NONE));
        FlowPane row = new FlowPane(use, forget);
        row.getStyleClass().addAll("convert-form", "settings-end");
        return row;
    }

    private void use() {
        model.choose(new MigrationSettings.Choice(model.choice().config(), said()), () -> {});
        leave.run();
    }

    private Map<String, String> said() {
        Map<String, String> values = new HashMap<>();
        for (Field field : fields) {
            String value = field.value().get();
            if (value != null) {
                values.put(field.key().get(), value);
            }
        }
        return values;
    }
}
