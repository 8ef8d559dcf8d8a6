package studio.rowan.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.rowan.db.Value;
import studio.rowan.grid.GridState;

class ViewStateTest {
    @Test
    void comesBackAsItWas() {
        List<Value> values = List.of(
                Value.NULL,
                Value.of(Long.MIN_VALUE),
                Value.of(0.1 + 0.2),
                Value.of(Double.NEGATIVE_INFINITY),
                Value.of(""),
                Value.of("t\n\0 'ü'"),
                Value.of(new byte[] {0, -1}),
                new Value.Text("\uFFFD(", new byte[] {(byte) 0xc3, 0x28}));
        Filter filter = Filter.NONE
                .with("a\"b", ">1")
                .with(new Filter.Term("b", "x", true))
                .plus(Rule.exact("b", true, Operator.IN, values))
                .plus(Rule.typed("c", false, Operator.REGEX, "a|b").withOff(true))
                .withWhere("x = 'ü'")
                .withWhereOff(true);
        ViewState state = new ViewState(
                new GridState(List.of(
                        new GridState.Item("a\"b", 120.5, false, true), new GridState.Item("", 0, true, false))),
                filter,
                List.of(new Sort("", true), new Sort("a\"b", false)),
                true,
                false,
                List.of(new SavedFilter("mine", filter), new SavedFilter("none", Filter.NONE)));
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
                "{\"groups\": [{\"rules\": [{\"column\": \"a\", \"operator\": \"LATER\"}]}]}",
                "{\"groups\": [{\"rules\": [{}]}]}",
                "{\"groups\": [{\"rules\": [{\"column\": \"a\", \"operator\": \"IN\", \"exact\": [\"z\"]}]}]}",
                "{\"saved\": [{\"name\": \"x\"}]}",
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
