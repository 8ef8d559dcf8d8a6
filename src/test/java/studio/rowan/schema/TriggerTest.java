package studio.rowan.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TriggerTest {
    private static Trigger parse(String sql) {
        return Trigger.of(new SchemaObject("x", SchemaObject.Kind.TRIGGER, "t", sql, false, false))
                .orElseThrow();
    }

    @Test
    void readsTimingEventAndColumns() {
        assertThat(parse("CREATE TRIGGER x AFTER UPDATE OF a, \"b c\" ON t BEGIN SELECT 1; END"))
                .isEqualTo(new Trigger("x", "t", Trigger.Timing.AFTER, Trigger.Event.UPDATE, List.of("a", "b c")));
        assertThat(parse("create temp trigger if not exists main.\"after\" instead of delete on t begin select 1; end"))
                .isEqualTo(new Trigger("x", "t", Trigger.Timing.INSTEAD_OF, Trigger.Event.DELETE, List.of()));
        assertThat(parse("CREATE TRIGGER x INSERT ON t BEGIN SELECT 1; END"))
                .isEqualTo(new Trigger("x", "t", Trigger.Timing.BEFORE, Trigger.Event.INSERT, List.of()));
        assertThat(parse("CREATE TRIGGER /* AFTER */ [instead] BEFORE UPDATE ON t BEGIN SELECT 1; END"))
                .isEqualTo(new Trigger("x", "t", Trigger.Timing.BEFORE, Trigger.Event.UPDATE, List.of()));
    }

    @Test
    void anUpdateOfOtherColumnsDoesNotFireIt() {
        Trigger trigger = parse("CREATE TRIGGER x AFTER UPDATE OF a ON t BEGIN SELECT 1; END");
        assertThat(trigger.firesOn(List.of("A"))).isTrue();
        assertThat(trigger.firesOn(List.of("b"))).isFalse();
    }
}
