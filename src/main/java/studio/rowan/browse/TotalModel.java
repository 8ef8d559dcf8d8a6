package studio.rowan.browse;

import java.time.Duration;
import java.util.Optional;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Db;
import studio.rowan.db.Ident;
import studio.rowan.db.Job;
import studio.rowan.db.Sql;
import studio.rowan.grid.RowCount;
import studio.rowan.grid.RowWindow;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;
import studio.rowan.schema.Table;

/// How many rows a table has when nothing is filtered: remembered from when nothing was, else counted, as long as that
/// keeps nobody from anything.
final class TotalModel implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(3);
    private static final Duration LONGEST_LOCK = Duration.ofMillis(200);

    private final BrowseModel model;
    private final Jobs jobs;
    private final ReadOnlyLongWrapper rows = new ReadOnlyLongWrapper(-1);
    private long knownAt = -1;
    private long askedAt = -1;
    private @Nullable Job<?> counting;

    TotalModel(BrowseModel model, Jobs jobs) {
        this.model = model;
        this.jobs = jobs;
        model.arrivals().subscribe(_ -> look());
        model.filter().subscribe(_ -> look());
    }

    /// -1 while it is not known.
    ReadOnlyLongProperty rows() {
        return rows.getReadOnlyProperty();
    }

    private void look() {
        Table table = model.table().get();
        RowWindow window = model.window().get();
        if (table == null || window == null || window.isOpening()) {
            return;
        }
        long now = model.workspace().changes();
        if (model.filter().get().isEmpty()) {
            close();
            askedAt = -1;
            if (window.count() instanceof RowCount.Exact(long exact)) {
                knownAt = now;
                rows.set(exact);
            }
        } else if (knownAt != now && askedAt != now) {
            close();
            askedAt = now;
            count(table, now);
        }
    }

    private void count(Table table, long now) {
        Db db = model.workspace().db();
        Duration most = db.readsLock() ? LONGEST_LOCK : LONGEST;
        Sql all = Sql.of("SELECT count(*) FROM " + Ident.quote(table.name()));
        Job<Optional<Long>> job = db.background(
                Text.of("browse.filtered.counting", table.name()),
                access -> access.within(most, () -> access.scalar(all).asLong()));
        counting = job;
        jobs.run(
                job,
                counted -> {
                    if (counting == job) {
                        counting = null;
                        knownAt = counted.isPresent() ? now : -1;
                        rows.set(counted.orElse(-1L));
                    }
                },
                // Whoever reads the rows says what is wrong with them.
                _ -> rows.set(-1));
    }

    @Override
    public void close() {
        Job<?> running = counting;
        counting = null;
        if (running != null) {
            running.cancel();
        }
    }
}
