package studio.rowan.browse;

import java.util.function.BooleanSupplier;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.scene.Node;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import studio.rowan.db.DbError;
import studio.rowan.kit.EmptyState;
import studio.rowan.kit.Icons;
import studio.rowan.kit.Text;

/// What is said where rows would be: none, none that match, none yet, an error. Each looks and reads differently.
final class CoverView {
    /// What the buttons do.
    /// @param mayInsert whether rows can be added here
    record Deeds(
            Runnable cancel,
            Runnable again,
            Runnable clear,
            Runnable structure,
            BooleanSupplier mayInsert,
            Runnable insert) {}

    private final String name;
    private final ReadOnlyLongProperty total;
    private final Deeds deeds;

    /// @param total how many rows there are without any filter; -1 while that is not known
    CoverView(String name, ReadOnlyLongProperty total, Deeds deeds) {
        this.name = name;
        this.total = total;
        this.deeds = deeds;
    }

    /// `null` where rows are shown.
    @Nullable
    Node of(BrowseState state) {
        return switch (state) {
            case BrowseState.Rows _ -> null;
            case BrowseState.Opening _ -> opening();
            case BrowseState.Empty _ -> nothing();
            case BrowseState.NoMatch _ ->
                empty("coverNoMatch", Icons.FILTER, "browse.noMatch")
                        .says(total.map(this::without))
                        .action("clearNoMatch", Text.of("browse.noMatch.clear"), deeds.clear);
            case BrowseState.Stopped _ ->
                empty("coverStopped", Icons.STOP, "browse.stopped")
                        .action("readAgain", Text.of("browse.stopped.again"), deeds.again);
            case BrowseState.Gone _ -> empty("coverGone", Icons.TABLE, "browse.gone");
            case BrowseState.Failed(DbError error) -> failed(error);
        };
    }

    /// Where rows can be added, the first one is a click away.
    private EmptyState nothing() {
        EmptyState state = empty("coverEmpty", Icons.TABLE, "browse.empty");
        return deeds.mayInsert.getAsBoolean()
                ? state.action("emptyNewRow", Text.of("grid.deed.insertRow"), deeds.insert)
                : state;
    }

    private String without(Number rows) {
        return rows.longValue() < 0
                ? Text.of("browse.noMatch.text", name)
                : Text.count("browse.noMatch.rows", rows.longValue(), name);
    }

    private EmptyState empty(String id, Icons icon, String key) {
        EmptyState state = new EmptyState(icon, Text.of(key, name), Text.of(key + ".text", name));
        state.setId(id);
        return state;
    }

    private Node opening() {
        EmptyState state = new EmptyState(Icons.HISTORY, Text.of("browse.opening", name), "");
        state.setId("coverOpening");
        ProgressIndicator turning = new ProgressIndicator();
        turning.setMaxSize(28, 28);
        state.getChildren().set(0, new StackPane(turning));
        return state.action("cancelOpening", Text.of("browse.opening.cancel"), deeds.cancel);
    }

    /// SQLite's sentence and the next step: of a view, its structure shows what it is made of.
    private Node failed(DbError error) {
        Text.Message message = Text.error(error);
        String words = error.words().isBlank() || message.sentence().contains(error.words())
                ? message.nextStep()
                : message.nextStep() + "\n\n" + error.words();
        EmptyState state = new EmptyState(Icons.ERROR, message.sentence(), words.strip());
        state.setId("coverFailed");
        return state.action("failedStructure", Text.of("browse.failed.structure"), deeds.structure)
                .action("failedAgain", Text.of("browse.failed.again"), deeds.again);
    }
}
