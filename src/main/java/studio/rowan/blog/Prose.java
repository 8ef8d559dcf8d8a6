package studio.rowan.blog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Titles and texts for generated posts, out of `themes.txt` beside this class.
final class Prose {
    /// What a post can be about.
    record Theme(Tag.New tag, List<String> titles, List<String> sentences) {}

    private static final Pattern SLOT = Pattern.compile("\\{(\\w+)}");
    private static final Map<String, List<String>> WORDS = Map.of(
            "table",
            List.of(
                    "orders",
                    "invoices",
                    "customers",
                    "sessions",
                    "messages",
                    "events",
                    "payments",
                    "photos",
                    "bookings",
                    "readings",
                    "products",
                    "comments",
                    "subscriptions",
                    "tickets",
                    "deliveries",
                    "measurements",
                    "documents",
                    "contacts",
                    "playlists",
                    "recipes",
                    "shipments",
                    "lessons",
                    "patients",
                    "articles",
                    "vehicles",
                    "contracts"),
            "app",
            List.of(
                    "a notes app",
                    "a point-of-sale till",
                    "a photo library",
                    "a weather station",
                    "a chat client",
                    "a music player",
                    "a booking site",
                    "a museum catalogue",
                    "a bike-sharing app",
                    "a school register",
                    "a lab notebook",
                    "a podcast app",
                    "a recipe collection",
                    "a time tracker",
                    "a ship's log",
                    "a stock checker",
                    "an e-mail client",
                    "a language course",
                    "a garden planner",
                    "a library catalogue"),
            "lang",
            List.of("Java", "Kotlin", "Python", "Go", "Rust", "TypeScript", "Swift", "C#", "Ruby", "Elixir"),
            "count",
            List.of(
                    "40,000",
                    "300,000",
                    "two million",
                    "7,500",
                    "12 million",
                    "90,000",
                    "half a million",
                    "18,000",
                    "650,000",
                    "four million",
                    "25,000",
                    "130,000"),
            "small",
            List.of("three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "fifteen"),
            "time",
            List.of("3 ms", "40 ms", "0.2 seconds", "two seconds", "11 seconds", "40 seconds", "90 seconds"),
            "size",
            List.of("2 GB", "300 MB", "14 GB", "900 MB", "6 GB", "120 MB", "40 GB"),
            "day",
            List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"));

    private final List<Theme> themes;

    Prose() {
        try (InputStream in = Prose.class.getResourceAsStream("themes.txt")) {
            if (in == null) {
                throw new IllegalStateException("no themes.txt beside its class");
            }
            themes = parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Theme> parse(String text) {
        List<Theme> themes = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String rest = line.substring(Math.min(2, line.length()));
            if (line.startsWith("# ") && line.contains(" #")) {
                int color = line.lastIndexOf(" #");
                Tag.New tag = new Tag.New(line.substring(2, color), line.substring(color + 1));
                themes.add(new Theme(tag, new ArrayList<>(), new ArrayList<>()));
            } else if (line.startsWith("T ")) {
                themes.getLast().titles().add(rest);
            } else if (line.startsWith("S ")) {
                themes.getLast().sentences().add(rest);
            }
        }
        return themes;
    }

    List<Theme> themes() {
        return themes;
    }

    /// A title, and words that a text of the same post goes on with.
    Draft draft(Theme theme, RandomGenerator random) {
        return new Draft(theme, random);
    }

    static <T> T pick(List<T> list, RandomGenerator random) {
        return list.get(random.nextInt(list.size()));
    }

    /// One post in the making: what it is about stays the same from title to end.
    final class Draft {
        private static final Set<String> KEPT = Set.of("table", "app", "lang");

        private final Theme theme;
        private final RandomGenerator random;
        private final Map<String, String> kept = new HashMap<>();
        private final String title;

        private Draft(Theme theme, RandomGenerator random) {
            this.theme = theme;
            this.random = random;
            this.title = filled(pick(theme.titles(), random));
        }

        String title() {
            return title;
        }

        /// Two to five paragraphs, no sentence twice; mostly of the theme, with a glance at another one.
        String content() {
            List<String> sentences = new ArrayList<>(theme.sentences());
            sentences.add(pick(pick(themes, random).sentences(), random));
            Collections.shuffle(sentences, random);
            List<String> paragraphs = new ArrayList<>();
            int wanted = 2 + random.nextInt(4);
            int used = 0;
            while (paragraphs.size() < wanted && used < sentences.size()) {
                int end = Math.min(sentences.size(), used + 1 + random.nextInt(4));
                paragraphs.add(
                        sentences.subList(used, end).stream().map(this::filled).collect(Collectors.joining(" ")));
                used = end;
            }
            return String.join("\n\n", paragraphs);
        }

        private String filled(String text) {
            String filled = SLOT.matcher(text).replaceAll(slot -> Matcher.quoteReplacement(word(slot.group(1))));
            return text.startsWith("{") ? Character.toUpperCase(filled.charAt(0)) + filled.substring(1) : filled;
        }

        private String word(String slot) {
            List<String> words = WORDS.get(slot);
            if (words == null) {
                throw new IllegalStateException("no words for " + slot);
            }
            return KEPT.contains(slot) ? kept.computeIfAbsent(slot, _ -> pick(words, random)) : pick(words, random);
        }
    }
}
