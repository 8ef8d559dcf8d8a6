package studio.rowan.migrations;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Font;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.Clock;
import studio.rowan.db.DbFiles;
import studio.rowan.kit.Command;
import studio.rowan.kit.Dialogs;
import studio.rowan.kit.Focus;
import studio.rowan.kit.Fxml;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Panel;
import studio.rowan.kit.RunLine;
import studio.rowan.kit.Text;
import studio.rowan.migrate.Edited;
import studio.rowan.migrate.Migration;
import studio.rowan.migrate.Migrator;
import studio.rowan.migrate.Places;
import studio.rowan.migrate.Rehearsal;
import studio.rowan.migrate.Repair;
import studio.rowan.migrate.RunLog;
import studio.rowan.migrate.Stop;
import studio.rowan.schema.Schema;
import studio.rowan.schema.Workspace;
import studio.rowan.vault.Backup;
import studio.rowan.vault.BackupChoices;
import studio.rowan.vault.Backups;

/// The page of migrations: what ran, what is to be run, and the way there and back. Another capability joins by one
/// line of [#more], a model of its own on [Deeds] and a view of its own on the [StageView].
public final class MigrationsPane extends BorderPane implements Panel, RunView.Actions, RehearsalView.Actions {
    /// What the page works with.
    /// @param zone in which moments are shown
    /// @param isSample whether a database is one of the sample's, whose scripts come with the program
    /// @param clones where copies for rehearsals lie
    public record Tools(
            Jobs jobs,
            Dialogs dialogs,
            DbFiles files,
            Clock clock,
            BackupChoices choices,
            Places places,
            ObservableValue<ZoneId> zone,
            Predicate<Schema> isSample,
            Path clones,
            Consumer<Path> reveal) {}

    private static final double WITH_REPORT = 0.3;

    private final Deeds deeds;
    private final MigrationsModel looking;
    private final Dialogs dialogs;
    private final Jobs jobs;
    private final Nav nav;
    private final MigrationTableView table;
    private final DetailView detail;
    private final StageView stage;
    private final SplitPane split = new SplitPane();
    private final MigrationsMoreView more = new MigrationsMoreView();
    private final DraftsView drafts;
    private boolean shown;

    public MigrationsPane(Workspace workspace, Nav nav, Tools tools) {
        this.deeds = Deeds.of(workspace, tools);
        this.looking = deeds.looking();
        this.dialogs = tools.dialogs();
        this.jobs = tools.jobs();
        this.nav = nav;
        this.table = new MigrationTableView(tools.zone());
        this.detail = new DetailView(this, new RehearsalView(deeds.rehearsal(), this));
        this.stage = new StageView(detail);
        this.drafts = new DraftsView(
                deeds,
                stage,
                dialogs,
                backup -> returnTo(backup, deeds.keeping().backups().file(backup)));
        getStyleClass().add("migrations");
        Fxml.style(this);
        more();
        build(new FolderMenuView(looking, dialogs, tools.reveal()));
        follow();
        deeds.drafting().unsaved().subscribe((_, _) -> nav.changed(this));
        looking.open();
    }

    /// What stands in the menu "More", in its order: what is written and compared, the history, the folder.
    private void more() {
        WhyNotModel whyNot = new WhyNotModel(looking);
        List<Command> drafting = drafts.commands(table.getSelectionModel().selectedItemProperty());
        more.add(drafting.get(0), whyNot::noFolder);
        more.add(drafting.get(1), whyNot::nothingThere);
        more.add(drafting.get(2), () -> whyNot.undo(table.getSelectionModel().getSelectedItem()));
        more.divide();
        more.add(
                Command.of(
                                "migrations.validate",
                                Icons.CHECK,
                                Text.of("migrations.validate"),
                                null,
                                deeds.comparing()::validate)
                        .when(deeds.comparing()::isValidatable),
                whyNot::noFolder);
        more.add(
                Command.of("migrations.repair", Icons.TOOL, Text.of("migrations.repair"), null, this::repair)
                        .when(deeds.comparing()::isRepairable),
                whyNot::repair);
        more.add(drafting.get(3), whyNot::enter);
        more.divide();
        more.add(
                Command.of("migrations.convert", Icons.FOLLOW, Text.of("migrations.convert"), null, this::convert)
                        .when(deeds.converting().usable()::get),
                whyNot::convert);
        more.add(
                Command.of("migrations.settings", Icons.SETTINGS, Text.of("migrations.settings"), null, this::settings)
                        .when(deeds.settling()::isUsable),
                whyNot::settings);
    }

    private void settings() {
        stage.show(
                new SettingsView(deeds.settling(), dialogs, stage::back, this::settings),
                Text.of("migrations.settings.title"));
    }

    /// Says what it changes, before it does.
    private void repair() {
        List<Repair.Change> changes = deeds.comparing().changes();
        if (dialogs.confirm(Dialogs.Question.of(
                        Text.of("migrations.repair.title"),
                        Backups.promised(looking.workspace().db(), Text.of("migrations.repair.ask")),
                        Text.of("migrations.repair.yes"))
                .detail(HistoryModel.lines(changes)))) {
            deeds.comparing().repair();
        }
    }

    /// Joins what the sample can do beside its migrations.
    public MigrationsPane with(SampleWork work) {
        SampleModel sample = new SampleModel(looking, deeds.keeping(), work);
        SampleQuestions questions = new SampleQuestions(looking, sample, dialogs);
        WhyNotModel whyNot = new WhyNotModel(looking);
        more.divide();
        more.add(
                Command.of("migrations.seed", Icons.PLUS, Text.of("migrations.seed"), null, questions::seed)
                        .when(sample::maySeed),
                () -> sample.isItsOwn() ? whyNot.write() : "");
        more.add(
                Command.of(
                                "migrations.reset",
                                Icons.REVERT,
                                Text.of("migrations.reset"),
                                null,
                                () -> questions.reset(this::returnTo))
                        .when(sample::mayReset),
                () -> sample.isItsOwn() ? whyNot.write() : "");
        return this;
    }

    /// What became of a script that is not what ran: the selected one, or the first.
    private void showChange() {
        Migration selected = table.getSelectionModel().getSelectedItem();
        looking.edited().get().stream()
                .map(Edited::migration)
                .min(Comparator.comparing(migration -> !migration.equals(selected)))
                .ifPresent(migration -> {
                    stage.back();
                    table.select(migration);
                    detail.bringEdited();
                });
    }

    private void convert() {
        deeds.converting().open();
        stage.show(new ConvertView(deeds.converting(), dialogs, stage::back), Text.of("migrations.convert.stage"));
    }

    private void build(FolderMenuView folder) {
        RunLine line = new RunLine("progress", "cancelMigration", Text.of("migrations.cancel"));
        line.setId("progressBar");
        line.follow(looking.runs());
        NoticeBar notice = new NoticeBar();
        notice.setId("notice");
        notice.follow(looking.runs().notice());
        MigrationsBarView bar = new MigrationsBarView(deeds, dialogs, folder, more);
        bar.font().subscribe(this::fit);
        widthProperty().subscribe(_ -> fit(bar.font().getValue()));
        setTop(new VBox(
                bar,
                line,
                new StandingView(
                        looking,
                        deeds.baseline(),
                        dialogs,
                        new StandingView.Ways(this::convert, this::settings, this::repair, this::showChange)),
                drafts.waiting(),
                notice));
        split.getItems().setAll(table, stage);
        split.setId("split");
        split.setOrientation(Orientation.VERTICAL);
        split.setDividerPositions(0.45);
        stage.takeRoom(split);
        stage.occupied().subscribe(_ -> table.showSelected());
        setCenter(new MigrationsBodyView(looking, split, stage.occupied(), folder::choose));
    }

    private void fit(Font font) {
        table.fit(font.getSize(), getWidth() / font.getSize());
    }

    private void follow() {
        table.getSelectionModel().selectedItemProperty().subscribe(_ -> showScript());
        looking.history().subscribe(history -> {
            table.show(history);
            showScript();
            if (history != null) {
                detail.showNotRun(history.scripts());
            }
        });
        looking.result().subscribe((Migrator.@Nullable Result result) -> {
            stage.back();
            detail.showRun(result);
        });
        deeds.rehearsal().report().subscribe(report -> {
            stage.back();
            detail.showRehearsal(report != null);
            // A report is longer than a script's first lines: it gets more room, once.
            if (report != null && split.getDividerPositions()[0] > WITH_REPORT) {
                split.setDividerPositions(WITH_REPORT);
                table.showSelected();
            }
        });
    }

    private void showScript() {
        detail.showScript(
                table.getSelectionModel().getSelectedItem(),
                looking.history().get(),
                looking.readings().get());
        Migration selected = table.getSelectionModel().getSelectedItem();
        detail.showEdited(looking.edited().get().stream()
                .filter(edited -> edited.migration().equals(selected))
                .findFirst()
                .orElse(null));
    }

    // ---- after a run ----

    @Override
    public void returnTo(Backups.Made made) {
        returnTo(made.backup(), made.file());
    }

    private void returnTo(Backup backup, Path file) {
        if (dialogs.confirm(Dialogs.Question.of(
                        Text.of("migrations.return.title"),
                        Text.of("migrations.return.ask", looking.workspace().name(), table.moment(backup.time())),
                        Text.of("migrations.return.yes"))
                .dangerous())) {
            deeds.returning().returnTo(backup, file);
        }
    }

    @Override
    public String logOf(Migrator.Result result) {
        return RunLog.of(looking.workspace().file(), result, looking.readings().get(), table.zone());
    }

    @Override
    public void openCopy() {
        Rehearsal.Report report = deeds.rehearsal().report().get();
        if (report != null) {
            deeds.rehearsal().opened();
            nav.openFile(report.copy().file(), true);
        }
    }

    @Override
    public void apply() {
        deeds.applying().applyRehearsed();
    }

    @Override
    public void agree(Stop.ReliesOnCascades stop) {
        deeds.applying().agree(stop);
    }

    @Override
    public void showPlace(Stop.Failed stop) {
        table.select(stop.migration());
        detail.showPlace(stop);
    }

    // ---- the tab ----

    @Override
    public String id() {
        return "migrations";
    }

    @Override
    public String title() {
        return Text.of("migrations.title") + (deeds.drafting().unsaved().get().isEmpty() ? "" : " •");
    }

    @Override
    public Icons icon() {
        return Icons.MIGRATIONS;
    }

    @Override
    public Node node() {
        return this;
    }

    @Override
    public void onShown() {
        looking.refresh();
        Node owner = getScene() == null ? null : getScene().getFocusOwner();
        boolean within =
                Stream.iterate(owner, Objects::nonNull, Node::getParent).anyMatch(node -> node == this);
        // A window gives the keyboard to the first button of what it is handed, which is nobody's wish.
        if (!within || !shown) {
            shown = true;
            Focus.give(stage.occupied().getValue() ? stage.leave() : table, jobs, () -> {});
        }
    }

    @Override
    public List<Command> commands() {
        List<Command> commands = new ArrayList<>(List.of(
                Command.of("refresh", Icons.REFRESH, Text.of("migrations.refresh"), "F5", looking::refresh),
                Command.of(
                                "migrations.rehearse",
                                Icons.SHIELD,
                                Text.of("migrations.rehearse.none"),
                                null,
                                deeds.rehearsal()::rehearse)
                        .when(deeds.rehearsal().usable()::get),
                Command.of(
                                "migrations.runNext",
                                Icons.PLAY,
                                Text.of("migrations.runNext"),
                                null,
                                () -> deeds.applying().run(1))
                        .when(deeds.applying().usable()::get),
                Command.of(
                                "migrations.runAll",
                                Icons.PLAY_ALL,
                                Text.of("migrations.runAll.none"),
                                null,
                                () -> deeds.applying().run(Migrator.Request.ALL))
                        .when(deeds.applying().usable()::get)));
        commands.addAll(more.commands());
        return commands;
    }

    /// Drafts that were not saved come back at the next start.
    @Override
    public String state() {
        return DraftState.write(deeds.drafting().written());
    }

    @Override
    public void restore(String state) {
        deeds.drafting().restore(DraftState.read(state));
    }

    @Override
    public boolean mayClose() {
        return !looking.runs().running().get()
                || dialogs.confirm(Dialogs.Question.of(
                        Text.of("migrations.close.title"),
                        Text.of("migrations.close"),
                        Text.of("migrations.close.yes")));
    }

    @Override
    public void close() {
        deeds.close();
    }
}
