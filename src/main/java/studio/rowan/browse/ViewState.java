package studio.rowan.browse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.rowan.grid.GridState;

/// How a table is looked at, kept between starts as one string.
public record ViewState(
        GridState columns,
        Filter filter,
        List<Sort> sort,
        boolean filterRow,
        boolean structure,
        List<SavedFilter> saved) {
    public static final ViewState DEFAULT =
            new ViewState(GridState.NATURAL, Filter.NONE, List.of(), false, false, List.of());

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // A state of before rows could be sorted by several columns.
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .build();

    private record Stored(
            @Nullable List<GridState.Item> columns,
            @Nullable List<Filter.Term> terms,
            @Nullable List<StoredFilter.StoredGroup> groups,
            @Nullable String where,
            boolean whereOff,
            @Nullable List<Sort> sort,
            boolean filterRow,
            boolean structure,
            @Nullable List<StoredName> saved) {}

    private record StoredName(String name, StoredFilter filter) {}

    public String write() {
        try {
            StoredFilter kept = StoredFilter.of(filter);
            return JSON.writeValueAsString(new Stored(
                    columns.columns(),
                    kept.terms(),
                    kept.groups(),
                    kept.where(),
                    kept.whereOff(),
                    sort,
                    filterRow,
                    structure,
                    saved.stream()
                            .map(each -> new StoredName(each.name(), StoredFilter.of(each.filter())))
                            .toList()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What [#write] wrote; the default for anything else, since a remembered look must never keep a table shut.
    public static ViewState read(String text) {
        try {
            Stored stored = text.isBlank() ? null : JSON.readValue(text, Stored.class);
            if (stored == null) {
                return DEFAULT;
            }
            return new ViewState(
                    stored.columns == null ? GridState.NATURAL : new GridState(stored.columns),
                    new StoredFilter(stored.terms, stored.groups, stored.where, stored.whereOff).filter(),
                    stored.sort == null ? List.of() : List.copyOf(stored.sort),
                    stored.filterRow,
                    stored.structure,
                    stored.saved == null
                            ? List.of()
                            : stored.saved.stream()
                                    .map(each -> new SavedFilter(each.name, each.filter.filter()))
                                    .toList());
        } catch (JsonProcessingException | NullPointerException | IllegalArgumentException e) {
            return DEFAULT;
        }
    }
}
