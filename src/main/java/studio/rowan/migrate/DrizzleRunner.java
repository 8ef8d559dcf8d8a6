package studio.rowan.migrate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.FileDataSource;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.SqlStatement;
import studio.rowan.db.Value;

/// Drizzle's own bookkeeping: a table of digests and moments, and what is later than the last of them is pending. Each
/// migration runs in a transaction of its own, foreign keys truly off where that is asked for: drizzle's own runner
/// sets them inside one transaction around all, where SQLite ignores it.
final class DrizzleRunner implements Runner {
    static final String TABLE = "__drizzle_migrations";

    private static final String CREATE =
            "CREATE TABLE IF NOT EXISTS " + TABLE + " (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric)";

    private final FileDataSource source;
    private final Scripts scripts;
    private final DrizzleJournal journal;

    DrizzleRunner(FileDataSource source, Scripts scripts, DrizzleJournal journal) {
        this.source = source;
        this.scripts = scripts;
        this.journal = journal;
    }

    /// Digests by moment.
    private Map<Long, String> applied() {
        return source.reading(access -> {
            Map<Long, String> applied = new HashMap<>();
            boolean kept = access.scalar(Sql.of("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = '"
                                    + TABLE + "'"))
                            .asLong()
                    > 0;
            if (kept) {
                for (Row row : access.query(Sql.of("SELECT hash, CAST(created_at AS INTEGER) FROM " + TABLE))) {
                    String hash = row.asText(0);
                    applied.put(row.asLong(1), hash == null ? "" : hash);
                }
            }
            return applied;
        });
    }

    @Override
    public List<Migration> info() {
        Map<Long, String> applied = applied();
        long last = applied.keySet().stream().mapToLong(Long::longValue).max().orElse(Long.MIN_VALUE);
        List<Migration> migrations = new ArrayList<>();
        for (DrizzleJournal.Entry entry : journal.entries()) {
            boolean ran = applied.containsKey(entry.when());
            // What is not later than the last one that ran, Drizzle passes over without a word.
            Migration.Kind kind = ran
                    ? Migration.Kind.APPLIED
                    : entry.when() > last ? Migration.Kind.PENDING : Migration.Kind.SKIPPED;
            migrations.add(migration(entry, kind));
        }
        applied.forEach((when, hash) -> {
            if (journal.entries().stream().noneMatch(entry -> entry.when() == when)) {
                migrations.add(new Migration(
                        String.valueOf(when),
                        "",
                        "",
                        Migration.DRIZZLE,
                        "Missing",
                        null,
                        "",
                        null,
                        null,
                        Migration.Kind.TROUBLE));
            }
        });
        return migrations;
    }

    private static Migration migration(DrizzleJournal.Entry entry, Migration.Kind kind) {
        String state = switch (kind) {
            case APPLIED -> "Success";
            case PENDING -> "Pending";
            case SKIPPED -> "Ignored";
            case TROUBLE -> "Missing";
        };
        return new Migration(
                entry.version(),
                entry.description(),
                entry.path(),
                Migration.DRIZZLE,
                state,
                null,
                "",
                null,
                null,
                kind);
    }

    @Override
    public List<Mismatch> mismatches() {
        Map<Long, String> applied = applied();
        List<Mismatch> found = new ArrayList<>();
        for (DrizzleJournal.Entry entry : journal.entries()) {
            String hash = applied.remove(entry.when());
            if (hash != null && !hash.isEmpty() && !hash.equals(entry.hash())) {
                found.add(new Mismatch(
                        entry.version(),
                        entry.description(),
                        Mismatch.Kind.CHECKSUM,
                        hash + " ≠ " + entry.hash(),
                        hash));
            }
        }
        applied.forEach((when, hash) -> found.add(new Mismatch(String.valueOf(when), "", Mismatch.Kind.MISSING, hash)));
        return found;
    }

    @Override
    public void run(Migration migration, FlywaySteps.Listener steps) {
        DrizzleJournal.Entry entry = journal.entry(migration.script());
        Script script = scripts.find(migration.script()).orElseThrow();
        source.once(access -> {
            if (isThere(access, entry)) {
                return false;
            }
            steps.begins(access);
            for (SqlStatement statement : ScriptFacts.of(script.text()).statements()) {
                String text = statement.text(script.text());
                steps.statement(access, text);
                access.execute(Sql.of(text));
            }
            write(access, entry);
            steps.ends(access);
            return true;
        });
    }

    /// Another program may have run it meanwhile.
    private static boolean isThere(Access access, DrizzleJournal.Entry entry) {
        access.execute(Sql.of(CREATE));
        return access.scalar(Sql.of(
                                "SELECT count(*) FROM " + TABLE + " WHERE CAST(created_at AS INTEGER) >= ?",
                                Value.of(entry.when())))
                        .asLong()
                > 0;
    }

    private static void write(Access access, DrizzleJournal.Entry entry) {
        access.execute(Sql.of(
                "INSERT INTO " + TABLE + " (hash, created_at) VALUES (?, ?)",
                Value.of(entry.hash()),
                Value.of(entry.when())));
    }

    @Override
    public void baseline(String version, String description) {
        source.once(access -> {
            access.execute(Sql.of(CREATE));
            for (DrizzleJournal.Entry entry : upTo(version)) {
                write(access, entry);
            }
            return true;
        });
    }

    private List<DrizzleJournal.Entry> upTo(String version) {
        List<DrizzleJournal.Entry> entries = new ArrayList<>();
        for (DrizzleJournal.Entry entry : journal.entries()) {
            entries.add(entry);
            if (number(entry.version()) == number(version)) {
                return entries;
            }
        }
        throw new MigrationFailed(version);
    }

    private static long number(@Nullable String version) {
        return version != null && version.matches("[0-9]{1,18}") ? Long.parseLong(version) : -1;
    }
}
