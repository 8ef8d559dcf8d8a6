package studio.rowan.bench;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.application.Platform;

/// Measures the speed of the grid beside references of the same run, prints the table and writes `bench.json`:
/// `Bench FOLDER`, with `bench.posts` (default 1,000,000) and `bench.large` (100 million narrow rows: `true`,
/// or the file that has them). `bench.only` names one line.
public final class Bench {
    private record Line(String name, Measured what) {}

    private static final List<Line> TABLE = List.of(
            new Line("firstPage", new FirstPage()),
            new Line("anyPage", new AnyPage()),
            new Line("sortedPages", new SortedPages()),
            new Line("pageMapping", new PageMapping()),
            new Line("scrollStep", new ScrollStep()),
            new Line("findInTable", new FindInTable()),
            new Line("search", new SearchSpeed()),
            new Line("followKey", new FollowKey()),
            new Line("relationLevels", new RelationLevels()),
            new Line("rehearsal", new RehearsalCost()));

    private Bench() {}

    /// Ends well also where a bar does not hold: that is told, and for those who read to judge.
    public static void main(String[] args) {
        PrintStream out = System.out;
        Path target = Path.of(args[0]);
        int exit = 0;
        Platform.startup(() -> Platform.setImplicitExit(false));
        try (BenchFiles files = new BenchFiles(
                target.resolve("bench"),
                Long.parseLong(System.getProperty("bench.posts", "1000000")),
                System.getProperty("bench.large", ""),
                out)) {
            List<Result> results = run(files, out);
            out.println(Result.head());
            results.forEach(result -> out.println(result.line()));
            Path json = target.resolve("bench.json");
            Files.writeString(json, json(results));
            out.println("written to " + json);
        } catch (Exception e) {
            e.printStackTrace(out);
            exit = 1;
        }
        System.exit(exit);
    }

    private static List<Result> run(BenchFiles files, PrintStream out) throws Exception {
        String only = System.getProperty("bench.only", "");
        List<Result> results = new ArrayList<>();
        for (Line line : TABLE) {
            if (only.isEmpty() || line.name.equals(only)) {
                long began = System.nanoTime();
                List<Result> found = line.what.run(files);
                results.addAll(found);
                out.printf("%s: %.0f s%n", line.name, Turns.millisSince(began) / 1000);
            }
        }
        return results;
    }

    private static String json(List<Result> results) throws IOException {
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(results)
                + "\n";
    }
}
