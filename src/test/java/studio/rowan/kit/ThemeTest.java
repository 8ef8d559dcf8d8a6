package studio.rowan.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The tokens of both themes: complete, and readable wherever text may stand on them.
final class ThemeTest {
    private static final List<String> TEXTS = List.of(
            "fg", "muted", "dim", "accent", "num", "text", "blob", "real", "null", "ok", "warn", "danger", "keyword",
            "string", "comment");
    private static final List<String> GROUNDS = List.of("bg", "bg2", "bg3", "sel", "add", "chg", "del", "accent-bg");

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void textReachesAContrastOfFourAndAHalf(String theme) throws IOException {
        Map<String, String> tokens = tokens(theme);
        List<String> weak = new ArrayList<>();
        for (String text : TEXTS) {
            for (String ground : GROUNDS) {
                check(tokens, text, ground, weak);
            }
        }
        for (String fill : List.of("primary", "primary-hover", "danger-fill", "danger-fill-hover")) {
            check(tokens, "on-primary", fill, weak);
        }
        check(tokens, "bg", "fg", weak);
        assertThat(weak).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void everyTokenThatAnySheetUsesIsDefined(String theme) throws IOException {
        TreeSet<String> used = new TreeSet<>();
        List<Path> sheets = new ArrayList<>(List.of(Path.of("assets/theme/rowan.css")));
        try (var files = Files.walk(Path.of("src/main/java"))) {
            files.filter(file -> file.toString().endsWith(".css")).forEach(sheets::add);
        }
        for (Path sheet : sheets) {
            Matcher matcher = Pattern.compile("-rw-([a-z0-9-]+)").matcher(Files.readString(sheet));
            while (matcher.find()) {
                used.add(matcher.group(1));
            }
        }
        assertThat(tokens(theme).keySet()).containsAll(used);
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void bothThemesDefineTheSameTokens(String theme) throws IOException {
        assertThat(tokens(theme).keySet())
                .isEqualTo(tokens(theme.equals("light") ? "dark" : "light").keySet());
    }

    private static void check(Map<String, String> tokens, String text, String ground, List<String> weak) {
        double contrast = contrast(tokens.get(text), tokens.get(ground));
        if (contrast < 4.5) {
            weak.add("%s on %s: %.2f".formatted(text, ground, contrast));
        }
    }

    private static Map<String, String> tokens(String theme) throws IOException {
        Map<String, String> tokens = new HashMap<>();
        Matcher matcher = Pattern.compile("-rw-([a-z0-9-]+):\\s*([^;]+);")
                .matcher(Files.readString(Path.of("assets/theme", theme + ".css")));
        while (matcher.find()) {
            tokens.put(matcher.group(1), matcher.group(2).strip());
        }
        assertThat(tokens).isNotEmpty();
        return tokens;
    }

    /// As WCAG 2 defines it.
    private static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String hex) {
        return 0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5);
    }

    private static double channel(String hex, int at) {
        double value = Integer.parseInt(hex.substring(at, at + 2), 16) / 255.0;
        return value <= 0.03928 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
