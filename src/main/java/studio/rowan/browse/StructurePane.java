package studio.rowan.browse;

import java.util.List;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.db.Job;
import studio.rowan.kit.Command;
import studio.rowan.kit.Controls;
import studio.rowan.kit.EmptyState;
import studio.rowan.kit.Fxml;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Nav;
import studio.rowan.kit.Notice;
import studio.rowan.kit.NoticeBar;
import studio.rowan.kit.Panel;
import studio.rowan.kit.SqlEditor;
import studio.rowan.kit.Text;
import studio.rowan.schema.Schema;
import studio.rowan.schema.SchemaObject;
import studio.rowan.schema.Table;
import studio.rowan.schema.Workspace;

/// What an object is made of: columns, keys, indexes, triggers, and the statements that made it.
public final class StructurePane extends VBox implements Panel {
    private static final int MOST_LINES = 40;

    private final Workspace workspace;
    private final String name;
    private final Nav nav;
    private final Jobs jobs;
    private final Workspace.Listener listener = this::changed;
    private @Nullable Job<?> reading;
    private @Nullable SchemaObject object;
    private boolean embedded;
    private boolean stale = true;
    private boolean shown;

    @FXML
    @SuppressWarnings("NullAway.Init")
    private NoticeBar notices;

    @FXML
    @SuppressWarnings("NullAway.Init")
    private ScrollPane scroll;

    @FXML
    @SuppressWarnings("NullAway.Init")
    private VBox page;

    @FXML
    @SuppressWarnings("NullAway.Init")
    private HBox head;

    /// @param name of a table, view, virtual table, index or trigger
    public StructurePane(Workspace workspace, String name, Nav nav, Jobs jobs) {
        this.workspace = workspace;
        this.name = name;
        this.nav = nav;
        this.jobs = jobs;
        Fxml.load(this);
        setId("structure");
        object = find().orElse(null);
        workspace.addListener(listener);
    }

    /// Stands in the tab of the rows itself: no button leads there.
    void embed() {
        embedded = true;
    }

    private Optional<SchemaObject> find() {
        Schema schema = workspace.schema();
        return schema.relation(name)
                .or(() -> schema.objects().stream()
                        .filter(o -> o.name().equalsIgnoreCase(name))
                        .findFirst());
    }

    /// Told on a lane's thread.
    private void changed(boolean outside, boolean schemaChanged) {
        if (schemaChanged) {
            jobs.ui(() -> {
                stale = true;
                if (shown) {
                    read();
                }
            });
        }
    }

    private void read() {
        stale = false;
        Job<?> before = reading;
        if (before != null) {
            before.cancel();
        }
        SchemaObject found = find().orElse(null);
        object = found;
        nav.changed(this);
        if (found == null) {
            page.getChildren()
                    .setAll(new EmptyState(
                            Icons.STRUCTURE, Text.of("structure.gone", name), Text.of("structure.gone.text")));
            return;
        }
        // Of an index, its table's structure says what its parts are.
        String relation = found.kind().isRelation() ? found.name() : found.table();
        Optional<SchemaObject> owner = workspace.schema().relation(relation);
        if (owner.isEmpty()) {
            show(found, null);
            return;
        }
        reading = jobs.run(workspace.table(owner.get()), table -> show(found, table), error -> failed(found, error));
    }

    private void failed(SchemaObject found, DbError error) {
        if (!(error instanceof DbError.Cancelled)) {
            show(found, null);
            notices.show(Notice.of(error));
        }
    }

    private void show(SchemaObject found, @Nullable Table table) {
        notices.clear();
        fillHead(found);
        StructureSectionsView sections = new StructureSectionsView(workspace.schema(), nav);
        page.getChildren().setAll(head);
        if (table != null) {
            page.getChildren()
                    .addAll(
                            switch (found.kind()) {
                                case TABLE, VIEW, FULL_TEXT, VIRTUAL, SHADOW, SYSTEM -> sections.relation(table);
                                case INDEX ->
                                    table.indexes().stream()
                                            .filter(index -> index.name().equalsIgnoreCase(found.name()))
                                            .findFirst()
                                            .map(index -> List.<Node>of(sections.parts(index)))
                                            .orElse(List.of());
                                case TRIGGER -> List.of();
                            });
        }
        String ddl = Ddl.of(workspace.schema(), found);
        if (!ddl.isEmpty()) {
            page.getChildren().add(ddl(ddl));
        }
        scroll.setVvalue(0);
    }

    private void fillHead(SchemaObject found) {
        Label title = new Label(found.name(), icon(found.kind()).node("muted"));
        title.setId("structureTitle");
        title.getStyleClass().add("page-title");
        head.getChildren().setAll(title, Controls.badge(Text.of("structure.kind." + found.kind())));
        if (found.withoutRowid()) {
            head.getChildren().add(Controls.badge("WITHOUT ROWID"));
        }
        if (found.strict()) {
            head.getChildren().add(Controls.badge("STRICT"));
        }
        if (found.kind() == SchemaObject.Kind.TRIGGER && found.sql() != null) {
            head.getChildren().add(Controls.badge(Ddl.event(found.sql())));
        }
        head.getChildren().add(Controls.spacer());
        if (found.kind().isRelation() && !embedded) {
            head.getChildren()
                    .add(Controls.button(
                            "structureBrowse",
                            Icons.TABLE,
                            Text.of("structure.browse"),
                            () -> nav.openTable(found.name())));
        } else if (!found.kind().isRelation()) {
            head.getChildren()
                    .add(Controls.button(
                            "structureTable",
                            Icons.STRUCTURE,
                            Text.of("structure.ofTable", found.table()),
                            () -> nav.openStructure(found.table())));
        }
    }

    private Node ddl(String text) {
        SqlEditor editor = SqlEditor.readOnly(text);
        editor.setId("structureSql");
        // One line is about 1.6 em; a long script scrolls inside its frame.
        long lines = Math.clamp(text.lines().count() + 1, 3, MOST_LINES);
        editor.setStyle("-fx-pref-height: " + lines * 1.55 + "em;");
        HBox title = new HBox(
                StructureSectionsView.heading(Text.of("structure.sql")),
                Controls.spacer(),
                Controls.button("structureCopySql", Icons.COPY, Text.of("structure.copySql"), () -> copy(text)),
                Controls.button("structureOpenSql", Icons.SQL, Text.of("structure.openSql"), () -> nav.openSql(text)));
        title.getStyleClass().add("structure-head");
        StackPane frame = new StackPane(editor);
        frame.getStyleClass().add("structure-frame");
        VBox section = new VBox(title, frame);
        section.getStyleClass().add("structure-section");
        return section;
    }

    private static void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    private static Icons icon(SchemaObject.Kind kind) {
        return switch (kind) {
            case TABLE, SHADOW -> Icons.TABLE;
            case VIEW -> Icons.VIEW;
            case FULL_TEXT -> Icons.FULL_TEXT;
            case VIRTUAL -> Icons.VIRTUAL;
            case SYSTEM -> Icons.SYSTEM;
            case INDEX -> Icons.INDEX;
            case TRIGGER -> Icons.TRIGGER;
        };
    }

    // ---- Panel ----

    @Override
    public String id() {
        return "structure:" + name;
    }

    @Override
    public String title() {
        return Text.of("structure.tab", name);
    }

    @Override
    public Icons icon() {
        return Icons.STRUCTURE;
    }

    @Override
    public Node node() {
        return this;
    }

    @Override
    public void onShown() {
        shown = true;
        if (stale) {
            read();
        }
    }

    @Override
    public void onHidden() {
        shown = false;
    }

    @Override
    public List<Command> commands() {
        SchemaObject found = object;
        return List.of(
                Command.of("refresh", Icons.REFRESH, Text.of("structure.refresh"), "F5", this::read),
                Command.of("structureBrowse", Icons.TABLE, Text.of("structure.browse"), null, () -> nav.openTable(name))
                        .when(() -> found != null && found.kind().isRelation()));
    }

    @Override
    public void close() {
        workspace.removeListener(listener);
        Job<?> job = reading;
        if (job != null) {
            job.cancel();
        }
    }
}
