package studio.rowan.kit;

import java.util.function.BooleanSupplier;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;

/// Something a user can do by menu, key or palette. A panel's `refresh` is what the window's Refresh runs, its
/// `quickCheck` what Quick check runs. `keys` may be null; `enabled` is asked when it is about to run.
public record Command(
        String id, Icons icon, String title, @Nullable KeyCombination keys, BooleanSupplier enabled, Runnable run) {
    public static Command of(String id, Icons icon, String title, @Nullable String keys, Runnable run) {
        return new Command(id, icon, title, keys == null ? null : KeyCombination.valueOf(keys), () -> true, run);
    }

    public Command when(BooleanSupplier condition) {
        return new Command(id, icon, title, keys, condition, run);
    }
}
