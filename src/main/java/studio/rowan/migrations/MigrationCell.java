package studio.rowan.migrations;

import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import javafx.scene.control.TableCell;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import studio.rowan.kit.Text;
import studio.rowan.migrate.Migration;

/// One figure of a migration; the state also has a dot whose form and colour tell it.
final class MigrationCell extends TableCell<Migration, Migration> {
    private final Function<Migration, String> text;
    private final @Nullable Function<Migration, Migration.Kind> kind;

    private MigrationCell(Function<Migration, String> text, @Nullable Function<Migration, Migration.Kind> kind) {
        this.text = text;
        this.kind = kind;
    }

    static MigrationCell of(Function<Migration, String> text) {
        return new MigrationCell(text, null);
    }

    /// @param edited tells whose script is no longer what ran
    static MigrationCell state(Predicate<Migration> edited) {
        return new MigrationCell(
                migration -> edited.test(migration)
                        ? Text.of("migrations.state.edited", migration.state())
                        : migration.state(),
                migration -> edited.test(migration) ? Migration.Kind.TROUBLE : migration.kind());
    }

    @Override
    protected void updateItem(Migration item, boolean empty) {
        super.updateItem(item, empty);
        getStyleClass().removeAll("applied", "pending", "skipped", "trouble");
        setGraphic(null);
        if (empty || item == null) {
            setText(null);
            return;
        }
        setText(text.apply(item));
        if (kind != null) {
            getStyleClass().add(kind.apply(item).name().toLowerCase(Locale.ROOT));
            Region dot = new Region();
            dot.getStyleClass().add("state-dot");
            setGraphic(dot);
        }
    }
}
