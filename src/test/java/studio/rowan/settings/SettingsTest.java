package studio.rowan.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.kit.JsonFile;
import studio.rowan.kit.Theme;

final class SettingsTest {
    @TempDir
    private Path folder;

    private JsonFile<Settings> file() {
        return new JsonFile<>(folder.resolve("settings.json"), Settings.class);
    }

    @Test
    void comeBackAsTheyWere() throws IOException {
        Settings some =
                new Settings(new Settings.Appearance(Theme.Mode.DARK, 17), new Settings.Dates("Pacific/Auckland"));
        file().save(some);
        assertThat(file().load(Settings.DEFAULT)).isEqualTo(some);
    }

    @Test
    void whatIsMissingOrOutOfBoundsIsAsUsual() throws IOException {
        Files.writeString(folder.resolve("settings.json"), "{\"appearance\":{\"fontSize\":9000},\"new\":1}");
        Settings settings = file().load(Settings.DEFAULT);
        assertThat(settings.appearance().theme()).isEqualTo(Theme.Mode.SYSTEM);
        assertThat(settings.appearance().fontSize()).isEqualTo(Theme.LARGEST_FONT_SIZE);
        assertThat(settings.dates()).isEqualTo(Settings.Dates.DEFAULT);
    }

    @Test
    void aThemeMayBeWrittenInSmallLetters() throws IOException {
        Files.writeString(folder.resolve("settings.json"), "{\"appearance\":{\"theme\":\"dark\"}}");
        assertThat(file().load(Settings.DEFAULT).appearance().theme()).isEqualTo(Theme.Mode.DARK);
    }

    @Test
    void aZoneThatIsUnknownHereIsTheSystems() {
        assertThat(new Settings.Dates("Mars/Olympus").zoneId()).isEqualTo(ZoneId.systemDefault());
        assertThat(new Settings.Dates("").zoneId()).isEqualTo(ZoneId.systemDefault());
        assertThat(new Settings.Dates("Asia/Tokyo").zoneId()).isEqualTo(ZoneId.of("Asia/Tokyo"));
    }
}
