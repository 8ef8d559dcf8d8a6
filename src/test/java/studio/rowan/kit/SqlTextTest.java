package studio.rowan.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SqlTextTest {
    @Test
    void commentsGoOnAndOff() {
        List<String> lines = List.of("  select 1", "", "    from t");
        List<String> commented = SqlText.toggleComment(lines);
        assertThat(commented).containsExactly("  -- select 1", "", "  --   from t");
        assertThat(SqlText.toggleComment(commented)).isEqualTo(lines);
        assertThat(SqlText.toggleComment(List.of("--a", "b"))).containsExactly("-- --a", "-- b");
        assertThat(SqlText.toggleComment(List.of(""))).containsExactly("-- ");
    }

    @Test
    void indentAndBack() {
        List<String> lines = List.of("a", "", "  b");
        assertThat(SqlText.indent(lines)).containsExactly("    a", "", "      b");
        assertThat(SqlText.outdent(SqlText.indent(lines))).isEqualTo(lines);
        assertThat(SqlText.outdent(List.of("\ta", "  b"))).containsExactly("a", "b");
    }
}
