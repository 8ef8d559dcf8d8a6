package studio.rowan.grid;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;

/// How one page is read: decided on what is known at that moment, run on a lane.
sealed interface PageFetch {
    /// Reads behind a place that was counted or chained from a page beside it.
    record Behind(@Nullable Place place, long skip, boolean estimated) implements PageFetch {}

    /// Reads the rows before a place: the page that follows is known.
    record Before(Place place, boolean estimated) implements PageFetch {}

    /// Reads backwards from the end, leaving out `skip` rows.
    record FromEnd(long skip) implements PageFetch {}

    /// Reads behind a place that was judged.
    record Guess(Place place) implements PageFetch {}

    /// Looks the keys up that were sorted.
    record Sorted(SortedKeys keys, long first) implements PageFetch {}

    /// Looks rows up that were kept by their ordinal.
    record Kept(KeptRows rows, long first) implements PageFetch {}

    /// Counts up to the page: for rows without a key.
    record Count(long first) implements PageFetch {}

    /// Whether the ordinals of such a page are judged.
    default boolean isEstimated() {
        return switch (this) {
            case Behind behind -> behind.estimated();
            case Before before -> before.estimated();
            case FromEnd _, Guess _ -> true;
            case Count _, Sorted _, Kept _ -> false;
        };
    }

    /// `n` rows.
    default List<@Nullable KeyedRow> run(Access access, SqlRows source, int n, PageColumns read) {
        return switch (source) {
            case OrdinalRows _
            when this instanceof Kept(KeptRows kept, long first) ->
                Collections.unmodifiableList(kept.page(access, first, n));
            case OrdinalRows rows ->
                Collections.unmodifiableList(rows.page(access, this instanceof Count(long first) ? first : 0, n));
            case KeyedRows _
            when this instanceof Sorted(SortedKeys keys, long first) -> keys.page(access, first, n, read);
            case KeyedRows rows -> Collections.unmodifiableList(run(access, rows, n, read));
        };
    }

    private List<KeyedRow> run(Access access, KeyedRows source, int n, PageColumns read) {
        return switch (this) {
            case Behind(Place place, long skip, boolean _) -> source.page(access, place, true, skip, n, read);
            case Before(Place place, boolean _) ->
                source.page(access, place, false, 0, n, read).reversed();
            case FromEnd(long skip) ->
                source.page(access, null, false, skip, n, read).reversed();
            case Guess(Place place) -> {
                List<KeyedRow> rows = source.page(access, place, true, 0, n, read);
                yield rows.size() == n
                        ? rows
                        : source.page(access, null, false, 0, n, read).reversed();
            }
            case Sorted(SortedKeys _, long first) -> source.page(access, null, true, first, n, read);
            case Kept(KeptRows _, long first) -> source.page(access, null, true, first, n, read);
            case Count(long first) -> source.page(access, null, true, first, n, read);
        };
    }
}
