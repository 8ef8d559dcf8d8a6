package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.db.Value;
import studio.rowan.db.Work;
import studio.rowan.grid.RowSource;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Text;
import studio.rowan.relate.Hop;
import studio.rowan.relate.Nested;
import studio.rowan.relate.Relations;
import studio.rowan.relate.Way;
import studio.rowan.schema.Column;

/// Reads what belongs to the row that the inspector shows. The newest row wins: what was asked for another one is
/// cancelled, and its late answer dropped.
final class RelatedModel {
    private final Jobs jobs;
    private final List<Job<?>> running = new ArrayList<>();
    private @Nullable RowOrigin origin;

    RelatedModel(Jobs jobs) {
        this.jobs = jobs;
    }

    @Nullable
    RowOrigin origin() {
        return origin;
    }

    /// Begins with another row, null for none.
    void begin(@Nullable RowOrigin row) {
        running.forEach(Job::cancel);
        running.clear();
        origin = row;
    }

    /// The sections of a row: one for each way from its table.
    /// @param value of a column of the row; null where it has none
    /// @param came the way by which one came to the row: not walked back
    static List<RelatedLine.Section> sections(
            RowOrigin origin, String table, Function<String, @Nullable Value> value, @Nullable Way came) {
        Relations relations = origin.relations().relations().get();
        List<Way> ways = Way.of(relations, table);
        List<RelatedLine.Section> sections = new ArrayList<>();
        for (Way way : ways) {
            if (came == null || !way.isBackOf(came)) {
                String label = origin.relations().label(way.table()).orElse(null);
                sections.add(
                        new RelatedLine.Section(way, way.name(ways), from(way, value), label, need(relations, way)));
            }
        }
        return sections;
    }

    private static @Nullable List<Value> from(Way way, Function<String, @Nullable Value> value) {
        List<Value> from = new ArrayList<>();
        for (String column : way.from()) {
            Value part = value.apply(column);
            if (part == null || part.isNull() || part instanceof Value.Large) {
                return null;
            }
            from.add(part);
        }
        return from;
    }

    /// What must be known of the rows found for going on from them.
    private static List<String> need(Relations relations, Way way) {
        List<String> columns = new ArrayList<>();
        Way.of(relations, way.table()).forEach(on -> columns.addAll(on.from()));
        if (way instanceof Way.Tied tied) {
            columns.addAll(tied.tie().far().to());
        }
        return columns;
    }

    // ---- reading ----

    /// Counts one section after the other, so that one lane is busy with them at most.
    void count(List<RelatedLine.Section> sections, Consumer<RelatedLine.Section> counted, Consumer<DbError> failed) {
        RowOrigin at = origin;
        if (at == null || sections.isEmpty()) {
            return;
        }
        RelatedLine.Section section = sections.getFirst();
        List<RelatedLine.Section> others = sections.subList(1, sections.size());
        Related.Asked asked = section.asked().orElse(null);
        if (asked == null) {
            count(others, counted, failed);
            return;
        }
        read(
                Text.of("related.counting", section.name),
                access -> Related.count(access, at.workspace(), asked),
                count -> {
                    section.count = count;
                    counted.accept(section);
                    count(others, counted, failed);
                },
                failed);
    }

    void rows(
            RelatedLine.Section section, boolean patient, Consumer<Related.Found> receiver, Consumer<DbError> failed) {
        RowOrigin at = origin;
        Related.Asked asked = section.asked().orElse(null);
        if (at != null && asked != null) {
            read(
                    Text.of("related.reading", section.name),
                    access -> Related.rows(access, at.workspace(), asked, patient),
                    receiver,
                    failed);
        }
    }

    void choices(
            Hop.Through hop,
            @Nullable String label,
            String text,
            Consumer<List<Related.Choice>> receiver,
            Consumer<DbError> failed) {
        read(
                Text.of("related.choosing", hop.table().name()),
                access -> Related.choices(access, hop, label, text),
                receiver,
                failed);
    }

    private <T> void read(String title, Work<T> work, Consumer<T> receiver, Consumer<DbError> failed) {
        RowOrigin at = origin;
        if (at == null) {
            return;
        }
        Job<T> job = at.workspace().db().query(title, work);
        running.add(job);
        jobs.run(
                job,
                value -> {
                    if (running.remove(job)) {
                        receiver.accept(value);
                    }
                },
                error -> {
                    if (running.remove(job)) {
                        failed.accept(error);
                    }
                });
    }

    // ---- ties ----

    /// Why ties of the join table cannot be made or cut; null where they can.
    @Nullable
    String locked(Hop.Through hop, boolean add) {
        RowOrigin at = origin;
        if (at == null) {
            return Text.of("browse.edit.notYet");
        }
        EditedTable join = EditedTable.of(hop.near().child(), at.workspace());
        return add ? join.insertReason() : join.deleteReason();
    }

    /// Stages that two rows are tied, unless a row of the join table ties them already or is staged to.
    void add(RowOrigin at, Hop.Through hop, List<Value> near, List<Value> far) {
        ties(at, hop, near, far, ties -> {
            boolean staged = RelatedTies.added(at.edits().changes().get(), hop, near).stream()
                    .anyMatch(tie -> tie.far().equals(far));
            if (ties.rows().isEmpty() && !staged) {
                RelatedTies.add(at.edits().changeSet(), hop, near, far);
            }
        });
    }

    /// Stages that a row is tied to the one above no longer.
    void remove(RelatedLine.Row row, Hop.Through hop) {
        RowOrigin at = origin;
        List<Value> near = row.of().from;
        List<Value> far = far(row, hop);
        if (at == null || near == null || far == null) {
            return;
        }
        List<String> columns =
                RowSource.visible(hop.near().child()).stream().map(Column::name).toList();
        ties(at, hop, near, far, ties -> RelatedTies.remove(at.edits().changeSet(), hop, columns, ties));
    }

    /// What the user decided for one row is done for that row, whichever is looked at when the answer comes: it is no
    /// part of what [#begin] ends.
    private void ties(RowOrigin at, Hop.Through hop, List<Value> near, List<Value> far, Consumer<Nested> deed) {
        Job<Nested> job = at.workspace()
                .db()
                .query(
                        Text.of("related.reading", hop.near().child().name()),
                        access -> Related.ties(access, hop, near, far));
        jobs.run(job, deed, error -> at.nav().notify(Notice.of(error)));
    }

    /// The values of a row by which the join table refers to it; null where they are not known.
    static @Nullable List<Value> far(RelatedLine.Row row, Hop.Through hop) {
        List<Value> values = new ArrayList<>();
        for (String column : hop.far().to()) {
            Value value = row.value(column);
            if (value == null) {
                return null;
            }
            values.add(value);
        }
        return values;
    }
}
