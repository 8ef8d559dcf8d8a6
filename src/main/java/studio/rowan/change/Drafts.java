package studio.rowan.change;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.rowan.db.Value;
import studio.rowan.grid.RowKey;
import studio.rowan.kit.JsonFile;

/// The staged edits of one database kept for the next start, in the program's own folder. Values are kept exactly, and
/// the rows must still hold what they held when they were edited. Blocks: for [studio.rowan.kit.Jobs].
public final class Drafts {
    private static final Logger LOG = LoggerFactory.getLogger(Drafts.class);

    /// A value in JSON: a letter for its class, a colon, and its content.
    private record Cell(String column, String value) {}

    private record Kept(String kind, String table, long number, List<String> key, List<Cell> old, List<Cell> values) {}

    private record All(String database, @Nullable List<Kept> edits) {}

    /// @param edit which of the edits wrote it, from 0
    /// @param key empty where it is gone, or has none
    private record Row(int edit, List<String> key, List<Cell> cells) {}

    private record Underway(
            String database,
            @Nullable List<Kept> edits,
            @Nullable List<Row> rows) {}

    private final Path file;
    private final JsonFile<All> json;
    private final Path markFile;
    private final JsonFile<Underway> markJson;
    private final DraftValues large;
    private @Nullable CommitMark mark;
    private final String database;

    /// @param folder where drafts of all databases lie
    /// @param database the file that they belong to
    public Drafts(Path folder, Path database) {
        this.database = database.toAbsolutePath().normalize().toString();
        this.file = folder.resolve(hash(this.database) + ".json");
        this.large = new DraftValues(folder.resolve(hash(this.database) + ".values"));
        this.json = new JsonFile<>(file, All.class);
        this.markFile = folder.resolve(hash(this.database) + ".commit");
        this.markJson = new JsonFile<>(markFile, Underway.class);
    }

    private static String hash(String text) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What was kept; empty where nothing was. An edit that cannot be understood is left out, the others are not.
    public synchronized Changes load() {
        return load(_ -> {});
    }

    /// What was kept; empty where nothing was. An edit that cannot be understood is left out, the others are not.
    /// @param aside told where the file lies now that holds what was not understood
    public synchronized Changes load(Consumer<? super Path> aside) {
        List<Edit> edits = new ArrayList<>();
        boolean whole = true;
        List<Kept> found = json.load(new All(database, List.of()), aside).edits();
        for (Kept kept : found == null ? List.<Kept>of() : found) {
            try {
                edits.add(edit(kept));
            } catch (RuntimeException e) {
                LOG.warn("a draft in {} is not understood", file, e);
                whole = false;
            }
        }
        if (!whole) {
            try {
                aside.accept(json.copyAside());
            } catch (IOException e) {
                LOG.warn("no copy can be made of {}", file, e);
            }
        }
        return Changes.of(edits);
    }

    /// Keeps the edits in place of those before; nothing staged leaves no file.
    public synchronized void save(Changes changes) throws IOException {
        large.begin();
        if (changes.isEmpty()) {
            Files.deleteIfExists(file);
        } else {
            try {
                json.save(new All(
                        database, changes.edits().stream().map(this::kept).toList()));
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        // The note of a commit may name others, and so may what was put aside.
        if (!Files.exists(markFile) && !json.isAside()) {
            large.sweep();
        }
    }

    // ---- a commit under way ----

    /// Keeps the edits, and beside them that some are about to be committed. Who ends before [#settled] leaves that
    /// note: what it names may be in the file already, and a new row would be made twice.
    public synchronized void committing(Changes all, CommitMark now) throws IOException {
        save(all);
        List<Edit> edits = List.copyOf(now.changes().edits());
        Map<Target, Integer> places = new HashMap<>();
        edits.forEach(edit -> places.put(edit.target(), places.size()));
        List<Row> rows = new ArrayList<>();
        for (Written written : now.written()) {
            RowKey key = written.key();
            Integer place = places.get(written.target());
            if (place != null) {
                rows.add(new Row(place, key == null ? List.of() : key(key), cells(written.row())));
            }
        }
        markJson.save(new Underway(database, edits.stream().map(this::kept).toList(), rows));
        mark = now;
    }

    /// The commit of which nobody noted how it ended; `null` without one.
    public synchronized @Nullable CommitMark underway() {
        Underway found = markJson.load(new Underway(database, null, null));
        if (found.edits == null || found.rows == null) {
            return null;
        }
        try {
            List<Edit> edits = found.edits.stream().map(this::edit).toList();
            List<Written> written = new ArrayList<>();
            for (Row row : found.rows) {
                Target target = edits.get(row.edit).target();
                RowKey key = row.key.isEmpty() ? null : key(row.key);
                written.add(new Written(target, key, values(row.cells)));
            }
            mark = new CommitMark(Changes.of(edits), written);
            return mark;
        } catch (RuntimeException e) {
            LOG.warn("the note of a commit in {} is not understood", markFile, e);
            return null;
        }
    }

    /// It is known how the commit of these ended, and what is kept now is not in the file. The note of a later one
    /// stays.
    public synchronized void settled(Changes committed) throws IOException {
        CommitMark noted = mark;
        if (noted != null && noted.changes() == committed) {
            Files.deleteIfExists(markFile);
            mark = null;
        }
    }

    // ---- edits ----

    private Kept kept(Edit edit) {
        return switch (edit) {
            case Edit.Insert(Target.Fresh(String table, long number), Map<String, Value> values) ->
                new Kept("insert", table, number, List.of(), List.of(), cells(values));
            case Edit.Update(Target.Stored target, Map<String, Value> old, Map<String, Value> changed) ->
                new Kept("update", target.table(), 0, key(target.key()), cells(old), cells(changed));
            case Edit.Delete(Target.Stored target, Map<String, Value> old) ->
                new Kept("delete", target.table(), 0, key(target.key()), cells(old), List.of());
        };
    }

    private Edit edit(Kept kept) {
        return switch (kept.kind) {
            case "insert" -> new Edit.Insert(new Target.Fresh(kept.table, kept.number), values(kept.values));
            case "update" -> new Edit.Update(stored(kept), values(kept.old), values(kept.values));
            case "delete" -> new Edit.Delete(stored(kept), values(kept.old));
            default -> throw new IllegalArgumentException("unknown kind of edit: " + kept.kind);
        };
    }

    private List<String> key(RowKey key) {
        List<String> parts = new ArrayList<>();
        parts.add(
                switch (key) {
                    case RowKey.Rowid _ -> "rowid";
                    case RowKey.Primary _ -> "primary";
                    case RowKey.Ordinal _ -> "ordinal";
                    case RowKey.Fresh _ -> throw new IllegalArgumentException("not in the file: " + key);
                });
        key.values().forEach(value -> parts.add(text(value)));
        return parts;
    }

    private Target.Stored stored(Kept kept) {
        return new Target.Stored(kept.table, key(kept.key));
    }

    private RowKey key(List<String> key) {
        List<Value> parts = key.stream().skip(1).map(this::value).toList();
        return switch (key.getFirst()) {
            case "rowid" -> new RowKey.Rowid(parts.getFirst().asLong());
            case "primary" -> new RowKey.Primary(parts);
            case "ordinal" -> new RowKey.Ordinal(parts.getFirst().asLong());
            default -> throw new IllegalArgumentException("unknown kind of key: " + key);
        };
    }

    private List<Cell> cells(Map<String, Value> values) {
        List<Cell> cells = new ArrayList<>();
        values.forEach((column, value) -> cells.add(new Cell(column, text(value))));
        return cells;
    }

    private Map<String, Value> values(List<Cell> cells) {
        Map<String, Value> values = new LinkedHashMap<>();
        cells.forEach(cell -> values.put(cell.column, value(cell.value)));
        return values;
    }

    // ---- values ----

    private String text(Value value) {
        return switch (value) {
            case Value.Null _ -> "n:";
            case Value.Int(long number) -> "i:" + number;
            case Value.Real(double number) -> "r:" + Double.toHexString(number);
            case Value.Text text when text.raw() != null || !isWhole(text.value()) -> "x:" + base64(text.bytes());
            case Value.Text text
            when text.value().length() >= DraftValues.LARGE -> "ft:" + large.keep(text, text.bytes());
            case Value.Text text -> "t:" + text.value();
            case Value.Blob blob
            when blob.bytes().length >= DraftValues.LARGE -> "fb:" + large.keep(blob, blob.bytes());
            case Value.Blob(byte[] bytes) -> "b:" + base64(bytes);
            case Value.Large(Value.StorageClass type, long length, String digest) ->
                "l:" + type + ":" + length + (digest == null ? "" : ":" + digest);
        };
    }

    private Value value(String text) {
        int letters = text.indexOf(':') + 1;
        String content = text.substring(letters);
        return switch (text.substring(0, letters)) {
            case "n:" -> Value.NULL;
            case "i:" -> Value.of(Long.parseLong(content));
            case "r:" -> Value.of(Double.parseDouble(content));
            case "t:" -> Value.of(content);
            case "x:" -> broken(Base64.getDecoder().decode(content));
            case "fb:" -> Value.of(large.load(content));
            case "ft:" -> Value.of(new String(large.load(content), StandardCharsets.UTF_8));
            case "b:" -> Value.of(Base64.getDecoder().decode(content));
            case "l:" -> {
                String[] parts = content.split(":", 3);
                yield new Value.Large(
                        Value.StorageClass.valueOf(parts[0]),
                        Long.parseLong(parts[1]),
                        parts.length > 2 ? parts[2] : null);
            }
            default -> throw new IllegalArgumentException("unknown kind of value");
        };
    }

    private static Value broken(byte[] bytes) {
        return new Value.Text(new String(bytes, StandardCharsets.UTF_8), bytes);
    }

    /// Half a surrogate pair has no form in JSON, nor in UTF-8.
    private static boolean isWhole(String text) {
        try {
            ByteBuffer unused = StandardCharsets.UTF_8.newEncoder().encode(java.nio.CharBuffer.wrap(text));
            return unused.hasRemaining() || text.isEmpty();
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
