package studio.rowan.migrations;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Dialogs;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;
import studio.rowan.migrate.Place;

/// Where the scripts lie, and the way to say that they lie elsewhere.
final class FolderMenuView extends MenuButton {
    private final MigrationsModel looking;
    private final Dialogs dialogs;
    private final Consumer<Path> reveal;

    FolderMenuView(MigrationsModel looking, Dialogs dialogs, Consumer<Path> reveal) {
        this.looking = looking;
        this.dialogs = dialogs;
        this.reveal = reveal;
        setId("migrationsFolder");
        setGraphic(Icons.FOLDER.node());
        setMinWidth(USE_PREF_SIZE);
        looking.place().subscribe(this::tell);
        disableProperty().bind(looking.runs().running());
    }

    private void tell(@Nullable Place place) {
        setText(
                switch (place) {
                    case null -> Text.of("migrations.folder.none");
                    case Place.Bundled _ -> Text.of("migrations.folder.bundled");
                    case Place.Folder(Path path) ->
                        String.valueOf(Objects.requireNonNullElse(path.getFileName(), path));
                });
        setTooltip(place == null ? null : new Tooltip(place.text()));
        getItems().setAll(item("chooseFolder", "migrations.folder.choose", this::choose));
        if (looking.isSample()) {
            getItems().add(item("bundledFolder", "migrations.folder.useBundled", () -> looking.choose(Place.BUNDLED)));
        }
        if (place instanceof Place.Folder(Path path)) {
            getItems().add(item("revealFolder", "migrations.folder.reveal", () -> reveal.accept(path)));
        }
    }

    private static MenuItem item(String id, String key, Runnable action) {
        MenuItem item = new MenuItem(Text.of(key));
        item.setId(id);
        item.setOnAction(_ -> action.run());
        return item;
    }

    /// Asks which folder it is.
    void choose() {
        Path start = looking.place().get() instanceof Place.Folder(Path path)
                ? path
                : looking.workspace().file().getParent();
        Path chosen = dialogs.files().chooseFolder(Text.of("migrations.folder.title"), start);
        if (chosen != null) {
            looking.choose(new Place.Folder(chosen.toAbsolutePath().normalize()));
        }
    }
}
