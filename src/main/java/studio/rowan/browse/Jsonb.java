package studio.rowan.browse;

/// SQLite's own binary form of JSON ([jsonb](https://www.sqlite.org/jsonb.html)), told by its first bytes; what it says
/// is SQLite's to tell.
final class Jsonb {
    private static final int ARRAY = 11;
    private static final int OBJECT = 12;

    private Jsonb() {}

    private static final int HEAD = 9;

    /// True where the bytes begin as an array or object that is exactly as long as they are. A few other bytes do too:
    /// `json_valid(…, 8)` is to be asked.
    static boolean isLikely(CellBytes cell) {
        byte[] bytes = cell.read(0, HEAD);
        if (bytes.length == 0) {
            return false;
        }
        int type = bytes[0] & 0x0f;
        int size = (bytes[0] & 0xf0) >> 4;
        int more = size <= 11 ? 0 : 1 << (size - 12);
        if ((type != ARRAY && type != OBJECT) || bytes.length < 1 + more) {
            return false;
        }
        long payload = more == 0 ? size : 0;
        for (int i = 0; i < more; i++) {
            payload = payload << 8 | bytes[1 + i] & 0xff;
        }
        return payload == cell.length() - 1L - more;
    }
}
