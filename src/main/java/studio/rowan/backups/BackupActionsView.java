package studio.rowan.backups;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.FileDialogs;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Notice;
import studio.rowan.kit.Text;
import studio.rowan.vault.Backup;
import studio.rowan.vault.Backups;
import studio.rowan.vault.Manifest;

/// What can be done with the backups of the list: by button, menu and key, with the questions before.
final class BackupActionsView implements BackupCell.Actions {
    private final BackupsModel model;
    private final Nav nav;
    private final BackupsPane.Tools tools;
    private final ListView<BackupsModel.Line> list;

    BackupActionsView(BackupsModel model, Nav nav, BackupsPane.Tools tools, ListView<BackupsModel.Line> list) {
        this.model = model;
        this.nav = nav;
        this.tools = tools;
        this.list = list;
        list.setOnKeyPressed(event -> {
            BackupsModel.Line line = list.getSelectionModel().getSelectedItem();
            if (line != null && event.getCode() == KeyCode.ENTER) {
                open(line);
                event.consume();
            } else if (line != null && event.getCode() == KeyCode.DELETE) {
                delete(line.backup());
                event.consume();
            }
        });
        list.setOnContextMenuRequested(event -> {
            BackupsModel.Line line = list.getSelectionModel().getSelectedItem();
            if (line != null) {
                menu(line).show(list.getScene().getWindow(), event.getScreenX(), event.getScreenY());
                event.consume();
            }
        });
    }

    /// Shows these; what is selected stays so.
    void show(List<BackupsModel.Line> lines) {
        BackupsModel.Line selected = list.getSelectionModel().getSelectedItem();
        if (list.getItems().equals(lines)) {
            list.refresh(); // the ages
            return;
        }
        list.getItems().setAll(lines);
        if (selected != null) {
            lines.stream()
                    .filter(line ->
                            line.backup().file().equals(selected.backup().file()))
                    .findFirst()
                    .ifPresent(list.getSelectionModel()::select);
        }
    }

    void refreshCells() {
        list.refresh();
    }

    @Override
    public Instant now() {
        return tools.clock().now();
    }

    @Override
    public ZoneId zone() {
        return tools.zone().getValue();
    }

    @Override
    public boolean mayRestore() {
        return model.isWritable() && !model.isBusy();
    }

    @Override
    public void open(BackupsModel.Line line) {
        nav.openFile(model.file(line.backup()), true);
    }

    @Override
    public void restore(BackupsModel.Line line) {
        if (mayRestore()) {
            model.compare(line.backup(), losses -> {
                if (tools.dialogs()
                        .confirm(BackupWords.restore(line, model.workspace().name(), losses, now(), zone()))) {
                    model.restore(
                            model.file(line.backup()),
                            BackupWords.moment(line.backup().time(), zone()));
                }
            });
        }
    }

    private void restoreTo(Backup backup) {
        Path target = tools.dialogs()
                .files()
                .saveFile(
                        Text.of("backups.newFile.choose"),
                        model.workspace().file().getParent(),
                        Text.of("backups.newFile.name", backup.file().replaceFirst("\\.db$", "")),
                        new FileDialogs.Filter(Text.of("backups.newFile.databases"), List.of("*.db", "*.sqlite")));
        if (target != null) {
            model.restoreTo(model.file(backup), target, file -> nav.openFile(file, false));
        }
    }

    private void delete(Backup backup) {
        BackupsModel.Seen seen = model.seen().get();
        boolean last = backup.verified()
                && seen != null
                && seen.lines().stream()
                                .filter(line -> line.own() && line.backup().verified())
                                .count()
                        == 1;
        if (!model.isBusy() && tools.dialogs().confirm(BackupWords.delete(backup, last, zone()))) {
            model.delete(backup);
        }
    }

    /// What is beyond the number to keep goes, after each name was shown.
    void prune() {
        BackupsModel.Seen seen = model.seen().get();
        if (seen != null
                && !seen.tooMany().isEmpty()
                && tools.dialogs()
                        .confirm(BackupWords.prune(
                                seen.tooMany(), model.choices().keep()))) {
            model.prune(seen.tooMany());
        }
    }

    void openFolder() {
        model.standing(tools.reveal());
    }

    void chooseFolder() {
        model.standing(now -> {
            Path chosen = tools.dialogs().files().chooseFolder(Text.of("backups.folder.choose"), now);
            if (chosen != null) {
                model.folder(chosen);
            }
        });
    }

    /// What a person should know of the list of backups itself; null where all is well.
    @Nullable
    Notice folderNotice(BackupsModel.Seen seen) {
        Backups.Look look = seen.look();
        int strays = look.strays().size();
        Notice notice = switch (look.state()) {
            case DAMAGED ->
                Notice.warning(Text.of("backups.list.damaged", Manifest.FILE_NAME))
                        .next(Text.of("backups.list.damaged.next"));
            case UNREADABLE ->
                Notice.error(Text.of("backups.list.unreadable", Manifest.FILE_NAME))
                        .next(Text.of("backups.list.unreadable.next"));
            case MISSING -> strays == 0 ? null : Notice.warning(Text.count("backups.list.missing", strays));
            case FINE -> strays == 0 ? null : Notice.warning(Text.count("backups.list.strays", strays));
        };
        if (notice == null || strays == 0) {
            return notice;
        }
        return notice.next((notice.nextStep() + " " + Text.count("backups.list.adopt.next", strays)).strip())
                .details(String.join(
                        "\n", look.strays().stream().map(Path::toString).toList()))
                .action("backupsAdopt", Text.of("backups.list.adopt"), () -> model.adopt(look.strays()));
    }

    // ---- menu ----

    @Override
    public void more(Button below, BackupsModel.Line line) {
        menu(line).show(below, Side.BOTTOM, 0, 0);
    }

    private ContextMenu menu(BackupsModel.Line line) {
        Backup backup = line.backup();
        boolean idle = !model.isBusy();
        List<MenuItem> items = new ArrayList<>();
        items.add(item("backupMenuOpen", Icons.EYE, "backups.open", true, () -> open(line)));
        items.add(item("backupMenuFolder", Icons.FOLDER, "backups.folder.open", true, this::openFolder));
        items.add(new SeparatorMenuItem());
        items.add(item("backupMenuRestore", Icons.REVERT, "backups.restore", mayRestore(), () -> restore(line)));
        items.add(item("backupMenuNewFile", Icons.FILE_NEW, "backups.restoreTo", idle, () -> restoreTo(backup)));
        items.add(new SeparatorMenuItem());
        items.add(item("backupMenuVerify", Icons.SHIELD, "backups.verify", idle, () -> model.verify(backup)));
        items.add(item(
                "backupMenuPin",
                Icons.PIN,
                backup.pinned() ? "backups.unpin" : "backups.pin",
                idle,
                () -> model.pin(backup, !backup.pinned())));
        items.add(new SeparatorMenuItem());
        items.add(item("backupMenuDelete", Icons.DELETE, "backups.delete", idle, () -> delete(backup)));
        ContextMenu menu = new ContextMenu(items.toArray(MenuItem[]::new));
        menu.setAutoHide(true);
        return menu;
    }

    private static MenuItem item(String id, Icons icon, String key, boolean enabled, Runnable action) {
        MenuItem item = new MenuItem(Text.of(key), icon.node());
        item.setId(id);
        item.setDisable(!enabled);
        item.setOnAction(_ -> action.run());
        return item;
    }
}
