package studio.rowan.browse;

/// A long text cut into pages that a text control can bear: at a line's end where one is near, never inside a
/// character.
record Pages(String text, int size) {
    int count() {
        return Math.max(1, (text.length() + size - 1) / size);
    }

    /// @param index from 0
    String page(int index) {
        return text.substring(cut(index * (long) size), cut((index + 1) * (long) size));
    }

    private int cut(long near) {
        if (near <= 0) {
            return 0;
        }
        if (near >= text.length()) {
            return text.length();
        }
        int at = (int) near;
        int line = text.lastIndexOf('\n', at - 1) + 1;
        if (line > at - size / 4) {
            return line;
        }
        return Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }
}
