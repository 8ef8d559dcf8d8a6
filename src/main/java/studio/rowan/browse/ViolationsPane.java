package studio.rowan.browse;

import java.util.List;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Command;
import studio.rowan.kit.Controls;
import studio.rowan.kit.EmptyState;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Notice;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Panel;
import studio.rowan.kit.Text;
import studio.rowan.relate.BrokenReferences;
import studio.rowan.relate.Relation;
import studio.rowan.schema.Workspace;

/// The rows whose foreign key leads nowhere, and what mends them: each repair is staged, never written.
public final class ViolationsPane extends BorderPane implements Panel {
    /// How the window knows it.
    public static final String ID = "violations";

    private static final String SHEET = Objects.requireNonNull(ViolationsPane.class.getResource("FindBarView.css"))
            .toExternalForm();
    private static final Duration LOOK = Duration.millis(150);

    private final ViolationsModel model;
    private final RepairsModel repairs;
    private final Nav nav;
    private final Jobs jobs;
    private final NoticeBar notices = new NoticeBar();
    private final ListView<ViolationsModel.Entry> list = new ListView<>();
    private final StackPane center = new StackPane(list);
    private final Label words = new Label();
    private final ProgressBar progress = new ProgressBar(-1);
    private final Button look;
    private final Button stop;
    private final Button go;
    private final Button delete;
    private final Button setNull;
    private final Button create;
    private Jobs.@Nullable Repeated watching;
    private boolean opened;

    public ViolationsPane(Workspace workspace, Nav nav, Jobs jobs, EditsModel edits, RelationsModel relations) {
        this.model = new ViolationsModel(workspace, relations, jobs);
        this.repairs = new RepairsModel(workspace, edits, jobs, error -> notices.show(Notice.of(error)));
        this.nav = nav;
        this.jobs = jobs;
        look = Controls.button("violationsLook", Icons.REFRESH, Text.of("browse.violations.look"), model::look);
        stop = Controls.iconButton("violationsStop", Icons.STOP, Text.of("browse.find.stop"), model::stop);
        go = Controls.button("violationsGo", Icons.FOLLOW, Text.of("browse.violations.go"), this::go);
        delete = button("violationsDelete", Icons.DELETE, RepairsModel.Repair.DELETE);
        setNull = button("violationsSetNull", Icons.CLOSE, RepairsModel.Repair.SET_NULL);
        create = button("violationsCreate", Icons.PLUS, RepairsModel.Repair.CREATE_PARENT);
        setId("violationsPane");
        getStyleClass().add("file-find");
        getStylesheets().add(SHEET);
        fill();
        model.state().subscribe(_ -> tell());
        list.getSelectionModel().selectedItemProperty().subscribe(_ -> showRepairs());
    }

    private Button button(String id, Icons icon, RepairsModel.Repair repair) {
        return Controls.button(id, icon, "", () -> stage(repair));
    }

    private void fill() {
        FlowPane actions = new FlowPane(look, go, delete, setNull, create);
        actions.getStyleClass().addAll("pane-bar", "violations-bar");
        setTop(new VBox(actions, notices));
        list.setId("violations");
        list.setItems(model.entries());
        list.setCellFactory(_ -> new ViolationCell());
        list.setAccessibleText(Text.of("browse.violations.title"));
        list.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                go();
                event.consume();
            } else if (event.getCode() == KeyCode.DELETE && !delete.isDisabled()) {
                stage(RepairsModel.Repair.DELETE);
                event.consume();
            }
        });
        list.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                go();
            }
        });
        setCenter(center);
        words.setId("violationsWords");
        words.setWrapText(true);
        words.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox told = new HBox(words, progress, stop);
        told.getStyleClass().addAll("find-told", "file-find-foot");
        setBottom(told);
    }

    // ---- what is shown ----

    private void tell() {
        ViolationsModel.State state = model.state().get();
        boolean running = state instanceof ViolationsModel.State.Running;
        words.setText(words(state));
        look.setDisable(running);
        Controls.show(progress, running);
        Controls.show(stop, running);
        center.getChildren().removeIf(node -> node != list);
        boolean none = state instanceof ViolationsModel.State.Done done
                && done.unread().isEmpty()
                && model.entries().isEmpty();
        if (none) {
            center.getChildren()
                    .add(new EmptyState(
                            Icons.SUCCESS, Text.of("browse.violations.none"), Text.of("browse.violations.none.text")));
        }
        list.setVisible(!none);
        showRepairs();
        Jobs.Repeated before = watching;
        if (running && before == null) {
            watching = jobs.every(LOOK, () -> progress.setProgress(model.progress()));
        } else if (!running && before != null) {
            before.stop();
            watching = null;
        }
    }

    private String words(ViolationsModel.State state) {
        long groups = model.entries().stream()
                .filter(ViolationsModel.Head.class::isInstance)
                .count();
        return switch (state) {
            case ViolationsModel.State.Idle _ -> "";
            case ViolationsModel.State.Running _ -> Text.of("browse.violations.looking");
            case ViolationsModel.State.Done(boolean stale, List<Relation> unread) ->
                Text.count("browse.violations.found", groups)
                        + (stale ? " · " + Text.of("browse.violations.stale") : "")
                        + (unread.isEmpty() ? "" : " · " + unread(unread));
            case ViolationsModel.State.Stopped _ -> Text.of("browse.violations.stopped");
            case ViolationsModel.State.Failed(var error) -> Notice.of(error).message();
        };
    }

    private static String unread(List<Relation> unread) {
        return Text.of(
                "browse.violations.unread",
                String.join(
                        ", ",
                        unread.stream()
                                .map(relation -> relation.child() + " → " + relation.parent())
                                .toList()));
    }

    private void showRepairs() {
        ViolationsModel.Entry entry = list.getSelectionModel().getSelectedItem();
        boolean all = entry != null && entry.one() == null;
        Relation relation = entry == null ? null : entry.group().relation();
        String rows = entry == null ? "" : String.valueOf(entry.group().rows());
        go.setDisable(entry == null);
        delete.setText(all ? Text.of("browse.violations.deleteAll", rows) : Text.of("browse.violations.delete"));
        delete.setDisable(entry == null);
        setNull.setText(all ? Text.of("browse.violations.setNullAll", rows) : Text.of("browse.violations.setNull"));
        setNull.setDisable(entry == null);
        String parent = relation == null ? "" : relation.parent();
        create.setText(
                parent.isEmpty()
                        ? Text.of("browse.violations.create")
                        : Text.of(all ? "browse.violations.createAll" : "browse.violations.createIn", parent));
        create.setMnemonicParsing(false);
        create.setDisable(relation == null || !relation.isSound());
    }

    // ---- what is done ----

    private void go() {
        ViolationsModel.Entry entry = list.getSelectionModel().getSelectedItem();
        if (entry == null) {
            return;
        }
        Relation relation = entry.group().relation();
        BrokenReferences.Violation one = entry.one();
        if (one == null || one.key().isEmpty()) {
            nav.openTable(relation.child(), BrokenReferences.condition(relation).display());
        } else {
            nav.openRow(relation.child(), one.key(), relation.columns().getFirst());
        }
    }

    private void stage(RepairsModel.Repair repair) {
        ViolationsModel.Entry entry = list.getSelectionModel().getSelectedItem();
        if (entry == null) {
            return;
        }
        notices.clear();
        repairs.stage(
                repair,
                entry.group(),
                entry.one(),
                (table, count) -> {
                    String next = repair == RepairsModel.Repair.CREATE_PARENT
                            ? "browse.violations.staged.parent"
                            : "browse.violations.staged.next";
                    notices.show(Notice.success(Text.count("browse.violations.staged", count, table))
                            .next(Text.of(next))
                            .action(
                                    "violationsShow",
                                    Text.of("browse.violations.show", table),
                                    () -> nav.openTable(table)));
                },
                reason -> notices.show(Notice.warning(reason)));
    }

    // ---- Panel ----

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return Text.of("browse.violations.title");
    }

    @Override
    public Icons icon() {
        return Icons.LINK;
    }

    @Override
    public Node node() {
        return this;
    }

    @Override
    public void onShown() {
        boolean stale = model.state().get() instanceof ViolationsModel.State.Done done && done.stale();
        if (!opened || stale) {
            opened = true;
            model.look();
        }
        jobs.ui(list::requestFocus);
    }

    @Override
    public List<Command> commands() {
        return List.of(Command.of("refresh", Icons.REFRESH, Text.of("browse.violations.look"), "F5", model::look));
    }

    @Override
    public void close() {
        Jobs.Repeated now = watching;
        if (now != null) {
            now.stop();
        }
        model.close();
    }
}
