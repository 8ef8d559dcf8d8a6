package studio.rowan.grid;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Db;
import studio.rowan.db.Job;
import studio.rowan.db.Row;
import studio.rowan.db.Spool;
import studio.rowan.db.Value;

/// What a [RowWindow] is asked beside its pages: places, whole cells, many rows at once.
final class WindowAnswers {
    private static final int SLICE = 500;

    private final RowWindow window;
    private final @Nullable Db db;
    private final RowSource source;

    WindowAnswers(RowWindow window, @Nullable Db db, RowSource source) {
        this.window = window;
        this.db = db;
        this.source = source;
    }

    /// Where the row with that key stands; -1 where it is gone.
    Job<Long> ordinalOf(RowKey key) {
        if (db == null || !(source instanceof SqlRows rows)) {
            return Job.done("place", source instanceof ListRows list ? list.find(key) : -1L);
        }
        String title = "place of a row of " + source.name();
        if (db.readsLock()
                && rows instanceof KeyedRows keyed
                && keyed.isRowidOrder()
                && window.sortedKeys(0, Long.MAX_VALUE / 2) == null) {
            return db.aside(title, job -> new PlaceWalk(keyed, key, window).ordinal(job, db));
        }
        return db.query(title, access -> switch (rows) {
            case KeyedRows keyed -> {
                SortedKeys keys = window.sortedKeys(0, Long.MAX_VALUE / 2);
                if (keys != null) {
                    yield keys.ordinal(access, key);
                }
                Place place = keyed.find(access, key);
                yield place == null ? -1L : ordinal(access, keyed, place);
            }
            case OrdinalRows _ -> key.values().getFirst().asLong();
        });
    }

    long ordinal(Access access, KeyedRows rows, Place place) {
        Anchor anchor = rows.isRowidOrder() ? window.anchorOf(place) : null;
        if (anchor == null) {
            return rows.countBehind(access, place, false);
        }
        long[] between = {0};
        rows.walk(access, anchor.place(), place, _ -> ++between[0] >= 0);
        return anchor.ordinal() + between[0];
    }

    /// One whole cell, whatever it weighs; `Value.NULL` where the row is gone.
    Job<Value> cell(KeyedRow row, int column) {
        if (db == null || !(source instanceof SqlRows rows) || !(row.get(column) instanceof Value.Large)) {
            return Job.done("cell", row.get(column));
        }
        return db.query("cell of " + source.name(), access -> access.scalar(rows.cell(row.key(), column)));
    }

    /// One whole cell of any weight, in a private file; empty where the row is gone.
    Job<Optional<Spool>> spool(KeyedRow row, int column) {
        if (db == null || !(source instanceof SqlRows rows)) {
            return Job.done("cell", Optional.empty());
        }
        return db.spool("cell of " + source.name(), rows.cell(row.key(), column));
    }

    /// `count` rows from `first` on, with their keys; large cells are not loaded.
    Job<List<KeyedRow>> rows(String title, long first, int count) {
        if (db == null || !(source instanceof SqlRows rows)) {
            return Job.done(
                    title,
                    LongStream.range(first, Math.min(window.count().rows(), first + count))
                            .mapToObj(window::row)
                            .map(Objects::requireNonNull)
                            .toList());
        }
        SortedKeys keys = window.sortedKeys(first, count);
        KeyedRow own = window.row(first);
        Anchor anchor = window.anchorBefore(first);
        return db.query(title, access -> {
            List<KeyedRow> found = new ArrayList<>();
            if (keys != null) {
                for (long at = first; at < Math.min(first + count, keys.size()); at += SLICE) {
                    keys.page(access, at, (int) Math.min(SLICE, first + count - at)).stream()
                            .filter(Objects::nonNull)
                            .forEach(found::add);
                }
                return found;
            }
            switch (rows) {
                case OrdinalRows ordinal -> found.addAll(ordinal.page(access, first, count));
                case KeyedRows keyed
                when own != null -> {
                    found.add(own);
                    behind(access, keyed, keyed.placeOf(own), 0, count, found);
                }
                case KeyedRows keyed
                when anchor != null ->
                    behind(access, keyed, anchor.place(), first - anchor.ordinal() - 1, count, found);
                case KeyedRows keyed -> behind(access, keyed, null, first, count, found);
            }
            return found;
        });
    }

    private static long byKeys(
            Access access,
            SortedKeys keys,
            long first,
            long count,
            List<Integer> columns,
            boolean numbers,
            BiConsumer<RowKey, Row> to) {
        long[] given = {0};
        keys.cells(access, first, count, columns, numbers, (key, row) -> {
            to.accept(key, row);
            given[0]++;
        });
        return given[0];
    }

    /// Page by page, so that no statement runs long.
    private static void behind(
            Access access, KeyedRows rows, @Nullable Place place, long skip, int count, List<KeyedRow> to) {
        Place from = place;
        long left = skip;
        boolean more = to.size() < count;
        while (more) {
            int wanted = Math.min(SLICE, count - to.size());
            List<KeyedRow> page = rows.page(access, from, true, left, wanted);
            to.addAll(page);
            left = 0;
            more = page.size() == wanted && to.size() < count;
            from = page.isEmpty() ? from : rows.placeOf(page.getLast());
        }
    }

    /// As [#stream], with what is staged in place of what the file has.
    Job<Long> stream(
            String title,
            long first,
            long count,
            List<Integer> columns,
            Map<RowKey, RowEdit> staged,
            Consumer<Row> to) {
        if (db == null || staged.isEmpty() || !(source instanceof KeyedRows rows)) {
            return stream(title, first, count, columns, false, to);
        }
        SortedKeys keys = window.sortedKeys(first, count);
        Anchor anchor = window.anchorBefore(first);
        return db.query(title, access -> {
            if (keys != null) {
                return byKeys(
                        access,
                        keys,
                        first,
                        count,
                        columns,
                        false,
                        (key, row) -> to.accept(shown(row, columns, staged.get(key))));
            }
            long[] left = {count};
            long[] skip = {anchor == null ? first : first - anchor.ordinal() - 1};
            if (anchor != null && anchor.ordinal() == first) {
                RowKey key = anchor.place().key();
                rows.stream(access, anchor, first, 1, columns, false, row -> {
                    to.accept(shown(row, columns, staged.get(key)));
                    left[0]--;
                });
                skip[0] = 0;
            }
            if (left[0] > 0) {
                rows.walk(access, anchor == null ? null : anchor.place(), null, columns, (place, row) -> {
                    if (skip[0] > 0) {
                        skip[0]--;
                        return true;
                    }
                    to.accept(shown(row, columns, staged.get(place.key())));
                    return --left[0] > 0;
                });
            }
            return count - left[0];
        });
    }

    private static Row shown(Row row, List<Integer> columns, @Nullable RowEdit edit) {
        if (edit == null) {
            return row;
        }
        Value[] cells = new Value[columns.size()];
        for (int i = 0; i < cells.length; i++) {
            Value value = edit.staged(columns.get(i));
            cells[i] = value == null ? row.get(i) : value;
        }
        return new Row(cells);
    }

    /// Gives `count` rows from `first` on to `to`, on a lane's thread: these columns, whole cells.
    /// @param numbers gives NULL for whatever is no number: for sums, which read no text
    Job<Long> stream(String title, long first, long count, List<Integer> columns, boolean numbers, Consumer<Row> to) {
        if (db == null || !(source instanceof SqlRows rows)) {
            long rowsHere = window.count().rows();
            long last = count > rowsHere ? rowsHere : Math.min(rowsHere, first + count);
            for (long i = first; i < last; i++) {
                KeyedRow row = Objects.requireNonNull(window.row(i));
                to.accept(new Row(columns.stream().map(row::get).toArray(Value[]::new)));
            }
            return Job.done(title, Math.max(0, last - first));
        }
        SortedKeys keys = window.sortedKeys(first, count);
        Anchor anchor = window.anchorBefore(first);
        return db.query(title, access -> {
            if (keys != null) {
                return byKeys(access, keys, first, count, columns, numbers, (_, row) -> to.accept(row));
            }
            long[] given = {0};
            rows.stream(access, anchor, first, count, columns, numbers, row -> {
                to.accept(row);
                given[0]++;
            });
            return given[0];
        });
    }
}
