package studio.rowan.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import studio.rowan.schema.FullTextDdl.Content;

class FullTextDdlTest {
    private static Content content(String arguments) {
        return FullTextDdl.of("CREATE VIRTUAL TABLE t USING " + arguments).content();
    }

    @Test
    void whereTheTextIsKept() {
        assertThat(content("fts5(a, b)")).isEqualTo(new Content.Own());
        assertThat(content("fts5(content, \"content=\", a /* content=posts */)"))
                .isEqualTo(new Content.Own());
        assertThat(content("fts5(a, content='')")).isEqualTo(new Content.None());
        assertThat(content("fts5(a,\n content\n=\n\"the posts\", content_rowid = id)"))
                .isEqualTo(new Content.External("the posts", "id"));
        assertThat(content("fts4(a, Content=`posts`)")).isEqualTo(new Content.External("posts", "rowid"));
        assertThat(FullTextDdl.of(null).content()).isEqualTo(new Content.Own());
    }

    @Test
    void whateverTheStatementSays() {
        for (String sql : List.of(
                "",
                "CREATE VIRTUAL TABLE t USING",
                "CREATE VIRTUAL TABLE t USING fts5",
                "CREATE VIRTUAL TABLE t USING fts5(",
                "CREATE VIRTUAL TABLE t USING fts5(,,a b c,'",
                "USING fts5(=,=1,a==b,\"x\"=1,tokenize='a ' b)",
                "CREATE VIRTUAL TABLE t USING fts4(tokenize,tokenize=, content=, prefix=99999999999,'x)",
                "CREATE VIRTUAL TABLE t USING fts5(a))))((")) {
            assertThat(FullTextDdl.of(sql).options()).as(sql).isNotNull();
            assertThat(FullTextDdl.of(sql).content()).as(sql).isNotNull();
        }
    }
}
