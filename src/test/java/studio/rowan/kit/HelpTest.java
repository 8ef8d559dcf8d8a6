package studio.rowan.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.TestDb;
import studio.rowan.db.Sql;

final class HelpTest {
    @TempDir
    Path folder;

    @Test
    void everyPragmaOfTheDriverIsExplained() {
        try (TestDb db = TestDb.create(folder)) {
            List<String> names = db.db()
                    .read(
                            "list",
                            access -> access.query(Sql.of("PRAGMA pragma_list")).stream()
                                    .map(row -> row.text(0))
                                    .toList())
                    .await();
            assertThat(names).hasSizeGreaterThan(50);
            assertThat(Help.pragmas().keySet()).containsAll(names);
        }
    }

    @Test
    void explanationsAreOneShortText() {
        Help.pragmas()
                .values()
                .forEach(pragma -> assertThat(pragma.explanation())
                        .as(pragma.name())
                        .hasSizeBetween(20, 160)
                        .endsWith("."));
    }

    @Test
    void askingForAllReadableValuesLeavesTheFileAsItIs() throws Exception {
        Path file;
        try (TestDb db = TestDb.create(folder, "CREATE TABLE t(x)", "INSERT INTO t VALUES (1)")) {
            file = db.file();
        }
        byte[] before = Files.readAllBytes(file);
        try (TestDb db = TestDb.open(file)) {
            List<String> trouble = db.db()
                    .read("ask", access -> {
                        List<String> found = new ArrayList<>();
                        for (Help.Pragma pragma : Help.pragmas().values()) {
                            if (pragma.kind() == Help.Kind.VALUE || pragma.kind() == Help.Kind.LIST) {
                                int rows = access.query(Sql.of("PRAGMA " + pragma.name()))
                                        .size();
                                if (pragma.kind() == Help.Kind.VALUE && rows > 1) {
                                    found.add(pragma.name());
                                }
                            }
                        }
                        return found;
                    })
                    .await();
            assertThat(trouble).isEmpty();
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void whatChangesOrReadsMuchIsNeverListedAsReadable() {
        for (String name : List.of(
                "wal_checkpoint",
                "optimize",
                "incremental_vacuum",
                "shrink_memory",
                "integrity_check",
                "quick_check",
                "foreign_key_check",
                "table_info",
                "table_xinfo",
                "index_list",
                "index_info",
                "foreign_key_list")) {
            assertThat(Help.pragmas().get(name).kind()).as(name).isNotIn(Help.Kind.VALUE, Help.Kind.LIST);
        }
    }

    @Test
    void keysAreGrouped() {
        assertThat(Help.keys()).containsKeys("Studio", "Rows", "SQL");
        assertThat(Help.keys().values()).allSatisfy(group -> assertThat(group).isNotEmpty());
    }

    @Test
    void licencesNameEachLibraryInItsVersion() {
        List<String> missing = new ArrayList<>();
        Pattern jar = Pattern.compile("([a-zA-Z][\\w-]*?)-(\\d[\\w.-]*?)(-linux|-win|-mac.*)?\\.jar");
        Arrays.stream(System.getProperty("java.class.path").split(Pattern.quote(java.io.File.pathSeparator)))
                .map(entry -> Path.of(entry).getFileName().toString())
                .filter(
                        name -> !name.matches(
                                "(junit|opentest4j|apiguardian|assertj|byte-buddy|testfx|hamcrest|archunit|org.osgi|surefire).*"))
                .map(jar::matcher)
                .filter(java.util.regex.Matcher::matches)
                .filter(m -> !Help.licences().contains("| " + m.group(2) + " |"))
                .forEach(m -> missing.add(m.group()));
        assertThat(missing).isEmpty();
    }
}
