package studio.rowan.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Clock;
import studio.rowan.db.DbError;
import studio.rowan.kit.Text;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.Workspace;

/// The report of the command line: its fields are the keys of the JSON document.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Report(
        String status,
        String timestamp,
        @Nullable String error,
        Database database,
        @Nullable Performance performance,
        List<Line> findings) {
    /// @param size of the file, in bytes
    /// @param tables rows of each table
    public record Database(boolean connected, long size, Map<String, Long> tables) {}

    /// The sample's figures; times as ISO 8601.
    @JsonInclude
    public record Performance(
            @Nullable String lastUserCreated,
            @Nullable String lastPostCreated,
            @Nullable Double avgPostsPerUser) {}

    public record Line(String check, String severity, String message, String fix) {}

    /// Looks at everything but the content of pages, counting all rows. Blocks.
    /// @throws DbError where the file cannot be read on
    public static Report of(Workspace workspace, Clock clock) {
        Health health = new Health(workspace, clock);
        List<Finding> findings = new ArrayList<>();
        Vitals vitals = health.vitals().await();
        findings.addAll(Health.findings(vitals));
        Map<String, Long> tables = new LinkedHashMap<>();
        Figures figures = new Figures(List.of(), null, false);
        try {
            for (List<SchemaObject> chunk : Health.chunks(workspace.schema())) {
                findings.addAll(health.structure(chunk).await());
            }
            count(workspace, clock, tables);
            figures = health.figures().await();
        } catch (DbError.Corrupt e) {
            findings.add(Check.damage(null, e.words()));
        }
        return new Report(
                word(Status.of(findings)),
                clock.now().toString(),
                null,
                new Database(true, vitals.fileBytes(), tables),
                figures.sample() ? performance(figures) : null,
                findings.stream().map(Report::line).toList());
    }

    private static void count(Workspace workspace, Clock clock, Map<String, Long> tables) {
        for (SchemaObject table : workspace.schema().of(SchemaObject.Kind.TABLE)) {
            // Names with a NUL cannot be said in SQL.
            if (table.name().indexOf('\0') < 0) {
                tables.put(table.name(), RowCount.exact(workspace, table, clock));
            }
        }
    }

    /// The report of a file that could not be opened or read.
    /// @param size in bytes, 0 where it is not known
    public static Report failed(DbError error, long size, Instant now) {
        return new Report(
                word(Status.UNHEALTHY),
                now.toString(),
                Text.error(error).sentence(),
                new Database(false, size, Map.of()),
                null,
                List.of());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Line line(Finding finding) {
        return new Line(finding.check(), word(finding.severity()), finding.message(), finding.fix());
    }

    private static Performance performance(Figures figures) {
        Double average = figures.postsPerUser();
        return new Performance(
                text(figures.lastCreated("users")),
                text(figures.lastCreated("posts")),
                average == null ? null : Math.round(average * 100) / 100.0);
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }
}
