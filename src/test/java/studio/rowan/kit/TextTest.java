package studio.rowan.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.rowan.db.DbError;

final class TextTest {
    private static final Pattern LITERAL = Pattern.compile("\"([a-zA-Z][a-zA-Z0-9]*(?:\\.[a-zA-Z0-9]*)*)\"");
    private static final Pattern CALLED = Pattern.compile("Text\\s*\\.(of|count)\\(\\s*\"([^\"]+)\"(?!\\s*\\+)");
    private static final Pattern IN_FXML = Pattern.compile("\"%([^\"]+)\"");

    @Test
    void argumentsReplaceTheirPlacesAndWholeNumbersAreGrouped() {
        assertThat(Text.of("job.progress", "Counting", 1234L, 56789, "rows"))
                .isEqualTo("Counting: 1,234 of 56,789 rows");
        assertThat(Text.count("format.days", 1)).isEqualTo("1 day");
        assertThat(Text.count("format.days", 2)).isEqualTo("2 days");
    }

    @Test
    void bracesInArgumentsAreLeftAlone() {
        assertThat(Text.of("format.ago", "{0} {1}")).isEqualTo("{0} {1} ago");
    }

    @Test
    void everyKeyThatIsAskedForExists() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path file : sources(".java", ".fxml")) {
            String text = Files.readString(file);
            Matcher called = CALLED.matcher(text);
            while (called.find()) {
                List<String> keys = called.group(1).equals("of")
                        ? List.of(called.group(2))
                        : List.of(called.group(2) + ".one", called.group(2) + ".other");
                keys.stream()
                        .filter(key -> !Text.has(key))
                        .forEach(key -> missing.add(key + " in " + file.getFileName()));
            }
            Matcher inFxml = IN_FXML.matcher(text);
            while (file.toString().endsWith(".fxml") && inFxml.find()) {
                if (!Text.has(inFxml.group(1))) {
                    missing.add(inFxml.group(1) + " in " + file.getFileName());
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyKeyIsUsed() throws IOException {
        Set<String> literals = new HashSet<>();
        for (Path file : sources(".java", ".fxml")) {
            String text = Files.readString(file);
            for (Pattern pattern : List.of(LITERAL, IN_FXML)) {
                pattern.matcher(text).results().map(hit -> hit.group(1)).forEach(literals::add);
            }
        }
        Set<String> prefixes = literals.stream().filter(l -> l.endsWith(".")).collect(Collectors.toSet());
        Set<String> unused = new TreeSet<>();
        for (String key : Text.bundle().keySet()) {
            boolean counted = key.matches(".*\\.(one|other)") && literals.contains(key.replaceAll("\\.[^.]+$", ""));
            boolean computed = prefixes.stream().anyMatch(key::startsWith);
            boolean second =
                    key.endsWith(".text") && literals.contains(key.substring(0, key.length() - ".text".length()));
            if (!literals.contains(key) && !counted && !computed && !second) {
                unused.add(key);
            }
        }
        assertThat(unused).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("errors")
    void everyErrorHasASentenceAndANextStep(DbError error) {
        Text.Message message = Text.error(error);
        assertThat(message.sentence()).isNotBlank().doesNotContain("{").matches("(?s).*[.\\p{Alnum})\"”]");
        assertThat(message.nextStep()).isNotBlank().doesNotContain("{").endsWith(".");
    }

    @Test
    void everyKindOfErrorIsAmongThose() {
        assertThat(errors().map(Object::getClass).collect(Collectors.toSet()))
                .containsAll(List.of(DbError.class.getPermittedSubclasses()));
    }

    @Test
    void everyErrorTextIsReachedBySomeError() {
        Set<String> reached = errors().map(ErrorKeys::of).collect(Collectors.toSet());
        Set<String> written = Text.bundle().keySet().stream()
                .filter(key -> key.startsWith("error.") && key.endsWith(".next"))
                .map(key -> key.substring("error.".length(), key.length() - ".next".length()))
                .collect(Collectors.toSet());
        assertThat(written).isEqualTo(reached);
    }

    @Test
    void detailsHoldTheWordsTheCodeAndTheStatement() {
        DbError error = DbError.ofCode(2067, "UNIQUE constraint failed: users.email", "INSERT INTO users …", null);
        assertThat(Text.details(error)).contains("UNIQUE constraint failed", "2067", "INSERT INTO users …");
    }

    static Stream<DbError> errors() {
        List<DbError> errors = new ArrayList<>();
        int[] codes = {
            5, 6, 17, 261, 262, 517, 19, 275, 787, 1299, 1555, 1811, 2067, 2579, 3091, 8, 1032, 1544, 11, 26, 776, 1, 9,
            3, 10, 14, 13, 18, 7, 20
        };
        for (int code : codes) {
            errors.add(DbError.ofCode(code, "words of SQLite", "SELECT 1", null));
        }
        errors.add(new DbError.Busy("words of ours", DbError.Busy.CHANGING, null, null));
        errors.add(new DbError.Unexpected(new IllegalStateException("words of ours")));
        for (String words : List.of(
                "no such module: x",
                "no such function: x",
                "REGEXP: the pattern is not valid",
                "no such table: x",
                "no such column: x",
                "incomplete input",
                "near \"x\": syntax error")) {
            errors.add(DbError.ofCode(1, words, "SELECT x", null));
        }
        for (DbError.NotADatabase.Reason reason : DbError.NotADatabase.Reason.values()) {
            errors.add(new DbError.NotADatabase(reason, "words of SQLite", 26, null));
        }
        for (DbError.Io.Reason reason : DbError.Io.Reason.values()) {
            errors.add(new DbError.Io(reason, "words of SQLite", 14, null, null));
        }
        return errors.stream();
    }

    private static List<Path> sources(String... endings) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
                    .toList();
        }
    }
}
