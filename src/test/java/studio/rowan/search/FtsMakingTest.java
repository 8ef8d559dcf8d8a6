package studio.rowan.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.TestDb;
import studio.rowan.db.Clock;
import studio.rowan.db.DbError;
import studio.rowan.db.DbFiles;
import studio.rowan.db.FileDataSource;
import studio.rowan.db.Job;
import studio.rowan.db.Sql;
import studio.rowan.migrate.FlywayRunner;
import studio.rowan.migrate.History;
import studio.rowan.migrate.Migrator;
import studio.rowan.migrate.NextScript;
import studio.rowan.migrate.Place;
import studio.rowan.migrate.Scripts;
import studio.rowan.schema.FullTextDdl;
import studio.rowan.schema.Schema;
import studio.rowan.vault.Backups;

class FtsMakingTest {
    private static final String FILL = "INSERT INTO t(b) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
            + " WHERE i < %d) SELECT 'word' || (i %% 97) || ' common text of row ' || i FROM n";

    private final DbFiles files = new DbFiles();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private TestDb filled(int rows) {
        return TestDb.create(
                folder, "CREATE TABLE t(id INTEGER PRIMARY KEY, b TEXT)", FILL.formatted(rows), "CREATE TABLE o(a)");
    }

    private static FtsDraft draft(TestDb db) {
        FtsSubject subject = FtsSubject.of(db.table("t"));
        return subject.draft(
                "t_fts",
                subject.texts(),
                FtsTokenizer.of(FtsTokenizer.Kind.UNICODE61),
                List.of(),
                FullTextDdl.Detail.FULL);
    }

    private Migrator.Keeping keeping(TestDb db) {
        return new Migrator.Keeping(new Backups(db.file().resolveSibling("backups"), files, Clock.system()), 3);
    }

    @Test
    void aRehearsalLeavesNothingAndItsFiguresAreThoseOfTheFile() throws IOException {
        try (TestDb db = filled(20_000)) {
            FtsDraft draft = draft(db);
            FtsEstimate estimate = estimate(db, draft);
            assertThat(estimate.rows()).isEqualTo(20_000);
            assertThat(estimate.counted()).isTrue();
            assertThat(estimate.sampled()).isBetween(1_000L, 2_000L);
            Path scratch = folder.resolve("scratch");
            Schema before = db.workspace().schema();
            FtsRehearsal rehearsal = Job.here("rehearse", job -> FtsRehearsal.run(job, db.db(), files, draft, scratch));
            assertThat(rehearsal.isGood()).isTrue();
            assertThat(rehearsal.rows()).isEqualTo(20_000);
            assertThat(rehearsal.tried()).isNotNull();
            assertThat(rehearsal.tried().rows()).isEqualTo(20_000);
            assertThat((double) estimate.bytes()).isBetween(rehearsal.bytes() / 3.0, rehearsal.bytes() * 3.0);
            assertThat((double) estimate.steps()).isBetween(rehearsal.steps() / 2.0, rehearsal.steps() * 2.0);
            assertThat(scratch).isEmptyDirectory();
            assertThat(db.db()
                            .read("schema", a -> a.pragma("schema_version").asLong())
                            .await())
                    .isEqualTo(before.version());
        }
    }

    private static FtsEstimate estimate(TestDb db, FtsDraft draft) {
        FtsEstimate.Sample sample = db.db()
                .background("sample", access -> FtsEstimate.sample(access, draft, false))
                .await();
        return Job.here("estimate", job -> FtsEstimate.of(job, draft, sample));
    }

    @Test
    void anEmptyTableCostsNothing() {
        try (TestDb db = TestDb.create(folder, "CREATE TABLE t(id INTEGER PRIMARY KEY, b TEXT)")) {
            assertThat(estimate(db, draft(db))).isEqualTo(new FtsEstimate(0, true, 0, 0, Duration.ZERO, 0));
            FtsRehearsal rehearsal = Job.here(
                    "rehearse", job -> FtsRehearsal.run(job, db.db(), files, draft(db), folder.resolve("scratch")));
            assertThat(rehearsal.isGood()).isTrue();
            assertThat(rehearsal.tried()).isNull();
        }
    }

    @Test
    void isMadeBehindABackupAndTheSchemaTellsOfIt() {
        try (TestDb db = filled(500)) {
            FtsMaking.Made made = new FtsMaking(db.db(), draft(db), new FtsMaking.Way.Direct())
                    .start("make", keeping(db))
                    .await();
            assertThat(made.stop()).isNull();
            assertThat(made.backup()).isNotNull();
            assertThat(made.backup().backup().verified()).isTrue();
            assertThat(schemaOf(db)).contains("t_fts", "t_fts_insert", "t_fts_delete", "t_fts_update");
            assertThat(hits(db, "word5")).isPositive();
        }
    }

    private static List<String> schemaOf(TestDb db) {
        return db.db().read("schema", access -> access.query(Sql.of("SELECT name FROM sqlite_schema"))).await().stream()
                .map(row -> row.text(0))
                .toList();
    }

    private static long hits(TestDb db, String word) {
        return db.db()
                .read(
                        "hits",
                        access -> access.scalar(Sql.of("SELECT count(*) FROM t_fts WHERE t_fts MATCH '" + word + "'"))
                                .asLong())
                .await();
    }

    @Test
    void whatFailsHalfwayOrIsCancelledLeavesNothing() {
        try (TestDb db = filled(60_000)) {
            FtsDraft draft = draft(db);
            db.run("CREATE TABLE t_fts_config(a)");
            FtsMaking clashing = new FtsMaking(db.db(), draft, new FtsMaking.Way.Direct());
            assertThatThrownBy(() -> clashing.start("make", null).await()).isInstanceOf(DbError.class);
            assertThat(schemaOf(db)).contains("t_fts_config").doesNotContain("t_fts", "t_fts_insert");
            db.run("DROP TABLE t_fts_config");
            Job<FtsMaking.Made> job = new FtsMaking(db.db(), draft, new FtsMaking.Way.Direct()).start("make", null);
            while (job.steps() < 2_000 && !job.isDone()) {
                Thread.onSpinWait();
            }
            job.cancel();
            assertThatThrownBy(job::await).isInstanceOf(DbError.Cancelled.class);
            assertThat(schemaOf(db)).containsExactly("t", "o");
        }
    }

    // ---- as a migration ----

    private Path scripts(String... names) throws IOException {
        Path scripts = Files.createDirectories(folder.resolve("scripts"));
        for (String name : names) {
            Files.writeString(scripts.resolve(name), "CREATE TABLE " + name.replaceAll("__.*", "") + "(a);");
        }
        return scripts;
    }

    private static FtsWays ways(TestDb db, @Nullable Place place) {
        return Job.here("ways", job -> FtsWays.of(job, db.workspace(), place, draft(db)));
    }

    @Test
    void becomesTheNextMigrationWhereTheFileAndItsFolderAgree() throws IOException {
        Path scripts = scripts("V001__a.sql");
        Files.writeString(scripts.resolve("V002__t.sql"), "CREATE TABLE t(id INTEGER PRIMARY KEY, b TEXT);");
        try (TestDb db = TestDb.create(folder)) {
            new FlywayRunner(
                            new FileDataSource(db.file(), files, FileDataSource.Mode.READ_WRITE),
                            Scripts.ofFolder(scripts))
                    .migrate();
            db.run("PRAGMA user_version = 1");
            FtsWays ways = ways(db, new Place.Folder(scripts));
            assertThat(ways.migration())
                    .isEqualTo(new FtsMaking.Way.Migration(scripts, "V003__t_full_text_search.sql"));
            FtsMaking making = new FtsMaking(db.db(), draft(db), ways.migration());
            FtsMaking.Made made = making.start("make", keeping(db)).await();
            assertThat(made.stop()).isNull();
            assertThat(scripts.resolve("V003__t_full_text_search.sql")).hasContent(making.script());
            History history = Job.here("history", job -> read(job, db, scripts));
            assertThat(history.situation()).isEqualTo(History.Situation.CURRENT);
            db.run("INSERT INTO t(b) VALUES ('apple')");
            assertThat(hits(db, "apple")).isEqualTo(1);
            assertThat(NextScript.name(history, "¡More! (words)")).isEqualTo("V004__more_words.sql");
        }
    }

    private static History read(Job<?> job, TestDb db, Path scripts) {
        return History.read(job, db.db(), new Place.Folder(scripts).scripts());
    }

    @Test
    void aScriptThatDidNotRunIsTakenBack() throws IOException {
        Path scripts = scripts("V1__a.sql");
        try (TestDb db = TestDb.create(folder)) {
            new FlywayRunner(
                            new FileDataSource(db.file(), files, FileDataSource.Mode.READ_WRITE),
                            Scripts.ofFolder(scripts))
                    .migrate();
            db.run("CREATE TABLE t(id INTEGER PRIMARY KEY, b TEXT)");
            FtsDraft draft = draft(db);
            db.run("DROP TABLE t");
            FtsMaking.Way way = new FtsMaking.Way.Migration(scripts, "V2__t.sql");
            FtsMaking.Made made =
                    new FtsMaking(db.db(), draft, way).start("make", null).await();
            assertThat(made.stop()).isNotNull();
            assertThat(scripts.resolve("V2__t.sql")).doesNotExist();
            Files.writeString(scripts.resolve("V2__t.sql"), "-- of somebody else");
            assertThatThrownBy(() -> new FtsMaking(db.db(), draft, way)
                            .start("make", null)
                            .await())
                    .isInstanceOf(DbError.class);
            assertThat(scripts.resolve("V2__t.sql")).hasContent("-- of somebody else");
        }
    }

    @Test
    void otherwiseItSaysWhyItCannotBeAMigration() throws IOException {
        Path scripts = scripts("V1__a.sql", "V2__b.sql");
        try (TestDb db = filled(1)) {
            assertThat(ways(db, null)).isEqualTo(new FtsWays(null, ""));
            assertThat(ways(db, new Place.Folder(scripts)).why()).contains("baseline");
            assertThat(ways(db, Place.BUNDLED).why()).contains("with the program");
        }
    }
}
