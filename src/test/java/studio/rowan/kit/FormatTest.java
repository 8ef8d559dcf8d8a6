package studio.rowan.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FormatTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "1, 1 byte",
        "1023, '1,023 bytes'",
        "1024, 1.0 KB",
        "10137, 9.9 KB",
        "10200, 10 KB",
        "131072, 128 KB",
        "1048575, 1.0 MB",
        "4403200, 4.2 MB",
        "1234567890, 1.1 GB",
        "-2048, -2.0 KB",
        "9223372036854775807, 8192 PB"
    })
    void bytes(long bytes, String shown) {
        assertThat(Format.bytes(bytes)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "999, 999 ms",
        "1000, 1.0 s",
        "1249, 1.2 s",
        "9950, 10 s",
        "59949, 60 s",
        "59950, 1 min",
        "184000, 3 min 4 s",
        "3599600, 1 h",
        "7500000, 2 h 5 min"
    })
    void durations(long ms, String shown) {
        assertThat(Format.duration(Duration.ofMillis(ms))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "5, just now",
        "59, 59 s ago",
        "720, 12 min ago",
        "10800, 3 h ago",
        "86400, 1 day ago",
        "259200, 3 days ago",
        "3456000, 14 Oct 2026",
        "-60, just now"
    })
    void ages(long secondsAgo, String shown) {
        Instant now = Instant.parse("2026-11-23T12:00:00Z");
        assertThat(Format.age(now.minusSeconds(secondsAgo), now, ZoneOffset.UTC))
                .isEqualTo(shown);
    }

    @Test
    void countsAndPercents() {
        assertThat(Format.count(1_234_567)).isEqualTo("1,234,567");
        assertThat(Format.count(-1000)).isEqualTo("-1,000");
        assertThat(Format.percent(1, 8)).isEqualTo("12.5 %");
        assertThat(Format.percent(1, 0)).isEmpty();
    }
}
