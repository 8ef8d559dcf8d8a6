package studio.rowan.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.rowan.db.Job;
import studio.rowan.migrate.Finding.Kind;
import studio.rowan.migrate.Finding.Severity;

/// A table that is made anew keeps its rows, and each value its column; where the script does not see to that, the
/// guard says so, and of nothing else.
class CopyRulesTest {
    private static final Ground GROUND = new Ground(
            List.of(
                    "CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT, mail TEXT, age INT)",
                    "CREATE TABLE posts(id INTEGER PRIMARY KEY, user_id REFERENCES users ON DELETE CASCADE)",
                    "CREATE TABLE codes(code TEXT PRIMARY KEY, title TEXT)"),
            Set.of("users", "posts", "codes"));

    private static final String NEW =
            "CREATE TABLE n(id INTEGER PRIMARY KEY, name TEXT, mail TEXT, age INT NOT NULL DEFAULT 0);\n";

    private static final String SWITCHED = "CREATE TABLE n(id INTEGER PRIMARY KEY, mail TEXT, name TEXT, age INT);\n";

    private static final String END = ";\nDROP TABLE users;\nALTER TABLE n RENAME TO users;";

    private static List<Finding> read(String script) {
        return Job.<List<Guard.Reading>>here(
                        "guard", job -> Guard.read(job, GROUND, List.of(new Script("V2__x.sql", script))))
                .getFirst()
                .findings();
    }

    /// But for what is said of every rebuild of a parent.
    private static List<Finding> said(String script) {
        return read(script).stream()
                .filter(finding -> finding.kind() != Kind.REBUILDS_PARENT)
                .toList();
    }

    private static Finding finding(Kind kind, int line, String... subjects) {
        return new Finding(kind, line, subjects);
    }

    /// Forms in which real scripts hand a number on, and that take nothing.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO n SELECT * FROM users",
                "INSERT INTO n SELECT CAST(id AS INTEGER), name, mail, coalesce(age, 0) FROM users",
                "INSERT INTO n(age, mail, name, id) SELECT coalesce(age, 0), mail, name, +id FROM users",
                "INSERT INTO n SELECT (u.id) AS id, u.name, mail, ifnull(age, 0) FROM users u",
                "INSERT INTO n SELECT coalesce(id, rowid), trim(name), lower(mail), max(age, 0) FROM users AS u",
                "INSERT INTO n SELECT CASE WHEN mail = '' THEN id ELSE id END, name, mail, abs(age) FROM users",
                "INSERT INTO n SELECT main.users.id, \"name\", [mail], age + 0 FROM main.users ORDER BY id",
                "INSERT INTO n WITH u AS (SELECT * FROM users) SELECT id, name, mail, age + 0 FROM u",
                "INSERT INTO n SELECT id, name, mail, age + 0 FROM users WHERE true ON CONFLICT DO NOTHING"
            })
    void aWholeCopyIsQuiet(String copy) {
        assertThat(said(NEW + copy + END))
                .filteredOn(finding -> finding.kind() != Kind.SWALLOWS_ROWS && finding.kind() != Kind.ADDS_NOT_NULL)
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"id + 1000", "NULL", "row_number() OVER (ORDER BY id)", "-id"})
    void anotherNumberIsSeen(String number) {
        assertThat(read(NEW + "INSERT INTO n SELECT " + number + ", name, mail, abs(age) FROM users" + END))
                .contains(finding(Kind.RENUMBERS, 2, "users", "id", "posts.user_id (CASCADE)"));
    }

    /// Only SQLite knows it when it runs: the rehearsal counts.
    @Test
    void whatCannotBeToldIsNotCalledAnError() {
        assertThat(said(NEW + "INSERT INTO n SELECT iif(age > 3, id, id), name, mail, abs(age) FROM users" + END))
                .isEmpty();
    }

    /// A text that is a key is no number that SQLite gives out.
    @Test
    void aKeyOfTextIsNotNumbered() {
        assertThat(said("CREATE TABLE n(code TEXT PRIMARY KEY, title TEXT);\n"
                        + "INSERT INTO n SELECT upper(code), title FROM codes;\n"
                        + "DROP TABLE codes;\nALTER TABLE n RENAME TO codes;"))
                .isEmpty();
    }

    @Test
    void valuesThatFallIntoOtherColumnsAreSeen() {
        assertThat(said(SWITCHED + "INSERT INTO n SELECT * FROM users" + END))
                .containsExactly(
                        finding(Kind.MOVES_VALUES, 2, "users", "name", "mail"),
                        finding(Kind.MOVES_VALUES, 2, "users", "mail", "name"))
                .allMatch(finding -> finding.severity() == Severity.ERROR);
        assertThat(said(SWITCHED + "INSERT INTO n SELECT u.id, u.name, u.mail, u.age FROM users u" + END))
                .extracting(Finding::kind)
                .containsExactly(Kind.MOVES_VALUES, Kind.MOVES_VALUES);
        assertThat(said(SWITCHED + "INSERT INTO n SELECT id, mail, name, age FROM users" + END))
                .isEmpty();
        assertThat(said(SWITCHED + "INSERT INTO n(id, name, mail, age) SELECT * FROM users" + END))
                .isEmpty();
        // One that was named so is asked about, no more.
        assertThat(said(SWITCHED + "INSERT INTO n(id, name, mail, age) SELECT id, mail, mail, age FROM users" + END))
                .containsExactly(finding(Kind.REPLACES_VALUES, 2, "users", "name", "mail"));
    }

    @Test
    void aColumnThatGetsAnotherNameLivesOn() {
        assertThat(said("CREATE TABLE n(id INTEGER PRIMARY KEY, full_name TEXT, mail TEXT, age INT);\n"
                        + "INSERT INTO n SELECT * FROM users" + END))
                .isEmpty();
        assertThat(said("CREATE TABLE n(id INTEGER PRIMARY KEY, mail TEXT, age INT);\n"
                        + "INSERT INTO n SELECT id, mail, age FROM users" + END))
                .containsExactly(finding(Kind.DROPS_COLUMN, 3, "users", "name"));
    }

    @Test
    void aColumnThatIsForgottenIsSeen() {
        String copy = NEW + "INSERT INTO n(id, name, age) SELECT id, name, coalesce(age, 0) FROM users";
        assertThat(said(copy + END)).containsExactly(finding(Kind.LEAVES_OUT_COLUMN, 2, "users", "mail"));
        assertThat(said(copy + ";\nUPDATE n SET mail = (SELECT mail FROM users u WHERE u.id = n.id)" + END))
                .extracting(Finding::kind)
                .doesNotContain(Kind.LEAVES_OUT_COLUMN);
        assertThat(said(NEW + "INSERT INTO n SELECT id, name, NULL, coalesce(age, 0) FROM users" + END))
                .containsExactly(finding(Kind.REPLACES_VALUES, 2, "users", "mail", "NULL"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "WHERE|FROM users WHERE age > 3",
                "LIMIT|FROM users LIMIT 10",
                "GROUP BY|FROM users GROUP BY mail",
                "JOIN|FROM users JOIN posts ON user_id = users.id",
                "FROM …, …|FROM users, posts",
                "WHERE|FROM (SELECT * FROM users WHERE age > 3) AS users",
                "EXCEPT|FROM users EXCEPT SELECT 1, 2, 3, 4"
            })
    void rowsThatTheCopyLeavesOutAreSeen(String by, String from) {
        assertThat(said(NEW + "INSERT INTO n SELECT users.id, name, mail, coalesce(age, 0) " + from + END))
                .contains(finding(Kind.LEAVES_ROWS, 2, "users", by));
    }

    @Test
    void aLeftJoinLeavesNothingOut() {
        assertThat(said(NEW + "INSERT INTO n SELECT users.id, name, mail, coalesce(age, 0) FROM users"
                        + " LEFT JOIN posts ON user_id = users.id" + END))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"INSERT OR IGNORE INTO,OR IGNORE", "INSERT OR REPLACE INTO,OR REPLACE", "REPLACE INTO,REPLACE"})
    void rowsThatVanishWithoutAWordAreSeen(String insert, String by) {
        assertThat(said(NEW + insert + " n SELECT id, name, mail, coalesce(age, 0) FROM users" + END))
                .containsExactly(finding(Kind.SWALLOWS_ROWS, 2, "users", by));
    }

    @Test
    void aTableThatIsMadeAnewWithoutItsRowsIsSeen() {
        assertThat(said("DROP TABLE codes;\nCREATE TABLE codes(code TEXT PRIMARY KEY, title TEXT NOT NULL, more);"))
                .containsExactly(finding(Kind.EMPTIES_TABLE, 1, "codes"));
        // By way of another table they come back.
        assertThat(said("CREATE TEMP TABLE kept AS SELECT * FROM codes;\nDROP TABLE codes;\n"
                        + "CREATE TABLE codes(code TEXT PRIMARY KEY, title TEXT);\n"
                        + "INSERT INTO codes SELECT * FROM kept;\nDROP TABLE kept;"))
                .isEmpty();
        assertThat(said("ALTER TABLE codes RENAME TO old;\nCREATE TABLE codes(code TEXT PRIMARY KEY, title TEXT);\n"
                        + "INSERT INTO codes SELECT * FROM old;\nDROP TABLE old;"))
                .isEmpty();
        assertThat(said("CREATE TABLE n AS SELECT * FROM codes;\nDROP TABLE codes;\nALTER TABLE n RENAME TO codes;"))
                .isEmpty();
    }

    /// The other table goes too, or lost its reference where SQLite would have refused to break it.
    @Test
    void aParentThatGoesWithItsChildrenIsNoTrap() {
        assertThat(read("DROP TABLE users;\nDROP TABLE posts;"))
                .extracting(Finding::kind)
                .containsExactly(Kind.DROPS_TABLE, Kind.DROPS_TABLE);
        assertThat(read("DROP TABLE users;")).extracting(Finding::kind).contains(Kind.DROPS_PARENT);
        assertThat(read("DROP TABLE users;\nCREATE TABLE p(id INTEGER PRIMARY KEY, user_id);\n"
                        + "INSERT INTO p SELECT * FROM posts;\nDROP TABLE posts;\nALTER TABLE p RENAME TO posts;"))
                .extracting(Finding::kind)
                .contains(Kind.DROPS_PARENT);
    }

    @Test
    void aColumnThatGetsAnotherNameByAlterIsNotANewOne() {
        assertThat(said("ALTER TABLE codes RENAME COLUMN title TO old;\n"
                        + "ALTER TABLE codes ADD COLUMN title TEXT NOT NULL DEFAULT '';\n"
                        + "UPDATE codes SET title = old;\nALTER TABLE codes DROP COLUMN old;"))
                .isEmpty();
        assertThat(said("UPDATE codes SET title = '';"))
                .extracting(Finding::kind)
                .containsExactly(Kind.UPDATES_ALL);
        assertThat(said("ALTER TABLE codes ADD COLUMN n;\nUPDATE codes SET (n) = (SELECT 1), title = '';"))
                .extracting(Finding::kind)
                .containsExactly(Kind.UPDATES_ALL);
    }
}
