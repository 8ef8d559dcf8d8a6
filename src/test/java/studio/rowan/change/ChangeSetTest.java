package studio.rowan.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.TestDb;
import studio.rowan.db.Value;
import studio.rowan.grid.RowKey;
import studio.rowan.schema.Table;

class ChangeSetTest {
    private static final RowKey ONE = new RowKey.Rowid(1);
    private static final RowKey TWO = new RowKey.Rowid(2);

    @TempDir
    Path folder;

    private TestDb db;
    private Table users;
    private Table loose;
    private final ChangeSet set = new ChangeSet();
    private final Map<String, Value> row = row("id", Value.of(1), "name", Value.of("Ann"), "age", Value.of(30));

    @BeforeEach
    void open() {
        db = TestDb.create(
                folder,
                "CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT, age INTEGER)",
                "CREATE TABLE loose(a, b, c UNIQUE)",
                "CREATE VIEW names AS SELECT name FROM users");
        users = db.table("users");
        loose = db.table("loose");
    }

    @AfterEach
    void close() {
        db.close();
    }

    static Map<String, Value> row(Object... pairs) {
        Map<String, Value> row = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            row.put((String) pairs[i], (Value) pairs[i + 1]);
        }
        return row;
    }

    private static Target.Stored user(RowKey key) {
        return new Target.Stored("users", key);
    }

    @Test
    void aCellSetBackToItsOldValueUnstagesItself() {
        set.set(users, ONE, row, "name", Value.of("Bob"));
        set.set(users, ONE, row, "age", Value.of(31));
        set.set(users, ONE, row, "name", Value.of("Ann"));
        assertThat(set.changes().edits())
                .containsExactly(new Edit.Update(user(ONE), row("age", Value.of(30)), row("age", Value.of(31))));
        // What SQLite would store decides, not what was typed.
        set.set(users, ONE, row, "age", Value.of("30"));
        assertThat(set.changes().isEmpty()).isTrue();
    }

    @Test
    void theOldValueIsTheOneFirstSeen() {
        set.set(users, ONE, row, "name", Value.of("Bob"));
        Map<String, Value> reread = new LinkedHashMap<>(row);
        reread.put("name", Value.of("Zoe"));
        set.set(users, ONE, reread, "name", Value.of("Bea"));
        assertThat(set.changes().edits())
                .containsExactly(
                        new Edit.Update(user(ONE), row("name", Value.of("Ann")), row("name", Value.of("Bea"))));
    }

    @Test
    void aNewRowDeletedVanishesAndAnUpdatedRowDeletedIsADeletion() {
        Target.Fresh fresh = set.insert(users, Map.of("name", Value.of("New")));
        set.set(fresh, "age", Value.of(5));
        assertThat(set.changes().inserts("users")).hasSize(1);
        set.revert(fresh);
        assertThat(set.changes().isEmpty()).isTrue();

        set.set(users, ONE, row, "age", Value.of(31));
        set.delete(users, ONE, row);
        assertThat(set.changes().edits()).containsExactly(new Edit.Delete(user(ONE), row));
        set.set(users, ONE, row, "age", Value.of(32));
        assertThat(set.changes().edits()).containsExactly(new Edit.Delete(user(ONE), row));
        set.undo();
        assertThat(set.changes().staged(user(ONE), "age")).isEqualTo(Value.of(31));
    }

    @Test
    void undoAndRedoWalkThroughEveryStep() {
        List<Changes> states = new ArrayList<>();
        states.add(set.changes());
        set.set(users, ONE, row, "age", Value.of(31));
        states.add(set.changes());
        set.together(() -> {
            set.set(users, ONE, row, "name", Value.NULL);
            set.set(users, TWO, row, "name", Value.NULL);
        });
        states.add(set.changes());
        set.insert(users, Map.of());
        states.add(set.changes());
        set.discard();
        states.add(set.changes());
        for (int i = states.size() - 2; i >= 0; i--) {
            set.undo();
            assertThat(set.changes()).isEqualTo(states.get(i));
        }
        assertThat(set.canUndo()).isFalse();
        for (int i = 1; i < states.size(); i++) {
            set.redo();
            assertThat(set.changes()).isEqualTo(states.get(i));
        }
        assertThat(set.canRedo()).isFalse();
    }

    @Test
    void countsAreSaidInWords() {
        set.insert(users, Map.of());
        set.insert(users, Map.of());
        set.set(users, ONE, row, "age", Value.of(31));
        set.delete(loose, TWO, row("a", Value.of(1)));
        assertThat(set.changes().counts()).isEqualTo(new Changes.Counts(2, 1, 1, 2));
        assertThat(set.changes().counts().text()).isEqualTo("+2 ~1 −1 in 2 tables");
        set.discard();
        set.delete(users, ONE, row);
        assertThat(set.changes().counts().text()).isEqualTo("−1 in 1 table");
    }

    @Test
    void listenersHearOnceOfEachStepAndSeeASnapshot() {
        List<Changes> heard = new ArrayList<>();
        set.addListener(heard::add);
        set.together(() -> {
            set.set(users, ONE, row, "name", Value.NULL);
            set.set(users, ONE, row, "age", Value.NULL);
        });
        set.set(users, ONE, row, "age", Value.NULL);
        assertThat(heard).hasSize(1);
        set.discard();
        assertThat(heard).hasSize(2);
        assertThat(heard.getFirst().edits()).hasSize(1);
        assertThat(heard.getLast().isEmpty()).isTrue();
    }

    @Test
    void aRowidThatMayMoveIsWitnessedByItsUniqueColumns() {
        Map<String, Value> seen = row("a", Value.of(1), "b", Value.of(2), "c", Value.of(3));
        set.set(loose, ONE, seen, "a", Value.of(9));
        assertThat(set.changes().edits())
                .containsExactly(new Edit.Update(
                        new Target.Stored("loose", ONE),
                        row("c", Value.of(3), "a", Value.of(1)),
                        row("a", Value.of(9))));
    }

    @Test
    void aRowOfAViewIsToldByAllItHolds() {
        Table names = db.table("names");
        set.set(names, new RowKey.Ordinal(7), row("name", Value.of("Ann")), "name", Value.of("Bob"));
        assertThat(set.changes().of(Target.of(names, new RowKey.Ordinal(0), row("name", Value.of("Ann")))))
                .isNotNull();
        assertThat(set.changes().of(Target.of(names, new RowKey.Ordinal(7), row("name", Value.of("Zoe")))))
                .isNull();
    }

    @Test
    void aCopyLeavesTheRowidToSqliteAndRefusesWhatWasNotLoaded() {
        set.insertCopy(users, row);
        assertThat(set.changes().inserts("users").getFirst().values())
                .isEqualTo(row("name", Value.of("Ann"), "age", Value.of(30)));
        assertThatThrownBy(() -> set.insertCopy(users, row("name", new Value.Large(Value.StorageClass.TEXT, 100_000))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatWasStagedDuringACommitStaysOnTopOfWhatIsNowInTheFile() {
        Target.Fresh fresh = set.insert(users, row("name", Value.of("New")));
        set.set(users, ONE, row, "age", Value.of(31));
        set.delete(users, TWO, row);
        Changes committed = set.changes();
        set.set(fresh, "name", Value.of("Newer"));
        set.set(users, ONE, row, "age", Value.of(32));

        RowKey seven = new RowKey.Rowid(7);
        set.committed(
                committed,
                List.of(
                        new Written(fresh, seven, row("id", Value.of(7), "name", Value.of("New"))),
                        new Written(user(ONE), ONE, row("age", Value.of(31))),
                        new Written(user(TWO), null, Map.of())));
        assertThat(set.changes().edits())
                .containsExactly(
                        new Edit.Update(user(seven), row("name", Value.of("New")), row("name", Value.of("Newer"))),
                        new Edit.Update(user(ONE), row("age", Value.of(31)), row("age", Value.of(32))));
        assertThat(set.canUndo()).isFalse();
    }

    @Test
    void keepingMineTakesTheirsAsTheNewGround() {
        set.set(users, ONE, row, "name", Value.of("Bob"));
        set.set(users, ONE, row, "age", Value.of(31));
        set.keepMine(user(ONE), row("name", Value.of("Zoe"), "age", Value.of(31)));
        assertThat(set.changes().edits())
                .containsExactly(new Edit.Update(
                        user(ONE), row("name", Value.of("Zoe"), "age", Value.of(31)), row("name", Value.of("Bob"))));
    }
}
