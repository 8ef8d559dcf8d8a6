package studio.rowan.migrations;

import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.kit.Controls;
import studio.rowan.kit.SqlEditor;
import studio.rowan.kit.Text;
import studio.rowan.migrate.Edited;
import studio.rowan.migrate.Guard;
import studio.rowan.migrate.History;
import studio.rowan.migrate.Migration;
import studio.rowan.migrate.Migrator;
import studio.rowan.migrate.Script;
import studio.rowan.migrate.Scripts;
import studio.rowan.migrate.Stop;

/// Below the migrations: the script of the selected one, how the last run went, or what is never run.
final class DetailView extends BorderPane {
    private final SqlEditor script = SqlEditor.readOnly("");
    private final Label name = new Label();
    private final RunView run;
    private final RehearsalView rehearsal;
    private final FindingsView findings = new FindingsView();
    private final EditedView edited = new EditedView();
    private final ListView<Scripts.NotRun> notRun = new ListView<>();
    private final ToggleGroup views = new ToggleGroup();
    private final ToggleButton scriptView = view("showScript", "migrations.view.script");
    private final ToggleButton editedView = view("showEdited", "migrations.edited");
    private final ToggleButton runView = view("showRun", "migrations.view.run");
    private final ToggleButton rehearsalView = view("showRehearsal", "migrations.view.rehearsal");
    private final ToggleButton notRunView = view("showNotRun", "migrations.view.notRun");

    DetailView(RunView.Actions actions, RehearsalView rehearsal) {
        this.run = new RunView(actions);
        this.rehearsal = rehearsal;
        script.setId("migrationScript");
        name.setId("scriptName");
        name.getStyleClass().add("faint");
        notRun.setId("notRunList");
        notRun.getStyleClass().add("plain");
        notRun.setCellFactory(_ -> new NotRunCell());
        notRun.setAccessibleText(Text.of("migrations.view.notRun"));
        FlowPane bar = new FlowPane(
                Controls.segments(views, scriptView, editedView, rehearsalView, runView, notRunView), name);
        bar.getStyleClass().add("lower-bar");
        notRunView.setVisible(false);
        notRunView.setManaged(false);
        setTop(bar);
        BorderPane read = new BorderPane(script);
        read.setTop(findings);
        setCenter(new StackPane(read, edited, rehearsal, run, notRun));
        views.selectedToggleProperty().subscribe(now -> {
            read.setVisible(now == scriptView);
            edited.setVisible(now == editedView);
            rehearsal.setVisible(now == rehearsalView);
            name.setVisible(now == scriptView);
            name.setManaged(now == scriptView);
            run.setVisible(now == runView);
            notRun.setVisible(now == notRunView);
        });
    }

    private static ToggleButton view(String id, String key) {
        ToggleButton button = new ToggleButton(Text.of(key));
        button.setId(id);
        return button;
    }

    /// Shows what differs from what ran; null where nothing does.
    void showEdited(@Nullable Edited now) {
        edited.show(now);
        editedView.setVisible(now != null);
        editedView.setManaged(now != null);
        if (now == null && views.getSelectedToggle() == editedView) {
            views.selectToggle(scriptView);
        }
    }

    /// Brings that to the front.
    void bringEdited() {
        if (editedView.isVisible()) {
            views.selectToggle(editedView);
        }
    }

    void showNotRun(Scripts scripts) {
        notRun.getItems().setAll(scripts.notRun());
        notRunView.setText(
                Text.of("migrations.view.notRunCount", scripts.notRun().size()));
        notRunView.setVisible(!scripts.notRun().isEmpty());
        notRunView.setManaged(!scripts.notRun().isEmpty());
        if (scripts.notRun().isEmpty() && views.getSelectedToggle() == notRunView) {
            views.selectToggle(scriptView);
        }
    }

    /// Brings how the run went to the front.
    void showRun(Migrator.@Nullable Result result) {
        run.show(result);
        views.selectToggle(result == null ? scriptView : runView);
    }

    /// Brings the rehearsal to the front, or what was there before.
    void showRehearsal(boolean there) {
        views.selectToggle(there ? rehearsalView : scriptView);
    }

    void showScript(@Nullable Migration migration, @Nullable History history, List<Guard.Reading> readings) {
        Script found = migration == null || history == null
                ? null
                : history.scripts().find(migration.script()).orElse(null);
        String text = found == null || history == null ? "" : history.scripts().shown(found);
        if (!script.getText().equals(text)) {
            script.setText(text);
        }
        script.clearError();
        findings.show(readings.stream()
                .filter(reading -> reading.script().equals(found))
                .flatMap(reading -> reading.findings().stream())
                .toList());
        name.setText(migration == null ? "" : name(migration, found));
    }

    private static String name(Migration migration, @Nullable Script found) {
        if (found == null) {
            return migration.script().isEmpty() ? "" : Text.of("migrations.script.gone", migration.script());
        }
        if (!migration.installedBy().isEmpty()) {
            return Text.of(
                    "migrations.script.by",
                    migration.script(),
                    migration.type(),
                    String.valueOf(migration.checksum()),
                    migration.installedBy());
        }
        return migration.checksum() == null
                ? migration.script()
                : Text.of(
                        "migrations.script",
                        migration.script(),
                        migration.type(),
                        String.valueOf(migration.checksum()));
    }

    /// Marks in the script, which is the selected one's, where it failed.
    void showPlace(Stop.Failed stop) {
        views.selectToggle(scriptView);
        String statement = stop.statement();
        int end = stop.start() + (statement == null ? 0 : statement.length());
        if (stop.start() < 0 || end > script.getText().length()) {
            return;
        }
        int offset = stop.error() instanceof DbError.Syntax syntax ? Math.max(0, syntax.offset()) : 0;
        int start = stop.start() + offset;
        script.markError(start, end);
        script.moveTo(start);
    }
}
