package studio.rowan.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.rowan.browse.CellContent.Way;
import studio.rowan.db.Value;
import studio.rowan.kit.BlobKind;

class CellContentTest {
    @ParameterizedTest
    @CsvSource({
        "'', EMPTY",
        "89504e470d0a1a0a0000, PNG",
        "ffd8ffe000104a464946, JPEG",
        "474946383961, GIF",
        "52494646000000005745425056, WEBP",
        "255044462d312e34, PDF",
        "504b030414000000, ZIP",
        "1f8b080000, GZIP",
        "53514c69746520666f726d6174203300, SQLITE",
        "62706c6973743030, PLIST",
        "7b2261223a317d, JSON",
        "68616c6c6f, TEXT",
        "c3a4, TEXT",
        "c328, BINARY",
        "0001020304, BINARY",
        "0190163d8694739bae5b2a4f8c1d0e9f, UUID",
    })
    void blobsAreToldByTheirBytes(String hex, BlobKind kind) {
        assertThat(Sniff.of(HexFormat.of().parseHex(hex))).isEqualTo(kind);
    }

    @Test
    void theBestWayComesFirst() {
        assertThat(CellContent.of(Value.of("plain")).ways()).containsExactly(Way.TEXT, Way.HEX);
        assertThat(CellContent.of(Value.of("{\"a\": 1}")).ways())
                .containsExactly(Way.TREE, Way.JSON, Way.TEXT, Way.HEX);
        assertThat(CellContent.of(Value.of("{\"a\": 1}".getBytes(StandardCharsets.UTF_8)))
                        .ways())
                .containsExactly(Way.TREE, Way.JSON, Way.TEXT, Way.HEX);
        assertThat(CellContent.of(Value.of(new byte[] {1, 2})).ways()).containsExactly(Way.HEX);
        assertThat(CellContent.of(Value.NULL).ways()).isEmpty();
    }

    @Test
    void invalidUtf8IsMarkedAndNeverRepaired() {
        byte[] stored = HexFormat.of().parseHex("61c328f09f988062ff");
        CellContent content = CellContent.of(new Value.Text(new String(stored, StandardCharsets.UTF_8), stored));
        assertThat(new TextPages(content.stored(), 100).page(0).text()).isEqualTo("a⟨C3⟩(😀b⟨FF⟩");
        assertThat(content.wrongBytes()).isEqualTo(2);
        assertThat(content.bytes()).isEqualTo(9);
        assertThat(content.stored().all()).isEqualTo(stored);
        assertThat(content.characters()).isEqualTo(6);
    }

    @Test
    void lengthsAreBytesAndCodePoints() {
        CellContent content = CellContent.of(Value.of("ä😀"));
        assertThat(content.bytes()).isEqualTo(6);
        assertThat(content.characters()).isEqualTo(2);
    }

    @Test
    void hexDumpShowsEachByteOnce() {
        byte[] bytes = "89abcde\u0000".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(HexLine.of(bytes, 8, 17, 8)).hasToString("0008  38 39 61 62 63 64 65 00  89abcde.");
        assertThat(HexLine.of(new byte[] {0x78}, 0x1_0000_0000L, 0x1_0000_0001L, 8)
                        .toString())
                .startsWith("100000000  78" + " ".repeat(21));
    }

    @Test
    void pagesCoverTheTextWithoutSplittingCharacters() {
        String text = ("😀".repeat(37) + "\n").repeat(20) + "x".repeat(500);
        TextPages pages = new TextPages(CellBytes.of(text.getBytes(StandardCharsets.UTF_8)), 101);
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < pages.count(); i++) {
            TextPages.Page page = pages.page(i);
            assertThat(page.text()).doesNotContain("⟨");
            long end = i + 1 < pages.count()
                    ? pages.page(i + 1).from()
                    : pages.bytes().length();
            assertThat(pages.place(page.from(), 0)).isEqualTo(new TextPages.Place(page, 0, 0));
            assertThat(pages.place(end - 1, 1).page()).isEqualTo(page);
            all.append(page.text());
        }
        assertThat(all).hasToString(text);
        assertThat(new TextPages(CellBytes.NONE, 10).count()).isEqualTo(1);
    }

    @Test
    void linesAreCountedOnFromOneThatIsKnown() {
        TextPages pages = new TextPages(CellBytes.of("a\nb\r\nc\n\nlast".getBytes(StandardCharsets.UTF_8)), 100);
        TextPages.Line c = pages.line(5, TextPages.Line.FIRST);
        assertThat(c).isEqualTo(new TextPages.Line(5, 3, true));
        assertThat(pages.line(10, c)).isEqualTo(new TextPages.Line(10, 5, false));
        assertThat(pages.line(0, TextPages.Line.FIRST)).isEqualTo(TextPages.Line.FIRST);
    }

    @Test
    void controlCharactersAreSeenAndOnlyCleanTextIsTypedIn() {
        assertThat(Utf8.visible("a\r\nb\rc\u0001\u007f\td")).isEqualTo("a\nb⟨CR⟩c⟨SOH⟩⟨DEL⟩\td");
        assertThat(CellEditView.reason(CellContent.of(Value.of("a\r\nb\r\n")), false))
                .isNull();
        assertThat(CellEditView.reason(CellContent.of(Value.of("a\r\nb\n")), false))
                .isEqualTo("inspector.edit.control");
        assertThat(CellEditView.reason(CellContent.of(Value.of("a\u0000b")), false))
                .isEqualTo("inspector.edit.control");
        assertThat(CellEditView.reason(CellContent.of(Value.of(new byte[] {1})), false))
                .isEqualTo("inspector.edit.notText");
        byte[] stored = HexFormat.of().parseHex("61c328");
        assertThat(CellEditView.reason(
                        CellContent.of(new Value.Text(new String(stored, StandardCharsets.UTF_8), stored)), false))
                .isEqualTo("inspector.edit.wrongBytes");
    }
}
