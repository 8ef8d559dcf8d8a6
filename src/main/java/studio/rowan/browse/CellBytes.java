package studio.rowan.browse;

import studio.rowan.db.Spool;

/// The bytes of a cell, in memory or in a private file.
interface CellBytes {
    CellBytes NONE = of(new byte[0]);

    long length();

    /// True where reading costs no wait, so that the window's own thread may do it.
    boolean isInMemory();

    /// At most `most` bytes from `at` on; fewer at the end.
    byte[] read(long at, int most);

    /// All bytes, where they are known to be few.
    default byte[] all() {
        return read(0, Math.toIntExact(length()));
    }

    static CellBytes of(byte[] bytes) {
        return new CellBytes() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public boolean isInMemory() {
                return true;
            }

            @Override
            public byte[] read(long at, int most) {
                int from = (int) Math.clamp(at, 0, bytes.length);
                return java.util.Arrays.copyOfRange(bytes, from, (int) Math.min(bytes.length, (long) from + most));
            }

            @Override
            public byte[] all() {
                return bytes;
            }
        };
    }

    static CellBytes of(Spool spool) {
        return new CellBytes() {
            @Override
            public long length() {
                return spool.length();
            }

            @Override
            public boolean isInMemory() {
                return false;
            }

            @Override
            public byte[] read(long at, int most) {
                return spool.read(at, most);
            }
        };
    }
}
