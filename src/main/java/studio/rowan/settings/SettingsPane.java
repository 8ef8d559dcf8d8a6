package studio.rowan.settings;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Fxml;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;
import studio.rowan.kit.Theme;

/// Theme, font size and date zone. The window around it is the preview: what is chosen shows at once.
public final class SettingsPane extends VBox {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm xxx", Locale.ROOT);

    private final SettingsModel model;
    private final Instant now;

    @FXML
    private HBox themeRow;

    @FXML
    private Spinner<Integer> settingsFontSize;

    @FXML
    private Button settingsFontDefault;

    @FXML
    private ComboBox<String> settingsZone;

    @FXML
    private Label settingsNow;

    public SettingsPane(SettingsModel model, Instant now) {
        this.model = model;
        this.now = now;
        Fxml.load(this);
        setId("settings");
        themes();
        fontSize();
        zones();
    }

    private void themes() {
        ToggleGroup group = new ToggleGroup();
        ToggleButton system = theme("settingsThemeSystem", "settings.theme.system", Icons.SETTINGS, Theme.Mode.SYSTEM);
        ToggleButton light = theme("settingsThemeLight", "settings.theme.light", Icons.SUN, Theme.Mode.LIGHT);
        ToggleButton dark = theme("settingsThemeDark", "settings.theme.dark", Icons.MOON, Theme.Mode.DARK);
        HBox segments = Controls.segments(group, system, light, dark);
        themeRow.getChildren().add(segments);
        model.settings()
                .subscribe(settings -> group.selectToggle(
                        switch (settings.appearance().theme()) {
                            case SYSTEM -> system;
                            case LIGHT -> light;
                            case DARK -> dark;
                        }));
        group.selectedToggleProperty().subscribe(toggle -> {
            if (toggle instanceof ToggleButton chosen && chosen.getUserData() instanceof Theme.Mode mode) {
                model.set(model.get()
                        .with(new Settings.Appearance(
                                mode, model.get().appearance().fontSize())));
            }
        });
    }

    private static ToggleButton theme(String id, String key, Icons icon, Theme.Mode mode) {
        ToggleButton button = new ToggleButton(Text.of(key), icon.node());
        button.setId(id);
        button.setUserData(mode);
        button.setMinWidth(USE_PREF_SIZE);
        return button;
    }

    private void fontSize() {
        var values = new SpinnerValueFactory.IntegerSpinnerValueFactory(
                Theme.SMALLEST_FONT_SIZE,
                Theme.LARGEST_FONT_SIZE,
                model.get().appearance().fontSize());
        settingsFontSize.setValueFactory(values);
        settingsFontSize.setAccessibleText(Text.of("settings.fontSize"));
        values.valueProperty().subscribe(size -> {
            if (size != null) {
                model.set(model.get()
                        .with(new Settings.Appearance(model.get().appearance().theme(), size)));
            }
        });
        model.settings()
                .subscribe(settings -> values.setValue(settings.appearance().fontSize()));
        settingsFontDefault.setOnAction(_ -> values.setValue(Theme.DEFAULT_FONT_SIZE));
    }

    private void zones() {
        List<String> names = new ArrayList<>(ZoneId.getAvailableZoneIds().stream()
                .filter(SettingsPane::isPlace)
                .sorted()
                .toList());
        names.addFirst("UTC");
        names.addFirst("");
        settingsZone.getItems().setAll(names);
        settingsZone.setAccessibleText(Text.of("settings.zone"));
        settingsZone.setConverter(new StringConverter<>() {
            @Override
            public String toString(String zone) {
                return zone == null || zone.isEmpty()
                        ? Text.of("settings.zone.system", ZoneId.systemDefault().getId())
                        : zone;
            }

            @Override
            public String fromString(String text) {
                return text;
            }
        });
        settingsZone.setValue(model.get().dates().zone());
        settingsZone.valueProperty().subscribe(zone -> {
            if (zone != null) {
                model.set(model.get().with(new Settings.Dates(zone)));
            }
        });
        model.zone()
                .subscribe(zone -> settingsNow.setText(
                        Text.of("settings.zone.now", MOMENT.format(ZonedDateTime.ofInstant(now, zone)))));
    }

    /// `Europe/Berlin`, and not `EST5EDT` or `SystemV/…`.
    private static boolean isPlace(String zone) {
        return zone.contains("/") && !zone.startsWith("Etc/") && !zone.startsWith("SystemV/");
    }
}
