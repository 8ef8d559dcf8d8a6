package studio.rowan.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.rowan.TestDb;
import studio.rowan.db.DbError;
import studio.rowan.db.Ident;
import studio.rowan.db.Job;
import studio.rowan.db.Session;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.schema.FullTextDdl;

class FtsDraftTest {
    private static final FtsTokenizer WORDS = FtsTokenizer.of(FtsTokenizer.Kind.UNICODE61);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static FtsDraft draft(TestDb db, String table, FtsTokenizer tokenizer) {
        FtsSubject subject = FtsSubject.of(db.table(table));
        return subject.draft(
                subject.freeName(db.workspace().schema()),
                subject.columns().stream().filter(c -> !c.isKey()).toList(),
                tokenizer,
                List.of(),
                FullTextDdl.Detail.FULL);
    }

    private static FtsDraft make(TestDb db, String table) {
        FtsDraft draft = draft(db, table, WORDS);
        make(db, draft);
        return draft;
    }

    private static void make(TestDb db, FtsDraft draft) {
        db.run(draft.statements().stream().map(Sql::text).toArray(String[]::new));
    }

    /// What SQLite says of an index compared with its table.
    private static @Nullable String trouble(TestDb db, String index) {
        String name = Ident.quote(index);
        try {
            db.db()
                    .write("check", access -> {
                        access.execute(
                                Sql.of("INSERT INTO " + name + "(" + name + ", rank) VALUES ('integrity-check', 1)"));
                        return true;
                    })
                    .await();
            return null;
        } catch (DbError e) {
            return e.words();
        }
    }

    private static List<Long> found(TestDb db, String index, String match) {
        Sql sql = Sql.of(
                "SELECT rowid FROM " + Ident.quote(index) + " WHERE " + Ident.quote(index) + " MATCH ? ORDER BY rowid",
                Value.of(match));
        return db.db().read("match", access -> access.query(sql)).await().stream()
                .map(row -> row.asLong(0))
                .toList();
    }

    @Test
    void theSamplesIndexWouldBeMadeTheSameWay() {
        try (TestDb db = TestDb.create()) {
            FtsSubject subject = FtsSubject.of(db.table("posts"));
            assertThat(subject.key()).isEqualTo("id");
            assertThat(subject.refusal()).isNull();
            assertThat(subject.cautions()).isEmpty();
            assertThat(subject.texts()).extracting(c -> c.name()).containsExactly("title", "content");
            assertThat(subject.freeName(db.workspace().schema())).isEqualTo("posts_fts2");
            assertThat(subject.clash(db.workspace().schema(), "POSTS_FTS")).isEqualToIgnoringCase("posts_fts");
            FtsDraft draft =
                    subject.draft("posts_fts2", subject.texts(), WORDS, List.of(2, 3), FullTextDdl.Detail.COLUMN);
            assertThat(draft.script())
                    .contains("content = 'posts'", "content_rowid = 'id'", "prefix = '2 3'", "detail = column")
                    .contains("AFTER UPDATE OF \"id\", \"rowid\", \"_rowid_\", \"oid\", \"title\", \"content\"")
                    .endsWith("VALUES ('rebuild');\n");
            db.createTestPost(db.createTestUser());
            make(db, draft);
            assertThat(found(db, "posts_fts2", "post")).hasSize(1);
            assertThat(trouble(db, "posts_fts2")).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "od'd t\"x=y",
                "select",
                "a b",
                "content",
                "tab\tle\nline",
                "${user}",
                "日本語",
                "x,y)--",
                "q`[z]",
                "fts5"
            })
    void anyNameIsSafe(String name) {
        String[] columns = {"a=b", "c'd\"e", "content", "tokenize", "x,y)", "${b}", " ", "unindexed", "ünï"};
        List<String> quoted = new ArrayList<>();
        for (String column : columns) {
            quoted.add(Ident.quote(column) + " TEXT");
        }
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE " + Ident.quote(name) + "(" + Ident.quote(name + " key") + " INTEGER PRIMARY KEY, "
                        + String.join(", ", quoted) + ")",
                "INSERT INTO " + Ident.quote(name) + "(\"a=b\", \"x,y)\") VALUES ('one apple', 'two pears')")) {
            FtsDraft draft = make(db, name);
            assertThat(draft.columns()).containsExactly(columns);
            assertThat(found(db, draft.index(), "pears")).containsExactly(1L);
            db.run("UPDATE " + Ident.quote(name) + " SET \"x,y)\" = 'plums', " + Ident.quote(name + " key") + " = 7");
            assertThat(found(db, draft.index(), "pears")).isEmpty();
            assertThat(found(db, draft.index(), "plums")).containsExactly(7L);
            db.run("DELETE FROM " + Ident.quote(name));
            assertThat(found(db, draft.index(), "plums")).isEmpty();
            assertThat(trouble(db, draft.index())).isNull();
        }
    }

    @Test
    void whatCannotBeSaysWhy() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE w(k TEXT PRIMARY KEY, b TEXT) WITHOUT ROWID",
                "CREATE TABLE loose(b TEXT)",
                "CREATE TABLE falling(id INTEGER PRIMARY KEY DESC, b TEXT)",
                "CREATE TABLE hidden(rowid TEXT, _rowid_ TEXT, oid TEXT)",
                "CREATE TABLE hidden_but_keyed(rowid TEXT, _rowid_ TEXT, oid TEXT, id INTEGER PRIMARY KEY)",
                "CREATE TABLE ranked(id INTEGER PRIMARY KEY, rank TEXT)",
                "CREATE TABLE one(id INTEGER PRIMARY KEY, e TEXT UNIQUE ON CONFLICT REPLACE)",
                "CREATE VIEW v AS SELECT * FROM loose",
                "CREATE VIRTUAL TABLE f USING fts5(b)")) {
            assertThat(FtsSubject.of(db.table("w")).refusal()).isEqualTo(FtsSubject.Refusal.WITHOUT_ROWID);
            assertThat(FtsSubject.of(db.table("hidden")).refusal()).isEqualTo(FtsSubject.Refusal.HIDDEN_ROWID);
            assertThat(FtsSubject.of(db.table("v")).refusal()).isEqualTo(FtsSubject.Refusal.VIEW);
            assertThat(FtsSubject.of(db.table("f")).refusal()).isEqualTo(FtsSubject.Refusal.VIRTUAL);
            assertThat(FtsSubject.of(db.table("f_data")).refusal()).isEqualTo(FtsSubject.Refusal.INTERNAL);
            assertThat(FtsSubject.of(db.table("loose")).cautions()).containsExactly(FtsSubject.Caution.UNSTABLE_ROWID);
            assertThat(FtsSubject.of(db.table("falling")).cautions())
                    .containsExactly(FtsSubject.Caution.UNSTABLE_ROWID);
            assertThat(FtsSubject.of(db.table("one")).cautions()).containsExactly(FtsSubject.Caution.REPLACES);
            assertThat(FtsSubject.of(db.table("hidden_but_keyed")).key()).isEqualTo("id");
            assertThat(FtsSubject.of(db.table("ranked")).columns())
                    .extracting(c -> c.name())
                    .containsExactly("id");
        }
    }

    @Test
    void aRowidThatNobodyDeclaredAndAnyNameOfItMovesTheWords() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE t(rowid TEXT, b TEXT)",
                "INSERT INTO t(_rowid_, b) VALUES (5, 'apple')",
                "CREATE TABLE n(id INTEGER PRIMARY KEY, b TEXT)",
                "INSERT INTO n VALUES (1, 'apple')")) {
            assertThat(make(db, "t").key()).isEqualTo("_rowid_");
            db.run("UPDATE t SET oid = 9");
            assertThat(found(db, "t_fts", "apple")).containsExactly(9L);
            assertThat(trouble(db, "t_fts")).isNull();
            make(db, "n");
            db.run("UPDATE n SET rowid = 9");
            assertThat(found(db, "n_fts", "apple")).containsExactly(9L);
            assertThat(trouble(db, "n_fts")).isNull();
        }
    }

    @Test
    void aComputedColumnFollowsWhatItIsComputedFrom() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE t(id INTEGER PRIMARY KEY, j TEXT, name TEXT AS (json_extract(j, '$.name')))",
                "INSERT INTO t(j) VALUES ('{\"name\": \"apple\"}')")) {
            FtsSubject subject = FtsSubject.of(db.table("t"));
            FtsDraft draft = subject.draft(
                    "t_fts",
                    List.of(db.table("t").column("name").orElseThrow()),
                    WORDS,
                    List.of(),
                    FullTextDdl.Detail.FULL);
            make(db, draft);
            db.run("UPDATE t SET j = '{\"name\": \"pear\"}'");
            assertThat(found(db, "t_fts", "pear")).containsExactly(1L);
            assertThat(trouble(db, "t_fts")).isNull();
        }
    }

    @Test
    void theWordsShownAreThoseOfTheIndexThatIsMade() {
        String[] texts = {
            "Zażółć gęślą jaźń, C++ and c#: it's e-mail_2 at 3.14",
            "The running runners ran; 日本語テキスト",
            "Ünïcödé \"quoted\" under_score",
            "",
            "fine-tuned L'été"
        };
        List<FtsTokenizer> tokenizers = List.of(
                WORDS,
                FtsTokenizer.of(FtsTokenizer.Kind.PORTER),
                FtsTokenizer.of(FtsTokenizer.Kind.TRIGRAM),
                new FtsTokenizer(FtsTokenizer.Kind.TRIGRAM, FtsTokenizer.Diacritics.KEEP, "", "", "", true),
                new FtsTokenizer(FtsTokenizer.Kind.UNICODE61, FtsTokenizer.Diacritics.KEEP, "+#'\"-_", "t", "", false),
                new FtsTokenizer(
                        FtsTokenizer.Kind.UNICODE61, FtsTokenizer.Diacritics.REMOVE, "", "", "L* N* Co Pc", false));
        try (TestDb db = TestDb.create(folder, "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b)")) {
            db.db()
                    .write("fill", access -> {
                        for (String text : texts) {
                            access.execute(Sql.of(
                                    "INSERT INTO t(a, b) VALUES (?, ?)",
                                    Value.of(text),
                                    text.isEmpty()
                                            ? Value.NULL
                                            : Value.of(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
                        }
                        return true;
                    })
                    .await();
            for (int i = 0; i < tokenizers.size(); i++) {
                FtsSubject subject = FtsSubject.of(db.table("t"));
                FtsDraft draft = subject.draft(
                        "f" + i,
                        subject.columns().subList(1, 3),
                        tokenizers.get(i),
                        List.of(2),
                        FullTextDdl.Detail.FULL);
                List<TokenPreview.Sample> rows = db.db()
                        .read("rows", access -> TokenPreview.rows(access, draft, Value.NULL, 10))
                        .await();
                List<List<List<String>>> shown = Job.here("tokens", job -> TokenPreview.tokens(job, draft, rows));
                make(db, draft);
                assertThat(shown).as("%s", tokenizers.get(i).spec()).isEqualTo(vocabulary(db, draft, texts.length));
                assertThat(shown.getFirst().getFirst()).isNotEmpty();
            }
        }
    }

    private static List<List<List<String>>> vocabulary(TestDb db, FtsDraft draft, int rows) {
        List<List<List<String>>> all = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            all.add(List.of(new ArrayList<>(), new ArrayList<>()));
        }
        db.db()
                .read("vocabulary", access -> {
                    access.execute(Sql.of("CREATE VIRTUAL TABLE temp.v USING fts5vocab('main', "
                            + Ident.literal(draft.index()) + ", 'instance')"));
                    access.query(Sql.of("SELECT doc, col, term FROM temp.v ORDER BY doc, col, \"offset\""), row -> {
                        int column = row.text(1).equals("a") ? 0 : 1;
                        all.get((int) row.asLong(0) - 1).get(column).add(row.text(2));
                    });
                    access.execute(Sql.of("DROP TABLE temp.v"));
                    return true;
                })
                .await();
        return all;
    }

    @Test
    void aTokenizerThatSqliteRefusesIsAnError() {
        FtsTokenizer odd =
                new FtsTokenizer(FtsTokenizer.Kind.UNICODE61, FtsTokenizer.Diacritics.KEEP, "", "", "Q*", false);
        FtsDraft draft =
                new FtsDraft("t", "id", List.of(), List.of("a"), false, "f", odd, List.of(), FullTextDdl.Detail.FULL);
        assertThatThrownBy(() -> Job.here("tokens", job -> TokenPreview.tokens(job, draft, List.of())))
                .isInstanceOf(DbError.class);
    }

    /// Whatever is written, by whatever statement but REPLACE, the index is in step after it: a row that points at
    /// itself and gets another number too (3003, 3027).
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 3003, 3027})
    void staysInStepUnderRandomWrites(long seed) {
        Random random = new Random(seed);
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE t(id INTEGER PRIMARY KEY, \"ti tle\" TEXT COLLATE NOCASE, n, e TEXT UNIQUE,"
                        + " up REFERENCES t(id) ON DELETE CASCADE ON UPDATE CASCADE, touched)",
                "CREATE TRIGGER touch AFTER UPDATE OF \"ti tle\", n ON t WHEN new.touched IS old.touched BEGIN"
                        + " UPDATE t SET touched = ifnull(old.touched, 0) + 1, n = new.n || '!' WHERE id = new.id; END")) {
            FtsSubject subject = FtsSubject.of(db.table("t"));
            FtsDraft draft = subject.draft(
                    "t_fts",
                    subject.columns().stream()
                            .filter(c -> List.of("ti tle", "n", "up").contains(c.name()))
                            .toList(),
                    seed % 2 == 0
                            ? new FtsTokenizer(
                                    FtsTokenizer.Kind.TRIGRAM, FtsTokenizer.Diacritics.KEEP, "", "", "", true)
                            : WORDS,
                    List.of(1, 3),
                    FullTextDdl.Detail.values()[(int) (seed % 3)]);
            make(db, draft);
            // What comes later runs earlier: it has changed the row again before the index hears of it.
            db.run(
                    "CREATE TRIGGER later AFTER INSERT ON t WHEN new.n IS 7 BEGIN"
                            + " UPDATE t SET \"ti tle\" = 'Later ' || ifnull(new.\"ti tle\", '') WHERE id = new.id; END",
                    "CREATE TRIGGER back AFTER DELETE ON t WHEN old.id % 7 = 0 BEGIN"
                            + " INSERT OR IGNORE INTO t VALUES (old.id, 'back', old.n, old.e, NULL, 0); END");
            for (int i = 0; i < 40; i++) {
                List<String> batch = new ArrayList<>();
                for (int j = 0; j < 10; j++) {
                    batch.add(write(random));
                    runOrNot(() -> db.run(batch.getLast()));
                }
                assertThat(trouble(db, "t_fts")).as("%s", batch).isNull();
            }
        }
    }

    /// What a constraint refuses is rolled back.
    private static void runOrNot(Runnable write) {
        try {
            write.run();
        } catch (DbError.Constraint e) {
            assertThat(e.words()).contains("constraint failed");
        }
    }

    /// With recursive triggers SQLite tells of replaced rows too.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void staysInStepWhereReplacedRowsAreTold(long seed) {
        Random random = new Random(seed);
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE t(id INTEGER PRIMARY KEY, \"ti tle\" TEXT COLLATE NOCASE, n, e TEXT UNIQUE,"
                        + " up REFERENCES t(id) ON DELETE CASCADE ON UPDATE CASCADE, touched)")) {
            make(db, "t");
            try (Session session = db.db().session("program")) {
                for (int i = 0; i < 40; i++) {
                    List<String> batch = new ArrayList<>();
                    for (int j = 0; j < 10; j++) {
                        batch.add(
                                write(random).replace("OR IGNORE", random.nextBoolean() ? "OR REPLACE" : "OR IGNORE"));
                    }
                    session.run("write", access -> {
                                access.execute(Sql.of("PRAGMA recursive_triggers = ON"));
                                batch.forEach(sql -> runOrNot(() -> access.execute(Sql.of(sql))));
                                return true;
                            })
                            .await();
                    assertThat(trouble(db, "t_fts")).as("%s", batch).isNull();
                }
            }
        }
    }

    private static String write(Random random) {
        int id = random.nextInt(30);
        String word = literal(random);
        String other = literal(random);
        String up = random.nextInt(4) == 0 ? "(SELECT id FROM t ORDER BY id LIMIT 1)" : "NULL";
        String mail = "'m" + random.nextInt(60) + "'";
        String values = "(" + id + ", " + word + ", " + other + ", " + mail + ", " + up + ", 0)";
        return switch (random.nextInt(9)) {
            case 0, 1 -> "INSERT OR IGNORE INTO t VALUES " + values;
            case 2 ->
                "INSERT INTO t VALUES " + values
                        + " ON CONFLICT(id) DO UPDATE SET \"ti tle\" = excluded.n, n = excluded.\"ti tle\""
                        + " ON CONFLICT DO NOTHING";
            case 3 -> "UPDATE OR IGNORE t SET id = " + random.nextInt(30) + " WHERE id = " + id;
            case 4 -> "UPDATE OR IGNORE t SET rowid = id + 1, n = " + word + " WHERE id = " + id;
            case 5 -> "UPDATE t SET \"ti tle\" = upper(\"ti tle\") WHERE id % 3 = " + id % 3;
            case 6 -> "DELETE FROM t WHERE id = " + id;
            case 7 -> "UPDATE OR IGNORE t SET e = " + mail + ", up = " + up + " WHERE id = " + id;
            default -> "UPDATE t SET n = " + word + " WHERE n IS NOT NULL AND id > " + id;
        };
    }

    private static String literal(Random random) {
        return List.of("'apple pie'", "'APPLE'", "'Pear, plum'", "''", "NULL", "7", "7.0", "x'6170706c65'", "'déjà vu'")
                .get(random.nextInt(9));
    }

    @Test
    void replacedRowsAreTheOneThingThatTriggersDoNotSee() {
        try (TestDb db = TestDb.create(
                folder, "CREATE TABLE t(id INTEGER PRIMARY KEY, b TEXT)", "INSERT INTO t VALUES (1, 'apple')")) {
            make(db, "t");
            db.run("INSERT OR REPLACE INTO t VALUES (1, 'pear')");
            assertThat(found(db, "t_fts", "apple")).as("left behind").containsExactly(1L);
            assertThat(trouble(db, "t_fts")).isNotNull();
        }
    }

    @Test
    void namesThatTheIndexWouldNeedAreLookedFor() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE t(id INTEGER PRIMARY KEY, t_fts3 TEXT)",
                "CREATE TABLE t_fts_data(a)",
                "CREATE TABLE x(a)",
                "CREATE TRIGGER T_fts2_delete AFTER INSERT ON x BEGIN SELECT 1; END")) {
            FtsSubject subject = FtsSubject.of(db.table("t"));
            assertThat(subject.freeName(db.workspace().schema())).isEqualTo("t_fts4");
            assertThat(new TreeMap<>(java.util.Map.of(
                            "rank", FtsSubject.isName("rank"),
                            "sqlite_x", FtsSubject.isName("sqlite_x"),
                            " ", FtsSubject.isName(" "),
                            "ok", FtsSubject.isName("ok"))))
                    .hasToString("{ =false, ok=true, rank=false, sqlite_x=false}");
        }
    }
}
