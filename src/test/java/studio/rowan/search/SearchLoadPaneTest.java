package studio.rowan.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import studio.rowan.TestDb;
import studio.rowan.db.Work;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.RunningJob;
import studio.rowan.kit.Waiting;
import studio.rowan.relate.FileRelations;
import studio.rowan.relate.KeptRelations;

@ExtendWith(ApplicationExtension.class)
class SearchLoadPaneTest {
    @TempDir
    Path folder;

    @Start
    void start(Stage stage) {
        stage.show();
    }

    @Test
    void whereTheIndexesWereNotReadTheNextLetterReadsThemAgain(FxRobot robot) {
        CountDownLatch free = new CountDownLatch(1);
        List<QueryModel> queries = new ArrayList<>();
        List<SearchModel> models = new ArrayList<>();
        try (TestDb db = TestDb.create(
                        folder, "CREATE VIRTUAL TABLE f USING fts5(body)", "INSERT INTO f VALUES ('ash'), ('oak')");
                Jobs jobs = new Jobs(e -> {
                    throw new AssertionError(e);
                })) {
            Work<Boolean> hold = _ -> awaited(free);
            db.db().read("held", hold);
            db.db().read("held", hold);
            robot.interact(() -> {
                FileRelations relations = new FileRelations(db.workspace(), new KeptRelations(folder));
                IndexesModel indexes = new IndexesModel(db.workspace(), jobs);
                QueryModel query = new QueryModel(indexes.index());
                queries.add(query);
                models.add(new SearchModel(db.workspace(), indexes, query, relations, jobs));
                indexes.load();
            });
            Waiting.until(() -> !jobs.running().isEmpty());
            robot.interact(() -> jobs.running().forEach(RunningJob::cancel));
            free.countDown();
            SearchModel model = models.getFirst();
            Waiting.until(() -> model.state().get() instanceof SearchModel.State.Failed);

            robot.interact(() -> queries.getFirst().text().set("ash"));
            Waiting.until(() -> model.state().get() instanceof SearchModel.State.Found);
            assertThat(model.hits()).hasSize(1);
            robot.interact(model::close);
        }
    }

    private static boolean awaited(CountDownLatch free) {
        try {
            return free.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
