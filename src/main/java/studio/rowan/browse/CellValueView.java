package studio.rowan.browse;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Spool;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.kit.BlobKind;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Dialogs;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav.Inspected;
import studio.rowan.kit.Notice;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Text;

/// One cell in full, in each way that its content allows.
final class CellValueView extends VBox implements InspectorSectionView {
    /// Longer values are looked through off the window's thread. Bytes.
    private static final int AT_ONCE = 65_536;

    /// Longer cells are read when one asks for it. Bytes.
    private static final long UNASKED = 4L << 20;

    /// Text and Base64 of more is no use on a clipboard. Bytes.
    private static final int MOST_COPIED = 64 << 20;

    private final InspectorModel model;
    private final Jobs jobs;
    private final ObservableValue<ZoneId> zone;
    private final Label name = new Label();
    private final Label facts = new Label();
    private final NoticeBar notices = new NoticeBar();
    private final HBox ways = new HBox();
    private final CellToolsView tools;
    private final CellFindModel find;
    private final CellFindView findView;
    private final StackPane body = new StackPane();
    private final CellTextView textView = new CellTextView();
    private final CellHexView hexView = new CellHexView();
    private final CellTreeView treeView = new CellTreeView();
    private final CellJsonView jsonView = new CellJsonView();
    private final CellPictureView pictureView;
    private final CellEditView editView;
    private final CellWaitView waitView;
    private final CellFilesModel files;
    private final Label foot = new Label();
    private boolean active;
    private boolean editing;
    private CellContent.@Nullable Way way;
    private @Nullable CellContent content;
    private @Nullable Object lookedAt;
    private String lookedKey = "";
    /// The word for a cell that the database fills; null where it holds a value.
    private @Nullable String unset;

    CellValueView(InspectorModel model, Jobs jobs, Dialogs dialogs, DbFiles files, ObservableValue<ZoneId> zone) {
        this.model = model;
        this.jobs = jobs;
        this.zone = zone;
        this.files = new CellFilesModel(jobs, dialogs, files, notices);
        pictureView = new CellPictureView(jobs);
        waitView = new CellWaitView(model, jobs);
        editView = new CellEditView(jobs, this::endEditing);
        find = new CellFindModel(jobs);
        findView = new CellFindView(find, this::closeFind);
        tools = new CellToolsView(new CellToolsView.Deeds(
                this::toggleFind,
                textView::wrap,
                this::edit,
                this::copy,
                this::load,
                this::save,
                this::goTo,
                treeView));
        getStyleClass().add("cell-value");
        name.setId("valueColumn");
        name.getStyleClass().add("medium");
        facts.setId("valueFacts");
        facts.getStyleClass().addAll("muted", "small");
        facts.setWrapText(true);
        VBox head = new VBox(name, facts);
        head.getStyleClass().add("cell-head");
        ways.getStyleClass().add("cell-bar");
        ways.managedProperty().bind(ways.visibleProperty());
        body.getStyleClass().add("cell-body");
        body.setMinHeight(0);
        VBox.setVgrow(body, Priority.ALWAYS);
        foot.setId("valueMoments");
        foot.setWrapText(true);
        VBox footBox = new VBox(foot);
        footBox.getStyleClass().add("cell-foot");
        getChildren().addAll(head, notices, ways, tools, findView, body, footBox);
        model.shown().subscribe(_ -> update());
        zone.subscribe(_ -> update());
    }

    @Override
    public String buttonId() {
        return "inspectorValue";
    }

    @Override
    public String title() {
        return Text.of("inspector.value");
    }

    @Override
    public Node node() {
        return this;
    }

    @Override
    public void active(boolean now) {
        active = now;
        update();
    }

    // ---- what is looked at ----

    private void update() {
        InspectorModel.Shown shown = model.shown().get();
        Inspected.Cell cell = shown.cell();
        if (!active) {
            return;
        }
        String key = cell == null || shown.row() == null
                ? ""
                : shown.row().table() + "\n" + shown.row().row() + "\n" + cell.column();
        boolean sameCell = key.equals(lookedKey);
        lookedKey = key;
        if (editing && sameCell) {
            // What is being typed stays when the rows are read anew.
            return;
        }
        if (cell == null) {
            nothing(Text.of("inspector.noCell"));
            return;
        }
        Value value = shown.value(shown.current());
        name.setText(cell.declaredType().isEmpty() ? cell.column() : cell.column() + " · " + cell.declaredType());
        foot.setText(Moments.of(value, cell.column(), cell.declaredType(), zone.getValue()).stream()
                .map(ValueText::moment)
                .collect(Collectors.joining("\n")));
        if (!Objects.equals(unset, cell.unset())) {
            leave(null);
            unset = cell.unset();
        }
        if (shown.spool() != null) {
            look(shown.spool());
        } else if (value instanceof Value.Large large) {
            unloaded(cell, shown, large);
        } else if (sameCell
                && value.equals(lookedAt)
                && content != null
                && !content.ways().isEmpty()) {
            tools.show(content, way(content), deeds());
        } else {
            look(value);
        }
    }

    private void nothing(String words) {
        leave(null);
        name.setText(words);
        facts.setText("");
        foot.setText("");
        body.getChildren().clear();
    }

    /// Lets go of what was shown.
    private void leave(@Nullable Object next) {
        lookedAt = next;
        content = null;
        if (editing) {
            editing = false;
            ways.setDisable(false);
            // As in the grid: who goes on to another cell keeps what was typed.
            jobs.ui(editView.leave());
        }
        notices.clear();
        waitView.stop();
        find.in(CellBytes.NONE, false, null);
        findView.setVisible(false);
        ways.setVisible(false);
        tools.hide();
    }

    private void unloaded(Inspected.Cell cell, InspectorModel.Shown shown, Value.Large large) {
        leave(null);
        facts.setText(large.type().name() + " · " + Text.count("inspector.bytes", large.length()));
        if (shown.error() != null) {
            notices.show(Notice.of(shown.error()));
        }
        waitView.show(shown, large);
        body.getChildren().setAll(waitView);
        boolean asked = shown.loading() != null || shown.error() != null || shown.gone() || shown.cancelled();
        if (!asked && cell.deeds() != null && large.length() <= UNASKED) {
            model.load();
        }
    }

    private void look(Object what) {
        if (what == lookedAt) {
            return;
        }
        leave(what);
        if (what instanceof Value value && length(value) <= AT_ONCE) {
            show(CellContent.of(value));
            return;
        }
        body.getChildren().setAll(new ProgressIndicator());
        jobs.run(
                jobs.<CellContent>task(
                        Text.of("inspector.looking"),
                        job -> what instanceof Spool spool
                                ? CellContent.of(spool, job::checkCancelled)
                                : CellContent.of((Value) what)),
                made -> {
                    if (lookedAt == what) {
                        show(made);
                    }
                },
                this::failed);
    }

    private void failed(DbError error) {
        if (!(error instanceof DbError.Cancelled)) {
            notices.show(Notice.of(error));
        }
    }

    private static long length(Value value) {
        return switch (value) {
            case Value.Text text -> text.value().length();
            case Value.Blob(byte[] bytes) -> bytes.length;
            case Value.Null _, Value.Int _, Value.Real _, Value.Large _ -> 0;
        };
    }

    private void show(CellContent made) {
        present(made);
        Inspected.Cell cell = model.shown().get().cell();
        Inspected.Deeds deeds = cell == null ? null : cell.deeds();
        if (deeds != null
                && made.kind() == BlobKind.BINARY
                && made.bytes() <= CellContent.MOST_JSON
                && Jsonb.isLikely(made.stored().all())) {
            Value bytes = new Value.Blob(made.stored().all());
            jobs.run(
                    deeds.ask(Sql.of("SELECT CASE WHEN json_valid(?1, 8) THEN json(?1) END", bytes)),
                    json -> {
                        if (content == made && json instanceof Value.Text text) {
                            present(made.jsonb(text.value()));
                        }
                    },
                    this::failed);
        }
    }

    private void present(CellContent made) {
        content = made;
        facts.setText(unset == null ? ValueText.facts(made) : "");
        warn(made);
        if (made.ways().isEmpty()) {
            body.getChildren().setAll(state(unset == null ? ValueText.shown(made.value(), 100) : unset));
            tools.show(made, null, deeds());
        } else {
            fillWays(made.ways());
        }
    }

    private void warn(CellContent made) {
        Json.Fault fault = made.fault();
        if (made.wrongBytes() > 0) {
            notices.show(Notice.warning(Text.count("inspector.wrongBytes", made.wrongBytes()))
                    .next(Text.of("inspector.wrongBytes.next")));
        } else if (fault != null) {
            notices.show(Notice.info(Text.of(
                            "inspector.json.fault",
                            fault.line(),
                            fault.column(),
                            Text.of("inspector.json.wrong." + fault.wrong())))
                    .action("valueFaultShow", Text.of("inspector.json.fault.show"), () -> showFault(made, fault)));
        }
    }

    private void showFault(CellContent made, Json.Fault fault) {
        CellBytes text = made.text();
        if (text != null) {
            choose(CellContent.Way.TEXT);
            String before =
                    new String(text.all(), java.nio.charset.StandardCharsets.UTF_8).substring(0, fault.offset());
            long at = before.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
            textView.reveal(new CellFind.Hit(at, 1));
            textView.focus();
        }
    }

    private Inspected.@Nullable Deeds deeds() {
        Inspected.Cell cell = model.shown().get().cell();
        return cell == null ? null : cell.deeds();
    }

    // ---- ways to show it ----

    private void fillWays(List<CellContent.Way> offered) {
        ToggleGroup group = new ToggleGroup();
        List<ToggleButton> buttons = new ArrayList<>();
        for (CellContent.Way each : offered) {
            ToggleButton button = new ToggleButton(Text.of("inspector.way." + each));
            button.setId("valueWay" + each);
            button.setUserData(each);
            buttons.add(button);
        }
        HBox segments = Controls.segments(group, buttons.toArray(ToggleButton[]::new));
        HBox.setHgrow(segments, Priority.ALWAYS);
        ways.getChildren().setAll(segments);
        ways.setVisible(buttons.size() > 1);
        // The way chosen last stays where the next cell allows it, so that one can walk down a column in hex.
        CellContent.Way preferred = way;
        buttons.stream()
                .filter(button -> button.getUserData() == preferred)
                .findFirst()
                .ifPresent(group::selectToggle);
        group.selectedToggleProperty().subscribe((_, now) -> {
            if (now != null && now.getUserData() instanceof CellContent.Way chosen) {
                way = chosen;
                render(chosen);
            }
        });
        if (group.getSelectedToggle().getUserData() instanceof CellContent.Way first) {
            render(first);
        }
    }

    private void choose(CellContent.Way wanted) {
        ways.lookupAll(".toggle-button").forEach(node -> {
            if (node instanceof ToggleButton button && button.getUserData() == wanted) {
                button.setSelected(true);
            }
        });
    }

    private void render(CellContent.Way chosen) {
        CellContent shown = content;
        if (shown == null) {
            return;
        }
        editing = false;
        ways.setDisable(false);
        String document = shown.document() == null ? "" : shown.document();
        CellBytes text = shown.text() == null ? CellBytes.NONE : shown.text();
        Node node = switch (chosen) {
            case TEXT -> text.length() == 0 ? state(Text.of("inspector.emptyText")) : textView;
            case HEX -> shown.stored().length() == 0 ? state(Text.of("inspector.emptyText")) : hexView;
            case JSON -> jsonView;
            case TREE -> treeView;
            case IMAGE -> pictureView;
        };
        body.getChildren().setAll(node);
        tools.show(shown, chosen, deeds());
        switch (chosen) {
            case TEXT -> {
                textView.show(text);
                find.in(text, false, textView);
            }
            case HEX -> {
                hexView.show(shown.stored());
                find.in(shown.stored(), true, hexView);
            }
            case JSON -> jsonView.show(document);
            case TREE -> treeView.show(document);
            case IMAGE -> pictureView.show(shown, this::failed);
        }
        if (chosen != CellContent.Way.TEXT && chosen != CellContent.Way.HEX) {
            findView.setVisible(false);
        }
        findView.prompt(chosen == CellContent.Way.HEX);
    }

    private CellContent.Way way(CellContent shown) {
        CellContent.Way chosen = way;
        return chosen != null && shown.ways().contains(chosen)
                ? chosen
                : shown.ways().getFirst();
    }

    private static Node state(String words) {
        Label label = new Label(words);
        label.setId("valueState");
        label.setWrapText(true);
        label.getStyleClass().add("value-null");
        VBox box = new VBox(label);
        box.getStyleClass().add("cell-state");
        return box;
    }

    // ---- find ----

    @Override
    public void find() {
        CellContent shown = content;
        if (shown == null || editing || shown.ways().isEmpty()) {
            return;
        }
        CellContent.Way now = way(shown);
        if (now != CellContent.Way.TEXT && now != CellContent.Way.HEX) {
            choose(shown.ways().contains(CellContent.Way.TEXT) ? CellContent.Way.TEXT : CellContent.Way.HEX);
        }
        findView.open();
    }

    private void toggleFind() {
        if (findView.isVisible()) {
            closeFind();
        } else {
            find();
        }
    }

    private void closeFind() {
        findView.setVisible(false);
        body.getChildren().forEach(Node::requestFocus);
    }

    private void goTo(long offset) {
        hexView.reveal(new CellFind.Hit(offset, 1));
    }

    /// Closes what is open on top of the value.
    /// @return false where nothing was
    @Override
    public boolean escape() {
        if (findView.isVisible()) {
            closeFind();
            return true;
        }
        return false;
    }

    // ---- edit, copy, save, load ----

    private void edit() {
        CellContent shown = content;
        Inspected.Deeds deeds = deeds();
        boolean hex = shown != null && CellEditView.isHex(shown, way(shown));
        if (shown != null && deeds != null && deeds.locked() == null && CellEditView.reason(shown, hex) == null) {
            editing = true;
            findView.setVisible(false);
            ways.setDisable(true);
            tools.hide();
            editView.edit(shown, hex, tools.isWrapped(), deeds::stage);
            body.getChildren().setAll(editView);
            editView.focus();
        }
    }

    private void endEditing() {
        CellContent shown = content;
        if (shown != null && editing) {
            render(way(shown));
            body.getChildren().forEach(Node::requestFocus);
        }
    }

    /// The text; of bytes that are none, hexadecimal in hex, else Base64.
    private void copy() {
        CellContent shown = content;
        if (shown == null) {
            return;
        }
        if (shown.stored().length() > MOST_COPIED) {
            notices.show(Notice.info(Text.of("inspector.copyTooLong")));
            return;
        }
        String chosen = treeView.chosen();
        ClipboardContent clip = new ClipboardContent();
        if (shown.ways().isEmpty()) {
            clip.putString("");
        } else {
            clip.putString(
                    switch (way(shown)) {
                        case JSON -> jsonView.pretty();
                        case TREE -> chosen == null ? String.valueOf(shown.document()) : chosen;
                        case TEXT ->
                            shown.text() == null
                                    ? ""
                                    : Utf8.mark(shown.text().all()).text();
                        case HEX -> HexFormat.of().formatHex(shown.stored().all());
                        case IMAGE ->
                            Base64.getEncoder().encodeToString(shown.stored().all());
                    });
        }
        Clipboard.getSystemClipboard().setContent(clip);
    }

    private void save() {
        CellContent shown = content;
        Inspected.Cell cell = model.shown().get().cell();
        if (shown != null && cell != null) {
            files.save(cell, shown, model.shown().get().spool());
        }
    }

    private void load() {
        Inspected.Cell cell = model.shown().get().cell();
        if (cell != null && cell.deeds() != null) {
            files.load(cell, cell.deeds());
        }
    }
}
