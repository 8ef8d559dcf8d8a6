package studio.rowan.settings;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.util.Duration;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.JsonFile;
import studio.rowan.kit.Theme;

/// The settings while the window is open: what changes is in force at once, and in the file a second later.
public final class SettingsModel {
    private final JsonFile<Settings> file;
    private final Jobs jobs;
    private final Consumer<? super Exception> onFailure;
    private final ObjectProperty<Settings> settings;
    private final ObservableValue<ZoneId> zone;
    private final Jobs.Debounced saving;

    /// Reads the file at once: it is small, and the window needs it to draw itself.
    /// @param onFailure told on the window's thread that settings could not be written
    public SettingsModel(Path folder, Jobs jobs, Consumer<? super Exception> onFailure) {
        this.file = new JsonFile<>(folder.resolve("settings.json"), Settings.class);
        this.jobs = jobs;
        this.onFailure = onFailure;
        this.settings = new SimpleObjectProperty<>(file.load(Settings.DEFAULT));
        this.zone = settings.map(s -> s.dates().zoneId());
        this.saving = jobs.debounce(Duration.seconds(1), this::save);
    }

    public Settings get() {
        return settings.get();
    }

    public ObservableValue<Settings> settings() {
        return settings;
    }

    /// The zone in which moments are shown.
    public ObservableValue<ZoneId> zone() {
        return zone;
    }

    public void set(Settings now) {
        if (!now.equals(settings.get())) {
            settings.set(now);
            saving.trigger();
        }
    }

    /// Joins the theme: each follows the other.
    public void bind(Theme theme) {
        settings.subscribe(now -> {
            theme.mode().set(now.appearance().theme());
            theme.fontSize().set(now.appearance().fontSize());
        });
        theme.mode()
                .subscribe(mode -> set(get().with(
                                new Settings.Appearance(mode, get().appearance().fontSize()))));
        theme.fontSize()
                .subscribe(size -> set(
                        get().with(new Settings.Appearance(get().appearance().theme(), size.intValue()))));
    }

    /// Writes what is not written yet.
    public void flush() {
        saving.now();
    }

    private void save() {
        Settings now = settings.get();
        jobs.background(
                () -> {
                    file.save(now);
                    return true;
                },
                _ -> {},
                e -> onFailure.accept(e instanceof IOException ? e : new IOException(e)));
    }
}
