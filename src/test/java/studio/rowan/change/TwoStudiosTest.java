package studio.rowan.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.rowan.Children;
import studio.rowan.OtherProcess;
import studio.rowan.TestDb;

/// Two studios edit the same rows of one file at the same time: no row of either is lost.
@Timeout(300)
class TwoStudiosTest {
    private static final int TURNS = 60;

    @TempDir
    Path folder;

    /// The rows by id, each `a b`.
    private final Map<Long, Map<String, String>> rows = new TreeMap<>();

    @ParameterizedTest
    @ValueSource(strings = {"wal", "delete"})
    void eachCommitIsDoneWholeOrRefusedAndNoneUndoesAnother(String mode, TestReporter reporter) throws Exception {
        Path file = folder.resolve("shared.db");
        try (OtherProcess other = OtherProcess.on(file)) {
            other.must("PRAGMA journal_mode = " + mode);
            other.must("CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT, b TEXT)");
            other.must("CREATE TABLE journal(n INTEGER PRIMARY KEY AUTOINCREMENT, who TEXT, turn INTEGER)");
            other.must("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 15)"
                    + " INSERT INTO t SELECT i, 'a' || i, 'b' || i FROM n");
        }
        for (long i = 1; i <= 15; i++) {
            rows.put(i, new HashMap<>(Map.of("a", "a" + i, "b", "b" + i)));
        }
        Map<String, String> done = new HashMap<>();
        Map<String, Integer> counts = new TreeMap<>();
        race(file, done, counts);
        reporter.publishEntry(mode, counts.toString());
        assertThat(counts.keySet()).as("only these ends").isSubsetOf("done", "clash", "busy");
        assertThat(counts.get("done")).isGreaterThan(TURNS / 4);
        assertThat(counts.get("clash")).as("they met").isPositive();
        try (TestDb db = TestDb.open(file)) {
            Staged staged = new Staged(db);
            List<String> journal = staged.query("SELECT who || turn FROM journal ORDER BY n")
                    .lines()
                    .toList();
            assertThat(journal).containsExactlyInAnyOrderElementsOf(done.keySet());
            journal.forEach(commit -> replay(done.get(commit)));
            StringBuilder expected = new StringBuilder();
            rows.forEach((id, row) -> expected.append(id + " " + row.get("a") + " " + row.get("b") + "\n"));
            assertThat(staged.all("t") + "\n").isEqualTo(expected.toString());
            assertThat(staged.query("PRAGMA integrity_check")).isEqualTo("ok");
        }
    }

    private static void race(Path file, Map<String, String> done, Map<String, Integer> counts) throws IOException {
        List<Process> studios = new ArrayList<>();
        List<BufferedReader> outs = new ArrayList<>();
        try {
            for (String name : List.of("x", "y")) {
                Process studio = Children.start(
                        OtherStudio.class, "race", file.toString(), name, "" + name.hashCode(), "" + TURNS);
                studios.add(studio);
                outs.add(new BufferedReader(new InputStreamReader(studio.getInputStream(), StandardCharsets.UTF_8)));
            }
            for (BufferedReader out : outs) {
                assertThat(out.readLine()).isEqualTo("ready");
            }
            for (Process studio : studios) {
                try (OutputStream in = studio.getOutputStream()) {
                    in.write('\n');
                }
            }
            for (int i = 0; i < 2; i++) {
                String name = i == 0 ? "x" : "y";
                outs.get(i).lines().forEach(line -> {
                    counts.merge(line.split(" ")[0], 1, Integer::sum);
                    if (line.startsWith("done ")) {
                        int bar = line.indexOf('|');
                        String turn = line.substring(5, bar < 0 ? line.length() : bar);
                        done.put(name + turn, bar < 0 ? "" : line.substring(bar + 1));
                    }
                });
            }
        } finally {
            studios.forEach(Process::destroyForcibly);
        }
    }

    /// Each edit finds what its studio saw.
    private void replay(String commit) {
        for (String edit : commit.isEmpty() ? new String[0] : commit.split("\\|")) {
            String[] part = edit.split(" ");
            long id = Long.parseLong(part[1]);
            if (part[0].equals("insert")) {
                assertThat(rows).doesNotContainKey(id);
                rows.put(id, new HashMap<>(Map.of("a", "-", "b", "-")));
            }
            Map<String, String> row = rows.get(id);
            assertThat(row).as(edit).isNotNull();
            for (int i = 2; i < part.length; i += 3) {
                assertThat(row).as(edit).containsEntry(part[i], part[i + 1]);
                row.put(part[i], part[i + 2]);
            }
            if (part[0].equals("delete")) {
                rows.remove(id);
            }
        }
    }
}
