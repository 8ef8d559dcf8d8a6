package studio.rowan.kit;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;

/// Something a user can do by menu, key or palette. A panel's `refresh` is what the window's Refresh runs, its
/// `quickCheck` what Quick check runs. `keys` may be null; `enabled` is asked when it is about to run.
/// @param group the words of the submenu it stands in; empty for the menu itself
/// @param why what a menu says beneath it while it is not enabled; empty where that speaks for itself
public record Command(
        String id,
        Icons icon,
        String title,
        @Nullable KeyCombination keys,
        String group,
        BooleanSupplier enabled,
        Supplier<String> why,
        Runnable run) {
    public static Command of(String id, Icons icon, String title, @Nullable String keys, Runnable run) {
        KeyCombination combination = keys == null ? null : KeyCombination.valueOf(keys);
        return new Command(id, icon, title, combination, "", () -> true, () -> "", run);
    }

    public Command when(BooleanSupplier condition) {
        return new Command(id, icon, title, keys, group, condition, why, run);
    }

    /// What a menu says while it cannot be run.
    public Command because(Supplier<String> reason) {
        return new Command(id, icon, title, keys, group, enabled, reason, run);
    }

    /// In a submenu, with others that say the same.
    public Command in(String submenu) {
        return new Command(id, icon, title, keys, submenu, enabled, why, run);
    }

    /// Runs something else, or the same and more.
    public Command doing(Runnable deed) {
        return new Command(id, icon, title, keys, group, enabled, why, deed);
    }

    /// Why it cannot be run now: empty where that speaks for itself, `null` where it can.
    public @Nullable String obstacle() {
        return enabled.getAsBoolean() ? null : why.get();
    }
}
