package studio.rowan.blog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.TestDb;
import studio.rowan.db.Clock;
import studio.rowan.db.DbError;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Work;

class SeedTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    Path folder;

    private static long number(TestDb db, String sql) {
        return db.db().read("number", a -> a.scalar(Sql.of(sql)).asLong()).await();
    }

    private static <T> T write(TestDb db, Work<T> work) {
        return db.db().write("seed", work).await();
    }

    @Test
    void baseSeedRunsTwiceWithoutChange() {
        try (TestDb db = TestDb.create()) {
            Seed seed = new Seed(1, NOW);
            assertThatObject(write(db, seed::base)).isEqualTo(new Seed.Made(2, 0, 3, 0));
            assertThatObject(write(db, seed::base)).isEqualTo(new Seed.Made(0, 0, 0, 0));
            List<Row> users = write(db, a -> a.query(Sql.of("SELECT name FROM users ORDER BY id")));
            assertThat(users).extracting(row -> row.text(0)).containsExactly("Admin User", "Test User");
        }
    }

    @Test
    void theSampleReadsLikeABlog() {
        try (Clock clock = Clock.system();
                TestDb db = TestDb.open(Sample.ensure(folder.resolve("data"), new DbFiles(), clock))) {
            assertThat(Sample.isSample(db.workspace().schema())).isTrue();
            assertThat(db.db().isWal()).isTrue();
            assertThat(number(db, "SELECT count(*) FROM users")).isEqualTo(202);
            assertThat(number(db, "SELECT count(*) FROM posts")).isEqualTo(2000);
            assertThat(number(db, "SELECT count(*) FROM tags")).isEqualTo(12);
            assertThat(number(db, "SELECT count(*) FROM post_tags")).isBetween(4000L, 6000L);
            assertThat(number(db, "SELECT count(DISTINCT title) FROM posts")).isGreaterThan(1850);
            assertThat(number(db, "SELECT count(DISTINCT content) FROM posts")).isGreaterThan(1850);
            assertThat(number(db, "SELECT max(created_at) FROM posts"))
                    .isLessThanOrEqualTo(clock.now().toEpochMilli());
            assertThat(number(db, "SELECT count(*) FROM posts_fts WHERE posts_fts MATCH 'index'"))
                    .isPositive();
            for (String never : List.of(
                    "posts WHERE title || coalesce(content, '') LIKE '%{%'",
                    "posts WHERE created_at > updated_at",
                    "posts p JOIN users u ON u.id = p.user_id WHERE p.created_at < u.created_at",
                    "posts WHERE id NOT IN (SELECT post_id FROM post_tags)")) {
                assertThat(number(db, "SELECT count(*) FROM " + never))
                        .as(never)
                        .isZero();
            }
        }
    }

    @Test
    void theSampleIsMadeOnceAndLeavesNothingBeside() throws Exception {
        DbFiles files = new DbFiles();
        try (Clock clock = Clock.system()) {
            Path data = folder.resolve("data");
            Path file = Sample.ensure(data, files, clock);
            byte[] bytes = Files.readAllBytes(file);
            assertThat(Sample.ensure(data, files, clock)).isEqualTo(file);
            assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
            assertThat(files.isOpen(file)).isFalse();
            try (var list = Files.list(data)) {
                assertThat(list).containsExactly(file);
            }
        }
    }

    @Test
    void whatACutOffStartLeftIsRemovedLater() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        Path old = Files.createDirectory(data.resolve("building-1"));
        Files.writeString(old.resolve("half.db"), "half");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(7200)));
        Path atWork = Files.createDirectory(data.resolve("building-2"));
        try (Clock clock = Clock.system()) {
            Sample.ensure(data, new DbFiles(), clock);
        }
        assertThat(old).doesNotExist();
        assertThat(atWork).exists();
    }

    @Test
    void sameSeedSameRowsAndMoreRowsOnTop() {
        assertThat(titles(5)).isEqualTo(titles(5)).isNotEqualTo(titles(6));
        try (TestDb db = TestDb.create()) {
            Seed.Size size = Seed.Size.ofPosts(450);
            for (int i = 1; i <= 2; i++) {
                Seed.Made made = write(db, a -> new Seed(5, NOW).rows(a, size));
                assertThat(made.posts()).isEqualTo(450);
                assertThat(made.users()).isEqualTo(45);
                assertThat(number(db, "SELECT count(*) FROM users")).isEqualTo(45L * i);
                assertThat(number(db, "SELECT count(*) FROM posts")).isEqualTo(450L * i);
            }
        }
    }

    private static List<Row> titles(long seed) {
        try (TestDb db = TestDb.create()) {
            write(db, a -> new Seed(seed, NOW).rows(a, Seed.Size.ofPosts(50)));
            return write(db, a -> a.query(Sql.of("SELECT title, content, created_at FROM posts ORDER BY id")));
        }
    }

    @Test
    void cancelRollsBackAll() {
        try (TestDb db = TestDb.create()) {
            assertThatThrownBy(() -> write(db, access -> {
                        Seed.Made made = new Seed(1, NOW).rows(access, Seed.Size.ofPosts(250));
                        access.job().cancel();
                        return made.plus(new Seed(2, NOW).rows(access, Seed.Size.ofPosts(10)));
                    }))
                    .isInstanceOf(DbError.Cancelled.class);
            assertThat(number(db, "SELECT count(*) FROM posts")).isZero();
            assertThat(number(db, "SELECT count(*) FROM users")).isZero();
        }
    }

    @Test
    void aDatabaseWithoutTheTablesSaysSo() {
        try (TestDb db = TestDb.create(folder, "CREATE TABLE t(a)")) {
            assertThat(Sample.isSample(db.workspace().schema())).isFalse();
            assertThatThrownBy(() -> write(db, new Seed(1, NOW)::base))
                    .isInstanceOf(DbError.Syntax.class)
                    .hasMessageContaining("no such table");
        }
    }
}
