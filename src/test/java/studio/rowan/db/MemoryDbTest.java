package studio.rowan.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Databases in memory: what is as in a file, and what is not. No test makes a file.
class MemoryDbTest {
    @TempDir
    Path folder;

    private final DbFiles files = DbFiles.inMemory();
    private final Clock clock = Clock.system();
    private final List<Db> open = new ArrayList<>();
    private Path file;

    @BeforeEach
    void make() {
        file = folder.resolve("a.db");
        Db.create(file, files);
    }

    @AfterEach
    void noFileWasMade() {
        open.forEach(Db::close);
        clock.close();
        assertThat(folder).isEmptyDirectory();
    }

    private Db open(Path which) {
        Db db = Db.open(
                which,
                new Db.Options(false, folder.resolve("scratch"), () -> false, Duration.ofMillis(200)),
                files,
                clock);
        open.add(db);
        return db;
    }

    private static void write(Db db, String... statements) {
        db.write("write", access -> {
                    for (String sql : statements) {
                        access.execute(Sql.of(sql));
                    }
                    return true;
                })
                .await();
    }

    private static String text(Db db, String sql) {
        return String.valueOf(
                db.read("text", access -> access.scalar(Sql.of(sql))).await().asText());
    }

    private static String exclusive(Db db, String sql) {
        return db.exclusive("exclusive", access -> done(access, sql)).await();
    }

    private static String done(Access access, String sql) {
        access.execute(Sql.of(sql));
        return sql;
    }

    @Test
    void allConnectionsOfTheProcessSeeOneDatabase() {
        Db one = open(file);
        Db other = open(file.resolveSibling("x").resolve("..").resolve("a.db"));
        List<Boolean> told = new ArrayList<>();
        one.addChangeListener(told::add);
        write(one, "CREATE TABLE t(a)", "INSERT INTO t VALUES(1)");
        assertThat(told).containsExactly(false);
        assertThat(text(other, "SELECT count(*) FROM t")).isEqualTo("1");
        write(other, "INSERT INTO t VALUES(2)");
        assertThat(text(one, "SELECT count(*) FROM t")).isEqualTo("2");
        assertThat(one.bytes()).isEqualTo(8192).isEqualTo(files.size(file));
    }

    @Test
    void aTableCalledLikeAFunctionDoesNotHideItsSize() {
        Db db = open(file);
        write(db, "CREATE TABLE pragma_page_count(page_count)");
        assertThat(db.bytes()).isEqualTo(8192);
    }

    @Test
    void itStaysWhenNobodyHasItOpen() {
        try (Db db = open(file)) {
            write(db, "CREATE TABLE t(a)");
        }
        assertThat(text(open(file), "SELECT count(*) FROM t")).isEqualTo("0");
        assertThatThrownBy(() -> Db.create(file, files)).isInstanceOf(DbError.Io.class);
    }

    @Test
    void nothingElseIsInMemory() {
        assertThat(files.exists(folder.resolve("b.db"))).isFalse();
        assertThatThrownBy(() -> open(folder.resolve("b.db")))
                .isInstanceOfSatisfying(
                        DbError.Io.class, e -> assertThat(e.reason()).isEqualTo(DbError.Io.Reason.IN_MEMORY));
        assertThat(DbFiles.inMemory().exists(file)).as("of others").isFalse();
        assertThat(new DbFiles().exists(file)).as("on the disk").isFalse();
    }

    /// There is no write-ahead log: who writes shuts readers out from its first lock on, not only while it commits.
    @Test
    void aTransactionShutsReadersOutUntilItEnds() {
        Db db = open(file);
        write(db, "CREATE TABLE t(a)");
        exclusive(db, "PRAGMA journal_mode = WAL");
        assertThat(text(db, "PRAGMA journal_mode")).isEqualTo("memory");
        assertThat(db.readsLock()).isTrue();
        try (Session console = db.session("console")) {
            console.run("begin", access -> done(access, "BEGIN IMMEDIATE")).await();
            assertThatThrownBy(() -> text(db, "SELECT count(*) FROM t")).isInstanceOf(DbError.Busy.class);
            console.run("commit", access -> done(access, "COMMIT")).await();
        }
        assertThat(text(db, "SELECT count(*) FROM t")).isEqualTo("0");
    }

    @Test
    void whatFailsIsRolledBack() {
        Db db = open(file);
        write(db, "CREATE TABLE t(a PRIMARY KEY)");
        assertThatThrownBy(() -> write(db, "INSERT INTO t VALUES(1)", "INSERT INTO t VALUES(1)"))
                .isInstanceOf(DbError.Constraint.class);
        assertThat(text(db, "SELECT count(*) FROM t")).isEqualTo("0");
    }

    @Test
    void readersCannotWrite() {
        Db db = open(file);
        assertThatThrownBy(() -> text(db, "CREATE TABLE t(a)")).isInstanceOf(DbError.ReadOnly.class);
    }

    /// SQLite takes the database's own kind for whatever is attached, and so writes no file for a script either.
    @Test
    void whatIsAttachedOrCopiedByStatementIsInMemoryToo() {
        Db db = open(file);
        write(db, "CREATE TABLE t(a)");
        try (Session console = db.session("console")) {
            console.run("attach", access -> {
                        done(access, "VACUUM INTO '" + folder.resolve("into.db") + "'");
                        done(access, "ATTACH '" + folder.resolve("other.db") + "' AS o");
                        return done(access, "CREATE TABLE o.t(a)");
                    })
                    .await();
        }
        assertThat(exclusive(db, "VACUUM")).isEqualTo("VACUUM");
    }

    /// It is filled on one connection and read on others, after the one let go of it.
    @Test
    void keysOfASortAreInMemoryToo() {
        Db db = open(file);
        write(db, "CREATE TABLE t(a)", "INSERT INTO t VALUES(3), (1), (2)");
        try (Scratch scratch = db.scratch()) {
            db.sort("sort", access -> {
                        access.fill(scratch, "keys");
                        return done(access, "CREATE TABLE keys.k AS SELECT a FROM t ORDER BY a");
                    })
                    .await();
            for (int i = 0; i < 2; i++) {
                assertThat(db.read("page", access -> {
                                    access.attach(scratch, "keys");
                                    return access.scalar(Sql.of("SELECT group_concat(a) FROM keys.k"))
                                            .asText();
                                })
                                .await())
                        .isEqualTo("1,2,3");
            }
            assertThat(scratch.room()).isEqualTo(MemoryStore.MOST);
        }
    }

    @Test
    void aCopyIsInMemoryAndGoesWithItsFolder() {
        Db db = open(file);
        write(db, "CREATE TABLE t(a)", "INSERT INTO t VALUES(1)");
        Path copy;
        try (PrivateFolder place = db.privateFolder(folder, "clone")) {
            copy = place.path().resolve("copy.db");
            db.copyTo(copy, false).await();
            write(db, "DELETE FROM t");
            try (Db other = open(copy)) {
                assertThat(text(other, "SELECT count(*) FROM t")).isEqualTo("1");
            }
            assertThat(FileCheck.of(copy, files, new Job<>("check", () -> false))
                            .sound())
                    .isTrue();
        }
        assertThat(files.exists(copy)).isFalse();
    }

    @Test
    void anotherContentTakesItsPlace() {
        Path source = folder.resolve("source.db");
        Db.create(source, files);
        try (Db other = open(source)) {
            write(other, "CREATE TABLE u(a)", "INSERT INTO u VALUES(7)");
        }
        Db db = open(file);
        write(db, "CREATE TABLE t(a)");
        assertThat(db.restoreFrom(source, _ -> {}).await().match()).isEqualTo(Replaced.Match.SAME);
        assertThat(text(db, "SELECT a FROM u")).isEqualTo("7");
        assertThat(text(db, "SELECT count(*) FROM sqlite_schema")).isEqualTo("1");
    }
}
