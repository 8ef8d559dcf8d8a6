package studio.rowan.grid;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The arrangement of columns: which are shown, in which order, how wide, and how many of the first stay at the left
/// while the others scroll. Positions count the shown ones; indexes are those of the rows' cells.
final class GridColumns {
    static final double NARROWEST = 40;

    /// What frozen columns take of the room at most: the others must be reachable.
    private static final double MOST_FROZEN = 0.7;

    private List<GridColumn> columns = List.of();
    /// What is near the columns in sight is counted in blocks of so many.
    private static final int AROUND = 16;

    private final List<Integer> order = new ArrayList<>();
    private final BitSet hidden = new BitSet();
    private double[] widths = new double[0];
    private boolean[] sized = new boolean[0];
    private int[] shown = new int[0];
    private double[] left = {0};
    /// The first so many of `order`, hidden ones among them.
    private int frozenOrder;

    private int frozenShown;
    private int frozen;
    private double room = Double.MAX_VALUE;

    /// Takes new columns, in their natural arrangement.
    void set(List<GridColumn> newColumns) {
        columns = List.copyOf(newColumns);
        order.clear();
        hidden.clear();
        frozenOrder = 0;
        widths = new double[columns.size()];
        sized = new boolean[columns.size()];
        for (int i = 0; i < columns.size(); i++) {
            order.add(i);
            widths[i] = 120;
        }
        arrange();
    }

    /// To be called after [#width] and [#size].
    void arrange() {
        shown = order.stream()
                .filter(i -> !hidden.get(i))
                .mapToInt(Integer::intValue)
                .toArray();
        left = new double[shown.length + 1];
        for (int i = 0; i < shown.length; i++) {
            left[i + 1] = left[i] + widths[shown[i]];
        }
        frozenShown = (int)
                order.stream().limit(frozenOrder).filter(i -> !hidden.get(i)).count();
        fitFrozen();
    }

    // ---- frozen ----

    /// How much room there is for all columns.
    void room(double width) {
        room = width;
        fitFrozen();
    }

    /// In a narrow window the last of the frozen columns scroll with the others.
    private void fitFrozen() {
        double most = total() <= room ? room : room * MOST_FROZEN;
        frozen = frozenShown;
        while (frozen > 0 && left[frozen] > most) {
            frozen--;
        }
    }

    /// How many of the first shown columns stay where they are.
    int frozen() {
        return frozen;
    }

    double frozenWidth() {
        return left[frozen];
    }

    boolean isFrozen(int position) {
        return position < frozenShown;
    }

    boolean hasFrozen() {
        return frozenOrder > 0;
    }

    /// Freezes the column at a position and all before it; none for -1.
    void freeze(int position) {
        frozenOrder = position < 0 ? 0 : order.indexOf((Integer) shown[position]) + 1;
        arrange();
    }

    // ---- places ----

    /// Where a shown column stands when `scroll` pixels of the others are hidden.
    double x(int position, double scroll) {
        return position < frozen ? left[position] : left[position] - scroll;
    }

    /// The position under x of the room, -1 beside all columns.
    int atRoom(double x, double scroll) {
        return at(x < frozenWidth() ? x : x + scroll);
    }

    /// The scrolling columns in sight.
    /// @param width of the room that the frozen ones leave
    GridBandView.Columns moving(double scroll, double width) {
        double begin = scroll + frozenWidth();
        int first = at(begin);
        if (first < 0 || width <= 0) {
            return new GridBandView.Columns(0, -1, begin);
        }
        int last = at(begin + width - 1);
        return new GridBandView.Columns(first, last < 0 ? shown.length - 1 : last, begin);
    }

    /// Indexes of the columns in sight and of some beside them: the same ones for small steps.
    List<Integer> around(double scroll, double width) {
        GridBandView.Columns sight = moving(scroll, width);
        int begin = Math.max(frozen(), sight.first() / AROUND * AROUND - AROUND);
        List<Integer> indexes = indexes(0, frozen() - 1);
        indexes.addAll(indexes(begin, (sight.last() / AROUND + 2) * AROUND - 1));
        return indexes;
    }

    List<GridColumn> all() {
        return columns;
    }

    /// How many are shown.
    int size() {
        return shown.length;
    }

    int index(int position) {
        return shown[position];
    }

    /// The name of a shown column, empty beside them.
    String name(int position) {
        return position >= 0 && position < shown.length ? column(position).name() : "";
    }

    GridColumn column(int position) {
        return columns.get(shown[position]);
    }

    /// Where the column with that index is shown, -1 where it is hidden.
    int position(int index) {
        for (int i = 0; i < shown.length; i++) {
            if (shown[i] == index) {
                return i;
            }
        }
        return -1;
    }

    List<Integer> indexes(int first, int last) {
        List<Integer> indexes = new ArrayList<>();
        for (int i = first; i <= last && i < shown.length; i++) {
            indexes.add(shown[i]);
        }
        return indexes;
    }

    double left(int position) {
        return left[position];
    }

    double width(int position) {
        return widths[shown[position]];
    }

    double total() {
        return left[shown.length];
    }

    /// The position under x, -1 beside all columns.
    int at(double x) {
        if (x < 0 || x >= total()) {
            return -1;
        }
        int low = 0;
        int high = shown.length - 1;
        while (low < high) {
            int mid = (low + high + 1) >>> 1;
            if (left[mid] <= x) {
                low = mid;
            } else {
                high = mid - 1;
            }
        }
        return low;
    }

    /// Sets a width that is not the user's own choice.
    void width(int index, double width) {
        widths[index] = Math.max(NARROWEST, Math.round(width));
    }

    /// Sets a width that the user chose: it is never changed by fitting on its own. To be followed by [#arrange].
    void size(int index, double width) {
        width(index, width);
        sized[index] = true;
    }

    boolean isSized(int index) {
        return sized[index];
    }

    /// Moves a shown column so that it stands before the one that is at position `to` now.
    void move(int from, int to) {
        Integer moved = shown[from];
        Integer before = to < shown.length ? (Integer) shown[to] : null;
        if (from < frozenShown && to > frozenShown) {
            frozenOrder--;
        } else if (from >= frozenShown && to < frozenShown) {
            frozenOrder++;
        }
        order.remove(moved);
        boolean lastFrozen = from < frozenShown && to == frozenShown;
        int at = before == null ? order.size() : order.indexOf(before);
        order.add(lastFrozen ? frozenOrder - 1 : at, moved);
        arrange();
    }

    /// The last shown column stays.
    void hide(int position) {
        if (shown.length > 1) {
            hidden.set(shown[position]);
            arrange();
        }
    }

    void show(int index) {
        hidden.clear(index);
        arrange();
    }

    void showAll() {
        hidden.clear();
        arrange();
    }

    /// Indexes of the hidden columns.
    List<Integer> hidden() {
        return hidden.stream().boxed().toList();
    }

    GridState state() {
        List<GridState.Item> items = new ArrayList<>();
        for (int at = 0; at < order.size(); at++) {
            int i = order.get(at);
            items.add(new GridState.Item(
                    columns.get(i).name(), sized[i] ? widths[i] : 0, hidden.get(i), at < frozenOrder, null));
        }
        return new GridState(items);
    }

    void restore(GridState state) {
        Map<String, Integer> byName = new HashMap<>();
        for (int i = columns.size() - 1; i >= 0; i--) {
            byName.put(columns.get(i).name(), i);
        }
        List<Integer> named = new ArrayList<>();
        hidden.clear();
        frozenOrder = 0;
        for (GridState.Item item : state.columns()) {
            Integer index = byName.remove(item.name());
            if (index != null) {
                frozenOrder += item.frozen() && frozenOrder == named.size() ? 1 : 0;
                named.add(index);
                hidden.set(index, item.hidden());
                sized[index] = item.width() > 0;
                widths[index] = item.width() > 0 ? Math.max(NARROWEST, item.width()) : widths[index];
            }
        }
        if (hidden.cardinality() == columns.size()) {
            hidden.clear();
        }
        Set<Integer> placed = new HashSet<>(named);
        order.removeIf(placed::contains);
        order.addAll(0, named);
        arrange();
    }
}
