package studio.rowan.health;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Clock;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.kit.Jobs;
import studio.rowan.schema.Counts;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.Workspace;

/// The state of the health page: a look is a series of short jobs whose answers arrive one by one; the newest look
/// wins.
public final class HealthModel {
    /// What the last check of every page said.
    public record Checked(Instant at, Check.Result result) {}

    /// How the page stands with the sizes of objects.
    public enum Measuring {
        /// Not looked at yet.
        NO,
        /// Dear here: the user has to ask for it.
        ASK,
        RUNNING,
        DONE
    }

    private final Workspace workspace;
    private final Health health;
    private final Counts counts;
    private final Clock clock;
    private final Jobs jobs;
    private final ReadOnlyObjectWrapper<Status> status = new ReadOnlyObjectWrapper<>(Status.HEALTHY);
    private final ReadOnlyObjectWrapper<@Nullable Instant> lookedAt = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Vitals> vitals = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Figures> figures = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Sizes> sizes = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Measuring> measuring = new ReadOnlyObjectWrapper<>(Measuring.NO);
    private final ReadOnlyObjectWrapper<@Nullable Checked> checked = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyDoubleWrapper checkProgress = new ReadOnlyDoubleWrapper(-1);
    private final ReadOnlyStringWrapper checkStep = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Boolean> checking = new ReadOnlyObjectWrapper<>(false);
    private final ObjectProperty<@Nullable DbError> error = new SimpleObjectProperty<>();
    private final ObservableList<Finding> findings = FXCollections.observableArrayList();
    private final ObservableList<TableLine> tables = FXCollections.observableArrayList();
    // Kept, since a view of a list is listened to only as long as somebody holds it.
    private final ObservableList<Finding> findingsShown = FXCollections.unmodifiableObservableList(findings);
    private final ObservableList<TableLine> tablesShown = FXCollections.unmodifiableObservableList(tables);
    private final Map<String, Integer> places = new HashMap<>();
    private final List<Finding> ofSizes = new ArrayList<>();
    private final List<Finding> ofStructure = new ArrayList<>();
    private final List<Job<?>> running = new ArrayList<>();
    private @Nullable Check check;
    private int look;
    private long lookedAtChanges = -1;

    public HealthModel(Workspace workspace, Clock clock, Jobs jobs) {
        this.workspace = workspace;
        this.clock = clock;
        this.jobs = jobs;
        this.health = new Health(workspace, clock);
        this.counts = new Counts(workspace, clock);
    }

    public ReadOnlyObjectProperty<Status> status() {
        return status.getReadOnlyProperty();
    }

    /// When the last look ended; `null` before the first.
    public ReadOnlyObjectProperty<@Nullable Instant> lookedAt() {
        return lookedAt.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable Vitals> vitals() {
        return vitals.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable Figures> figures() {
        return figures.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable Sizes> sizes() {
        return sizes.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Measuring> measuring() {
        return measuring.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable Checked> checked() {
        return checked.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Boolean> checking() {
        return checking.getReadOnlyProperty();
    }

    /// 0…1 while a check runs.
    public ReadOnlyDoubleProperty checkProgress() {
        return checkProgress.getReadOnlyProperty();
    }

    /// What the check reads now.
    public ReadOnlyStringProperty checkStep() {
        return checkStep.getReadOnlyProperty();
    }

    /// What kept the last look or check from ending.
    public ObjectProperty<@Nullable DbError> error() {
        return error;
    }

    /// Worst first.
    public ObservableList<Finding> findings() {
        return findingsShown;
    }

    public ObservableList<TableLine> tables() {
        return tablesShown;
    }

    /// Rows of all tables that are counted so far.
    public long rows() {
        return tables.stream().mapToLong(line -> Math.max(0, line.rows())).sum();
    }

    /// Whether every table is counted to its last row.
    public boolean rowsAreExact() {
        return tables.stream().allMatch(line -> line.rows() >= 0 && line.exact());
    }

    /// Looks again if anything changed since the last look.
    public void refreshIfChanged() {
        if (lookedAtChanges != workspace.changes()) {
            refresh();
        }
    }

    /// Looks again.
    public void refresh() {
        cancelLook();
        lookedAtChanges = workspace.changes();
        error.set(null);
        List<SchemaObject> objects = workspace.schema().of(SchemaObject.Kind.TABLE).stream()
                .filter(o -> o.name().indexOf('\0') < 0)
                .toList();
        lines(objects);
        int mine = look;
        run(health.vitals(), mine, this::take);
        structure(mine, Health.chunks(workspace.schema()), 0, new ArrayList<>());
        run(health.figures(), mine, this::take);
        count(mine, objects, 0);
    }

    /// Keeps what is known of a table until the new answer is there, so that the page does not flicker.
    private void lines(List<SchemaObject> objects) {
        Map<String, TableLine> before = new HashMap<>();
        tables.forEach(line -> before.put(line.name(), line));
        places.clear();
        List<TableLine> now = new ArrayList<>();
        for (SchemaObject object : objects) {
            places.put(object.name(), now.size());
            now.add(before.getOrDefault(object.name(), TableLine.of(object.name())));
        }
        tables.setAll(now);
    }

    private <T> void run(Job<T> job, int mine, java.util.function.Consumer<T> onAnswer) {
        running.add(job);
        jobs.run(
                job,
                answer -> {
                    running.remove(job);
                    if (mine == look) {
                        onAnswer.accept(answer);
                    }
                },
                e -> {
                    running.remove(job);
                    if (mine == look && !(e instanceof DbError.Cancelled)) {
                        error.set(e);
                    }
                });
    }

    private void take(Vitals now) {
        vitals.set(now);
        ofSizes.clear();
        ofSizes.addAll(Health.findings(now));
        show();
        if (measuring.get() != Measuring.RUNNING) {
            if (Sizes.isCheap(now)) {
                measure();
            } else {
                sizes.set(null);
                measuring.set(Measuring.ASK);
            }
        }
    }

    private void take(Figures now) {
        figures.set(now);
        for (int i = 0; i < tables.size(); i++) {
            TableLine line = tables.get(i);
            replace(i, line.withLastCreated(now.lastCreated(line.name())));
        }
    }

    private void replace(int place, TableLine line) {
        if (!tables.get(place).equals(line)) {
            tables.set(place, line);
        }
    }

    private void structure(int mine, List<List<SchemaObject>> chunks, int number, List<Finding> found) {
        if (number == chunks.size()) {
            ofStructure.clear();
            ofStructure.addAll(found);
            lookedAt.set(clock.now());
            show();
            return;
        }
        run(health.structure(chunks.get(number)), mine, more -> {
            found.addAll(more);
            structure(mine, chunks, number + 1, found);
        });
    }

    /// One table after another; its exact count may come later than the next table's first.
    private void count(int mine, List<SchemaObject> objects, int number) {
        if (number >= objects.size() || mine != look) {
            return;
        }
        SchemaObject object = objects.get(number);
        boolean[] gone = new boolean[1];
        Runnable next = () -> {
            if (!gone[0]) {
                gone[0] = true;
                count(mine, objects, number + 1);
            }
        };
        counts.count(
                object,
                count -> jobs.ui(() -> {
                    Integer place = places.get(object.name());
                    if (mine == look && place != null) {
                        replace(place, tables.get(place).withRows(count.rows(), count.exact()));
                    }
                    next.run();
                }),
                _ -> jobs.ui(next));
    }

    /// Measures the objects of the file, however large it is.
    public void measure() {
        measuring.set(Measuring.RUNNING);
        Job<Sizes> job = Sizes.read(workspace);
        running.add(job);
        jobs.run(
                job,
                now -> {
                    running.remove(job);
                    measuring.set(Measuring.DONE);
                    sizes.set(now);
                    Map<String, Long> bytes = new HashMap<>();
                    now.parts().forEach(part -> bytes.merge(part.table(), part.bytes(), Long::sum));
                    for (int i = 0; i < tables.size(); i++) {
                        TableLine line = tables.get(i);
                        replace(i, line.withBytes(bytes.getOrDefault(line.name(), 0L)));
                    }
                },
                e -> {
                    running.remove(job);
                    measuring.set(Measuring.ASK);
                    if (!(e instanceof DbError.Cancelled)) {
                        error.set(e);
                    }
                });
    }

    /// Reads every page of the file; [#cancelCheck()] ends it.
    public void startCheck() {
        if (checking.get()) {
            return;
        }
        checking.set(true);
        error.set(null);
        check = new Check(workspace, job -> jobs.ui(() -> jobs.run(job, _ -> {}, _ -> {})), new Check.Listener() {
                    @Override
                    public void progress(int done, int total, String step) {
                        jobs.ui(() -> {
                            checkProgress.set((double) done / total);
                            checkStep.set(step);
                        });
                    }

                    @Override
                    public void finished(Check.Result result) {
                        jobs.ui(() -> {
                            ended();
                            checked.set(new Checked(clock.now(), result));
                            show();
                        });
                    }

                    @Override
                    public void failed(Throwable thrown) {
                        jobs.ui(() -> {
                            ended();
                            if (!(thrown instanceof DbError e)) {
                                throw new IllegalStateException(thrown);
                            }
                            error.set(e);
                        });
                    }
                })
                .start();
    }

    private void ended() {
        check = null;
        checking.set(false);
        checkProgress.set(-1);
        checkStep.set("");
    }

    public void cancelCheck() {
        Check now = check;
        if (now != null) {
            now.cancel();
        }
    }

    private void show() {
        List<Finding> all = new ArrayList<>(ofSizes);
        all.addAll(ofStructure);
        Checked last = checked.get();
        if (last != null) {
            all.addAll(last.result().findings());
        }
        all.sort(Comparator.comparing(Finding::severity).reversed());
        if (!all.equals(findings)) {
            findings.setAll(all);
        }
        status.set(Status.of(all));
    }

    private void cancelLook() {
        look++;
        List.copyOf(running).forEach(Job::cancel);
    }

    /// Ends what runs.
    public void close() {
        cancelLook();
        cancelCheck();
    }

    /// What the page is about.
    public Workspace workspace() {
        return workspace;
    }
}
