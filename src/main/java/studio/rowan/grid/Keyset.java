package studio.rowan.grid;

import java.util.ArrayList;
import java.util.List;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;

/// The order of a keyed source, and the conditions for "after this place" in it.
///
/// What follows a place is cut into segments, in walking order: first the rows equal in all columns but the last, then
/// those equal in one column less, and so on. Each segment is one range of an index, in any mix of directions, and
/// NULLs
/// are a segment of their own, so that no condition needs an OR.
final class Keyset {
    /// One column of the order.
    /// @param expression qualified and with its collation
    record Part(String expression, boolean descending, boolean nullable) {
        /// True where a walk in that direction meets the small values first, NULL being the smallest.
        boolean ascends(boolean forward) {
            return descending != forward;
        }
    }

    private final List<Part> parts;

    Keyset(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    String orderBy(boolean forward) {
        List<String> terms = new ArrayList<>();
        for (Part part : parts) {
            terms.add(part.expression + (part.ascends(forward) ? "" : " DESC"));
        }
        return String.join(", ", terms);
    }

    /// The segments behind a place, whose operands are given one for each part (NULL as `Sql` text `NULL`).
    List<Sql> after(List<Operand> place, boolean forward) {
        List<Sql> segments = new ArrayList<>();
        for (int last = parts.size() - 1; last >= 0; last--) {
            for (Sql beyond : beyond(parts.get(last), place.get(last), forward)) {
                Sql.Builder sql = Sql.builder();
                for (int i = 0; i < last; i++) {
                    sql.add(equal(parts.get(i), place.get(i))).add(" AND ");
                }
                segments.add(sql.add(beyond).build());
            }
        }
        return segments;
    }

    /// The value of one part of a place.
    record Operand(boolean isNull, Sql sql) {
        static Operand of(Value value) {
            return new Operand(value.isNull(), Binding.exact(value));
        }
    }

    private static Sql equal(Part part, Operand operand) {
        return operand.isNull
                ? Sql.of(part.expression + " IS NULL")
                : Sql.builder().add(part.expression + " = ").add(operand.sql).build();
    }

    private static List<Sql> beyond(Part part, Operand operand, boolean forward) {
        boolean ascends = part.ascends(forward);
        if (operand.isNull) {
            return ascends ? List.of(Sql.of(part.expression + " IS NOT NULL")) : List.of();
        }
        Sql range = Sql.builder()
                .add(part.expression + (ascends ? " > " : " < "))
                .add(operand.sql)
                .build();
        return ascends || !part.nullable ? List.of(range) : List.of(range, Sql.of(part.expression + " IS NULL"));
    }
}
