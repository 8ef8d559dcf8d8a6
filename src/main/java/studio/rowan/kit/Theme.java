package studio.rowan.kit;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.Scene;

/// Light, dark or as the system says, and the font size: applied live to every scene that was handed to [#install].
/// Popups and dialogs follow, since they take the style sheets of the scene that owns them.
public final class Theme {
    public static final int DEFAULT_FONT_SIZE = 13;
    public static final int SMALLEST_FONT_SIZE = 9;
    public static final int LARGEST_FONT_SIZE = 32;

    /// What the user chose.
    public enum Mode {
        SYSTEM,
        LIGHT,
        DARK
    }

    private final ObjectProperty<Mode> mode = new SimpleObjectProperty<>(Mode.SYSTEM);
    private final IntegerProperty fontSize = new SimpleIntegerProperty(DEFAULT_FONT_SIZE);
    private final ReadOnlyBooleanWrapper dark = new ReadOnlyBooleanWrapper();
    private final ObservableList<String> sheets = FXCollections.observableArrayList();

    /// Must be called on the window's thread.
    public Theme() {
        Fonts.load();
        mode.subscribe(_ -> apply());
        fontSize.subscribe(_ -> apply());
        Platform.getPreferences().colorSchemeProperty().subscribe(_ -> apply());
    }

    public ObjectProperty<Mode> mode() {
        return mode;
    }

    /// In pixels; everything else is measured from it.
    public IntegerProperty fontSize() {
        return fontSize;
    }

    /// Whether dark is what is shown now.
    public ReadOnlyBooleanProperty dark() {
        return dark.getReadOnlyProperty();
    }

    public void largerFont() {
        fontSize.set(Math.min(LARGEST_FONT_SIZE, fontSize.get() + 1));
    }

    public void smallerFont() {
        fontSize.set(Math.max(SMALLEST_FONT_SIZE, fontSize.get() - 1));
    }

    public void defaultFont() {
        fontSize.set(DEFAULT_FONT_SIZE);
    }

    /// Dresses the scene, now and at every later change.
    public void install(Scene scene) {
        Bindings.bindContent(scene.getStylesheets(), sheets);
        scene.getPreferences().colorSchemeProperty().bind(dark.map(is -> is ? ColorScheme.DARK : ColorScheme.LIGHT));
    }

    private void apply() {
        boolean nowDark = switch (mode.get()) {
            case LIGHT -> false;
            case DARK -> true;
            case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
        };
        dark.set(nowDark);
        Application.setUserAgentStylesheet(
                nowDark ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet());
        sheets.setAll(sheet(nowDark ? "dark.css" : "light.css"), sheet("rowan.css"), sizes(fontSize.get()));
    }

    /// The size goes in as a sheet and not as a style of the root, because popups inherit sheets only. Icons need
    /// pixels:
    /// an icon is its own font, so em would grow from pass to pass.
    private static String sizes(int font) {
        String css = ".root{-fx-font-size:" + font + "px}"
                + icon("", font * 1.154)
                + icon(".small", font * 0.923)
                + icon(".large", font * 1.538)
                + icon(".huge", font * 2.462)
                + ".chip " + icon("", font * 0.923);
        return "data:text/css;base64," + Base64.getEncoder().encodeToString(css.getBytes(StandardCharsets.UTF_8));
    }

    private static String icon(String variant, double size) {
        return ".ikonli-font-icon" + variant + "{-fx-icon-size:" + Math.round(size) + "px}";
    }

    private static String sheet(String name) {
        return Objects.requireNonNull(Theme.class.getResource("/assets/theme/" + name), name)
                .toExternalForm();
    }
}
