package studio.rowan.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import studio.rowan.db.Value;
import studio.rowan.kit.Text;

class DisplayFormatTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final List<ZoneId> ZONES =
            List.of(ZoneOffset.UTC, BERLIN, ZoneId.of("America/St_Johns"), ZoneId.of("Pacific/Apia"));

    private static @Nullable String show(DisplayFormat format, Value value) {
        return format.show(value, ZoneOffset.UTC);
    }

    /// Values of all classes, many of them such as the format is made for.
    private static List<Value> values(DisplayFormat format, Random random) {
        List<Value> values = new ArrayList<>();
        long second = Instant.parse("1990-01-01T00:00:00Z").getEpochSecond() + random.nextLong(2_000_000_000);
        String shown = Instant.ofEpochSecond(second).toString();
        values.add(Value.of(random.nextLong()));
        values.add(Value.of(random.nextInt(3)));
        values.add(Value.of(Double.longBitsToDouble(random.nextLong())));
        values.add(Value.of(second));
        values.add(Value.of(second * 1000 + random.nextInt(1000)));
        values.add(Value.of(second * 1_000_000 + random.nextInt(3)));
        values.add(Value.of((second + 11_644_473_600L) * 1_000_000 + random.nextInt(1_000_000)));
        values.add(Value.of((second + 62_135_596_800L) * 10_000_000 + random.nextInt(10_000_000)));
        values.add(Value.of((double) second));
        values.add(Value.of(second + random.nextInt(1000) / 1000.0));
        values.add(Value.of(second + random.nextDouble()));
        values.add(Value.of((second * 1000 + 210_866_760_000_000L) / 86_400_000.0));
        values.add(Value.of(20_000 + random.nextInt(40_000) + random.nextInt(86_400) / 86_400.0));
        values.add(Value.of(Long.toString(second)));
        values.add(Value.of("0" + second));
        values.add(Value.of(shown));
        values.add(Value.of(shown.replace("T", " ").replace("Z", "")));
        values.add(Value.of(shown.replace("Z", ".120+02:00")));
        values.add(Value.of(shown.replace("Z", ".5-0330")));
        values.add(Value.of(shown.substring(0, 16)));
        values.add(Value.of(shown.substring(0, 10)));
        values.add(Value.of("2023-02-30 10:00:00"));
        byte[] bytes = new byte[random.nextInt(3) == 0 ? random.nextInt(40) : 16];
        random.nextBytes(bytes);
        values.add(Value.of(bytes));
        values.add(Value.of(""));
        return values;
    }

    @ParameterizedTest
    @EnumSource(DisplayFormat.class)
    void whatAnEditorShowsComesBackTheVerySame(DisplayFormat format) {
        Random random = new Random(format.ordinal());
        int edited = 0;
        for (int i = 0; i < 400; i++) {
            ZoneId zone = ZONES.get(i % ZONES.size());
            for (Value value : values(format, random)) {
                if (format.edits(value, zone)) {
                    edited++;
                    assertThat(format.read(format.editor(value, zone), value, zone))
                            .as("%s of %s in %s", format, value, zone)
                            .isEqualTo(value);
                    assertThat(format.show(value, zone)).isNotNull();
                }
            }
        }
        assertThat(edited).isGreaterThan(format.converts() ? 200 : -1);
        assertThat(format.edits(Value.NULL, BERLIN)).isEqualTo(format.converts());
        assertThat(DisplayFormat.of(format.id())).isEqualTo(format);
        assertThat(Text.has("grid.format." + format.id())).isTrue();
        assertThat(format.mark()).isNotEmpty();
    }

    @Test
    void datesAreReadInEachForm() {
        String moment = "2024-02-29 10:00:00";
        long second = Instant.parse("2024-02-29T10:00:00Z").getEpochSecond();
        assertThat(show(DisplayFormat.UNIX_S, Value.of(second))).isEqualTo(moment);
        assertThat(show(DisplayFormat.UNIX_MS, Value.of(second * 1000))).isEqualTo(moment);
        assertThat(show(DisplayFormat.UNIX_MS, Value.of(second * 1000 + 7))).isEqualTo(moment + ".007");
        assertThat(show(DisplayFormat.UNIX_US, Value.of(second * 1_000_000))).isEqualTo(moment);
        assertThat(show(DisplayFormat.UNIX_NS, Value.of(second * 1_000_000_000 + 1)))
                .isEqualTo(moment + ".000000001");
        assertThat(show(DisplayFormat.COCOA, Value.of(second - 978_307_200.0))).isEqualTo(moment);
        assertThat(show(DisplayFormat.WEBKIT, Value.of((second + 11_644_473_600L) * 1_000_000)))
                .isEqualTo(moment);
        assertThat(show(DisplayFormat.TICKS, Value.of((second + 62_135_596_800L) * 10_000_000)))
                .isEqualTo(moment);
        assertThat(show(DisplayFormat.JULIAN, Value.of(2460369.9166666665))).isEqualTo(moment);
        assertThat(show(DisplayFormat.EXCEL, Value.of(45351.416666666664))).isEqualTo(moment);
        assertThat(show(DisplayFormat.ISO, Value.of("2024-02-29T12:00+02:00"))).isEqualTo(moment);
        assertThat(DisplayFormat.UNIX_S.show(Value.of(second), BERLIN)).isEqualTo("2024-02-29 11:00:00");
        assertThat(DisplayFormat.EXCEL.show(Value.of(45351.5), BERLIN))
                .as("the wall's own time")
                .isEqualTo("2024-02-29 12:00:00");
    }

    @Test
    void whatIsNoDateIsNotShownAsOne() {
        for (DisplayFormat format : DisplayFormat.values()) {
            if (format.isDate()) {
                if (format != DisplayFormat.UNIX_NS) {
                    assertThat(show(format, Value.of(Long.MAX_VALUE)))
                            .as(format.name())
                            .isNull();
                }
                assertThat(show(format, Value.of(Double.NEGATIVE_INFINITY))).isNull();
                assertThat(show(format, Value.of("soon"))).isNull();
                assertThat(show(format, Value.of(new byte[16]))).isNull();
            }
        }
        assertThat(show(DisplayFormat.ISO, Value.of("2023-02-30"))).isNull();
        assertThat(show(DisplayFormat.BOOLEAN, Value.of(2))).isNull();
        assertThat(show(DisplayFormat.COLOR, Value.of("#12"))).isNull();
        assertThat(show(DisplayFormat.JSON, Value.of("{\"a\":}"))).isNull();
        assertThat(show(DisplayFormat.UUID, Value.of(new byte[15]))).isNull();
    }

    @Test
    void whatIsTypedIsWrittenInTheFormOfTheCell() {
        long ms = Instant.parse("2024-03-01T11:00:00Z").toEpochMilli();
        assertThat(DisplayFormat.UNIX_MS.read("2024-03-01 12:00", Value.of(5), BERLIN))
                .isEqualTo(Value.of(ms));
        assertThat(DisplayFormat.UNIX_MS.read("2024-03-01T11:00Z", Value.NULL, BERLIN))
                .isEqualTo(Value.of(ms));
        assertThat(DisplayFormat.UNIX_MS.read("2024-3-1", Value.NULL, ZoneOffset.UTC))
                .isEqualTo(Value.of(ms - 11 * 3_600_000));
        assertThat(DisplayFormat.UNIX_S.read("2024-03-01 12:00:00.5", Value.of(5), BERLIN))
                .as("seconds hold no half")
                .isNull();
        assertThat(DisplayFormat.UNIX_S.read("2024-03-01 12:00:00.5", Value.of(5.0), BERLIN))
                .isEqualTo(Value.of(ms / 1000 + 0.5));
        assertThat(DisplayFormat.UNIX_S.read("2024-03-01 12:00", Value.of("5"), BERLIN))
                .isEqualTo(Value.of(Long.toString(ms / 1000)));
        assertThat(DisplayFormat.ISO.read("2024-03-01 12:00", Value.of("2020-01-01T10:00:00.000Z"), BERLIN))
                .isEqualTo(Value.of("2024-03-01T11:00:00.000Z"));
        assertThat(DisplayFormat.ISO.read("2024-03-01 12:00", Value.of("2020-01-01T10:00+0530"), BERLIN))
                .isEqualTo(Value.of("2024-03-01T16:30+0530"));
        assertThat(DisplayFormat.ISO.read("2024-03-01", Value.of("2020-01-01"), BERLIN))
                .isEqualTo(Value.of("2024-03-01"));
        assertThat(DisplayFormat.ISO.read("2024-03-01 12:00", Value.of("2020-01-01"), BERLIN))
                .as("a day holds no hour")
                .isNull();
        assertThat(DisplayFormat.ISO.read("2024-03-01 12:00", Value.NULL, BERLIN))
                .isEqualTo(Value.of("2024-03-01 11:00:00"));
        assertThat(DisplayFormat.UNIX_S.read("2024-03-31 02:30", Value.NULL, BERLIN))
                .as("an hour that the zone leaves out")
                .isNull();
        assertThat(DisplayFormat.UNIX_S.read("2024-13-01", Value.NULL, BERLIN)).isNull();
        assertThat(DisplayFormat.BOOLEAN.read("Yes", Value.NULL, BERLIN)).isEqualTo(Value.of(1));
    }

    @Test
    void theHourThatComesTwiceIsToldApart() {
        long first = Instant.parse("2024-10-27T00:30:00Z").getEpochSecond();
        assertThat(DisplayFormat.UNIX_S.show(Value.of(first), BERLIN)).isEqualTo("2024-10-27 02:30:00+02:00");
        assertThat(DisplayFormat.UNIX_S.show(Value.of(first + 3600), BERLIN)).isEqualTo("2024-10-27 02:30:00+01:00");
        assertThat(DisplayFormat.UNIX_S.edits(Value.of(first + 3600), BERLIN)).isTrue();
    }

    @Test
    void sixteenBytesAreWrittenAsUuids() {
        byte[] bytes = java.util.HexFormat.of().parseHex("0190a5c88e7b7c3f8a1b2c3d4e5f6071");
        assertThat(show(DisplayFormat.UUID, Value.of(bytes))).isEqualTo("0190a5c8-8e7b-7c3f-8a1b-2c3d4e5f6071");
        assertThat(show(DisplayFormat.GUID, Value.of(bytes))).isEqualTo("c8a59001-7b8e-3f7c-8a1b-2c3d4e5f6071");
        assertThat(DisplayFormat.UUID.read("{0190A5C8-8E7B-7C3F-8A1B-2C3D4E5F6071}", Value.NULL, BERLIN))
                .isEqualTo(Value.of(bytes));
        assertThat(DisplayFormat.UUID.read("0190a5c8", Value.NULL, BERLIN)).isNull();
    }

    @Test
    void jsonIsOneLineWithEveryDigit() {
        String text = "{\n  \"a b\" : [1.0, 12345678901234567890, \"x  \\\" : y\"],\n  \"c\": {}\n}\n";
        String line = "{\"a b\": [1.0, 12345678901234567890, \"x  \\\" : y\"], \"c\": {}}";
        assertThat(show(DisplayFormat.JSON, Value.of(text))).isEqualTo(line);
        assertThat(show(DisplayFormat.JSON, Value.of(text.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(line);
        assertThat(show(DisplayFormat.JSON, Value.of("\"text\""))).isNull();
        String huge = "[" + "1,\n".repeat(20_000) + "1]";
        assertThat(show(DisplayFormat.JSON, Value.of(huge))).hasSizeLessThan(MarkedText.LONGEST + 10);
    }

    @Test
    void aColourIsSeenAndASizeIsShort() {
        assertThat(DisplayFormat.COLOR.rgb(Value.of("#10b981"))).isEqualTo(0x10b981);
        assertThat(DisplayFormat.COLOR.rgb(Value.of("#fa3"))).isEqualTo(0xffaa33);
        assertThat(DisplayFormat.COLOR.rgb(Value.of("red"))).isEqualTo(-1);
        assertThat(show(DisplayFormat.SIZE, Value.of(12_000))).isEqualTo("12 KB");
    }
}
