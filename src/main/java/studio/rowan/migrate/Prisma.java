package studio.rowan.migrate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;

/// [Prisma Migrate](https://www.prisma.io/docs/orm/prisma-migrate): a folder for each,
/// `20200101000000_name/migration.sql`,
/// beside `migration_lock.toml`, which names the database they are for.
record Prisma() implements OtherTool {
    private static final String LOCK = "migration_lock.toml";
    private static final Pattern NAME = Pattern.compile("([0-9]{1,18})_([^/]*)/migration\\.sql");

    @Override
    public String title() {
        return "Prisma Migrate";
    }

    @Override
    public String type() {
        return "PRISMA";
    }

    @Override
    public String table() {
        return "_prisma_migrations";
    }

    @Override
    public String keyColumn() {
        return "migration_name";
    }

    @Override
    public List<Step> read(Listing listing) throws FolderRefused {
        if (!listing.files().contains(LOCK)) {
            return List.of();
        }
        checkDatabase(listing.text(LOCK));
        List<Step> steps = new ArrayList<>();
        for (String path : listing.files()) {
            Matcher name = NAME.matcher(path);
            if (name.matches()) {
                String key = path.substring(0, path.indexOf('/'));
                steps.add(new Step(path, name.group(1), key, name.group(2), listing.text(path), null, true));
            }
        }
        return steps;
    }

    private static void checkDatabase(String lock) throws FolderRefused {
        int number = 0;
        for (String line : lock.lines().toList()) {
            number++;
            String setting = line.replace(" ", "");
            if (setting.startsWith("provider=") && !setting.startsWith("provider=\"sqlite\"")) {
                String provider = setting.substring("provider=".length()).replace("\"", "");
                throw new FolderRefused(new Refusal(Refusal.Reason.DATABASE, LOCK, number, provider));
            }
        }
    }

    @Override
    public Ledger ledger(Access access, List<Step> steps) {
        Map<String, Ledger.Mark> marks = new HashMap<>();
        // One that was rolled back by hand was never there.
        String all = "SELECT migration_name, finished_at IS NOT NULL, CAST(finished_at AS INTEGER)"
                + " FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at";
        for (Row row : access.query(Sql.of(all))) {
            marks.put(String.valueOf(row.asText(0)), new Ledger.Mark(row.asLong(1) != 0, moment(row, 2, 1)));
        }
        return new Ledger(marks);
    }

    /// @param millis how many a unit of the number is
    static @Nullable Instant moment(Row row, int column, long millis) {
        String number = row.asText(column);
        return number == null ? null : Instant.ofEpochMilli(row.asLong(column) * millis);
    }
}
