package studio.rowan.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.SharedData;
import studio.rowan.TestDb;

final class SidebarModelTest {
    @TempDir
    private Path folder;

    private static List<String> lines(SidebarModel model) {
        List<String> lines = new ArrayList<>();
        for (SideRow row : model.rows()) {
            switch (row) {
                case SideRow.Heading heading -> lines.add(heading.group() + " " + heading.count());
                case SideRow.Item item ->
                    lines.add((item.child() ? "    " : "  ") + item.object().name());
            }
        }
        return lines;
    }

    private SidebarModel model() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE posts(id INTEGER PRIMARY KEY AUTOINCREMENT, title)",
                "CREATE TABLE flyway_schema_history(x)",
                "CREATE INDEX by_title ON posts(title)",
                "CREATE VIEW recent AS SELECT * FROM posts",
                "CREATE VIRTUAL TABLE posts_fts USING fts5(title)",
                "CREATE TRIGGER after_post AFTER INSERT ON posts BEGIN SELECT 1; END")) {
            SidebarModel model = new SidebarModel();
            model.schema().set(db.workspace().schema());
            return model;
        }
    }

    @Test
    void objectsStandInGroupsWithCounts() {
        assertThat(lines(model()))
                .containsExactly(
                        "TABLES 1",
                        "  posts",
                        "FULL_TEXT 1",
                        "  posts_fts",
                        "VIEWS 1",
                        "  recent",
                        "TRIGGERS 1",
                        "INDEXES 1");
    }

    @Test
    void shadowTablesUnfoldBeneathTheirIndex() {
        SidebarModel model = model();
        SideRow index = model.rows().get(model.indexOf("posts_fts"));
        model.toggle(index);
        assertThat(lines(model)).contains("    posts_fts_data", "    posts_fts_config");
        model.toggle(model.rows().get(model.indexOf("posts_fts")));
        assertThat(lines(model)).doesNotContain("    posts_fts_data");
    }

    @Test
    void systemTablesAreShownOnRequest() {
        SidebarModel model = model();
        model.systemShown().set(true);
        assertThat(lines(model)).contains("  flyway_schema_history", "  sqlite_sequence", "  sqlite_schema");
    }

    @Test
    void typingFiltersAllGroupsAndUnfoldsThem() {
        SidebarModel model = model();
        model.filter().set(" POST fts ");
        assertThat(lines(model)).containsExactly("FULL_TEXT 1", "  posts_fts");
        model.filter().set("title");
        assertThat(lines(model)).containsExactly("INDEXES 1", "  by_title");
        model.filter().set("fts_con");
        assertThat(lines(model)).contains("  posts_fts", "    posts_fts_content", "    posts_fts_config");
        model.filter().set("flyway");
        assertThat(lines(model)).containsExactly("SYSTEM 1", "  flyway_schema_history");
        model.filter().set("no such thing");
        assertThat(lines(model)).isEmpty();
    }

    @Test
    void tablesFollowEachOtherRoundAndRound() {
        SidebarModel model = model();
        assertThat(model.neighbour("posts", 1)).isEqualTo("posts_fts");
        assertThat(model.neighbour("posts", -1)).isEqualTo("recent");
        assertThat(model.neighbour("", 1)).isEqualTo("posts");
        assertThat(new SidebarModel().neighbour("posts", 1)).isEmpty();
    }

    @Test
    void tenThousandTablesAreOneList() {
        Path file = SharedData.copy(SharedData.dir().resolve("hostile/synthetic/tables-10k.db"), folder);
        try (TestDb db = TestDb.open(file)) {
            SidebarModel model = new SidebarModel();
            model.schema().set(db.workspace().schema());
            assertThat(model.rows()).hasSizeGreaterThan(10_000);
            model.filter().set("9999");
            assertThat(model.rows()).hasSizeBetween(2, 10);
        }
    }

    /// A project may call Flyway's history as it likes; its columns tell.
    @Test
    void aHistoryUnderAnotherNameIsNoTableOfTheUsers() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE \"changes\" (\"installed_rank\" INT NOT NULL PRIMARY KEY, \"version\" VARCHAR(50),"
                        + " \"checksum\" INT, \"installed_by\" VARCHAR(100), \"installed_on\" TEXT,"
                        + " \"execution_time\" INT, \"success\" BOOLEAN)",
                "CREATE TABLE files(checksum, installed_on)")) {
            SidebarModel model = new SidebarModel();
            model.schema().set(db.workspace().schema());
            assertThat(lines(model)).startsWith("TABLES 1", "  files");
        }
    }
}
