package studio.rowan.grid;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The arrangement of columns: which are shown, in which order, how wide. Positions count the shown ones; indexes are
/// those of the rows' cells.
final class GridColumns {
    static final double NARROWEST = 40;

    private List<GridColumn> columns = List.of();
    private final List<Integer> order = new ArrayList<>();
    private final BitSet hidden = new BitSet();
    private double[] widths = new double[0];
    private boolean[] sized = new boolean[0];
    private int[] shown = new int[0];
    private double[] left = {0};

    /// Takes new columns, in their natural arrangement.
    void set(List<GridColumn> newColumns) {
        columns = List.copyOf(newColumns);
        order.clear();
        hidden.clear();
        widths = new double[columns.size()];
        sized = new boolean[columns.size()];
        for (int i = 0; i < columns.size(); i++) {
            order.add(i);
            widths[i] = 120;
        }
        arrange();
    }

    /// To be called after [#width].
    void arrange() {
        shown = order.stream()
                .filter(i -> !hidden.get(i))
                .mapToInt(Integer::intValue)
                .toArray();
        left = new double[shown.length + 1];
        for (int i = 0; i < shown.length; i++) {
            left[i + 1] = left[i] + widths[shown[i]];
        }
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

    /// @param byUser a width that a user chose is never changed by fitting on its own
    void resize(int index, double width, boolean byUser) {
        width(index, width);
        sized[index] |= byUser;
        arrange();
    }

    boolean isSized(int index) {
        return sized[index];
    }

    /// Moves a shown column so that it stands before the one that is at position `to` now.
    void move(int from, int to) {
        Integer moved = shown[from];
        Integer before = to < shown.length ? (Integer) shown[to] : null;
        order.remove(moved);
        order.add(before == null ? order.size() : order.indexOf(before), moved);
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
        return new GridState(order.stream()
                .map(i -> new GridState.Item(columns.get(i).name(), sized[i] ? widths[i] : 0, hidden.get(i)))
                .toList());
    }

    void restore(GridState state) {
        Map<String, Integer> byName = new HashMap<>();
        for (int i = columns.size() - 1; i >= 0; i--) {
            byName.put(columns.get(i).name(), i);
        }
        List<Integer> named = new ArrayList<>();
        hidden.clear();
        for (GridState.Item item : state.columns()) {
            Integer index = byName.remove(item.name());
            if (index != null) {
                named.add(index);
                hidden.set(index, item.hidden());
                sized[index] = item.width() > 0;
                widths[index] = item.width() > 0 ? Math.max(NARROWEST, item.width()) : widths[index];
            }
        }
        if (hidden.cardinality() == columns.size()) {
            hidden.clear();
        }
        order.removeAll(named);
        order.addAll(0, named);
        arrange();
    }
}
