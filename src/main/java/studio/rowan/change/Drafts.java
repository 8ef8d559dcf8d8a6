package studio.rowan.change;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private final Path file;
    private final JsonFile<All> json;
    private final String database;

    /// @param folder where drafts of all databases lie
    /// @param database the file that they belong to
    public Drafts(Path folder, Path database) {
        this.database = database.toAbsolutePath().normalize().toString();
        this.file = folder.resolve(hash(this.database) + ".json");
        this.json = new JsonFile<>(file, All.class);
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
    public Changes load() {
        List<Edit> edits = new ArrayList<>();
        List<Kept> found = json.load(new All(database, List.of())).edits();
        for (Kept kept : found == null ? List.<Kept>of() : found) {
            try {
                edits.add(edit(kept));
            } catch (RuntimeException e) {
                LOG.warn("a draft in {} is not understood", file, e);
            }
        }
        return Changes.of(edits);
    }

    /// Keeps the edits in place of those before; nothing staged leaves no file.
    public void save(Changes changes) throws IOException {
        if (changes.isEmpty()) {
            Files.deleteIfExists(file);
        } else {
            json.save(
                    new All(database, changes.edits().stream().map(Drafts::kept).toList()));
        }
    }

    private static Kept kept(Edit edit) {
        return switch (edit) {
            case Edit.Insert(Target.Fresh(String table, long number), Map<String, Value> values) ->
                new Kept("insert", table, number, List.of(), List.of(), cells(values));
            case Edit.Update(Target.Stored target, Map<String, Value> old, Map<String, Value> changed) ->
                new Kept("update", target.table(), 0, key(target.key()), cells(old), cells(changed));
            case Edit.Delete(Target.Stored target, Map<String, Value> old) ->
                new Kept("delete", target.table(), 0, key(target.key()), cells(old), List.of());
        };
    }

    private static Edit edit(Kept kept) {
        return switch (kept.kind) {
            case "insert" -> new Edit.Insert(new Target.Fresh(kept.table, kept.number), values(kept.values));
            case "update" -> new Edit.Update(stored(kept), values(kept.old), values(kept.values));
            case "delete" -> new Edit.Delete(stored(kept), values(kept.old));
            default -> throw new IllegalArgumentException("unknown kind of edit: " + kept.kind);
        };
    }

    private static List<String> key(RowKey key) {
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

    private static Target.Stored stored(Kept kept) {
        List<Value> parts = kept.key.stream().skip(1).map(Drafts::value).toList();
        RowKey key = switch (kept.key.getFirst()) {
            case "rowid" -> new RowKey.Rowid(parts.getFirst().asLong());
            case "primary" -> new RowKey.Primary(parts);
            case "ordinal" -> new RowKey.Ordinal(parts.getFirst().asLong());
            default -> throw new IllegalArgumentException("unknown kind of key: " + kept.key);
        };
        return new Target.Stored(kept.table, key);
    }

    private static List<Cell> cells(Map<String, Value> values) {
        List<Cell> cells = new ArrayList<>();
        values.forEach((column, value) -> cells.add(new Cell(column, text(value))));
        return cells;
    }

    private static Map<String, Value> values(List<Cell> cells) {
        Map<String, Value> values = new LinkedHashMap<>();
        cells.forEach(cell -> values.put(cell.column, value(cell.value)));
        return values;
    }

    // ---- values ----

    static String text(Value value) {
        return switch (value) {
            case Value.Null _ -> "n:";
            case Value.Int(long number) -> "i:" + number;
            case Value.Real(double number) -> "r:" + Double.toHexString(number);
            case Value.Text text when text.raw() != null || !isWhole(text.value()) -> "x:" + base64(text.bytes());
            case Value.Text text -> "t:" + text.value();
            case Value.Blob(byte[] bytes) -> "b:" + base64(bytes);
            case Value.Large(Value.StorageClass type, long length) -> "l:" + type + ":" + length;
        };
    }

    static Value value(String text) {
        String content = text.substring(2);
        return switch (text.substring(0, 2)) {
            case "n:" -> Value.NULL;
            case "i:" -> Value.of(Long.parseLong(content));
            case "r:" -> Value.of(Double.parseDouble(content));
            case "t:" -> Value.of(content);
            case "x:" -> broken(Base64.getDecoder().decode(content));
            case "b:" -> Value.of(Base64.getDecoder().decode(content));
            case "l:" -> {
                int colon = content.indexOf(':');
                yield new Value.Large(
                        Value.StorageClass.valueOf(content.substring(0, colon)),
                        Long.parseLong(content.substring(colon + 1)));
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
