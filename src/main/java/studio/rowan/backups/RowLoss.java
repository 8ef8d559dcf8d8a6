package studio.rowan.backups;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import studio.rowan.db.Clock;
import studio.rowan.db.Contents;
import studio.rowan.db.Db;
import studio.rowan.db.DbError;
import studio.rowan.db.Ident;
import studio.rowan.db.Job;
import studio.rowan.db.Sql;
import studio.rowan.kit.Format;
import studio.rowan.kit.Text;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.Workspace;
import studio.rowan.vault.Backup;

/// What a table holds now, and what it will hold after a restore: what somebody should see before.
/// @param now [#ABSENT] for a table that is not there, [#UNKNOWN] for one that takes too long to count
record RowLoss(String table, long now, long then) {
    static final long ABSENT = -2;
    static final long UNKNOWN = -1;

    private static final Duration ALL = Duration.ofSeconds(4);
    private static final Duration ONE = Duration.ofSeconds(1);
    /// A read shuts the writers of a file without a write-ahead log out (F18).
    private static final Duration ONE_LOCKING = Duration.ofMillis(150);

    /// Counts the tables as they are now, as far as that is quick.
    static Job<List<RowLoss>> of(Workspace workspace, Backup backup, Clock clock) {
        return workspace.db().aside(Text.of("backups.job.compare"), job -> {
            TreeMap<String, Long> then = new TreeMap<>();
            for (Contents.Rows rows : backup.tables()) {
                then.put(rows.table(), rows.rows());
            }
            List<String> present = workspace.schema().of(SchemaObject.Kind.TABLE).stream()
                    .map(SchemaObject::name)
                    .toList();
            workspace.schema().of(SchemaObject.Kind.SHADOW).forEach(shadow -> then.remove(shadow.name()));
            then.keySet().removeIf(name -> name.startsWith("sqlite_"));
            present.forEach(name -> then.putIfAbsent(name, ABSENT));
            boolean[] late = {false};
            try (Clock.Timer _ = clock.after(ALL, () -> late[0] = true)) {
                List<RowLoss> lines = new ArrayList<>();
                then.forEach((name, rows) -> lines.add(new RowLoss(
                        name,
                        !present.contains(name) ? ABSENT : late[0] ? UNKNOWN : count(job, workspace.db(), name, clock),
                        rows)));
                return lines;
            }
        });
    }

    private static long count(Job<?> job, Db db, String table, Clock clock) {
        Duration limit = db.isWal() ? ONE : ONE_LOCKING;
        try {
            return job.follow(db.background("count " + table, access -> {
                try (Clock.Timer _ = clock.after(limit, access.job()::cancel)) {
                    return access.scalar(Sql.of("SELECT count(*) FROM " + Ident.quote(table)))
                            .asLong();
                }
            }));
        } catch (DbError e) {
            // Damaged, of another module, or too large to be counted while somebody waits.
            job.checkCancelled();
            return UNKNOWN;
        }
    }

    private boolean isSame() {
        return now == then;
    }

    /// As a table in fixed width: what differs, then how many do not.
    static String words(List<RowLoss> all) {
        List<RowLoss> differing = all.stream().filter(line -> !line.isSame()).toList();
        int width =
                differing.stream().mapToInt(line -> line.table.length()).max().orElse(0);
        width = Math.clamp(width, 5, 40);
        StringBuilder out = new StringBuilder();
        if (!differing.isEmpty()) {
            line(out, width, Text.of("backups.loss.table"), Text.of("backups.loss.now"), Text.of("backups.loss.then"));
            for (RowLoss each : differing) {
                line(out, width, each.table, number(each.now), number(each.then));
            }
        }
        long same = all.size() - differing.size();
        if (same > 0) {
            out.append(Text.count(differing.isEmpty() ? "backups.loss.all" : "backups.loss.same", same));
        }
        return out.toString().strip();
    }

    private static void line(StringBuilder out, int width, String table, String now, String then) {
        out.append(table)
                .repeat(' ', Math.max(0, width - table.length()))
                .repeat(' ', Math.max(1, 14 - now.length()))
                .append(now)
                .repeat(' ', Math.max(1, 14 - then.length()))
                .append(then)
                .append('\n');
    }

    private static String number(long rows) {
        return rows == ABSENT
                ? Text.of("backups.loss.absent")
                : rows == UNKNOWN ? Text.of("backups.loss.unknown") : Format.count(rows);
    }
}
