package studio.rowan.db;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The 100-byte header of a database file ([fileformat2](https://www.sqlite.org/fileformat2.html#the_database_header)),
/// as far as opening depends on it.
/// @param empty a file of no bytes, which is an empty database
/// @param pageSize bytes
/// @param wal the file asks for a write-ahead log
/// @param newerForWriting a newer SQLite wrote it: it can be read, not written
public record Header(boolean empty, int pageSize, boolean wal, boolean newerForWriting) {
    /// The page that begins here is for locks only.
    private static final long LOCK_BYTE = 0x40000000L;

    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    static Header parse(byte[] start, long size) {
        if (size == 0) {
            return new Header(true, 0, false, false);
        }
        String first = new String(start, StandardCharsets.ISO_8859_1);
        if (first.startsWith("** This file contains an SQLite 2")) {
            throw no(DbError.NotADatabase.Reason.SQLITE2, "an SQLite 2 file");
        }
        if (!first.startsWith(new String(MAGIC, StandardCharsets.ISO_8859_1))) {
            throw no(
                    looksRandom(start, size)
                            ? DbError.NotADatabase.Reason.ENCRYPTED
                            : DbError.NotADatabase.Reason.NO_HEADER,
                    "file is not a database");
        }
        if (size < 100 || start.length < 100) {
            throw no(DbError.NotADatabase.Reason.TOO_SHORT, "file is not a database");
        }
        int read = start[19];
        int write = start[18];
        if (read > 2 || read < 0) {
            throw no(DbError.NotADatabase.Reason.NEWER_FORMAT, "read version " + (read & 0xff));
        }
        int page = pageSize(start);
        if (page < 512 || Integer.bitCount(page) != 1) {
            throw no(DbError.NotADatabase.Reason.BAD_HEADER, "page size " + page);
        }
        return new Header(false, page, read == 2 && write == 2, write > 2 || write < 0);
    }

    static int pageSize(byte[] start) {
        int page = ByteBuffer.wrap(start).getShort(16) & 0xffff;
        return page == 1 ? 65536 : page;
    }

    /// Ciphertext has no structure: whole pages, and nearly all of the 256 byte values in the first of them.
    private static boolean looksRandom(byte[] start, long size) {
        if (start.length < 1024 || size % 512 != 0) {
            return false;
        }
        boolean[] seen = new boolean[256];
        int distinct = 0;
        for (byte b : start) {
            if (!seen[b & 0xff]) {
                seen[b & 0xff] = true;
                distinct++;
            }
        }
        return distinct > 240;
    }

    private static DbError no(DbError.NotADatabase.Reason reason, String words) {
        return new DbError.NotADatabase(reason, words, 26, null);
    }

    /// Makes equal what a copy by SQLite sets anew, in one stretch of two files: file versions, change counter, schema
    /// cookie and the library's version, and the lock page, which holds nothing.
    static void unify(long at, int pageSize, byte[] left, byte[] right) {
        if (at == 0 && left.length >= 100 && right.length >= 100) {
            for (int[] field : new int[][] {{18, 20}, {24, 28}, {40, 44}, {92, 100}}) {
                System.arraycopy(left, field[0], right, field[0], field[1] - field[0]);
            }
        }
        if (at == LOCK_BYTE) {
            int size = Math.min(pageSize, Math.min(left.length, right.length));
            System.arraycopy(left, 0, right, 0, size);
        }
    }
}
