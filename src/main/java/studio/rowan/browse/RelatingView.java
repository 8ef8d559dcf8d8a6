package studio.rowan.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import studio.rowan.grid.GridCurrent;
import studio.rowan.grid.GridView;
import studio.rowan.grid.RowSource;
import studio.rowan.kit.Command;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.MenuReason;
import studio.rowan.kit.Nav;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Text;
import studio.rowan.relate.Relation;
import studio.rowan.schema.Table;

/// What a pane of rows shows of relations: labels beside keys, the trail above the rows, and the ways from row to row
/// in
/// menus and keys.
final class RelatingView implements AutoCloseable {
    private static final int MOST_CHILDREN = 30;

    private final BrowseModel model;
    private final RelationsModel relations;
    private final GridView grid;
    private final KeyJumpModel jump;
    private final FollowModel follow;
    private final ReferenceLabelsModel labels;
    private final TrailView trail;
    private final ReferenceView references;
    private final Subscription watching;
    private final Jobs jobs;
    private @Nullable ToggleButton nestedButton;
    private boolean shown;

    /// @param where the condition that the pane was opened with
    RelatingView(
            BrowseModel model,
            RelationsModel relations,
            GridView grid,
            KeyJumpModel jump,
            Jobs jobs,
            NoticeBar notices,
            String where) {
        this.model = model;
        this.relations = relations;
        this.jobs = jobs;
        this.grid = grid;
        this.jump = jump;
        follow = new FollowModel(model, relations, grid, jobs, notices, where);
        labels = new ReferenceLabelsModel(model, relations, grid, jobs, follow::follow);
        trail = new TrailView(relations.trail(), new TrailView.Place() {
            @Override
            public boolean isIn(Trail now) {
                return follow.isIn(now);
            }

            @Override
            public void go(int step) {
                follow.go(step);
            }
        });
        references = new ReferenceView(model, relations, grid, jobs, notices);
        watching = relations.trail().wanted().subscribe(_ -> arrive());
        grid.addHeaderItems(this::headerItems);
    }

    /// The trail, to stand above the rows.
    Node bar() {
        return trail;
    }

    /// The pane came to the front, or went behind another.
    void setShown(boolean now) {
        shown = now;
        if (now) {
            relations.start();
            arrive();
        }
    }

    /// The button that shows the rows with what belongs to them, on a stage above them.
    ToggleButton nestedToggle(StackPane stage) {
        ToggleButton toggle = new ToggleButton(Text.of("nested.button"), Icons.PLAN.node());
        toggle.setId("nestedToggle");
        toggle.getStyleClass().addAll("flat", "icon-button");
        toggle.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        toggle.setTooltip(new Tooltip(Text.of("nested.button.text")));
        toggle.setAccessibleText(Text.of("nested.button.text"));
        NestedModel[] made = new NestedModel[1];
        toggle.selectedProperty().subscribe((_, on) -> {
            stage.getChildren().removeIf(NestedView.class::isInstance);
            if (on) {
                relations.start();
                NestedModel nested = made[0] == null ? new NestedModel(model, relations, jobs) : made[0];
                made[0] = nested;
                NestedView view = new NestedView(nested, jobs, () -> toggle.setSelected(false));
                stage.getChildren().add(view);
                nested.run();
                view.focus();
            } else if (made[0] != null) {
                made[0].stop();
                grid.requestFocus();
            }
        });
        nestedButton = toggle;
        return toggle;
    }

    /// What the inspector needs for looking around a row.
    RowOrigin origin(Table table, GridCurrent at, EditsModel edits, Nav nav) {
        return new RowOrigin(relations.workspace(), table, at.row(), edits, relations, nav);
    }

    /// To be called when rows have come.
    void arrive() {
        Trail.Step wanted = relations.trail().wanted().get();
        if (shown && wanted != null && follow.isIn(relations.trail().trail().get()) && follow.isOpen()) {
            relations.trail().arrived();
            follow.restore(wanted, jump);
        }
    }

    // ---- menus ----

    List<MenuItem> items(GridCurrent at) {
        List<MenuItem> items = new ArrayList<>();
        if (follow.leads(at)) {
            String parent = follow.relation(at).map(Relation::parent).orElse("");
            MenuItem item = item(
                    "goToReference", Text.of("browse.relations.parent", parent), Icons.FOLLOW, () -> follow.follow(at));
            item.setAccelerator(KeyCombination.valueOf("Shortcut+B"));
            items.add(item);
        }
        List<Relation> children = follow.children();
        if (!children.isEmpty()) {
            Menu menu = new Menu(Text.of("browse.relations.children"), Icons.BACK.node("muted"));
            menu.setId("referringRows");
            for (Relation relation : children.subList(0, Math.min(MOST_CHILDREN, children.size()))) {
                String name = relation.child() + "." + String.join(", ", relation.columns());
                MenuItem item = item("referring-" + name, name, null, () -> follow.children(relation, at));
                MenuReason.set(item, follow.leadsBack(relation, at) ? null : Text.of("browse.why.noKey"));
                menu.getItems().add(item);
            }
            items.add(menu);
        }
        return items;
    }

    private List<MenuItem> headerItems(int index) {
        Table table = model.table().get();
        if (table == null) {
            return List.of();
        }
        String column = RowSource.visible(table).get(index).name();
        List<MenuItem> items = new ArrayList<>();
        Optional<Relation> leading = relations.relations().get().leading(table.name(), column);
        if (leading.isPresent()) {
            CheckMenuItem labelled = new CheckMenuItem(
                    Text.of("browse.relations.showLabels", leading.get().parent()));
            labelled.setId("showLabels");
            labelled.setMnemonicParsing(false);
            labelled.setSelected(relations.kept().isShown(table.name(), column));
            labelled.setOnAction(
                    _ -> relations.change(kept -> kept.withShown(table.name(), column, labelled.isSelected())));
            items.add(labelled);
        }
        items.add(item(
                "reference", Text.of("browse.relations.reference"), Icons.LINK, () -> references.open(column, index)));
        return items;
    }

    private static MenuItem item(String id, String text, @Nullable Icons icon, Runnable action) {
        MenuItem item = new MenuItem(text, icon == null ? null : icon.node("muted"));
        item.setId(id);
        item.setMnemonicParsing(false);
        item.setOnAction(_ -> action.run());
        return item;
    }

    // ---- keys ----

    /// Alt with an arrow walks the trail, as long as there is one; else the window goes back to the last tab.
    void keyPressed(KeyEvent event) {
        if (event.isAltDown() && !event.isShortcutDown() && !event.isShiftDown()) {
            Trail now = relations.trail().trail().get();
            boolean back = event.getCode() == KeyCode.LEFT && now.canGoBack();
            boolean forward = event.getCode() == KeyCode.RIGHT && now.canGoForward();
            if (follow.isIn(now) && (back || forward)) {
                follow.go(now.at() + (back ? -1 : 1));
                event.consume();
            }
        }
    }

    List<Command> commands() {
        return Stream.of(
                        Command.of(
                                        "goToReference",
                                        Icons.FOLLOW,
                                        Text.of("browse.reference"),
                                        "Shortcut+B",
                                        this::followCurrent)
                                .when(() -> Optional.ofNullable(grid.current().get())
                                        .map(follow::leads)
                                        .orElse(false))
                                .because(() -> Text.of("browse.why.noReference")),
                        Command.of(
                                        "reference",
                                        Icons.LINK,
                                        Text.of("browse.relations.reference"),
                                        null,
                                        this::openReference)
                                .when(() -> grid.current().get() != null)
                                .because(() -> Text.of("browse.why.noCell")),
                        Command.of(
                                        "trailForward",
                                        Icons.FOLLOW,
                                        Text.of("browse.trail.forward"),
                                        "Alt+Right",
                                        this::forward)
                                .when(() -> {
                                    Trail now = relations.trail().trail().get();
                                    return follow.isIn(now) && now.canGoForward();
                                })
                                .because(() -> Text.of("browse.why.noForward")))
                .map(command -> command.in(Text.of("browse.menu.references")))
                .toList();
    }

    private void followCurrent() {
        GridCurrent at = grid.current().get();
        if (at != null) {
            follow.follow(at);
        }
    }

    private void openReference() {
        GridCurrent at = grid.current().get();
        Table table = model.table().get();
        if (at != null && table != null) {
            references.open(RowSource.visible(table).get(at.column()).name(), at.column());
        }
    }

    private void forward() {
        follow.go(relations.trail().trail().get().at() + 1);
    }

    @Override
    public void close() {
        watching.unsubscribe();
        labels.close();
        trail.close();
    }
}
