package studio.rowan.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import javafx.scene.text.Font;

/// The fonts that come with the program, so that the window looks the same on every platform.
public final class Fonts {
    private static final List<String> FILES = List.of(
            "Inter-Regular.ttf",
            "Inter-Italic.ttf",
            "Inter-Medium.ttf",
            "Inter-SemiBold.ttf",
            "Inter-Bold.ttf",
            "JetBrainsMono-Regular.ttf",
            "JetBrainsMono-Bold.ttf");

    /// The family of numbers, SQL and bytes.
    public static final String MONO = "JetBrains Mono";

    /// The family of everything else; its heavier cuts are families of their own, "Inter Medium" and "Inter SemiBold".
    public static final String SANS = "Inter";

    private Fonts() {}

    /// Makes the families known to JavaFX; loading them twice does no harm.
    static void load() {
        for (String file : FILES) {
            try (InputStream in = Fonts.class.getResourceAsStream("/assets/fonts/" + file)) {
                if (in == null || Font.loadFont(in, 13) == null) {
                    throw new IllegalStateException("font missing: " + file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
