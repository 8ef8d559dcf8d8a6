package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import studio.rowan.grid.RowSource;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;
import studio.rowan.schema.Column;
import studio.rowan.schema.Table;

/// The conditions one below the other, in groups of which all or any must hold.
final class ConditionsView {
    private final BrowseModel model;
    private final Jobs jobs;
    private final Pane box;
    private final VBox list = new VBox();
    private final ScrollPane scroll = new ScrollPane(list);
    private final Supplier<String> column;
    private final Runnable leave;
    private final List<List<ConditionRowView>> rows = new ArrayList<>();
    private List<Filter.Group> shown = List.of();

    /// @param column which one a new condition is about at first
    /// @param leave hands the keyboard to the rows
    ConditionsView(BrowseModel model, Jobs jobs, Pane box, Supplier<String> column, Runnable leave) {
        this.model = model;
        this.jobs = jobs;
        this.box = box;
        this.column = column;
        this.leave = leave;
        list.getStyleClass().add("conditions-list");
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("conditions-scroll");
        // Lines that are added make the list higher than it was.
        list.heightProperty().subscribe(height -> scroll.setPrefHeight(height.doubleValue() + 2));
        HBox foot = new HBox(
                flat("addCondition", "browse.conditions.add", () -> add(false)),
                flat("addAnyGroup", "browse.conditions.addAny", () -> add(true)),
                Controls.spacer(),
                Controls.iconButton(
                        "closeConditions", Icons.CHEVRON_UP, Text.of("browse.conditions.close"), this::close));
        foot.setAlignment(Pos.CENTER_LEFT);
        foot.getStyleClass().add("conditions-foot");
        box.getChildren().setAll(scroll, foot);
        close();
        model.filter().subscribe(filter -> {
            if (isOpen() && !filter.groups().equals(shown)) {
                build();
            }
        });
    }

    private static Button flat(String id, String key, Runnable action) {
        Button button = Controls.button(id, Icons.PLUS, Text.of(key), action);
        button.getStyleClass().addAll("flat", "small");
        return button;
    }

    boolean isOpen() {
        return box.isVisible();
    }

    void open() {
        box.setVisible(true);
        box.setManaged(true);
        build();
    }

    void close() {
        box.setVisible(false);
        box.setManaged(false);
        list.getChildren().clear();
        rows.clear();
        shown = List.of();
    }

    /// Adds a condition to be filled in; to the last group of that kind, or to a new one.
    void add(boolean newAny) {
        Table table = model.table().get();
        if (table == null) {
            return;
        }
        List<Filter.Group> groups = new ArrayList<>(model.filter().get().groups());
        int at = newAny || groups.isEmpty() ? groups.size() : groups.size() - 1;
        List<Rule> rules = at < groups.size() ? new ArrayList<>(groups.get(at).rules()) : new ArrayList<>();
        rules.add(fresh(table));
        Filter.Group group =
                new Filter.Group(at < groups.size() ? groups.get(at).any() : newAny, rules);
        addTo(groups, at, group);
    }

    private void addTo(List<Filter.Group> groups, int at, Filter.Group group) {
        if (at < groups.size()) {
            groups.set(at, group);
        } else {
            groups.add(group);
        }
        model.filter(model.filter().get().withGroups(groups));
        open();
        rows.get(at).getLast().focusValue();
        jobs.ui(() -> scroll.setVvalue(at == rows.size() - 1 ? scroll.getVmax() : scroll.getVvalue()));
    }

    private Rule fresh(Table table) {
        String name = column.get();
        Column about = table.columns().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElse(table.columns().getFirst());
        boolean words = about.affinity() == Column.Affinity.TEXT || about.affinity() == Column.Affinity.BLOB;
        return Rule.typed(about.name(), false, words ? Operator.CONTAINS : Operator.EQUALS, "");
    }

    // ---- building ----

    private void build() {
        Table table = model.table().get();
        if (table == null) {
            return;
        }
        shown = model.filter().get().groups();
        rows.clear();
        List<Node> nodes = new ArrayList<>();
        List<String> names = RowSource.visible(table).stream().map(Column::name).toList();
        for (int i = 0; i < shown.size(); i++) {
            int group = i;
            nodes.add(head(group));
            List<ConditionRowView> built = new ArrayList<>();
            for (Rule rule : shown.get(i).rules()) {
                int at = built.size();
                built.add(new ConditionRowView(
                        rule,
                        names,
                        jobs,
                        new ConditionRowView.Deeds(
                                changed -> changed(group, at, changed), () -> remove(group, at), leave)));
            }
            rows.add(built);
            nodes.addAll(built);
        }
        list.getChildren().setAll(nodes);
        // Without lines it would stand empty, as high as it was.
        scroll.setVisible(!nodes.isEmpty());
        scroll.setManaged(!nodes.isEmpty());
    }

    private Node head(int group) {
        ToggleButton all = new ToggleButton(Text.of("browse.conditions.all"));
        ToggleButton any = new ToggleButton(Text.of("browse.conditions.any"));
        all.setId("allOf" + group);
        any.setId("anyOf" + group);
        ToggleGroup choice = new ToggleGroup();
        HBox segments = Controls.segments(choice, all, any);
        segments.getStyleClass().add("small");
        choice.selectToggle(shown.get(group).any() ? any : all);
        any.selectedProperty().addListener((_, _, on) -> kind(group, on));
        HBox head = new HBox(segments);
        if (group == shown.size() - 1) {
            return head;
        }
        Button more = flat("addTo" + group, "browse.conditions.add", () -> addTo(group));
        head.getChildren().addAll(Controls.spacer(), more);
        return head;
    }

    private void addTo(int group) {
        List<Filter.Group> groups = new ArrayList<>(shown);
        List<Rule> rules = new ArrayList<>(groups.get(group).rules());
        rules.add(fresh(Objects.requireNonNull(model.table().get())));
        addTo(groups, group, groups.get(group).with(rules));
    }

    // ---- changes ----

    private void kind(int group, boolean any) {
        List<Filter.Group> groups = new ArrayList<>(shown);
        groups.set(group, new Filter.Group(any, groups.get(group).rules()));
        tell(groups);
    }

    private void changed(int group, int at, Rule rule) {
        List<Filter.Group> groups = new ArrayList<>(shown);
        List<Rule> rules = new ArrayList<>(groups.get(group).rules());
        rules.set(at, rule);
        groups.set(group, groups.get(group).with(rules));
        tell(groups);
    }

    /// What is told is what is shown: the fields that are being typed into stay.
    private void tell(List<Filter.Group> groups) {
        shown = groups;
        model.filter(model.filter().get().withGroups(groups));
    }

    private void remove(int group, int at) {
        List<Filter.Group> groups = new ArrayList<>(shown);
        List<Rule> rules = new ArrayList<>(groups.get(group).rules());
        rules.remove(at);
        groups.set(group, groups.get(group).with(rules));
        model.filter(model.filter().get().withGroups(groups));
        if (model.filter().get().groups().isEmpty()) {
            close();
        }
    }
}
