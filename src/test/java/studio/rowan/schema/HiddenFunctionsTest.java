package studio.rowan.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.TestDb;
import studio.rowan.diff.Outline;
import studio.rowan.migrate.Ground;
import studio.rowan.schema.SchemaObject.Kind;

/// A table may be called like one of SQLite's table-valued functions, and hides it then. The function of the schema
/// `temp` is never hidden by what a file holds.
class HiddenFunctionsTest {
    private static final List<String> NAMES = List.of(
            "pragma_table_list",
            "pragma_table_info",
            "pragma_table_xinfo",
            "pragma_foreign_key_list",
            "pragma_foreign_key_check",
            "pragma_index_list",
            "pragma_index_info",
            "pragma_index_xinfo",
            "pragma_function_list",
            "pragma_pragma_list",
            "pragma_page_count",
            "pragma_page_size",
            "json_each",
            "dbstat");

    @TempDir
    Path folder;

    @Test
    void aFileThatHidesThemIsReadTruly() {
        String[] tables = Stream.concat(
                        NAMES.stream().map(name -> "CREATE TABLE " + name + "(id INTEGER PRIMARY KEY, name UNIQUE)"),
                        Stream.of(
                                "CREATE TABLE child(parent REFERENCES pragma_table_list ON DELETE CASCADE)",
                                "INSERT INTO json_each VALUES(1, 'x')"))
                .toArray(String[]::new);
        try (TestDb db = TestDb.create(folder, tables)) {
            assertThat(db.workspace().schema().of(Kind.TABLE)).hasSize(NAMES.size() + 1);
            assertThat(db.table("child").foreignKeys())
                    .singleElement()
                    .satisfies(key -> assertThat(key.parent()).isEqualTo("pragma_table_list"));
            Outline outline = db.db().read("outline", Outline::of).await();
            assertThat(outline.columnsOf("pragma_table_xinfo")).hasSize(2);
            assertThat(outline.referringTo("pragma_table_list"))
                    .extracting(ForeignKey::table, ForeignKey::onDelete)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("child", "CASCADE"));
            Ground ground = db.db().read("ground", Ground::of).await();
            assertThat(ground.statements()).hasSize(NAMES.size() + 1);
            assertThat(ground.filled()).containsExactly("json_each");
        }
    }

    /// All of the product's own questions name them so.
    @Test
    void noQuestionCanBeHidden() throws IOException {
        Pattern bare =
                Pattern.compile("(?i)\\b(FROM|JOIN|,)\\s*\"?\\s*(pragma_\\w+|json_each\\(|json_tree\\(|dbstat\\b)");
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            assertThat(sources.filter(path -> path.toString().endsWith(".java")))
                    .isNotEmpty()
                    .allSatisfy(path -> assertThat(read(path)
                                    .lines()
                                    .filter(line -> !line.strip().startsWith("//")))
                            .as(path.toString())
                            .noneMatch(line -> bare.matcher(line).find()));
        }
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
