package studio.rowan.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import studio.rowan.db.Db;

/// A parent that is built anew takes its children with it where foreign keys are on, and the pragma against that does
/// nothing inside a transaction. Each form of it is met by each of three nets, without help of the others.
class CascadeTrapTest extends MigrationFixture {
    /// The forms of FACTS: nothing against it, the pragma that a transaction makes void, and one in a spelling that
    /// Flyway does not even know.
    private enum Form {
        BARE(""),
        VOID("PRAGMA foreign_keys=OFF;\n"),
        HIDDEN("PRAGMA main.foreign_keys=OFF;\n");

        private final String before;

        Form(String before) {
            this.before = before;
        }

        String script() {
            return before + REBUILD;
        }

        int line() {
            return before.isEmpty() ? 3 : 4;
        }
    }

    private static final List<String> TABLES = List.of(
            "CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT)",
            "CREATE TABLE posts(id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users ON DELETE CASCADE)",
            "CREATE TABLE likes(id INTEGER PRIMARY KEY, post_id INTEGER REFERENCES posts ON DELETE CASCADE)",
            "INSERT INTO users VALUES(1, 'Ann'), (2, 'Bob')",
            "INSERT INTO posts VALUES(1, 1), (2, 1), (3, 2)",
            "INSERT INTO likes VALUES(1, 1), (2, 2), (3, 3), (4, 3)");

    @BeforeEach
    void create() throws IOException {
        create("app.db", String.join(";\n", TABLES));
        assertThat(migrate().stop()).isNull();
    }

    private List<Long> counts(Db of) {
        return Stream.of("users", "posts", "likes")
                .map(table -> number(of, "SELECT count(*) FROM " + table))
                .toList();
    }

    /// That it is one: so it goes where nobody takes care.
    @ParameterizedTest
    @EnumSource(Form.class)
    void withoutANetAllChildrenAreGone(Form form) throws SQLException {
        try (PlainSqlite plain = new PlainSqlite(folder.resolve("plain.db"))) {
            plain.run("PRAGMA foreign_keys=ON");
            plain.run(String.join(";", TABLES));
            plain.run("BEGIN;" + form.script() + "COMMIT;");
            assertThat(plain.number("SELECT count(*) FROM users")).isEqualTo(2);
            assertThat(plain.number("SELECT count(*) FROM posts")).isZero();
            assertThat(plain.number("SELECT count(*) FROM likes")).isZero();
        }
    }

    /// The guard reads, and nothing runs.
    @ParameterizedTest
    @EnumSource(Form.class)
    void theGuardAlone(Form form) {
        Ground ground = db.read("ground", Ground::of).await();
        Script script = new Script("V2__rebuild.sql", form.script());
        List<Guard.Reading> readings = db.<List<Guard.Reading>>aside(
                        "guard", job -> Guard.read(job, ground, List.of(script)))
                .await();
        assertThat(readings.getFirst().findings())
                .contains(new Finding(Finding.Kind.REBUILDS_PARENT, form.line(), "users", "posts.user_id (CASCADE)"));
        assertThat(counts(db)).containsExactly(2L, 3L, 4L);
    }

    /// The rehearsal runs it on a copy, and tells of each table what is left.
    @ParameterizedTest
    @EnumSource(Form.class)
    void theRehearsalAlone(Form form) throws IOException {
        script("V2__rebuild.sql", form.script());
        try (Rehearsal.Report report = rehearse()) {
            Rehearsal.Trial trial = report.trials().getFirst();
            assertThat(trial.stop()).isNull();
            assertThat(trial.foreignKeys()).isFalse();
            assertThat(trial.cascades()).isEmpty();
            assertThat(trial.losses()).isEmpty();
            assertThat(trial.rows())
                    .extracting(RowCount::table, RowCount::before, RowCount::after)
                    .contains(
                            org.assertj.core.groups.Tuple.tuple("users", 2L, 2L),
                            org.assertj.core.groups.Tuple.tuple("posts", 3L, 3L),
                            org.assertj.core.groups.Tuple.tuple("likes", 4L, 4L));
            try (Db copy = Db.open(report.copy().file(), Db.Options.defaults(), files, clock)) {
                assertThat(counts(copy)).containsExactly(2L, 3L, 4L);
            }
        }
        assertThat(counts(db)).containsExactly(2L, 3L, 4L);
    }

    /// The transaction runs it where nobody guarded and nothing was rehearsed.
    @ParameterizedTest
    @EnumSource(Form.class)
    void theTransactionAlone(Form form) throws IOException {
        script("V2__rebuild.sql", form.script());
        Migrator.Result result = migrate();
        assertThat(result.stop()).isNull();
        assertThat(result.ran())
                .singleElement()
                .satisfies(ran -> assertThat(ran.foreignKeys()).isFalse());
        assertThat(counts(db)).containsExactly(2L, 3L, 4L);
    }
}
