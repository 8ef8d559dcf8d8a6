package studio.rowan.health;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import studio.rowan.db.Access;
import studio.rowan.db.Job;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.kit.Text;
import studio.rowan.schema.Schema;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.Workspace;

/// Where the bytes of a file are, by SQLite's `dbstat` ([dbstat](https://www.sqlite.org/dbstat.html)).
/// @param parts largest first
public record Sizes(List<Part> parts) {
    /// What takes the room.
    public enum Kind {
        TABLE,
        FULL_TEXT,
        INDEX,
        SYSTEM,
        FREE
    }

    /// @param name the table, or the index; empty for free pages
    /// @param table the table it belongs to
    public record Part(Kind kind, String name, String table, long bytes) {}

    /// Up to here the look costs less than a few seconds; above, and in files where it would keep others from writing
    /// for longer than a moment (F18), the user asks for it.
    private static final long UNASKED_WAL = 2L << 30;

    private static final long UNASKED_LOCKING = 128L << 20;

    public Sizes {
        parts = List.copyOf(parts);
    }

    /// Whether the look is cheap enough to be taken unasked.
    public static boolean isCheap(Vitals vitals) {
        return vitals.fileBytes() <= (vitals.isWal() ? UNASKED_WAL : UNASKED_LOCKING);
    }

    /// Reads every page's header, about 0.3 s for 400 MB.
    public static Job<Sizes> read(Workspace workspace) {
        Schema schema = workspace.schema();
        return workspace.db().background(Text.of("health.job.sizes"), access -> read(access, schema));
    }

    private static Sizes read(Access access, Schema schema) {
        Map<String, SchemaObject> objects = new LinkedHashMap<>();
        schema.objects().forEach(object -> objects.put(object.name(), object));
        Map<String, Part> parts = new LinkedHashMap<>();
        // 'aggregate' makes SQLite add up the pages of each b-tree itself.
        for (Row row : access.query(Sql.of("SELECT name, pgsize FROM temp.dbstat('main', 1)"))) {
            Part part = part(row.text(0), row.asLong(1), objects);
            parts.merge(
                    part.kind + " " + part.name, part, (a, b) -> new Part(a.kind, a.name, a.table, a.bytes + b.bytes));
        }
        long free = access.pragma("freelist_count").asLong()
                * access.pragma("page_size").asLong();
        if (free > 0) {
            parts.put("free", new Part(Kind.FREE, "", "", free));
        }
        List<Part> sorted = new ArrayList<>(parts.values());
        sorted.sort(Comparator.comparingLong(Part::bytes).reversed());
        return new Sizes(sorted);
    }

    private static Part part(String name, long bytes, Map<String, SchemaObject> objects) {
        SchemaObject object = objects.get(name);
        if (object == null) {
            return new Part(Kind.SYSTEM, name, name, bytes);
        }
        return switch (object.kind()) {
            case TABLE -> new Part(Kind.TABLE, name, name, bytes);
            case INDEX -> new Part(Kind.INDEX, name, object.table(), bytes);
            // Shadow tables are counted as the virtual table they belong to.
            case SHADOW -> new Part(Kind.FULL_TEXT, object.table(), object.table(), bytes);
            case SYSTEM, VIEW, FULL_TEXT, VIRTUAL, TRIGGER -> new Part(Kind.SYSTEM, name, name, bytes);
        };
    }
}
