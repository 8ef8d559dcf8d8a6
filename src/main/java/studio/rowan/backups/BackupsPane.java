package studio.rowan.backups;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Clock;
import studio.rowan.db.DbFiles;
import studio.rowan.kit.Command;
import studio.rowan.kit.Controls;
import studio.rowan.kit.Dialogs;
import studio.rowan.kit.EmptyState;
import studio.rowan.kit.Format;
import studio.rowan.kit.Fxml;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Notice;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Panel;
import studio.rowan.kit.RunLine;
import studio.rowan.kit.Text;
import studio.rowan.schema.Workspace;
import studio.rowan.vault.Backup;
import studio.rowan.vault.BackupChoices;
import studio.rowan.vault.Manifest;

/// The page of backups: makes one, lists them, and leads back to any of them.
public final class BackupsPane extends BorderPane implements Panel {
    /// What the page works with.
    /// @param zone in which moments are shown
    /// @param reveal shows a folder in the system's file manager
    public record Tools(
            Jobs jobs,
            Dialogs dialogs,
            DbFiles files,
            Clock clock,
            BackupChoices choices,
            ObservableValue<ZoneId> zone,
            Consumer<Path> reveal) {}

    private final BackupsModel model;
    private final BackupActionsView actions;
    private final Tools tools;
    private Jobs.@Nullable Repeated aging;

    @FXML
    private Button backupNow;

    @FXML
    private Label summary;

    @FXML
    private Label summaryDetail;

    @FXML
    private Button backupsFolderOpen;

    @FXML
    private Button backupsRefresh;

    @FXML
    private RunLine progressBar;

    @FXML
    private NoticeBar folderNotice;

    @FXML
    private NoticeBar notice;

    @FXML
    private Label keepLabel;

    @FXML
    private Spinner<Integer> backupsKeep;

    @FXML
    private Label keepPreview;

    @FXML
    private Hyperlink backupsPrune;

    @FXML
    private Label folderPath;

    @FXML
    private Hyperlink backupsFolderChange;

    @FXML
    private Hyperlink backupsFolderBeside;

    @FXML
    private Label folderWhy;

    @FXML
    private Label timed;

    @FXML
    private Label shortLock;

    @FXML
    private CheckBox backupsOthers;

    @FXML
    private ListView<BackupsModel.Line> backupList;

    public BackupsPane(Workspace workspace, Nav nav, Tools tools) {
        this.tools = tools;
        this.model = new BackupsModel(workspace, tools.files(), tools.clock(), tools.jobs(), tools.choices());
        Fxml.load(this);
        this.actions = new BackupActionsView(model, nav, tools, backupList);
        build();
        choices();
        bind();
        if (workspace.db().isInMemory()) {
            setTop(null);
            setCenter(new EmptyState(
                    Icons.BACKUPS, Text.of("backups.memory", workspace.name()), Text.of("backups.memory.detail")));
        }
    }

    private void build() {
        backupNow.setGraphic(Icons.BACKUPS.node());
        backupNow.setTooltip(new Tooltip(Text.of("backups.now.tip")));
        backupNow.setOnAction(_ -> model.backUp(false));
        icon(backupsFolderOpen, Icons.FOLDER, actions::openFolder);
        icon(backupsRefresh, Icons.REFRESH, model::refresh);
        backupList.setAccessibleText(Text.of("backups.title"));
        backupList.setCellFactory(_ -> new BackupCell(actions));
        backupsOthers.setOnAction(_ -> showLines());
    }

    private static void icon(Button button, Icons icon, Runnable action) {
        button.setGraphic(icon.node());
        button.setTooltip(new Tooltip(button.getText()));
        button.setAccessibleText(button.getText());
        button.setOnAction(_ -> action.run());
    }

    private void choices() {
        BackupChoices choices = model.choices();
        var values = new SpinnerValueFactory.IntegerSpinnerValueFactory(1, BackupChoices.MOST_KEPT, choices.keep());
        backupsKeep.setValueFactory(values);
        backupsKeep.setAccessibleText(keepLabel.getText());
        keepLabel.setLabelFor(backupsKeep);
        values.valueProperty().subscribe(count -> {
            if (count != null) {
                model.keep(count);
            }
        });
        backupsPrune.setOnAction(_ -> actions.prune());
        backupsFolderChange.setOnAction(_ -> actions.chooseFolder());
        backupsFolderBeside.setOnAction(_ -> model.folder(null));
        folderPath.setMinWidth(0);
        Controls.show(timed, choices.environment().automatic());
        timed.setText(
                Text.of("backups.timed", Format.duration(choices.environment().interval())));
        Controls.show(backupsFolderChange, !choices.isFolderFixed());
        Controls.show(folderWhy, choices.isFolderFixed());
        folderWhy.setText(Text.of("backups.folder.fixed"));
    }

    private void bind() {
        progressBar.follow(model.runs());
        notice.follow(model.runs().notice());
        model.runs().running().subscribe(busy -> {
            backupNow.setDisable(busy);
            actions.refreshCells();
        });
        model.seen().subscribe(_ -> showSeen());
        tools.zone().subscribe(_ -> showSeen());
    }

    private static void show(NoticeBar bar, @Nullable Notice now) {
        if (now == null) {
            bar.clear();
        } else {
            bar.show(now);
        }
    }

    private void showSeen() {
        BackupsModel.Seen seen = model.seen().get();
        BackupChoices choices = model.choices();
        folderPath.setText(choices.folderFor(model.workspace().file()).toString());
        folderPath.setTooltip(new Tooltip(folderPath.getText()));
        Controls.show(backupsFolderBeside, !choices.isBeside() && !choices.isFolderFixed());
        Controls.show(shortLock, seen != null && seen.locks());
        long others = seen == null
                ? 0
                : seen.lines().stream().filter(line -> !line.own()).count();
        Controls.show(backupsOthers, others > 0);
        backupsOthers.setText(Text.count("backups.others", others));
        showSummary(seen);
        showKeep(seen);
        show(folderNotice, seen == null ? null : actions.folderNotice(seen));
        showLines();
    }

    private void showSummary(BackupsModel.@Nullable Seen seen) {
        if (seen == null) {
            summary.setText(Text.of("backups.looking"));
            summaryDetail.setText("");
            return;
        }
        List<BackupsModel.Line> own =
                seen.lines().stream().filter(BackupsModel.Line::own).toList();
        String last = own.stream()
                .filter(line -> line.backup().verified())
                .findFirst()
                .map(line -> Text.of("backups.last", Format.age(line.backup().time(), now(), zone())))
                .orElseGet(() -> Text.of("backups.never", model.workspace().name()));
        summary.setText(last);
        long bytes = own.stream().mapToLong(line -> line.backup().bytes()).sum();
        summaryDetail.setText(
                own.isEmpty()
                        ? Text.of("backups.never.detail")
                        : Text.count("backups.count", own.size(), Format.bytes(bytes)));
    }

    private void showKeep(BackupsModel.@Nullable Seen seen) {
        List<Backup> leaving = seen == null ? List.of() : seen.leaving();
        List<Backup> tooMany = seen == null ? List.of() : seen.tooMany();
        keepPreview.setText(
                leaving.isEmpty() ? Text.of("backups.keep.none") : Text.count("backups.keep.leaving", leaving.size()));
        keepPreview.setTooltip(leaving.isEmpty() ? null : new Tooltip(BackupWords.names(leaving)));
        Controls.show(backupsPrune, !tooMany.isEmpty());
        backupsPrune.setText(tooMany.isEmpty() ? "" : Text.count("backups.prune", tooMany.size()));
    }

    private void showLines() {
        BackupsModel.Seen seen = model.seen().get();
        if (seen == null) {
            return;
        }
        List<BackupsModel.Line> lines = seen.lines().stream()
                .filter(line -> line.own() || backupsOthers.isSelected())
                .toList();
        actions.show(lines);
        backupList.setPlaceholder(
                seen.look().state() == Manifest.State.UNREADABLE
                        ? new EmptyState(
                                Icons.WARNING,
                                Text.of("backups.unreadable"),
                                seen.folder().toString())
                        : new EmptyState(
                                Icons.BACKUPS,
                                Text.of("backups.none", model.workspace().name()),
                                Text.of("backups.none.text")));
    }

    private Instant now() {
        return tools.clock().now();
    }

    private ZoneId zone() {
        return tools.zone().getValue();
    }

    @Override
    public String id() {
        return "backups";
    }

    @Override
    public String title() {
        return Text.of("backups.title");
    }

    @Override
    public Icons icon() {
        return Icons.BACKUPS;
    }

    @Override
    public Node node() {
        return this;
    }

    @Override
    public void onShown() {
        model.refresh();
        aging = tools.jobs().every(Duration.seconds(5), () -> {
            if (!model.isBusy()) {
                model.refresh();
            }
        });
    }

    @Override
    public void onHidden() {
        Jobs.Repeated now = aging;
        aging = null;
        if (now != null) {
            now.stop();
        }
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.of("backupNow", Icons.BACKUPS, Text.of("backups.now"), null, () -> model.backUp(false))
                        .when(() -> !model.isBusy() && !model.workspace().db().isInMemory()),
                Command.of("refresh", Icons.REFRESH, Text.of("backups.refresh"), "F5", model::refresh),
                Command.of("backups.cancel", Icons.CANCEL, Text.of("backups.cancel"), "Esc", model::cancel)
                        .when(model::isBusy));
    }

    @Override
    public boolean mayClose() {
        return !model.isBusy()
                || tools.dialogs()
                        .confirm(Dialogs.Question.of(
                                Text.of("backups.ask.close.title"),
                                Text.of("backups.ask.close"),
                                Text.of("backups.ask.close.yes")));
    }

    @Override
    public void close() {
        onHidden();
        model.close();
    }
}
