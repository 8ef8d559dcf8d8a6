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

/// [goose](https://github.com/pressly/goose): `00001_name.sql` with `-- +goose Up` and `-- +goose Down`. Its
/// table holds a row for each time that a version went up or down.
record Goose() implements OtherTool {
    private static final Pattern NAME = Pattern.compile("([0-9]{1,18})_(.*)\\.sql");
    private static final String MARK = "+goose";

    @Override
    public String title() {
        return "goose";
    }

    @Override
    public String type() {
        return "GOOSE";
    }

    @Override
    public String table() {
        return "goose_db_version";
    }

    @Override
    public String keyColumn() {
        return "version_id";
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
        for (String path : listing.files()) {
            Refusal program = steps.isEmpty() || path.indexOf('/') >= 0 ? null : Refusal.program(path);
            if (program != null) {
                throw new FolderRefused(program);
            }
        }
        steps.sort(Comparator.comparingLong(step -> Long.parseLong(step.key())));
        return steps;
    }

    /// Null where the script is none of its own.
    private static @Nullable Step step(String path, Matcher name, String text) throws FolderRefused {
        StringBuilder up = new StringBuilder();
        StringBuilder down = new StringBuilder();
        StringBuilder part = null;
        boolean found = false;
        boolean inTransaction = true;
        int number = 0;
        for (String line : text.split("(?<=\n)", -1)) {
            number++;
            Marker marker = Marker.of(line, MARK);
            if (marker == null) {
                if (part != null) {
                    part.append(line);
                }
                continue;
            }
            if (marker.is("ENVSUB", "ON")) {
                throw new FolderRefused(new Refusal(Refusal.Reason.ENVIRONMENT, path, number, line.strip()));
            }
            found |= marker.is("Up");
            inTransaction &= !marker.is("NO", "TRANSACTION");
            part = marker.is("Up") ? up : marker.is("Down") ? down : part;
        }
        String key = Step.number(name.group(1));
        String undo = down.toString().isBlank() ? null : down.toString();
        return found ? new Step(path, name.group(1), key, name.group(2), up.toString(), undo, inTransaction) : null;
    }

    @Override
    public Ledger ledger(Access access, List<Step> steps) {
        Map<String, Ledger.Mark> marks = new HashMap<>();
        String last = "SELECT CAST(version_id AS INTEGER), is_applied IN (1, 'true', 'TRUE'), unixepoch(tstamp)"
                + " FROM goose_db_version ORDER BY id";
        for (Row row : access.query(Sql.of(last))) {
            String key = String.valueOf(row.asLong(0));
            // Version 0 is goose's own first line.
            if (row.asLong(1) == 0 || key.equals("0")) {
                marks.remove(key);
            } else {
                marks.put(key, new Ledger.Mark(true, Prisma.moment(row, 2, 1000)));
            }
        }
        return new Ledger(marks);
    }
}
