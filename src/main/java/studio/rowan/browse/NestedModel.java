package studio.rowan.browse;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.db.Sql;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;
import studio.rowan.relate.Level;
import studio.rowan.relate.Levels;
import studio.rowan.relate.Link;
import studio.rowan.relate.Nested;
import studio.rowan.relate.NestedJson;
import studio.rowan.schema.Table;

/// The relation query of one tab: its rows under the tab's own filter and order, and what is wanted with them.
final class NestedModel {
    /// What was found last. `error` stands in place of rows, as does `slow`, the reference without an index that made
    /// it take too long.
    record Answer(
            @Nullable Level level,
            Nested rows,
            List<Sql> statements,
            @Nullable DbError error,
            @Nullable Link slow,
            boolean running) {
        static final Answer NONE = new Answer(null, new Nested(List.of(), false), List.of(), null, null, false);

        static Answer failed(DbError error) {
            return new Answer(null, NONE.rows, List.of(), error, null, false);
        }

        /// As JSON; empty before anything was found.
        String json() {
            return level == null ? "" : NestedJson.of(level, rows);
        }

        /// The statements that were run, one for each level, with their values.
        String sql() {
            return statements.stream().map(sql -> sql.display() + ";\n").collect(Collectors.joining("\n"));
        }
    }

    /// For what has to read a whole table for each row.
    static final Duration MOST = Duration.ofSeconds(5);

    private final BrowseModel rows;
    private final RelationsModel relations;
    private final Jobs jobs;
    private final NestedChoice root;
    private final ReadOnlyObjectWrapper<Answer> answer = new ReadOnlyObjectWrapper<>(Answer.NONE);
    private @Nullable Job<?> running;

    NestedModel(BrowseModel rows, RelationsModel relations, Jobs jobs) {
        this.rows = rows;
        this.relations = relations;
        this.jobs = jobs;
        this.root = NestedChoice.root(rows.name());
    }

    NestedChoice root() {
        return root;
    }

    RelationsModel relations() {
        return relations;
    }

    ReadOnlyObjectProperty<Answer> answer() {
        return answer.getReadOnlyProperty();
    }

    /// Reads anew; the newest question wins.
    void run() {
        run(MOST);
    }

    /// Reads for as long as it takes, or until it is cancelled.
    void runPatiently() {
        run(Duration.ofHours(1));
    }

    private void run(Duration most) {
        Table table = rows.table().get();
        stop();
        if (table == null) {
            return;
        }
        List<Sql> where = rows.filter().get().conditions(table);
        List<Level.Order> order = rows.sort().get().stream()
                .map(sort -> new Level.Order(sort.column(), sort.descending()))
                .toList();
        if (!Level.serves(table)) {
            answer.set(Answer.NONE);
            return;
        }
        Answer before = answer.get();
        answer.set(new Answer(before.level(), before.rows(), before.statements(), null, null, true));
        Job<Answer> job = rows.workspace().db().query(Text.of("nested.reading", rows.name()), access -> {
            Level level = root.level(Related.tables(access, rows.workspace()), where, order);
            Link slow = unindexed(level);
            if (slow == null) {
                return answer(level, Levels.load(access, level));
            }
            return access.within(most, () -> Levels.load(access, level))
                    .map(loaded -> answer(level, loaded))
                    .orElseGet(() -> new Answer(null, Answer.NONE.rows(), List.of(), null, slow, false));
        });
        running = job;
        jobs.run(job, found -> answered(job, found), error -> answered(job, Answer.failed(error)));
    }

    private static Answer answer(Level level, Levels.Loaded loaded) {
        return new Answer(level, loaded.rows(), loaded.statements(), null, null, false);
    }

    /// The first reference that makes SQLite read a whole table for each row.
    private static @Nullable Link unindexed(Level level) {
        for (Level.Branch branch : level.with()) {
            Link own = Related.unindexed(branch.hop());
            Link below = own == null ? unindexed(branch.level()) : own;
            if (below != null) {
                return below;
            }
        }
        return null;
    }

    private void answered(Job<?> job, Answer found) {
        if (running == job) {
            running = null;
            answer.set(found);
        }
    }

    void stop() {
        Job<?> job = running;
        running = null;
        if (job != null) {
            job.cancel();
        }
    }

    /// A table in full, for choosing its columns.
    void table(String name, java.util.function.Consumer<Table> receiver) {
        Job<Optional<Table>> job = rows.workspace()
                .db()
                .read(
                        Text.of("nested.reading", name),
                        access -> rows.workspace()
                                .schema()
                                .relation(name)
                                .map(object -> studio.rowan.schema.SchemaReader.table(access, object)));
        jobs.run(job, found -> found.ifPresent(receiver), error -> answer.set(Answer.failed(error)));
    }

    studio.rowan.schema.Workspace workspace() {
        return rows.workspace();
    }
}
