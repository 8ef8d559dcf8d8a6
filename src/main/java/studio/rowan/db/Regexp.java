package studio.rowan.db;

import java.sql.SQLException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.sqlite.Function;
import org.sqlite.SQLiteConnection;

/// `text REGEXP pattern`, which SQLite knows the syntax of but not the function. True where a part of the text matches
/// the pattern of [Pattern]; a pattern that runs away on some text ends the statement with a sentence, never hangs it.
///
/// Not usable in views, triggers and checks of a file: it is not part of what a schema may trust.
public final class Regexp {
    /// How the words of every error of this function begin.
    public static final String PREFIX = "REGEXP: ";

    /// What a statement says that was ended while a pattern was looked for.
    static final String ENDED = PREFIX + "interrupted";

    /// One text takes microseconds with a sound pattern.
    static final Duration LONGEST_TEXT = Duration.ofSeconds(1);

    private static final int SHOWN = 40;

    /// Why a pattern is none, in words, and where; -1 where that cannot be told.
    public record Fault(String words, int offset) {}

    private Regexp() {}

    /// What is wrong with a pattern; `null` where it can be used.
    public static @Nullable Fault check(String pattern) {
        try {
            Pattern unused = Pattern.compile(pattern);
            return null;
        } catch (PatternSyntaxException e) {
            return new Fault(e.getDescription(), Math.min(e.getIndex(), pattern.length()));
        } catch (StackOverflowError e) {
            return new Fault("nested too deeply", -1);
        }
    }

    /// @param ended whether the statement that runs shall end
    static void install(SQLiteConnection jdbc, Duration longest, BooleanSupplier ended) throws SQLException {
        Function.create(jdbc, "regexp", new Matches(longest, ended), 2, Function.FLAG_DETERMINISTIC);
    }

    /// Runs on the lane's thread; the pattern of a statement is compiled once.
    private static final class Matches extends Function {
        private final Duration longest;
        private final BooleanSupplier ended;
        private @Nullable Pattern compiled;

        Matches(Duration longest, BooleanSupplier ended) {
            this.longest = longest;
            this.ended = ended;
        }

        @Override
        protected void xFunc() throws SQLException {
            String pattern = value_text(0);
            String text = value_text(1);
            if (pattern == null || text == null) {
                result();
                return;
            }
            try {
                Watched watched = new Watched(text, System.nanoTime() + longest.toNanos(), ended);
                result(compiled(pattern).matcher(watched).find() ? 1 : 0);
            } catch (PatternSyntaxException e) {
                String place = e.getIndex() < 0 ? "" : " at character " + (e.getIndex() + 1);
                error(PREFIX + "the pattern is not valid: " + e.getDescription() + place);
            } catch (TooLong e) {
                error(
                        ended.getAsBoolean()
                                ? ENDED
                                : PREFIX + "the pattern takes too long on the text that begins with “" + begin(text)
                                        + "”");
            } catch (StackOverflowError e) {
                error(PREFIX + "the pattern nests too deeply on the text that begins with “" + begin(text) + "”");
            }
        }

        private Pattern compiled(String pattern) {
            Pattern last = compiled;
            if (last == null || !last.pattern().equals(pattern)) {
                last = Pattern.compile(pattern);
                compiled = last;
            }
            return last;
        }

        private static String begin(String text) {
            return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
        }
    }

    /// The way out of a search that nobody else can end.
    private static final class TooLong extends RuntimeException {
        TooLong() {
            super(null, null, false, false);
        }
    }

    /// A text that looks at the time while it is read.
    private static final class Watched implements CharSequence {
        private static final int STEPS = 4096;

        private final String text;
        private final long end;
        private final BooleanSupplier ended;
        private int reads;

        Watched(String text, long end, BooleanSupplier ended) {
            this.text = text;
            this.end = end;
            this.ended = ended;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            reads++;
            if (reads % STEPS == 0 && (System.nanoTime() - end > 0 || ended.getAsBoolean())) {
                throw new TooLong();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int from, int to) {
            return text.substring(from, to);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
