package studio.rowan.browse;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import studio.rowan.change.Cascade;
import studio.rowan.change.Changes;
import studio.rowan.change.Clash;
import studio.rowan.change.Commit;
import studio.rowan.change.Edit;
import studio.rowan.change.Plan;
import studio.rowan.change.Target;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;

/// What a commit would run, statement by statement, and which edits are left out of it and stay drafts.
final class ReviewModel implements AutoCloseable {
    /// One statement of the plan; one without a statement is an edit that could not be planned.
    /// @param included false where the edit is left out and stays a draft
    record Item(
            Edit edit,
            Plan.@Nullable Step step,
            boolean included,
            @Nullable Clash clash) {}

    /// What is shown.
    /// @param plan what runs; null while it is being made, or where it cannot be
    /// @param cascade what it does to other rows; null while that is not known
    /// @param error why it cannot be made
    record Sheet(
            List<Item> items,
            @Nullable Plan plan,
            @Nullable Cascade cascade,
            @Nullable DbError error) {
        Sheet {
            items = List.copyOf(items);
        }
    }

    private final Commit commit;
    private final Jobs jobs;
    private final CascadeModel cascades;
    private final Set<Target> left = new HashSet<>();
    private final ReadOnlyObjectWrapper<Sheet> sheet =
            new ReadOnlyObjectWrapper<>(new Sheet(List.of(), null, null, null));
    private Changes all;
    private List<Plan.Step> order = List.of();
    private @Nullable Plan plan;
    private @Nullable DbError error;
    private final ReadOnlyObjectWrapper<@Nullable ReviewScript> script = new ReadOnlyObjectWrapper<>();
    private @Nullable Job<Plan> running;

    ReviewModel(Commit commit, Jobs jobs, Changes all) {
        this.commit = commit;
        this.jobs = jobs;
        this.all = all;
        this.cascades = new CascadeModel(commit, jobs);
        cascades.cascade().subscribe(_ -> show());
        plan();
    }

    ReadOnlyObjectProperty<Sheet> sheet() {
        return sheet.getReadOnlyProperty();
    }

    /// The statements of the plan that was made last; null until they are written, and where nothing is to run.
    ReadOnlyObjectProperty<@Nullable ReviewScript> script() {
        return script.getReadOnlyProperty();
    }

    /// The edits that are not left out.
    Changes included() {
        Changes some = all;
        for (Target target : left) {
            some = some.without(target);
        }
        return some;
    }

    int leftOut() {
        return all.edits().size() - included().edits().size();
    }

    /// Takes the edit of a row into the commit, or leaves it a draft.
    void include(Target target, boolean in) {
        if (in ? left.remove(target) : left.add(target)) {
            plan();
        }
    }

    /// Other edits are staged now.
    void changed(Changes now) {
        all = now;
        left.removeIf(target -> now.of(target) == null);
        order = List.of();
        plan();
    }

    /// The file is another one now, and so is the plan.
    void replanned(Plan now) {
        planned(now);
    }

    private void plan() {
        cancel();
        Changes wanted = included();
        plan = null;
        error = null;
        cascades.changed(wanted);
        if (!wanted.isEmpty()) {
            Job<Plan> job = commit.plan(wanted);
            running = job;
            jobs.run(
                    job,
                    made -> ended(job, () -> planned(made)),
                    failed -> ended(job, () -> {
                        error = failed;
                        show();
                    }));
        }
        show();
    }

    private void ended(Job<Plan> job, Runnable then) {
        if (running == job) {
            running = null;
            then.run();
        }
    }

    private void planned(Plan made) {
        plan = made;
        error = null;
        jobs.run(
                jobs.<ReviewScript>task(Text.of("browse.edits.job.script"), _ -> ReviewScript.of(made)),
                written -> {
                    if (plan == made) {
                        script.set(written);
                    }
                },
                // What is in memory fails for no reason that a user can be told.
                failed -> {
                    throw failed;
                });
        if (left.isEmpty()) {
            order = made.steps();
        }
        show();
    }

    /// What is left out keeps its place among the others, so that nothing jumps under the pointer.
    private void show() {
        Plan now = plan;
        Map<Target, Clash> clashes = new LinkedHashMap<>();
        if (now != null) {
            now.clashes().forEach(clash -> clashes.put(clash.edit().target(), clash));
        }
        List<Item> items = new ArrayList<>();
        if (now == null && order.isEmpty()) {
            all.edits().forEach(edit -> items.add(new Item(edit, null, !left.contains(edit.target()), null)));
        } else {
            List<Plan.Step> steps = new ArrayList<>(now == null ? kept() : now.steps());
            for (Plan.Step step : order) {
                if (left.contains(step.edit().target())) {
                    items.add(new Item(step.edit(), step, false, null));
                } else if (!steps.isEmpty()) {
                    items.add(item(steps.removeFirst(), clashes));
                }
            }
            steps.forEach(step -> items.add(item(step, clashes)));
            addUnplanned(items);
        }
        sheet.set(new Sheet(items, now, cascades.cascade().get(), error));
    }

    private static Item item(Plan.Step step, Map<Target, Clash> clashes) {
        return new Item(step.edit(), step, true, clashes.get(step.edit().target()));
    }

    private List<Plan.Step> kept() {
        return order.stream()
                .filter(step -> !left.contains(step.edit().target()))
                .toList();
    }

    /// Edits that were left out before they were ever planned.
    private void addUnplanned(List<Item> items) {
        Set<Target> shown = new HashSet<>();
        items.forEach(item -> shown.add(item.edit().target()));
        for (Edit edit : all.edits()) {
            if (!shown.contains(edit.target())) {
                items.add(new Item(edit, null, !left.contains(edit.target()), null));
            }
        }
    }

    private void cancel() {
        Job<Plan> job = running;
        running = null;
        if (job != null) {
            job.cancel();
        }
    }

    /// Hands over the plan, where there is one that could run.
    void ifReady(Consumer<Plan> receiver) {
        Plan now = plan;
        if (now != null && now.clashes().isEmpty() && !now.steps().isEmpty()) {
            receiver.accept(now);
        }
    }

    @Override
    public void close() {
        cancel();
        cascades.close();
    }
}
