package studio.rowan.migrate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;

/// [golang-migrate](https://github.com/golang-migrate/migrate): `000001_name.up.sql` and `000001_name.down.sql`. Its
/// table holds one row: the last version, and whether it failed half-way.
record GolangMigrate() implements OtherTool {
    private static final Pattern NAME = Pattern.compile("([0-9]{1,18})_(.*)\\.(up|down)\\.sql");

    @Override
    public String title() {
        return "golang-migrate";
    }

    @Override
    public String type() {
        return "MIGRATE";
    }

    @Override
    public String table() {
        return "schema_migrations";
    }

    @Override
    public String keyColumn() {
        return "dirty";
    }

    @Override
    public List<Step> read(Listing listing) throws FolderRefused {
        Map<String, String> downs = new HashMap<>();
        for (String path : listing.scripts()) {
            Matcher name = NAME.matcher(path);
            if (name.matches() && name.group(3).equals("down")) {
                downs.put(Step.number(name.group(1)), listing.text(path));
            }
        }
        List<Step> steps = new ArrayList<>();
        for (String path : listing.scripts()) {
            Matcher name = NAME.matcher(path);
            if (name.matches() && name.group(3).equals("up")) {
                String key = Step.number(name.group(1));
                @Nullable String down = downs.get(key);
                steps.add(new Step(path, name.group(1), key, name.group(2), listing.text(path), down, true));
            }
        }
        steps.sort(Comparator.comparingLong(step -> Long.parseLong(step.key())));
        return steps;
    }

    @Override
    public Ledger ledger(Access access, List<Step> steps) {
        List<Row> rows = access.query(
                Sql.of("SELECT CAST(version AS INTEGER), dirty IN (1, 'true', 'TRUE') FROM schema_migrations LIMIT 1"));
        Map<String, Ledger.Mark> marks = new HashMap<>();
        if (!rows.isEmpty()) {
            long last = rows.getFirst().asLong(0);
            for (Step step : steps) {
                if (Long.parseLong(step.key()) <= last) {
                    marks.put(step.key(), new Ledger.Mark(true, null));
                }
            }
            boolean whole = rows.getFirst().asLong(1) == 0;
            if (last >= 0) {
                marks.put(String.valueOf(last), new Ledger.Mark(whole, null));
            } else if (!whole && !steps.isEmpty()) {
                // On the way back, it writes the version before the first one.
                marks.put(steps.getFirst().key(), new Ledger.Mark(false, null));
            }
        }
        return new Ledger(marks);
    }
}
