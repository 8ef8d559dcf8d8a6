package studio.rowan.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PastedBlockTest {
    private static List<List<String>> cells(String text) {
        return PastedBlock.of(text).rows().stream()
                .map(row -> row.stream().map(PastedBlock.Cell::text).toList())
                .toList();
    }

    @Test
    void tabsAndLinesDivide() {
        assertThat(cells("a\tb\nc\td")).isEqualTo(List.of(List.of("a", "b"), List.of("c", "d")));
        assertThat(cells("a\tb\r\nc\td\r\n")).isEqualTo(List.of(List.of("a", "b"), List.of("c", "d")));
        assertThat(cells("a\rb")).isEqualTo(List.of(List.of("a"), List.of("b")));
    }

    @Test
    void emptyCellsCount() {
        assertThat(cells("\t")).isEqualTo(List.of(List.of("", "")));
        assertThat(cells("a\t\n\tb")).isEqualTo(List.of(List.of("a", ""), List.of("", "b")));
        assertThat(cells("a\n\nb\n")).isEqualTo(List.of(List.of("a"), List.of(""), List.of("b")));
    }

    @Test
    void quotesHoldTabsAndLines() {
        assertThat(cells("\"a\tb\"\t\"c\nd\"")).isEqualTo(List.of(List.of("a\tb", "c\nd")));
        assertThat(cells("\"say \"\"hi\"\"\"\tx")).isEqualTo(List.of(List.of("say \"hi\"", "x")));
    }

    @Test
    void aQuoteThatClosesNothingIsText() {
        assertThat(cells("\"a\tb")).isEqualTo(List.of(List.of("\"a", "b")));
        assertThat(cells("\"a\" b\tc")).isEqualTo(List.of(List.of("\"a\" b", "c")));
        assertThat(cells("5\" disk")).isEqualTo(List.of(List.of("5\" disk")));
    }

    @Test
    void oneCellAloneIsKnown() {
        assertThat(PastedBlock.of("one").only()).isEqualTo(new PastedBlock.Cell(null, "one"));
        assertThat(PastedBlock.of("one\n").only()).isEqualTo(new PastedBlock.Cell(null, "one"));
        assertThat(PastedBlock.of("a\tb").only()).isNull();
        assertThat(PastedBlock.of("a\tb\nc").cell(1, 1)).isNull();
    }
}
