package studio.rowan.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import studio.rowan.db.Value;

class TrailTest {
    private static Trail.Step step(String table, long key) {
        return new Trail.Step(table, "", List.of(Value.of(key)), "id", table + " #" + key, Filter.NONE, List.of(), 3);
    }

    private static List<String> names(Trail trail) {
        return trail.steps().stream().map(Trail.Step::name).toList();
    }

    @Test
    void aStepFromAPlaceOfTheTrailForgetsWhatWasAheadOfIt() {
        Trail trail =
                Trail.NONE.followed(step("posts", 5), step("users", 2)).followed(step("users", 2), step("towns", 1));
        assertThat(names(trail)).containsExactly("posts #5", "users #2", "towns #1");
        Trail back = trail.to(0);
        assertThat(back.canGoBack()).isFalse();
        assertThat(back.canGoForward()).isTrue();
        assertThat(names(back.followed(step("posts", 6), step("users", 9)))).containsExactly("posts #6", "users #9");
    }

    @Test
    void fromElsewhereANewTrailBegins() {
        Trail trail = Trail.NONE.followed(step("posts", 5), step("users", 2));
        assertThat(names(trail.followed(step("tags", 1), step("posts", 7)))).containsExactly("tags #1", "posts #7");
    }

    @Test
    void aPlaceIsKeptAsItLooksWhenOneLeavesIt() {
        Trail trail = Trail.NONE.followed(step("posts", 5), step("users", 2));
        assertThat(names(trail.seen(step("users", 3)))).containsExactly("posts #5", "users #3");
        assertThat(trail.seen(step("posts", 9))).isEqualTo(trail);
    }

    @Test
    void aLongTrailLosesItsBeginning() {
        Trail trail = Trail.NONE;
        for (int i = 0; i < 80; i++) {
            trail = trail.followed(step("t", i), step("t", i + 1));
        }
        assertThat(trail.steps()).hasSize(50);
        assertThat(trail.steps().getLast().name()).isEqualTo("t #80");
        assertThat(trail.canGoForward()).isFalse();
    }
}
