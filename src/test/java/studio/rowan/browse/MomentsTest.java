package studio.rowan.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.rowan.browse.Moments.Form;
import studio.rowan.browse.Moments.Reading;
import studio.rowan.db.Value;

class MomentsTest {
    private static final ZoneId UTC = ZoneId.of("UTC");

    private static Reading first(Value value, String column) {
        List<Reading> readings = Moments.of(value, column, "", UTC);
        return readings.isEmpty() ? new Reading(Form.ISO, "none") : readings.getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "1700000000, n, UNIX_SECONDS, 2023-11-14 22:13:20 UTC",
        "1700000000123, n, UNIX_MILLIS, 2023-11-14 22:13:20.123 UTC",
        "1700000000123456, visit_time, UNIX_MICROS, 2023-11-14 22:13:20.123 UTC",
        "13350000000000000, visit_time, WEBKIT_MICROS, 2024-01-17 21:20:00 UTC",
        "660000000, created_at, APPLE_SECONDS, 2021-11-30 21:20:00 UTC",
    })
    void integers(long number, String column, Form form, String text) {
        assertThat(first(Value.of(number), column)).isEqualTo(new Reading(form, text));
    }

    @Test
    void realsAndTexts() {
        assertThat(first(Value.of(2460000.5), "day"))
                .isEqualTo(new Reading(Form.JULIAN_DAY, "2023-02-25 00:00:00 UTC"));
        assertThat(first(Value.of(700000000.5), "ZDATE"))
                .extracting(Reading::form)
                .isEqualTo(Form.APPLE_SECONDS);
        assertThat(Moments.of(Value.of("2024-02-29 10:00:00"), "x", "", UTC))
                .as("nothing new")
                .isEmpty();
        assertThat(first(Value.of("2024-02-29T10:00:00.5+02:00"), "x").text()).isEqualTo("2024-02-29 08:00:00.500 UTC");
        assertThat(first(Value.of("2024-02-29"), "x").text()).isEqualTo("Thursday 29 February 2024");
        assertThat(Moments.of(Value.of("2024-02-29 10:00"), "x", "", ZoneId.of("Asia/Tokyo"))
                        .getFirst()
                        .text())
                .isEqualTo("2024-02-29 19:00:00 Asia/Tokyo");
    }

    @Test
    void whatDoesNotLookLikeADateIsLeftAlone() {
        for (Value value : List.of(
                Value.of(42),
                Value.of(660000000),
                Value.of(Long.MAX_VALUE),
                Value.of(Long.MIN_VALUE),
                Value.of(3.5),
                Value.of(Double.NaN),
                Value.of("2024-13-45"),
                Value.of("2024-02-30 10:00:00"),
                Value.of("hello"),
                Value.NULL)) {
            assertThat(Moments.of(value, "n", "INTEGER", UTC))
                    .as(value.toString())
                    .isEmpty();
        }
        assertThat(Moments.of(Value.of(Long.MAX_VALUE), "created_at", "", UTC)).isEmpty();
    }
}
