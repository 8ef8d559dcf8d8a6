package studio.rowan.shell;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// The place of a pane that is made when it is first needed: the window's first frame does not wait for it.
final class Side<T> extends StackPane {
    private final Supplier<T> make;
    private final Function<T, Node> node;
    private @Nullable T made;

    Side(Supplier<T> make, Function<T, Node> node) {
        this.make = make;
        this.node = node;
    }

    T get() {
        T now = made;
        if (now == null) {
            now = make.get();
            made = now;
            getChildren().setAll(node.apply(now));
        }
        return now;
    }

    Optional<T> made() {
        return Optional.ofNullable(made);
    }
}
