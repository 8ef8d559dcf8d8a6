package studio.rowan.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import studio.rowan.db.DbError;
import studio.rowan.kit.Text;
import studio.rowan.schema.Workspace;
import studio.rowan.search.Hit;
import studio.rowan.search.Hits;
import studio.rowan.search.MatchTrouble;
import studio.rowan.search.Query;
import studio.rowan.search.Search;
import studio.rowan.search.SearchIndex;

/// Searches a full-text index.
@Command(
        name = "search",
        description = "Search a full-text index, best matches first. Exits with 1 if there is no index.",
        mixinStandardHelpOptions = true)
final class SearchCommand implements Callable<Integer> {
    /// One match of the list that is written with `--json`.
    record Found(long rowid, @Nullable Double rank, String title, String snippet) {
        static Found of(Hit hit) {
            return new Found(
                    hit.rowid(),
                    Double.isNaN(hit.rank()) ? null : hit.rank(),
                    hit.title().text(),
                    hit.snippet().text());
        }
    }

    private final Context context;

    @Spec
    @Nullable
    CommandSpec spec;

    @Parameters(
            arity = "1..2",
            paramLabel = "[FILE] QUERY",
            hideParamSyntax = true,
            description = "The database (DATABASE_PATH, else the sample, if left out) and what to look for.")
    List<String> given = List.of();

    @Option(names = "--index", paramLabel = "I", description = "The full-text table; the first one if left out.")
    @Nullable
    String index;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many (default: ${DEFAULT-VALUE}).")
    int limit = 20;

    @Option(names = "--match", description = "QUERY is an FTS5 expression, such as: title : (moon OR sun*)")
    boolean match;

    @Option(names = "--json", description = "Write one JSON document to standard output.")
    boolean json;

    SearchCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (limit < 1 || limit > 100_000) {
            throw new ParameterException(
                    java.util.Objects.requireNonNull(spec).commandLine(), Text.of("cli.search.limit"));
        }
        Path file = context.file(given.size() > 1 ? Path.of(given.getFirst()) : null);
        try (Workspace workspace = Workspace.open(file, context.options(true), context.files(), context.clock())) {
            List<Found> found = workspace
                    .db()
                    .search("search", access -> {
                        SearchIndex chosen = chosen(file, SearchIndex.all(access, workspace.schema()));
                        String typed = given.getLast();
                        Query query =
                                match ? Query.raw(typed) : Query.typed(typed).whole();
                        try {
                            Hits hits = new Search(chosen, query, List.of()).exact(access, 0, limit);
                            return hits.list().stream().map(Found::of).toList();
                        } catch (DbError.Syntax e) {
                            throw new CommandFailed(MatchTrouble.of(e, typed, chosen, access.job())
                                    .sentence());
                        }
                    })
                    .await();
            print(found);
            return 0;
        } catch (DbError e) {
            throw CommandFailed.of(file, e);
        }
    }

    private SearchIndex chosen(Path file, List<SearchIndex> indexes) {
        String name = index;
        if (indexes.isEmpty()) {
            throw new CommandFailed(Text.of("cli.search.none", file));
        }
        SearchIndex found = indexes.stream()
                .filter(one -> name == null || one.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new CommandFailed(Text.of(
                        "cli.search.unknown",
                        String.valueOf(name),
                        String.join(
                                ", ", indexes.stream().map(SearchIndex::name).toList()))));
        if (found.trouble() != null) {
            throw new CommandFailed(Text.of("cli.search.trouble", found.name(), found.trouble()));
        }
        return found;
    }

    private void print(List<Found> found) {
        if (json) {
            JsonOut.print(context.out(), found);
            return;
        }
        if (found.isEmpty()) {
            context.out().println(Text.of("search.none"));
        }
        for (Found one : found) {
            context.out().printf("%8d  %s%n", one.rowid, line(one.title));
            if (!one.snippet.isBlank()) {
                context.out().printf("          %s%n", line(one.snippet));
            }
        }
    }

    /// Text of a file may hold anything: what would move the terminal's cursor is shown as a space.
    private static String line(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\s]+", " ").strip();
    }
}
