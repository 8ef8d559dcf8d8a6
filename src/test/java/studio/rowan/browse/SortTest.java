package studio.rowan.browse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SortTest {
    @Test
    void clicksGoUpDownNone() {
        Sort up = Sort.NONE.clicked("a", false);
        Sort down = up.clicked("a", false);
        assertThat(up).isEqualTo(Sort.by("a", false));
        assertThat(down).isEqualTo(Sort.by("a", true));
        assertThat(down.clicked("a", false)).isEqualTo(Sort.NONE);
        assertThat(down.clicked("b", false)).isEqualTo(Sort.by("b", false));
    }

    @Test
    void shiftClickKeepsTheOtherKeysInTheirRank() {
        Sort two = Sort.by("a", true).clicked("b", true).clicked("c", true).clicked("b", true);
        assertThat(two.keys()).extracting(Sort.Key::column).containsExactly("a", "b", "c");
        assertThat(two.keys().get(1).descending()).isTrue();
        assertThat(two.clicked("b", true).keys()).extracting(Sort.Key::column).containsExactly("a", "c");
        assertThat(two.position("c")).isEqualTo(2);
        assertThat(two.position("d")).isEqualTo(-1);
    }
}
