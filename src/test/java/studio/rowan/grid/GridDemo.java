package studio.rowan.grid;

import java.nio.file.Files;
import java.nio.file.Path;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.BorderPane;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import studio.rowan.TestDb;
import studio.rowan.kit.Jobs;
import studio.rowan.kit.Theme;

/// Shows the grid in a window, to look at it: `GridDemo light|dark [FILE TABLE]`.
public final class GridDemo {
    private GridDemo() {}

    public static void main(String[] args) {
        Application.launch(Window.class, args);
    }

    public static final class Window extends Application {
        private @Nullable TestDb db;

        @Override
        public void start(Stage stage) throws Exception {
            var args = getParameters().getRaw();
            Theme theme = new Theme();
            theme.mode().set(args.getFirst().equals("dark") ? Theme.Mode.DARK : Theme.Mode.LIGHT);
            Jobs jobs = new Jobs(thrown -> {
                throw new IllegalStateException(thrown);
            });
            GridView grid = new GridView(jobs);
            TestDb open = args.size() > 2 ? TestDb.openReadOnly(Path.of(args.get(1))) : values();
            db = open;
            var table = open.table(args.size() > 2 ? args.get(2) : "posts");
            RowSource source = RowSource.of(table);
            grid.setOnSort(order ->
                    grid.show(RowWindow.of(open.db(), RowSource.of(table).orderedBy(order)), GridColumn.of(table)));
            grid.filters().setRow(args.contains("filters"));
            grid.show(RowWindow.of(open.db(), (SqlRows) source), GridColumn.of(table));
            Scene scene = new Scene(new BorderPane(grid), 1200, 760);
            theme.install(scene);
            stage.setScene(scene);
            stage.show();
            grid.requestFocus();
        }

        private static TestDb values() throws Exception {
            Path folder = Files.createTempDirectory("grid-demo");
            return TestDb.create(
                    folder,
                    "CREATE TABLE users(id INTEGER PRIMARY KEY, name)",
                    "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 60) INSERT INTO users(id) SELECT i FROM n",
                    "CREATE TABLE posts(id INTEGER PRIMARY KEY, title TEXT NOT NULL, content TEXT, score REAL, "
                            + "user_id INTEGER REFERENCES users(id), picture BLOB, slug TEXT UNIQUE, extra)",
                    "INSERT INTO posts VALUES(1, 'Keeping rows you did not mean to lose', 'When a parent table is rebuilt, "
                            + "every child row that cascades goes with it', 0.1, 7, x'89504e470d0a1a0a0000', 'keep', NULL)",
                    "INSERT INTO posts VALUES(2, '', 'two' || char(10) || 'lines' || char(9) || 'tab  ', 1e300, NULL, "
                            + "zeroblob(12000), 'b', 9223372036854775807)",
                    "INSERT INTO posts VALUES(3, 'wrong bytes ' || CAST(x'C328' AS TEXT), printf('%.90000c','x'), -2.5, 12, "
                            + "x'', 'c', 1e15)",
                    "INSERT INTO posts VALUES(4, 'العربية 漢字 😀 é', 'ok', 123456789.125, 3, zeroblob(5000000), 'd', 'text')",
                    "WITH RECURSIVE n(i) AS (SELECT 5 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) "
                            + "INSERT INTO posts SELECT i, 'Post number ' || i, 'The write-ahead log grows until ' || i, i / 8.0, "
                            + "i % 50, NULL, 's' || i, i * 1000003 FROM n");
        }

        @Override
        public void stop() {
            TestDb open = db;
            if (open != null) {
                open.close();
            }
            Platform.exit();
        }
    }
}
