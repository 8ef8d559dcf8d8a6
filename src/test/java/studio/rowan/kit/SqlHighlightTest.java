package studio.rowan.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import studio.rowan.db.Token;
import studio.rowan.db.Tokenizer;

class SqlHighlightTest {
    /// Whatever is edited, restyling the reported tokens leaves the same picture as styling all of them.
    @Test
    void changedTokensAreEnough() {
        Random random = new Random(3);
        String[] pieces = {"select ", "'", "\"", "--", "\n", "/*", "*/", "a", "1.5", " ", ";", "x'00'", "[", "]"};
        for (int round = 0; round < 3_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(20); i > 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            String old = text.toString();
            int start = random.nextInt(old.length() + 1);
            int end = start + random.nextInt(Math.min(4, old.length() - start) + 1);
            String put = random.nextBoolean() ? "" : pieces[random.nextInt(pieces.length)];
            String now = old.substring(0, start) + put + old.substring(end);

            // An edited text keeps the old styles; what is put in takes that of its neighbour, here none.
            List<String> picture = new ArrayList<>(picture(old));
            picture.subList(start, end).clear();
            for (int i = 0; i < put.length(); i++) {
                picture.add(start, "stale");
            }
            int same = SqlHighlight.commonStart(old, now);
            // The common parts may differ from where the edit really was: styles of equal text still have to fit.
            restyle(picture, old, now, Math.min(same, start), Math.min(old.length() - end, now.length() - same));
            assertThat(picture).as("%s -> %s", old, now).isEqualTo(picture(now));
        }
    }

    @Test
    void aKeyInALongScriptTouchesLittle() {
        String old = "select 'a', 1 from t;\n".repeat(1000);
        String now = old.substring(0, 11_000) + "x" + old.substring(11_000);
        int same = SqlHighlight.commonStart(old, now);
        SqlHighlight.Range range = SqlHighlight.changed(
                Tokenizer.tokens(old),
                old.length(),
                Tokenizer.tokens(now),
                now.length(),
                same,
                SqlHighlight.commonEnd(old, now, same));
        assertThat(range.to() - range.from()).isLessThan(4);
    }

    @Test
    void longLinesAreKnown() {
        String text = "a\n" + "b".repeat(5_000) + "\nc";
        SqlHighlight.Lines lines = new SqlHighlight.Lines(text);
        assertThat(lines.isLong(0)).isFalse();
        assertThat(lines.isLong(1)).isFalse();
        assertThat(lines.isLong(2)).isTrue();
        assertThat(lines.isLong(5_001)).isTrue();
        assertThat(lines.isLong(5_003)).isFalse();
    }

    private static void restyle(List<String> picture, String old, String now, int same, int sameEnd) {
        List<Token> tokens = Tokenizer.tokens(now);
        SqlHighlight.Range range =
                SqlHighlight.changed(Tokenizer.tokens(old), old.length(), tokens, now.length(), same, sameEnd);
        for (Token token : tokens.subList(range.from(), range.to())) {
            for (int i = token.start(); i < token.end(); i++) {
                picture.set(i, SqlHighlight.styleClass(token.kind()));
            }
        }
    }

    private static List<String> picture(String text) {
        List<String> picture = new ArrayList<>();
        for (Token token : Tokenizer.tokens(text)) {
            for (int i = token.start(); i < token.end(); i++) {
                picture.add(SqlHighlight.styleClass(token.kind()));
            }
        }
        return picture;
    }
}
