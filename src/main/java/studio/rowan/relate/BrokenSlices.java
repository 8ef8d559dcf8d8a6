package studio.rowan.relate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Access;
import studio.rowan.db.Db;
import studio.rowan.db.Ident;
import studio.rowan.db.Job;
import studio.rowan.db.Row;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.db.Work;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.SchemaReader;
import studio.rowan.schema.Table;
import studio.rowan.schema.Workspace;

/// Looks at the references of a file that is not in WAL mode: a read would keep all others from writing (F18), so each
/// is short. Tables with rowids are read in slices; of others, only those that can be looked at in that time.
public final class BrokenSlices {
    private static final Duration SLICE = Duration.ofMillis(150);
    private static final String UNIT = "references";
    private static final long LONGEST_STRIDE = 1_000_000;

    /// @param unread references that cannot be looked at without keeping others from writing for longer
    public record Looked(List<BrokenReferences.Group> groups, List<Relation> unread) {
        public Looked {
            groups = List.copyOf(groups);
            unread = List.copyOf(unread);
        }
    }

    /// Where the next slice begins, and what those before found.
    private static final class Way {
        private @Nullable Long last;
        private long stride = 1000;
        private long rows;
        private final List<BrokenReferences.Violation> named = new ArrayList<>();
    }

    private final Db db;
    private final Workspace workspace;
    private final Job<?> job;
    private int looked;
    private int all;

    private BrokenSlices(Workspace workspace, Job<?> job) {
        this.db = workspace.db();
        this.workspace = workspace;
        this.job = job;
    }

    /// To be run beside the lanes, whose slices it waits for.
    public static Looked read(Workspace workspace, Work<Relations> relations, Job<?> job) {
        return new BrokenSlices(workspace, job).read(relations);
    }

    private Looked read(Work<Relations> relations) {
        List<Relation> checked = job.follow(db.background(job.title(), relations)).all().stream()
                .filter(BrokenReferences::isChecked)
                .toList();
        all = checked.size();
        List<BrokenReferences.Group> groups = new ArrayList<>();
        List<Relation> unread = new ArrayList<>();
        for (int i = 0; i < checked.size(); i++) {
            looked = i;
            Relation relation = checked.get(i);
            SchemaObject child = workspace.schema().relation(relation.child()).orElse(null);
            if (child == null) {
                continue;
            }
            Table table = part(access -> SchemaReader.table(access, child));
            if (table.key() instanceof Table.Key.Rowid(String alias)) {
                group(table, alias, relation).ifPresent(groups::add);
            } else {
                Optional<BrokenReferences.Group> found =
                        part(access -> access.within(SLICE, () -> BrokenReferences.group(access, table, relation)));
                found.filter(group -> group.rows() > 0).ifPresent(groups::add);
                if (found.isEmpty()) {
                    unread.add(relation);
                }
            }
        }
        return new Looked(groups, unread);
    }

    private <T> T part(Work<T> body) {
        job.checkCancelled();
        return job.follow(db.background(job.title(), access -> {
            access.job().report(looked, all, UNIT);
            return body.apply(access);
        }));
    }

    private Optional<BrokenReferences.Group> group(Table table, String alias, Relation relation) {
        Way way = new Way();
        String key = Ident.quote(table.name()) + "." + alias;
        boolean end = false;
        while (!end && way.rows <= BrokenReferences.MOST_COUNTED) {
            end = part(access -> slice(access, table, key, relation, way));
        }
        return way.rows == 0
                ? Optional.empty()
                : Optional.of(new BrokenReferences.Group(relation, way.rows, way.named));
    }

    /// @return true at the end of the table
    private static boolean slice(Access access, Table table, String key, Relation relation, Way way) {
        long until = System.nanoTime() + SLICE.toNanos();
        do {
            long began = System.nanoTime();
            Sql after = way.last == null ? Sql.of("1") : Sql.of(key + " > ?", Value.of(way.last));
            String from = " FROM " + Ident.quote("main", table.name()) + " WHERE ";
            Value upTo = access.scalar(Sql.builder()
                    .add("SELECT " + key + from)
                    .add(after)
                    .add(" ORDER BY " + key + " LIMIT 1 OFFSET " + way.stride)
                    .build());
            Sql.Builder rows = Sql.builder()
                    .add("SELECT " + key + ", " + BrokenReferences.values(relation) + from)
                    .add(after);
            if (!upTo.isNull()) {
                rows.add(" AND " + key + " <= ").bind(upTo);
            }
            rows.add(" AND ").add(BrokenReferences.condition(relation)).add(" ORDER BY " + key);
            access.queryWhile(rows.build(), row -> {
                add(way, row);
                return way.rows <= BrokenReferences.MOST_COUNTED;
            });
            if (upTo.isNull()) {
                return true;
            }
            way.last = upTo.asLong();
            boolean quick = System.nanoTime() - began < SLICE.toNanos() / 4;
            way.stride = Math.clamp(quick ? way.stride * 2 : way.stride / 2, 100, LONGEST_STRIDE);
        } while (System.nanoTime() < until && way.rows <= BrokenReferences.MOST_COUNTED);
        return false;
    }

    private static void add(Way way, Row row) {
        way.rows++;
        if (way.named.size() < BrokenReferences.MOST_NAMED) {
            way.named.add(new BrokenReferences.Violation(
                    List.of(row.get(0)), List.copyOf(row.toList().subList(1, row.size()))));
        }
    }
}
