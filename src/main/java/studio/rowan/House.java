package studio.rowan;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;
import studio.rowan.backups.AttendModel;
import studio.rowan.backups.BackupsPane;
import studio.rowan.blog.BlogPane;
import studio.rowan.blog.CommitList;
import studio.rowan.blog.Reset;
import studio.rowan.blog.Sample;
import studio.rowan.blog.Seed;
import studio.rowan.browse.BrowsePane;
import studio.rowan.browse.EditsModel;
import studio.rowan.browse.FileFindPane;
import studio.rowan.browse.InspectorPane;
import studio.rowan.browse.RelationsModel;
import studio.rowan.browse.StructurePane;
import studio.rowan.browse.ViolationsPane;
import studio.rowan.change.Changes;
import studio.rowan.change.Drafts;
import studio.rowan.change.Outcome;
import studio.rowan.console.ConsolePane;
import studio.rowan.console.History;
import studio.rowan.console.HistoryModel;
import studio.rowan.db.AppFolders;
import studio.rowan.db.Clock;
import studio.rowan.db.Db;
import studio.rowan.db.DbFiles;
import studio.rowan.health.HealthPane;
import studio.rowan.kit.Dialogs;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Panel;
import studio.rowan.kit.Text;
import studio.rowan.migrate.Places;
import studio.rowan.migrations.MigrationsPane;
import studio.rowan.migrations.SampleWork;
import studio.rowan.pragmas.PragmasPane;
import studio.rowan.relate.FileRelations;
import studio.rowan.relate.KeptRelations;
import studio.rowan.schema.Workspace;
import studio.rowan.search.FtsWorkbenchPane;
import studio.rowan.search.KeptWeights;
import studio.rowan.search.SearchPane;
import studio.rowan.search.SearchTools;
import studio.rowan.settings.SettingsModel;
import studio.rowan.settings.SettingsPane;
import studio.rowan.shell.PanelKind;
import studio.rowan.shell.Rooms;
import studio.rowan.shell.Sheets;
import studio.rowan.vault.BackupChoices;
import studio.rowan.vault.BackupSettings;

/// The rooms, as the window asks for them: the panels and tabs of an open file, and what those of one file share.
final class House implements Rooms {
    private final AppFolders folders;
    private final DbFiles files;
    private final Clock clock;
    private final Jobs jobs;
    private final Sheets sheets;
    private final SettingsModel settings;
    private final Dialogs dialogs;
    private final Consumer<Path> showFolder;
    private final BackupChoices backups;
    private final Places places;
    private final KeptRelations kept;
    private final KeptWeights weights;
    private final HistoryModel history;
    private final List<PanelKind> panels;
    private final Map<Workspace, EditsModel> edits = new HashMap<>();
    private final Map<Workspace, RelationsModel> relations = new HashMap<>();

    House(
            AppFolders folders,
            DbFiles files,
            Clock clock,
            Jobs jobs,
            Sheets sheets,
            SettingsModel settings,
            Dialogs dialogs,
            Consumer<Path> showFolder) {
        this.folders = folders;
        this.files = files;
        this.clock = clock;
        this.jobs = jobs;
        this.sheets = sheets;
        this.settings = settings;
        this.dialogs = dialogs;
        this.showFolder = showFolder;
        backups = new BackupChoices(folders.data(), BackupSettings.ofSystem());
        places = new Places(folders.data());
        kept = new KeptRelations(folders.data());
        weights = new KeptWeights(folders.data());
        history = new HistoryModel(new History(folders.data()), jobs, java.time.Clock.systemUTC());
        panels = panelKinds();
    }

    /// The panels of every open file, one line each.
    private List<PanelKind> panelKinds() {
        return List.of(
                new PanelKind(
                        BlogPane.ID,
                        Icons.EDIT,
                        Text.of("blog.title"),
                        true,
                        Sample::isBlog,
                        (file, nav) -> new BlogPane(
                                file,
                                nav,
                                new BlogPane.Tools(
                                        jobs, dialogs, clock::now, settings.zone(), commits(edits(file, nav))))),
                new PanelKind(
                        "migrations",
                        Icons.MIGRATIONS,
                        Text.of("migrations.title"),
                        (file, nav) -> new MigrationsPane(
                                        file,
                                        nav,
                                        new MigrationsPane.Tools(
                                                jobs,
                                                dialogs,
                                                files,
                                                clock,
                                                backups,
                                                places,
                                                settings.zone(),
                                                Sample::isSample,
                                                folders.clones(),
                                                showFolder))
                                .with(sampleWork())),
                new PanelKind(
                        SearchPane.ID,
                        Icons.SEARCH,
                        Text.of("search.title"),
                        (file, nav) -> new SearchPane(file, new FileRelations(file, kept), weights, nav, jobs)
                                .with(searchTools())),
                new PanelKind(
                        FileFindPane.ID,
                        Icons.TEXT,
                        Text.of("browse.fileFind.title"),
                        (file, nav) -> new FileFindPane(file, nav, jobs)),
                new PanelKind(
                        FtsWorkbenchPane.ID,
                        Icons.FULL_TEXT,
                        Text.of("search.care.title"),
                        (file, nav) -> new FtsWorkbenchPane(file, searchTools())),
                new PanelKind(
                        "health",
                        Icons.HEALTH,
                        Text.of("health.title"),
                        (file, nav) -> new HealthPane(file, nav, jobs, clock, settings.zone())),
                new PanelKind(
                        "pragmas",
                        Icons.PRAGMAS,
                        Text.of("pragmas.title"),
                        (file, nav) -> new PragmasPane(file, nav, jobs)),
                new PanelKind(
                        "backups",
                        Icons.BACKUPS,
                        Text.of("backups.title"),
                        (file, nav) -> new BackupsPane(
                                file,
                                nav,
                                new BackupsPane.Tools(
                                        jobs, dialogs, files, clock, backups, settings.zone(), showFolder))),
                new PanelKind(
                        ViolationsPane.ID,
                        Icons.LINK,
                        Text.of("browse.violations.title"),
                        false,
                        (file, nav) -> new ViolationsPane(file, nav, jobs, edits(file, nav), relations(file, nav))));
    }

    private SampleWork sampleWork() {
        return new SampleWork(
                (file, schema) -> Sample.isBlog(schema) || file.startsWith(folders.data()),
                Sample::isBlog,
                (db, kept, keeping) -> new Reset(files, clock, Db.Options.defaults()).start(db, kept, keeping),
                (db, posts) -> db.aside(
                        Text.of("cli.seed.job"),
                        job -> job.follow(new Seed(clock.now().toEpochMilli(), clock.now())
                                        .start(Text.of("cli.seed.job"), db, posts))
                                .rows()));
    }

    private SearchTools searchTools() {
        return new SearchTools(jobs, dialogs, files, clock, backups, places, Sample::isSample, folders.clones());
    }

    @Override
    public Panel table(Workspace workspace, Nav nav, String name, String where) {
        return new BrowsePane(workspace, name, where, nav, jobs, dialogs, files, edits(workspace, nav))
                .in(settings.zone())
                .relating(relations(workspace, nav));
    }

    private RelationsModel relations(Workspace workspace, Nav nav) {
        return relations.computeIfAbsent(
                workspace, _ -> new RelationsModel(workspace, new FileRelations(workspace, kept), nav, jobs));
    }

    private EditsModel edits(Workspace workspace, Nav nav) {
        return edits.computeIfAbsent(
                workspace,
                _ -> new EditsModel(
                        workspace,
                        nav,
                        jobs,
                        dialogs,
                        new Drafts(folders.data().resolve("drafts"), workspace.file()),
                        clock::now));
    }

    /// What the blog writes is undone like what is committed in a table.
    private static CommitList commits(EditsModel edits) {
        return new CommitList() {
            @Override
            public void made(Changes changes, Outcome.Done done) {
                edits.made(changes, done);
            }

            @Override
            public boolean takeBack(Outcome.Done done) {
                return edits.takeBack(done);
            }
        };
    }

    @Override
    public boolean mayClose(Workspace workspace, Runnable again) {
        EditsModel staged = edits.get(workspace);
        return staged == null || staged.mayClose(again);
    }

    @Override
    public Panel structure(Workspace workspace, Nav nav, String name) {
        return new StructurePane(workspace, name, nav, jobs);
    }

    @Override
    public Panel sql(Workspace workspace, Nav nav, int number, String text) {
        return new ConsolePane(workspace, jobs, dialogs, nav, history, number, text);
    }

    @Override
    public List<PanelKind> panels() {
        return panels;
    }

    @Override
    public Runnable attend(Workspace workspace, Nav nav) {
        EditsModel staged = edits(workspace, nav);
        RelationsModel related = relations(workspace, nav);
        Runnable endBackups = new AttendModel(workspace, nav, jobs, clock).begin(backups, files);
        return () -> {
            endBackups.run();
            edits.remove(workspace);
            relations.remove(workspace);
            related.close();
            staged.close();
        };
    }

    @Override
    public Inspector inspector() {
        InspectorPane pane = new InspectorPane(jobs, dialogs, files, settings.zone());
        return new Inspector() {
            @Override
            public Node node() {
                return pane;
            }

            @Override
            public void show(Nav.@Nullable Inspected row) {
                pane.show(row);
            }
        };
    }

    @Override
    public Path sample() {
        return Sample.ensure(folders.data(), files, clock);
    }

    @Override
    public void settings() {
        sheets.show(
                "settingsDialog",
                Text.of("shell.command.settings"),
                () -> new SettingsPane(settings, clock.now()),
                36,
                24);
    }
}
