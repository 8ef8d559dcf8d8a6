package studio.rowan.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// A script of many statements costs as much as it is long, not more with each of them.
class LongScriptTest {
    private static final int MANY = 40_000;

    /// A text that counts what is read of it.
    private static final class Counting implements CharSequence {
        private final String text;
        private long read;

        Counting(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            read++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            throw new AssertionError("it is not copied");
        }
    }

    @Test
    void theLinesOfManyPlacesAreToldFromOneReading() {
        Counting text = new Counting("one;\n".repeat(MANY));
        Lines lines = Lines.of(text);
        for (int i = 0; i < MANY; i++) {
            assertThat(lines.at(5 * i)).isEqualTo(i + 1);
            assertThat(lines.at(5 * i + 4)).isEqualTo(i + 1);
        }
        assertThat(text.read).isEqualTo(text.length());
        assertThat(Lines.of("").at(0)).isEqualTo(1);
        assertThat(Lines.of("\n\n").at(2)).isEqualTo(3);
    }

    @Test
    void equalStatementsAreFoundOneAfterTheOther() {
        ScriptCursor cursor = new ScriptCursor("one;\n\n-- two\none;\n\none;");
        cursor.next("one;");
        assertThat(cursor.line()).isEqualTo(1);
        cursor.next("\n\n-- two\none;");
        assertThat(cursor.line()).isEqualTo(4);
        cursor.next("one");
        assertThat(cursor.start()).isEqualTo(19);
        assertThat(cursor.line()).isEqualTo(6);
        cursor.end();
        assertThat(cursor.line()).isZero();
        assertThat(cursor.count()).isEqualTo(3);
    }

    /// Each would be looked for in the whole rest.
    @Test
    void statementsThatStandThereOtherwiseAreNotLookedForAgainAndAgain() {
        ScriptCursor cursor = new ScriptCursor("one;\n".repeat(MANY));
        cursor.next("two;");
        cursor.next("one;");
        assertThat(cursor.line()).isEqualTo(1);
        for (int i = 0; i < 100; i++) {
            cursor.next("two;");
        }
        cursor.next("one;");
        assertThat(cursor.start()).isEqualTo(-1);
        assertThat(cursor.line()).isZero();
    }
}
