package studio.rowan.grid;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Row;
import studio.rowan.db.Value;

/// Copied cells as they are, for the clipboard beside their text: there NULL and empty text, numbers and their digits,
/// blobs and hexadecimal look alike. A letter for the class of each value, then its content.
public record CopiedCells(List<List<Value>> rows) {
    static String write(List<Row> rows) {
        StringBuilder out = new StringBuilder();
        for (Row row : rows) {
            for (int i = 0; i < row.size(); i++) {
                out.append(i == 0 ? "" : "\t").append(write(row.get(i)));
            }
            out.append('\n');
        }
        return out.toString();
    }

    private static String write(Value value) {
        return switch (value) {
            case Value.Null _ -> "n";
            case Value.Int(long number) -> "i" + number;
            case Value.Real(double number) -> "r" + Double.toHexString(number);
            case Value.Text text -> (text.raw() == null ? "t" : "u") + base64(text.bytes());
            case Value.Blob(byte[] bytes) -> "b" + base64(bytes);
            case Value.Large large -> throw new IllegalStateException("content not loaded: " + large);
        };
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /// @return `null` for what this class did not write
    static @Nullable CopiedCells read(String text) {
        try {
            List<List<Value>> rows = new ArrayList<>();
            text.lines().forEach(line -> {
                List<Value> row = new ArrayList<>();
                for (String cell : line.split("\t", -1)) {
                    row.add(value(cell.charAt(0), cell.substring(1)));
                }
                rows.add(row);
            });
            return rows.isEmpty() ? null : new CopiedCells(rows);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return null;
        }
    }

    private static Value value(char type, String content) {
        return switch (type) {
            case 'n' -> Value.NULL;
            case 'i' -> Value.of(Long.parseLong(content));
            case 'r' -> Value.of(Double.parseDouble(content));
            case 't' -> new Value.Text(new String(bytes(content), java.nio.charset.StandardCharsets.UTF_8));
            case 'u' -> {
                byte[] raw = bytes(content);
                yield new Value.Text(new String(raw, java.nio.charset.StandardCharsets.UTF_8), raw);
            }
            case 'b' -> new Value.Blob(bytes(content));
            default -> throw new IllegalArgumentException("unknown class of value: " + type);
        };
    }

    private static byte[] bytes(String content) {
        return Base64.getDecoder().decode(content);
    }
}
