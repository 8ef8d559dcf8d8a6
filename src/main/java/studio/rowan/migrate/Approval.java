package studio.rowan.migrate;

import java.util.List;
import java.util.function.ToLongFunction;

/// The user saw in a rehearsal how many rows a script takes from which tables, and wants it so. Holds for this very
/// text only.
/// @param losses tables that held fewer rows afterwards, or had rows numbered anew
public record Approval(Script script, List<RowCount> losses) {
    public Approval {
        losses = List.copyOf(losses);
    }

    /// Tables that lost more rows than was approved, or had more numbered anew.
    List<RowCount> beyond(List<RowCount> counts) {
        return counts.stream()
                .filter(count -> count.lost() > approved(count, RowCount::lost)
                        || count.renumbered() > approved(count, RowCount::renumbered))
                .toList();
    }

    /// Tables that had more rows numbered anew than was approved.
    List<RowCount> renumberedBeyond(List<RowCount> counts) {
        return counts.stream()
                .filter(count -> count.renumbered() > approved(count, RowCount::renumbered))
                .toList();
    }

    private long approved(RowCount count, ToLongFunction<RowCount> kind) {
        return losses.stream()
                .filter(loss -> loss.table().equalsIgnoreCase(count.table()))
                .mapToLong(kind)
                .sum();
    }
}
