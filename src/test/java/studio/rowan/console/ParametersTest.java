package studio.rowan.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import studio.rowan.db.Value;

class ParametersTest {
    @Test
    void numberedAsSqliteDoes() {
        assertThat(Parameters.of("SELECT ?, ?, :x, ?2, @y, $z, :x, '?', -- ?\n ?"))
                .containsExactly("?1", "?2", ":x", "@y", "$z", "?6");
        assertThat(Parameters.of("SELECT ?0, ?999999999999")).isEmpty();
        assertThat(Parameters.of("SELECT 1")).isEmpty();
    }

    @Test
    void valuesAreWrittenAsInSqlOrAsText() {
        assertThat(Parameters.value("NULL")).isEqualTo(Value.NULL);
        assertThat(Parameters.value(" 12 ")).isEqualTo(Value.of(12));
        assertThat(Parameters.value("-12")).isEqualTo(Value.of(-12));
        assertThat(Parameters.value("9223372036854775807")).isEqualTo(Value.of(Long.MAX_VALUE));
        assertThat(Parameters.value("1.5e3")).isEqualTo(Value.of(1500.0));
        assertThat(Parameters.value("'it''s'")).isEqualTo(Value.of("it's"));
        assertThat(Parameters.value("'12'")).isEqualTo(Value.of("12"));
        assertThat(Parameters.value("x'00ff'")).isEqualTo(Value.of(new byte[] {0, -1}));
        assertThat(Parameters.value("plain words ")).isEqualTo(Value.of("plain words "));
        assertThat(Parameters.value("")).isEqualTo(Value.of(""));
        assertThat(Parameters.value("0x10")).isEqualTo(Value.of("0x10"));
        assertThat(Parameters.value("\u0661")).isEqualTo(Value.of("\u0661"));
    }
}
