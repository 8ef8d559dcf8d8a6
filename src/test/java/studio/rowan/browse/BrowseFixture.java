package studio.rowan.browse;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.testfx.api.FxRobot;
import studio.rowan.TestDb;
import studio.rowan.change.Drafts;
import studio.rowan.db.DbFiles;
import studio.rowan.kit.AnsweringDialogs;
import studio.rowan.kit.Command;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Panel;
import studio.rowan.kit.Theme;

/// A window with pages over one real database, and what they say to the rest of the program.
final class BrowseFixture {
    final AnsweringDialogs dialogs = new AnsweringDialogs();
    final Jobs jobs;
    final StackPane root = new StackPane();
    private final RecordingNav nav;
    private final List<Throwable> unexpected = new ArrayList<>();
    private final List<Panel> shown = new ArrayList<>();
    private final List<EditsModel> edits = new ArrayList<>();

    BrowseFixture(Stage stage, RecordingNav nav) {
        this.nav = nav;
        jobs = new Jobs(unexpected::add);
        Scene scene = new Scene(root, 900, 600);
        new Theme().install(scene);
        stage.setScene(scene);
        stage.show();
    }

    /// The edits of the database, kept in a folder beside it; ended with the window.
    EditsModel edits(TestDb db) {
        EditsModel made = new EditsModel(
                db.workspace(), nav, jobs, dialogs, new Drafts(folder(db).resolve("drafts"), db.file()), Instant::now);
        edits.add(made);
        return made;
    }

    private static Path folder(TestDb db) {
        return db.file().resolveSibling("kept");
    }

    /// The rows of a table in front, with edits of their own.
    /// @param where a raw condition, empty for none
    /// @param state how it was looked at before, empty for not at all
    BrowsePane rows(FxRobot robot, TestDb db, String name, String where, String state) {
        BrowsePane[] made = new BrowsePane[1];
        robot.interact(() -> {
            made[0] = rows(db, name, where, edits(db));
            made[0].restore(state);
            show(made[0]);
        });
        return made[0];
    }

    /// A page of rows that is not shown yet. On the window's thread.
    BrowsePane rows(TestDb db, String name, String where, EditsModel edited) {
        return new BrowsePane(db.workspace(), name, where, nav, jobs, dialogs, new DbFiles(), edited);
    }

    /// Brings a page to the front, in the place of another, which stays open. On the window's thread.
    <P extends Node & Panel> void show(P page) {
        root.getChildren().setAll(page);
        page.onShown();
        shown.add(page);
    }

    /// Before the end of the test. On the window's thread.
    void close(Panel page) {
        shown.remove(page);
        page.close();
    }

    /// Before the end of the test. On the window's thread.
    void close(EditsModel ended) {
        edits.remove(ended);
        ended.close();
    }

    static void run(FxRobot robot, Panel page, String command) {
        robot.interact(() -> page.commands().stream()
                .filter(each -> each.id().equals(command))
                .findFirst()
                .map(Command::run)
                .orElseThrow()
                .run());
    }

    /// Closes what is open, then the database.
    void close(FxRobot robot, TestDb db) {
        robot.interact(() -> {
            shown.forEach(Panel::close);
            edits.forEach(EditsModel::close);
        });
        db.close();
        jobs.close();
        if (!unexpected.isEmpty()) {
            throw new AssertionError(unexpected.getFirst());
        }
    }
}
