package studio.rowan.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.TestDb;

/// A test that stages edits on a database of its own.
abstract class StagedFixture {
    @TempDir
    Path folder;

    @Nullable
    TestDb db;

    Staged staged(String... statements) {
        db = TestDb.create(folder, statements);
        return new Staged(db);
    }

    @AfterEach
    void close() {
        if (db != null) {
            db.close();
        }
    }

    static Outcome.Failed failed(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return (Outcome.Failed) outcome;
    }
}
