package studio.rowan.browse;

import java.util.Base64;
import java.util.HexFormat;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import studio.rowan.kit.Notice;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Text;

/// Puts a cell on the clipboard: its text; of bytes that are none, hexadecimal in hex, else Base64.
final class CellCopyModel {
    /// Text and Base64 of more is no use on a clipboard. Bytes.
    private static final int MOST = 64 << 20;

    private final CellReads reads;
    private final NoticeBar notices;

    CellCopyModel(CellReads reads, NoticeBar notices) {
        this.reads = reads;
        this.notices = notices;
    }

    void copy(CellContent shown, CellWaysView ways) {
        if (shown.stored().length() > MOST) {
            notices.show(Notice.info(Text.of("inspector.copyTooLong")));
        } else if (shown.ways().isEmpty()) {
            put("");
        } else {
            CellBytes text = shown.text() == null ? CellBytes.NONE : shown.text();
            switch (ways.way(shown)) {
                case JSON, TREE -> put(ways.json(shown));
                case TEXT -> reads.ask(text, bytes -> Utf8.mark(bytes.all()).text(), CellCopyModel::put);
                case HEX ->
                    reads.ask(shown.stored(), bytes -> HexFormat.of().formatHex(bytes.all()), CellCopyModel::put);
                case IMAGE ->
                    reads.ask(
                            shown.stored(),
                            bytes -> Base64.getEncoder().encodeToString(bytes.all()),
                            CellCopyModel::put);
            }
        }
    }

    private static void put(String words) {
        ClipboardContent clip = new ClipboardContent();
        clip.putString(words);
        Clipboard.getSystemClipboard().setContent(clip);
    }
}
