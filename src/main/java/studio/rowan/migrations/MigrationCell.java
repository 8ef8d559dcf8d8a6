package studio.rowan.migrations;

import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import javafx.scene.control.TableCell;
import javafx.scene.layout.Region;
import studio.rowan.kit.Text;
import studio.rowan.migrate.Migration;

/// One figure of a migration; the state also has a dot whose form and colour tell it.
final class MigrationCell extends TableCell<Migration, Migration> {
    private final Function<Migration, String> text;
    private final boolean state;
    private Predicate<Migration> edited = _ -> false;

    private MigrationCell(Function<Migration, String> text, boolean state) {
        this.text = text;
        this.state = state;
    }

    static MigrationCell of(Function<Migration, String> text) {
        return new MigrationCell(text, false);
    }

    /// @param edited tells whose script is no longer what ran
    static MigrationCell state(Predicate<Migration> edited) {
        MigrationCell cell = new MigrationCell(
                migration -> edited.test(migration)
                        ? Text.of("migrations.state.edited", migration.state())
                        : migration.state(),
                true);
        cell.edited = edited;
        return cell;
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
        if (state) {
            Migration.Kind kind = edited.test(item) ? Migration.Kind.TROUBLE : item.kind();
            getStyleClass().add(kind.name().toLowerCase(Locale.ROOT));
            Region dot = new Region();
            dot.getStyleClass().add("state-dot");
            setGraphic(dot);
        }
    }
}
