package studio.rowan.health;

/// What a look at the file and its header tells, at no cost.
/// @param fileBytes size of the database file
/// @param walBytes size of the write-ahead log beside it, 0 without one
/// @param freePages pages in the file that hold nothing
public record Vitals(
        long fileBytes,
        long walBytes,
        long pageSize,
        long pageCount,
        long freePages,
        String journalMode,
        String encoding) {
    public long freeBytes() {
        return freePages * pageSize;
    }

    public boolean isWal() {
        return journalMode.equals("wal");
    }
}
