package studio.rowan.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.Ident;
import studio.rowan.db.Job;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.kit.Format;
import studio.rowan.kit.Text;
import studio.rowan.schema.Column;
import studio.rowan.schema.Schema;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.SchemaReader;
import studio.rowan.schema.Table;
import studio.rowan.schema.Workspace;

/// How one open database is doing. Every part is a job of its own and short, so that no lock is held for long; what
/// reads the whole file is [Check], on demand.
public final class Health {
    /// So many tables are looked at in one job.
    static final int CHUNK = 50;

    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final long LARGE_WAL = 64L << 20;
    private static final long MUCH_FREE = 16L << 20;
    /// A newest row is searched without an index only among so many.
    private static final int FEW_ROWS = 100_000;

    private final Workspace workspace;
    private final Clock clock;
    private volatile @Nullable Known known;

    private record Known(Figures figures, long changes, Instant at) {}

    public Health(Workspace workspace, Clock clock) {
        this.workspace = workspace;
        this.clock = clock;
    }

    public Workspace workspace() {
        return workspace;
    }

    /// Sizes and header fields. Sizes come from the file system, not from reading the file (F9).
    public Job<Vitals> vitals() {
        Db db = workspace.db();
        return db.read(
                Text.of("health.job.vitals"),
                access -> new Vitals(
                        db.bytes(),
                        db.walBytes(),
                        access.pragma("page_size").asLong(),
                        access.pragma("page_count").asLong(),
                        access.pragma("freelist_count").asLong(),
                        String.valueOf(access.pragma("journal_mode").asText()),
                        String.valueOf(access.pragma("encoding").asText())));
    }

    /// What the sizes tell.
    public static List<Finding> findings(Vitals vitals) {
        List<Finding> findings = new ArrayList<>();
        if (vitals.walBytes() > LARGE_WAL && vitals.walBytes() > vitals.fileBytes() / 4) {
            findings.add(ofFile(
                    "wal-size",
                    Finding.Severity.WARNING,
                    "PRAGMA wal_checkpoint(TRUNCATE);",
                    Format.bytes(vitals.walBytes())));
        }
        if (vitals.freeBytes() > MUCH_FREE && vitals.freePages() * 4 > vitals.pageCount()) {
            findings.add(ofFile(
                    "free-pages",
                    Finding.Severity.NOTE,
                    "VACUUM;",
                    Format.bytes(vitals.freeBytes()),
                    Format.percent(vitals.freePages(), vitals.pageCount())));
        }
        return findings;
    }

    static Finding ofFile(String check, Finding.Severity severity, String fix, Object... args) {
        String text = "health.finding." + check;
        return new Finding(check, severity, "", Text.of(text, args), Text.of(text + ".detail", args), fix);
    }

    /// Tables and views in groups for [#structure], each short enough for one job.
    public static List<List<SchemaObject>> chunks(Schema schema) {
        List<SchemaObject> objects = schema.objects().stream()
                .filter(o -> o.kind() == SchemaObject.Kind.TABLE || o.kind() == SchemaObject.Kind.VIEW)
                .filter(o -> o.name().indexOf('\0') < 0)
                .toList();
        List<List<SchemaObject>> chunks = new ArrayList<>();
        for (int from = 0; from < objects.size(); from += CHUNK) {
            chunks.add(objects.subList(from, Math.min(objects.size(), from + CHUNK)));
        }
        return chunks;
    }

    /// What is to be said of the structure of some tables and views.
    public Job<List<Finding>> structure(List<SchemaObject> objects) {
        Schema schema = workspace.schema();
        return workspace.db().background(Text.of("health.job.structure"), access -> {
            List<Finding> findings = new ArrayList<>();
            for (SchemaObject object : objects) {
                findings.addAll(structure(access, schema, object));
            }
            return findings;
        });
    }

    private static List<Finding> structure(Access access, Schema schema, SchemaObject object) {
        try {
            Table table = SchemaReader.table(access, object);
            return object.kind() == SchemaObject.Kind.VIEW
                    ? List.of()
                    : Structure.of(table, name -> parent(access, schema, name));
        } catch (DbError.Syntax e) {
            String text = "health.finding.unreadable";
            return List.of(new Finding(
                    "unreadable",
                    Finding.Severity.NOTE,
                    object.name(),
                    Text.of(text, object.name()),
                    Text.error(e).sentence(),
                    ""));
        }
    }

    private static Optional<Table> parent(Access access, Schema schema, String name) {
        return schema.relation(name)
                .filter(o -> o.kind() == SchemaObject.Kind.TABLE)
                .map(o -> SchemaReader.table(access, o));
    }

    /// Newest rows and the sample's figures; answered from memory for ten minutes while the file does not change.
    public Job<Figures> figures() {
        Known cached = known;
        long changes = workspace.changes();
        if (cached != null
                && cached.changes == changes
                && Duration.between(cached.at, clock.now()).compareTo(FRESH) < 0) {
            return Job.done(Text.of("health.job.figures"), cached.figures);
        }
        Schema schema = workspace.schema();
        return workspace
                .db()
                .background(Text.of("health.job.figures"), access -> figures(access, schema))
                .whenDone(figures -> known = new Known(figures, changes, clock.now()), _ -> {});
    }

    private static Figures figures(Access access, Schema schema) {
        List<Figures.LastCreated> last = new ArrayList<>();
        // A file of ten thousand tables is not searched for its newest row.
        schema.of(SchemaObject.Kind.TABLE).stream()
                .filter(o -> o.name().indexOf('\0') < 0)
                .limit(200)
                .forEach(o -> lastCreated(access, o).ifPresent(at -> last.add(new Figures.LastCreated(o.name(), at))));
        last.sort(Comparator.comparing(Figures.LastCreated::at).reversed());
        boolean sample = isSample(schema);
        return new Figures(last, sample ? postsPerUser(access) : null, sample);
    }

    /// Whether the tables exist whose figures are shown.
    static boolean isSample(Schema schema) {
        return List.of("users", "posts", "tags", "post_tags").stream()
                .allMatch(name -> schema.relation(name)
                        .filter(o -> o.kind() == SchemaObject.Kind.TABLE)
                        .isPresent());
    }

    private static Optional<Instant> lastCreated(Access access, SchemaObject object) {
        Table table = SchemaReader.table(access, object);
        Optional<Column> column = table.column("created_at");
        if (column.isEmpty()) {
            return Optional.empty();
        }
        String name = Ident.quote(object.name());
        boolean indexed = table.indexes().stream()
                .anyMatch(index -> !index.partial()
                        && "created_at"
                                .equalsIgnoreCase(index.parts().getFirst().column()));
        if (!indexed
                && access.scalar(Sql.of("SELECT count(*) FROM (SELECT 1 FROM " + name + " LIMIT " + (FEW_ROWS + 1)
                                        + ")"))
                                .asLong()
                        > FEW_ROWS) {
            return Optional.empty();
        }
        Value newest =
                access.scalar(Sql.of("SELECT max(" + Ident.quote(column.get().name()) + ") FROM " + name));
        return Optional.ofNullable(Moment.of(newest));
    }

    private static @Nullable Double postsPerUser(Access access) {
        long users = access.scalar(Sql.of("SELECT count(*) FROM users")).asLong();
        long posts = access.scalar(Sql.of("SELECT count(*) FROM posts")).asLong();
        return users == 0 ? null : (double) posts / users;
    }
}
