package studio.rowan.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.rowan.TestDb;
import studio.rowan.db.Job;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

class WorkspaceTest {
    @TempDir
    Path folder;

    /// Each change is looked at by whichever reader is free. The first look here is long, at thousands of views, and
    /// the
    /// second is short, since they are gone: what the first one saw must not stay.
    @Test
    void theSchemaThatStaysIsTheLatest() {
        try (TestDb db = TestDb.create(folder, "CREATE TABLE t(a)")) {
            AtomicInteger told = new AtomicInteger();
            db.workspace().addListener((_, _) -> told.incrementAndGet());
            Job<Boolean> many = db.db().write("many views", access -> {
                for (int i = 0; i < 4000; i++) {
                    access.execute(Sql.of("CREATE VIEW v" + i + " AS SELECT * FROM t"));
                }
                return true;
            });
            Job<Boolean> none = db.db().write("no views", access -> {
                access.setPragma("writable_schema", Value.of(1));
                access.execute(Sql.of("DELETE FROM sqlite_schema WHERE type = 'view'"));
                access.execute(Sql.of("CREATE TABLE last(a)"));
                return true;
            });
            many.await();
            none.await();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (told.get() < 2) {
                assertThat(System.nanoTime()).as("hang guard").isLessThan(end);
                Thread.onSpinWait();
            }
            assertThat(db.workspace().schema().of(SchemaObject.Kind.VIEW)).isEmpty();
            assertThat(db.workspace().schema().relation("last")).isPresent();
        }
    }

    /// What a listener throws is its own trouble: the others are told, and so is the next change.
    @Test
    void aFailingListenerSilencesNobody() {
        try (TestDb db = TestDb.create(folder, "CREATE TABLE t(a)")) {
            db.workspace().addListener((_, _) -> {
                throw new IllegalStateException("a listener of the test");
            });
            List<Boolean> told = java.util.Collections.synchronizedList(new ArrayList<>());
            db.workspace().addListener((outside, _) -> told.add(outside));
            db.run("INSERT INTO t VALUES(1)");
            db.run("INSERT INTO t VALUES(2)");
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (told.size() < 2) {
                assertThat(System.nanoTime()).as("hang guard").isLessThan(end);
                Thread.onSpinWait();
            }
            assertThat(told).doesNotContain(true);
        }
    }
}
