package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import studio.rowan.grid.RowWindow;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Format;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;

/// Says that rows are filtered and how many are left, with a chip for each condition, which can be put out of force or
/// taken away, and one button that clears all.
final class FilterChipsView {
    private final BrowseModel model;
    private final TotalModel total;
    private final Pane chips;
    private final Runnable clear;
    private final Runnable edit;
    private final Label filtered = Controls.badge("", "accent");

    /// @param edit shows the conditions to be changed
    FilterChipsView(BrowseModel model, TotalModel total, Pane chips, Runnable clear, Runnable edit) {
        this.model = model;
        this.total = total;
        this.chips = chips;
        this.clear = clear;
        this.edit = edit;
        filtered.setId("filteredCount");
        model.filter().subscribe(this::show);
        model.arrivals().subscribe(_ -> count());
        model.state().subscribe(_ -> count());
        total.rows().subscribe(_ -> count());
    }

    private void show(Filter filter) {
        List<Node> shown = new ArrayList<>();
        shown.add(filtered);
        shown.add(clearAll());
        for (Filter.Term term : filter.terms()) {
            shown.add(chip(
                    "chip-" + term.column(),
                    FilterWords.chip(term),
                    term.off(),
                    off -> change(f -> f.with(new Filter.Term(term.column(), term.text(), off))),
                    () -> change(f -> f.with(term.column(), ""))));
        }
        int number = 0;
        for (Filter.Group group : filter.groups()) {
            if (group.any()) {
                shown.add(any("chipGroup" + number++, group));
            } else {
                for (Rule rule : group.rules()) {
                    shown.add(one("chipRule" + number++, rule));
                }
            }
        }
        if (!filter.where().isBlank()) {
            shown.add(chip(
                    "chipWhere",
                    Text.of("browse.chip.where", filter.where().strip().replaceAll("\\s+", " ")),
                    filter.whereOff(),
                    off -> change(f -> f.withWhereOff(off)),
                    () -> change(f -> f.withWhere(""))));
        }
        boolean any = shown.size() > 2;
        if (!filter.groups().isEmpty()) {
            shown.add(Controls.iconButton("editConditions", Icons.EDIT, Text.of("browse.conditions.edit"), edit));
        }
        chips.getChildren().setAll(shown);
        chips.setVisible(any);
        chips.setManaged(any);
        count();
    }

    private Node one(String id, Rule rule) {
        return chip(
                id,
                FilterWords.of(rule),
                rule.off(),
                off -> change(f -> f.each(r -> r.equals(rule) ? r.withOff(off) : r)),
                () -> change(f -> without(f, rule)));
    }

    private Node any(String id, Filter.Group group) {
        boolean off = group.rules().stream().allMatch(Rule::off);
        return chip(
                id,
                FilterWords.of(group),
                off,
                nowOff -> change(f -> replaced(f, group, r -> r.withOff(nowOff))),
                () -> change(f -> f.withGroups(
                        f.groups().stream().filter(g -> !g.equals(group)).toList())));
    }

    private static Filter replaced(Filter filter, Filter.Group group, UnaryOperator<Rule> change) {
        return filter.withGroups(filter.groups().stream()
                .map(g ->
                        g.equals(group) ? g.with(g.rules().stream().map(change).toList()) : g)
                .toList());
    }

    private static Filter without(Filter filter, Rule rule) {
        return filter.withGroups(filter.groups().stream()
                .map(g -> g.any()
                        ? g
                        : g.with(g.rules().stream().filter(r -> !r.equals(rule)).toList()))
                .toList());
    }

    private void change(UnaryOperator<Filter> by) {
        model.filter(by.apply(model.filter().get()));
    }

    private Button clearAll() {
        Button all = new Button(Text.of("browse.clearAll"));
        all.setId("clearFilters");
        all.getStyleClass().addAll("flat", "small");
        all.setTooltip(new Tooltip(Text.of("browse.clearAll.keys")));
        all.setMinWidth(Button.USE_PREF_SIZE);
        all.setOnAction(_ -> clear.run());
        return all;
    }

    private static Node chip(String id, String text, boolean off, Consumer<Boolean> onOff, Runnable onRemove) {
        CheckBox box = new CheckBox(text);
        box.setId(id + "On");
        box.setMnemonicParsing(false);
        box.setSelected(!off);
        box.setTooltip(new Tooltip(text + "\n" + Text.of("browse.chip.on")));
        box.selectedProperty().addListener((_, _, on) -> onOff.accept(!on));
        HBox chip =
                new HBox(box, Controls.iconButton(id + "Remove", Icons.CLOSE, Text.of("browse.chip.remove"), onRemove));
        chip.setId(id);
        chip.setAlignment(Pos.CENTER_LEFT);
        chip.getStyleClass().addAll("chip", "filter-chip");
        if (off) {
            chip.getStyleClass().add("off");
        }
        return chip;
    }

    private void count() {
        filtered.setText(words(model, total));
    }

    /// `filtered: 1,204 of 1,000,000`.
    static String words(BrowseModel model, TotalModel total) {
        if (model.filter().get().isEmpty()) {
            return Text.of("browse.filtered.off");
        }
        RowWindow window = model.window().get();
        boolean there =
                model.state().get() instanceof BrowseState.Rows || model.state().get() instanceof BrowseState.NoMatch;
        if (window == null || !there) {
            return Text.of("browse.filtered.reading");
        }
        String left = BrowseStatusModel.count(window.count());
        long all = total.rows().get();
        boolean sound = all >= 0 && window.count().rows() <= all;
        return sound ? Text.of("browse.filtered.of", left, Format.count(all)) : Text.of("browse.filtered", left);
    }
}
