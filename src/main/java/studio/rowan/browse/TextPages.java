package studio.rowan.browse;

/// A text of any length cut into pages that a text control can bear: at a line's end where one is near, never inside a
/// character. Nothing but the page in sight is read.
/// @param size of a page, in bytes
record TextPages(CellBytes bytes, int size) {
    private static final int LONGEST_CHARACTER = 4;

    int count() {
        return (int) Math.clamp((bytes.length() + size - 1) / size, 1, Integer.MAX_VALUE);
    }

    /// Where a page begins, in bytes; that of the page behind the last is the end.
    /// @param index from 0
    long start(int index) {
        return cut(index * (long) size);
    }

    /// As it is shown, with marks for what has no form.
    String page(int index) {
        return shown(start(index), start(index + 1));
    }

    /// The page that shows the byte.
    int pageOf(long at) {
        int page = (int) Math.min(count() - 1L, at / size);
        // A cut may stand before the place that the size alone would give.
        return page + 1 < count() && start(page + 1) <= at ? page + 1 : page;
    }

    /// How many characters of the page stand before the byte.
    int charactersBefore(int index, long at) {
        return shown(start(index), at).length();
    }

    private String shown(long from, long to) {
        return Utf8.visible(Utf8.mark(bytes.read(from, (int) Math.max(0, to - from)))
                .text());
    }

    private long cut(long near) {
        long length = bytes.length();
        if (near <= 0 || near >= length) {
            return Math.clamp(near, 0, length);
        }
        long from = Math.max(0, near - size / 4);
        byte[] before = bytes.read(from, (int) (near - from) + 1);
        for (int i = before.length - 2; i >= 0; i--) {
            if (before[i] == '\n') {
                return from + i + 1;
            }
        }
        int at = before.length - 1;
        for (int i = 1; i < LONGEST_CHARACTER && at > 0 && (before[at] & 0xc0) == 0x80; i++) {
            at--;
        }
        return (before[at] & 0xc0) == 0x80 ? near : from + at;
    }
}
