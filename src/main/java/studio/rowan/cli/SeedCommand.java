package studio.rowan.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import studio.rowan.blog.Sample;
import studio.rowan.blog.Seed;
import studio.rowan.kit.Format;
import studio.rowan.kit.Text;
import studio.rowan.schema.Schema;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.Workspace;

/// Fills a blog database.
@Command(
        name = "seed",
        description = "Fill a blog database: two users and three tags, and generated posts with users and tags.",
        mixinStandardHelpOptions = true)
final class SeedCommand implements Callable<Integer> {
    /// What is written with `--json`.
    record Seeded(String file, long users, long posts, long tags, long postTags, long ms) {}

    private final Context context;

    @Mixin
    private final FileOptions of = new FileOptions();

    @Option(names = "--rows", paramLabel = "N", description = "How many posts to generate; none if left out.")
    private int rows;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Another number gives other rows. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Spec
    @Nullable
    CommandSpec spec;

    SeedCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (rows < 0 || rows > Seed.MOST_POSTS) {
            throw new CommandLine.ParameterException(
                    java.util.Objects.requireNonNull(spec).commandLine(), Text.of("cli.seed.rows", Seed.MOST_POSTS));
        }
        Path file = context.file(of.file);
        Instant begin = context.clock().now();
        if (!context.files().exists(file)) {
            Sample.migrate(file, context.files());
        }
        if (isEmpty(file)) {
            Sample.migrate(file, context.files());
        }
        Seed.Made made = fill(file);
        long ms = Duration.between(begin, context.clock().now()).toMillis();
        if (of.json) {
            JsonOut.print(
                    context.out(),
                    new Seeded(file.toString(), made.users(), made.posts(), made.tags(), made.postTags(), ms));
        } else {
            context.out()
                    .println(Text.of(
                            "cli.seed.done",
                            file,
                            made.users(),
                            made.posts(),
                            made.tags(),
                            made.postTags(),
                            Format.duration(Duration.ofMillis(ms))));
        }
        return 0;
    }

    /// A database without any table becomes a blog.
    private boolean isEmpty(Path file) {
        try (Workspace workspace = open(file)) {
            Schema schema = workspace.schema();
            if (schema.of(SchemaObject.Kind.TABLE).isEmpty()) {
                return true;
            }
            if (!Sample.isSample(schema)) {
                throw new CommandFailed(Text.of("cli.seed.notABlog", file));
            }
            return false;
        }
    }

    private Seed.Made fill(Path file) {
        Seed source = new Seed(seed, context.clock().now());
        try (Workspace workspace = open(file)) {
            return source.start(Text.of("cli.seed.job"), workspace.db(), rows).await();
        }
    }

    private Workspace open(Path file) {
        return Workspace.open(file, context.options(false), context.files(), context.clock());
    }
}
