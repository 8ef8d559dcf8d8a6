package studio.rowan.migrate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.FileDataSource;

/// What another tool's own table says of its migrations. Runs none of them.
final class OtherRunner implements Runner {
    private final FileDataSource source;
    private final OtherHistory history;

    OtherRunner(FileDataSource source, OtherHistory history) {
        this.source = source;
        this.history = history;
    }

    @Override
    public List<Migration> info() {
        return switch (history) {
            case OtherHistory.Plain plain -> info(plain);
            case OtherHistory.Refused(Refusal why) ->
                throw new MigrationFailed(OtherWords.of(why).sentence());
        };
    }

    private List<Migration> info(OtherHistory.Plain plain) {
        OtherTool tool = plain.tool();
        Ledger ledger =
                source.reading(access -> tool.isKept(access) ? tool.ledger(access, plain.steps()) : Ledger.NONE);
        Map<String, Ledger.Mark> rest = new HashMap<>(ledger.marks());
        List<Migration> migrations = new ArrayList<>();
        for (Step step : plain.steps()) {
            migrations.add(migration(tool, step.version(), step.description(), step.path(), rest.remove(step.key())));
        }
        rest.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(gone -> migrations.add(migration(tool, gone.getKey(), "", "", gone.getValue())));
        return migrations;
    }

    private static Migration migration(
            OtherTool tool, String version, String description, String path, Ledger.@Nullable Mark mark) {
        Migration.Kind kind = mark == null
                ? Migration.Kind.PENDING
                : mark.whole() && !path.isEmpty() ? Migration.Kind.APPLIED : Migration.Kind.TROUBLE;
        String state = switch (kind) {
            case APPLIED -> "Success";
            case PENDING, SKIPPED -> "Pending";
            case TROUBLE -> path.isEmpty() ? "Missing" : "Failed";
        };
        return new Migration(
                version, description, path, tool.type(), state, mark == null ? null : mark.at(), "", null, null, kind);
    }

    @Override
    public List<Mismatch> mismatches() {
        return List.of();
    }

    @Override
    public void run(Migration migration, FlywaySteps.Listener steps) {
        throw new MigrationFailed(migration.script());
    }

    @Override
    public void baseline(String version, String description) {
        throw new MigrationFailed(version);
    }
}
