package studio.rowan.browse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.jspecify.annotations.Nullable;
import studio.rowan.grid.GridState;

/// How a table is looked at, kept between starts as one string.
public record ViewState(GridState columns, Filter filter, List<Sort> sort, boolean filterRow, boolean structure) {
    public static final ViewState DEFAULT = new ViewState(GridState.NATURAL, Filter.NONE, List.of(), false, false);

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // A state of before rows could be sorted by several columns.
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .build();

    private record Stored(
            @Nullable List<GridState.Item> columns,
            @Nullable List<Filter.Term> terms,
            @Nullable String where,
            @Nullable List<Sort> sort,
            boolean filterRow,
            boolean structure) {}

    public String write() {
        try {
            return JSON.writeValueAsString(
                    new Stored(columns.columns(), filter.terms(), filter.where(), sort, filterRow, structure));
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
                    new Filter(
                            stored.terms == null ? List.of() : stored.terms, stored.where == null ? "" : stored.where),
                    stored.sort == null ? List.of() : List.copyOf(stored.sort),
                    stored.filterRow,
                    stored.structure);
        } catch (JsonProcessingException | NullPointerException e) {
            return DEFAULT;
        }
    }
}
