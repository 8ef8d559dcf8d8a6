package studio.rowan.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.rowan.SharedData;

class TokenizerTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '\0',
            value = {
                "select => KEYWORD",
                "Selects => IDENTIFIER",
                "select1 => IDENTIFIER",
                "_x$9 => IDENTIFIER",
                "größe => IDENTIFIER",
                "\u540D\u524D => IDENTIFIER",
                "l\u0131ke => IDENTIFIER",
                "\"a\"\"b\" => QUOTED_IDENTIFIER",
                "`a``b` => QUOTED_IDENTIFIER",
                "[a b] => QUOTED_IDENTIFIER",
                "[] => QUOTED_IDENTIFIER",
                "'it''s' => STRING",
                "'' => STRING",
                "'open => ILLEGAL",
                "\"open => ILLEGAL",
                "[open => ILLEGAL",
                "x'0aFF' => BLOB",
                "X'' => BLOB",
                "x'0' => ILLEGAL",
                "x'0g' => ILLEGAL",
                "x'00 => ILLEGAL",
                "0x1F => NUMBER",
                "0x => ILLEGAL",
                "0xfg => ILLEGAL",
                "1_000 => NUMBER",
                "0xff_ff => NUMBER",
                "1__0 => ILLEGAL",
                "1_ => ILLEGAL",
                "1. => NUMBER",
                ".5 => NUMBER",
                "1.5e-10 => NUMBER",
                "1e => ILLEGAL",
                "12ab => ILLEGAL",
                "? => PARAMETER",
                "?12 => PARAMETER",
                ":a => PARAMETER",
                "@a1 => PARAMETER",
                "$a::b(c) => PARAMETER",
                "$a::b(c d => ILLEGAL,SPACE,IDENTIFIER",
                ": => ILLEGAL",
                "-- a => COMMENT",
                "/* a * b */ => COMMENT",
                "/* open => COMMENT",
                "/*/ => COMMENT",
                "/**/ => COMMENT",
                "/* => OPERATOR,OPERATOR",
                "-> => OPERATOR",
                "->> => OPERATOR",
                "- > => OPERATOR,SPACE,OPERATOR",
                "|| => OPERATOR",
                "<< => OPERATOR",
                ">> => OPERATOR",
                "<> => OPERATOR",
                "!= => OPERATOR",
                "== => OPERATOR",
                "! => ILLEGAL",
                "^ => ILLEGAL",
                "{ => ILLEGAL",
                "a.b => IDENTIFIER,OPERATOR,IDENTIFIER",
                "a.1 => IDENTIFIER,NUMBER",
                "; => SEMICOLON",
                "*/ => OPERATOR,OPERATOR",
            })
    void eachKind(String sql, String kinds) {
        assertThat(Tokenizer.tokens(sql).stream().map(t -> t.kind().name())).containsExactly(kinds.split(","));
    }

    @Test
    void commentEndsBeforeTheLineFeed() {
        assertThat(texts("--a\r\nb")).containsExactly("--a\r", "\n", "b");
    }

    @Test
    void nulEndsWhatIsOpen() {
        assertThat(texts("'a\0b'")).containsExactly("'a", "\0", "b", "'");
        assertThat(Tokenizer.tokens("a\0").getLast().kind()).isEqualTo(Token.Kind.ILLEGAL);
    }

    @Test
    void byteOrderMarkAndVerticalTab() {
        assertThat(Tokenizer.tokens("\uFEFFselect").getFirst().kind()).isEqualTo(Token.Kind.SPACE);
        assertThat(Tokenizer.tokens("\u000B").getFirst().kind()).isEqualTo(Token.Kind.ILLEGAL);
        assertThat(Tokenizer.tokens(" \u000B")).hasSize(1);
    }

    @Test
    void tokensCoverAnyText() {
        Random random = new Random(7);
        String alphabet = "aeX'\"`[]()0129._-+*/\\;:@$#?!<>=|&~,% \n\t\0\u00e9\uD83D\uDE00{x";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder sql = new StringBuilder();
            for (int i = random.nextInt(24); i > 0; i--) {
                sql.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertCovered(sql.toString());
        }
    }

    @Test
    void tokensCoverRealScripts() throws Exception {
        for (String sql : SharedSql.scripts()) {
            assertCovered(sql);
        }
        for (String sql : SharedSql.fuzzed()) {
            assertCovered(sql);
        }
        try (Stream<java.nio.file.Path> files = Files.walk(SharedData.dir().resolve("sql/files"))) {
            for (java.nio.file.Path file :
                    files.filter(f -> f.toString().endsWith(".sql")).toList()) {
                String sql = Files.readString(file);
                assertCovered(sql);
                assertThat(Tokenizer.tokens(sql))
                        .as(file.toString())
                        .noneMatch(t ->
                                t.kind() == Token.Kind.ILLEGAL && t.text(sql).startsWith("'"));
            }
        }
    }

    /// SQLite says "unrecognized token" of exactly those that are illegal here.
    @Test
    void sqliteAgreesOnEachToken() throws Exception {
        Random random = new Random(11);
        String[] alphabets = {"01_.eE+xXfg", "x'0aF", "$:@#?a1(): ", "'a", "\"a", "[a]", "`a", "aXbé_$9", "<>=!|-&~^"};
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            for (int round = 0; round < 20_000; round++) {
                String alphabet = alphabets[random.nextInt(alphabets.length)];
                StringBuilder sql = new StringBuilder();
                for (int i = 1 + random.nextInt(7); i > 0; i--) {
                    sql.append(alphabet.charAt(random.nextInt(alphabet.length())));
                }
                List<Token> tokens = Tokenizer.tokens(sql);
                if (tokens.size() == 1) {
                    assertAgreement(connection, sql.toString(), tokens.getFirst());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"'", "\"", "[", "/*", "--", "$a(", "x'", "(", "1_", "''", "-", "a.", ";", "\0"})
    void aMillionCharactersTakeNoTime(String unit) {
        String sql = unit.repeat(1_000_000 / unit.length());
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> assertCovered(sql), () -> "not linear for " + unit);
    }

    private static void assertAgreement(Connection connection, String sql, Token token) throws SQLException {
        String words = "";
        try (var statement = connection.prepareStatement("SELECT " + sql)) {
            assertThat(statement).isNotNull();
        } catch (SQLException e) {
            words = String.valueOf(e.getMessage());
        }
        assertThat(words.contains("unrecognized token: \"" + sql))
                .as("%s is %s; SQLite: %s", sql, token.kind(), words)
                .isEqualTo(token.kind() == Token.Kind.ILLEGAL);
    }

    private static void assertCovered(String sql) {
        int at = 0;
        for (Token token : Tokenizer.tokens(sql)) {
            if (token.start() != at || token.end() <= at) {
                throw new AssertionError("gap at " + at + " before " + token + " in " + sql);
            }
            at = token.end();
        }
        assertThat(at).isEqualTo(sql.length());
    }

    private static List<String> texts(String sql) {
        List<String> texts = new ArrayList<>();
        Tokenizer.tokens(sql).forEach(t -> texts.add(t.text(sql)));
        return texts;
    }
}
