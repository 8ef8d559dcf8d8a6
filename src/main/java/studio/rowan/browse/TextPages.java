package studio.rowan.browse;

/// A text of any length cut into pages that a text control can bear: at a line's end where one is near, never inside a
/// character. Nothing but the page in sight is read.
/// @param size of a page, in bytes
record TextPages(CellBytes bytes, int size) {
    /// One of them as it is shown, with marks for what has no form.
    /// @param index from 0
    /// @param from its first byte
    record Page(int index, long from, String text) {}

    /// A page and what is to be selected on it, in characters.
    record Place(Page page, int from, int to) {}

    private static final int LONGEST_CHARACTER = 4;
    private static final int PIECE = 1 << 20;

    int count() {
        return (int) Math.clamp((bytes.length() + size - 1) / size, 1, Integer.MAX_VALUE);
    }

    Page page(int index) {
        long from = start(index);
        return new Page(index, from, shown(from, start(index + 1)));
    }

    /// The page with some bytes, and where on it they stand.
    Place place(long at, int length) {
        Page page = page(pageOf(at));
        int from = shown(page.from(), at).length();
        int to = shown(page.from(), at + length).length();
        return new Place(page, from, Math.min(to, page.text().length()));
    }

    /// A byte and the number of the line that it stands in, from 1.
    /// @param start whether the line begins there
    record Line(long at, long number, boolean start) {
        static final Line FIRST = new Line(0, 1, true);
    }

    /// The line of a byte, counted on from one before it.
    Line line(long at, Line known) {
        long number = known.number();
        for (long from = known.at(); from < at; from += PIECE) {
            for (byte each : bytes.read(from, (int) Math.min(PIECE, at - from))) {
                number += each == '\n' ? 1 : 0;
            }
        }
        return new Line(at, number, at == 0 || bytes.read(at - 1, 1)[0] == '\n');
    }

    /// Where a page begins, in bytes; that of the page behind the last is the end.
    private long start(int index) {
        return cut(index * (long) size);
    }

    /// The page that shows the byte.
    private int pageOf(long at) {
        int page = (int) Math.min(count() - 1L, at / size);
        // A cut may stand before the place that the size alone would give.
        return page + 1 < count() && start(page + 1) <= at ? page + 1 : page;
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
