package studio.rowan.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.rowan.OtherProcess;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.db.Sql;

/// What has become of a history is told, mended on request only, and behind a backup.
class HistoryCareTest extends MigrationFixture {
    private Places places;

    @BeforeEach
    void create() throws IOException {
        create("app.db", "CREATE TABLE users(id INTEGER PRIMARY KEY);\nCREATE TABLE posts(id INTEGER PRIMARY KEY);\n");
        script("V2__more.sql", "CREATE TABLE more(x);");
        script("R__view.sql", "DROP VIEW IF EXISTS v;\nCREATE VIEW v AS SELECT 1 AS x;");
        places = new Places(folder.resolve("data"));
    }

    @Override
    Migrator migrator() throws IOException {
        return new Migrator(db, Scripts.ofFolder(scripts), places.applied());
    }

    private String stockSays() {
        return Flyway.configure()
                .dataSource("jdbc:sqlite:" + file.toUri(), null, null)
                .locations("filesystem:" + scripts)
                .load()
                .validateWithResult()
                .getAllErrorMessages();
    }

    @Test
    void aRepairDoesWhatItSaidAndStockFlywayAgrees() throws IOException {
        script("V3__broken.sql", "INSERT INTO users VALUES(1);\nnonsense;");
        script("V3__broken.sql.conf", "executeInTransaction=false");
        assertThat(migrate().stop()).isInstanceOf(Stop.Failed.class);
        script("V1__tables.sql", "CREATE TABLE users(id INTEGER PRIMARY KEY);");
        Files.delete(scripts.resolve("V2__more.sql"));
        History before = history();
        assertThat(before.situation()).isEqualTo(History.Situation.MISMATCH);
        List<Repair.Change> preview = Repair.preview(before);
        assertThat(preview)
                .containsExactlyInAnyOrder(
                        new Repair.Change(Repair.Kind.ALIGNED, "1", "tables"),
                        new Repair.Change(Repair.Kind.DELETED, "2", "more"),
                        new Repair.Change(Repair.Kind.REMOVED, "3", "broken"));
        Repair.Result result =
                new Repair(db, before.scripts()).start("repair", keeping()).await();
        assertThat(result.changes()).containsExactlyInAnyOrderElementsOf(preview);
        assertThat(result.backup()).isNotNull();
        assertThat(number("SELECT count(*) FROM users")).isEqualTo(1);
        History after = history();
        assertThat(after.situation()).isEqualTo(History.Situation.PENDING);
        assertThat(after.migrations()).extracting(Migration::state).contains("Deleted", "Success", "Pending");
        assertThat(Repair.preview(after)).isEmpty();
        script("V3__broken.sql", "INSERT INTO users VALUES(2);");
        assertThat(migrate().stop()).isNull();
        assertThat(stockSays()).isEmpty();
        assertThat(MigrationWords.validated(history()).sentence()).contains("agree");
    }

    @Test
    void anEditedScriptIsLaidBesideWhatRan() throws IOException {
        assertThat(migrate().ran()).hasSize(3);
        assertThat(Edited.of(history(), places.applied(), file)).isEmpty();
        Files.writeString(
                scripts.resolve("V1__tables.sql"),
                "CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE posts(id INTEGER PRIMARY KEY);\n");
        script("R__view.sql", "DROP VIEW IF EXISTS v;\nCREATE VIEW v AS SELECT 2 AS x;");
        List<Edited> edited = Edited.of(history(), places.applied(), file);
        assertThat(edited)
                .extracting(each -> each.migration().script())
                .containsExactly("V1__tables.sql", "R__view.sql");
        TextDiff diff = edited.getFirst().diff();
        assertThat(diff).isNotNull();
        assertThat(diff.lines())
                .containsExactly(
                        new TextDiff.Line(TextDiff.Kind.REMOVED, 1, "CREATE TABLE users(id INTEGER PRIMARY KEY);"),
                        new TextDiff.Line(
                                TextDiff.Kind.ADDED, 1, "CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT);"),
                        new TextDiff.Line(TextDiff.Kind.SAME, 2, "CREATE TABLE posts(id INTEGER PRIMARY KEY);"));
        // Another database has its own texts, and elsewhere nothing was kept.
        assertThat(Edited.of(history(), places.applied(), folder.resolve("other.db")))
                .allSatisfy(each -> assertThat(each.diff()).isNull());
        Path kept = folder.resolve("data/applied");
        try (var inside = Files.list(kept)) {
            assertThat(inside)
                    .allSatisfy(each -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                            .isEqualTo("rwx------"));
        }
    }

    @Test
    void linesThatDifferAreFound() {
        assertThat(TextDiff.of("a\nb\nc", "a\nb\nc").isSame()).isTrue();
        assertThat(TextDiff.of("", "a").lines()).containsExactly(new TextDiff.Line(TextDiff.Kind.ADDED, 1, "a"));
        assertThat(TextDiff.of("a\nb\nc\nd", "b\nx\nd\ne").lines())
                .extracting(line -> line.kind().name().charAt(0) + line.text())
                .containsExactly("Ra", "Sb", "Rc", "Ax", "Sd", "Ae");
    }

    @Test
    void theLogSaysWhatRan() throws IOException {
        script("V2__more.sql", "CREATE TABLE more(x); CREATE INDEX i ON more(x);");
        script("V3__drop.sql", "SELECT 1;\nDROP INDEX i;");
        Ground ground = db.read("ground", Ground::of).await();
        List<Script> all = Scripts.ofFolder(scripts).migrations();
        List<Guard.Reading> readings = Job.here("guard", job -> Guard.read(job, ground, all.subList(1, 4)));
        String log = RunLog.of(file, migrate(), readings, ZoneOffset.UTC);
        assertThat(log)
                .contains("Migrations of " + file, "V1 tables (V1__tables.sql): ", ", Success", "4 migrations were run")
                .contains("    Note: Line 2: Index i of more is dropped.");
        script("V4__bad.sql", "nonsense;");
        assertThat(RunLog.of(file, migrate(), List.of(), ZoneOffset.UTC))
                .contains("V4 bad failed in line 1", "Backup: ");
    }

    /// Another program's lock is said to be that, and no fault of the script.
    @Test
    void anotherProgramsLockIsToldApart() throws IOException {
        assertThat(migrate().stop()).isNull();
        script("V3__c.sql", "CREATE TABLE c(x);");
        db.close();
        Db.Options quick = Db.Options.defaults();
        db = Db.open(
                file,
                new Db.Options(false, quick.scratch(), quick.forbiddenThread(), Duration.ofMillis(200)),
                files,
                clock);
        try (OtherProcess other = OtherProcess.on(file)) {
            other.must("BEGIN IMMEDIATE");
            Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(() -> {
                Stop stop = new Migrator(db, Scripts.ofFolder(scripts))
                        .start("migrate", new Migrator.Request(Migrator.Request.ALL, null, List.of()))
                        .await()
                        .stop();
                assertThat(stop).isInstanceOfSatisfying(Stop.Failed.class, failed -> {
                    assertThat(failed.error()).isInstanceOf(DbError.Busy.class);
                    assertThat(MigrationWords.of(failed).both()).contains("Another program");
                });
            });
            if (thrown != null) {
                assertThat(thrown).isInstanceOf(DbError.Busy.class);
            }
            other.must("ROLLBACK");
        }
        assertThat(migrate().ran()).hasSize(1);
    }

    @Test
    void aDatabaseWithoutAHistoryIsNotTouchedByLooking() throws IOException {
        db.write("tables", a -> a.update(Sql.of("CREATE TABLE mine(x)"))).await();
        db.close();
        byte[] before = Files.readAllBytes(file);
        db = Db.open(file, Db.Options.defaults(), files, clock);
        History history = history();
        assertThat(history.situation()).isEqualTo(History.Situation.NO_HISTORY);
        assertThat(MigrationWords.validated(history).sentence()).contains("no history");
        assertThat(Repair.preview(history)).isEmpty();
        Rehearsal rehearsal = new Rehearsal(
                db,
                history.scripts(),
                new Rehearsal.Tools(folder.resolve("clones"), files, clock, Db.Options.defaults()));
        rehearsal.start("rehearse").await().close();
        assertThat(migrate().stop()).isInstanceOf(Stop.NotReady.class);
        assertThat(new Repair(db, history.scripts())
                        .start("repair", keeping())
                        .await()
                        .changes())
                .isEmpty();
        db.close();
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(folder.resolve("backups")).doesNotExist();
        db = Db.open(file, Db.Options.defaults(), files, clock);
    }
}
