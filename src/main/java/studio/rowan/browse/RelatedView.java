package studio.rowan.browse;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.kit.EmptyState;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Text;
import studio.rowan.relate.Relations;
import studio.rowan.relate.Way;
import studio.rowan.schema.Workspace;

/// What a row refers to and what refers to it, as a tree to be opened to any depth. What is closed is not read.
final class RelatedView extends StackPane implements InspectorSectionView {
    /// Nobody who walks through rows with an arrow key wants to see what belongs to each.
    private static final Duration REST = Duration.millis(150);

    private final InspectorModel inspector;
    private final RelatedModel model;
    private final Jobs jobs;
    private final TreeView<RelatedLine> tree = new TreeView<>();
    private final RelatedDeedsModel deeds;
    private final Jobs.Debounced rest;
    /// Ways that the user opened: they are open for the next row too.
    private final Set<String> open = new HashSet<>();

    private final Workspace.Listener listener = this::changed;
    private Subscription watching = Subscription.EMPTY;
    private @Nullable Workspace watched;
    private boolean active;
    private boolean stale;

    RelatedView(InspectorModel inspector, Jobs jobs) {
        this.inspector = inspector;
        this.jobs = jobs;
        model = new RelatedModel(jobs);
        deeds = new RelatedDeedsModel(model, jobs, this::reload);
        rest = jobs.debounce(REST, this::fill);
        getStyleClass().add("related");
        tree.setId("relatedTree");
        tree.setShowRoot(false);
        tree.getStyleClass().add("plain");
        tree.setAccessibleText(Text.of("related.title"));
        tree.setCellFactory(_ -> new RelatedCell(deeds));
        tree.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        inspector.shown().subscribe(_ -> look());
    }

    @Override
    public String buttonId() {
        return "inspectorRelations";
    }

    @Override
    public String title() {
        return Text.of("related.title");
    }

    @Override
    public Node node() {
        return this;
    }

    @Override
    public void active(boolean now) {
        active = now;
        if (now) {
            stale = true;
            look();
        } else {
            rest.cancel();
            leave();
        }
    }

    // ---- which row ----

    private void look() {
        RowOrigin now = wanted();
        RowOrigin before = model.origin();
        if (!active) {
            return;
        }
        if (now == null) {
            leave();
            cover(Text.of("related.none"), Text.of("related.none.text"));
        } else if (stale || before == null || !now.isSame(before)) {
            stale = true;
            model.begin(null);
            rest.trigger();
        }
    }

    private @Nullable RowOrigin wanted() {
        return inspector.shown().get().row() instanceof studio.rowan.kit.Nav.Inspected row
                        && row.origin() instanceof RowOrigin origin
                ? origin
                : null;
    }

    private void leave() {
        model.begin(null);
        watch(null);
    }

    private void watch(@Nullable RowOrigin origin) {
        watching.unsubscribe();
        watching = Subscription.EMPTY;
        if (watched != null) {
            watched.removeListener(listener);
        }
        watched = origin == null ? null : origin.workspace();
        if (origin != null) {
            origin.workspace().addListener(listener);
            Relations known = origin.relations().relations().get();
            watching = origin.relations()
                    .relations()
                    .subscribe(now -> {
                        if (now != known) {
                            again();
                        }
                    })
                    .and(origin.edits().changes().subscribe((_, _) -> stagedChanged()));
        }
    }

    /// Told on a lane's thread.
    private void changed(boolean outside, boolean schemaChanged) {
        jobs.ui(this::again);
    }

    private void again() {
        stale = true;
        if (active) {
            rest.trigger();
        }
    }

    // ---- the tree ----

    private void fill() {
        RowOrigin origin = wanted();
        if (!active || origin == null) {
            return;
        }
        stale = false;
        origin.relations().start();
        model.begin(origin);
        watch(origin);
        List<RelatedLine.Section> sections =
                RelatedModel.sections(origin, origin.table().name(), origin::value, null);
        if (origin.isFresh()) {
            sections = sections.stream().filter(RelatedLine.Section::isParent).toList();
        }
        if (sections.isEmpty()) {
            boolean reading = origin.relations().relations().get() == Relations.NONE;
            cover(
                    Text.of(reading ? "related.looking" : "related.nothing"),
                    reading
                            ? ""
                            : Text.of("related.nothing.text", origin.table().name()));
            return;
        }
        TreeItem<RelatedLine> root = new TreeItem<>();
        group(
                root,
                Text.of("related.parents"),
                sections.stream().filter(RelatedLine.Section::isParent).toList());
        List<RelatedLine.Section> below =
                sections.stream().filter(section -> !section.isParent()).toList();
        group(root, Text.of("related.children"), below);
        int at = tree.getSelectionModel().getSelectedIndex();
        tree.setRoot(root);
        // The first line is a heading.
        tree.getSelectionModel().select(Math.max(1, at));
        getChildren().setAll(tree);
        count(below);
    }

    private void cover(String title, String text) {
        getChildren().setAll(new EmptyState(Icons.LINK, title, text));
    }

    private void group(TreeItem<RelatedLine> root, String title, List<RelatedLine.Section> sections) {
        if (!sections.isEmpty()) {
            root.getChildren().add(new TreeItem<>(new RelatedLine.Heading(title)));
            sections.forEach(section ->
                    root.getChildren().add(item(section, section.isParent() || open.contains(section.way.id()))));
        }
    }

    private void count(List<RelatedLine.Section> sections) {
        model.count(sections, _ -> tree.refresh(), this::notCounted);
    }

    /// Who opens the section is told why.
    private void notCounted(DbError error) {
        tree.refresh();
    }

    private TreeItem<RelatedLine> item(RelatedLine.Section section, boolean opened) {
        TreeItem<RelatedLine> item = new TreeItem<>(section);
        item.getChildren().add(words(Text.of("related.looking")));
        item.expandedProperty().subscribe((_, now) -> {
            if (now) {
                open.add(section.way.id());
                if (section.found == null) {
                    load(item, section, false);
                }
            } else {
                open.remove(section.way.id());
            }
        });
        item.setExpanded(opened);
        return item;
    }

    private static TreeItem<RelatedLine> words(String text) {
        return new TreeItem<>(new RelatedLine.Words(text));
    }

    /// Asks a section again, with other options.
    private void reload(RelatedLine.Section section, boolean patient) {
        TreeItem<RelatedLine> item = find(tree.getRoot(), section);
        if (item != null) {
            boolean before = item.isExpanded();
            section.found = null;
            section.count = null;
            if (before) {
                load(item, section, patient);
            } else {
                item.setExpanded(true);
            }
            if (!section.isParent()) {
                count(List.of(section));
            }
        }
    }

    private static @Nullable TreeItem<RelatedLine> find(
            @Nullable TreeItem<RelatedLine> from, RelatedLine.Section section) {
        if (from == null || from.getValue() == section) {
            return from;
        }
        for (TreeItem<RelatedLine> child : from.getChildren()) {
            TreeItem<RelatedLine> found = find(child, section);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private void load(TreeItem<RelatedLine> item, RelatedLine.Section section, boolean patient) {
        if (section.from == null) {
            item.getChildren().setAll(List.of(words(Text.of("related.null"))));
            return;
        }
        boolean rows = item.getChildren().stream().anyMatch(child -> child.getValue() instanceof RelatedLine.Row);
        if (section.found == null && !rows && item.getChildren().size() != 1) {
            item.getChildren().setAll(List.of(words(Text.of("related.looking"))));
        }
        model.rows(
                section,
                patient,
                found -> {
                    section.found = found;
                    show(item, section);
                },
                error -> {
                    String text = error instanceof DbError.Cancelled ? Text.of("related.cancelled") : error.words();
                    item.getChildren()
                            .setAll(List.of(new TreeItem<>(new RelatedLine.Words(
                                    text,
                                    true,
                                    List.of(new RelatedLine.Action(
                                            "relatedAgain",
                                            Text.of("related.again"),
                                            () -> reload(section, false)))))));
                    tree.refresh();
                });
    }

    /// Staged ties are seen at once.
    private void stagedChanged() {
        shownAgain(tree.getRoot());
    }

    private void shownAgain(@Nullable TreeItem<RelatedLine> item) {
        if (item != null) {
            for (TreeItem<RelatedLine> child : List.copyOf(item.getChildren())) {
                shownAgain(child);
            }
            if (item.getValue() instanceof RelatedLine.Section section
                    && section.through().isPresent()) {
                show(item, section);
            }
        }
    }

    private void show(TreeItem<RelatedLine> item, RelatedLine.Section section) {
        List<TreeItem<RelatedLine>> before = List.copyOf(item.getChildren());
        List<TreeItem<RelatedLine>> lines = new ArrayList<>();
        for (RelatedLine line : deeds.lines(section)) {
            lines.add(line instanceof RelatedLine.Row row ? rowItem(row, before) : new TreeItem<>(line));
        }
        item.getChildren().setAll(lines);
        tree.refresh();
    }

    /// A row that was there as it is now keeps what is open below it.
    private TreeItem<RelatedLine> rowItem(RelatedLine.Row row, List<TreeItem<RelatedLine>> before) {
        for (TreeItem<RelatedLine> item : before) {
            if (row.node() != null
                    && item.getValue() instanceof RelatedLine.Row old
                    && row.node().equals(old.node())
                    && row.level().columns().equals(old.level().columns())) {
                item.setValue(row);
                return item;
            }
        }
        return rowItem(row);
    }

    private TreeItem<RelatedLine> rowItem(RelatedLine.Row row) {
        TreeItem<RelatedLine> item = new TreeItem<>(row);
        RowOrigin origin = model.origin();
        if (origin == null || row.node() == null) {
            return item;
        }
        Way came = row.of().way;
        boolean leads = Way.of(origin.relations().relations().get(), row.table()).stream()
                .anyMatch(way -> !way.isBackOf(came));
        if (leads) {
            item.getChildren().add(words(Text.of("related.looking")));
            boolean[] filled = {false};
            item.expandedProperty().subscribe((_, now) -> {
                RowOrigin at = model.origin();
                if (now && !filled[0] && at != null) {
                    filled[0] = true;
                    List<RelatedLine.Section> sections =
                            RelatedModel.sections(at, row.table(), (String column) -> row.value(column), came);
                    item.getChildren()
                            .setAll(sections.stream()
                                    .map(section -> item(section, false))
                                    .toList());
                    count(sections.stream()
                            .filter(section -> !section.isParent())
                            .toList());
                }
            });
        }
        return item;
    }

    // ---- keys ----

    private void keyPressed(KeyEvent event) {
        TreeItem<RelatedLine> item = tree.getSelectionModel().getSelectedItem();
        if (item == null || event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        boolean enter = event.getCode() == KeyCode.ENTER;
        switch (item.getValue()) {
            case RelatedLine.Row row -> {
                if (enter) {
                    deeds.open(row);
                } else if (event.getCode() == KeyCode.DELETE && deeds.mayCut(row)) {
                    deeds.cut(row);
                } else {
                    return;
                }
                event.consume();
            }
            case RelatedLine.Section _ -> {
                if (enter) {
                    item.setExpanded(!item.isExpanded());
                    event.consume();
                }
            }
            case RelatedLine.Words words -> {
                if (enter && !words.actions().isEmpty()) {
                    words.actions().getFirst().run().run();
                    event.consume();
                }
            }
            case RelatedLine.Heading _ -> {
                // nothing to do with it
            }
        }
    }

    @Override
    public boolean escape() {
        return deeds.escape();
    }
}
