package studio.rowan.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void entriesComeBackInOrder() throws IOException {
        History history = new History(folder.resolve("new"));
        assertThat(history.load()).isEmpty();
        List<History.Entry> entries = List.of(entry(1, "SELECT 'a\nb\u0000'"), entry(2, "x\u2028\uD83D\uDE00"));
        history.add(entries);
        history.add(List.of(entry(3, "third")));
        assertThat(new History(folder.resolve("new")).load())
                .hasSize(3)
                .startsWith(entries.toArray(History.Entry[]::new));
        history.clear();
        assertThat(history.load()).isEmpty();
    }

    @Test
    void aHalfWrittenLineLosesNothingElse() throws IOException {
        History history = new History(folder);
        history.add(List.of(entry(1, "one")));
        Files.writeString(folder.resolve("sql-history.jsonl"), "{\"at\":5,\"sq\n", StandardOpenOption.APPEND);
        history.add(List.of(entry(2, "two")));
        assertThat(history.load()).extracting(History.Entry::sql).containsExactly("one", "two");
    }

    @Test
    void onlyTheLastAreKept() throws IOException {
        History history = new History(folder);
        String long1 = "x".repeat(500);
        for (int block = 0; block < 5; block++) {
            long from = block * 1000L;
            history.add(LongStream.range(from, from + 1000)
                    .mapToObj(n -> entry(n, long1))
                    .toList());
        }
        assertThat(history.load())
                .hasSize(History.KEPT)
                .last()
                .extracting(History.Entry::at)
                .isEqualTo(4999L);
        assertThat(Files.lines(folder.resolve("sql-history.jsonl")).count()).isLessThan(2 * History.KEPT + 1);
    }

    @Test
    void searchFindsAllWords() {
        History.Entry entry = entry(1, "SELECT name\nFROM Users");
        assertThat(entry.matches("users select")).isTrue();
        assertThat(entry.matches("blog users")).isTrue();
        assertThat(entry.matches("")).isTrue();
        assertThat(entry.matches("posts")).isFalse();
    }

    private static History.Entry entry(long at, String sql) {
        return new History.Entry(at, "blog.db", sql, -1, 3, "");
    }
}
