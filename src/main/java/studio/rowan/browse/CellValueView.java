package studio.rowan.browse;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Objects;
import java.util.stream.Collectors;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.db.DbFiles;
import studio.rowan.db.Spool;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
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

    private final InspectorModel model;
    private final Jobs jobs;
    private final ObservableValue<ZoneId> zone;
    private final Label name = new Label();
    private final Label facts = new Label();
    private final NoticeBar notices = new NoticeBar();
    private final CellReads reads;
    private final CellReads jsonReads;
    private final CellWaysView ways;
    private final CellEditView editView;
    private final CellWaitView waitView;
    private final CellFilesModel files;
    private final CellCopyModel copies;
    private final Label foot = new Label();
    private boolean active;
    private boolean editing;
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
        reads = new CellReads(jobs, this::failed);
        jsonReads = new CellReads(jobs, this::failed);
        copies = new CellCopyModel(reads, notices);
        waitView = new CellWaitView(model, jobs);
        editView = new CellEditView(jobs, this::endEditing);
        ways = new CellWaysView(
                jobs,
                this::deeds,
                new CellToolsView.Acts(this::edit, this::copy, this::load, this::save),
                this::failed);
        getStyleClass().add("cell-value");
        name.setId("valueColumn");
        name.getStyleClass().add("medium");
        facts.setId("valueFacts");
        facts.getStyleClass().addAll("muted", "small");
        facts.setWrapText(true);
        VBox head = new VBox(name, facts);
        head.getStyleClass().add("cell-head");
        VBox.setVgrow(ways, Priority.ALWAYS);
        foot.setId("valueMoments");
        foot.setWrapText(true);
        VBox footBox = new VBox(foot);
        footBox.getStyleClass().add("cell-foot");
        getChildren().addAll(head, notices, ways, footBox);
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
            ways.refresh();
        } else {
            look(value);
        }
    }

    private void nothing(String words) {
        leave(null);
        name.setText(words);
        facts.setText("");
        foot.setText("");
        ways.stand();
    }

    /// Lets go of what was shown.
    private void leave(@Nullable Object next) {
        lookedAt = next;
        content = null;
        if (editing) {
            editing = false;
            // As in the grid: who goes on to another cell keeps what was typed.
            jobs.ui(editView.leave());
        }
        notices.clear();
        waitView.stop();
        reads.drop();
        jsonReads.drop();
        ways.leave();
    }

    private void unloaded(Inspected.Cell cell, InspectorModel.Shown shown, Value.Large large) {
        leave(null);
        facts.setText(large.type().name() + " · " + Text.count("inspector.bytes", large.length()));
        if (shown.error() != null) {
            notices.show(Notice.of(shown.error()));
        }
        waitView.show(shown, large);
        ways.stand(waitView);
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
        ways.stand(new ProgressIndicator());
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
                error -> {
                    if (lookedAt == what) {
                        ways.stand();
                        failed(error);
                    }
                });
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
        Inspected.Deeds deeds = deeds();
        if (deeds != null && made.likelyJsonb()) {
            jsonReads.ask(made.stored(), bytes -> new Value.Blob(bytes.all()), bytes -> asJson(deeds, made, bytes));
        }
    }

    private void asJson(Inspected.Deeds deeds, CellContent made, Value bytes) {
        jobs.run(
                deeds.ask(Sql.of("SELECT CASE WHEN json_valid(?1, 8) THEN json(?1) END", bytes)),
                json -> {
                    if (content == made && !editing && json instanceof Value.Text text) {
                        present(made.jsonb(text.value()));
                    }
                },
                this::failed);
    }

    private void present(CellContent made) {
        content = made;
        facts.setText(unset == null ? ValueText.facts(made) : "");
        warn(made);
        ways.show(made, unset == null ? ValueText.shown(made.value(), 100) : unset);
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
            reads.ask(
                    text,
                    bytes -> {
                        String before = new String(bytes.all(), StandardCharsets.UTF_8).substring(0, fault.offset());
                        return (long) before.getBytes(StandardCharsets.UTF_8).length;
                    },
                    ways::point);
        }
    }

    private Inspected.@Nullable Deeds deeds() {
        Inspected.Cell cell = model.shown().get().cell();
        return cell == null ? null : cell.deeds();
    }

    @Override
    public void find() {
        ways.find();
    }

    @Override
    public boolean escape() {
        return ways.escape();
    }

    // ---- edit, copy, save, load ----

    private void edit() {
        CellContent shown = content;
        Inspected.Deeds deeds = deeds();
        boolean hex = shown != null && CellEditView.isHex(shown, ways.way(shown));
        if (shown != null && deeds != null && deeds.locked() == null && CellEditView.reason(shown, hex) == null) {
            reads.ask(shown.stored(), CellBytes::all, stored -> {
                editing = true;
                editView.edit(shown, stored, hex, ways.isWrapped(), deeds::stage);
                ways.edit(editView);
                editView.focus();
            });
        }
    }

    private void endEditing() {
        if (editing) {
            editing = false;
            ways.edited();
        }
    }

    private void copy() {
        CellContent shown = content;
        if (shown != null) {
            copies.copy(shown, ways);
        }
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
