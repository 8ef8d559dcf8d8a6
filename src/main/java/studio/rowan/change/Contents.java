package studio.rowan.change;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.grid.RowKey;
import studio.rowan.schema.Schema;
import studio.rowan.schema.Table;

/// The content of the large cells that edits are based on. A page knows no more of them than class and length, and
/// another program may put something else of the same length there: a digest tells that.
public final class Contents {
    /// Of rows that are to be deleted so much is read, and no more. Bytes.
    private static final long MOST_DELETED = 256L << 20;

    /// A large cell that an edit is based on.
    /// @param reading as a page has it
    public record Seen(Target.Stored target, String column, Value.Large reading) {}

    private Contents() {}

    // ---- when edits are staged ----

    /// The cells whose content nobody has read: each that is to be overwritten; of deleted rows as much as may be.
    public static List<Seen> unread(Changes changes) {
        List<Seen> unread = new ArrayList<>();
        long deleted = 0;
        for (Edit edit : changes.edits()) {
            for (Seen seen : seen(edit)) {
                if (seen.reading.digest() == null) {
                    deleted += edit instanceof Edit.Delete ? seen.reading.length() : 0;
                    if (edit instanceof Edit.Update || deleted <= MOST_DELETED) {
                        unread.add(seen);
                    }
                }
            }
        }
        return unread;
    }

    private static List<Seen> seen(Edit edit) {
        if (!(edit.target() instanceof Target.Stored target)) {
            return List.of();
        }
        List<Seen> cells = new ArrayList<>();
        old(edit).forEach((column, value) -> {
            if (value instanceof Value.Large reading) {
                cells.add(new Seen(target, column, reading));
            }
        });
        return cells;
    }

    private static Map<String, Value> old(Edit edit) {
        return switch (edit) {
            case Edit.Insert _ -> Map.of();
            case Edit.Update update -> update.old();
            case Edit.Delete delete -> delete.old();
        };
    }

    /// The cell with the digest of what the file holds; as it was where that is of another length by now, or gone.
    public static Value.Large read(Access access, Schema schema, Seen seen) {
        Table table = new Structure(access, schema).table(seen.target.table());
        return table == null ? seen.reading : read(access, table, seen.target.key(), seen.column, seen.reading);
    }

    /// The edit, knowing what was read of a cell that it is based on.
    /// @param reading the very object that the edit holds
    static Edit noted(Edit edit, Value.Large reading, Value.Large read) {
        return old(edit).values().stream().noneMatch(value -> value == reading)
                ? edit
                : switch (edit) {
                    case Edit.Insert insert -> insert;
                    case Edit.Update update ->
                        new Edit.Update(update.target(), noted(update.old(), reading, read), update.changed());
                    case Edit.Delete delete -> new Edit.Delete(delete.target(), noted(delete.old(), reading, read));
                };
    }

    private static Map<String, Value> noted(Map<String, Value> old, Value.Large reading, Value.Large read) {
        Map<String, Value> noted = new LinkedHashMap<>(old);
        noted.replaceAll((_, value) -> value == reading ? read : value);
        return noted;
    }

    // ---- when they are committed ----

    /// The edits whose rows look as they were seen, but hold other content. In the transaction that writes.
    static List<Clash> clashes(Access access, Structure structure, Changes changes) {
        List<Clash> clashes = new ArrayList<>();
        for (Edit edit : changes.edits()) {
            boolean known = seen(edit).stream().anyMatch(seen -> seen.reading.digest() != null);
            Table table = known ? structure.table(edit.table()) : null;
            if (table != null && edit.target() instanceof Target.Stored target) {
                access.job().checkCancelled();
                Map<String, Value> now = known(access, table, target.key(), old(edit));
                boolean other = old(edit).entrySet().stream()
                        .anyMatch(cell -> isOther(cell.getValue(), now.get(cell.getKey())));
                if (other) {
                    clashes.add(new Clash(edit, now, false));
                }
            }
        }
        return clashes;
    }

    /// Whether a cell holds something else than was seen, as far as both are known.
    public static boolean isOther(@Nullable Value seen, @Nullable Value now) {
        if (seen instanceof Value.Large before && now instanceof Value.Large after) {
            boolean known = before.digest() != null && after.digest() != null;
            return known ? !before.equals(after) : !before.plain().equals(after.plain());
        }
        return seen != null && !seen.equals(now);
    }

    // ---- reading ----

    /// The cells, of the large ones with the digest of their content.
    static Map<String, Value> known(Access access, Table table, RowKey key, Map<String, Value> cells) {
        Map<String, Value> known = new LinkedHashMap<>(cells);
        known.replaceAll((column, value) ->
                value instanceof Value.Large large ? read(access, table, key, column, large.plain()) : value);
        return known;
    }

    /// As pages have them.
    static Map<String, Value> plain(Map<String, Value> cells) {
        Map<String, Value> plain = new LinkedHashMap<>(cells);
        plain.replaceAll((_, value) -> value instanceof Value.Large large ? large.plain() : value);
        return plain;
    }

    private static Value.Large read(Access access, Table table, RowKey key, String column, Value.Large reading) {
        if (RowSql.keyConditions(table, key).isEmpty() || table.column(column).isEmpty()) {
            return reading;
        }
        Sql cell = Sql.builder()
                .add("SELECT ")
                .ident(column)
                .add(" FROM ")
                .ident(table.name())
                .add(" WHERE ")
                .add(RowSql.condition(table, key, Map.of(column, reading)))
                .build();
        return access.digest(cell)
                .map(now -> new Value.Large(reading.type(), reading.length(), now))
                .orElse(reading);
    }
}
