package studio.rowan.blog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import studio.rowan.TestDb;
import studio.rowan.db.DbError;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

class UserMapperTest {
    private final TestDb db = TestDb.create();

    @AfterEach
    void close() {
        db.close();
    }

    private <T> T write(Function<UserMapper, T> body) {
        return db.db()
                .write("test", access -> body.apply(access.mapper(UserMapper.class)))
                .await();
    }

    private <T> T read(Function<UserMapper, T> body) {
        return db.db()
                .read("test", access -> body.apply(access.mapper(UserMapper.class)))
                .await();
    }

    private Row row(String sql) {
        return db.db()
                .read("row", access -> access.query(Sql.of(sql)).getFirst())
                .await();
    }

    @Test
    void insertReturnsTheRowAsItIsInTheFile() throws Exception {
        long before = System.currentTimeMillis();
        var metadata = new ObjectMapper().readTree("{\"theme\":\"dark\",\"preferences\":{\"é\":1}}");
        User user = write(users -> users.insert(new User.New("Ada", "ada@example.com", true, "a.png", metadata, null)));
        assertThat(user.createdAt()).isBetween(before, System.currentTimeMillis());
        assertThat(user.updatedAt()).isBetween(before, System.currentTimeMillis());
        assertThat(user.metadata()).isEqualTo(metadata);
        assertThatObject(read(users -> users.find(user.id()))).isEqualTo(user);
        assertThatObject(read(users -> users.findByEmail("ada@example.com"))).isEqualTo(user);
        Row raw = row(
                "SELECT typeof(verified), verified, typeof(metadata), metadata ->> '$.theme', typeof(created_at) FROM users");
        assertThat(raw.toList())
                .containsExactly(
                        Value.of("integer"), Value.of(1), Value.of("blob"), Value.of("dark"), Value.of("integer"));
    }

    /// F10: a second equal statement that writes must run, not come from a cache.
    @Test
    void equalWritesBothRun() {
        User user = db.createTestUser();
        List<User> twice = write(users -> List.of(users.update(user), users.update(user)));
        assertThat(twice.get(1).updatedAt()).isGreaterThan(twice.get(0).updatedAt());
        assertThat(row("SELECT updated_at FROM users").get(0))
                .isEqualTo(Value.of(twice.get(1).updatedAt()));
    }

    @Test
    void updateReturnsTheFinalRow() {
        User user = db.createTestUser();
        User changed = write(users -> users.update(user.withName("Grace").withVerified(true)));
        assertThat(changed.name()).isEqualTo("Grace");
        assertThat(changed.verified()).isTrue();
        assertThat(changed.createdAt()).isEqualTo(user.createdAt());
        assertThat(changed.updatedAt()).isGreaterThan(user.updatedAt());
        assertThatObject(read(users -> users.find(user.id()))).isEqualTo(changed);
    }

    @Test
    void anotherWriterMovesUpdatedAtToo() {
        User user = db.createTestUser();
        db.run("UPDATE users SET name = 'X'");
        assertThat(read(users -> users.find(user.id())).updatedAt()).isGreaterThan(user.updatedAt());
        db.run("UPDATE users SET updated_at = 5");
        assertThatObject(read(users -> users.find(user.id())).updatedAt()).isEqualTo(5L);
    }

    @Test
    void whatIsNotThereIsNull() {
        User ghost = new User(99, "n", "e", false, null, null, 0, 0);
        assertThatObject(read(users -> users.find(99) == null)).isEqualTo(true);
        assertThatObject(read(users -> users.findByEmail("nobody") == null)).isEqualTo(true);
        assertThatObject(write(users -> users.update(ghost) == null && users.delete(99) == null))
                .isEqualTo(true);
    }

    @Test
    void deleteReturnsTheRowAndTakesItsPostsAlong() {
        User user = db.createTestUser();
        db.createTestPost(user);
        assertThatObject(write(users -> users.delete(user.id()))).isEqualTo(user);
        assertThat(row("SELECT count(*) FROM posts").asLong(0)).isZero();
    }

    @Test
    void batchInsertLeavesTakenEmailsAlone() {
        User taken = db.createTestUser();
        List<User.New> two = List.of(new User.New("Other", taken.email()), new User.New("New", "new@example.com"));
        List<User.Made> made = write(users -> users.insertFree(two));
        assertThat(made).hasSize(1);
        assertThatObject(read(users -> users.find(taken.id()))).isEqualTo(taken);
        assertThatObject(read(users -> users.find(made.getFirst().id())).name()).isEqualTo("New");
        assertThatObject(read(UserMapper::count)).isEqualTo(2L);
        assertThatObject(read(users -> users.exists("new@example.com"))).isEqualTo(true);
        assertThatObject(read(users -> users.exists("other@example.com"))).isEqualTo(false);
    }

    @Test
    void aTakenEmailIsAConstraintError() {
        User user = db.createTestUser();
        assertThatThrownBy(() -> write(users -> users.insert(new User.New("Again", user.email()))))
                .isInstanceOf(DbError.Constraint.class)
                .hasMessageContaining("users.email");
    }

    @Test
    void pages() {
        List<User> all = List.of(db.createTestUser(), db.createTestUser(), db.createTestUser());
        assertThatObject(read(users -> users.page(2, 0))).isEqualTo(all.subList(0, 2));
        assertThatObject(read(users -> users.page(2, 2))).isEqualTo(all.subList(2, 3));
    }
}
