package studio.rowan.relate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.TestDb;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

class BrokenReferencesTest {
    private static final int FILES = 24;

    @TempDir
    Path folder;

    private static List<BrokenReferences.Group> read(TestDb db) {
        return db.db()
                .read(
                        "violations",
                        access -> BrokenReferences.read(access, db.workspace(), RelationReader.read(access, List.of())))
                .await();
    }

    private static BrokenSlices.Looked sliced(TestDb db) {
        return Job.here(
                "slices",
                job -> BrokenSlices.read(db.workspace(), access -> RelationReader.read(access, List.of()), job));
    }

    /// What SQLite says: rows by child and parent.
    private static TreeMap<String, Long> checked(TestDb db) {
        TreeMap<String, Long> counts = new TreeMap<>();
        for (Row row : db.db()
                .read("check", access -> access.query(Sql.of("PRAGMA foreign_key_check")))
                .await()) {
            counts.merge(row.text(0) + " " + row.text(2).toLowerCase(java.util.Locale.ROOT), 1L, Long::sum);
        }
        return counts;
    }

    private static void raw(Path file, String... statements) {
        try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = raw.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void slicesFindWhatOneReadFinds() {
        Path file = folder.resolve("slices.db");
        raw(
                file,
                "CREATE TABLE p (id INTEGER PRIMARY KEY)",
                "CREATE TABLE c (id INTEGER PRIMARY KEY, p REFERENCES p)",
                "CREATE TABLE w (k TEXT PRIMARY KEY, p REFERENCES p) WITHOUT ROWID",
                "INSERT INTO p VALUES (1), (2)",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 7000)"
                        + " INSERT INTO c SELECT i * 3 - 9000, CASE i % 7 WHEN 0 THEN i + 10 ELSE i % 2 + 1 END FROM n",
                "INSERT INTO w VALUES ('a', 1), ('b', 9)");
        try (TestDb db = TestDb.open(file)) {
            BrokenSlices.Looked looked = sliced(db);
            assertThat(looked.groups()).isEqualTo(read(db)).hasSize(2);
            assertThat(looked.unread()).isEmpty();
        }
    }

    @Test
    @Timeout(60)
    void whoStopsTheSlicesEndsWhatTheyWaitFor() {
        Path file = folder.resolve("endless.db");
        raw(file, "CREATE TABLE p (id INTEGER PRIMARY KEY)");
        try (TestDb db = TestDb.open(file)) {
            Sql endless = Sql.of("SELECT max(i) FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                    + " SELECT i FROM n)");
            assertThatThrownBy(() -> Job.here(
                            "slices",
                            job -> BrokenSlices.read(
                                    db.workspace(),
                                    access -> {
                                        job.cancel();
                                        access.query(endless);
                                        return RelationReader.read(access, List.of());
                                    },
                                    job)))
                    .isInstanceOf(DbError.Cancelled.class);
        }
    }

    @Test
    void missingParentsAreToldApartAsTheirKeyDoes() {
        Path file = folder.resolve("nocase.db");
        raw(
                file,
                "CREATE TABLE p (code TEXT COLLATE NOCASE, n INTEGER, PRIMARY KEY (code, n))",
                "CREATE TABLE c (code TEXT, n TEXT, FOREIGN KEY (code, n) REFERENCES p)",
                "INSERT INTO p VALUES ('here', 1)",
                "INSERT INTO c VALUES ('HERE', '1'), ('ash', '7'), ('Ash', '07'), ('ASH', '7.0'), ('oak', '7'), (NULL, '1')");
        try (TestDb db = TestDb.open(file)) {
            Relation relation = read(db).getFirst().relation();
            List<List<Value>> missing = db.db()
                    .read("missing", access -> BrokenReferences.missing(access, relation, 10))
                    .await();
            assertThat(missing.stream()
                            .map(key -> String.valueOf(key.getFirst().asText()).toLowerCase(java.util.Locale.ROOT)
                                    + key.get(1)))
                    .containsExactlyInAnyOrder("ash" + Value.of(7), "oak" + Value.of(7));
        }
    }

    @Test
    void rowsWithoutAParentAreNamedByTheirKeysAndValues() {
        Path file = folder.resolve("test.db");
        raw(
                file,
                "CREATE TABLE p (a, b, PRIMARY KEY (a, b)) WITHOUT ROWID",
                "INSERT INTO p VALUES (1, 'x')",
                "CREATE TABLE c (k TEXT, n INT, a, b, up INT REFERENCES gone, PRIMARY KEY (k, n),"
                        + " FOREIGN KEY (b, a) REFERENCES p (b, a)) WITHOUT ROWID",
                "INSERT INTO c VALUES ('k', 1, 1, 'x', NULL), ('k', 2, 1, 'y', NULL), ('l', 1, NULL, 'z', 7)");
        try (TestDb db = TestDb.open(file)) {
            List<BrokenReferences.Group> groups = read(db);
            assertThat(groups).hasSize(2);
            assertThat(groups.get(0).relation().parent()).isEqualTo("gone");
            assertThat(groups.get(0).named().getFirst().key().toString())
                    .contains("l")
                    .contains("1");
            assertThat(groups.get(1).rows()).isEqualTo(1);
            assertThat(groups.get(1).named().getFirst().values().toString()).contains("y");
        }
    }

    /// Tables, keys and values at random; names that differ by case, parents that are not there or fit no key.
    @Test
    void resolutionAndViolationsAreWhatSqliteSays() {
        Random random = new Random(20_261_123);
        for (int n = 0; n < FILES; n++) {
            Path file = folder.resolve("random" + n + ".db");
            raw(file, statements(random));
            try (TestDb db = TestDb.open(file)) {
                Relations relations = new FileRelations(db.workspace(), new KeptRelations(folder))
                        .read()
                        .await();
                for (String table : List.of("T0", "T1", "T2")) {
                    boolean refused = relations.parentsOf(table).stream()
                            .anyMatch(relation -> relation.state() == Relation.State.NO_KEY);
                    assertThat(isRefused(db, table)).as(file + " " + table).isEqualTo(refused);
                }
                if (relations.all().stream().allMatch(r -> r.state() != Relation.State.NO_KEY)) {
                    TreeMap<String, Long> found = new TreeMap<>();
                    assertThat(sliced(db).groups().stream().map(group -> group.relation() + " " + group.rows()))
                            .isEqualTo(read(db).stream()
                                    .map(group -> group.relation() + " " + group.rows())
                                    .toList());
                    read(db).forEach(group -> found.merge(
                            group.relation().child() + " "
                                    + group.relation().parent().toLowerCase(java.util.Locale.ROOT),
                            group.rows(),
                            Long::sum));
                    assertThat(found).as("%s", file).isEqualTo(checked(db));
                }
            }
        }
    }

    private static boolean isRefused(TestDb db, String table) {
        try {
            db.db()
                    .read(
                            "check",
                            access -> access.query(Sql.of("SELECT * FROM pragma_foreign_key_check('" + table + "')")))
                    .await();
            return false;
        } catch (DbError e) {
            assertThat(e.words()).contains("foreign key mismatch");
            return true;
        }
    }

    private static String[] statements(Random random) {
        List<String> all = new java.util.ArrayList<>();
        for (int t = 0; t < 3; t++) {
            StringBuilder sql = new StringBuilder("CREATE TABLE T" + t + " (a " + type(random) + ", b " + type(random)
                    + ", c " + type(random) + ", d TEXT");
            sql.append(
                    switch (random.nextInt(4)) {
                        case 0 -> ", PRIMARY KEY (a)";
                        case 1 -> ", PRIMARY KEY (b, a)";
                        case 2 -> ", PRIMARY KEY (A), UNIQUE (c, B)";
                        default -> ", UNIQUE (a)";
                    });
            for (int k = random.nextInt(3); k > 0; k--) {
                sql.append(key(random));
            }
            all.add(sql.append(")").toString());
            if (random.nextInt(3) == 0) {
                all.add("CREATE UNIQUE INDEX i" + t + " ON T" + t + " (b)"
                        + (random.nextBoolean() ? "" : " WHERE a > 0"));
            }
        }
        for (int row = 0; row < 30; row++) {
            all.add("INSERT OR IGNORE INTO T" + random.nextInt(3) + " VALUES (" + random.nextInt(9) + ", "
                    + value(random) + ", " + value(random) + ", 'd')");
        }
        return all.toArray(String[]::new);
    }

    private static String key(Random random) {
        String parent = List.of("t0", "T1", "t2", "T3").get(random.nextInt(4));
        return switch (random.nextInt(5)) {
            case 0 -> ", FOREIGN KEY (b) REFERENCES " + parent;
            case 1 -> ", FOREIGN KEY (c) REFERENCES " + parent + " (A)";
            case 2 -> ", FOREIGN KEY (b, c) REFERENCES " + parent;
            case 3 -> ", FOREIGN KEY (c, b) REFERENCES " + parent + " (a, b)";
            default -> ", FOREIGN KEY (d) REFERENCES " + parent + " (b)";
        };
    }

    private static String type(Random random) {
        return List.of("INTEGER", "TEXT", "", "REAL", "INT").get(random.nextInt(5));
    }

    private static String value(Random random) {
        return List.of("1", "2", "3", "'1'", "'x'", "NULL", "1.5", "'01'").get(random.nextInt(8));
    }
}
