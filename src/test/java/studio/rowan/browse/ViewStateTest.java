package studio.rowan.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.rowan.grid.GridState;

class ViewStateTest {
    @Test
    void comesBackAsItWas() {
        ViewState state = new ViewState(
                new GridState(List.of(
                        new GridState.Item("a\"b", 120.5, false, true), new GridState.Item("", 0, true, false))),
                Filter.NONE.with("a\"b", ">1").withWhere("x = 'ü'"),
                List.of(new Sort("", true), new Sort("a\"b", false)),
                true,
                false);
        assertThat(ViewState.read(state.write())).isEqualTo(state);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "{\"columns\": [null]}",
                "{\"terms\": 7}",
                "{\"sort\": [{}]}",
                "{\"sort\": {}}",
                "null"
            })
    void whatIsNotUnderstoodIsTheDefault(String text) {
        ViewState state = ViewState.read(text);
        assertThat(state.columns()).isEqualTo(GridState.NATURAL);
        assertThat(state.filter()).isEqualTo(Filter.NONE);
    }

    @Test
    void aSortByOneColumnAsItWasKeptBeforeIsUnderstood() {
        assertThat(ViewState.read("{\"sort\": {\"column\": \"a\", \"descending\": true}}")
                        .sort())
                .containsExactly(new Sort("a", true));
    }
}
