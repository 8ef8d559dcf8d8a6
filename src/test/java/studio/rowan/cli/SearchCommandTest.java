package studio.rowan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import studio.rowan.SharedData;
import studio.rowan.TestDb;

class SearchCommandTest extends CommandFixture {
    private String file(String... statements) {
        try (TestDb db = TestDb.create(folder, statements)) {
            return db.file().toString();
        }
    }

    private static final String[] TWO = {
        "CREATE VIRTUAL TABLE a USING fts5(title, body)",
        "INSERT INTO a VALUES ('Lighthouses', 'of C++ and don''t'), ('Other', 'lighthouses' || char(27) || '[31m of Java')",
        "CREATE VIRTUAL TABLE b USING fts4(x)",
        "INSERT INTO b VALUES ('lighthouses in b')"
    };

    @Test
    void writesTheMatchesBestFirst() throws Exception {
        String file = file(TWO);
        assertThat(run("search", file, "lighthouses", "--json")).isZero();
        assertThat(json()).hasSize(2);
        assertThat(json().get(0).fieldNames()).toIterable().containsExactly("rowid", "rank", "title", "snippet");
        assertThat(json().get(0).get("title").asText()).isIn("Lighthouses", "Other");
        assertThat(json().get(0).get("rank").doubleValue())
                .isLessThanOrEqualTo(json().get(1).get("rank").doubleValue());
        assertThat(run("search", file, "lighthouses", "--json", "--limit", "1")).isZero();
        assertThat(json()).hasSize(1);
        assertThat(run("search", file, "c++ \"don't\" * ( AND", "--json")).isZero();
        assertThat(run("search", file, "lighthouses", "--index", "B", "--json")).isZero();
        assertThat(json().get(0).get("title").asText()).isEqualTo("lighthouses in b");
        assertThat(run("search", file, "title : light*", "--match", "--json")).isZero();
        assertThat(json()).hasSize(1);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void saysItInWords() {
        String file = file(TWO);
        assertThat(run("search", file, "java")).isZero();
        assertThat(out.toString()).contains("2  Other").doesNotContain("\u001b").contains("of Java");
        assertThat(run("search", file, "nowhere")).isZero();
        assertThat(out.toString()).contains("Nothing was found");
    }

    @Test
    void theSampleIsTheDefault() throws Exception {
        assertThat(run("search", "the", "--json", "--limit", "3")).isZero();
        assertThat(json()).hasSize(3);
        env.put("DATABASE_PATH", file(TWO));
        assertThat(run("search", "java", "--json")).isZero();
        assertThat(json()).hasSize(1);
    }

    @Test
    void whatCannotBeSearchedSaysWhatToDo() throws Exception {
        String none = file("CREATE TABLE t(a)");
        assertThat(run("search", none, "word", "--json")).isEqualTo(1);
        assertThat(json().get("error").asText()).contains("no full-text index").contains("make a table searchable");
        assertThat(err.toString()).contains("no full-text index").doesNotContain("Exception");
    }

    @Test
    void whatIsAskedWronglySaysSo() throws Exception {
        String file = file(TWO);
        assertThat(run("search", file, "word", "--index", "nowhere")).isEqualTo(1);
        assertThat(err.toString()).contains("There is a, b");
        assertThat(run("search", file, "a AND", "--match", "--json")).isEqualTo(1);
        assertThat(json().get("error").asText()).contains("ends too early");
        assertThat(run("search", file, "word", "--limit", "0")).isEqualTo(2);
        assertThat(run("search")).isEqualTo(2);
        assertThat(run("search", folder.resolve("missing.db").toString(), "word"))
                .isEqualTo(1);
        assertThat(folder.resolve("missing.db")).doesNotExist();
    }

    @Test
    void aRealFile() throws Exception {
        Path real = SharedData.copy(SharedData.dir().resolve("real/datasette-fixtures.db"), folder);
        assertThat(run("search", real.toString(), "panther", "--json")).isZero();
        assertThat(json()).isNotEmpty();
        assertThat(json().toString()).contains("panther");
    }
}
