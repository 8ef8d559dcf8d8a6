package studio.rowan.browse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a table is looked at, kept between starts as one string.
/// @param columns in the order shown; columns that it does not name stand behind them
public record ViewState(
        List<ColumnState> columns, Filter filter, @Nullable Sort sort, boolean filterRow, boolean structure) {
    public static final ViewState DEFAULT = new ViewState(List.of(), Filter.NONE, null, false, false);

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /// @param width pixels, 0 for the natural one
    public record ColumnState(String name, double width, boolean hidden) {}

    private record Stored(
            @Nullable List<ColumnState> columns,
            @Nullable List<Filter.Term> terms,
            @Nullable String where,
            @Nullable Sort sort,
            boolean filterRow,
            boolean structure) {}

    public ViewState {
        columns = List.copyOf(columns);
    }

    public String write() {
        try {
            return JSON.writeValueAsString(
                    new Stored(columns, filter.terms(), filter.where(), sort, filterRow, structure));
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
                    stored.columns == null ? List.of() : stored.columns,
                    new Filter(
                            stored.terms == null ? List.of() : stored.terms, stored.where == null ? "" : stored.where),
                    stored.sort,
                    stored.filterRow,
                    stored.structure);
        } catch (JsonProcessingException | NullPointerException e) {
            return DEFAULT;
        }
    }
}
