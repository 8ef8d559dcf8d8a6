package studio.rowan.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.rowan.SharedData;
import studio.rowan.db.Db;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.SqlStatement;
import studio.rowan.db.Statements;

/// Folders of drizzle-kit are run in its own bookkeeping, so that it agrees afterwards.
class DrizzleTest extends MigrationFixture {
    @BeforeEach
    void create() throws IOException {
        open("app.db");
    }

    /// The layout with a journal.
    private void journal(String... texts) throws IOException {
        StringBuilder entries = new StringBuilder();
        for (int i = 0; i < texts.length; i++) {
            String tag = String.format("%04d_step", i);
            script(tag + ".sql", texts[i]);
            entries.append(i == 0 ? "" : ",")
                    .append("{\"idx\":" + i + ",\"when\":" + (1000 + i) + ",\"tag\":\"" + tag
                            + "\",\"breakpoints\":true}");
        }
        script("meta/_journal.json", "{\"version\":\"7\",\"dialect\":\"sqlite\",\"entries\":[" + entries + "]}");
    }

    private List<List<String>> rows(Db of, String sql) {
        return of.read(
                        "rows",
                        access -> access.query(Sql.of(sql)).stream()
                                .map(DrizzleTest::texts)
                                .toList())
                .await();
    }

    private static List<String> texts(Row row) {
        return Stream.iterate(0, i -> i < row.size(), i -> i + 1)
                .map(i -> String.valueOf(row.asText(i)))
                .toList();
    }

    private static final String TABLES = "CREATE TABLE `users` (`id` integer PRIMARY KEY, `name` text);\n"
            + "--> statement-breakpoint\n"
            + "CREATE TABLE `posts` (`id` integer PRIMARY KEY, `user_id` integer NOT NULL,\n"
            + " FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade);\n"
            + "--> statement-breakpoint\n"
            + "INSERT INTO users VALUES (1, 'Ann'), (2, 'Bob');\n--> statement-breakpoint\n"
            + "INSERT INTO posts VALUES (1, 1), (2, 1), (3, 2);";

    /// As drizzle-kit writes it when a column changes: in its own runner the pragma is inside a transaction, where it
    /// does nothing, and all posts go.
    private static final String REBUILD = "PRAGMA foreign_keys=OFF;--> statement-breakpoint\n"
            + "CREATE TABLE `__new_users` (`id` integer PRIMARY KEY, `name` text NOT NULL);\n"
            + "--> statement-breakpoint\n"
            + "INSERT INTO `__new_users`(\"id\", \"name\") SELECT \"id\", \"name\" FROM `users`;--> statement-breakpoint\n"
            + "DROP TABLE `users`;--> statement-breakpoint\n"
            + "ALTER TABLE `__new_users` RENAME TO `users`;--> statement-breakpoint\n"
            + "PRAGMA foreign_keys=ON;";

    @Test
    void aRebuildKeepsTheRowsAndTheHistoryIsDrizzles() throws Exception {
        journal(TABLES, REBUILD);
        assertThat(history().pending()).hasSize(2);
        Migrator.Result result = migrate();
        assertThat(result.stop()).isNull();
        assertThat(result.ran()).hasSize(2);
        assertThat(result.ran().getLast().foreignKeys()).isFalse();
        assertThat(rows(db, "SELECT count(*) FROM posts")).containsExactly(List.of("3"));
        assertThat(rows(db, "SELECT id, hash, created_at FROM __drizzle_migrations ORDER BY created_at"))
                .containsExactly(List.of("null", sha256(TABLES), "1000"), List.of("null", sha256(REBUILD), "1001"));
        assertThat(rows(db, "SELECT name FROM sqlite_schema WHERE name LIKE 'flyway%'"))
                .isEmpty();
        assertThat(history().situation()).isEqualTo(History.Situation.CURRENT);
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aFailureLeavesWhatWasBefore() throws IOException {
        journal(TABLES, "CREATE TABLE a (x);--> statement-breakpoint\nINSERT INTO nowhere VALUES (1);");
        Migrator.Result result = migrate();
        assertThat(result.stop()).isInstanceOfSatisfying(Stop.Failed.class, stop -> {
            assertThat(stop.line()).isEqualTo(2);
            assertThat(stop.words()).contains("no such table: nowhere");
        });
        assertThat(rows(db, "SELECT count(*) FROM __drizzle_migrations")).containsExactly(List.of("1"));
        assertThat(rows(db, "SELECT name FROM sqlite_schema WHERE name = 'a'")).isEmpty();
    }

    @Test
    void whatRanAndWasEditedStopsAll() throws IOException {
        journal(TABLES);
        assertThat(migrate().stop()).isNull();
        journal(TABLES + "\n-- edited", "CREATE TABLE a (x);");
        History history = history();
        assertThat(history.situation()).isEqualTo(History.Situation.MISMATCH);
        assertThat(history.mismatches())
                .singleElement()
                .satisfies(m -> assertThat(m.kind()).isEqualTo(Mismatch.Kind.CHECKSUM));
        assertThat(migrate().stop()).isInstanceOf(Stop.NotReady.class);
    }

    @Test
    void aDatabaseOfItsOwnIsNotTouchedBeforeABaseline() throws IOException {
        journal(TABLES, "CREATE TABLE a (x);");
        db.write("tables", access -> {
                    access.execute(Sql.of("CREATE TABLE users (id integer PRIMARY KEY, name text)"));
                    return true;
                })
                .await();
        assertThat(history().situation()).isEqualTo(History.Situation.NO_HISTORY);
        assertThat(migrator().startBaseline("baseline", "0", "", null).await().stop())
                .isNull();
        assertThat(history().pending()).extracting(Migration::script).containsExactly("0001_step.sql");
    }

    /// A folder for each.
    @Test
    void theNewerLayoutIsReadToo() throws IOException {
        script("20250102030405_first/migration.sql", "CREATE TABLE a (x);");
        script("20250102030405_first/snapshot.json", "{}");
        assertThat(migrate().stop()).isNull();
        assertThat(rows(db, "SELECT created_at FROM __drizzle_migrations")).containsExactly(List.of("1735787045000"));
    }

    @Test
    void aJournalCannotNameAFileElsewhere() throws IOException {
        Files.writeString(folder.resolve("secret.sql"), "SELECT 1;");
        script("meta/_journal.json", "{\"entries\":[{\"tag\":\"../secret\",\"when\":1}]}");
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> Scripts.ofFolder(scripts)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not there");
    }

    @Test
    void aJournalThatGoesBackInTimeIsRefused() throws IOException {
        journal(TABLES, "CREATE TABLE a (x);");
        Path journal = scripts.resolve("meta/_journal.json");
        Files.writeString(journal, Files.readString(journal).replace("1001", "1000"));
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> Scripts.ofFolder(scripts)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("0001_step is not later than 0000_step");
    }

    /// The schema is what plain SQLite makes of the same statements.
    @ParameterizedTest
    @ValueSource(strings = {"emdash", "vibesdk"})
    void realHistoriesApplyFromEmpty(String name) throws IOException {
        scripts = SharedData.dir().resolve("migrations/drizzle").resolve(name);
        Migrator.Result result = migrate();
        assertThat(result.stop()).isNull();
        try (Db plain = made("plain.db")) {
            for (Script script : Scripts.ofFolder(scripts).migrations()) {
                for (SqlStatement statement : Statements.of(script.text())) {
                    plain.write("plain", access -> {
                                access.execute(Sql.of("PRAGMA defer_foreign_keys = ON"));
                                access.execute(Sql.of(statement.text(script.text())));
                                return true;
                            })
                            .await();
                }
            }
            String schema = "SELECT type, name, tbl_name, sql FROM sqlite_schema"
                    + " WHERE name <> '__drizzle_migrations' AND name NOT LIKE 'sqlite%' ORDER BY 1, 2";
            assertThat(rows(db, schema)).isEqualTo(rows(plain, schema));
        }
        assertThat(history().situation()).isEqualTo(History.Situation.CURRENT);
    }
}
