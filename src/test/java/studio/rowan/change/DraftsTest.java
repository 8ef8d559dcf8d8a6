package studio.rowan.change;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.rowan.change.Staged.cells;
import static studio.rowan.change.Staged.id;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.TestDb;
import studio.rowan.db.Value;
import studio.rowan.grid.RowKey;

class DraftsTest {
    @TempDir
    Path folder;

    private Drafts drafts() {
        return new Drafts(folder.resolve("drafts"), folder.resolve("test.db"));
    }

    @Test
    void everyValueComesBackExactly() throws IOException {
        Value[] values = {
            Value.NULL,
            Value.of(Long.MIN_VALUE),
            Value.of(0.1),
            Value.of(-0.0),
            Value.of(Double.POSITIVE_INFINITY),
            Value.of(Double.MIN_VALUE),
            Value.of(""),
            Value.of("a\0b\n\u2028é😀\""),
            new Value.Text("\uFFFD(", new byte[] {(byte) 0xC3, 0x28}),
            Value.of(new byte[0]),
            Value.of(new byte[] {0, -1}),
            new Value.Large(Value.StorageClass.TEXT, 1L << 40),
            new Value.Large(Value.StorageClass.BLOB, 70_000, "0a1b")
        };
        var cells = cells();
        for (Value value : values) {
            cells.put("column " + cells.size(), value);
        }
        Changes changes = Changes.of(List.of(
                new Edit.Insert(new Target.Fresh("t", 3), cells("a", 1)),
                new Edit.Update(
                        new Target.Stored("T \"q\"", new RowKey.Primary(List.of(values[8], values[1]))), cells, cells),
                new Edit.Delete(new Target.Stored("t", id(-5)), cells)));
        drafts().save(changes);
        Changes loaded = drafts().load();
        assertThat(List.copyOf(loaded.edits())).isEqualTo(List.copyOf(changes.edits()));
        assertThat(new Drafts(folder.resolve("drafts"), folder.resolve("other.db")).load())
                .isEqualTo(Changes.NONE);
    }

    @Test
    void largeValuesLieInFilesOfTheirOwnAndGoWithTheirDraft() throws IOException {
        byte[] bytes = new byte[DraftValues.LARGE];
        bytes[7] = -1;
        var cells = cells("b", 1);
        cells.put("b", Value.of(bytes));
        cells.put("t", Value.of("ä".repeat(DraftValues.LARGE)));
        Changes changes = Changes.of(List.of(new Edit.Insert(new Target.Fresh("t", 1), cells)));
        Drafts drafts = drafts();
        drafts.save(changes);
        drafts.save(changes);
        Edit.Insert loaded = (Edit.Insert) drafts().load().edits().iterator().next();
        for (String column : List.of("b", "t")) {
            // Not by assertThat, which would write out all of it.
            assertThat(cells.get(column).equals(loaded.values().get(column)))
                    .as(column)
                    .isTrue();
        }
        try (Stream<Path> kept = Files.walk(folder.resolve("drafts"))) {
            assertThat(kept.filter(path -> path.toString().endsWith(".json")))
                    .singleElement()
                    .satisfies(json -> assertThat(Files.size(json)).isLessThan(2000));
        }
        drafts.save(Changes.NONE);
        try (Stream<Path> kept = Files.walk(folder.resolve("drafts"))) {
            assertThat(kept.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void nothingStagedLeavesNoFileAndADamagedOneIsPutAside() throws IOException {
        assertThat(drafts().load()).isEqualTo(Changes.NONE);
        drafts().save(Changes.of(List.of(new Edit.Insert(new Target.Fresh("t", 1), cells("a", 1)))));
        Path file;
        try (Stream<Path> files = Files.list(folder.resolve("drafts"))) {
            file = files.findFirst().orElseThrow();
        }
        String text = Files.readString(file);
        Path broken = file.resolveSibling(file.getFileName() + ".broken");
        List<Path> told = new ArrayList<>();
        String other = text.replace("\"i:1\"", "\"?:1\"");
        Files.writeString(file, other);
        assertThat(drafts().load(told::add)).isEqualTo(Changes.NONE);
        assertThat(told).containsExactly(broken);
        assertThat(broken).hasContent(other);
        Files.writeString(file, "{}");
        assertThat(drafts().load()).isEqualTo(Changes.NONE);
        Files.writeString(file, "not json");
        assertThat(drafts().load(told::add)).isEqualTo(Changes.NONE);
        assertThat(told).containsExactly(broken, broken);
        assertThat(broken).hasContent("not json");
        drafts().save(Changes.NONE);
        assertThat(file).doesNotExist();
    }

    @Test
    void aLongValueLosesNoDraft() throws IOException {
        Changes kept = Changes.of(List.of(
                new Edit.Insert(new Target.Fresh("t", 1), cells("a", Value.of(new byte[16_000_000]))),
                new Edit.Insert(new Target.Fresh("t", 2), cells("a", 1))));
        drafts().save(kept);
        assertThat(drafts().load()).isEqualTo(kept);
    }

    @Test
    void draftsOfTheLastSessionAreCommittedOnlyToRowsThatAreStillTheSame() throws IOException {
        try (TestDb db = TestDb.create(
                folder, "CREATE TABLE t(id INTEGER PRIMARY KEY, a)", "INSERT INTO t VALUES (1, 'x'), (2, 'y')")) {
            Staged s = new Staged(db);
            s.update("t", id(1), "a", "mine").update("t", id(2), "a", "mine").insert("t", "a", "new");
            drafts().save(s.set.changes());
        }
        try (TestDb db = TestDb.open(folder.resolve("test.db"))) {
            db.run("UPDATE t SET a = 'theirs' WHERE id = 2");
            Staged s = new Staged(db);
            s.set.restore(drafts().load());
            s.insert("t", "a", "newer");
            assertThat(s.set.changes().inserts("t")).hasSize(2);
            assertThat(s.run()).isInstanceOf(Outcome.Conflict.class);
            s.set.revert(new Target.Stored("t", id(2)));
            s.done();
            assertThat(s.all("t")).isEqualTo("1 mine\n2 theirs\n3 new\n4 newer");
        }
    }
}
