package studio.rowan.migrate;

import java.util.Arrays;

/// The lines of a text: of any number of places without reading it from its beginning for each.
final class Lines {
    private final int[] breaks;

    private Lines(int[] breaks) {
        this.breaks = breaks;
    }

    static Lines of(CharSequence text) {
        int[] breaks = new int[16];
        int count = 0;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) == '\n') {
                breaks = count == breaks.length ? Arrays.copyOf(breaks, 2 * count) : breaks;
                breaks[count++] = i;
            }
        }
        return new Lines(Arrays.copyOf(breaks, count));
    }

    /// The line of a place, from 1.
    int at(int offset) {
        int found = Arrays.binarySearch(breaks, offset);
        return 1 + (found < 0 ? -found - 1 : found);
    }
}
