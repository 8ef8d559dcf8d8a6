package studio.rowan.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class FuzzyTest {
    private static List<String> ranked(String typed, String... names) {
        return List.of(names).stream()
                .filter(name -> Fuzzy.match(typed, name) != null)
                .sorted(Comparator.comparingInt(name ->
                        -Objects.requireNonNull(Fuzzy.match(typed, name)).score()))
                .toList();
    }

    @Test
    void lettersMustOccurInOrder() {
        assertThat(Fuzzy.match("pt", "post_tags")).isNotNull();
        assertThat(Fuzzy.match("tp", "post")).isNull();
        assertThat(Fuzzy.match("postz", "posts")).isNull();
        assertThat(Fuzzy.match("post", "pos")).isNull();
    }

    @Test
    void theWholeNameThenItsBeginningThenTheRest() {
        assertThat(ranked("posts", "old_posts", "posts_fts", "posts"))
                .containsExactly("posts", "posts_fts", "old_posts");
    }

    @Test
    void beginningsOfWordsCountMore() {
        assertThat(ranked("pt", "options_table", "post_tags", "apt")).startsWith("post_tags");
        assertThat(Objects.requireNonNull(Fuzzy.match("pt", "post_tags")).at()).containsExactly(0, 5);
        assertThat(Objects.requireNonNull(Fuzzy.match("nst", "newSqlTab")).at()).containsExactly(0, 3, 6);
    }

    @Test
    void aBeginningOfAWordIsNotTakenWhereTheRestWouldNotFitBehindIt() {
        assertThat(Objects.requireNonNull(Fuzzy.match("ab", "xab_a")).at()).containsExactly(1, 2);
        assertThat(Objects.requireNonNull(Fuzzy.match("abc", "xa_bc_b")).at()).containsExactly(1, 3, 4);
    }

    @Test
    void caseAndBlanksDoNotMatter() {
        assertThat(Fuzzy.match("New SQL", "new sql tab")).isNotNull();
        assertThat(Fuzzy.match("", "anything")).isNotNull();
    }

    @Test
    void namesWhoseLowerCaseIsLongerDoNotDisturb() {
        assertThat(Fuzzy.match("x", "İx")).isNotNull();
    }
}
