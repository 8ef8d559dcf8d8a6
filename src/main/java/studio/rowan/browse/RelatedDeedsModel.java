package studio.rowan.browse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;
import studio.rowan.change.Changes;
import studio.rowan.db.DbError;
import studio.rowan.db.Value;
import studio.rowan.grid.RowKey;
import studio.rowan.kit.Flyout;
import studio.rowan.kit.Format;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Text;
import studio.rowan.relate.Hop;
import studio.rowan.relate.Level;
import studio.rowan.relate.Link;
import studio.rowan.relate.Nested;

/// The lines of a section and what can be done with them: opened as a tab, asked in another way, tied and untied.
final class RelatedDeedsModel {
    private final RelatedModel model;
    private final Jobs jobs;
    private final BiConsumer<RelatedLine.Section, Boolean> reload;
    /// What staged rows of the other side are called.
    private final Map<List<Value>, String> names = new HashMap<>();

    private @Nullable Flyout flyout;

    /// @param reload reads a section again, patiently or not
    RelatedDeedsModel(RelatedModel model, Jobs jobs, BiConsumer<RelatedLine.Section, Boolean> reload) {
        this.model = model;
        this.jobs = jobs;
        this.reload = reload;
    }

    // ---- lines ----

    List<RelatedLine> lines(RelatedLine.Section section) {
        Related.Found found = section.found;
        List<RelatedLine> lines = new ArrayList<>();
        if (found == null) {
            return lines;
        }
        if (found.fault() != null) {
            lines.add(new RelatedLine.Words(
                    found.fault().words(),
                    true,
                    List.of(new RelatedLine.Action(
                            "relatedPlain", Text.of("related.plain"), () -> ask(section, Related.Options.DEFAULT)))));
            return lines;
        }
        Nested rows = found.rows();
        if (rows == null) {
            lines.add(stopped(section, found.unindexed()));
            return lines;
        }
        Optional<Hop.Through> tied = section.through();
        List<RelatedTies.Staged> removed =
                tied.map(hop -> staged(section, hop, false)).orElse(List.of());
        for (Nested.Node node : rows.rows()) {
            lines.add(row(section, found.level(), node, removed));
        }
        tied.ifPresent(hop -> staged(section, hop, true).forEach(tie -> lines.add(added(section, found, tie))));
        if (rows.more()) {
            lines.add(new RelatedLine.Words(
                    Text.of("related.first", Format.count(rows.rows().size())),
                    false,
                    List.of(new RelatedLine.Action(
                            "relatedMore", Text.of("related.more"), () -> ask(section, section.options.more())))));
        } else if (lines.isEmpty()) {
            lines.add(nothing(section));
        }
        return lines;
    }

    private RelatedLine nothing(RelatedLine.Section section) {
        if (section.isParent() && section.options.isPlain()) {
            return new RelatedLine.Words(Text.of("related.missing", section.way.table()), true, List.of());
        }
        return new RelatedLine.Words(Text.of(section.options.isPlain() ? "related.empty" : "related.noMatch"));
    }

    private RelatedLine stopped(RelatedLine.Section section, @Nullable Link unindexed) {
        List<RelatedLine.Action> actions = new ArrayList<>();
        if (unindexed != null) {
            actions.add(new RelatedLine.Action("relatedIndex", Text.of("related.index"), () -> index(unindexed)));
        }
        actions.add(new RelatedLine.Action("relatedGoOn", Text.of("related.goOn"), () -> reload.accept(section, true)));
        return new RelatedLine.Words(
                unindexed == null
                        ? Text.of("related.stopped")
                        : Text.of(
                                "related.unindexed",
                                unindexed.child().name() + "." + String.join(", ", unindexed.columns())),
                true,
                actions);
    }

    private void index(Link link) {
        RowOrigin origin = model.origin();
        if (origin != null) {
            origin.nav().openSql(link.createIndex());
        }
    }

    private List<RelatedTies.Staged> staged(RelatedLine.Section section, Hop.Through hop, boolean add) {
        RowOrigin origin = model.origin();
        List<Value> near = section.from;
        if (origin == null || near == null) {
            return List.of();
        }
        Changes changes = origin.edits().changes().get();
        return add ? RelatedTies.added(changes, hop, near) : RelatedTies.removed(changes, hop, near);
    }

    private static RelatedLine.Row row(
            RelatedLine.Section section, Level level, Nested.Node node, List<RelatedTies.Staged> removed) {
        String key = Related.words(node.key());
        int label = section.label == null ? -1 : place(level, section.label);
        String text = label < 0 ? "" : Related.words(node.cells().get(label));
        RelatedLine.Row plain = new RelatedLine.Row(
                section,
                level.table().name(),
                node.key(),
                key,
                text,
                details(level, node),
                level,
                node,
                RelatedLine.Mark.NONE,
                null);
        List<Value> far =
                section.through().map(hop -> RelatedModel.far(plain, hop)).orElse(null);
        return removed.stream()
                .filter(tie -> tie.far().equals(far))
                .findFirst()
                .map(tie -> new RelatedLine.Row(
                        section,
                        plain.table(),
                        plain.key(),
                        key,
                        text,
                        plain.details(),
                        level,
                        node,
                        RelatedLine.Mark.REMOVED,
                        tie.target()))
                .orElse(plain);
    }

    private RelatedLine.Row added(RelatedLine.Section section, Related.Found found, RelatedTies.Staged tie) {
        String key = tie.far().stream().map(Related::words).collect(Collectors.joining(", "));
        return new RelatedLine.Row(
                section,
                found.level().table().name(),
                new RowKey.Fresh(0),
                key,
                names.getOrDefault(tie.far(), ""),
                "",
                found.level(),
                null,
                RelatedLine.Mark.ADDED,
                tie.target());
    }

    private static int place(Level level, String column) {
        for (int i = 0; i < level.columns().size(); i++) {
            if (level.columns().get(i).equalsIgnoreCase(column)) {
                return i;
            }
        }
        return -1;
    }

    private static String details(Level level, Nested.Node node) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < level.columns().size(); i++) {
            lines.add(level.columns().get(i) + ": " + Related.words(node.cells().get(i)));
        }
        return String.join("\n", lines);
    }

    // ---- opening ----

    void open(RelatedLine.Row row) {
        RowOrigin origin = model.origin();
        if (origin != null && row.node() != null) {
            String column = row.of().label == null ? row.level().columns().getFirst() : row.of().label;
            origin.nav().openRow(row.table(), row.key().values(), column);
        }
    }

    boolean mayOpen(RelatedLine.Section section) {
        return section.from != null;
    }

    /// All rows of a section in a tab of their own, with its condition.
    void open(RelatedLine.Section section) {
        RowOrigin origin = model.origin();
        List<Value> from = section.from;
        if (origin == null || from == null) {
            return;
        }
        Related.Asked asked = new Related.Asked(section.way, from, section.options, null, List.of());
        jobs.run(
                origin.workspace()
                        .db()
                        .read(
                                Text.of("related.reading", section.name),
                                access -> asked.way()
                                        .hop(Related.tables(access, origin.workspace()))
                                        .where(from)
                                        .display()),
                where -> origin.nav().openTable(section.way.table(), and(where, section.options.where())),
                this::failed);
    }

    private static String and(String where, String more) {
        return more.isBlank() ? where : "(" + where + ") AND (" + more.strip() + "\n)";
    }

    void failed(DbError error) {
        RowOrigin origin = model.origin();
        if (origin != null && !(error instanceof DbError.Cancelled)) {
            origin.nav().notify(Notice.of(error));
        }
    }

    // ---- asking in another way ----

    void ask(RelatedLine.Section section, Related.Options options) {
        section.options = options;
        reload.accept(section, false);
    }

    void options(RelatedLine.Section section, Node below) {
        RowOrigin origin = model.origin();
        if (origin == null) {
            return;
        }
        jobs.run(
                origin.workspace()
                        .db()
                        .read(
                                Text.of("related.reading", section.name),
                                access -> Related.tables(access, origin.workspace())
                                        .apply(section.way.table())),
                table -> {
                    if (model.origin() == origin) {
                        Flyout shown = new Flyout("relatedOptions");
                        RelatedOptionsView view =
                                new RelatedOptionsView(origin.workspace(), table, section.options, jobs, options -> {
                                    shown.hide();
                                    ask(section, options);
                                });
                        show(shown, below, view);
                        view.focus();
                    }
                },
                this::failed);
    }

    private void show(Flyout shown, Node below, Node content) {
        escape();
        flyout = shown;
        shown.onHidden(() -> flyout = null);
        shown.show(below, content);
    }

    boolean escape() {
        Flyout shown = flyout;
        if (shown != null) {
            shown.hide();
        }
        return shown != null;
    }

    // ---- ties ----

    boolean isTied(RelatedLine.Section section) {
        return section.through().isPresent();
    }

    /// Why no tie can be made; null where one can.
    @Nullable
    String locked(RelatedLine.Section section, boolean add) {
        return section.through().map(hop -> model.locked(hop, add)).orElse(null);
    }

    /// Lets the user choose a row to be tied.
    void add(RelatedLine.Section section, Node below) {
        RowOrigin origin = model.origin();
        Hop.Through hop = section.through().orElse(null);
        List<Value> near = section.from;
        if (origin == null || hop == null || near == null || model.locked(hop, true) != null) {
            return;
        }
        Flyout shown = new Flyout("tiePicker");
        TiePickerView picker = new TiePickerView(model, hop, section.label, jobs, choice -> {
            shown.hide();
            tie(origin, hop, near, choice);
        });
        show(shown, below, picker);
        picker.focus();
    }

    /// One that is to be cut is kept instead, and one that is there already stays as it is.
    private void tie(RowOrigin origin, Hop.Through hop, List<Value> near, Related.Choice choice) {
        names.put(choice.key(), choice.text());
        List<RelatedTies.Staged> cut = RelatedTies.removed(
                        origin.edits().changes().get(), hop, near)
                .stream()
                .filter(tie -> tie.far().equals(choice.key()))
                .toList();
        if (!cut.isEmpty()) {
            cut.forEach(tie -> origin.edits().changeSet().revert(tie.target()));
            return;
        }
        // The lines in sight may be the first of many.
        model.add(origin, hop, near, choice.key());
    }

    boolean mayCut(RelatedLine.Row row) {
        return row.staged() != null || (row.node() != null && isTied(row.of()) && locked(row.of(), false) == null);
    }

    /// Stages that the tie goes, or takes back what is staged for it.
    void cut(RelatedLine.Row row) {
        RowOrigin origin = model.origin();
        if (origin == null) {
            return;
        }
        if (row.staged() != null) {
            origin.edits().changeSet().revert(row.staged());
        } else {
            row.of().through().ifPresent(hop -> model.remove(row, hop));
        }
    }
}
