package studio.rowan.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CellFindTest {
    private static List<Long> places(String text, String wanted, boolean matchCase) {
        CellFind find = Objects.requireNonNull(CellFind.text(wanted, matchCase));
        return find.in(CellBytes.of(text.getBytes(StandardCharsets.UTF_8)), () -> {}).hits().stream()
                .map(CellFind.Hit::at)
                .toList();
    }

    @Test
    void caseIsMatchedWhereThatIsWanted() {
        assertThat(places("Äpfel äpfel ÄPFEL", "äpfel", false)).containsExactly(0L, 7L, 14L);
        assertThat(places("Äpfel äpfel ÄPFEL", "äpfel", true)).containsExactly(7L);
        assertThat(places("aaaa", "aa", true)).containsExactly(0L, 2L);
        assertThat(CellFind.text("", true)).isNull();
    }

    @Test
    void hitsAcrossPiecesAreFoundOnce() {
        String far = "x".repeat((1 << 20) - 2) + "needle" + "x".repeat(1 << 20) + "needle";
        assertThat(places(far, "NEEDLE", false)).containsExactly((1L << 20) - 2, (2L << 20) + 4);
    }

    @Test
    void findsWhatIndexOfFinds() {
        Random random = new Random(4);
        for (int round = 0; round < 300; round++) {
            String text = random.ints(60, 'a', 'd')
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            String wanted = text.substring(10, 10 + 1 + random.nextInt(4));
            long first = places(text.toUpperCase(Locale.ROOT), wanted, false).getFirst();
            assertThat(first).isEqualTo(text.indexOf(wanted));
        }
    }

    @Test
    void bytesStandBehind0x() {
        CellBytes bytes = CellBytes.of(new byte[] {0, 0x48, 0x69, (byte) 0xff, '0', 'x', 'g'});
        assertThat(Objects.requireNonNull(CellFind.bytesOrText("0x69 FF", true))
                        .in(bytes, () -> {})
                        .hits())
                .containsExactly(new CellFind.Hit(2, 2));
        assertThat(Objects.requireNonNull(CellFind.bytesOrText("0xG", false))
                        .in(bytes, () -> {})
                        .hits())
                .containsExactly(new CellFind.Hit(4, 3));
    }

    @Test
    void tooManyHitsAreNotCounted() {
        CellFind find = Objects.requireNonNull(CellFind.text("a", true));
        CellFind.Hits hits = find.in(CellBytes.of("a".repeat(20_000).getBytes(StandardCharsets.UTF_8)), () -> {});
        assertThat(hits.hits()).hasSize(CellFind.MOST);
        assertThat(hits.complete()).isFalse();
        assertThat(hits.from(500)).isEqualTo(500);
    }
}
