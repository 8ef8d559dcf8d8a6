package studio.rowan.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.TestDb;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

class JsonTest {
    @Test
    void numbersKeysAndEscapesStayAsTheyAre() {
        String json =
                "{\"b\":12345678901234567890.10,\"a\":1e400,\"b\":\"\\u00e4\\/\",\"e\":{},\"l\":[ ],\"x\":[1,-0.0]}";
        assertThat(Json.pretty(json)).isEqualTo("""
                        {
                          "b": 12345678901234567890.10,
                          "a": 1e400,
                          "b": "\\u00e4\\/",
                          "e": {},
                          "l": [],
                          "x": [
                            1,
                            -0.0
                          ]
                        }""");
    }

    @Test
    void onlyObjectsAndArraysAreDocuments() {
        assertThat(Json.isDocument(" [1] ")).isTrue();
        assertThat(Json.isDocument("1")).isFalse();
        assertThat(Json.isDocument("\"a\"")).isFalse();
        assertThat(Json.isDocument("")).isFalse();
        assertThat(Json.isDocument("{\"a\":1}x")).isFalse();
    }

    @Test
    void aMillionLevelsNeedNoStack() {
        String deep = "[".repeat(1_000_000) + "]".repeat(1_000_000);
        assertThat(Json.isDocument(deep)).isTrue();
        assertThat(Json.isDocument(deep + "]")).isFalse();
    }

    @Test
    void partsOfALineAreItsText() {
        String line = "  \"k\\\"\": [\"v: 1\", -1.5e3, null]},";
        assertThat(Json.parts(line).stream().map(Json.Part::text).collect(Collectors.joining()))
                .isEqualTo(line);
        assertThat(Json.parts(line))
                .extracting(Json.Part::kind)
                .contains(Json.Kind.KEY, Json.Kind.STRING, Json.Kind.NUMBER, Json.Kind.WORD, Json.Kind.PUNCTUATION);
    }

    /// SQLite's `json_valid` is strict too, and minifying the pretty text gives the same text as minifying the
    /// original.
    @Test
    void agreesWithSqlite(@TempDir Path folder) {
        String letters = "{}[]:,\"\"aénulltrue1.-e0\\ \n";
        Random random = new Random(7);
        try (TestDb db = TestDb.create(folder)) {
            db.db()
                    .read("compare", access -> {
                        for (int i = 0; i < 4000; i++) {
                            String text = i % 2 == 0 ? garble(random, letters) : mutate(random, letters);
                            Row row = access.first(Sql.of(
                                    "SELECT json_valid(?), CASE WHEN json_valid(?) THEN json(?) END",
                                    Value.of(text),
                                    Value.of(text),
                                    Value.of(text)));
                            String pretty = Json.pretty(text);
                            assertThat(pretty != null).as(text).isEqualTo(row.asLong(0) == 1);
                            if (pretty != null) {
                                assertThat(access.scalar(Sql.of("SELECT json(?)", Value.of(pretty))))
                                        .as(text)
                                        .isEqualTo(row.get(1));
                            }
                        }
                        return true;
                    })
                    .await();
        }
    }

    private static String garble(Random random, String letters) {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            out.append(letters.charAt(random.nextInt(letters.length())));
        }
        return out.toString();
    }

    private static String mutate(Random random, String letters) {
        StringBuilder out = new StringBuilder("{\"a\":[1,2.5e3,null,{\"b\":\"x\\n\"}],\"c\":true}");
        for (int i = random.nextInt(3); i > 0; i--) {
            out.setCharAt(random.nextInt(out.length()), letters.charAt(random.nextInt(letters.length())));
        }
        return out.toString();
    }
}
