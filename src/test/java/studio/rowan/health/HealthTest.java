package studio.rowan.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.SharedData;
import studio.rowan.TestDb;
import studio.rowan.blog.Sample;
import studio.rowan.blog.User;
import studio.rowan.db.Clock;
import studio.rowan.db.DbError;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Job;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.schema.SchemaObject;

class HealthTest {
    @TempDir
    Path folder;

    private final Clock clock = Clock.system();

    @AfterEach
    void stop() {
        clock.close();
    }

    private List<Finding> findings(TestDb db) {
        Health health = new Health(db.workspace(), clock);
        List<Finding> findings = new ArrayList<>(Health.findings(health.vitals().await()));
        for (List<SchemaObject> chunk : Health.chunks(db.workspace().schema())) {
            findings.addAll(health.structure(chunk).await());
        }
        return findings;
    }

    private static List<String> words(List<Finding> findings) {
        return findings.stream().map(f -> f.check() + ": " + f.message()).toList();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theLogBesideTheFileIsFoundBehindALink() throws IOException {
        try (TestDb db = TestDb.create(folder, "CREATE TABLE a(x)");
                TestDb linked = TestDb.open(Files.createSymbolicLink(
                        folder.resolve("link"), db.workspace().file()))) {
            Vitals vitals = new Health(linked.workspace(), clock).vitals().await();
            assertThat(vitals.walBytes()).isPositive();
            assertThat(vitals)
                    .isEqualTo(new Health(db.workspace(), clock).vitals().await());
        }
    }

    @Test
    void aFolderHasNoSize() {
        assertThat(new DbFiles().size(folder)).isZero();
    }

    @Test
    void theSampleIsHealthy() {
        try (TestDb db = TestDb.open(Sample.ensure(folder, new DbFiles(), clock))) {
            assertThat(Status.of(findings(db))).isEqualTo(Status.HEALTHY);
            Report report = Report.of(db.workspace(), clock);
            assertThat(report.status()).isEqualTo("healthy");
            assertThat(report.error()).isNull();
            assertThat(report.database().connected()).isTrue();
            assertThat(report.database().tables()).containsEntry("users", 202L).containsEntry("posts", 2000L);
            assertThat(report.database().size())
                    .isEqualTo(db.db()
                            .read(
                                    "size",
                                    a -> a.pragma("page_count").asLong()
                                            * a.pragma("page_size").asLong())
                            .await());
            Report.Performance performance = report.performance();
            assertThat(performance).isNotNull();
            assertThat(performance.avgPostsPerUser()).isCloseTo(2000 / 202.0, within(0.005));
            assertThat(Instant.parse(String.valueOf(performance.lastPostCreated())))
                    .isBefore(Instant.now());
            assertThat(check(db).findings()).isEmpty();
        }
    }

    @Test
    void theCheckFindsAnIndexThatReplacedRowsLeftOutOfStep() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE t(id INTEGER PRIMARY KEY, b TEXT, e UNIQUE)",
                "CREATE VIRTUAL TABLE f USING fts5(b, content = t, content_rowid = id)",
                "CREATE TRIGGER i AFTER INSERT ON t BEGIN INSERT INTO f(rowid, b) VALUES (new.id, new.b); END",
                "INSERT INTO t VALUES (1, 'apple', 1), (2, 'pear', 2)")) {
            assertThat(check(db).findings()).isEmpty();
            for (String replaced : List.of("(1, 'plum', 1)", "(3, 'plum', 2)")) {
                db.run("INSERT OR REPLACE INTO t VALUES " + replaced);
                List<Finding> found = check(db).findings();
                assertThat(words(found))
                        .as(replaced)
                        .containsExactly("full-text-index: The full-text index f does not agree with t");
                db.run(found.getFirst().fix());
                assertThat(check(db).findings()).isEmpty();
            }
        }
    }

    @Test
    void findsMissingAndUselessIndexesAndBrokenKeys() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE p(id INTEGER PRIMARY KEY, code TEXT, a, b, UNIQUE(a, b))",
                "CREATE TABLE bare(p_id REFERENCES p)",
                "CREATE TABLE covered(p_id REFERENCES p, x)",
                "CREATE INDEX covering ON covered(p_id, x)",
                "CREATE TABLE any_order(b, a, FOREIGN KEY(a, b) REFERENCES p(a, b), PRIMARY KEY(b, a)) WITHOUT ROWID",
                "CREATE TABLE same_key(id INTEGER PRIMARY KEY REFERENCES p)",
                "CREATE TABLE partly(p_id REFERENCES p)",
                "CREATE INDEX only_some ON partly(p_id) WHERE p_id > 5",
                "CREATE TABLE orphan(x INTEGER PRIMARY KEY REFERENCES nowhere)",
                "CREATE TABLE wrong(code INTEGER PRIMARY KEY REFERENCES p(code))")) {
            assertThat(words(findings(db)))
                    .containsExactlyInAnyOrder(
                            "foreign-key-index: bare.p_id has no index",
                            "foreign-key-index: partly.p_id has no index",
                            "foreign-key-parent: orphan.x refers to nowhere, which does not exist",
                            "foreign-key-mismatch: wrong.code refers to columns of p that are not unique");
            assertThat(Status.of(findings(db))).isEqualTo(Status.DEGRADED);
        }
    }

    @Test
    void theFixOfAMissingIndexMendsIt() {
        try (TestDb db = TestDb.create(
                folder, "CREATE TABLE p(id INTEGER PRIMARY KEY)", "CREATE TABLE \"c d\"(\"p id\" REFERENCES p)")) {
            Finding finding = findings(db).getFirst();
            assertThat(finding.fix()).isEqualTo("CREATE INDEX \"idx_c d_p id\" ON \"c d\" (\"p id\");");
            db.run(finding.fix());
            assertThat(findings(db)).isEmpty();
        }
    }

    @Test
    void anIndexIsUselessOnlyIfAnotherDoesAllItDoes() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE t(a, b, c, d UNIQUE, e)",
                "CREATE INDEX a1 ON t(a)",
                "CREATE INDEX ab ON t(a, b)",
                "CREATE INDEX twin1 ON t(c)",
                "CREATE INDEX twin2 ON t(c)",
                "CREATE INDEX d1 ON t(d)",
                "CREATE UNIQUE INDEX u ON t(e)",
                "CREATE INDEX e_more ON t(e, a)",
                "CREATE INDEX b_nocase ON t(b COLLATE NOCASE)",
                "CREATE INDEX b_desc ON t(b DESC, a)",
                "CREATE INDEX b_part ON t(b) WHERE a > 1",
                "CREATE INDEX expression ON t(a + 1)",
                "CREATE INDEX expression2 ON t(a + 1, b)")) {
            assertThat(words(findings(db)))
                    .containsExactlyInAnyOrder(
                            "duplicate-index: Index a1 repeats how ab begins",
                            "duplicate-index: Index twin2 repeats how twin1 begins",
                            "duplicate-index: Index d1 repeats how sqlite_autoindex_t_1 begins");
            assertThat(Status.of(findings(db))).isEqualTo(Status.HEALTHY);
        }
    }

    @Test
    void aViewThatCannotBeReadIsNamed() {
        try (TestDb db =
                TestDb.create(folder, "CREATE TABLE t(a)", "CREATE VIEW v AS SELECT a FROM t", "DROP TABLE t")) {
            assertThat(words(findings(db))).containsExactly("unreadable: v cannot be read");
        }
    }

    @Test
    void sizesTellOfALargeLogAndFreePages() {
        Vitals quiet = new Vitals(100 << 20, 1 << 20, 4096, 25600, 100, "wal", "UTF-8");
        assertThat(Health.findings(quiet)).isEmpty();
        Vitals loud = new Vitals(100 << 20, 90 << 20, 4096, 25600, 12800, "wal", "UTF-8");
        assertThat(Health.findings(loud)).extracting(Finding::check).containsExactly("wal-size", "free-pages");
    }

    @Test
    void theLogIsMeasured() {
        try (TestDb db = TestDb.create(folder, "CREATE TABLE t(a)", "INSERT INTO t VALUES(1)")) {
            Vitals vitals = new Health(db.workspace(), clock).vitals().await();
            assertThat(vitals.walBytes()).isPositive();
            assertThat(vitals.isWal()).isTrue();
            assertThat(vitals.pageSize()).isEqualTo(4096);
        }
    }

    @Test
    void figuresAreRememberedUntilTheFileChangesOrTenMinutesPass() {
        try (TestDb db = TestDb.sample(folder)) {
            User user = db.createTestUser();
            HandClock hand = new HandClock();
            Health health = new Health(db.workspace(), hand);
            Figures first = health.figures().await();
            assertThat(first.postsPerUser()).isZero();
            assertThat(first.lastCreated("posts")).isNull();
            assertThat(health.figures().await()).isSameAs(first);
            hand.now = hand.now.plus(Duration.ofMinutes(11));
            assertThat(health.figures().await()).isNotSameAs(first).isEqualTo(first);
            long before = db.workspace().changes();
            long created = db.createTestPost(user).createdAt();
            while (db.workspace().changes() == before) {
                Thread.onSpinWait();
            }
            Figures after = health.figures().await();
            assertThat(after.postsPerUser()).isEqualTo(1.0);
            assertThat(after.lastCreated("posts")).isEqualTo(Instant.ofEpochMilli(created));
        }
    }

    private static final class HandClock implements Clock {
        private Instant now = Instant.parse("2026-11-20T12:00:00Z");

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public Timer every(Duration period, Runnable task) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    @Test
    void noUsersNoAverage() {
        try (TestDb db = TestDb.sample(folder)) {
            Report report = Report.of(db.workspace(), clock);
            assertThat(report.performance()).isEqualTo(new Report.Performance(null, null, null));
        }
    }

    @Test
    void timesAreReadAsProgramsStoreThem() {
        Instant noon = Instant.parse("2026-11-20T12:00:00Z");
        assertThat(Moment.of(Value.of(noon.toEpochMilli()))).isEqualTo(noon);
        assertThat(Moment.of(Value.of(noon.getEpochSecond()))).isEqualTo(noon);
        assertThat(Moment.of(Value.of((double) noon.getEpochSecond()))).isEqualTo(noon);
        assertThat(Moment.of(Value.of("2026-11-20 12:00:00"))).isEqualTo(noon);
        assertThat(Moment.of(Value.of("2026-11-20T12:00:00.000Z"))).isEqualTo(noon);
        assertThat(Moment.of(Value.of("2026-11-20T13:00:00+01:00"))).isEqualTo(noon);
        assertThat(Moment.of(Value.of("2026-11-20"))).isEqualTo(Instant.parse("2026-11-20T00:00:00Z"));
        assertThat(Moment.of(Value.of("yesterday"))).isNull();
        assertThat(Moment.of(Value.of(2026))).isNull();
        assertThat(Moment.of(Value.NULL)).isNull();
    }

    @Test
    void rowsAreCountedInSlicesWithoutAWriteAheadLog() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE t(a)",
                "WITH RECURSIVE n(i) AS (SELECT -60000 UNION ALL SELECT i + 1 FROM n WHERE i < 60000) INSERT INTO t(rowid, a) SELECT i, 1 FROM n",
                "CREATE TABLE k(a PRIMARY KEY) WITHOUT ROWID",
                "INSERT INTO k VALUES(1), (2)")) {
            db.db()
                    .exclusive("mode", a -> a.setPragma("journal_mode", Value.of("delete")))
                    .await();
        }
        try (TestDb db = TestDb.open(folder.resolve("test.db"))) {
            assertThat(db.db().isWal()).isFalse();
            assertThat(RowCount.exact(db.workspace(), db.object("t"), clock)).isEqualTo(120_001);
            assertThat(RowCount.exact(db.workspace(), db.object("k"), clock)).isEqualTo(2);
        }
    }

    @Test
    void sizesAddUpToTheFile() {
        try (TestDb db = TestDb.open(Sample.ensure(folder, new DbFiles(), clock))) {
            Sizes sizes = Sizes.read(db.workspace()).await();
            Vitals vitals = new Health(db.workspace(), clock).vitals().await();
            assertThat(sizes.parts().stream().mapToLong(Sizes.Part::bytes).sum())
                    .isEqualTo(vitals.pageCount() * vitals.pageSize());
            assertThat(sizes.parts().getFirst().name()).isEqualTo("posts");
            assertThat(sizes.parts()).anySatisfy(part -> {
                assertThat(part.kind()).isEqualTo(Sizes.Kind.FULL_TEXT);
                assertThat(part.name()).isEqualTo("posts_fts");
            });
            assertThat(sizes.parts())
                    .contains(sizes.parts().stream()
                            .filter(p ->
                                    p.kind() == Sizes.Kind.INDEX && p.table().equals("users"))
                            .findFirst()
                            .orElseThrow());
        }
    }

    private static Check.Result check(TestDb db) {
        BlockingQueue<Object> end = new ArrayBlockingQueue<>(1);
        new Check(db.workspace(), _ -> {}, listener(end, _ -> {})).start();
        Object result = take(end);
        if (result instanceof Throwable thrown) {
            throw new AssertionError(thrown);
        }
        return (Check.Result) result;
    }

    private static Check.Listener listener(BlockingQueue<Object> end, Consumer<Integer> progress) {
        return new Check.Listener() {
            @Override
            public void progress(int done, int total, String step) {
                progress.accept(done);
            }

            @Override
            public void finished(Check.Result result) {
                end.add(result);
            }

            @Override
            public void failed(Throwable thrown) {
                end.add(thrown);
            }
        };
    }

    private static Object take(BlockingQueue<Object> end) {
        try {
            Object result = end.poll(60, TimeUnit.SECONDS);
            assertThat(result).isNotNull();
            return result;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theCheckFindsDamageAndSaysWhere() throws Exception {
        Path file;
        long page;
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE sound(a)",
                "CREATE TABLE broken(a)",
                "CREATE TABLE \"42\"(a)",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO broken SELECT randomblob(20) FROM n")) {
            file = db.file();
            page = db.db()
                    .read(
                            "page",
                            a -> a.scalar(Sql.of("SELECT max(pageno) FROM dbstat WHERE name = 'broken'"))
                                    .asLong())
                    .await();
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek((page - 1) * 4096);
            bytes.write(new byte[4096]);
        }
        try (TestDb db = TestDb.open(file)) {
            Check.Result result = check(db);
            assertThat(result.tables()).isEqualTo(2);
            assertThat(result.findings()).isNotEmpty();
            assertThat(result.findings().getFirst().message()).isEqualTo("broken is damaged");
            assertThat(result.findings()).extracting(Finding::object).doesNotContain("sound");
            assertThat(Status.of(result.findings())).isEqualTo(Status.UNHEALTHY);
        }
    }

    @Test
    void theCheckFindsRowsWithoutParent() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE p(id INTEGER PRIMARY KEY)",
                "CREATE TABLE c(p REFERENCES p DEFERRABLE INITIALLY DEFERRED)")) {
            db.db()
                    .exclusive("orphans", a -> {
                        a.setPragma("foreign_keys", Value.of(0));
                        a.execute(Sql.of("INSERT INTO c VALUES(1), (2)"));
                        return a.setPragma("foreign_keys", Value.of(1));
                    })
                    .await();
            assertThat(check(db).findings())
                    .singleElement()
                    .extracting(Finding::message)
                    .isEqualTo("2 rows of c refer to rows of p that do not exist");
        }
    }

    @Test
    void theCheckCanBeCancelled() {
        try (TestDb db = TestDb.create(folder, "CREATE TABLE a(x)", "CREATE TABLE b(x)")) {
            BlockingQueue<Object> end = new ArrayBlockingQueue<>(1);
            List<Job<?>> jobs = new ArrayList<>();
            Check[] check = new Check[1];
            check[0] = new Check(db.workspace(), jobs::add, listener(end, done -> {
                if (done == 1) {
                    check[0].cancel();
                }
            }));
            check[0].start();
            assertThat(take(end)).isInstanceOf(DbError.Cancelled.class);
            assertThat(jobs.size()).isLessThan(4);
        }
    }

    @Test
    void realDatabasesAreLookedAtWithoutAnException() {
        for (Path real : SharedData.databases(SharedData.dir().resolve("real")).toList()) {
            Path copy = SharedData.copy(real, folder);
            try (TestDb db = TestDb.open(copy)) {
                Report report = Report.of(db.workspace(), clock);
                assertThat(report.database().connected()).as(real.toString()).isTrue();
                assertThat(report.database().tables()).as(real.toString()).isNotNull();
                Sizes.read(db.workspace()).await();
                assertThat(check(db)).isNotNull();
            }
        }
    }
}
