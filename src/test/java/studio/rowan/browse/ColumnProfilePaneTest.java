package studio.rowan.browse;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.rowan.kit.Waiting.until;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import studio.rowan.TestDb;
import studio.rowan.db.Sql;
import studio.rowan.db.Value;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Theme;

@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init")
class ColumnProfilePaneTest {
    private static final int ROWS = 30_000;

    @TempDir
    Path folder;

    private final List<Throwable> unexpected = new ArrayList<>();
    private final List<Value> filtered = new ArrayList<>();
    private final Region below = new Region();
    private Jobs jobs;
    private TestDb db;

    @Start
    void start(Stage stage) {
        jobs = new Jobs(unexpected::add);
        below.setMaxSize(200, 30);
        Scene scene = new Scene(new StackPane(below), 900, 200);
        new Theme().install(scene);
        stage.setScene(scene);
        stage.show();
    }

    @AfterEach
    void close() {
        db.close();
        jobs.close();
        assertThat(unexpected).isEmpty();
    }

    /// Without a write-ahead log, where all rows are read in short slices.
    private void rollbackJournal() {
        db = TestDb.create(
                folder,
                "CREATE TABLE t(id INTEGER PRIMARY KEY, a)",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + ROWS + ")"
                        + " INSERT INTO t SELECT i + CASE WHEN i > 15000 THEN 1000000000000 ELSE 0 END,"
                        + " CASE WHEN i > 25000 THEN 'late' ELSE i % 7 END FROM n");
        db.db()
                .exclusive("mode", access -> access.setPragma("journal_mode", Value.of("DELETE")))
                .await();
        Path file = db.file();
        db.close();
        db = TestDb.open(file);
        assertThat(db.db().isWal()).isFalse();
    }

    /// Rowids from one end of the numbers to the other: their distance is no number.
    @Test
    void rowidsMayBeWiderApartThanANumberCanSay(FxRobot robot) {
        rollbackJournal();
        db.run(
                "UPDATE t SET id = -9223372036854775807 WHERE id = 1",
                "UPDATE t SET id = 9223372036854775807 WHERE id = 1000000030000");
        // Too much for one read that others have to wait for.
        ColumnProfileModel model = open(robot, Sql.of("length(hex(randomblob(3000))) > 0"));
        ColumnProfile profile = Objects.requireNonNull(model.profile().get());
        assertThat(profile.all()).isTrue();
        assertThat(profile.rows()).isEqualTo(ROWS);
        assertThat(profile.top().getFirst()).isEqualTo(new ColumnProfile.Top(Value.of("late"), 5000));
    }

    private ColumnProfileModel open(FxRobot robot, Sql... conditions) {
        ColumnProfileModel model =
                new ColumnProfileModel(jobs, db.db(), db.table("t"), new ColumnScan("t", "a", List.of(conditions)), -1);
        robot.interact(() -> new ColumnProfileView(
                        model, "any type", conditions.length > 0, ColumnProfilePaneTest::hours, filtered::add)
                .open(below));
        until(() -> model.phase().get() == ColumnProfileModel.Phase.DONE);
        return model;
    }

    private static String hours(Value value) {
        return value instanceof Value.Int(long number) ? number + ":00" : "";
    }

    @Test
    void allRowsAreReadInSlicesAndValuesFilter(FxRobot robot) {
        rollbackJournal();
        ColumnProfileModel model = open(robot);
        ColumnProfile profile = Objects.requireNonNull(model.profile().get());
        assertThat(profile.rows()).isEqualTo(ROWS);
        assertThat(profile.all()).isTrue();
        assertThat(profile.distinct()).isEqualTo(8);
        assertThat(profile.top().getFirst()).isEqualTo(new ColumnProfile.Top(Value.of("late"), 5000));
        assertThat(robot.lookup("#profileScope").queryAs(Label.class).getText()).isEqualTo("All 30,000 rows");
        assertThat(robot.lookup("#profileProgress").query().isVisible()).isFalse();
        // In the column's display format, and as they are stored.
        assertThat(robot.lookup("#profile-most").queryAs(Label.class).getText()).isEqualTo("6:00");
        assertThat(robot.lookup(".profile-stored").queryAllAs(Label.class))
                .extracting(Label::getText)
                .contains("6", "0");
        robot.clickOn("#profileTop");
        assertThat(filtered).containsExactly(Value.of("late"));
        assertThat(robot.lookup("#columnProfile").tryQuery()).isEmpty();
    }

    @Test
    void theFilterIsRespectedAndSaid(FxRobot robot) {
        rollbackJournal();
        ColumnProfileModel model = open(robot, Sql.of("id > 1000000000000"), Sql.of("a = 3"));
        ColumnProfile profile = Objects.requireNonNull(model.profile().get());
        assertThat(profile.distinct()).isEqualTo(1);
        assertThat(robot.lookup("#profileScope").queryAs(Label.class).getText())
                .isEqualTo("All 1,429 rows that meet the filter");
    }
}
