package studio.rowan.migrations;

import java.nio.file.Path;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.EmptyState;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;
import studio.rowan.migrate.History;
import studio.rowan.migrate.MigrationWords;
import studio.rowan.migrate.Place;

/// The migrations, or why there are none and what to do about it.
final class MigrationsBodyView extends StackPane {
    private final MigrationsModel looking;
    private final Node migrations;
    private final ObservableValue<Boolean> occupied;
    private final Runnable chooseFolder;

    /// @param migrations what is shown where there are some
    /// @param occupied whether something else is at hand below them, such as the first script that is written
    MigrationsBodyView(
            MigrationsModel looking, Node migrations, ObservableValue<Boolean> occupied, Runnable chooseFolder) {
        this.looking = looking;
        this.migrations = migrations;
        this.occupied = occupied;
        this.chooseFolder = chooseFolder;
        setId("body");
        looking.place().subscribe(_ -> show());
        looking.looked().subscribe(_ -> show());
        looking.history().subscribe(_ -> show());
        occupied.subscribe(_ -> show());
    }

    private void show() {
        Node empty = occupied.getValue() ? null : empty(looking.history().get());
        Node now = empty == null ? migrations : empty;
        // What is taken out and put back loses the keyboard.
        if (!getChildren().equals(List.of(now))) {
            getChildren().setAll(now);
        }
    }

    private @Nullable Node empty(@Nullable History history) {
        if (looking.looked().get() && looking.place().get() == null) {
            return new EmptyState(Icons.MIGRATIONS, Text.of("migrations.noFolder"), Text.of("migrations.noFolder.text"))
                    .action("chooseFolderFirst", Text.of("migrations.folder.choose"), chooseFolder);
        }
        if (history != null
                && history.situation() == History.Situation.NOTHING
                && history.scripts().notRun().isEmpty()) {
            if (looking.place().get() instanceof Place.Folder(Path folder)
                    && String.valueOf(folder.getFileName()).equals("meta")
                    && folder.getParent() != null
                    && folder.getParent().getFileName() != null) {
                return drizzles(folder.getParent());
            }
            Text.Message message = MigrationWords.of(history);
            return new EmptyState(Icons.MIGRATIONS, message.sentence(), message.nextStep())
                    .action("chooseAnother", Text.of("migrations.folder.another"), chooseFolder);
        }
        return null;
    }

    /// Its `meta` was chosen, and the scripts lie above it.
    private EmptyState drizzles(Path parent) {
        return new EmptyState(
                        Icons.MIGRATIONS, Text.of("migrations.is.nothing"), Text.of("migrations.meta.text", parent))
                .action(
                        "useParent",
                        Text.of("migrations.meta.parent", parent.getFileName()),
                        () -> looking.choose(new Place.Folder(parent)))
                .action("chooseAnother", Text.of("migrations.folder.another"), chooseFolder);
    }
}
