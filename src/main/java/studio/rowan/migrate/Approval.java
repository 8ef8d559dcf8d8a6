package studio.rowan.migrate;

import java.util.List;

/// The user saw in a rehearsal how many rows a script takes from which tables, and wants it so. Holds for this very
/// text only.
/// @param losses tables that held fewer rows afterwards
public record Approval(Script script, List<RowCount> losses) {
    public Approval {
        losses = List.copyOf(losses);
    }

    /// Tables that lost more rows than was approved.
    List<RowCount> beyond(List<RowCount> counts) {
        return counts.stream().filter(count -> count.lost() > approved(count)).toList();
    }

    private long approved(RowCount count) {
        return losses.stream()
                .filter(loss -> loss.table().equalsIgnoreCase(count.table()))
                .mapToLong(RowCount::lost)
                .sum();
    }
}
