package studio.rowan.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SqlCompletionTest {
    private static final SqlVocabulary BLOG = new SqlVocabulary(
            List.of(
                    new SqlVocabulary.Table(
                            "users",
                            "table",
                            List.of(
                                    new SqlVocabulary.Column("id", "INTEGER"),
                                    new SqlVocabulary.Column("name", "TEXT"))),
                    new SqlVocabulary.Table(
                            "Order Details",
                            "table",
                            List.of(
                                    new SqlVocabulary.Column("group", ""),
                                    new SqlVocabulary.Column("Unit Price", "")))),
            List.of("json_extract"));

    /// `|` marks the caret.
    private static SqlCompletion at(String marked) {
        int caret = marked.indexOf('|');
        return SqlCompletion.at(marked.replace("|", ""), caret, BLOG);
    }

    private static List<String> offers(String marked) {
        return at(marked).words().stream().map(SqlCompletion.Word::insert).toList();
    }

    @Test
    void afterADotTheColumnsOfTheTableOrAlias() {
        assertThat(offers("select users.| from users")).containsExactly("id", "name");
        assertThat(offers("select u.| from users u")).containsExactly("id", "name");
        assertThat(offers("select U.na| from users as u")).containsExactly("name");
        assertThat(offers("select d.| from main.\"Order Details\" AS [d]"))
                .containsExactly("\"group\"", "\"Unit Price\"");
        assertThat(offers("select nothing.| from users")).isEmpty();
        assertThat(offers("select main.| ")).containsExactly("users", "\"Order Details\"");
    }

    @Test
    void afterFromTheTables() {
        assertThat(offers("select * from |")).containsExactly("users", "\"Order Details\"");
        assertThat(offers("select * from u|")).containsExactly("users");
        assertThat(offers("update det|")).containsExactly("\"Order Details\"");
    }

    @Test
    void elsewhereColumnsOfTheStatementFirst() {
        assertThat(offers("select n| from users").getFirst()).isEqualTo("name");
        assertThat(offers("select js| from users")).containsExactly("json_extract(");
        assertThat(offers("select 1; sel|")).containsExactly("select");
        assertThat(offers("SEL|")).containsExactly("SELECT");
    }

    @Test
    void theTypedWordIsReplaced() {
        SqlCompletion completion = at("select na|me from users");
        assertThat(completion.start()).isEqualTo(7);
        assertThat(completion.words().getFirst().insert()).isEqualTo("name");
    }

    @Test
    void nothingInsideTextsAndComments() {
        assertThat(offers("select 'us|er'")).isEmpty();
        assertThat(offers("-- us|")).isEmpty();
        assertThat(offers("/* us| */")).isEmpty();
        assertThat(offers("select 12|")).isNotNull();
    }

    @Test
    void aNameIsQuotedWhereItMustBe() {
        assertThat(SqlCompletion.bare("users")).isEqualTo("users");
        assertThat(SqlCompletion.bare("group")).isEqualTo("\"group\"");
        assertThat(SqlCompletion.bare("a b")).isEqualTo("\"a b\"");
        assertThat(SqlCompletion.bare("1a")).isEqualTo("\"1a\"");
        assertThat(SqlCompletion.bare("")).isEqualTo("\"\"");
    }
}
