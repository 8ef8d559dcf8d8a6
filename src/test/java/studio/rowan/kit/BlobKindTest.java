package studio.rowan.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlobKindTest {
    @ParameterizedTest
    @CsvSource({
        "89504e470d0a1a0a00, PNG",
        "ffd8ffe0, JPEG",
        "474946383961, GIF",
        "255044462d312e37, PDF",
        "504b0304, ZIP",
        "1f8b0800, GZIP",
        "789c4b4c4a06000255, ZLIB",
        "53514c69746520666f726d6174203300, SQLITE",
        "0001, BINARY",
        "'', EMPTY"
    })
    void signaturesAreKnown(String hex, BlobKind kind) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThat(BlobKind.of(bytes)).isEqualTo(kind);
        assertThat(BlobKind.glance(bytes)).isEqualTo(kind);
        assertThat(kind.word()).isNotEmpty();
    }

    @Test
    void aGlanceLooksAtTheStartAlone() {
        byte[] text = ("é".repeat(400) + "\0").getBytes(StandardCharsets.UTF_8);
        assertThat(BlobKind.glance(text)).isEqualTo(BlobKind.TEXT);
        assertThat(BlobKind.of(text)).isEqualTo(BlobKind.BINARY);
        byte[] shifted = ("x" + "é".repeat(400)).getBytes(StandardCharsets.UTF_8);
        assertThat(BlobKind.glance(shifted)).as("a character across its end").isEqualTo(BlobKind.TEXT);
        assertThat(BlobKind.glance(" {\"a\": 1}\n".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(BlobKind.JSON);
        assertThat(BlobKind.glance("{".getBytes(StandardCharsets.UTF_8))).isEqualTo(BlobKind.TEXT);
        byte[] uuid = HexFormat.of().parseHex("0190a5c88e7b7c3f8a1b2c3d4e5f6071");
        assertThat(BlobKind.of(uuid)).isEqualTo(BlobKind.UUID);
        assertThat(BlobKind.glance(uuid)).as("sixteen bytes may be anything").isEqualTo(BlobKind.BINARY);
    }
}
