package studio.rowan.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.rowan.SharedData;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Sql;
import studio.rowan.kit.Text;
import studio.rowan.migrate.Finding.Kind;
import studio.rowan.migrate.Finding.Severity;

/// What a script may cost is said before it runs, with its line.
class GuardTest {
    private static final List<String> BLOG = List.of(
            "CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT, age REAL)",
            "CREATE TABLE posts(id INTEGER PRIMARY KEY, title TEXT,"
                    + " user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE)",
            "CREATE TABLE empty(id INTEGER PRIMARY KEY, user_id REFERENCES users)",
            "CREATE INDEX users_name ON users(name)",
            "CREATE VIEW nobody AS SELECT user_id FROM empty",
            "CREATE VIRTUAL TABLE posts_fts USING fts5(title, content='posts', content_rowid='id')",
            "CREATE TRIGGER posts_ai AFTER INSERT ON posts BEGIN"
                    + " INSERT INTO posts_fts(rowid, title) VALUES(new.id, new.title); END",
            "INSERT INTO users VALUES(1, 'Ann', 30.5)",
            "INSERT INTO posts VALUES(1, 'a', 1)");

    @TempDir
    Path folder;

    private final DbFiles files = new DbFiles();
    private final Clock clock = Clock.system();
    private Db db;

    @BeforeEach
    void open() {
        Path file = folder.resolve("blog.db");
        Db.create(file, files);
        db = Db.open(file, Db.Options.defaults(), files, clock);
        db.write("blog", access -> {
                    BLOG.forEach(statement -> access.execute(Sql.of(statement)));
                    return true;
                })
                .await();
    }

    @AfterEach
    void close() {
        db.close();
        clock.close();
    }

    private Ground ground() {
        return db.read("ground", Ground::of).await();
    }

    private List<Guard.Reading> read(Ground ground, List<Script> scripts) {
        return db.<List<Guard.Reading>>aside("guard", job -> Guard.read(job, ground, scripts))
                .await();
    }

    private List<Finding> read(String text) {
        return read(new Script("V2__x.sql", text, null));
    }

    private List<Finding> read(Script script) {
        return read(ground(), List.of(script)).getFirst().findings();
    }

    private static Finding finding(Kind kind, int line, String... subjects) {
        return new Finding(kind, line, subjects);
    }

    private static final String REBUILD = """
            CREATE TABLE __new_users(id INTEGER PRIMARY KEY, name TEXT, age REAL);
            INSERT INTO __new_users SELECT * FROM users;
            DROP TABLE users;
            ALTER TABLE __new_users RENAME TO users;
            CREATE INDEX users_name ON users(name);
            """;

    @Test
    void theGroundIsTheStructureAndWhereRowsAre() {
        Ground ground = ground();
        assertThat(ground.statements()).hasSize(7).last().asString().startsWith("CREATE TRIGGER");
        assertThat(ground.filled()).containsExactlyInAnyOrder("users", "posts", "posts_fts");
    }

    @Test
    void aHarmlessScriptIsQuiet() {
        assertThat(read("""
                        -- BEGIN; DROP TABLE users; in a comment
                        CREATE TABLE t(x TEXT DEFAULT 'COMMIT;');
                        ALTER TABLE users ADD COLUMN mail TEXT;
                        ALTER TABLE users ADD COLUMN n INTEGER NOT NULL DEFAULT 0;
                        UPDATE users SET n = 1 WHERE id = 1;
                        DELETE FROM empty;
                        CREATE INDEX posts_user ON posts(user_id);
                        """)).isEmpty();
    }

    /// With stock Flyway and foreign keys on, all posts go.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PRAGMA foreign_keys=OFF;\n",
                "PRAGMA main.foreign_keys = 0;\n",
                "PRAGMA \"foreign_keys\"=0;\n"
            })
    void theCascadeTrapIsSeen(String form) {
        List<Finding> found = read(form + REBUILD);
        int line = form.isEmpty() ? 3 : 4;
        assertThat(found).contains(finding(Kind.REBUILDS_PARENT, line, "users", "posts.user_id (CASCADE)"));
        Kind said = form.isEmpty() ? null : form.startsWith("PRAGMA f") ? Kind.MIXED : Kind.HIDDEN_FOREIGN_KEYS;
        assertThat(found)
                .filteredOn(f -> f.line() == 1)
                .extracting(Finding::kind)
                .isEqualTo(said == null ? List.of() : List.of(said));
    }

    @Test
    void aParentThatGoesForGood() {
        assertThat(read("SELECT 1;\n\nDROP TABLE users;"))
                .containsExactly(
                        finding(Kind.DROPS_PARENT, 3, "users", "posts.user_id (CASCADE)"),
                        finding(Kind.DROPS_TABLE, 3, "users"));
        assertThat(read("ALTER TABLE users RENAME TO people;\nDROP TABLE people;"))
                .extracting(Finding::kind)
                .contains(Kind.DROPS_PARENT);
    }

    @Test
    void whatMayNotStandInAMigration() {
        assertThat(read("BEGIN;\nATTACH 'x' AS x;\nPRAGMA writable_schema=1;\nVACUUM;\nCOMMIT;"))
                .extracting(Finding::kind, Finding::line)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(Kind.TRANSACTION, 1),
                        org.assertj.core.api.Assertions.tuple(Kind.ATTACH, 2),
                        org.assertj.core.api.Assertions.tuple(Kind.SCHEMA, 3),
                        org.assertj.core.api.Assertions.tuple(Kind.VACUUM, 4),
                        org.assertj.core.api.Assertions.tuple(Kind.TRANSACTION, 5));
    }

    @Test
    void everyRow() {
        assertThat(read("DELETE FROM posts;\nWITH x AS (SELECT 1) UPDATE users SET name = 'x';\n"
                        + "DELETE FROM posts WHERE id IN (SELECT 1);"))
                .containsExactly(finding(Kind.DELETES_ALL, 1, "posts"), finding(Kind.UPDATES_ALL, 2, "users"));
    }

    /// SQLite itself would take them on the structure alone: it refuses when the table holds rows.
    @Test
    void aColumnThatRowsCannotHave() {
        assertThat(read("ALTER TABLE users ADD COLUMN x TEXT NOT NULL;\nALTER TABLE empty ADD COLUMN x TEXT NOT NULL;"))
                .containsExactly(finding(Kind.NOT_NULL_WITHOUT_DEFAULT, 1, "users", "x"));
    }

    @Test
    void columnsThatGoOrChange() {
        assertThat(read("ALTER TABLE users DROP COLUMN age;"))
                .containsExactly(finding(Kind.DROPS_COLUMN, 1, "users", "age"));
        assertThat(read("ALTER TABLE users RENAME COLUMN age TO years;")).isEmpty();
        assertThat(read("""
                        CREATE TABLE n(id INTEGER PRIMARY KEY, name TEXT NOT NULL, age INTEGER);
                        INSERT INTO n SELECT * FROM users;
                        DROP TABLE users;
                        ALTER TABLE n RENAME TO users;
                        """))
                .contains(
                        finding(Kind.ADDS_NOT_NULL, 3, "users", "name"),
                        finding(Kind.NARROWS, 3, "users", "age", "REAL", "INTEGER"),
                        finding(Kind.LOSES_INDEX, 3, "users_name", "users", "CREATE INDEX users_name ON users(name)"));
        assertThat(read(
                        "CREATE TABLE n(id INTEGER PRIMARY KEY, name TEXT);\nINSERT INTO n SELECT id, name FROM users;\n"
                                + "DROP TABLE users;\nALTER TABLE n RENAME TO users;"))
                .contains(finding(Kind.DROPS_COLUMN, 3, "users", "age"));
    }

    @Test
    void indexesThatGo() {
        assertThat(read("\n\nDROP INDEX users_name;"))
                .containsExactly(
                        finding(Kind.DROPS_INDEX, 3, "users_name", "users", "CREATE INDEX users_name ON users(name)"));
    }

    @Test
    void aFullTextIndexLeftBehind() {
        List<Finding> found = read("""
                CREATE TABLE n(id INTEGER PRIMARY KEY, title TEXT, user_id INTEGER);
                INSERT INTO n SELECT * FROM posts;
                DROP TABLE posts;
                ALTER TABLE n RENAME TO posts;
                """);
        assertThat(found).contains(finding(Kind.FTS_LEFT_BEHIND, 3, "posts_fts", "posts"));
        assertThat(found).extracting(Finding::kind).contains(Kind.LOSES_TRIGGER);
    }

    @Test
    void whatBreaks() {
        assertThat(read("DROP TABLE posts_fts;")).extracting(Finding::kind).contains(Kind.BREAKS);
        assertThat(read("ALTER TABLE empty RENAME TO e;\nCREATE VIEW v AS SELECT 1;\nDROP TABLE e;"))
                .extracting(Finding::kind)
                .containsExactly(Kind.BREAKS);
        // SQLite looks at all views when a table is renamed.
        assertThat(read("CREATE TABLE n(id INTEGER PRIMARY KEY);\nDROP TABLE empty;\nALTER TABLE n RENAME TO empty;"))
                .filteredOn(f -> f.kind() == Kind.FAILS)
                .extracting(Finding::line)
                .containsExactly(3);
        assertThat(read("SELEKT 1;\nINSERT INTO nowhere VALUES(1);"))
                .extracting(Finding::kind, Finding::line)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(Kind.FAILS, 1),
                        org.assertj.core.api.Assertions.tuple(Kind.FAILS, 2));
    }

    @Test
    void pragmasThatDoNothing() {
        assertThat(read("PRAGMA journal_mode = WAL;\nPRAGMA synchronous = OFF;\nPRAGMA journal_mode;"))
                .extracting(Finding::kind)
                .containsExactly(Kind.JOURNAL_MODE, Kind.NO_EFFECT);
        Script own = new Script("V2__x.sql", "PRAGMA foreign_keys=OFF;\nSELECT 1;", "executeInTransaction=true");
        assertThat(read(own)).isEmpty();
    }

    /// What the first one makes, the second one finds.
    @Test
    void scriptsBuildOnEachOther() {
        List<Guard.Reading> read = read(
                Ground.empty(),
                List.of(
                        new Script("V1__a.sql", "CREATE TABLE t(x);"),
                        new Script("V2__b.sql", "ALTER TABLE t DROP COLUMN y;")));
        assertThat(read.getFirst().findings()).isEmpty();
        assertThat(read.getLast().findings())
                .singleElement()
                .satisfies(f -> assertThat(f.kind()).isEqualTo(Kind.FAILS));
    }

    @Test
    void aStatementWithoutEndIsLeft() {
        assertThat(read("INSERT INTO users(name) WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n)"
                        + " SELECT x FROM n;\nDROP INDEX users_name;"))
                .extracting(Finding::kind)
                .containsExactly(Kind.DROPS_INDEX);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void allIsSaidInWords(Kind kind) {
        Text.Message message = MigrationWords.of(new Finding(kind, 1, "a", "b", "c", "d", "e"));
        assertThat(message.sentence()).doesNotContain("migrations.guard").doesNotContain("{");
        assertThat(message.nextStep()).doesNotContain("migrations.guard").doesNotContain("{");
    }

    /// Histories that ran in real projects do not fail, and what they rebuild is seen.
    @ParameterizedTest
    @ValueSource(strings = {"drizzle/emdash", "drizzle/vibesdk"})
    void realHistoriesAreRead(String name) throws IOException {
        Path folder = SharedData.dir().resolve("migrations").resolve(name);
        List<Script> scripts;
        try (var files = java.nio.file.Files.list(folder)) {
            scripts = files.filter(f -> f.toString().endsWith(".sql"))
                    .sorted()
                    .map(GuardTest::script)
                    .toList();
        }
        List<Guard.Reading> read = read(Ground.empty(), scripts);
        assertThat(read).hasSameSizeAs(scripts);
        assertThat(read)
                .allSatisfy(r -> assertThat(r.findings())
                        .as(r.script().path())
                        .noneMatch(f -> f.kind() == Kind.FAILS && f.severity() == Severity.ERROR));
    }

    private static Script script(Path file) {
        try {
            String text = java.nio.file.Files.readString(file);
            return new Script(file.getFileName().toString(), text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void everyKindHasASeverity() {
        assertThat(Arrays.stream(Kind.values())
                        .map(k -> k.severity().name().toLowerCase(Locale.ROOT))
                        .distinct())
                .containsExactlyInAnyOrder("error", "warning", "note");
    }
}
