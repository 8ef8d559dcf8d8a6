package studio.rowan.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.SharedData;
import studio.rowan.TestDb;
import studio.rowan.db.Clock;
import studio.rowan.db.DbError;
import studio.rowan.db.DbFiles;
import studio.rowan.migrate.Migrator;
import studio.rowan.vault.Backups;

class FtsCareTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static FtsCare care(TestDb db, String name) {
        return new FtsCare(db.db(), index(db, name));
    }

    private static SearchIndex index(TestDb db, String name) {
        return db.db()
                .read("index", access -> SearchIndex.of(access, db.object(name)))
                .await();
    }

    private static FtsCare.Figures figures(TestDb db, String name) {
        FtsCare care = care(db, name);
        return db.db()
                .read("figures", access -> care.figures(access, db.workspace().schema()))
                .await();
    }

    private Migrator.Keeping keeping() {
        return new Migrator.Keeping(new Backups(folder.resolve("backups"), new DbFiles(), Clock.system()), 3);
    }

    @Test
    void anIndexThatLostItsTriggerIsFoundAndRepairedBehindABackup() {
        try (TestDb db = TestDb.sample(folder)) {
            var user = db.createTestUser();
            for (int i = 0; i < 5; i++) {
                db.createTestPost(user);
            }
            FtsCare care = care(db, "posts_fts");
            assertThat(care.check("check").await()).isEmpty();
            assertThat(figures(db, "posts_fts")).satisfies(f -> {
                assertThat(f.documents()).isEqualTo(5);
                assertThat(f.rows()).isEqualTo(5);
                assertThat(f.isApart()).isFalse();
                assertThat(f.bytes()).isPositive();
            });
            db.run("DROP TRIGGER posts_fts_insert", "DROP TRIGGER posts_fts_update");
            db.createTestPost(user);
            assertThat(figures(db, "posts_fts").missing()).isEqualTo(1);
            assertThat(care.check("check").await()).isPresent();
            // The trigger would tell the index to forget words that it never had, and SQLite calls that damage.
            db.run("DROP TRIGGER posts_fts_delete", "DELETE FROM posts");
            assertThat(care.rebuild("rebuild", keeping()).await()).hasValueSatisfying(made -> {
                assertThat(made.backup().verified()).isTrue();
            });
            assertThat(care.check("check").await()).isEmpty();
            assertThat(figures(db, "posts_fts").documents()).isZero();
        }
    }

    @Test
    void wordsThatChangedBehindTheIndexAreFoundThoughNoRowIsMissing() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE t(id INTEGER PRIMARY KEY, b TEXT)",
                "CREATE VIRTUAL TABLE f USING fts5(b, content = 't', content_rowid = 'id')",
                "INSERT INTO t VALUES (1, 'apple'), (2, 'pear')",
                "INSERT INTO f(f) VALUES ('rebuild')",
                "UPDATE t SET b = 'plum' WHERE id = 2")) {
            assertThat(figures(db, "f").isApart()).isFalse();
            assertThat(care(db, "f").check("check").await()).isPresent();
            db.run("INSERT INTO t VALUES (3, 'fig')", "DELETE FROM t WHERE id = 1");
            FtsCare.Figures apart = figures(db, "f");
            assertThat(List.of(apart.missing(), apart.surplus())).containsExactly(1L, 1L);
        }
    }

    @Test
    void aLookChangesNothingAndAFileOpenToLookOnlyRefusesTheCheck() throws Exception {
        Path file;
        try (TestDb db = TestDb.create(
                folder, "CREATE VIRTUAL TABLE f USING fts5(b)", "INSERT INTO f VALUES ('apple pie'), ('apple')")) {
            file = db.file();
        }
        try (TestDb db = TestDb.openReadOnly(file)) {
            FtsCare care = care(db, "f");
            List<FtsCare.Term> terms = db.db().read("terms", care::terms).await();
            assertThat(terms).containsExactly(new FtsCare.Term("apple", 2, 2), new FtsCare.Term("pie", 1, 1));
            assertThat(figures(db, "f").documents()).isEqualTo(2);
            assertThatThrownBy(() -> care.check("check").await()).isInstanceOf(DbError.ReadOnly.class);
        }
    }

    @Test
    void partsAreMergedInSteps() {
        List<String> inserts = new ArrayList<>();
        inserts.add("CREATE VIRTUAL TABLE f USING fts5(b)");
        inserts.add("INSERT INTO f(f, rank) VALUES ('automerge', 0)");
        try (TestDb db = TestDb.create(folder, inserts.toArray(String[]::new))) {
            for (int i = 0; i < 6; i++) {
                db.run("INSERT INTO f WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
                        + " SELECT 'word' || (i * " + (i + 7) + ") FROM n");
            }
            long before = figures(db, "f").segments();
            assertThat(before).isGreaterThan(3);
            assertThat(care(db, "f").optimize("optimize").await()).isPositive();
            assertThat(figures(db, "f").segments()).isEqualTo(1);
            assertThat(care(db, "f").merge("merge", 100).await()).isFalse();
            assertThat(care(db, "f").check("check").await()).isEmpty();
        }
    }

    @Test
    void anIndexWhoseTableIsGoneStillHasFigures() {
        try (TestDb db = TestDb.create(
                folder,
                "CREATE TABLE \"t t\"(id INTEGER PRIMARY KEY, b TEXT)",
                "CREATE VIRTUAL TABLE \"f f\" USING fts5(b, content = 't t', content_rowid = 'id')",
                "DROP TABLE \"t t\"",
                "CREATE VIRTUAL TABLE none USING fts5(b, content = '')",
                "INSERT INTO none(rowid, b) VALUES (4, 'apple')")) {
            assertThat(figures(db, "f f").rows()).isEqualTo(-1);
            assertThat(figures(db, "none").documents()).isEqualTo(1);
            assertThat(care(db, "none").canRebuild()).isFalse();
            assertThat(care(db, "none").check("check").await()).isEmpty();
        }
    }

    /// Copies are looked at, checked, and rebuilt where they can be.
    @Test
    void everyIndexOfRealFilesCanBeCaredFor() {
        List<String> looked = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (Path file : SharedData.databases(SharedData.dir().resolve("real")).toList()) {
            Path copy = SharedData.copy(file, folder);
            try (TestDb db = TestDb.open(copy)) {
                List<SearchIndex> all = db.db()
                        .read("indexes", a -> SearchIndex.all(a, db.workspace().schema()))
                        .await();
                for (SearchIndex index : all) {
                    careFor(db, index, file.getFileName() + " " + index.name(), looked, wrong);
                }
            } catch (DbError e) {
                // some of them are no database that opens: that is tested elsewhere
                assertThat(e.words()).isNotBlank();
            }
        }
        assertThat(looked).as("indexes cared for").isNotEmpty();
        assertThat(wrong).isEmpty();
    }

    private static void careFor(TestDb db, SearchIndex index, String title, List<String> looked, List<String> wrong) {
        if (index.trouble() != null) {
            return;
        }
        FtsCare care = new FtsCare(db.db(), index);
        FtsCare.Figures figures = db.db()
                .read("figures", access -> care.figures(access, db.workspace().schema()))
                .await();
        try {
            List<FtsCare.Term> terms = db.db().read("terms", care::terms).await();
            if (figures.documents() > 0 && terms.isEmpty()) {
                wrong.add(title + " has no terms");
            }
        } catch (DbError e) {
            wrong.add(title + " terms: " + e.words());
        }
        looked.add(title);
        if (!index.isOld()) {
            care.check("check").await().ifPresent(words -> wrong.add(title + ": " + words));
            if (care.canRebuild()) {
                care.rebuild("rebuild", null).await();
                care.optimize("optimize").await();
                care.check("check").await().ifPresent(words -> wrong.add(title + " rebuilt: " + words));
            }
        }
    }
}
