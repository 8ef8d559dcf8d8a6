package studio.rowan.migrate;

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

/// [dbmate](https://github.com/amacneil/dbmate): `20200101000000_name.sql` with `-- migrate:up` and `-- migrate:down`,
/// each with options behind it. Its table holds a row for each version.
record Dbmate() implements OtherTool {
    private static final Pattern NAME = Pattern.compile("([0-9]{1,18})_?(.*)\\.sql");
    private static final String MARK = "migrate:";

    @Override
    public String title() {
        return "dbmate";
    }

    @Override
    public String type() {
        return "DBMATE";
    }

    @Override
    public String table() {
        return "schema_migrations";
    }

    @Override
    public String keyColumn() {
        return "version";
    }

    @Override
    public boolean isKept(Access access) {
        return OtherTool.super.isKept(access) && !hasColumn(access, "dirty");
    }

    @Override
    public List<Step> read(Listing listing) throws FolderRefused {
        List<Step> steps = new ArrayList<>();
        for (String path : listing.scripts()) {
            Matcher name = NAME.matcher(path);
            Step step = name.matches() ? step(path, name, listing.text(path)) : null;
            if (step != null) {
                steps.add(step);
            }
        }
        return steps;
    }

    /// Null where the script is none of its own.
    private static @Nullable Step step(String path, Matcher name, String text) {
        StringBuilder up = new StringBuilder();
        StringBuilder down = new StringBuilder();
        StringBuilder part = null;
        boolean found = false;
        boolean inTransaction = true;
        for (String line : text.split("(?<=\n)", -1)) {
            Marker marker = Marker.of(line, MARK);
            if (marker != null && marker.is("up")) {
                found = true;
                part = up;
                inTransaction = !marker.words().contains("transaction:false");
            } else if (marker != null && marker.is("down")) {
                part = down;
            } else if (part != null) {
                part.append(line);
            }
        }
        String undo = down.toString().isBlank() ? null : down.toString();
        return found
                ? new Step(path, name.group(1), name.group(1), name.group(2), up.toString(), undo, inTransaction)
                : null;
    }

    @Override
    public Ledger ledger(Access access, List<Step> steps) {
        Map<String, Ledger.Mark> marks = new HashMap<>();
        for (Row row : access.query(Sql.of("SELECT version FROM schema_migrations WHERE version IS NOT NULL"))) {
            marks.put(String.valueOf(row.asText(0)), new Ledger.Mark(true, null));
        }
        return new Ledger(marks);
    }
}
